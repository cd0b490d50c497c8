"""Sources for the desk and the command line: what is declared beside how it does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from gettext import gettext as _

from veille.config.edit import Values, set_in_sources
from veille.core.context import Context
from veille.model.declared import Source
from veille.model.health import Health
from veille.model.role import Right
from veille.store import people, sources
from veille.store.sources import SourceState
from veille.text.dates import paris_day


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """A declared source and what became of it."""

    source: Source
    items: int = 0
    last_ok_at: datetime | None = None
    last_error: str = ""
    failures: int = 0
    moved_to: str | None = None

    @property
    def health(self) -> Health:
        """A pause says more than the last visit, and the last visit more than those before."""
        if not self.source.enabled:
            return Health.PAUSED
        if self.last_error:
            return Health.FAILING if self.failures > 1 else Health.UNCERTAIN
        return Health.OK if self.last_ok_at else Health.NEVER


class Sources:
    """What the centre watches."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx

    def listed(self) -> list[SourceHealth]:
        """In the order of sources.yml."""
        with self._ctx.store.read() as r:
            states = sources.states(r)
        return [_health(one, states.get(one.key)) for one in self._ctx.config.sources]

    def troubled_count(self) -> int:
        """How many sources someone should look into; cheap, for every page says it."""
        with self._ctx.store.read() as r:
            return sources.troubled(r)

    def pause(self, reasons: Mapping[str, str], *, by: str = "console") -> list[str]:
        """Sets `enabled: false` in sources.yml, with the reason as its note; returns the keys paused.

        All of them or none. Takes effect when the workspace is next opened. Raises NotFoundError, ConfigError.
        """
        paused = [key for key in reasons if self._ctx.config.source(key).enabled]
        if paused:
            edits = {key: self._paused(reasons[key]) for key in paused}
            set_in_sources(self._ctx.workspace.folder, edits)
            with self._ctx.store.write() as w:
                people.write_journal(
                    w,
                    at=self._ctx.clock.now(),
                    by=people.acting(w, by, Right.EDIT),
                    verb="pause-sources",
                    about="sources.yml",
                    before={},
                    after={"keys": paused},
                )
        return paused

    def _paused(self, reason: str) -> Values:
        if not reason:
            return {"enabled": False}
        today = paris_day(self._ctx.clock.now()).strftime("%d/%m/%Y")
        return {"enabled": False, "note": _("en pause le {0} : {1}").format(today, reason)}

    def names(self) -> dict[str, str]:
        return {one.key: one.name for one in self._ctx.config.sources}


def _health(source: Source, state: SourceState | None) -> SourceHealth:
    if state is None:
        return SourceHealth(source)
    return SourceHealth(
        source, state.items, state.last_ok_at, state.last_error, state.failures, state.moved_to
    )
