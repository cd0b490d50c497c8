"""What typography cannot be put right without a person, with the text as it would be.

Most of it is put right as it is shown (text/french.py): what is left is told here.
Source: Lexique des règles typographiques en usage à l’Imprimerie nationale.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from gettext import gettext as _

from veille.model.edition import EditionView, EntryView, Finding
from veille.text.french import NBSP, joined, typo

_ACCENTED = {
    "Etat": "État", "Etats": "États", "Ecole": "École", "Ecoles": "Écoles", "Education": "Éducation",
    "Egalité": "Égalité", "Elu": "Élu", "Elus": "Élus", "Elue": "Élue", "Elues": "Élues",
    "Etude": "Étude", "Etudes": "Études", "Evénement": "Événement", "Evénements": "Événements",
    "Economie": "Économie", "Ecologie": "Écologie", "Evaluation": "Évaluation", "Energie": "Énergie",
    "Election": "Élection", "Elections": "Élections", "Eté": "Été", "Equipe": "Équipe",
}  # fmt: skip
"""Words that French never writes without the accent on their capital."""

_MENDED: tuple[tuple[str, re.Pattern[str], str], ...] = (
    (_("guillemets droits"), re.compile(r'"([^"\n]*)"'), rf"«{NBSP}\1{NBSP}»"),
    (_("apostrophe droite"), re.compile(r"(?<=[^\W\d_])'(?= ?\w)"), "’"),
    (_("espaces doubles"), re.compile(r"[ \t]{2,}"), " "),
    (_("trois points au lieu de « … »"), re.compile(r"(?<!\.)\.{3}(?!\.)"), "…"),
    (
        _("capitale sans accent"),
        re.compile(rf"\b(?:{'|'.join(_ACCENTED)})\b"),
        "",
    ),
    (_("« A » sans accent"), re.compile(r"^A(?= (?:lire|voir|écouter|venir|noter|savoir|partir)\b)"), "À"),
)  # fmt: skip
_ADDRESS = re.compile(r"(https?://\S+|\S+@\S+\.\S+)")
_SHOWN = 70
_SHORTEST_TITLE = 12
"""Letters: shorter, a title in capitals may well be a name."""


def check(view: EditionView) -> Iterator[Finding]:
    for where, text in ((_("titre"), view.title), (_("éditorial"), view.edito)):
        yield from _field(where, text, "", "")
    for entry in view.entries:
        yield from _entry(entry)


def _entry(entry: EntryView) -> Iterator[Finding]:
    fields = ((_("titre"), entry.title), (_("note"), entry.note), (_("citation"), entry.quotation))
    for where, text in fields:
        yield from _field(where, text, entry.title, entry.public_id)
    if in_capitals(entry.title):
        yield Finding(
            False,
            entry.title,
            _("titre tout en capitales"),
            typo(_("écrivez-le en minuscules : « {0} »").format(entry.title.capitalize())),
            rule="title-capitals",
            entry_id=entry.public_id,
        )


def _field(where: str, text: str, title: str, entry_id: str) -> Iterator[Finding]:
    faults, better = mended(text)
    if faults:
        yield Finding(
            False,
            title,
            f"{where}{NBSP}: {joined(faults)}",
            typo(_("écrivez : « {0} »").format(_around(text, better))),
            rule="typography",
            entry_id=entry_id,
        )
    if not balanced(text):
        yield Finding(
            False,
            title,
            typo(_("{0} : un guillemet « ou » manque")).format(where),
            _("ouvrez et fermez chaque citation"),
            rule="quotes-unbalanced",
            entry_id=entry_id,
        )


def mended(text: str) -> tuple[list[str], str]:
    """(what is wrong, the text without it). Addresses are left alone."""
    parts = _ADDRESS.split(text)
    faults: list[str] = []
    for index in range(0, len(parts), 2):
        for name, pattern, right in _MENDED:
            after = pattern.sub(right or _accented, parts[index])
            if after != parts[index]:
                faults.append(name)
                parts[index] = after
    return list(dict.fromkeys(faults)), "".join(parts)


def _accented(found: re.Match[str]) -> str:
    return _ACCENTED[found[0]]


def balanced(text: str) -> bool:
    """Whether every « has its », in this order; one quotation inside another is right."""
    depth = 0
    for mark in re.findall("[«»]", text):
        depth += 1 if mark == "«" else -1
        if depth < 0:
            return False
    return depth == 0


def in_capitals(title: str) -> bool:
    """Whether a whole title shouts; a short one, or one word, may be a name."""
    letters = [char for char in title if char.isalpha()]
    return (
        len(letters) >= _SHORTEST_TITLE
        and len(title.split()) > 1
        and title.upper() == title
        and title.lower() != title
    )


def _around(text: str, better: str) -> str:
    """The mended text, or of a long one the place of the first fault."""
    if len(better) <= _SHOWN:
        return better.strip()
    at = next((n for n, (a, b) in enumerate(zip(text, better, strict=False)) if a != b), 0)
    start = better.rfind(" ", 0, max(at - 20, 0)) + 1 if at > 20 else 0
    end = better.find(" ", start + _SHOWN)
    shown = better[start : end if end > 0 else start + 2 * _SHOWN][: 2 * _SHOWN]
    before, after = "… " if start else "", " …" if start + len(shown) < len(better) else ""
    return before + shown.strip() + after
