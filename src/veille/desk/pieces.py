"""« Écrire une brève »: the centre's own words, a picture, a page, and a place in its publications."""

from __future__ import annotations

from gettext import gettext as _
from typing import Any

from flask import Blueprint, Flask, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from veille.desk import piece_form, writing
from veille.desk.current import leave_word, name, take_word, veille
from veille.desk.failures import sentence, status_of
from veille.errors import NotFoundError, PictureError, VeilleError
from veille.model.piece import Piece
from veille.text.french import typo

bp = Blueprint("pieces", __name__, url_prefix="/bureau/breves")

ROOM = 4 * piece_form.HEAVIEST
"""Bytes of the whole form: a picture that is too heavy is told beside its field, and no word is lost."""

Page = Answer | tuple[str, int] | str


def widen(app: Flask) -> None:
    """Lets the two routes that take a picture take one; before anything reads the form."""

    @app.before_request
    def make_room() -> None:
        if request.endpoint in ("pieces.create", "pieces.save"):
            request.max_content_length = ROOM


@bp.teardown_request
def let_go(error: BaseException | None) -> None:
    """Of the file in which a large picture was received."""
    request.close()


@bp.get("/")
def listed() -> str:
    return render_template("pieces.html", pieces=veille().pieces.listed(), notice=take_word())


@bp.get("/nouvelle")
def new() -> str:
    return _page(None, piece_form.Typed(), once=veille().pieces.new_id())


@bp.post("/")
def create() -> Page:
    """A new piece; the same form sent twice makes one."""
    once = writing.once(request.form)
    held = _held(once)
    read = piece_form.read(request.form, request.files.get("picture"), held)
    return _written(read, held, once)


@bp.get("/<public_id>")
def edit(public_id: str) -> str:
    piece = veille().pieces.get(public_id)
    return _page(piece, _stored(piece), notice=take_word())


@bp.post("/<public_id>")
def save(public_id: str) -> Page:
    piece = veille().pieces.get(public_id)
    read = piece_form.read(request.form, request.files.get("picture"), piece)
    if request.form.get("seen") != writing.stamp(_stored(piece)):
        return _page(piece, read.typed, error=writing.meanwhile()), 409
    return _written(read, piece, public_id)


@bp.post("/<public_id>/retirer")
def withdraw(public_id: str) -> Page:
    try:
        piece = veille().pieces.withdraw(public_id, by=name())
    except VeilleError as error:
        piece = veille().pieces.get(public_id)
        return _page(piece, _stored(piece), error=sentence(error)), status_of(error)
    leave_word(typo(_("Retirée : c’est de nouveau un brouillon.") + writing.follow()))
    return redirect(url_for("pieces.edit", public_id=piece.public_id), 303)


@bp.get("/<public_id>/image")
def picture(public_id: str) -> Response:
    content, kind = veille().pieces.picture(public_id)
    return Response(content, mimetype=kind)


def _written(read: piece_form.Read, held: Piece | None, public_id: str) -> Page:
    """Does what the form says, or shows it again with every word and what is wrong."""
    shown = {"once": "" if held else public_id, "faults": read.faults}
    if read.faults:
        return _page(held, read.typed, error=writing.to_mend(), **shown), 400
    pieces = veille().pieces
    try:
        if held:
            piece = pieces.change(held.public_id, read.form, by=name())
        else:
            piece = pieces.write(read.form, by=name(), public_id=public_id)
    except PictureError as error:
        read.faults["picture"] = str(error)
        return _page(held, read.typed, error=writing.to_mend(), **shown), 400
    except VeilleError as error:
        return _page(held, read.typed, error=sentence(error), **shown), status_of(error)
    leave_word(typo(_told(held, piece)))
    return redirect(url_for("pieces.edit", public_id=piece.public_id), 303)


def _told(before: Piece | None, after: Piece) -> str:
    title = f"« {after.title} »"
    if not after.public:
        return _("Brouillon enregistré : {0}").format(title)
    words = _("Enregistré : {0}") if before and before.public else _("Publié : {0}")
    return words.format(title) + writing.follow()


def _held(public_id: str) -> Piece | None:
    try:
        return veille().pieces.get(public_id) if public_id else None
    except NotFoundError:
        return None


def _stored(piece: Piece) -> piece_form.Typed:
    return piece_form.stored(piece, veille().pieces.first_paragraph(piece.body))


def _page(piece: Piece | None, typed: piece_form.Typed, **more: Any) -> str:
    context: dict[str, Any] = {
        "piece": piece,
        "typed": typed,
        "stamp": writing.stamp(_stored(piece)) if piece else "",
        "once": "",
        "territories": writing.territories(typed.territory),
        "faults": {},
        "error": "",
        "notice": None,
    }
    return render_template("piece.html", **{**context, **more})
