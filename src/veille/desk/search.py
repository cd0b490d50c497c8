"""« Rechercher »: everything ever collected, by words and filters, one page at a time."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from gettext import gettext as _
from typing import Any

from flask import Blueprint, current_app, render_template, request, url_for

from veille.desk import asking
from veille.desk.current import take_word, veille
from veille.desk.words import Words
from veille.geography import territory_name
from veille.model.item import Filter, Item
from veille.model.search import Alias, Found
from veille.model.territory import DEPARTEMENTS, REGIONS
from veille.text.french import count, typo
from veille.text.highlight import Piece, marked, passage
from veille.text.history import widened
from veille.text.query import parse

bp = Blueprint("search", __name__, url_prefix="/bureau/rechercher")

LISTED = 400
"""Sources that a list can offer; beyond, one types the name."""


@dataclass(frozen=True, slots=True)
class Result:
    """One row: its title and a passage, in pieces of which some are marked."""

    item: Item
    title: list[Piece]
    passage: list[Piece]


@bp.get("/")
def form() -> str:
    """The form, and what it asks for once it asks for something."""
    asked = asking.asked(_by_name(request.args.to_dict()))
    before = asking.cursor(request.args)
    wanted = replace(asked.wanted, limit=asking.PAGE, before=before)
    found = None if asked.empty or asked.faults else veille().search.found(wanted)
    words: Words = current_app.extensions["reading"].words
    followed = request.args.get("dossier", "")
    return render_template(
        "search.html",
        asked=asked,
        found=found,
        results=results(found.items, wanted) if found else [],
        aliases=[_alias(one) for one in found.aliases] if found else [],
        tally=_tally(found) if found else "",
        told=asking.in_words(asked.wanted, words),
        params=asking.typed(asked.wanted) | ({"dossier": followed} if followed else {}),
        followed=veille().dossiers.get(followed) if followed else None,
        loosen=_loosen(asked.wanted, words) if found and not found.items else [],
        before=before,
        kept_title=asked.wanted.text,
        notice=take_word(),
        **choices(asked.wanted),
    )


def results(items: Collection[Item], wanted: Filter) -> list[Result]:
    """Rows with what was searched for marked in them."""
    stems = widened(parse(wanted.text), veille().config.history)[0].stems
    return [Result(one, marked(typo(one.title), stems), _passage(one, stems)) for one in items]


def _alias(one: Alias) -> str:
    """Why results hold a name that nobody typed."""
    words = _("avec « {added} », ") + (
        _("qui a remplacé « {typed} »") if one.older else _("le nom d’avant de « {typed} »")
    )
    when = _(" en {since}") if one.older else _(" (jusqu’en {since})")
    return (words + (when if one.since else "")).format(
        added=one.added, typed=one.typed, since=one.since
    )


def _passage(item: Item, stems: Collection[str]) -> list[Piece]:
    """Where our note, else what the source tells, says it; else how it begins."""
    told = [passage(typo(text), stems) for text in (item.summary, item.excerpt) if text]
    hit = (pieces for pieces in told if any(piece.hit for piece in pieces))
    return next(hit, told[0] if told else [])


def choices(wanted: Filter) -> dict[str, Any]:
    """What the lists of the form offer; what an address names and no list has is offered too."""
    sources = veille().config.sources
    return {
        "sources": [(one.key, typo(one.name)) for one in sources] if len(sources) <= LISTED else [],
        "areas": [
            (_("Pays, Europe"), [("FR", _("National")), ("EU", _("Europe"))]),
            (
                _("Régions"),
                sorted(((f"R{code}", name) for code, name in REGIONS.items()), key=_name),
            ),
            (
                _("Départements"),
                [(f"D{code}", f"{name} ({code})") for code, name in DEPARTEMENTS.items()],
            ),
        ],
        "finer": territory_name(wanted.territory) if _is_finer(wanted.territory) else "",
        "states": asking.STATES,
    }


def _name(area: tuple[str, str]) -> str:
    return area[1]


def _is_finer(code: str) -> bool:
    """A commune, or what is no code at all: no list has it."""
    named = {"FR", "EU", *(f"R{one}" for one in REGIONS), *(f"D{one}" for one in DEPARTEMENTS)}
    return bool(code) and code not in named


def _by_name(query: dict[str, str]) -> dict[str, str]:
    """Where sources are too many for a list, their name may be typed for their key."""
    named = {one.name: one.key for one in veille().config.sources}
    if "source" in query:
        query["source"] = named.get(query["source"].strip(), query["source"])
    return query


def _tally(found: Found) -> str:
    if found.count is None:
        return ""
    if found.many:
        return _("plus de {0} résultats").format(f"{found.count:,}".replace(",", "\u202f"))
    return count(found.count, _("résultat"), _("résultats"))


def _loosen(wanted: Filter, words: Words) -> list[tuple[str, str]]:
    """(what may be left out, the address without it), when there is something left."""
    told = asking.in_words(wanted, words)
    if len(told) < 2:
        return []
    return [(label, url_for("search.form", **asking.without(wanted, name))) for name, label in told]
