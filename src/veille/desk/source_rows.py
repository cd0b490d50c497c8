"""The rows of the page of sources: trouble first, by category or by a figure; and past visits in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from gettext import gettext as _
from itertools import groupby

from veille.core import Worth
from veille.model.health import Health, PastVisit, Tally
from veille.text.french import count, typo
from veille.text.stems import fold

_STATES = list(Health)
_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_NEVER_SEEN = float("inf")

COLUMNS: Mapping[str, str] = {
    "nom": _("Source"),
    "etat": _("État"),
    "dernier": _("Dernier élément"),
    "rythme": _("Rythme"),
    "recus": _("Reçus"),
    "retenus": _("Retenus"),
    "publies": _("Publiés"),
    "delai": _("Vus en"),
}
"""What `?tri=` may say → the head of its column. Figures come the largest first, waits the shortest first."""

MARKS: Mapping[Health, str] = {
    Health.FAILING: "×",
    Health.UNCERTAIN: "?",
    Health.SILENT: "○",
    Health.NEVER: "–",
    Health.OK: "●",
    Health.PAUSED: "‖",
}
"""A shape for each state, beside its word: colour alone says nothing to many."""

_VISITS: Mapping[str, tuple[str, str]] = {
    "new": ("new", "▮"),
    "unchanged": ("same", "▪"),
    "not-modified": ("same", "▪"),
    "empty": ("empty", "○"),
    "failed": ("failed", "×"),
}


def troubled_first(rows: Sequence[Worth]) -> list[Worth]:
    """Those that someone should look at, the worst first."""
    found = (row for row in rows if row.one.health.troubled)
    return sorted(found, key=lambda row: _STATES.index(row.one.health))


def grouped(rows: Sequence[Worth]) -> list[tuple[str, list[Worth]]]:
    """By category, both in the order of sources.yml."""
    order = list(dict.fromkeys(row.one.source.category for row in rows))
    ranked = sorted(rows, key=lambda row: order.index(row.one.source.category))
    return [(key, list(found)) for key, found in groupby(ranked, _category)]


def ordered(rows: Sequence[Worth], column: str, season: bool) -> list[Worth]:
    """By one of COLUMNS; what is equal stays in the order of sources.yml."""

    def tally(row: Worth) -> Tally:
        return row.card.season if season else row.card.year

    keys: Mapping[str, Callable[[Worth], float | str]] = {
        "nom": lambda row: fold(row.one.source.name),
        "etat": lambda row: _STATES.index(row.one.health),
        "dernier": lambda row: -(row.one.facts.newest_at or _LONG_AGO).timestamp(),
        "rythme": lambda row: _known(row.one.facts.rhythm),
        "recus": lambda row: -tally(row).collected,
        "retenus": lambda row: -tally(row).kept,
        "publies": lambda row: -tally(row).published,
        "delai": lambda row: _known(row.card.lead_hours),
    }
    return sorted(rows, key=keys[column])


def _known(figure: float | None) -> float:
    return _NEVER_SEEN if figure is None else figure


def _category(row: Worth) -> str:
    return row.one.source.category


def visit_marks(visits: Sequence[PastVisit]) -> list[tuple[PastVisit, str, str, str]]:
    """(visit, its class, its mark, its words), the newest first."""
    return [(one, *_VISITS.get(one.outcome, ("same", "▪")), visit_words(one)) for one in visits]


def visit_words(visit: PastVisit) -> str:
    """« 3 éléments nouveaux », « rien de nouveau », or the reason of a failure."""
    if visit.new:
        return count(visit.new, _("élément nouveau"), _("éléments nouveaux"))
    return typo(visit.error) if visit.error else _("rien de nouveau")


def visits_told(visits: Sequence[PastVisit]) -> str:
    """« 30 visites : 4 avec du nouveau, 23 sans, 3 en échec »; empty before the first."""
    if not visits:
        return ""
    outcomes = Counter(_VISITS.get(one.outcome, ("same", ""))[0] for one in visits)
    told = [
        words.format(many)
        for words, many in (
            (_("{0} avec du nouveau"), outcomes["new"]),
            (_("{0} sans rien de nouveau"), outcomes["same"]),
            (_("{0} en échec"), outcomes["failed"] + outcomes["empty"]),
        )
        if many
    ]
    return typo(
        _("{0} : {1}.").format(count(len(visits), _("visite"), _("visites")), ", ".join(told))
    )
