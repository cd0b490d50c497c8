"""Feeds: the same entries as Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1, each under one lasting name."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from veille.archive.holdings import Announced, Page, Placed
from veille.model.dossier import DossierEntry, DossierView
from veille.model.edition import EditionView, EntryView, Erratum
from veille.model.places import item_path
from veille.text.french import issue_number
from veille.text.wire import noon

FORMS = ("atom", "rss", "json")
ITEMS, ISSUES = "feed", "numeros"
"""Names of the files: what was told, and the editions themselves."""
LONGEST = 50
"""Entries of a feed: what a reader that was off for weeks still finds."""
ISSUED = 20
"""Entries of a feed of editions, each of which lists all that it told."""
_NEVER = datetime(2000, 1, 1, 12, tzinfo=UTC)
"""When an empty feed changed last: nothing ever came, and no clock may say otherwise."""


@dataclass(frozen=True, slots=True)
class Category:
    """What an entry is filed under: `scheme` is the folder of its page under the root."""

    scheme: str
    key: str
    label: str


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry. `id` and `address` are paths under the root; `source_url` leads to whoever wrote it."""

    id: str
    address: str
    title: str
    content: str
    """The template of its words."""
    told: object
    """What that template is given."""
    updated: datetime
    published: datetime | None = None
    source: str = ""
    source_url: str = ""
    categories: tuple[Category, ...] = ()

    @property
    def same(self) -> tuple[object, ...]:
        """What it tells, by which object that is, and what is not told there (`archive.parts`)."""
        told = self.told.same if isinstance(self.told, ToldIssue) else id(self.told)
        return (told, self.id, self.address, self.updated, self.published)


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: what it is about, its entries, and since when they stand as they are."""

    title: str
    about: str
    """Path of the page that it follows, empty for the home page."""
    entries: tuple[FeedEntry, ...]
    empty_since: datetime = _NEVER

    @property
    def updated(self) -> datetime:
        return max((one.updated for one in self.entries), default=self.empty_since)


@dataclass(frozen=True, slots=True)
class ToldIssue:
    """What the entry of an edition tells: its contents, and what was corrected since."""

    edition: EditionView
    errata: tuple[Erratum, ...]

    @property
    def same(self) -> tuple[object, ...]:
        return (id(self.edition), self.errata)


def feed_pages(feed: Feed, name: str = ITEMS) -> Iterator[Page]:
    """The feed in its three forms, beside the page that it is about."""
    for path, form in zip(feed_paths(feed.about, name), FORMS, strict=True):
        yield Page(path, f"archive/feed.{form}", feed.title, {"feed": feed})


def feed_paths(about: str, name: str = ITEMS) -> list[str]:
    """Where the forms of a feed lie, in their order."""
    return [f"{about}{name}.{form}" for form in FORMS]


def empty_feed(address: str, title: str) -> Page | None:
    """What answers at the address of a feed that has no page any more; None for any other address."""
    about, slash, file = address.rpartition("/")
    name, _dot, form = file.rpartition(".")
    if name not in (ITEMS, ISSUES) or form not in FORMS:
        return None
    return Page(address, f"archive/feed.{form}", title, {"feed": Feed(title, about + slash, ())})


def item_feed(title: str, about: str, items: Sequence[Placed]) -> Feed:
    """A feed of resources, the last told first."""
    return Feed(title, about, tuple(_placed(one) for one in items[:LONGEST]))


def dossier_feed(dossier: DossierView, sealed: Collection[str]) -> Feed:
    """The feed of a dossier, the last to come first. `sealed`: public ids that have a page of their own."""
    newest_first = sorted(
        dossier.entries, key=lambda one: (one.at, one.view.public_id), reverse=True
    )
    entries = tuple(
        _of_dossier(dossier.path, one, one.view.public_id in sealed) for one in newest_first
    )
    return Feed(dossier.title, dossier.path, entries, noon(dossier.updated_on))


def issue_feed(
    title: str,
    about: str,
    editions: Sequence[EditionView],
    errata: Mapping[str, Sequence[Erratum]],
) -> Feed:
    """The editions of a publication, newest first: an erratum moves its own. `errata`: by path."""
    entries = [_issue(one, tuple(errata.get(one.path, ()))) for one in editions[:ISSUED]]
    return Feed(title, about, tuple(entries))


def agenda_feed(title: str, events: Sequence[Announced]) -> Feed:
    """The centre's events, the last that changed first: what is over leaves only when others push it out."""
    changed = sorted(
        events, key=lambda one: (one.event.updated_at, one.event.public_id), reverse=True
    )
    return Feed(title, "agenda/", tuple(_announced(one) for one in changed[:LONGEST]))


def _issue(edition: EditionView, errata: tuple[Erratum, ...]) -> FeedEntry:
    out = noon(edition.date)
    name = f"{edition.publication_title} {issue_number(edition.slug, edition.per_year)}"
    return FeedEntry(
        id=edition.path,
        address=edition.path,
        title=f"{name}, {edition.period}" if edition.period else name,
        content="archive/_feed_edition.html",
        told=ToldIssue(edition, errata),
        updated=max([out, *(one.at for one in errata)]),
        published=out,
    )


def _announced(one: Announced) -> FeedEntry:
    return _entry(one.entry, one.path, one.path, one.event.updated_at)


def _placed(one: Placed) -> FeedEntry:
    """An item is named by its page for ever, and moves when a newer edition tells it again."""
    page = item_path(one.entry.public_id)
    first = one.seen_at or noon(one.first_date)
    told_again = [noon(one.editions[-1].date)] if len(one.editions) > 1 else []
    return _entry(one.entry, page, page, max([first, *told_again]), first)


def _of_dossier(path: str, one: DossierEntry, has_page: bool) -> FeedEntry:
    place = f"{path}#r-{one.view.public_id}"
    address = item_path(one.view.public_id) if has_page else place
    return _entry(one.view, place, address, one.at)


def _entry(
    view: EntryView, id_: str, address: str, updated: datetime, published: datetime | None = None
) -> FeedEntry:
    return FeedEntry(
        id=id_,
        address=address,
        title=view.title,
        content="archive/_feed_entry.html",
        told=view,
        updated=updated,
        published=published,
        source=view.source,
        source_url=view.url,
        categories=_categories(view),
    )


def _categories(view: EntryView) -> tuple[Category, ...]:
    themes = [Category("themes/", one.key, one.label) for one in view.themes]
    places = [Category("territoires/", one.key, one.label) for one in view.territories]
    return (*themes, *places)
