"""What a kind of source asks for beside its address: the fields of its rules, shown and read back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from gettext import gettext as _

from werkzeug.datastructures import MultiDict

from veille.model.declared import Source
from veille.model.source_rules import Kind

Rules = dict[str, str | bool | int | Sequence[str]]


@dataclass(frozen=True, slots=True)
class RuleField:
    """One rule: `many` holds several, one a line."""

    name: str
    label: str
    help: str = ""
    many: bool = False


def _lines(name: str, label: str, help_: str = "") -> RuleField:
    return RuleField(name, label, help_, many=True)


FIELDS: Mapping[Kind, tuple[RuleField, ...]] = {
    "page": (
        RuleField(
            "item", _("Un élément de la liste"), _("sélecteur CSS : article.carte, ul.actus li…")
        ),
        RuleField("title", _("Son titre"), _("dans l’élément : h2, h3 a…")),
        RuleField("link", _("Son lien"), _("h2 a ; vide, si l’élément lui-même mène à la page")),
        RuleField("date", _("Sa date"), _("time, .date ; facultatif")),
    ),
    "watch": (
        RuleField("keep", _("Zone qui compte"), _("sélecteur CSS, #contenu ; sinon toute la page")),
        _lines("ignore", _("Zones à ignorer"), _("sélecteurs CSS, un par ligne : .compteur")),
        _lines("ignore_text", _("Textes à ignorer"), _("un par ligne : Mis à jour le .*")),
    ),
    "sitemap": (
        _lines(
            "include", _("Rubriques à suivre"), _("une par ligne : /actualites/ ; sinon toutes")
        ),
        _lines("exclude", _("Rubriques à laisser"), _("une par ligne : /agenda/, */page/")),
    ),
    "csv": (
        RuleField("title", _("Colonne du titre")),
        RuleField("link", _("Colonne de l’adresse"), _("ou l’adresse : https://…/{Numéro}.html")),
        RuleField("date", _("Colonne de la date"), _("facultatif")),
        RuleField("author", _("Colonne de l’auteur"), _("facultatif")),
        RuleField("excerpt", _("Résumé au tri"), _("une colonne, ou {Type} n° {Numéro}")),
        _lines("words", _("Mots à garder"), _("un par ligne : politique de la ville ; sinon tout")),
    ),
    "archive": (
        _lines("words", _("Mots à garder"), _("un par ligne, cherchés dans les titres")),
        _lines(
            "natures", _("Natures à garder"), _("une par ligne : décret, arrêté… ; sinon toutes")
        ),
    ),
    "mail": (
        _lines(
            "from", _("Qui l’écrit"), _("un par ligne : lettre@reseau.example ou reseau.example")
        ),
        _lines("list_id", _("Nom de sa liste"), _("facultatif : son « List-Id »")),
    ),
}


READERS = (
    ("", _("les sélecteurs ci-dessous")),
    ("embedded-json", _("une page remplie par un script, qui porte ses données")),
    ("kentika", _("un catalogue documentaire Kentika")),
    ("assemblee-nationale", _("une liste de documents de l’Assemblée nationale")),
)
"""How a page is read: by its selectors, or by a reader of collect/sites/."""

PROPOSED: tuple[Kind, ...] = ("page", "csv")
"""Kinds whose rules can be guessed from what the address holds."""


def asks_rules(source: Source) -> bool:
    """Whether its rules are fields; a page that has a reader of its own has none."""
    return source.kind in FIELDS and not source.reader


def rules_of(source: Source) -> Rules:
    """The rules that stand in sources.yml, as they are written there."""
    standing = getattr(source, source.kind, None)
    return standing.model_dump(exclude_defaults=True, by_alias=True) if standing else {}


def typed_rules(form: MultiDict[str, str], kind: str, standing: Mapping[str, object]) -> Rules:
    """The rules as they were typed; what has no field here stays as it stood."""
    fields = next((fields for one, fields in FIELDS.items() if one == kind), ())
    named = {field.name for field in fields}
    kept = {name: value for name, value in standing.items() if name not in named}
    typed = {field.name: _typed(field, form.get(f"{kind}.{field.name}", "")) for field in fields}
    # An item of a page may be its own link; a row of a list may not do without.
    bare = "link" if kind == "page" else ""
    said = {name: value for name, value in {**kept, **typed}.items() if value or name == bare}
    return said if any(said.values()) else {}  # type: ignore[return-value]


def _typed(field: RuleField, written: str) -> str | tuple[str, ...]:
    lines = tuple(filter(None, (line.strip() for line in written.splitlines())))
    return lines if field.many else " ".join(lines)
