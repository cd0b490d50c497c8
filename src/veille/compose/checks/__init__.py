"""What is looked at before an edition is sealed, each finding naming its entry and the way to mend it. Pure.

Every rule has its line in docs/checks.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from veille.compose.checks import dates, entries, rights, sections, typography
from veille.compose.checks.letter import check_letter
from veille.compose.checks.links import check as check_links
from veille.model.declared import Section
from veille.model.edition import EditionView, Finding, Rendered
from veille.model.item import Item

__all__ = ["check", "check_letter", "check_links", "in_order"]

_NONE: Mapping[str, str] = {}


def check(
    view: EditionView,
    items: Sequence[Item],
    left_over: Iterable[Item],
    *,
    min_items: int,
    source_rights: Mapping[str, str] = _NONE,
    declared: Sequence[Section] = (),
    rendered: Rendered | None = None,
    last_subject: str = "",
) -> list[Finding]:
    """Every finding, the blocking ones first, each kind in the order of the edition.

    `source_rights`: source key → what its content may be used for; a source that is not there is « link ».
    `rendered`: the letter, when there is one to look at. `last_subject`: of the edition before.
    """
    found = [
        *entries.check(view, items, min_items),
        *rights.check(view, items, source_rights),
        *dates.check(view),
        *sections.check(view, declared, left_over),
        *typography.check(view),
        *(check_letter(view, rendered, last_subject) if rendered else ()),
    ]
    return in_order(view, found)


def in_order(view: EditionView, found: Iterable[Finding]) -> list[Finding]:
    """What blocks first; then the edition as a whole, then its entries from top to bottom."""
    rank = {entry.public_id: place for place, entry in enumerate(view.entries, 1)}
    last = len(rank) + 1
    return sorted(
        found,
        key=lambda one: (not one.blocking, rank.get(one.entry_id, last) if one.entry_id else 0),
    )
