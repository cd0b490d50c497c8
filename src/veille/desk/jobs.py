"""The scheduled jobs: what runs, what is due, how each ended, and a button that starts one at once."""

from __future__ import annotations

from datetime import UTC, datetime
from gettext import gettext as _

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from veille.core import PUBLISHING, JobRun
from veille.desk.current import leave_word, name, take_word, veille
from veille.desk.failures import sentence, status_of
from veille.errors import NotFoundError, VeilleError
from veille.model.progress import time_left
from veille.text.dates import paris_wall
from veille.text.french import lasting, moment_words

bp = Blueprint("jobs", __name__, url_prefix="/bureau")

SHOWN = 20
"""Runs on the page."""
_SLOT = "%Y%m%dT%H%M%S.%fZ"


@bp.get("/travaux/")
def listed() -> str:
    """The whole page; for htmx, only what moves while something runs."""
    if "HX-Request" in request.headers:
        return render_template("_jobs.html", **_state())
    return _page()


@bp.post("/travaux/<job>")
def run(job: str) -> Answer | tuple[str, int]:
    """Starts it and returns at once: the page then follows it."""
    try:
        veille().jobs.launch(job, by=name())
    except NotFoundError:
        raise
    except VeilleError as error:
        return _page(refused=job, error=sentence(error)), status_of(error)
    leave_word(_("Lancé : vous pouvez continuer à travailler pendant ce temps."))
    return redirect(url_for("jobs.listed"), 303)


@bp.get("/travaux/passages/<job>/<slot>")
def passage(job: str, slot: str) -> str:
    """What one run did, line by line."""
    found = veille().jobs.get(job, _instant(slot))
    template = "_passage.html" if "HX-Request" in request.headers else "passage.html"
    return render_template(template, run=found, **_words(), notice=take_word())


def _page(refused: str = "", error: str = "") -> str:
    return render_template(
        "jobs.html", notice=take_word(), **_state() | {"refused": refused, "error": error}
    )


def _state() -> dict[str, object]:
    jobs = veille().jobs
    return {
        "planned": jobs.planned(),
        "running": jobs.running(),
        "runs": jobs.last(SHOWN),
        "clock_runs": jobs.clock_runs,
        "refused": "",
        "error": "",
        **_words(),
    }


def _words() -> dict[str, object]:
    now = veille().clock.now()
    tasks = {rule.name: rule for rule in (PUBLISHING, *veille().jobs.rules)}

    def left(run: JobRun) -> str:
        """« encore 40 s environ », as soon as one can tell."""
        span = time_left(run.done, run.total, now - run.started)
        return _("encore {0} environ").format(lasting(span)) if span else ""

    return {
        "at": lambda moment: moment_words(paris_wall(moment), paris_wall(now)),
        "slug": lambda run: run.slot.astimezone(UTC).strftime(_SLOT),
        "rule_of": tasks.get,
        "left": left,
    }


def _instant(slot: str) -> datetime:
    try:
        return datetime.strptime(slot, _SLOT).replace(tzinfo=UTC)
    except ValueError as error:
        raise NotFoundError(_("cette adresse ne nomme aucun passage")) from error
