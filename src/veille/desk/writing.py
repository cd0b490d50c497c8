"""What the forms of pieces and events share: fields read and told, choices offered, the archive that follows."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from gettext import gettext as _
from hashlib import sha256
from typing import TypeVar

from werkzeug.datastructures import MultiDict

from veille.desk.current import veille
from veille.errors import VeilleError
from veille.geography import territory_name
from veille.model.address import is_public_address
from veille.model.territory import DEPARTEMENTS, REGIONS
from veille.text.unseen import seen

LONGEST = 20_000
"""Characters of a long text; a line has less."""
LONGEST_LINE = 300

Form = MultiDict[str, str]
Faults = dict[str, str]
Groups = list[tuple[str, list[tuple[str, str]]]]

_NAME = re.compile(r"[a-z2-7]{10}")
_Read = TypeVar("_Read")


def clean(text: str) -> str:
    """What was typed, without what cannot be seen; its lines stay."""
    lines = seen(text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def line(form: Form, name: str) -> str:
    return " ".join(clean(form.get(name, "")).split())


def check_length(text: str, name: str, faults: Faults, longest: int = LONGEST) -> None:
    if len(text) > longest:
        faults[name] = _("{0} caractères : pas plus de {1}").format(len(text), longest)


def check_title(title: str, faults: Faults) -> None:
    if not title:
        faults["title"] = _("donnez un titre")
    check_length(title, "title", faults, LONGEST_LINE)


def check_address(address: str, name: str, faults: Faults) -> None:
    if address and not is_public_address(address):
        faults[name] = _("écrivez une adresse entière, par exemple https://exemple.fr/page")


def check_baskets(publications: Sequence[str], public: bool, faults: Faults) -> None:
    if publications and not public:
        faults["publications"] = _("publiez pour retenir : un brouillon n’a pas encore d’adresse")


def read(text: str, name: str, faults: Faults, parse: Callable[[str], _Read]) -> _Read | None:
    """What was typed, understood; what is wrong with it goes beside its field."""
    try:
        return parse(text)
    except ValueError as error:
        faults[name] = str(error)
        return None


def chosen(form: Form, name: str) -> tuple[str, ...]:
    """The choices of several lists or boxes, each once."""
    return tuple(dict.fromkeys(filter(None, form.getlist(name))))


def once(form: Form) -> str:
    """The name that a new form was opened under, so that sent twice it makes one thing."""
    given = form.get("once", "")
    return given if _NAME.fullmatch(given) else ""


def stamp(stored: object) -> str:
    """A mark of what a form was opened on: another mark means that someone wrote meanwhile."""
    return sha256(repr(stored).encode()).hexdigest()[:16]


def meanwhile() -> str:
    return _(
        "Quelqu’un a enregistré cette page depuis que vous l’avez ouverte : votre texte est ci-dessous,"
        " rien n’est perdu ni enregistré. Enregistrez de nouveau pour le garder à la place de l’autre."
    )


def to_mend() -> str:
    return _("Rien n’est enregistré : un champ est à revoir.")


def territories(held: str = "") -> Groups:
    """What a list of territories offers, the centre's own first; `held` is there even if it is finer."""
    own = veille().config.centre.centre.territory
    near = dict.fromkeys([*([held] if held else []), *own, "FR", "EU"])
    return [
        (_("Souvent"), [(code, territory_name(code)) for code in near]),
        (_("Régions"), _named("R", REGIONS)),
        (_("Départements"), _named("D", DEPARTEMENTS)),
    ]


def _named(mark: str, names: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(f"{mark}{code}", name) for code, name in names.items()]


def follow() -> str:
    """Brings the archive up to date; a word more when it cannot follow."""
    try:
        veille().archive.build()
    except VeilleError as error:
        return _(" — mais l’archive n’a pas suivi : {0}").format(error)
    return ""
