"""Kept searches: followed as feeds by a secret address, until somebody makes a dossier of one."""

from __future__ import annotations

import secrets
from datetime import datetime
from gettext import gettext as _

from veille.core import keeping
from veille.core.context import Context
from veille.core.dating import dated
from veille.errors import NotFoundError, RefusedError
from veille.model.dossier import Dossier, DossierState
from veille.model.item import Filter, Item
from veille.model.role import Right
from veille.store import dossiers, items_read, people

FED = 50
"""Entries of a feed."""


class Searches:
    """Searches that somebody keeps; a dossier goes on being one."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx

    def listed(self) -> list[Dossier]:
        """In the order in which they were kept, without those that became dossiers."""
        with self._ctx.store.read() as r:
            return dossiers.listed(r, DossierState.SEARCH)

    def of_token(self, token: str) -> Dossier:
        """The search or dossier that this feed follows. Raises NotFoundError."""
        with self._ctx.store.read() as r:
            found = dossiers.by_token(r, token)
        if found is None:
            raise NotFoundError(_("ce fil n’existe pas, ou plus"))
        return found

    def fitting(self, kept: Dossier, limit: int = FED) -> list[Item]:
        """The newest items that fit, whatever was decided of them."""
        with self._ctx.store.read() as r:
            return dated(items_read.in_order(r, keeping.fitting(r, self._ctx, kept.wanted, limit)))

    def keep(self, wanted: Filter, title: str, *, by: str) -> Dossier:
        """Follows a search under a title; the same again is the one that is kept already.

        Raises RefusedError for a search of nothing, or without a title.
        """
        query, title = keeping.question(wanted), keeping.titled(title)
        with self._ctx.store.write() as w:
            who = people.acting(w, by, Right.EDIT)
            for known in dossiers.listed(w, DossierState.SEARCH):
                if known.title == title and keeping.question(known.wanted) == query:
                    return known
            row = self._row(title, query, who)
            dossiers.add(w, row)
            public_id = str(row["public_id"])
            kept = keeping.get(w, public_id)
            after: dict[str, object] = {"title": title, "query": query}
            keeping.journal(self._ctx, w, who, "keep-search", kept, before={}, after=after)
        return kept

    def _row(self, title: str, query: dict[str, str], who: int) -> dict[str, object]:
        now = self._ctx.clock.now()
        natural = f"dossier:{title}:{sorted(query.items())}:{now.isoformat()}"
        return {
            "public_id": self._ctx.ids.public_id(natural),
            "title": title,
            "query": query,
            "state": DossierState.SEARCH.value,
            "token": secrets.token_urlsafe(24),
            "person_id": who,
            "at": now,
        }

    def follow(self, public_id: str, wanted: Filter, *, by: str) -> Dossier:
        """Gives a kept search or a dossier another question. Raises NotFoundError, RefusedError."""
        query = keeping.question(wanted)
        return keeping.change(self._ctx, public_id, by, "change-search", {"query": query})

    def renew(self, public_id: str, *, by: str) -> Dossier:
        """Another secret address for its feed: the old one answers no more. Raises NotFoundError."""
        values = {"token": secrets.token_urlsafe(24)}
        return keeping.change(self._ctx, public_id, by, "renew-feed", values)

    def delete(self, public_id: str, *, by: str) -> Dossier:
        """Forgets a kept search. Raises NotFoundError, RefusedError for a dossier."""
        with self._ctx.store.write() as w:
            who = people.acting(w, by, Right.EDIT)
            gone = keeping.get(w, public_id)
            if gone.state is not DossierState.SEARCH:
                raise RefusedError(_("un dossier ne se supprime pas : retirez-le de l’archive"))
            before = keeping.plain(dossiers.row_of(w, gone.id))
            dossiers.remove(w, gone.id)
            keeping.journal(self._ctx, w, who, "delete-search", gone, before=before, after={})
        return gone

    def restore(self, public_id: str, *, by: str) -> Dossier:
        """Brings back a search that was deleted, under a new feed address. Raises NotFoundError."""
        with self._ctx.store.write() as w:
            who = people.acting(w, by, Right.EDIT)
            act = dossiers.last_act(w, f"dossier:{public_id}", ["delete-search"])
            if act is None or dossiers.find(w, public_id):
                raise NotFoundError(_("aucune recherche supprimée « {0} »").format(public_id))
            at = datetime.fromisoformat(act.before["at"])
            dossiers.add(w, {**act.before, "at": at, "token": secrets.token_urlsafe(24)})
            back = keeping.get(w, public_id)
            after: dict[str, object] = {"title": back.title}
            keeping.journal(
                self._ctx, w, who, "restore-search", back, before={}, after=after, undoes=act.id
            )
        return back
