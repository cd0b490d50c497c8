"""What pydantic refuses, in French, with the closest known word. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from gettext import gettext as _
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

# French words, and those of other programs, that a hand writes where our field has another name.
_ALIASES = {
    "cle": "key", "clé": "key", "id": "key", "nom": "name", "titre": "title", "adresse": "url",
    "lien": "url", "flux": "url", "feed": "url", "type": "kind", "genre": "kind",
    "langue": "language",
    "territoire": "territory", "territoires": "territory", "theme": "themes", "thème": "themes",
    "thèmes": "themes", "tags": "themes", "droits": "rights", "acces": "access", "accès": "access",
    "actif": "enabled", "active": "enabled", "activé": "enabled", "catégorie": "category",
    "libelle": "label", "libellé": "label", "nature": "natures", "exclure": "exclude", "indices": "hints",
    "mots-clés": "keywords", "rubriques": "sections", "couleur": "accent", "gabarit": "template",
    "modèle": "template", "raccourci": "shortcut", "numéro": "next", "tâche": "task",
    "courriel": "email",
}  # fmt: skip

_LIST_EXAMPLES = {
    "themes": "[orientation]",
    "territory": "[R53]",
    "territories": "[R53]",
    "natures": "[evenement]",
    "media": "[listen, watch]",
    "test_to": "[essai@centre.example]",
    "allow_networks": '["127.0.0.0/8"]',
}


def message(error: ErrorDetails, model: type[BaseModel]) -> str:
    """One of pydantic's errors on a file of this model, as a sentence for people."""
    value, place = error["input"], error["loc"]
    if error["type"] == "extra_forbidden":
        return _unknown_field(str(place[-1]), model, place)
    if value is None and error["type"] != "missing":
        return _nothing(_last_name(place))
    tell = _SENTENCES.get(error["type"])
    if tell is None:
        return _("valeur refusée")
    return tell(error.get("ctx", {}), _last_name(place), value)


def closest(word: str, known: Iterable[str]) -> str:
    """« ; vouliez-vous dire « x » ? » to end a sentence with, or nothing when no word is near."""
    near = get_close_matches(word, list(known), n=1)
    return _(" ; vouliez-vous dire « {0} » ?").format(near[0]) if near else ""


def _unknown_field(name: str, model: type[BaseModel], place: tuple[str | int, ...]) -> str:
    known = _fields(model, place[:-1])
    if name.strip() != name:
        return _("champ inconnu : une espace insécable précède ou suit ce nom, effacez-la")
    wanted = _ALIASES.get(name.lower(), "")
    if wanted in known:
        return _("champ inconnu ; vouliez-vous dire « {0} » ?").format(wanted)
    return _("champ inconnu") + closest(name, known)


def _fields(model: type[BaseModel], place: tuple[str | int, ...]) -> list[str]:
    """The names that may be written at that place of a file."""
    here: type[BaseModel] | None = model
    for part in place:
        if isinstance(part, str) and here is not None:
            here = next(_models(_annotation(here, part)), None)
    return [] if here is None else [info.alias or name for name, info in here.model_fields.items()]


def _annotation(model: type[BaseModel], written: str) -> Any:
    for name, info in model.model_fields.items():
        if written == (info.alias or name):
            return info.annotation
    return None


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)


def _last_name(place: tuple[str | int, ...]) -> str:
    return next((part for part in reversed(place) if isinstance(part, str)), "")


def _nothing(name: str) -> str:
    if name == "accent":
        return _("mettez la couleur entre guillemets : sans eux, « # » ouvre un commentaire")
    return _("rien n’est écrit ici : complétez, ou supprimez la ligne")


Context = Mapping[str, Any]


def _list(context: Context, name: str, value: object) -> str:
    if isinstance(value, dict) or name not in _LIST_EXAMPLES:
        return _("attendu : une liste, un tiret devant chaque élément")
    return _("attendu : une liste, par exemple {0}").format(_LIST_EXAMPLES[name])


def _text(context: Context, name: str, value: object) -> str:
    if isinstance(value, dict | list):
        return _("attendu : un texte")
    return _("attendu : un texte ; mettez-le entre guillemets")


def _literal(context: Context, name: str, value: object) -> str:
    words = re.findall(r"'([^']*)'|(\d+)", str(context["expected"]))
    choices = [quoted or number for quoted, number in words if quoted or number]
    if len(choices) == 1:
        return _("attendu : {0}").format(choices[0])
    return _("attendu : l’un de {0}").format(", ".join(choices)) + closest(str(value), choices)


def _own(context: Context, name: str, value: object) -> str:
    """The schema's own sentences: French already."""
    return str(context["error"])


def _plain(sentence: str, **named: str) -> Callable[[Context, str, object], str]:
    """A sentence that needs at most the limits that pydantic gives."""
    return lambda context, name, value: sentence.format(
        **{ours: context[its] for ours, its in named.items()}
    )


_FIELDS = _("attendu : des champs « nom: valeur »")
_NUMBER = _("attendu : un nombre entier")
_YES_NO = _("attendu : true ou false")
_NETWORK = _("attendu : un réseau, par exemple « 127.0.0.0/8 »")

_SENTENCES: Mapping[str, Callable[[Context, str, object], str]] = {
    "missing": _plain(_("champ obligatoire")),
    "string_type": _text,
    "string_too_short": _plain(_("ne doit pas être vide")),
    "string_too_long": _plain(_("trop long : {most} caractère au plus"), most="max_length"),
    "literal_error": _literal,
    "value_error": _own,
    "tuple_type": _list,
    "too_short": _plain(_("la liste ne doit pas être vide")),
    "dict_type": _plain(_FIELDS),
    "model_type": _plain(_FIELDS),
    "model_attributes_type": _plain(_FIELDS),
    "int_type": _plain(_NUMBER),
    "int_parsing": _plain(_NUMBER),
    "int_parsing_size": _plain(_NUMBER),
    "int_from_float": _plain(_NUMBER),
    "finite_number": _plain(_NUMBER),
    "bool_type": _plain(_YES_NO),
    "bool_parsing": _plain(_YES_NO),
    "greater_than_equal": _plain(_("attendu : {least} au moins"), least="ge"),
    "less_than_equal": _plain(_("attendu : {most} au plus"), most="le"),
    "ip_v4_network": _plain(_NETWORK),
    "ip_v6_network": _plain(_NETWORK),
}
