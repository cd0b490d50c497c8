"""One edition inside one transaction: found by its name, chosen from its items, turned into its view."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from gettext import gettext as _

from veille.compose.choose import choose
from veille.compose.render import UNSUBSCRIBE_MARK, render
from veille.compose.view import edition_view
from veille.core.context import Context
from veille.core.logo import read_logo
from veille.errors import NotFoundError, RefusedError
from veille.model.declared import Publication
from veille.model.edition import (
    Edition,
    EditionState,
    EditionView,
    Issue,
    Placement,
    Rendered,
    SectionView,
)
from veille.model.frozen import freeze
from veille.model.item import Item
from veille.store import editions, items_read, people, selections
from veille.store.engine import Connection


@dataclass(frozen=True, slots=True)
class Composed:
    """An edition as it stands: what is read, from which items, and the items that no section took."""

    view: EditionView
    items: tuple[Item, ...] = ()
    left: tuple[Item, ...] = ()
    placed: Mapping[int, Placement] | None = None
    """item id → what a person decided of it in this draft; none once sealed."""


def found(c: Connection, name: str) -> Edition:
    """The edition « revue/2026/48 », or of that id. Raises NotFoundError."""
    edition_id = editions.id_of(c, name)
    edition = editions.get(c, edition_id) if edition_id is not None else None
    if edition is None:
        raise NotFoundError(_("aucune édition « {0} »").format(name))
    return edition


def open_draft(c: Connection, name: str) -> Edition:
    """The same, if it may still change. Raises RefusedError once sealed."""
    edition = found(c, name)
    if edition.state is EditionState.SEALED:
        raise RefusedError(_("« {0} » est scellée : elle ne change plus").format(name))
    return edition


def compose(ctx: Context, c: Connection, edition: Edition) -> Composed:
    """Frozen when sealed; composed now from its items when a draft."""
    if edition.view is not None:
        return Composed(edition.view)
    rule = ctx.config.publication(edition.publication)
    placed = selections.placements(c, edition.id)
    items = items_of(c, list(placed))
    sections, left = chosen(ctx, rule, items, placed, edition.date)
    view = edition_view(
        rule,
        sections,
        day=edition.date,
        slug=next_slug(ctx, c, rule, edition.date, edition.issue),
        issue=edition.issue,
        public_id=edition.public_id,
        title=edition.title,
        edito=edition.edito,
        period=edition.period,
    )
    return Composed(view, tuple(items), tuple(left), placed)


def chosen(
    ctx: Context,
    rule: Publication,
    items: Sequence[Item],
    placed: Mapping[int, Placement] | None = None,
    day: date | None = None,
) -> tuple[list[SectionView], list[Item]]:
    """(the filled sections, the items that none took). `day`: what is over then has no place."""
    home = ctx.config.centre.centre.territory
    return choose(rule, items, ctx.words, home, placed or {}, day)


def items_of(c: Connection, ids: Sequence[int]) -> list[Item]:
    return items_read.by_ids(c, list(ids)) if ids else []


def next_number(ctx: Context, c: Connection, rule: Publication, day: date) -> int:
    numbering = rule.numbering
    return editions.next_number(
        c, rule.key, day.year, first=numbering.next, yearly=numbering.yearly
    )


def next_slug(ctx: Context, c: Connection, rule: Publication, day: date, issue: Issue) -> str:
    """« 132 », « 132-133 » or « hs-1 »: what the edition would be called if it were sealed now."""
    if issue is Issue.SPECIAL:
        return f"hs-{editions.next_special(c, rule.key)}"
    number = next_number(ctx, c, rule, day)
    return f"{number}-{number + 1}" if issue is Issue.DOUBLE else str(number)


def rendered(ctx: Context, edition: Edition, view: EditionView) -> Rendered:
    """Subject and both parts, the subject as typed if a person typed one. Raises TemplateError."""
    made = render(
        view,
        centre=ctx.config.centre.centre,
        archive_url=ctx.config.archive_url,
        unsubscribe=UNSUBSCRIBE_MARK,
        templates=ctx.templates,
        subject=edition.subject,
        logo=read_logo(ctx)[0],
    )
    return made


def mark_of(view: EditionView, subject: str = "") -> str:
    """What readers will see, in one number; the edition's own number may still move."""
    frozen = freeze(replace(view, number=0, slug="")) | {"subject": subject}
    return hashlib.sha256(json.dumps(frozen, sort_keys=True).encode()).hexdigest()


def note(
    ctx: Context, w: Connection, who: int, verb: str, edition: Edition, after: dict[str, object]
) -> None:
    """A line of the journal about an edition; every verb has its words in desk/acts.py."""
    people.write_journal(
        w,
        at=ctx.clock.now(),
        by=who,
        verb=verb,
        about=f"edition:{edition.id}",
        before={},
        after=after,
    )
