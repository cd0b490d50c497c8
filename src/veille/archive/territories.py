"""The pages of territories: regions, départements, intercommunal bodies, communes, quarters."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from gettext import gettext as _

from veille.archive.filed import Heading, Vocabulary, every, heading_pages, with_page
from veille.archive.holdings import Filed, Holdings, Page, Site, Touched
from veille.geography import areas_of, territory_name
from veille.model.territory import territory_kind
from veille.text.stems import fold

KINDS = {
    "wide": (_("France et Europe"), ""),
    "region": (_("Régions"), _("région")),
    "departement": (_("Départements"), _("département")),
    "epci": (_("Intercommunalités"), _("intercommunalité")),
    "commune": (_("Communes"), _("commune")),
    "qpv": (_("Quartiers"), _("quartier")),
}
"""Kind of a territory → over its part of the index, and beside its name."""


def territory_pages(site: Site, holdings: Holdings, touched: Touched) -> Iterator[Page]:
    """The index, then for each territory that is touched its page, its feeds, its pages of the year."""
    codes = {key for kind, key, _year in touched.headings if kind == "territory"}
    words = vocabulary(holdings.filed("territory"), codes)
    context = {"filed": words, "kinds": _by_kind(words)}
    if touched.whole or touched.headings:
        yield Page("territoires/index.html", "archive/territories.html", _("Territoires"), context)
    yield from heading_pages(words, holdings, touched, site.archive_url)


def vocabulary(filed: Mapping[str, Filed], others: Collection[str] = ()) -> Vocabulary:
    """The territories that were told of, and those they lie in, the widest first, then by name.

    `others`: codes under which nothing may stand any more.
    """
    codes = {*filed, *others}
    around = {above: territory_name(above) for code in codes for above in areas_of(code)}
    told = {code: one.label for code, one in filed.items()}
    known = [_heading(code, label) for code, label in (around | told).items()]
    headings = every(sorted(known, key=_order), filed)
    return Vocabulary(
        kind="territory",
        template="archive/territory.html",
        headings=with_page(headings, filed),
        filed=filed,
        known=headings,
    )


def _heading(code: str, label: str) -> Heading:
    _part, *above = areas_of(code)
    kind = KINDS[territory_kind(code)][1]
    return Heading(code, label[:1].upper() + label[1:], above[0] if above else None, kind)


def _order(heading: Heading) -> tuple[int, str, str]:
    rank = list(KINDS).index(territory_kind(heading.key))
    return (rank, fold(heading.label), heading.key)


def _by_kind(words: Vocabulary) -> list[tuple[str, str, list[Heading]]]:
    """(kind, words over it, its territories that have a page), the empty kinds left out."""
    found = [
        (kind, over, [one for one in words.headings if territory_kind(one.key) == kind])
        for kind, (over, _beside) in KINDS.items()
    ]
    return [part for part in found if part[2]]
