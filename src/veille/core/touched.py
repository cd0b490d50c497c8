"""What a build has to make: everything, or the pages that show what changed since the last one."""

from __future__ import annotations

from collections.abc import Collection

from veille.archive.holdings import Touched
from veille.core.context import Context
from veille.core.showing import own_entries
from veille.model.dossier import DossierState
from veille.model.places import item_path
from veille.store import dossiers, events, headings, mapped, pieces, shelves, shelving
from veille.store.engine import Connection
from veille.text.dates import paris_day


def settle(w: Connection, ctx: Context, *, whole: bool) -> shelving.Stale:
    """Files the pieces of the centre that changed and stand alone; then what waits for a build."""
    written = {one.item_id: one for one in pieces.listed(w, public=True)}
    changed = set(written) | shelving.alone(w) if whole else set(shelving.stale_now(w).items)
    entries = own_entries(w, ctx, [one for one in changed if one in written])
    standing = [
        shelving.Standing(
            item_id,
            entry.public_id,
            entry.title,
            paris_day(written[item_id].published_at or written[item_id].updated_at),
            tuple(
                (kind, one.key, one.label)
                for kind, named in (("theme", entry.themes), ("territory", entry.territories))
                for one in named
            ),
        )
        for item_id, entry in entries.items()
    ]
    shelving.stand(w, sorted(changed), standing)
    return shelving.stale_now(w)


def everything(c: Connection) -> Touched:
    """Every page there is."""
    return Touched(
        closed=True,
        editions=shelves.edition_ids(c),
        items=shelves.placed_ids(c),
        headings=headings.every(c),
        publications=shelves.shelf_years(c),
        events=[one.public_id for one in events.listed(c, public=True)],
        dossiers=[one.key for one in dossiers.listed(c, DossierState.PUBLIC)],
        whole=True,
    )


def since(c: Connection, stale: shelving.Stale) -> Touched:
    """The pages that show what is stale: editions and their neighbours, their items, the lists of these.

    But the dossiers, which are looked at (`core.unnoticed`).
    """
    changed = stale.items | stale.links
    items = shelves.items_of(c, stale.editions) | changed
    told = stale.editions | stale.errata | shelves.editions_of(c, changed)
    beside = {one for each in stale.editions for one in shelves.neighbours(c, each) if one}
    told_under = shelving.headings_of(c, items) | stale.headings
    announced = stale.events | events.of_items(c, items)
    gathered = stale.dossiers | dossiers.holding(c, items)
    fresh = headings.fresh_headings(c, told_under, items)
    if fresh:
        # Pieces and events lead to the headings that have a page, and there is one more.
        items = items | {one.item_id for one in pieces.listed(c, public=True)}
        announced |= {one.public_id for one in events.listed(c, public=True)}
    return Touched(
        editions=told | beside,
        items=items,
        headings=told_under,
        publications=_shelf_years(c, told, stale.editions),
        events=announced,
        first_years=mapped.first_years(c, items),
        dossiers=(),
        agenda=bool(stale.events or announced),
        pieces=bool(stale.items or fresh),
        mapped=bool(told or items or announced or gathered),
        lost=frozenset(item_path(one) for one in shelves.without_page(c, stale.items)),
    )


def _shelf_years(
    c: Connection, told: Collection[int], sealed: Collection[int]
) -> list[tuple[str, int]]:
    """(publication, year) of what was told, and the years beside one that has just begun: they lead to it."""
    every, found = shelves.shelf_years(c), set(shelves.shelf_years(c, told))
    for key, year in shelves.begun(c, sealed):
        shelf = [(one, at) for one, at in every if key in ("", one)]
        years = sorted({at for _one, at in shelf})
        beside = {at for at in years if abs(years.index(at) - years.index(year)) == 1}
        found |= {(one, at) for one, at in shelf if at in beside}
    return sorted(found)
