"""Publications: those of veille.yml, a thematic letter made by copying one, its theme, list and rhythm."""

from __future__ import annotations

from collections.abc import Mapping
from gettext import gettext as _

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from veille.core.publications import DRAFTS, Line, PublicationForm
from veille.desk.current import leave_word, name, take_word, veille
from veille.desk.failures import sentence, status_of
from veille.desk.sources import beside, too_long
from veille.errors import ConfigError, RefusedError, VeilleError
from veille.text.french import typo

bp = Blueprint("publications", __name__, url_prefix="/bureau/publications")

Page = Answer | tuple[str, int] | str
Typed = dict[str, object]

WHEN = {
    "": _("jamais : je le prépare moi-même"),
    "lundi": _("chaque lundi"),
    "1": _("le 1er de chaque mois"),
    "15": _("le 15 de chaque mois"),
    "25": _("le 25 de chaque mois"),
    "autre": _("comme dans veille.yml"),
}


@bp.get("/")
def listed() -> str:
    return _all()


@bp.post("/annuler")
def undo() -> Page:
    """Puts back, to the letter, the text that the last edit replaced."""
    try:
        words = veille().publications.file.undo(by=name())
    except VeilleError as error:
        return _all(sentence(error)), status_of(error)
    leave_word(_("Annulé : {0}.").format(typo(words)))
    return redirect(url_for("publications.listed"), 303)


@bp.get("/<key>/copier")
def draw(key: str) -> str:
    """The form of a copy: what makes it another publication, and nothing else."""
    return _form(key, _empty(), copying=True)


@bp.post("/<key>/copier")
def copy(key: str) -> Page:
    typed = _typed()
    try:
        made = veille().publications.copy(key, _wanted(typed), by=name(), seen=_seen())
    except VeilleError as error:
        return _refused(key, typed, error, copying=True)
    title = veille().config.publication(made).title
    leave_word(_("« {0} » existe : elle prendra ce qui est retenu de son thème.").format(title))
    return redirect(url_for("publications.listed"), 303)


@bp.get("/<key>")
def show(key: str) -> str:
    return _form(key, _standing(veille().publications.get(key)))


@bp.post("/<key>")
def edit(key: str) -> Page:
    typed = _typed()
    try:
        veille().publications.edit(key, _wanted(typed), by=name(), seen=_seen())
    except VeilleError as error:
        return _refused(key, typed, error)
    leave_word(_("Enregistré."))
    return redirect(url_for("publications.listed"), 303)


def _typed() -> Typed:
    form = request.form
    words = ("title", "key", "list", "rhythm", "draft", "shortcut", "per_year")
    return {
        **{one: form.get(one, "").strip() for one in words},
        "themes": tuple(form.getlist("themes")),
        "territories": tuple(form.get("territories", "").upper().replace(",", " ").split()),
    }


def _wanted(typed: Mapping[str, object]) -> PublicationForm:
    """Raises RefusedError for a number that is none."""
    words = {
        key: str(typed[key]) for key in ("title", "key", "list", "rhythm", "draft", "shortcut")
    }
    per_year = str(typed["per_year"])
    themes, territories = typed["themes"], typed["territories"]
    return PublicationForm(
        **words,
        themes=themes if isinstance(themes, tuple) else (),
        territories=territories if isinstance(territories, tuple) else (),
        per_year=_number(per_year),
    )


def _number(typed: str) -> int:
    """Raises RefusedError for what is no count of a year's numbers; nothing typed counts none."""
    if not typed:
        return 0
    if not (typed.isascii() and typed.isdecimal() and 0 < int(typed[:4]) <= 366):
        raise RefusedError(_("numéros par an : un nombre de 1 à 366, ou rien"))
    return int(typed)


def _seen() -> str:
    return request.form.get("seen", "")


def _empty() -> Typed:
    return {
        **dict.fromkeys(("title", "key", "list", "rhythm", "draft", "shortcut", "per_year"), ""),
        "themes": (),
        "territories": (),
    }


def _standing(line: Line) -> Typed:
    rule = line.rule
    return {
        "title": rule.title,
        "key": rule.key,
        "list": rule.list or rule.key,
        "rhythm": rule.rhythm,
        "draft": line.draft,
        "shortcut": rule.shortcut,
        "per_year": str(rule.numbering.per_year or ""),
        "themes": rule.where.themes,
        "territories": rule.where.territories,
    }


def _refused(key: str, typed: Typed, error: VeilleError, *, copying: bool = False) -> Page:
    faults, rest = too_long(typed), sentence(error)
    if isinstance(error, ConfigError):
        found, rest = beside(error, typed)
        faults |= found
    status = 400 if faults and not rest else status_of(error)
    return _form(key, typed, faults, rest, copying=copying), status


def _all(error: str = "") -> str:
    return render_template(
        "publications.html",
        lines=veille().publications.listed(),
        when=WHEN,
        last=veille().publications.file.last(),
        error=error,
        notice=take_word(),
    )


def _form(
    key: str,
    typed: Typed,
    faults: dict[str, str] | None = None,
    error: str = "",
    *,
    copying: bool = False,
) -> str:
    acts, line = veille().publications, veille().publications.get(key)
    free = acts.free_shortcuts()
    mine = [] if copying or not line.rule.shortcut else [line.rule.shortcut]
    choices = [*DRAFTS, *(["autre"] if line.draft == "autre" and not copying else [])]
    return render_template(
        "publication.html",
        line=line,
        copying=copying,
        typed=typed,
        faults=faults or {},
        error=error,
        shortcuts=[*mine, *free],
        choices=[(one, WHEN[one]) for one in choices],
        seen=acts.file.digest,
        notice=take_word(),
    )
