"""What the YAML files are made of: their tables, and what a field may hold, be it key, address or colour."""

from __future__ import annotations

import re
from datetime import date
from gettext import gettext as _
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict

from veille.model.address import is_web_address
from veille.model.colour import PAPER, READABLE, contrast
from veille.model.territory import is_territory_code

RESERVED_SHORTCUTS = frozenset("jkxXtTnoz?")
"""Keys of the desk: a publication takes another."""


class Declared(BaseModel):
    """Common settings: nothing unknown is let in, nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _key(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value):
        raise ValueError(
            _("une clé ne contient que des minuscules sans accent, des chiffres et des tirets")
        )
    return value


def _web_address(value: str) -> str:
    if not re.match(r"https?://[^/\s]+", value):
        raise ValueError(_("l’adresse doit commencer par http:// ou https://"))
    if re.search(r"\s", value):
        raise ValueError(_("l’adresse ne doit pas contenir d’espace"))
    if not is_web_address(value):
        raise ValueError(_("adresse mal formée : vérifiez le nom du site et le port"))
    return value


def _colour(value: str) -> str:
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", value):
        raise ValueError(_("attendu : une couleur à six chiffres, par exemple « #1F3A6E »"))
    if contrast(value, PAPER) < READABLE:
        raise ValueError(
            _("couleur trop claire pour être lue sur du papier : choisissez-la plus foncée")
        )
    return value.upper()


def _mail_address(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+", value):
        raise ValueError(
            _("attendu : une adresse de courriel, par exemple « lettre@centre.example »")
        )
    return value


def _territory(value: str) -> str:
    if not is_territory_code(value):
        raise ValueError(
            _(
                "code de territoire inconnu : attendu EU, FR, R53, D35, E et un SIREN, une commune ou un QPV"
            )
        )
    return value


def _duration(value: str) -> str:
    if not re.fullmatch(r"(\d+)\s*(h|min|j)", value):
        raise ValueError(_("attendu : une durée comme « 12h », « 30min » ou « 2j »"))
    if not value.lstrip("0")[:1].isdigit():
        raise ValueError(_("une durée nulle ne laisserait jamais partir ce travail"))
    return value


def _day(value: object) -> date:
    try:
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError as error:
        raise ValueError(_("attendu : un jour comme 2026-11-20")) from error


def _shortcut(value: str) -> str:
    if value and not re.fullmatch(r"[a-zA-Z0-9]", value):
        raise ValueError(_("attendu : une lettre sans accent ou un chiffre"))
    if value in RESERVED_SHORTCUTS:
        raise ValueError(
            _("la touche « {0} » sert déjà au tri : prenez-en une autre").format(value)
        )
    return value


def _pattern(value: str) -> str:
    try:
        re.compile(value)
    except (re.error, RecursionError, OverflowError) as error:
        raise ValueError(
            _("motif mal écrit : attendu une expression régulière, comme « Mis à jour le .* »")
        ) from error
    return value


def _address_pattern(value: str) -> str:
    if not value.startswith(("/", "*")):
        raise ValueError(
            _(
                "un motif est le début d’un chemin : commencez par / ou par *, comme « /actualites/ »"
            )
        )
    if re.search(r"[\s#]", value) or "$" in value[:-1]:
        raise ValueError(_("motif mal écrit : ni espace, ni « # », et « $ » seulement à la fin"))
    return value


def _column(value: str) -> str:
    if re.search(r"[{}]", re.sub(r"\{[^{}]+\}", "", value)):
        raise ValueError(_("accolades mal fermées : écrivez « {nom de la colonne} »"))
    return value


def _listed(value: object) -> object:
    """One word where a list is expected stands for a list of one."""
    return [value] if isinstance(value, str) else value


Key = Annotated[str, AfterValidator(_key)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
Colour = Annotated[str, AfterValidator(_colour)]
MailAddress = Annotated[str, AfterValidator(_mail_address)]
Words = Annotated[tuple[str, ...], BeforeValidator(_listed)]
Territory = Annotated[str, AfterValidator(_territory)]
Territories = Annotated[tuple[Territory, ...], BeforeValidator(_listed)]
Shortcut = Annotated[str, AfterValidator(_shortcut)]
Pattern = Annotated[str, AfterValidator(_pattern)]
"""A regular expression, case ignored."""
Day = Annotated[date, BeforeValidator(_day)]
AddressPattern = Annotated[str, AfterValidator(_address_pattern)]
Column = Annotated[str, AfterValidator(_column)]
Duration = Annotated[str, AfterValidator(_duration)]
