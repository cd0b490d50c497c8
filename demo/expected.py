"""What the demo's documentalist decides of each item, as expected.yml has it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from veille.config.yaml import parse
from veille.model.item import Item, State, Triage
from veille.text.dates import paris_day
from veille.text.french import NBSP, count

Record = Mapping[str, Any]


def records(file: Path) -> dict[str, Record]:
    """Address → its record, in the order of the file."""
    document: Any = parse(file.read_text("utf-8"), file.name).data
    return {record["url"]: record for record in document["items"]}


def publications(record: Record) -> list[str]:
    """Where it is published; empty for what is dropped, kept aside or left to triage."""
    return list(record["fate"]) if isinstance(record["fate"], list) else []


def waits(record: Record) -> bool:
    """Selected, and left in the living review."""
    return record.get("state") == "waiting"


def aside(record: Record) -> Triage | None:
    """The act for what is dropped, or kept without a publication."""
    states = {"drop": State.DROPPED, "kept": State.KEPT}
    fate = record["fate"]
    return Triage(state=states[fate]) if isinstance(fate, str) and fate in states else None


def selected(record: Record, publication: str, today: date) -> Triage:
    """The act that puts it in a publication, with a person's themes, note and dates."""
    closes = _moment(record.get("closes"), today)
    return Triage(
        select=(publication,),
        themes=tuple(record["themes"]),
        nature=record["nature"],
        summary=record.get("note"),
        place=record.get("place"),
        starts_at=_moment(record.get("starts"), today),
        ends_at=_moment(record.get("ends"), today),
        closes_on=closes.date() if closes else None,
    )


def day_of(item: Item) -> date:
    return paris_day(item.published_at or item.seen_at)


def measured(items: Iterable[Item], known: Mapping[str, Record]) -> str:
    """Precision and recall of the theme rules beside what a person would tag."""
    pairs = [
        (
            {s.key for s in item.suggestions if s.kind == "theme"},
            set(known[item.url or ""]["themes"]),
        )
        for item in items
    ]
    right = sum(len(told & wanted) for told, wanted in pairs)
    precision = right / max(1, sum(len(told) for told, _ in pairs))
    recall = right / max(1, sum(len(wanted) for _, wanted in pairs))
    figures = f"précision {precision:.2f}, rappel {recall:.2f}".replace(".", ",")
    size = count(len(pairs), "élément", "éléments")
    return f"Thèmes proposés{NBSP}: {figures} sur {size}."


def _moment(written: str | None, today: date) -> datetime | None:
    """« +12d 09:30 » counted from today, as a wall clock shows it in Paris."""
    if not written:
        return None
    days, _, hour = written.partition("d")
    at = datetime.strptime(hour.strip() or "00:00", "%H:%M").time()
    return datetime.combine(today + timedelta(days=int(days)), at)
