"""The only door to listparser: a list of feeds exchanged between readers (OPML 2.0), read with limits."""

from __future__ import annotations

import re
from dataclasses import dataclass
from gettext import gettext as _

import listparser

from veille.collect.entries.address import tidy
from veille.collect.entries.clean import one_line
from veille.errors import ReadError

MOST_BYTES = 5_000_000
MOST_FEEDS = 500
"""In one list: more is a whole reader's life, and nobody can look through it before saying yes."""

_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_OUTLINE = re.compile(rb"\sxmlUrl\s*=", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Listed:
    """One feed of a list. `url` is None when its address is none of the web's."""

    name: str
    url: str | None
    written: str
    category: str


def read_opml(content: bytes) -> list[Listed]:
    """The feeds of a list, in its order, each address once. Raises ReadError, in French."""
    if len(content) > MOST_BYTES:
        raise ReadError(_("liste trop lourde : plus de {0} Mo").format(MOST_BYTES // 1_000_000))
    _refuse_what_is_no_list(content)
    _refuse_too_many(len(_OUTLINE.findall(content)))
    feeds = listparser.parse(_ascii(content))["feeds"]
    # Other dialects than OPML name their feeds otherwise, and the parser reads them too.
    _refuse_too_many(len(feeds))
    found = dict[str, Listed]()
    for feed in feeds:
        one = _listed(feed["url"], feed.get("title") or "", feed.get("categories") or [])
        found.setdefault(one.url or one.written, one)
    if not found:
        raise ReadError(_("aucun flux dans cette liste"))
    return list(found.values())


def _refuse_too_many(many: int) -> None:
    if many > MOST_FEEDS:
        words = _("cette liste tient {0} flux : pas plus de {1} à la fois, coupez-la")
        raise ReadError(words.format(f"{many:_}".replace("_", "\u202f"), MOST_FEEDS))


def _refuse_what_is_no_list(content: bytes) -> None:
    if b"\0" in content:
        raise ReadError(_("liste illisible : enregistrez-la en UTF-8"))
    # Readers write none; « billion laughs » is made of them.
    if _ENTITY.search(content):
        raise ReadError(_("liste refusée : elle déclare des entités XML"))
    lowered = content.lower()
    if b"<opml" not in lowered:
        raise ReadError(_("ce n’est pas une liste OPML : exportez-la depuis votre lecteur de flux"))
    if b"</opml" not in lowered:
        raise ReadError(_("la fin de cette liste manque : exportez-la de nouveau"))


def _ascii(content: bytes) -> bytes:
    """The same list with its letters as references: the parser below guesses charsets, and not well."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("windows-1252", "replace")
    return text.encode("ascii", "xmlcharrefreplace")


def _listed(url: str, title: str, categories: list[list[str]]) -> Listed:
    folder = next((path[-1] for path in categories if path), "")
    name = one_line(title, 120)
    return Listed(name, tidy(url), one_line(url, 200), one_line(folder, 60))
