"""Drafts: made of what waits, given up."""

from __future__ import annotations

import itertools
from datetime import date
from gettext import gettext as _

from veille.compose.wording import in_range
from veille.core.composing import found, next_number, note, open_draft
from veille.core.context import Context
from veille.core.news import gather, nothing_since
from veille.errors import RefusedError
from veille.model.declared import Publication
from veille.model.edition import Edition, Issue
from veille.model.role import Right
from veille.store import editions, people, selections
from veille.store.engine import Connection
from veille.text.dates import paris_day
from veille.text.french import count


class Drafts:
    """Editions that are still being made."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx

    def new(
        self,
        publication: str,
        *,
        by: str,
        day: date | None = None,
        title: str = "",
        edito: str = "",
        issue: Issue = Issue.USUAL,
    ) -> Edition:
        """A draft of everything that waits for the publication, dated today in Paris unless said.

        A publication that gathers by itself (`gather`) adds what is new.

        Raises RefusedError when too little waits: no weak draft is made.
        """
        rule = self._ctx.config.publication(publication)
        now = self._ctx.clock.now()
        day = in_range(day or paris_day(now))
        with self._ctx.store.write() as w:
            who = people.acting(w, by, Right.EDIT)
            gather(self._ctx, w, rule, day, who)
            waiting = selections.basket(w, publication, drafted=False)
            if len(waiting) < max(1, rule.min_items):
                raise RefusedError(_too_few(rule, len(waiting), nothing_since(w, rule)))
            public_id = self._name_draft(w, rule, day)
            edition_id = editions.add_draft(
                w,
                publication,
                day,
                title=title,
                edito=edito,
                public_id=public_id,
                at=now,
                issue=issue,
            )
            selections.take(w, publication, waiting, edition_id)
            made = found(w, str(edition_id))
            after = {"items": len(waiting), "publication": publication}
            note(self._ctx, w, who, "draft", made, after)
            return made

    def drop(self, name: str, *, by: str) -> None:
        """Gives a draft up: its items wait again. Raises RefusedError for a sealed edition."""
        with self._ctx.store.write() as w:
            who = people.acting(w, by, Right.EDIT)
            edition = open_draft(w, name)
            editions.drop_draft(w, edition.id)
            note(self._ctx, w, who, "drop-draft", edition, {})

    def _name_draft(self, w: Connection, rule: Publication, day: date) -> str:
        """A public id that no edition has: another draft may be sealed or given up before this one."""
        names = (
            self._ctx.ids.public_id(f"edition:{rule.key}:{day.year}:{number}")
            for number in itertools.count(next_number(self._ctx, w, rule, day))
        )
        return next(name for name in names if editions.id_of(w, name) is None)


def _too_few(rule: Publication, waiting: int, last: str) -> str:
    if rule.gather and not waiting and last:
        return _("« {0} » : rien de nouveau depuis le {1}, pas de brouillon").format(
            rule.title, last
        )
    return _(
        "« {title} » : {waiting} en attente, il en faut au moins {least} pour un brouillon"
    ).format(
        title=rule.title,
        waiting=count(waiting, "élément", "éléments"),
        least=max(1, rule.min_items),
    )
