"""Sources for the desk and the command line: what is declared beside how it does."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from gettext import gettext as _

from veille.config.edit import Values, fields_set, rows_added
from veille.core.context import Context
from veille.core.declaring import Declaring
from veille.core.looking import Found, look
from veille.errors import RefusedError
from veille.model.declared import Source
from veille.model.health import Health
from veille.store import sources
from veille.store.sources import SourceState
from veille.text.dates import paris_day
from veille.text.french import count

FILE = "sources.yml"


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """A declared source and what became of it."""

    source: Source
    items: int = 0
    last_ok_at: datetime | None = None
    last_error: str = ""
    failures: int = 0
    moved_to: str | None = None
    gone_at: datetime | None = None
    """Since when its server says that it is no more: it is asked by name only."""

    @property
    def health(self) -> Health:
        """A pause says more than the last visit, and the last visit more than those before."""
        if not self.source.enabled:
            return Health.PAUSED
        if self.last_error:
            return Health.FAILING if self.failures > 1 else Health.UNCERTAIN
        return Health.OK if self.last_ok_at else Health.NEVER


class Sources:
    """What the centre watches. Every edit is one line or one field of sources.yml, and can be undone."""

    def __init__(self, ctx: Context, reload: Callable[[], None]) -> None:
        self._ctx = ctx
        self.file = Declaring(ctx, FILE, reload)

    def listed(self) -> list[SourceHealth]:
        """In the order of sources.yml."""
        with self._ctx.store.read() as r:
            states = sources.states(r)
        return [_health(one, states.get(one.key)) for one in self._ctx.config.sources]

    def troubled_count(self) -> int:
        """How many sources someone should look into; cheap, for every page says it."""
        with self._ctx.store.read() as r:
            return sources.troubled(r)

    def get(self, key: str) -> SourceHealth:
        """Raises NotFoundError."""
        source = self._ctx.config.source(key)
        with self._ctx.store.read() as r:
            return _health(source, sources.states(r).get(key))

    def look(self, address: str) -> Found:
        """The feed at or behind an address; writes nothing. Raises RefusedError, SourceError."""
        return look(self._ctx, address)

    def add(self, rows: Sequence[Values], *, by: str, seen: str = "") -> None:
        """Declares sources, one line each at the end of sources.yml. All or none.

        Raises ConfigError when a row is refused or the file changed, ForbiddenError.
        """
        tidied = [_without_defaults(row) for row in rows]
        self.file.write(
            lambda text: rows_added(text, FILE, "sources", tidied),
            by=by,
            verb="add-sources",
            words=_("ajout de {0}").format(_named([str(row["name"]) for row in rows])),
            about={"keys": [row["key"] for row in rows]},
            seen=seen,
        )

    def edit(self, key: str, values: Values, *, by: str, seen: str = "") -> None:
        """Sets fields of one source. Raises NotFoundError, ConfigError, ForbiddenError."""
        source = self._ctx.config.source(key)
        changed = {name: value for name, value in values.items() if _stands(source, name) != value}
        if changed:
            words = _("modification de « {0} »").format(source.name)
            self._set({key: changed}, by=by, verb="edit-source", words=words, seen=seen)

    def pause(self, reasons: Mapping[str, str], *, by: str = "console") -> list[str]:
        """Sets `enabled: false` in sources.yml, with the reason as its note; returns the keys paused.

        All of them or none. Raises NotFoundError, ConfigError, ForbiddenError.
        """
        paused = [key for key in reasons if self._ctx.config.source(key).enabled]
        if paused:
            words = _("mise en pause de {0}").format(self._names(paused))
            edits = {key: self._paused(reasons[key]) for key in paused}
            self._set(edits, by=by, verb="pause-sources", words=words)
        return paused

    def resume(self, keys: Sequence[str], *, by: str) -> list[str]:
        """Sets `enabled: true`; a note that told of the pause goes. Raises like `pause`."""
        resumed = [key for key in keys if not self._ctx.config.source(key).enabled]
        if resumed:
            words = _("reprise de {0}").format(self._names(resumed))
            edits = {key: _resumed(self._ctx.config.source(key)) for key in resumed}
            self._set(edits, by=by, verb="resume-sources", words=words)
        return resumed

    def adopt(self, key: str, *, by: str) -> str:
        """Takes the address that the server said the source has moved to, and returns it.

        Raises NotFoundError, RefusedError when it has not moved, ConfigError, ForbiddenError.
        """
        one = self.get(key)
        if one.moved_to is None:
            raise RefusedError(_("« {0} » n’a pas déménagé").format(one.source.name))
        words = _("nouvelle adresse de « {0} »").format(one.source.name)
        self._set({key: {"url": one.moved_to}}, by=by, verb="move-source", words=words)
        return one.moved_to

    def names(self) -> dict[str, str]:
        return {one.key: one.name for one in self._ctx.config.sources}

    def _set(
        self, edits: Mapping[str, Values], *, by: str, verb: str, words: str, seen: str = ""
    ) -> None:
        self.file.write(
            lambda text: fields_set(text, FILE, "sources", edits),
            by=by,
            verb=verb,
            words=words,
            about={"keys": list(edits)},
            seen=seen,
        )

    def _names(self, keys: Sequence[str]) -> str:
        return _named([self._ctx.config.source(key).name for key in keys])

    def _paused(self, reason: str) -> Values:
        if not reason:
            return {"enabled": False}
        today = paris_day(self._ctx.clock.now()).strftime("%d/%m/%Y")
        return {"enabled": False, "note": _("en pause le {0} : {1}").format(today, reason)}


def _resumed(source: Source) -> Values:
    ours = source.note.startswith(_("en pause le "))
    return {"enabled": True, "note": ""} if ours else {"enabled": True}


def _without_defaults(row: Values) -> Values:
    """Only what says something: a line of sources.yml stays readable."""
    fields = Source.model_fields
    return {
        name: value
        for name, value in row.items()
        if fields[name].is_required() or value != _default(name)
    }


def _default(name: str) -> object:
    default = Source.model_fields[name].default
    return "" if default is None else default


def _stands(source: Source, name: str) -> object:
    value = getattr(source, name)
    return "" if value is None else value


def _named(names: Sequence[str]) -> str:
    """« La Gazette », or how many they are."""
    return f"« {names[0]} »" if len(names) == 1 else count(len(names), "source", "sources")


def _health(source: Source, state: SourceState | None) -> SourceHealth:
    if state is None:
        return SourceHealth(source)
    return SourceHealth(
        source,
        state.items,
        state.last_ok_at,
        state.last_error,
        state.failures,
        state.moved_to,
        state.gone_at,
    )
