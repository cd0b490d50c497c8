"""The scheduled jobs: when they run, how the last runs ended, and a button to run one now."""

from __future__ import annotations

from gettext import gettext as _

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response as Answer

from veille.desk.current import leave_word, take_word, veille
from veille.desk.failures import sentence, status_of
from veille.errors import VeilleError

bp = Blueprint("jobs", __name__, url_prefix="/bureau")


@bp.get("/travaux/")
def listed() -> str:
    return _page()


@bp.post("/travaux/<job>")
def run(job: str) -> Answer | tuple[str, int]:
    """Runs it and waits: the page comes back with what it did."""
    veille().jobs.rule(job)
    try:
        note = veille().jobs.run(job)
    except VeilleError as error:
        return _page(refused=job, error=sentence(error)), status_of(error)
    leave_word(_("{0} : {1}").format(job, note))
    return redirect(url_for("jobs.listed"), 303)


def _page(refused: str = "", error: str = "") -> str:
    return render_template(
        "jobs.html",
        rules=veille().jobs.rules,
        runs=veille().jobs.last(20),
        refused=refused,
        error=error,
        notice=take_word(),
    )
