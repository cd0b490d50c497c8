"""A search as an address asks it and as people read it: the typed words kept, what is wrong told beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from gettext import gettext as _
from typing import Any

from veille.desk.words import Words
from veille.geography import territory_name
from veille.model.item import Filter, State
from veille.model.search import WORDS, read, written
from veille.text.dates import parse_day
from veille.text.french import MEDIA, long_date, typo
from veille.text.query import parse
from veille.text.unseen import seen

PAGE = 50
"""Results on a page."""
LONGEST = 500
"""Characters that are read of any field."""
FIELDS = (*WORDS, "state", "since", "until", "own", "order")
STATES = {"new": _("à trier"), "kept": _("retenu"), "dropped": _("écarté")}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the form holds, the search that it means, and its faults by field."""

    typed: Mapping[str, str]
    wanted: Filter
    faults: dict[str, str] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Nothing is looked for: neither a word nor a filter."""
        return not {key: one for key, one in written(self.wanted).items() if key != "order"}

    @property
    def says_nothing(self) -> bool:
        """Words were typed, and none of them is ever looked for: « de la »."""
        return bool(self.wanted.text.strip()) and not parse(self.wanted.text)


def asked(query: Mapping[str, str]) -> Asked:
    """Reads an address or a form; a field that is wrong counts as empty, and is told."""
    typed = {name: seen(query.get(name, "")).strip()[:LONGEST] for name in FIELDS}
    faults: dict[str, str] = {}
    words = dict(typed)
    for name in ("since", "until"):
        words[name] = _day(typed[name], name, faults)
    if words["since"] and words["until"] and words["since"] > words["until"]:
        faults["until"] = _("la fin vient avant le début")
        words["until"] = ""
    if typed["state"] not in ("", *State):
        words["state"] = ""
    return Asked(typed, read(words), faults)


def _day(text: str, name: str, faults: dict[str, str]) -> str:
    if not text:
        return ""
    day = parse_day(text)
    if day is None:
        words = _("« {0} » n’est pas une date : attendu, par exemple, 24/03/2026")
        faults[name] = words.format(text[:40])
        return ""
    return day.isoformat()


def cursor(query: Mapping[str, str]) -> int | None:
    """Where a page goes on, if the address says so."""
    given = query.get("before", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 16 else None


def typed(wanted: Filter) -> dict[str, Any]:
    """A kept search as the form shows it."""
    shown: dict[str, Any] = dict(written(wanted))
    for name in ("since", "until"):
        day: date | None = getattr(wanted, name)
        if day:
            shown[name] = day.strftime("%d/%m/%Y")
    return shown


def in_words(wanted: Filter, words: Words) -> list[tuple[str, str]]:
    """(field, its words) of each condition: « thème : Éducation », « depuis le 1er mars 2026 »."""
    told = [
        ("text", typo(f"« {wanted.text.strip()} »") if wanted.text.strip() else ""),
        ("theme", _("thème : {0}").format(words.theme(wanted.theme)) if wanted.theme else ""),
        ("territory", territory_name(wanted.territory)),
        ("source", words.source(wanted.source)),
        ("category", words.category(wanted.category) if wanted.category else ""),
        ("medium", MEDIA.get(wanted.medium, wanted.medium)),
        ("nature", words.nature(wanted.nature)),
        ("state", STATES[wanted.state] if wanted.state else ""),
        ("own", _("nos propres sources") if wanted.own else ""),
        ("since", _("depuis le {0}").format(long_date(wanted.since)) if wanted.since else ""),
        ("until", _("jusqu’au {0}").format(long_date(wanted.until)) if wanted.until else ""),
    ]
    return [(name, typo(one)) for name, one in told if one]


def without(wanted: Filter, name: str) -> dict[str, Any]:
    """The address of the same search with one condition less."""
    return {key: one for key, one in typed(wanted).items() if key != name}
