"""What kept searches and dossiers share: finding one, changing it, and a row in the journal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from gettext import gettext as _

from veille.core.context import Context
from veille.core.wording import asked
from veille.errors import NotFoundError, RefusedError
from veille.model.dossier import Dossier
from veille.model.item import Filter
from veille.model.role import Right
from veille.model.search import written
from veille.store import dossiers, people, search
from veille.store.engine import Connection
from veille.text.dates import paris_day
from veille.text.query import parse
from veille.text.unseen import seen

LONGEST_TITLE = 200
"""Characters."""
_PATIENCE = 0.1
"""Seconds: a queue or a feed shows the newest, not all that ever fitted."""


def get(c: Connection, public_id: str) -> Dossier:
    """Raises NotFoundError."""
    found = dossiers.find(c, public_id)
    if found is None:
        raise NotFoundError(_("aucun dossier « {0} »").format(public_id))
    return found


def fitting(c: Connection, ctx: Context, wanted: Filter, limit: int) -> tuple[int, ...]:
    """The newest ids that fit a search."""
    match = search.matching(c, wanted, asked(ctx, wanted.text))
    return search.newest(c, match, limit=limit, before=None, patience=_PATIENCE).ids


def question(wanted: Filter) -> dict[str, str]:
    """A search as it is kept: in what order it was read is left out. Raises RefusedError for none."""
    query = written(wanted)
    query.pop("order", None)
    if not query or (wanted.text.strip() and not parse(wanted.text)):
        raise RefusedError(
            _("cherchez d’abord quelque chose : un mot qui dise quelque chose, ou un filtre")
        )
    return query


def titled(title: str) -> str:
    """A title on one line. Raises RefusedError when there is none, or too long a one."""
    title = " ".join(seen(title).split())
    if not title:
        raise RefusedError(_("donnez un titre"))
    if len(title) > LONGEST_TITLE:
        raise RefusedError(
            _("titre de {0} caractères : pas plus de {1}").format(len(title), LONGEST_TITLE)
        )
    return title


Values = Mapping[str, object]


def change(
    ctx: Context,
    public_id: str,
    by: str,
    verb: str,
    values: Values | Callable[[Connection, Dossier], Values],
    *,
    told: bool = False,
) -> Dossier:
    """Writes columns, and journals what they were. `told`: readers see it, so its day moves on.

    `values` may look at the dossier first, in the same transaction, and refuse.
    Raises NotFoundError, ForbiddenError.
    """
    with ctx.store.write() as w:
        who = people.acting(w, by, Right.EDIT)
        found = get(w, public_id)
        wanted = values(w, found) if callable(values) else values
        row = dossiers.row_of(w, found.id)
        changed = {key: value for key, value in wanted.items() if row[key] != value}
        if not changed:
            return found
        day = {"updated_on": today(ctx)} if told else {}
        dossiers.change(w, found.id, {**changed, **day})
        before = plain({key: row[key] for key in changed})
        journal(ctx, w, who, verb, found, before=before, after=plain(changed))
        return get(w, public_id)


def journal(
    ctx: Context,
    w: Connection,
    who: int,
    verb: str,
    about: Dossier,
    *,
    before: dict[str, object],
    after: dict[str, object],
    undoes: int | None = None,
) -> None:
    people.write_journal(
        w,
        at=ctx.clock.now(),
        by=who,
        verb=verb,
        about=f"dossier:{about.public_id}",
        before=before,
        after=after,
        undoes=undoes,
    )


def plain(row: Mapping[str, object]) -> dict[str, object]:
    """A row as JSON. Whoever reads the journal must not learn the secret of a feed that lives."""
    return {
        key: value.isoformat() if isinstance(value, date | datetime) else value
        for key, value in row.items()
        if key != "token"
    }


def today(ctx: Context) -> date:
    return paris_day(ctx.clock.now())
