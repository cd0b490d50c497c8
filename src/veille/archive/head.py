"""The head of a page: OpenGraph for those who share it, `citation_*` for Zotero, JSON-LD for engines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from veille.archive.holdings import OwnPiece, Page, Placed
from veille.archive.linked import Linked, linked
from veille.archive.references import Reference, of_edition, of_entry
from veille.model.declared import Centre
from veille.model.edition import EditionView


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a page says of it. Pairs are (name, content), in order; no content is empty."""

    graph: tuple[tuple[str, str], ...]
    citation: tuple[tuple[str, str], ...]
    linked: Linked | None


def head(page: Page, centre: Centre, archive_url: str) -> Head:
    """The same for every page; the template adds the title and the description that it shows."""
    cited = _cited(page, centre, archive_url)
    return Head(
        graph=_filled(_graph(page, centre, archive_url)),
        citation=_filled(_citation(cited)) if cited else (),
        linked=linked(page, centre, archive_url),
    )


def _filled(pairs: Iterator[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, content) for name, content in pairs if content)


def _graph(page: Page, centre: Centre, archive_url: str) -> Iterator[tuple[str, str]]:
    """OpenGraph (ogp.me): what came out on a day is an article, the rest is the site."""
    day, picture = "", ""
    match page.context:
        case {"piece": OwnPiece() as piece}:
            day, picture = piece.published_on.isoformat(), piece.picture
        case {"edition": EditionView() as edition}:
            day = edition.date.isoformat()
        case {"item": Placed() as item}:
            day = item.first_date.isoformat()
    yield "og:type", "article" if day else "website"
    yield "og:url", archive_url + page.address
    yield "og:site_name", centre.name
    yield "og:locale", "fr_FR"
    yield "og:image", archive_url + picture if picture else ""
    yield "article:published_time", day


def _cited(page: Page, centre: Centre, archive_url: str) -> Reference | None:
    """What somebody who saves this page wants in their library: the document, else the edition."""
    match page.context:
        case {"edition": EditionView() as edition}:
            return of_edition(edition, centre.name, archive_url)
        case {"item": Placed() as item}:
            return of_entry(item.entry, archive_url)
    return None


def _citation(one: Reference) -> Iterator[tuple[str, str]]:
    """The names that Zotero's translator « Embedded Metadata » reads, and Google Scholar after it."""
    yield "citation_title", one.title
    # This chooses what Zotero makes of it: an article of that journal, or a report of that body.
    report = one.sort == "report"
    yield f"citation_{'technical_report_institution' if report else 'journal_title'}", one.source
    yield "citation_publisher", one.publisher
    yield "citation_issue", one.number
    yield "citation_issn", one.issn
    yield "citation_publication_date", one.issued.strftime("%Y/%m/%d") if one.issued else ""
    yield "citation_public_url", one.url
    yield "citation_language", "fr"
    yield "citation_keywords", "; ".join(one.keywords)
