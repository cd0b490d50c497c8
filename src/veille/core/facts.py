"""An item for those who decide: read whole, told as facts for the journal, proposed for again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from gettext import gettext as _

from veille.core.context import Context
from veille.core.dating import dated
from veille.core.placing import placed
from veille.errors import NotFoundError
from veille.model.item import Candidate, Item
from veille.store import items, items_read, places, themes
from veille.store.engine import Connection


def read_item(c: Connection, name: str) -> Item:
    """The item of that public id or address. Raises NotFoundError."""
    item_id = items.id_of(c, name)
    if item_id is None:
        raise NotFoundError(_("aucun élément « {0} »").format(name))
    return dated(items_read.by_ids(c, [item_id]))[0]


def read_items(c: Connection, names: Sequence[str]) -> list[Item]:
    """The same of several, as they come, in as many queries as for one."""
    ids = items.ids_of(c, names)
    if missing := [name for name in names if name not in ids]:
        raise NotFoundError(_("aucun élément « {0} »").format(missing[0]))
    return dated(items_read.in_order(c, [ids[name] for name in names]))


def facts(item: Item) -> dict[str, object]:
    """What a person may decide, as plain JSON, for the journal."""
    return {
        "state": item.state.value,
        "themes": list(item.themes),
        "suggested": [s.key for s in item.suggestions if s.kind == "theme"],
        # A nature that a rule proposes is nobody's decision yet.
        "nature": "" if any(s.kind == "nature" for s in item.suggestions) else item.nature,
        # Where rules place it is nobody's decision either.
        "territories": list(item.territories) if item.placed_by == "staff" else None,
        "selected_for": list(item.selected_for),
        "summary": item.summary,
        "quotation": item.quotation,
        "url": item.url,
        "closes_on": _iso(item.closes_on),
        "starts_at": _iso(item.starts_at),
        "ends_at": _iso(item.ends_at),
        "place": item.place,
    }


def _iso(moment: date | datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def suggest_again(
    w: Connection, ctx: Context, item: Item, keys: Sequence[str], *, nature: bool
) -> None:
    """Proposes again what the rules had proposed before a person decided: these themes, the nature."""
    source = next((one for one in ctx.config.sources if one.key == item.source), None)
    found = ctx.suggester.themes(item.title, item.excerpt, source.themes if source else ())
    known = themes.ids(w)
    themes.suggest(w, item.id, [s for s in found if s.key in keys], known, ctx.clock.now())
    if nature and (guess := ctx.suggester.nature(item.title, item.excerpt)):
        items.suggest_nature(w, item.id, guess.key, guess.why)


def place_again(w: Connection, ctx: Context, item: Item, codes: Sequence[str] | None) -> None:
    """Puts back a person's territories, or what rules say when these were nobody's."""
    now = ctx.clock.now()
    if codes is not None:
        places.decide(w, item.id, codes, now)
        return
    places.release(w, item.id)
    source = next((one for one in ctx.config.sources if one.key == item.source), None)
    told = Candidate(guid="", url=item.url, title=item.title, excerpt=item.excerpt)
    places.place(w, item.id, placed(told, source), now)
