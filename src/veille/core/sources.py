"""Sources for the desk and the command line: what is declared beside how it does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from gettext import gettext as _

from veille.config.edit import set_in_source
from veille.core.context import Context
from veille.model.declared import Source
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
    def health(self) -> str:
        """In French: « en pause », « jamais collectée », « en panne », « va bien »."""
        if not self.source.enabled:
            return "en pause"
        if self.last_error:
            return "en panne" if self.failures > 1 else "à vérifier"
        return "va bien" if self.last_ok_at else "jamais collectée"


class Sources:
    """What the centre watches."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx

    def listed(self) -> list[SourceHealth]:
        """In the order of sources.yml."""
        with self._ctx.store.read() as r:
            states = sources.states(r)
        return [_health(one, states.get(one.key)) for one in self._ctx.config.sources]

    def pause(self, reasons: Mapping[str, str], *, by: str = "console") -> list[str]:
        """Sets `enabled: false` in sources.yml, with the reason as its note; returns the keys paused.

        Takes effect when the workspace is next opened. Raises NotFoundError, ConfigError.
        """
        paused = [key for key in reasons if self._ctx.config.source(key).enabled]
        for key in paused:
            values: dict[str, str | bool] = {"enabled": False}
            if reasons[key]:
                values["note"] = _("en pause le {0} : {1}").format(self._today(), reasons[key])
            set_in_source(self._ctx.workspace.folder, key, values)
        if paused:
            with self._ctx.store.write() as w:
                people.write_journal(
                    w,
                    at=self._ctx.clock.now(),
                    by=people.person_id(w, by),
                    verb="pause-sources",
                    about="sources.yml",
                    before={},
                    after={"keys": paused},
                )
        return paused

    def _today(self) -> str:
        return paris_day(self._ctx.clock.now()).strftime("%d/%m/%Y")

    def names(self) -> dict[str, str]:
        return {one.key: one.name for one in self._ctx.config.sources}


def _health(source: Source, state: SourceState | None) -> SourceHealth:
    if state is None:
        return SourceHealth(source)
    return SourceHealth(
        source, state.items, state.last_ok_at, state.last_error, state.failures, state.moved_to
    )
