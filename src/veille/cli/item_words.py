"""An item as the command line tells it: on one line, whole, or as JSON."""

from __future__ import annotations

from datetime import date
from gettext import gettext as _

from veille.geography import territory_name
from veille.model.item import Item, Suggestion
from veille.text.dates import paris_day
from veille.text.french import NBSP, issue_number, long_date, medium_words, short_date

STATES = {"new": "à trier", "kept": "retenu", "dropped": "écarté"}


def _day(item: Item) -> date:
    return paris_day(item.published_at or item.seen_at)


def line(item: Item) -> str:
    tail = f" → {', '.join(item.selected_for)}" if item.selected_for else ""
    head = f"{item.public_id}  {STATES[item.state]:<8} {short_date(_day(item)):>12}"
    return f"{head}  {item.title} ({item.source_name}){tail}"


def whole(item: Item) -> str:
    lines = [
        item.title,
        f"{item.source_name}, {short_date(_day(item))}, {medium_words(item.medium, item.duration)}",
        item.url or _("sans adresse"),
        _("état{0}: {1}").format(NBSP, STATES[item.state]),
    ]
    lines += [_("thèmes{0}: {1}").format(NBSP, ", ".join(item.themes))] if item.themes else []
    if item.territories:
        where = ", ".join(f"{code} {territory_name(code)}" for code in item.territories)
        lines.append(_("territoires{0}: {1}").format(NBSP, where))
    lines += [_("proposé{0}: {1} ({2})").format(NBSP, _named(s), s.why) for s in item.suggestions]
    lines += _when(item)
    lines += (
        [_("attend{0}: {1}").format(NBSP, ", ".join(item.selected_for))]
        if item.selected_for
        else []
    )
    lines += [
        _("paru{0}: {1} {2}, {3}").format(NBSP, p.title, issue_number(p.slug), short_date(p.date))
        for p in item.published_in
    ]
    lines += ["", item.summary or item.excerpt]
    return "\n".join(lines)


def _when(item: Item) -> list[str]:
    """The day that its words tell, proposed with them."""
    if item.moment is None:
        return []
    moment = item.moment
    if moment.closes:
        words = _("proposé{0}: clôture le {1} ({2})")
        return [words.format(NBSP, long_date(moment.closes), moment.why)]
    starts = moment.starts or date.max
    days = long_date(starts) + (f" – {long_date(moment.ends)}" if moment.ends else "")
    return [_("proposé{0}: date, {1} ({2})").format(NBSP, days, moment.why)]


def _named(one: Suggestion) -> str:
    """A territory's code says nothing to a reader."""
    return f"{one.key} {territory_name(one.key)}" if one.kind == "territory" else one.key


def public(item: Item) -> dict[str, object]:
    """An item as the JSON of the command line shows it."""
    return {
        "public_id": item.public_id,
        "url": item.url,
        "title": item.title,
        "source": item.source,
        "published_at": item.published_at,
        "seen_at": item.seen_at,
        "state": item.state,
        "themes": item.themes,
        "territories": item.territories,
        "nature": item.nature or None,
        "medium": item.medium,
        "selected_for": item.selected_for,
        "suggestions": item.suggestions,
        "published_in": item.published_in,
        "summary": item.summary or None,
        "quotation": item.quotation or None,
        "closes_on": item.closes_on,
        "starts_at": item.starts_at,
        "ends_at": item.ends_at,
        "place": item.place or None,
    }
