"""Takes back what somebody decided at triage, one act at a time, until an edition was sealed with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from veille.core.context import Context
from veille.core.facts import facts, place_again, read_items, suggest_again
from veille.model.item import Item, State
from veille.model.role import Right
from veille.store import acts, items, people, selections, stories, themes
from veille.store.acts import Act
from veille.store.engine import Connection

_VERBS = ("triage", "drop-rest")
_DAYS = {"closes_on": date.fromisoformat}
_MOMENTS = {"starts_at": datetime.fromisoformat, "ends_at": datetime.fromisoformat}
_TEXTS = ("state", "summary", "quotation", "place")


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back: the items as they are again, the first to look at first."""

    items: tuple[Item, ...]
    skipped: int = 0
    """Later acts that could not be: sealed since, or decided again by somebody else."""


def undo(ctx: Context, *, by: str) -> Undone | None:
    """Takes back the last act of triage that still can be; None when there is none left."""
    now = ctx.clock.now()
    with ctx.store.write() as w:
        who = people.acting(w, by, Right.EDIT)
        for skipped, act in enumerate(acts.of_person(w, who, _VERBS)):
            found = _still_so(w, act)
            if found:
                for item in found:
                    _restore(w, ctx, item, _before(act), who, now)
                people.write_journal(
                    w,
                    at=now,
                    by=who,
                    verb=f"undo-{act.verb}",
                    about=act.about,
                    before=act.after,
                    after=act.before,
                    undoes=act.id,
                )
                again = read_items(w, [item.public_id for item in found])
                return Undone(tuple(again), skipped)
    return None


def _still_so(c: Connection, act: Act) -> list[Item]:
    """The items of an act, if all that it changed is still as it left it and none was sealed since."""
    names = act.before["items"] if act.verb == "drop-rest" else [act.about.removeprefix("item:")]
    found = read_items(c, names)
    after = {key: value for key, value in act.after.items() if key != "items"}
    moved = any(facts(item)[key] != value for item in found for key, value in after.items())
    # The selection that an edition took when it was sealed is no longer anyone's to take back.
    sealed = any(items.sealed_since(c, item.id, act.id) for item in found)
    return [] if moved or sealed else found


def _before(act: Act) -> Mapping[str, Any]:
    return {"state": State.NEW.value} if act.verb == "drop-rest" else act.before


def _restore(
    w: Connection,
    ctx: Context,
    item: Item,
    before: Mapping[str, Any],
    who: int,
    now: datetime,
) -> None:
    """Puts back each fact that the act had changed. An address once given stays: links may hang on it."""
    values: dict[str, object] = {key: before[key] for key in _TEXTS if key in before}
    for key, parse in (_DAYS | _MOMENTS).items():
        if key in before:
            values[key] = parse(before[key]) if before[key] else None
    items.decide(w, item.id, values)
    if "nature" in before:
        items.set_nature(w, item.id, before["nature"])
    if "themes" in before:
        known = themes.ids(w)
        themes.decide(
            w, item.id, [known[key] for key in before["themes"] if key in known], who, now
        )
    if "territories" in before:
        place_again(w, ctx, item, before["territories"])
    if before.get("suggested") or before.get("nature") == "":
        suggest_again(w, ctx, item, before.get("suggested", ()), nature=before.get("nature") == "")
    _reselect(w, item, before.get("selected_for"), who, now)
    if item.state is State.DROPPED and "state" in before:
        stories.bring_back(w, item.id)
    stories.drop_with(w, [item.id])


def _reselect(
    w: Connection, item: Item, wanted: Sequence[str] | None, who: int, now: datetime
) -> None:
    if wanted is None:
        return
    for key in item.selected_for:
        if key not in wanted:
            selections.remove(w, item.id, key)
    for key in wanted:
        selections.add(w, item.id, key, who, now)
