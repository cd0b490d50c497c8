"""The first morning: addresses visited while one watches, the shipped sources, a first draft."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache, partial
from gettext import gettext as _
from threading import Event, Lock
from typing import Literal

from veille.collect.entries.address import url_key
from veille.config.edit import Values, rows_added, values_of
from veille.config.load import Config, load
from veille.core.background import Background
from veille.core.collecting import SourceResult, collect
from veille.core.context import Context
from veille.core.declaring import Declaring
from veille.core.drafts import Drafts
from veille.core.items import Items
from veille.core.looking import free_key, look, row_of, watched_as, web_address
from veille.core.sources import Sources
from veille.errors import RefusedError, VeilleError
from veille.model.edition import Edition
from veille.model.item import Triage
from veille.model.role import Right
from veille.shipped import shipped
from veille.store import people
from veille.text.french import count

MOST_ADDRESSES = 10
"""At once: each is a few requests to a site that never heard of us."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One pasted address, and what became of it."""

    address: str
    state: Literal["waiting", "done", "failed"] = "waiting"
    name: str = ""
    key: str = ""
    items: int = 0
    reason: str = ""


@dataclass(slots=True)
class Round:
    """What runs, or ran last, since the desk opened."""

    visits: dict[str, Visit] = field(default_factory=dict)
    results: list[SourceResult] = field(default_factory=list)
    total: int = 0
    """Sources asked, in a collect."""
    keys: set[str] = field(default_factory=set)
    """Sources that one of the visits has taken upon itself."""


class _StoppedError(Exception):
    """The desk closes: the collect under way goes no further."""


class Starting:
    """What a workspace needs on its first day."""

    def __init__(
        self,
        ctx: Context,
        sources: Sources,
        items: Items,
        drafts: Drafts,
        background: Background,
    ) -> None:
        self._ctx = ctx
        self._sources = sources
        self._items = items
        self._drafts = drafts
        self._background = background
        self._filing = Lock()
        self.round = Round()

    @property
    def running(self) -> bool:
        return self._background.running

    def visit(self, written: str, *, by: str) -> None:
        """Finds the feed behind each address, declares it, collects it; in the background.

        Raises RefusedError for none, too many or a wrong address, ForbiddenError, BusyError.
        """
        addresses = _addresses(written)
        self._check_right(by)
        new = Round({address: Visit(address) for address in addresses})
        self._background.start(partial(self._visit_all, new, by))
        self.round = new

    def collect(self, keys: Sequence[str] = (), *, by: str) -> None:
        """Collects these sources, or all that are enabled, in the background. Raises as `visit` does."""
        for key in keys:
            self._ctx.config.source(key)
        self._check_right(by)
        new = Round()
        self._background.start(partial(self._collect, new, tuple(keys)))
        self.round = new

    def shipped(self) -> tuple[Values, ...]:
        """The sources that travel with the program, on, and not watched here yet."""
        here = self._ctx.config.sources
        held = {one.key for one in here} | {url_key(one.url) for one in here}
        return tuple(
            values_of(one)
            for one in _shipped().sources
            if one.enabled and not held & {one.key, url_key(one.url)}
        )

    def take_shipped(self, *, by: str) -> list[str]:
        """Declares them, and the themes they name that are missing here; returns the sources' keys.

        Raises RefusedError when nothing is missing, ConfigError, ForbiddenError.
        """
        rows = self.shipped()
        if not rows:
            raise RefusedError(_("toutes les sources livrées sont déjà là"))
        self._take_themes(by)
        self._sources.add(rows, by=by)
        return [str(row["key"]) for row in rows]

    def draft(self, publication: str, public_ids: Sequence[str], *, by: str) -> Edition:
        """Keeps these items for a publication, with what rules propose, and drafts its edition.

        Raises RefusedError when too few are chosen, NotFoundError, ForbiddenError.
        """
        rule = self._ctx.config.publication(publication)
        waiting = self._items.free().get(publication, 0)
        if waiting + len(public_ids) < max(1, rule.min_items):
            words = _("« {0} » demande {1} : cochez-en encore {2}")
            needed = count(max(1, rule.min_items), "élément", "éléments")
            missing = max(1, rule.min_items) - waiting - len(public_ids)
            raise RefusedError(words.format(rule.title, needed, missing))
        for public_id in public_ids:
            self._items.triage(public_id, Triage(accept=True, select=(publication,)), by=by)
        return self._drafts.new(publication, by=by)

    def _check_right(self, by: str) -> None:
        with self._ctx.store.write() as w:
            people.acting(w, by, Right.EDIT)

    def _visit_all(self, round_: Round, by: str, stop: Event) -> None:
        with ThreadPoolExecutor(len(round_.visits)) as pool:
            for _done in pool.map(partial(self._visit_one, round_, by, stop), [*round_.visits]):
                pass  # a bug of ours is raised here

    def _visit_one(self, round_: Round, by: str, stop: Event, address: str) -> None:
        bug = _("une erreur de notre côté : le détail est dans le terminal")
        came = Visit(address, "failed", reason=bug)
        try:
            if stop.is_set():
                return
            came = self._visited(round_, address, by)
        except VeilleError as error:
            came = Visit(address, "failed", reason=str(error))
        finally:
            round_.visits[address] = came

    def _visited(self, round_: Round, address: str, by: str) -> Visit:
        found = look(self._ctx, address)
        name = found.name
        with self._filing:
            # Looked up again: another of the addresses may have led to the same feed meanwhile.
            key = watched_as(self._ctx, found.feed.url)
            if not key:
                taken = {one.key for one in self._ctx.config.sources}
                key = free_key(name, found.feed.url, taken)
                self._sources.add([row_of(found, key)], by=by)
            if key in round_.keys:
                return Visit(address, "done", name, key, found.count)
            round_.keys.add(key)
        result = collect(self._ctx, [key]).results[0]
        if not result.healthy:
            return Visit(address, "failed", name, key, reason=result.error)
        return Visit(address, "done", result.name, key, result.seen)

    def _collect(self, round_: Round, keys: Sequence[str], stop: Event) -> None:
        def told(result: SourceResult, _done: int, total: int) -> None:
            round_.results.append(result)
            round_.total = total
            if stop.is_set():
                raise _StoppedError

        try:
            collect(self._ctx, keys, progress=told)
        except _StoppedError:
            return

    def _take_themes(self, by: str) -> None:
        held = {one.key for one in self._ctx.config.themes}
        rows = [values_of(one) for one in _shipped().themes if one.key not in held]
        if rows:
            themes = Declaring(self._ctx, "themes.yml", self._sources.file.reload)
            themes.write(
                lambda text: rows_added(text, "themes.yml", "themes", rows),
                by=by,
                verb="add-themes",
                words=_("ajout de {0}").format(count(len(rows), "thème", "thèmes")),
                about={"keys": [str(row["key"]) for row in rows]},
            )


def _addresses(written: str) -> list[str]:
    """One a line or between spaces, each once. Raises RefusedError."""
    found = list(dict.fromkeys(web_address(one) for one in written.replace(",", " ").split()))
    if not found:
        raise RefusedError(_("collez au moins une adresse"))
    if len(found) > MOST_ADDRESSES:
        words = _("{0} : pas plus de {1} à la fois ; pour une longue liste, importez un OPML")
        raise RefusedError(words.format(count(len(found), "adresse", "adresses"), MOST_ADDRESSES))
    return found


@cache
def _shipped() -> Config:
    return load(shipped("veille.yml").parent)
