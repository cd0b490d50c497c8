"""What the three YAML files declare: sources, themes, publications, the centre. Schema and noun in one.

The fields, their defaults and their meaning are documented in docs/configuration.md; a test keeps
the page and these classes together.
"""

from __future__ import annotations

import re
from gettext import gettext as _
from ipaddress import IPv4Network, IPv6Network
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from veille.model.address import is_web_address
from veille.model.colour import PAPER, READABLE, contrast
from veille.model.territory import is_territory_code

Kind = Literal[
    "rss",
    "atom",
    "json",
    "podcast",
    "youtube",
    "page",
    "watch",
    "sitemap",
    "mail",
    "csv",
    "archive",
]
READABLE_KINDS = frozenset({"rss", "atom", "json", "podcast", "page"})
"""Kinds that this version reads; the others may be declared, but stay off."""

FEED_KINDS = frozenset({"rss", "atom", "json", "podcast", "youtube"})
"""Kinds whose address any feed reader can follow."""

OWN_SOURCE = "centre"
"""The source of what the centre writes itself: it has a row in the store, and none in sources.yml."""

# First segments of the archive's addresses: a publication may not take one of them.
RESERVED_SHORTCUTS = frozenset("jkxXtnoz?")
"""Keys of the desk: a publication takes another."""

RESERVED_KEYS = frozenset(
    "ressource themes territoires dossiers agenda sources recherche assets abonnement"
    " desabonnement bureau".split()
)


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


def _shortcut(value: str) -> str:
    if value and not re.fullmatch(r"[a-zA-Z0-9]", value):
        raise ValueError(_("attendu : une lettre sans accent ou un chiffre"))
    if value in RESERVED_SHORTCUTS:
        raise ValueError(
            _("la touche « {0} » sert déjà au tri : prenez-en une autre").format(value)
        )
    return value


def _listed(value: object) -> object:
    """One word where a list is expected stands for a list of one."""
    return [value] if isinstance(value, str) else value


Key = Annotated[str, AfterValidator(_key)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
Colour = Annotated[str, AfterValidator(_colour)]
MailAddress = Annotated[str, AfterValidator(_mail_address)]
Territory = Annotated[str, AfterValidator(_territory)]
Territories = Annotated[tuple[Territory, ...], BeforeValidator(_listed)]
Shortcut = Annotated[str, AfterValidator(_shortcut)]
Duration = Annotated[str, AfterValidator(_duration)]


class Declared(BaseModel):
    """Common settings: nothing unknown is let in, nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class PageRules(Declared):
    """CSS selectors that cut a page without a feed into items."""

    item: str
    title: str
    link: str
    date: str = ""


class WatchRules(Declared):
    """What of a page counts as its content, and what to ignore."""

    keep: str = ""
    ignore: tuple[str, ...] = ()


class SitemapRules(Declared):
    """Which addresses of a sitemap are items."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


class Source(Declared):
    """A place that is watched."""

    key: Key
    name: str = Field(min_length=1)
    url: WebAddress
    kind: Kind
    site: WebAddress | None = None
    category: str = ""
    language: str = "fr"
    territory: Territories = ()
    themes: tuple[str, ...] = ()
    access: Literal["free", "mixed", "subscribers"] = "free"
    rights: Literal["link", "quote", "cc", "licensed", "open"] = "link"
    proof: Literal["A", "B", "C", "D", ""] = ""
    enabled: bool = True
    note: str = ""
    own: bool = False
    page: PageRules | None = None
    watch: WatchRules | None = None
    sitemap: SitemapRules | None = None


class Theme(Declared):
    """A term of the vocabulary, and the words that suggest it."""

    key: Key
    label: str = Field(min_length=1)
    parent: str | None = None
    synonyms: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    pillar: str = ""
    replaces: tuple[str, ...] = ()


class Nature(Declared):
    """What kind of resource an item is: report, call for projects, event…"""

    key: Key
    label: str = Field(min_length=1)
    keywords: tuple[str, ...] = ()


class Section(Declared):
    """A rule that fills one part of a publication from what was selected for it.

    `by: theme` prints one part per first-level theme instead. An item goes to the first section
    whose rule it fits.
    """

    key: Key
    title: str = Field(min_length=1)
    natures: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    media: tuple[Literal["read", "listen", "watch"], ...] = ()
    scope: Literal["any", "national", "departmental", "local", "europe"] = "any"
    own: bool | None = None
    by: Literal["", "theme"] = ""
    sort: Literal["newest", "date", "title"] = "newest"
    max: int = Field(default=100, ge=1)


class Numbering(Declared):
    """Where the numbers of a publication start, and whether they start again each year."""

    next: int = Field(default=1, ge=1)
    yearly: bool = False
    per_year: int = Field(default=0, ge=0, le=366)


class Where(Declared):
    """What a thematic publication is about; empty means everything."""

    themes: tuple[str, ...] = ()
    territories: Territories = ()


class Proposal(Declared):
    """What of an item makes it be proposed for a publication at triage; empty proposes nothing."""

    categories: tuple[str, ...] = ()
    natures: tuple[str, ...] = ()
    own: bool = False


class Publication(Declared):
    """A letter, review, alert or announcement: its sections, numbers, template and colour."""

    key: Key
    title: str = Field(min_length=1)
    template: Key
    list: str = ""
    shortcut: Shortcut = Field(default="", max_length=1)
    rhythm: str = ""
    issn: str = ""
    accent: Colour = "#1F3A6E"
    living: bool = False
    min_items: int = Field(default=1, ge=0)
    numbering: Numbering = Numbering()
    where: Where = Where()
    propose: Proposal = Proposal()
    validation: Literal["", "required"] = ""
    gather: Literal["", "site", "kept"] = ""
    sections: tuple[Section, ...] = Field(min_length=1)


class JobRule(Declared):
    """When a task runs, in Paris time, and how late it may still be caught up."""

    name: Key
    task: Literal["collect", "draft", "archive", "backup", "links"]
    cron: str
    publication: str = ""
    catch_up: Duration = "12h"


class Centre(Declared):
    """The organisation that publishes."""

    name: str = Field(min_length=1)
    short_name: str = ""
    email: MailAddress
    address: str = ""
    phone: str = ""
    director: str = ""
    host: str = ""
    logo: str = ""
    subscribe_url: WebAddress | None = None
    territory: Territories = ()

    @property
    def short(self) -> str:
        return self.short_name or self.name


class Site(Declared):
    """Where the archive and the public forms are read."""

    archive_url: WebAddress
    public_url: WebAddress


class CollectSettings(Declared):
    """How sources are fetched. `connect_to` and `allow_networks` open the guard, on purpose only."""

    contact: str = ""
    allow_networks: tuple[IPv4Network | IPv6Network, ...] = ()
    connect_to: dict[str, str] = {}
    threads: int = Field(default=64, ge=1, le=100)


class Mail(Declared):
    """Who writes, who answers, and to whom a trial goes."""

    from_: MailAddress = Field(alias="from")
    reply_to: MailAddress | None = None
    test_to: tuple[MailAddress, ...] = ()
    rates: dict[str, int] = {}


class Retention(Declared):
    """How long the private text of pages is kept."""

    text_days: int = Field(default=90, ge=1)


class CentreFile(Declared):
    """veille.yml, whole."""

    version: Literal[1]
    centre: Centre
    site: Site
    collect: CollectSettings = CollectSettings()
    publications: tuple[Publication, ...] = Field(min_length=1)
    jobs: tuple[JobRule, ...] = ()
    mail: Mail
    retention: Retention = Retention()


class SourcesFile(Declared):
    """sources.yml, whole."""

    sources: tuple[Source, ...]


class ThemesFile(Declared):
    """themes.yml, whole."""

    themes: tuple[Theme, ...]
    natures: tuple[Nature, ...]
