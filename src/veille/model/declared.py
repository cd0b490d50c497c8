"""What the three YAML files declare: sources, themes, publications, the centre. Schema and noun in one.

The fields, their defaults and their meaning are documented in docs/configuration.md; a test keeps
the page and these classes together.
"""

from __future__ import annotations

from gettext import gettext as _
from ipaddress import IPv4Network, IPv6Network
from typing import Literal

from pydantic import Field

from veille.model.address import looks_secret
from veille.model.fields import (
    Colour,
    Day,
    Declared,
    Duration,
    Key,
    MailAddress,
    Shortcut,
    Territories,
    WebAddress,
)
from veille.model.source_rules import (
    ArchiveRules,
    CsvRules,
    Kind,
    MailRules,
    PageRules,
    SitemapRules,
    SiteReader,
    WatchRules,
)

OWN_SOURCE = "centre"
"""The source of what the centre writes itself: it has a row in the store, and none in sources.yml."""

MAIL_SOURCE = "courriel"
"""The source of what colleagues forward: reserved like the centre's own."""

# First segments of the archive's addresses: a publication may not take one of them.
RESERVED_KEYS = frozenset(
    "ressource themes territoires dossiers agenda sources recherche assets abonnement"
    " desabonnement bureau annees breves a-propos mentions-legales confidentialite accessibilite".split()
)


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
    public: bool = True
    note: str = ""
    own: bool = False
    page: PageRules | None = None
    watch: WatchRules | None = None
    sitemap: SitemapRules | None = None
    csv: CsvRules | None = None
    archive: ArchiveRules | None = None
    reader: SiteReader = ""
    mail: MailRules | None = None

    @property
    def told(self) -> bool:
        """Whether its address may be shown: one that looks secret only where « public: true » is written."""
        return self.public and ("public" in self.model_fields_set or not looks_secret(self.url))


class Theme(Declared):
    """A term of the vocabulary, and the words that suggest it."""

    key: Key
    label: str = Field(min_length=1)
    parent: str | None = None
    synonyms: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    pillar: str = ""
    replaces: tuple[str, ...] = ()


class Nature(Declared):
    """What kind of resource an item is: report, call for projects, event…"""

    key: Key
    label: str = Field(min_length=1)
    keywords: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


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
    task: Literal["collect", "draft", "archive", "publish", "backup", "links"]
    cron: str
    publication: str = ""
    catch_up: Duration = "12h"


_NOT_CONFORMING = _("non conforme")
_CONFORMING = {"partial": _("partiellement conforme"), "full": _("totalement conforme")}
"""Found once: every page of the archive says one of them, and finding words looks through folders."""


class Accessibility(Declared):
    """What an audit of the archive found (RGAA); without one, the law's own word is « non conforme »."""

    state: Literal["unaudited", "none", "partial", "full"] = "unaudited"
    date: Day | None = None
    auditor: str = ""
    rate: int | None = Field(default=None, ge=0, le=100)
    issues: tuple[str, ...] = ()
    exempt: tuple[str, ...] = ()
    plan: WebAddress | None = None

    @property
    def words(self) -> str:
        """In the words of the law (décret n° 2019-768 du 24 juillet 2019, art. 4)."""
        return _CONFORMING.get(self.state, _NOT_CONFORMING)


class Centre(Declared):
    """The organisation that publishes."""

    name: str = Field(min_length=1)
    short_name: str = ""
    email: MailAddress
    address: str = ""
    phone: str = ""
    director: str = ""
    host: str = ""
    legal_status: str = ""
    about: str = ""
    logo: str = ""
    subscribe_url: WebAddress | None = None
    territory: Territories = ()
    accessibility: Accessibility = Accessibility()

    @property
    def short(self) -> str:
        return self.short_name or self.name


class Site(Declared):
    """Where the archive and the public forms are read."""

    archive_url: WebAddress
    public_url: WebAddress


class MailboxSettings(Declared):
    """The one mailbox of the centre: a Maildir of this machine, or IMAP over TLS. Never a password."""

    maildir: str = ""
    imap: str = ""
    port: int = Field(default=993, ge=1, le=65535)
    user: str = ""
    folder: str = "INBOX"
    password_file: str = ""
    ca_file: str = ""
    trusted: str = ""


class CollectSettings(Declared):
    """How sources are fetched. `connect_to` and `allow_networks` open the guard, on purpose only."""

    contact: str = ""
    allow_networks: tuple[IPv4Network | IPv6Network, ...] = ()
    connect_to: dict[str, str] = Field(default_factory=dict)
    threads: int = Field(default=64, ge=1, le=100)
    mailbox: MailboxSettings | None = None


class Mail(Declared):
    """Who writes, who answers, and to whom a trial goes."""

    from_: MailAddress = Field(alias="from")
    reply_to: MailAddress | None = None
    test_to: tuple[MailAddress, ...] = ()
    rates: dict[str, int] = Field(default_factory=dict)


class Retention(Declared):
    """How long the private text of pages is kept."""

    text_days: int = Field(default=90, ge=1)


class Publish(Declared):
    """The public host on which the archive is laid, and how to reach it. Never a password."""

    method: Literal["folder", "sftp", "ftps", "ftp", "rsync", "command"]
    host: str = ""
    port: int = Field(default=0, ge=0, le=65535)
    user: str = ""
    folder: str = ""
    password_file: str = ""
    key_file: str = ""
    known_hosts: str = ""
    fingerprint: str = ""
    ca_file: str = ""
    command: tuple[str, ...] = ()
    server: Literal["", "apache", "netlify"] = ""
    auto: bool = False


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
    publish: Publish | None = None


class SourcesFile(Declared):
    """sources.yml, whole."""

    sources: tuple[Source, ...]


class Renamed(Declared):
    """One thing under two names, so that a search under one finds the other."""

    was: str = Field(min_length=1)
    now: str = Field(min_length=1)
    since: int | None = Field(default=None, ge=1900, le=2100)


class ThemesFile(Declared):
    """themes.yml, whole."""

    themes: tuple[Theme, ...]
    natures: tuple[Nature, ...]
    history: tuple[Renamed, ...] = ()
