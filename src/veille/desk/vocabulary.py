"""The vocabulary: the tree and its uses, a theme's words, merging two, and undoing the last change."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from gettext import gettext as _
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from veille.core.vocabulary import words_of
from veille.desk.current import leave_word, name, take_word, veille
from veille.desk.failures import sentence, status_of
from veille.errors import VeilleError
from veille.model.declared import Theme
from veille.model.vocabulary import WORDS, ThemeWords
from veille.text.french import count, typo

bp = Blueprint("vocabulary", __name__, url_prefix="/bureau/vocabulaire")

Page = Answer | tuple[str, int] | str

_SEPARATORS = re.compile("[,;]")
_ACTS = {
    "add-theme": _("ajouté"),
    "rename-theme": _("renommé"),
    "edit-theme": _("modifié"),
    "merge-themes": _("fusionné"),
    "import-themes": _("importé"),
}


@dataclass(frozen=True, slots=True)
class Typed:
    """What the form of a theme shows: what the file says, or what was just typed."""

    label: str = ""
    parent: str = ""
    synonyms: str = ""
    acronyms: str = ""
    keywords: str = ""
    hints: str = ""
    exclude: str = ""
    seen: str = ""


@bp.get("/")
def tree() -> str:
    return _tree(Typed(seen=veille().vocabulary.stamp()))


@bp.post("/")
def add() -> Page:
    typed = _typed()
    words = _words(typed)
    if faults := veille().vocabulary.faults(words):
        return _tree(typed, faults=faults), 400
    try:
        key = veille().vocabulary.add(words, by=name(), seen=typed.seen)
    except VeilleError as error:
        return _tree(_seen_again(typed), error=sentence(error)), status_of(error)
    leave_word(_("« {0} » est ajouté, sous l’adresse {1}.").format(typo(words.label), key))
    return redirect(url_for("vocabulary.tree") + f"#t-{key}", 303)


@bp.get("/<key>")
def show(key: str) -> str:
    theme = veille().config.theme(key)
    return _one(theme, _stored(theme))


@bp.post("/<key>")
def edit(key: str) -> Page:
    theme, typed = veille().config.theme(key), _typed()
    words = _words(typed, theme)
    if faults := veille().vocabulary.faults(words, key):
        return _one(theme, typed, faults=faults), 400
    try:
        veille().vocabulary.edit(key, words, by=name(), seen=typed.seen)
    except VeilleError as error:
        return _one(theme, _seen_again(typed), error=sentence(error)), status_of(error)
    leave_word(_("Enregistré : « {0} ».").format(typo(words.label)))
    return redirect(url_for("vocabulary.tree") + f"#t-{key}", 303)


@bp.post("/<key>/fusionner")
def merge(key: str) -> Page:
    theme, into = veille().config.theme(key), request.form.get("into", "")
    try:
        veille().config.theme(into)
    except VeilleError:
        faults = {"into": _("choisissez le thème qui reste")}
        return _one(theme, _stored(theme), faults=faults), 400
    try:
        seen = request.form.get("seen", "")
        changed = veille().vocabulary.merge(key, into, by=name(), seen=seen)
    except VeilleError as error:
        return _one(theme, _stored(theme), error=sentence(error), into=into), status_of(error)
    leave_word(
        _("« {0} » est fusionné dans « {1} » : {2}.").format(
            typo(theme.label),
            typo(veille().config.theme(into).label),
            count(changed, "élément changé", "éléments changés"),
        )
    )
    return redirect(url_for("vocabulary.tree") + f"#t-{into}", 303)


@bp.post("/annuler")
def undo() -> Page:
    act = request.form.get("act", "")
    try:
        key = veille().vocabulary.undo(int(act) if re.fullmatch(r"\d{1,15}", act) else 0, by=name())
    except VeilleError as error:
        return _tree(Typed(seen=veille().vocabulary.stamp()), error=sentence(error)), status_of(
            error
        )
    leave_word(_("Annulé : le vocabulaire et les éléments sont comme avant."))
    return redirect(url_for("vocabulary.tree") + (f"#t-{key}" if key else ""), 303)


def _typed() -> Typed:
    fields = ("label", "parent", *WORDS, "seen")
    return Typed(**{field: request.form.get(field, "") for field in fields})


def _seen_again(typed: Typed) -> Typed:
    """The same words over the file as it is now: sent again, they are meant for that one."""
    return Typed(**{**_fields(typed), "seen": veille().vocabulary.stamp()})


def _fields(typed: Typed) -> dict[str, str]:
    return {field: getattr(typed, field) for field in Typed.__slots__}


def _words(typed: Typed, theme: Theme | None = None) -> ThemeWords:
    """What was typed, as words. One that the file already holds is not cut at its comma."""
    held = {word for field in WORDS for word in getattr(theme, field)} if theme else set[str]()
    lists = {field: _listed(getattr(typed, field), held) for field in WORDS}
    return ThemeWords(" ".join(typed.label.split()), typed.parent or None, **lists)


def _listed(text: str, held: Set[str]) -> tuple[str, ...]:
    lines = [" ".join(line.split()) for line in text.splitlines()]
    words = [
        word.strip()
        for line in lines
        for word in ([line] if line in held else _SEPARATORS.split(line))
    ]
    return tuple(dict.fromkeys(word for word in words if word))


def _stored(theme: Theme) -> Typed:
    words = words_of(theme)
    lists = {field: "\n".join(getattr(words, field)) for field in WORDS}
    return Typed(words.label, words.parent or "", **lists, seen=veille().vocabulary.stamp())


def _tree(typed: Typed, **more: Any) -> str:
    asked = request.args.get("q", "")
    act = veille().vocabulary.last_act()
    context: dict[str, Any] = {"faults": {}, "error": "", "notice": take_word(), **more}
    return render_template(
        "vocabulary.html",
        branches=veille().vocabulary.tree(asked),
        total=len(veille().config.themes),
        asked=asked,
        tops=_tops(),
        typed=typed,
        act=act,
        act_words=_ACTS[act.verb] if act else "",
        key=veille().vocabulary.key_for(typed.label) if typed.label else "",
        **context,
    )


def _one(theme: Theme, typed: Typed, **more: Any) -> str:
    every = veille().config.themes
    context: dict[str, Any] = {"faults": {}, "error": "", "into": "", "notice": take_word(), **more}
    return render_template(
        "theme.html",
        theme=theme,
        typed=typed,
        uses=veille().vocabulary.uses(theme.key),
        tops=[one for one in _tops() if one.key != theme.key],
        others=[one for one in every if one.key != theme.key],
        under=[one for one in every if one.parent == theme.key],
        **context,
    )


def _tops() -> list[Theme]:
    return [one for one in veille().config.themes if one.parent is None]
