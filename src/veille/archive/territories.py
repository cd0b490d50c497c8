"""The pages of territories: regions, départements, intercommunal bodies, communes, quarters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from gettext import gettext as _

from veille.archive.filed import Filing, Heading, Vocabulary, filing, pages_of
from veille.archive.holdings import Page, Placed
from veille.model.territory import areas_of, territory_kind, territory_name
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


def territory_pages(placed: Sequence[Placed]) -> Iterator[Page]:
    """The index, then for each territory ever used its page and one page a year."""
    words = vocabulary(placed)
    filed = filing(words, placed)
    context = {"filed": filed, "kinds": _by_kind(filed)}
    yield Page("territoires/index.html", "archive/territories.html", _("Territoires"), context)
    for territory in filed.used:
        yield from pages_of(words, territory, filed)


def vocabulary(placed: Sequence[Placed]) -> Vocabulary:
    """The territories that were told of, and those they lie in, the widest first, then by name."""
    told = {  # the newest comes last, and its name stays
        named.key: named.label
        for one in reversed(placed)
        for telling in one.tellings
        for named in telling.territories
    }
    around = {above: territory_name(above) for code in told for above in areas_of(code)}
    known = [_heading(code, label) for code, label in (around | told).items()]
    return Vocabulary(
        base="territoires",
        template="archive/territory.html",
        named=lambda entry: entry.territories,
        known=tuple(sorted(known, key=_order)),
    )


def _heading(code: str, label: str) -> Heading:
    _part, *above = areas_of(code)
    kind = KINDS[territory_kind(code)][1]
    return Heading(code, label[:1].upper() + label[1:], above[0] if above else None, kind)


def _order(heading: Heading) -> tuple[int, str, str]:
    rank = list(KINDS).index(territory_kind(heading.key))
    return (rank, fold(heading.label), heading.key)


def _by_kind(filed: Filing) -> list[tuple[str, str, list[Heading]]]:
    """(kind, words over it, its territories that have a page), the empty kinds left out."""
    found = [
        (kind, words, [one for one in filed.used if territory_kind(one.key) == kind])
        for kind, (words, _beside) in KINDS.items()
    ]
    return [part for part in found if part[2]]
