"""What is no feed, read as what it is or as somebody says: a page, its changes, a list, a letter by mail."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from gettext import gettext as _
from urllib.parse import urljoin, urlsplit

from veille.collect.bodies.pdf import is_pdf
from veille.collect.entries.address import host_of, tidy
from veille.collect.kinds.columns import column_names, read_csv
from veille.collect.kinds.watch import watched_lines
from veille.collect.pages.page import page_facts
from veille.collect.pages.proposed import proposed_page
from veille.errors import SourceError
from veille.model.about import FeedAbout
from veille.model.declared import Source
from veille.model.item import Candidate, Fetched
from veille.model.source_rules import CsvRules, Kind
from veille.text.stems import fold

OTHERWISE: tuple[Kind, ...] = ("page", "watch", "csv", "mail")
"""Kinds that a person may ask for where there is no feed, or instead of it."""

_LIST_TYPES = ("text/csv", "application/csv", "text/comma-separated-values")
_COLUMNS = {
    "title": ("titre", "title", "intitule", "libelle", "objet", "nom"),
    "link": ("url", "lien", "link", "adresse"),
    "date": ("date",),
    "author": ("auteur", "author"),
}
"""What columns are usually called, to begin with."""


def kind_itself(fetched: Fetched) -> Kind | None:
    """« watch » for a PDF and « csv » for a list: what an address says by what it holds; None for the rest."""
    if is_pdf(fetched.body):
        return "watch"
    declared = fetched.headers.get("content-type", "").partition(";")[0].strip().lower()
    listed = declared in _LIST_TYPES or urlsplit(fetched.url).path.lower().endswith(".csv")
    return "csv" if listed and not fetched.body.lstrip().startswith(b"<") else None


def letter_about(address: str) -> FeedAbout:
    """A newsletter, known by the domain of its site until somebody says better; asks nobody."""
    host = host_of(address)
    return FeedAbout(address, "mail", "", "", "fr", (), rules={"from": (host,)})


def about_as(kind: Kind, fetched: Fetched, now: datetime) -> FeedAbout:
    """What watching an address as that kind would bring. Raises SourceError when it cannot be read."""
    return _READ_AS[kind](fetched, now)


def _as_page(fetched: Fetched, now: datetime) -> FeedAbout:
    proposed = proposed_page(fetched, now)
    rules = dict(proposed.rules.model_dump(exclude_defaults=True)) if proposed else {}
    return _about("page", fetched, rules, proposed.candidates if proposed else ())


def _as_watched(fetched: Fetched, _now: datetime) -> FeedAbout:
    watched_lines(fetched, Source(key="essai", name="essai", url=fetched.url, kind="watch"))
    return _about("watch", fetched, {})


def _as_list(fetched: Fetched, now: datetime) -> FeedAbout:
    columns = column_names(fetched)
    rules = _guessed(columns)
    told = _about("csv", fetched, rules, _rows(fetched, rules, now))
    return replace(told, offered=tuple(columns))


def _rows(fetched: Fetched, rules: Mapping[str, str], now: datetime) -> Sequence[Candidate]:
    """None as long as nothing says where titles and addresses stand."""
    if not {"title", "link"} <= set(rules):
        return ()
    declared = CsvRules.model_validate(rules)
    source = Source(key="essai", name="essai", url=fetched.url, kind="csv", csv=declared)
    try:
        return read_csv(fetched, source, now)
    except SourceError:
        return ()


def _guessed(columns: Sequence[str]) -> dict[str, str]:
    """Field → the first column whose name begins with a usual word, a word at a time."""
    found: dict[str, str] = {}
    for field, words in _COLUMNS.items():
        named = (one for word in words for one in columns if fold(one).startswith(word))
        if column := next(named, ""):
            found[field] = column
    return found


def _about(
    kind: Kind,
    fetched: Fetched,
    rules: Mapping[str, str | Sequence[str]],
    candidates: Sequence[Candidate] = (),
) -> FeedAbout:
    address = tidy(fetched.url) or fetched.url
    paper = kind == "csv" or is_pdf(fetched.body)
    facts = None if paper else page_facts(fetched)
    title = facts.title if facts else _file_name(address)
    site = urljoin(address, "/") if paper else address
    language = facts.language if facts else ""
    return FeedAbout(
        address, kind, title, site, language or "fr", tuple(candidates), rules=dict(rules)
    )


def _file_name(address: str) -> str:
    """« calendrier-2027 » for « https://…/calendrier-2027.pdf »."""
    return urlsplit(address).path.rpartition("/")[2].rpartition(".")[0]


def about_otherwise(feed: FeedAbout) -> list[str]:
    """What to know, and to do, before a source of one of these kinds is added; empty for a feed."""
    rules = feed.rules
    if feed.kind == "page" and not rules:
        return [_("aucune liste reconnue sur cette page : écrivez ses sélecteurs ci-dessous")]
    if feed.kind == "watch":
        return [
            _(
                "la première visite retient le texte sans rien annoncer ; ensuite, chaque changement"
                " est un élément"
            )
        ]
    if feed.kind == "csv" and not {"title", "link"} <= set(rules):
        there = ", ".join(f"«\u00a0{one}\u00a0»" for one in feed.offered[:40])
        return [
            _("dites quelles colonnes donnent le titre et l’adresse ; il y a {0}").format(there)
        ]
    if feed.kind == "mail":
        return [
            _("abonnez l’adresse de veille à cette lettre : ses liens deviendront des éléments")
        ]
    if feed.kind == "sitemap" and not rules:
        return [
            _(
                "tout le plan du site est suivi : nommez plutôt ses rubriques, /actualites/ par exemple"
            )
        ]
    return []


_READ_AS: Mapping[Kind, Callable[[Fetched, datetime], FeedAbout]] = {
    "page": _as_page,
    "watch": _as_watched,
    "csv": _as_list,
}
