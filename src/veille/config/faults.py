"""What is wrong with the writing of a YAML file, in French: ruamel's words are for programmers."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from gettext import gettext as _


@dataclass(frozen=True, slots=True)
class Fault:
    """A scanner's complaint, in ruamel's words; lines count from 1."""

    context: str
    opened: int
    """The line where what it was reading began."""
    problem: str
    line: int
    before: str
    """What stands before the place, on its line."""
    text: str
    """The whole line."""


Told = tuple[int, str]


def explain(fault: Fault) -> Told:
    """The line to look at, from 1, and the sentence."""
    for pattern, tell in _TELLERS:
        if re.search(pattern, f"{fault.context} | {fault.problem}"):
            return tell(fault)
    # Better the library's English than nothing to look up.
    return fault.line, _("écriture illisible ici (en anglais : {0})").format(fault.problem)


def _tab(fault: Fault) -> Told:
    if fault.before.strip():
        return fault.line, _("une tabulation s’est glissée ici : remplacez-la par une espace")
    return fault.line, _("une tabulation sert de retrait : remplacez-la par des espaces")


def _character(fault: Fault) -> Told:
    found = re.search(r"character '(.+?)' that", fault.problem)
    words = _("caractère inattendu « {0} » : mettez le texte entre guillemets")
    return fault.line, words.format(found.group(1) if found else "?")


def _open_quote(fault: Fault) -> Told:
    return fault.opened, _("guillemet ouvert et jamais refermé")


def _colon(fault: Fault) -> Told:
    if ": " in fault.before:
        return fault.line, _("deux-points dans un texte : mettez le texte entre guillemets")
    return _indent(fault)


def _indent(fault: Fault) -> Told:
    return fault.line, _("mauvais retrait : alignez cette ligne avec ses voisines")


def _after_block(fault: Fault) -> Told:
    if '"' in fault.text or "'" in fault.text:
        return fault.line, _("guillemet manquant ou en trop, sur cette ligne ou juste avant")
    return _indent(fault)


def _no_colon(fault: Fault) -> Told:
    return fault.opened, _("il manque « : » et une espace après le nom du champ")


def _bracket(fault: Fault) -> Told:
    if "mapping" in fault.context:
        return fault.opened, _("accolade ouverte ici : il manque ensuite une virgule ou « } »")
    return fault.opened, _("crochet ouvert ici : il manque ensuite une virgule ou « ] »")


def _dash(fault: Fault) -> Told:
    return fault.line, _("une liste commence à la ligne suivante, un tiret par élément")


def _alias(fault: Fault) -> Told:
    return fault.line, _("un texte qui commence par « * » ou « & » se met entre guillemets")


def _escape(fault: Fault) -> Told:
    return fault.line, _(
        "« \\ » entre guillemets : doublez-le, ou employez des apostrophes droites"
    )


def _folded(fault: Fault) -> Told:
    return fault.line, _("après « > » ou « | », passez à la ligne")


def _second(fault: Fault) -> Told:
    return fault.line, _("« --- » : un seul document par fichier")


def _deep(fault: Fault) -> Told:
    return fault.line, _("trop de crochets ou d’accolades les uns dans les autres")


# The first pattern found in « context | problem » tells; ruamel.yaml 0.19's words.
_TELLERS: tuple[tuple[str, Callable[[Fault], Told]], ...] = (
    (r"found character '\\t'", _tab),
    (r"found character .* cannot start", _character),
    (r"quoted scalar \| found unexpected end of stream", _open_quote),
    (r"quoted scalar \| found unknown escape", _escape),
    (r"mapping values are not allowed", _colon),
    (r"sequence entries are not allowed", _dash),
    (r"expected <block end>, but found '(<scalar>|,|\]|\}|\?)'", _after_block),
    (r"expected <block end>", _indent),
    (r"could not find expected ':'", _no_colon),
    (r"flow (mapping|sequence)", _bracket),
    (r"alias|anchor", _alias),
    (r"block scalar", _folded),
    (r"another document|<document start>", _second),
    (r"maximum depth", _deep),
)
