"""« Journal »: every act of the team in words, the newest first."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import Any

from flask import Blueprint, current_app, render_template, request, url_for

from veille.desk.acts import KINDS, actor, told
from veille.desk.current import veille, visitor
from veille.model.act import Act, WantedActs
from veille.model.role import Right
from veille.text.dates import paris_day, paris_wall

bp = Blueprint("journal", __name__, url_prefix="/bureau/journal")

PAGE = 50


@bp.get("/")
def listed() -> str:
    here = visitor()
    whole = here is not None and here.may(Right.ADMINISTER)
    wanted = _wanted()
    found = veille().journal.listed(replace(wanted, limit=PAGE + 1), whole=whole)
    acts, more = found[:PAGE], len(found) > PAGE
    return render_template(
        "journal.html",
        days=_by_day(acts),
        wanted=wanted,
        kinds=[(key, label) for key, label in KINDS.items() if whole or key not in _PRIVATE],
        people=veille().team.listed(),
        following=acts[-1].id if more else None,
        strangers=veille().team.refused_strangers() if whole else 0,
    )


_PRIVATE = ("desk", "person")


def _wanted() -> WantedActs:
    """What the address asks for; what makes no sense is passed over."""
    kind = request.args.get("genre", "")
    return WantedActs(
        person=_number("qui"), kind=kind if kind in KINDS else "", before=_number("avant")
    )


def _number(field: str) -> int | None:
    text = request.args.get(field, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else None


def _by_day(acts: list[Act]) -> list[tuple[Any, list[dict[str, Any]]]]:
    words = current_app.extensions["reading"].words
    days = groupby(acts, lambda act: paris_day(act.at))
    return [
        (
            day,
            [
                {
                    "at": paris_wall(one.at),
                    "who": actor(one),
                    "did": told(one, words),
                    "to": _to(one),
                }
                for one in those
            ],
        )
        for day, those in days
    ]


def _to(act: Act) -> str:
    """Where the subject is read; empty when it is nowhere."""
    if act.about.kind == "item" and act.about.title:
        return url_for("items.today", item=act.about.key, state="all")
    if act.about.kind == "edition" and act.about.publication:
        return url_for("editions.show", public_id=act.about.key)
    return ""
