"""Answers « 200 OK » that are not what was asked for, each by its name and with its remedy. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from gettext import gettext as _
from html import unescape
from urllib.parse import urlsplit

from veille.collect.entries.charset import decoded
from veille.collect.entries.clean import one_line, plain
from veille.errors import ReadError
from veille.model.declared import Source
from veille.model.health import Trouble
from veille.model.item import Fetched
from veille.model.source_rules import FEED_KINDS
from veille.text.stems import fold

_READ_BYTES = 100_000
_TITLE_LENGTH = 80
_FEW_WORDS = 60
"""A page with fewer says nothing by itself: what it holds instead tells what it is."""
_SHORT = 400
"""Words: a page about maintenance is longer than a page in maintenance."""

_FEED = re.compile(rb"<(?:rss|rdf:rdf|feed|opml)[\s>]", re.IGNORECASE)
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
# Every repetition is bounded: a hostile page of openings without ends costs no more than another.
_TITLE = re.compile(r"<title[^>]{0,200}>(.{0,500}?)</title", re.IGNORECASE | re.DOTALL)
_NOSCRIPT = re.compile(r"<noscript[^>]{0,200}>(.{0,1000}?)</noscript", re.IGNORECASE | re.DOTALL)
_PASSWORD = re.compile(r"<input\b[^>]{0,500}\btype\s{0,9}=\s{0,9}[\"']?password", re.IGNORECASE)
_SHELL = re.compile(
    r"<(?:div|main|app-root)\b[^>]{0,300}\bid\s{0,9}=\s{0,9}[\"']?(?:root|app|__next|__nuxt|main-app|app-root)\b"
    r"|<app-root\b|__NEXT_DATA__|__NUXT__",
    re.IGNORECASE,
)

# What each wall leaves in its page, whatever the language: names of its own files and cookies.
_WALL_MARKS = re.compile(
    r"/cdn-cgi/challenge-platform|cf-browser-verification|cf_chl_|_Incapsula_Resource"
    r"|captcha-delivery\.com|datadome|errors\.edgesuite\.net|/_sec/cp_challenge|sucuri_cloudproxy"
    r"|px-captcha|awswafcookiedomainlist|aws-waf-token",
    re.IGNORECASE,
)
_WALL_WORDS = re.compile(
    r"request rejected|the requested url was rejected|access denied|acces refuse|just a moment"
    r"|attention required|un instant\b|verifying you are human|verification que vous etes humain"
    r"|verifions que vous|are you a robot|etes[- ]vous un robot|ddos protection|pardon our interruption"
    r"|web application firewall|security check|403 forbidden|you have been blocked"
)
# What each wall adds to the head of its refusals: (header, what its value holds, its name).
_WALL_HEADERS = (
    ("cf-mitigated", "", "Cloudflare"),
    ("x-datadome", "", "DataDome"),
    ("x-iinfo", "", "Imperva"),
    ("x-sucuri-block", "", "Sucuri"),
    ("x-amzn-waf-action", "", "AWS"),
    ("server", "akamaighost", "Akamai"),
)
_PARKED = re.compile(
    r"domain (?:is |may be )?for sale|buy this domain|domaine (?:est )?(?:a vendre|en vente)"
    r"|parked (?:free|domain)|domaine (?:est )?(?:gare|parque|reserve|expire)|this domain has expired"
    r"|sedoparking|parkingcrew|bodis\.com|nom de domaine vient d.etre (?:enregistre|cree)"
    r"|felicitations ! votre domaine"
)
_MAINTENANCE = re.compile(
    r"(?:site|page|service|plateforme|portail)\b.{0,40}\b(?:en|cours de) maintenance|maintenance en cours"
    r"|en maintenance|under maintenance|scheduled maintenance|undergoing maintenance|de retour bientot"
    r"|momentanement indisponible|temporairement indisponible"
)
_MISSING = re.compile(
    r"page (?:introuvable|non trouvee|inexistante|not found)|not found|erreur 404|\b404\b"
    r"|n.existe (?:pas|plus)|introuvable"
)
_COOKIES = re.compile(
    r"(?:accepte[rz]|consent|parametrer|autoriser|activer).{0,80}cookies|cookies?.{0,80}(?:accepte|consent)"
    r"|cookies? (?:must be|are) (?:enabled|required)|enable cookies"
)
_SCRIPT_WANTED = re.compile(
    r"activ(?:er|ez|e).{0,30}javascript|javascript.{0,60}(?:requis|necessaire|desactive|active|required)"
    r"|enable javascript|need to enable"
)
_LOGIN = re.compile(r"connexion|identifi|authentifi|log ?in|sign ?in|se connecter|espace membre")


@dataclass(frozen=True, slots=True)
class _Seen:
    """A page as these rules look at it: everything folded to lower case without accents."""

    html: str
    title: str
    words: str
    noscript: str

    @property
    def length(self) -> int:
        return len(self.words.split())


def unmasked(fetched: Fetched, source: Source) -> ReadError | None:
    """What an answer is in truth, when it is a page that stands for something else; None for the rest.

    Meant for an answer that could not be read as what its source declares: a good page may well speak of cookies.
    """
    start = fetched.body[:2_000].lstrip(b"\xef\xbb\xbf\r\n\t ")
    if not start.startswith(b"<") or not _PAGE.search(start) or _FEED.search(start):
        return None
    html = decoded(fetched, _READ_BYTES)
    named = _named(_seen(html))
    if named is None and _is_home(fetched, source):
        named = Trouble.HOME_PAGE
    if named is None and source.kind in FEED_KINDS:
        named = Trouble.PAGE
    return ReadError(_told(named, _title(html)), trouble=named) if named else None


def wall_of(headers: Mapping[str, str]) -> str:
    """The name of the wall that refused, for an answer 403, 429 or 503; empty when the site itself did."""
    return next(
        (
            name
            for header, value, name in _WALL_HEADERS
            if header in headers and value in headers[header].lower()
        ),
        "",
    )


def _named(page: _Seen) -> Trouble | None:
    """The surest signs first."""
    short = page.length < _SHORT
    rules = (
        (Trouble.BLOCKED, bool(_WALL_MARKS.search(page.html)) and page.length < _FEW_WORDS),
        (Trouble.BLOCKED, bool(_WALL_WORDS.search(page.title)) and short),
        (Trouble.BLOCKED, bool(_WALL_WORDS.search(page.words)) and page.length < _FEW_WORDS * 2),
        (Trouble.PARKED, bool(_PARKED.search(page.html)) and short),
        (Trouble.SOFT_404, bool(_MISSING.search(page.title))),
        (Trouble.MAINTENANCE, bool(_MAINTENANCE.search(page.title + " " + page.words)) and short),
        (Trouble.LOGIN, _is_login(page)),
        (Trouble.COOKIES, bool(_COOKIES.search(page.words)) and page.length < _FEW_WORDS * 2),
        (Trouble.SHELL, _is_shell(page)),
        (Trouble.SOFT_404, bool(_MISSING.search(page.words)) and page.length < _FEW_WORDS),
    )
    return next((name for name, holds in rules if holds), None)


def _is_login(page: _Seen) -> bool:
    """A password is asked for, and either the title says so or there is little else."""
    if not _PASSWORD.search(page.html):
        return False
    return bool(_LOGIN.search(page.title)) or page.length < _FEW_WORDS * 2


def _is_shell(page: _Seen) -> bool:
    """Nothing to read before a script has run."""
    if page.length >= _FEW_WORDS:
        return False
    wanted = _SCRIPT_WANTED.search(page.noscript) or _SCRIPT_WANTED.search(page.words)
    return bool(wanted or _SHELL.search(page.html))


def _is_home(fetched: Fetched, source: Source) -> bool:
    """Somewhere in the site was asked for, and its home page answered: a redirection of all that is gone."""
    asked, got = urlsplit(source.url), urlsplit(fetched.url)
    return (asked.path.strip("/") or asked.query) != "" and not (got.path.strip("/") or got.query)


def _told(name: Trouble, title: str) -> str:
    if name is Trouble.PAGE:
        page = _("une page « {0} »").format(title) if title else _("une page sans titre")
        return _("ce n’est pas un flux : {0}").format(page)
    words = {
        Trouble.BLOCKED: _("le site a répondu par une page de blocage"),
        Trouble.PARKED: _("le nom de domaine est à vendre ou en attente : le site n’est plus là"),
        Trouble.SOFT_404: _("le site répond « page introuvable » sans le dire au serveur"),
        Trouble.MAINTENANCE: _("le site est en maintenance"),
        Trouble.LOGIN: _("le site demande de se connecter"),
        Trouble.COOKIES: _("le site demande d’abord d’accepter des cookies"),
        Trouble.SHELL: _("la page est vide tant qu’un script ne l’a pas remplie"),
        Trouble.HOME_PAGE: _("le site renvoie à sa page d’accueil"),
    }[name]
    return _("{0} (« {1} »)").format(words, title) if title else words


def _seen(html: str) -> _Seen:
    folded = fold(html)
    noscript = " ".join(_NOSCRIPT.findall(folded))
    return _Seen(folded, fold(_title(html)), fold(plain(html)), noscript)


def _title(html: str) -> str:
    found = _TITLE.search(html)
    return one_line(unescape(found[1]), _TITLE_LENGTH) if found else ""
