"""What was typed into the form of a piece: shown again as it was, or read into a piece, faults beside fields."""

from __future__ import annotations

from dataclasses import dataclass, field
from gettext import gettext as _

from werkzeug.datastructures import FileStorage

from veille.desk import writing
from veille.desk.writing import Faults, Form
from veille.model.piece import Piece, PieceForm

HEAVIEST = 8 * 1024 * 1024
"""Bytes of a picture as it is sent; what is kept is sixty times less."""


@dataclass(frozen=True, slots=True)
class Typed:
    """The form as it stands, in strings."""

    title: str = ""
    summary: str = ""
    body: str = ""
    link: str = ""
    nature: str = ""
    territory: str = ""
    themes: tuple[str, ...] = ()
    publications: tuple[str, ...] = ()
    alt: str = ""
    credit: str = ""
    without_picture: bool = False


@dataclass(slots=True)
class Read:
    """What the form says, and what is wrong with it."""

    typed: Typed
    form: PieceForm
    faults: Faults = field(default_factory=dict)


def stored(piece: Piece, first_paragraph: str) -> Typed:
    """The form as it opens. A summary that only repeats the first paragraph was not typed."""
    shown = piece.illustration
    return Typed(
        title=piece.title,
        summary="" if piece.summary == first_paragraph else piece.summary,
        body=piece.body,
        link=piece.link,
        nature=piece.nature,
        territory=piece.territory,
        themes=piece.themes,
        publications=piece.selected_for,
        alt=shown.alt if shown else "",
        credit=shown.credit if shown else "",
    )


def read(form: Form, sent: FileStorage | None, held: Piece | None) -> Read:
    """The piece that was meant. `held` is what the store has of it."""
    typed = _typed(form)
    faults: Faults = {}
    picture = _picture(sent, faults)
    public = form.get("action") == "publish" or bool(held and held.public)
    writing.check_title(typed.title, faults)
    if not typed.body.strip():
        faults["body"] = _("écrivez le texte de la brève")
    writing.check_length(typed.body, "body", faults)
    writing.check_length(typed.summary, "summary", faults, 2000)
    writing.check_address(typed.link, "link", faults)
    writing.check_baskets(typed.publications, public, faults)
    if picture or (held and held.illustration and not typed.without_picture):
        _check_words(typed, faults)
    made = PieceForm(
        title=typed.title,
        body=typed.body,
        summary=typed.summary,
        link=typed.link,
        nature=typed.nature,
        territory=typed.territory,
        themes=typed.themes,
        select=typed.publications,
        public=public,
        picture=picture,
        without_picture=typed.without_picture,
        alt=typed.alt,
        credit=typed.credit,
    )
    return Read(typed, made, faults)


def _typed(form: Form) -> Typed:
    one = ("title", "link", "nature", "territory", "alt", "credit")
    return Typed(
        summary=writing.clean(form.get("summary", "")),
        body=writing.clean(form.get("body", "")),
        themes=writing.chosen(form, "themes"),
        publications=writing.chosen(form, "publications"),
        without_picture=bool(form.get("without_picture")),
        **{name: writing.line(form, name) for name in one},
    )


def _picture(sent: FileStorage | None, faults: Faults) -> bytes:
    """The bytes of a picture, when one was chosen."""
    if sent is None or not sent.filename:
        return b""
    content: bytes = sent.read(HEAVIEST + 1)
    if len(content) > HEAVIEST:
        faults["picture"] = _("image de plus de 8 Mo : choisissez-en une plus légère")
        return b""
    if not content:
        faults["picture"] = _("ce fichier est vide : choisissez-en un autre")
    return content


def _check_words(typed: Typed, faults: Faults) -> None:
    if not typed.alt:
        faults["alt"] = _("décrivez l’image en une phrase, pour qui ne la voit pas")
    elif len(typed.alt) > writing.LONGEST_LINE:
        writing.check_length(typed.alt, "alt", faults, writing.LONGEST_LINE)
    if not typed.credit:
        faults["credit"] = _("dites qui l’a faite, ou d’où elle vient")
