"""How a source does and what it brings, in lines for people and in names for programs."""

from __future__ import annotations

from gettext import gettext as _
from typing import TYPE_CHECKING

from veille.model.health import HEALTH_WORDS
from veille.text.dates import paris_day
from veille.text.french import count, long_date, typo

if TYPE_CHECKING:
    from veille.core import Worth


def lines(worth: Worth) -> str:
    """One line of figures, then the reason of the state and what to do, when there is something to say."""
    one = worth.one
    newest = one.facts.newest_at
    told = [
        f"{one.source.key:<28} {HEALTH_WORDS[one.health]:<18}",
        f"{long_date(paris_day(newest)) if newest else '—':<18}",
        f"{one.rhythm or '—':<22}",
        _figures(worth),
    ]
    more = [typo(words) for words in (one.diagnosis.reason, one.diagnosis.cure) if words]
    return "\n".join([" ".join(told).rstrip(), *(f"    {words}" for words in more)])


def _figures(worth: Worth) -> str:
    year = worth.card.year
    told = [
        count(year.collected, _("reçu"), _("reçus")),
        count(year.kept, _("retenu"), _("retenus")),
        count(year.published, _("publié"), _("publiés")),
    ]
    told += [_("vus en {0}").format(worth.lead)] if worth.lead else []
    told += [_("rien de retenu en un an")] if worth.idle else []
    return ", ".join(told)


def public(worth: Worth) -> dict[str, object]:
    """The same for programs: one state word, instants, numbers."""
    one, card = worth.one, worth.card
    facts = one.facts
    return {
        "key": one.source.key,
        "name": one.source.name,
        "url": one.source.url,
        "kind": one.source.kind,
        "enabled": one.source.enabled,
        "health": one.health,
        "trouble": facts.trouble or None,
        "reason": one.diagnosis.reason or None,
        "cure": one.diagnosis.cure or None,
        "items": card.items,
        "last_ok_at": facts.last_ok_at,
        "last_filled_at": facts.last_filled_at,
        "empty_runs": facts.empty_runs,
        "newest_at": facts.newest_at,
        "rhythm_days": facts.rhythm,
        "failures": facts.failures,
        "last_error": facts.error or None,
        "moved_to": facts.moved_to,
        "proposed_url": facts.proposed_url,
        "season": card.season,
        "year": card.year,
        "lead_hours": card.lead_hours,
        "edition_days": card.edition_days,
        "idle": worth.idle,
    }
