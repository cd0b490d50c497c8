"""Lists of feeds exchanged with other readers (OPML): looked at before anything is written, and given back."""

from __future__ import annotations

from dataclasses import dataclass
from gettext import gettext as _
from urllib.parse import urlsplit

from veille.archive.holdings import WatchedFeed
from veille.archive.source_list import folders
from veille.collect.entries.address import host_of, url_key
from veille.collect.opml import Listed, read_opml
from veille.config.edit import Values
from veille.core.context import Context
from veille.core.looking import LONGEST_KEY, free_key
from veille.core.sources import Sources
from veille.errors import RefusedError
from veille.model.source_rules import FEED_KINDS
from veille.text.french import count
from veille.text.slug import slug


@dataclass(frozen=True, slots=True)
class ListReading:
    """What a list would bring in: new feeds, those that are watched already, those that are no address."""

    new: tuple[Listed, ...]
    known: tuple[tuple[Listed, str], ...]
    """With the name of the source that watches it."""
    unreadable: tuple[Listed, ...]


class Lists:
    """OPML in and out."""

    def __init__(self, ctx: Context, sources: Sources) -> None:
        self._ctx = ctx
        self._sources = sources

    def read(self, content: bytes) -> ListReading:
        """Sorts what a list holds; writes nothing. Raises ReadError, in French."""
        names = {url_key(one.url): one.name for one in self._ctx.config.sources}
        listed = read_opml(content)
        keyed = [(one, names.get(url_key(one.url or ""))) for one in listed]
        return ListReading(
            new=tuple(one for one, name in keyed if one.url and name is None),
            known=tuple((one, name) for one, name in keyed if one.url and name is not None),
            unreadable=tuple(one for one in listed if one.url is None),
        )

    def take(self, reading: ListReading, *, by: str) -> list[str]:
        """Declares the new feeds of a list in one writing, and returns their keys.

        Raises RefusedError when none is new, ConfigError, ForbiddenError.
        """
        if not reading.new:
            raise RefusedError(_("aucun flux nouveau dans cette liste"))
        taken = {one.key for one in self._ctx.config.sources}
        rows = [_row(one, taken) for one in reading.new]
        self._sources.add(rows, by=by)
        return [str(row["key"]) for row in rows]

    def left_out(self) -> int:
        """How many enabled sources the list does not name, for no reader of feeds could follow them."""
        declared = self._ctx.config.sources
        return sum(one.enabled and one.kind not in FEED_KINDS for one in declared)

    def export(self) -> str:
        """The feeds of the workspace as a list: one folder a category, in the order of the file.

        What no reader of feeds could follow (a page, a mailbox) is left out.
        """
        feeds = [
            WatchedFeed(one.name, one.url, one.site or "", one.category)
            for one in self._ctx.config.sources
            if one.enabled and one.kind in FEED_KINDS
        ]
        title = _("{0} : {1}").format(
            self._ctx.config.centre.centre.short, count(len(feeds), "source", "sources")
        )
        return self._ctx.templates.render(
            "export/sources.opml", title=title, folders=folders(feeds)
        )


def _row(one: Listed, taken: set[str]) -> Values:
    url = one.url or ""
    name = one.name or host_of(url)
    key = free_key(name, url, taken)
    taken.add(key)
    kind = "json" if urlsplit(url).path.endswith(".json") else "rss"
    row: Values = {
        "key": key,
        "name": name,
        "url": url,
        "kind": kind,
        "category": slug(one.category, LONGEST_KEY),
    }
    return row
