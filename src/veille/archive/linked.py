"""What a page is, for machines: schema.org as JSON-LD. A source's page is cited, never told as ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from veille.archive.filed import Heading
from veille.archive.holdings import MOVED, Announced, OwnPiece, Page, Placed, Shelf
from veille.archive.references import Sort, sort_of
from veille.model.declared import Centre
from veille.model.dossier import DossierView
from veille.model.edition import EditionView, EntryView
from veille.model.event import Day
from veille.text.dates import PARIS

Linked = dict[str, object]

CONTEXT = "https://schema.org"
_TYPES: Mapping[Sort, str] = {
    "article": "NewsArticle",
    "report": "Report",
    "page": "CreativeWork",
    "audio": "AudioObject",
    "video": "VideoObject",
    "issue": "PublicationIssue",
}

_LISTS = frozenset(
    f"archive/{name}.html"
    for name in (
        "agenda",
        "agenda_year",
        "dossiers",
        "pieces",
        "sources",
        "territories",
        "themes",
        "year",
        "years",
    )
)
"""Templates of the pages that list, beside those that are known by what they show."""


def linked(page: Page, centre: Centre, archive_url: str) -> Linked | None:
    """The description of a page by what it shows; None for one that only leads on."""
    if page.template in (MOVED, "archive/404.html"):
        return None
    url = archive_url + page.address
    return {"@context": CONTEXT} | _shown(page, url, centre, archive_url)


def _shown(page: Page, url: str, centre: Centre, archive_url: str) -> Linked:
    match page.context:
        case {"edition": EditionView() as edition}:
            return issue(edition, centre, archive_url)
        case {"piece": OwnPiece() as piece}:
            return article(piece, url, centre, archive_url)
        case {"item": Placed() as item}:
            return record(item, url, centre, archive_url)
        case {"announced": Announced() as announced}:
            return event(announced, url, centre)
        case {"shelf": Shelf() as shelf}:
            return _list(page.title, url, centre) | {
                "mainEntity": _periodical(shelf.key, shelf.title, "", centre, archive_url)
            }
        case {"dossier": DossierView() as dossier}:
            modified = {"dateModified": dossier.updated_on.isoformat()}
            return _list(page.title, url, centre) | modified
        case {"theme": Heading() as theme}:
            about = _term(theme.key, theme.label, archive_url)
            return _list(page.title, url, centre) | {"about": [about]}
        case {"territory": Heading() as place}:
            return _list(page.title, url, centre) | {"spatialCoverage": place.label}
    if page.path == "index.html":
        return _told("WebSite", name=centre.name, url=url, publisher=_centre(centre))
    return _list(page.title, url, centre, whole=page.template in _LISTS)


def issue(edition: EditionView, centre: Centre, archive_url: str) -> Linked:
    """An edition: an issue of a periodical of ours, that cites the documents of others."""
    url = archive_url + edition.path
    own = _periodical(
        edition.publication, edition.publication_title, edition.issn, centre, archive_url
    )
    return _told(
        "PublicationIssue",
        id_=url,
        name=edition.title or f"{edition.publication_title}, {edition.period or edition.slug}",
        url=url,
        issueNumber=edition.slug,
        datePublished=edition.date.isoformat(),
        inLanguage="fr",
        isPartOf=own,
        publisher=_centre(centre),
        citation=[citation(one) for one in edition.entries],
    )


def citation(view: EntryView) -> Linked:
    """A document of somebody else, at its own address. Neither its text nor our note is told as its own."""
    return _told(
        "Event" if view.starts_at else _TYPES[sort_of(view)],
        name=view.title,
        url=view.url,
        publisher="" if view.starts_at else _body(view.source),
        organizer=_body(view.source) if view.starts_at else "",
        startDate=_instant(view.starts_at),
        endDate=_instant(view.ends_at),
        location=_told("Place", name=view.place, address=view.place) if view.place else "",
        datePublished=view.published_on.isoformat()
        if view.published_on and not view.starts_at
        else "",
        isAccessibleForFree=False if view.access == "subscribers" else None,
    )


def record(item: Placed, url: str, centre: Centre, archive_url: str) -> Linked:
    """The page of a resource: a page of ours, with our note, whose main entity is the document of the source."""
    view = item.entry
    return _told(
        "WebPage",
        id_=url,
        name=view.title,
        url=url,
        description=view.note,
        inLanguage="fr",
        datePublished=item.first_date.isoformat(),
        dateModified=item.last_date.isoformat(),
        publisher=_centre(centre),
        about=_terms(view, archive_url),
        spatialCoverage=[one.label for one in view.territories],
        mainEntity=citation(view),
        isPartOf=[
            _told("PublicationIssue", id_=archive_url + one.path, issueNumber=one.slug)
            for one in item.editions
        ],
    )


def article(piece: OwnPiece, url: str, centre: Centre, archive_url: str) -> Linked:
    """A piece that the centre wrote: its own article, whole on its page."""
    view = piece.entry
    return _told(
        "Article",
        id_=url,
        headline=view.title,
        url=url,
        description=view.note,
        inLanguage="fr",
        datePublished=piece.published_on.isoformat(),
        dateModified=piece.updated_on.isoformat(),
        author=_centre(centre),
        publisher=_centre(centre),
        image=archive_url + piece.picture if piece.picture else "",
        about=_terms(view, archive_url),
    )


def event(announced: Announced, url: str, centre: Centre) -> Linked:
    """An event of the centre; one of several days holds each of them."""
    view = announced.event.view
    first, last = view.days[0], view.days[-1]
    status = "EventCancelled" if view.cancelled else "EventScheduled"
    place = _place(first.place or view.place)
    told = _told(
        "Event",
        id_=url,
        name=announced.event.title,
        url=url,
        description=announced.entry.note,
        inLanguage="fr",
        startDate=_start(first),
        endDate=_end(last),
        eventStatus=f"{CONTEXT}/{status}",
        location=place,
        organizer=_centre(centre),
    )
    if len(view.days) > 1:
        told["subEvent"] = [
            _told(
                "Event",
                name=announced.event.title,
                startDate=_start(day),
                endDate=_end(day),
                location=_place(day.place or view.place),
            )
            for day in view.days
        ]
    return told


# --- pieces of descriptions -------------------------------------------------------------


def _told(type_: str, *, id_: str = "", **known: object) -> Linked:
    """A thing, with only what is known of it."""
    named = {"@type": type_} | ({"@id": id_} if id_ else {})
    return named | {key: value for key, value in known.items() if value not in ("", None, [])}


def _list(name: str, url: str, centre: Centre, *, whole: bool = True) -> Linked:
    """A page that shows many; a page of words alone when not `whole`."""
    return _told(
        "CollectionPage" if whole else "WebPage",
        id_=url,
        name=name,
        url=url,
        inLanguage="fr",
        publisher=_centre(centre),
    )


def _centre(centre: Centre) -> Linked:
    return _told("Organization", name=centre.name, email=centre.email)


def _body(name: str) -> Linked | str:
    return _told("Organization", name=name) if name else ""


def _periodical(key: str, title: str, issn: str, centre: Centre, archive_url: str) -> Linked:
    url = f"{archive_url}{key}/"
    return _told("Periodical", id_=url, name=title, url=url, issn=issn, publisher=_centre(centre))


def _term(key: str, label: str, archive_url: str) -> Linked:
    url = f"{archive_url}themes/{key}/"
    return _told("DefinedTerm", id_=url, name=label, termCode=key)


def _terms(view: EntryView, archive_url: str) -> Sequence[Linked]:
    return [_term(one.key, one.label, archive_url) for one in view.themes]


def _place(words: str) -> Linked | str:
    """schema.org wants an address; ours is written freely, its first line is the name."""
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    return _told("Place", name=lines[0], address=", ".join(lines)) if lines else ""


def _start(day: Day) -> str:
    return _instant(day.at) if day.starts else day.date.isoformat()


def _end(day: Day) -> str:
    return _instant(day.until) if day.until else day.date.isoformat()


def _instant(wall: datetime | None) -> str:
    """An hour on a wall in Paris, with its offset; midnight is a whole day."""
    if wall is None:
        return ""
    if not (wall.hour or wall.minute):
        return wall.date().isoformat()
    return wall.replace(tzinfo=PARIS).isoformat()
