"""Sources and how they do: the failing ones first, with the reason. Read only: the file is the truth."""

from __future__ import annotations

from flask import Blueprint, render_template

from veille.core import SourceHealth
from veille.desk.current import take_word, veille
from veille.model.health import Health

bp = Blueprint("sources", __name__, url_prefix="/bureau")

_ORDER = list(Health)


@bp.get("/sources/")
def listed() -> str:
    rows = sorted(veille().sources.listed(), key=_rank)
    return render_template("sources.html", rows=rows, notice=take_word())


def _rank(one: SourceHealth) -> int:
    """Trouble first; within one state, the order of sources.yml."""
    return _ORDER.index(one.health)
