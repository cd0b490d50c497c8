"""What changed on a watched page or PDF: its words before and after, side by side."""

from __future__ import annotations

from flask import Blueprint, render_template

from veille.desk.current import veille

bp = Blueprint("revisions", __name__, url_prefix="/bureau/elements")


@bp.get("/<public_id>/avant-apres")
def show(public_id: str) -> str:
    return render_template("revision.html", told=veille().revisions.compared(public_id))
