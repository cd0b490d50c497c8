"""Editions: what waits, drafts, and the page of one edition, where it is composed."""

from __future__ import annotations

from datetime import datetime
from gettext import gettext as _
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from veille.core import PUBLISHING
from veille.desk.current import leave_word, name, take_word, veille
from veille.desk.failures import sentence, status_of
from veille.errors import VeilleError
from veille.model.declared import Publication
from veille.model.edition import Edition, EditionState
from veille.model.item import Filter
from veille.text.dates import paris_wall
from veille.text.french import count, moment_words

bp = Blueprint("editions", __name__, url_prefix="/bureau")

Page = Answer | tuple[str, int] | str


@bp.get("/editions/")
def listed() -> str:
    return _all()


@bp.post("/editions/")
def new() -> Page:
    """A draft of what waits for one publication."""
    publication = request.form.get("publication", "")
    try:
        edition = veille().drafts.new(publication, by=name())
    except VeilleError as error:
        return _all(refused=publication, error=sentence(error)), status_of(error)
    leave_word(_("Brouillon préparé : relisez-le, puis scellez-le."))
    return redirect(address(edition), 303)


@bp.get("/editions/<public_id>")
def show(public_id: str) -> str:
    return one(public_id)


@bp.post("/editions/<public_id>/abandonner")
def drop(public_id: str) -> Page:
    try:
        veille().drafts.drop(public_id, by=name())
    except VeilleError as error:
        return one(public_id, error=sentence(error)), status_of(error)
    leave_word(_("Brouillon abandonné : ce qu’il contenait attend de nouveau."))
    return redirect(url_for("editions.listed"), 303)


@bp.post("/archive")
def archive() -> Page:
    try:
        built = veille().archive.build()
    except VeilleError as error:
        return _all(error=sentence(error)), status_of(error)
    leave_word(
        _("Archive à jour : {0}, {1}.").format(
            count(built.pages, "page", "pages"), count(len(built.written), "récrite", "récrites")
        )
    )
    return redirect(url_for("editions.listed"), 303)


@bp.post("/publier")
def publish() -> Page:
    """Carries the archive to its public host, in the background: a first time is long."""
    try:
        veille().jobs.launch(PUBLISHING.name, by=name())
    except VeilleError as error:
        return _all(error=sentence(error)), status_of(error)
    leave_word(_("La publication a commencé : « Travaux » dit où elle en est."))
    return redirect(url_for("editions.listed"), 303)


def address(edition: Edition) -> str:
    return url_for("editions.show", public_id=edition.public_id)


def _all(refused: str = "", error: str = "") -> str:
    waiting, free = veille().items.waiting(), veille().items.free()
    return render_template(
        "editions.html",
        shelves=[
            _shelf(rule, waiting.get(rule.key, 0), free.get(rule.key, 0))
            for rule in veille().config.centre.publications
        ],
        refused=refused,
        error=error,
        notice=take_word(),
        outgoing=veille().outgoing,
        at=_moment,
    )


def _moment(at: datetime) -> str:
    return moment_words(paris_wall(at), paris_wall(veille().clock.now()))


def _shelf(rule: Publication, waiting: int, free: int) -> dict[str, Any]:
    """One publication: how much waits with its first few, its drafts, the last that were sealed."""
    drafts, sealed = veille().editions.shelf(rule.key)
    first = veille().items.listed(Filter(selected_for=rule.key, limit=5)) if waiting else []
    return {
        "rule": rule,
        "waiting": waiting,
        "first": first,
        "free": free,
        "drafts": drafts,
        "sealed": sealed,
    }


PANES = {
    "courriel": _("Courriel"),
    "telephone": _("Téléphone"),
    "texte": _("Texte seul"),
    "sombre": _("Sombre"),
    "inverse": _("Inversé"),
    "sans-images": _("Sans images"),
    "pdf": _("PDF"),
    "verifications": _("Vérifications"),
}
"""What stands beside a draft: each is a link that works alone."""


def _panes(sealed: bool) -> dict[str, str]:
    """Those that this edition has: nothing is left to verify once sealed."""
    missing = {"verifications"} if sealed else set()
    return {key: label for key, label in PANES.items() if key not in missing}


def _frame(public_id: str, part: str) -> str:
    """What the frame shows."""
    if part in ("texte", "pdf"):
        endpoint = {"texte": "previews.text", "pdf": "previews.pdf"}[part]
        return url_for(endpoint, public_id=public_id)
    view = part if part in ("sombre", "inverse", "sans-images") else None
    return url_for("previews.mail", public_id=public_id, vue=view)


def one(
    public_id: str,
    *,
    error: str = "",
    reader: str = "",
    reader_fault: str = "",
    typed: dict[str, str] | None = None,
    erratum: str = "",
    erratum_fault: str = "",
) -> str:
    """The page of one edition, with what was refused and what was typed."""
    edition = veille().editions.get(public_id)
    sealed = edition.state is EditionState.SEALED
    panes = _panes(sealed)
    asked = request.args.get("partie", "")
    part = asked if asked in panes else "courriel"
    return render_template(
        "edition.html",
        sealed=sealed,
        error=error,
        reader=reader,
        reader_fault=reader_fault,
        notice=take_word(),
        reviews=veille().reviews.listed(public_id),
        part=part,
        panes=panes,
        frame=_frame(public_id, part),
        typed=typed or {},
        erratum=erratum,
        erratum_fault=erratum_fault,
        **(_sealed(edition) if sealed else _open(edition)),
    )


def _sealed(edition: Edition) -> dict[str, Any]:
    """What the page of a sealed edition shows besides."""
    return {
        "edition": edition,
        "view": edition.view,
        "errata": veille().errata.listed(edition.public_id),
        "trial_to": veille().config.centre.mail.test_to,
    }


def _open(edition: Edition) -> dict[str, Any]:
    """What the page of a draft shows besides: the composer, what is to verify, who validated what."""
    shown, given = composed(edition.public_id), edition.validation
    mark = shown["board"].mark
    return shown | {
        "view": shown["board"].composed.view,
        "findings": veille().sealing.check(edition.public_id),
        "mark": mark,
        "stale": given is not None and given.mark != mark,
        "required": _requires(edition),
    }


def composed(public_id: str) -> dict[str, Any]:
    """What the composer's templates are given. Raises NotFoundError, RefusedError once sealed."""
    board = veille().arranging.board(public_id, by=name())
    summaries = {item.public_id: item.summary for item in board.composed.items}
    return {"board": board, "edition": board.edition, "summaries": summaries}


def _requires(edition: Edition) -> bool:
    """Whether the publication asks for a second person."""
    rule = veille().config.publication(edition.publication)
    return rule.validation == "required"
