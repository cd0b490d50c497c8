"""Bring one page in by hand: read what it says of itself, tell whether it is known, file it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from gettext import gettext as _
from urllib.parse import urlsplit

from veille.collect.discover import kind_of
from veille.collect.entries.address import host_of, tidy, url_key
from veille.collect.entries.clean import one_line
from veille.collect.entries.entry import EXCERPT_LENGTH
from veille.collect.pages.about import read_about
from veille.core.context import Context
from veille.core.filing import add_by_hand
from veille.core.looking import web_address
from veille.errors import ReadError, RefusedError, SourceError
from veille.model.about import About
from veille.model.declared import Source
from veille.model.item import Candidate, Fetched, Item, Medium, State, Suggestion
from veille.model.role import Right
from veille.store import items, items_read, people, selections, sources, themes
from veille.store.engine import Connection
from veille.text.dates import PARIS, paris_day
from veille.text.slug import slug

_ADDRESS = re.compile(r"https?://[^\s<>\"'«»]+", re.IGNORECASE)
_TITLE_LENGTH = 300
_NAME_LENGTH = 120


@dataclass(frozen=True, slots=True)
class Addition:
    """One page as the form holds it: what it said of itself, and what a person made of that."""

    url: str
    title: str = ""
    source_name: str = ""
    author: str = ""
    published_on: date | None = None
    published_at: datetime | None = None
    """The page's own instant, kept as long as its day is the one that is shown."""
    medium: Medium = "read"
    duration: int | None = None
    access: str = "free"
    language: str = "fr"
    description: str = ""
    themes: tuple[str, ...] = ()
    select: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Looked:
    """What a form opens on."""

    addition: Addition
    source: str = ""
    """Key of the declared source of that site, when there is one."""
    suggestions: tuple[Suggestion, ...] = ()
    known: Item | None = None
    problem: str = ""
    """Why the page could not be read; the form may still be filled by hand."""


class Adding:
    """Addresses that somebody brings in: pasted, by bookmarklet, shared from a phone."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx

    def look(self, url: str, title: str = "", text: str = "") -> Looked:
        """What the page says of itself; asks the network, writes nothing. Raises RefusedError for no address."""
        address = web_address(shared_address(url, text, title))
        known = self._known(address)
        if known is not None:
            return Looked(Addition(known.url or address, known.title), known.source, known=known)
        try:
            about = self._read(address)
        except SourceError as error:
            about = About(address, one_line(_ADDRESS.sub("", title), _TITLE_LENGTH))
            return self._looked(about, problem=error.reason)
        return self._looked(about, shown_title=title)

    def again(self, url: str, title: str, description: str) -> Looked:
        """The same around words that were typed: asks nobody."""
        address = tidy(url) or ""
        source = self.source_of(address) if address else None
        usual = source.themes if source else ()
        proposed = self._ctx.suggester.themes(title, description, usual)
        known = self._known(address) if address else None
        key = source.key if source else ""
        return Looked(Addition(url, title), key, tuple(proposed), known)

    def add(self, new: Addition, *, by: str) -> Item:
        """Files the page, new, or kept when publications are chosen; journals it.

        Raises RefusedError without a title, for what is no address or is already known, NotFoundError
        for an unknown theme or publication, ForbiddenError.
        """
        new = _tidied(new)
        for key in new.themes:
            self._ctx.config.theme(key)
        for key in new.select:
            self._ctx.config.publication(key)
        with self._ctx.store.write() as w:
            who = people.acting(w, by, Right.EDIT if new.select else Right.PROPOSE)
            item_id = self.file(w, new, who)
            if new.select:
                self._keep(w, item_id, new, who)
            added = items_read.by_ids(w, [item_id])[0]
            people.write_journal(
                w,
                at=self._ctx.clock.now(),
                by=who,
                verb="add-item",
                about=f"item:{added.public_id}",
                before={},
                after={"title": added.title, "url": added.url, "selected_for": list(new.select)},
            )
            return added

    def source_of(self, url: str) -> Source | None:
        """The declared source on the same host: one that is watched rather than one in pause."""
        here = [one for one in self._ctx.config.sources if host_of(url) in _hosts(one)]
        return next((one for one in here if one.enabled), here[0] if here else None)

    def _read(self, address: str) -> About:
        fetched = self._ctx.fetcher.get(address)
        if kind_of(fetched) != "page":
            return _file_itself(fetched)
        return read_about(fetched, self._ctx.clock.now())

    def _looked(self, about: About, *, shown_title: str = "", problem: str = "") -> Looked:
        known = self._known(about.url)
        source = self.source_of(about.url)
        name = source.name if source else about.site_name or host_of(about.url)
        at = about.published_at
        said = about.access or (source.access if source else "free")
        addition = Addition(
            url=about.url,
            title=about.title or one_line(shown_title, _TITLE_LENGTH),
            source_name=name,
            author=about.author,
            published_on=paris_day(at) if at else None,
            published_at=at,
            medium=about.medium,
            duration=about.duration,
            access=said,
            language=about.language or (source.language if source else "fr"),
            description=about.description,
        )
        usual = source.themes if source else ()
        proposed = self._ctx.suggester.themes(addition.title, addition.description, usual)
        key = source.key if source else ""
        return Looked(addition, key, tuple(proposed), known, problem)

    def _known(self, address: str) -> Item | None:
        with self._ctx.store.read() as r:
            found = items.id_of_key(r, url_key(address))
            return None if found is None else items_read.by_ids(r, [found])[0]

    def file(self, w: Connection, new: Addition, who: int | None) -> int:
        """The new item, in the caller's transaction; `who` brought it in. Raises RefusedError when it is known."""
        key = url_key(new.url)
        if items.id_of_key(w, key) is not None:
            raise RefusedError(_("cette adresse est déjà dans la base"))
        source = self.source_of(new.url)
        return add_by_hand(
            w,
            self._ctx,
            _candidate(new),
            key=key,
            source=source,
            source_id=self._source_id(w, source, new),
            language=new.language,
            access=new.access,
            who=who,
        )

    def _source_id(self, w: Connection, source: Source | None, new: Addition) -> int:
        """The declared source, unless the person named another; else a row for the outlet, under its name."""
        if source is not None and new.source_name in ("", source.name):
            return sources.id_of(w, source.key)
        parts = urlsplit(new.url)
        name = new.source_name or host_of(new.url)
        key = f"ajout-{slug(name, 80)}" if source else f"ajout-{slug(host_of(new.url), 80)}"
        return sources.outlet(w, key, name, f"{parts.scheme}://{parts.netloc}/")

    def _keep(self, w: Connection, item_id: int, new: Addition, who: int) -> None:
        now = self._ctx.clock.now()
        items.decide(w, item_id, {"state": State.KEPT.value})
        known = themes.ids(w)
        themes.decide(w, item_id, [known[key] for key in new.themes if key in known], who, now)
        for publication in new.select:
            selections.add(w, item_id, publication, who, now)


def shared_address(url: str, text: str = "", title: str = "") -> str:
    """The address that was shared: some telephones put it in the text, or after the title."""
    if url.strip():
        return url.strip()
    found = next(filter(None, map(_ADDRESS.search, (text, title))), None)
    return found[0].rstrip(".,;:!?)") if found else text.strip() or title.strip()


def _file_itself(fetched: Fetched) -> About:
    """What is no page (a PDF, a sound, a film) says little: its address and its sort."""
    kind = fetched.headers.get("content-type", "").partition("/")[0].strip().lower()
    if kind_of(fetched) is not None:
        raise ReadError(_("c’est un flux : ajoutez-le plutôt aux sources"))
    media: dict[str, Medium] = {"audio": "listen", "video": "watch"}
    return About(tidy(fetched.url) or fetched.url, medium=media.get(kind, "read"))


def _tidied(new: Addition) -> Addition:
    """The form's words as they will be kept. Raises RefusedError."""
    title = one_line(new.title, _TITLE_LENGTH)
    if not title:
        raise RefusedError(_("donnez un titre"))
    return Addition(
        url=web_address(new.url),
        title=title,
        source_name=one_line(new.source_name, _NAME_LENGTH),
        author=one_line(new.author, 200),
        published_on=new.published_on,
        published_at=new.published_at,
        medium=new.medium,
        duration=new.duration if new.medium != "read" else None,
        access=new.access,
        language=new.language,
        description=one_line(new.description, EXCERPT_LENGTH),
        themes=new.themes,
        select=tuple(dict.fromkeys(new.select)),
    )


def _candidate(new: Addition) -> Candidate:
    return Candidate(
        guid=new.url,
        url=new.url,
        title=new.title,
        excerpt=new.description,
        author=new.author,
        published_at=_published(new),
        medium=new.medium,
        duration=new.duration,
    )


def _published(new: Addition) -> datetime | None:
    """The page's own instant; noon of another day when a person gave one."""
    if new.published_on is None:
        return None
    if new.published_at and paris_day(new.published_at) == new.published_on:
        return new.published_at
    return datetime.combine(new.published_on, time(12), PARIS).astimezone(UTC)


def _hosts(source: Source) -> set[str]:
    return {host_of(source.url), host_of(source.site or "")} - {""}
