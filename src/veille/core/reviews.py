"""A draft shown to somebody without an account: a secret link, comments, « Bon à envoyer »."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from gettext import gettext as _

from veille.core.access import hashed
from veille.core.comments import checked
from veille.core.composing import compose, mark_of, open_draft
from veille.core.context import Context
from veille.core.editions import Editions
from veille.errors import NotFoundError, RefusedError
from veille.model.comment import Comment
from veille.model.edition import Edition, EditionState, EditionView, Rendered
from veille.model.person import is_name
from veille.model.review import Review
from veille.model.role import Right
from veille.store import comments, editions, people, reviews
from veille.store.engine import Connection

LIFE = timedelta(days=14)
MOST_COMMENTS = 50
"""By one link: it may be passed on, and must not fill the store."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the link shows: the draft as it is now, and the mark of exactly that."""

    review: Review
    edition: Edition
    view: EditionView
    mark: str
    comments: list[Comment]

    @property
    def changed(self) -> bool:
        """Whether the draft is another than the one that was approved."""
        return self.review.approved_at is not None and self.review.approved_sha256 != self.mark


class Reviews:
    """Private previews. Only the hash of a link's token is kept."""

    def __init__(self, ctx: Context, made: Editions) -> None:
        self._ctx = ctx
        self._editions = made

    def invite(self, edition: str, name: str, *, by: str) -> str:
        """The token of a link for that reader, good for 14 days. Raises RefusedError, NotFoundError."""
        name = name.strip()
        if not is_name(name):
            raise RefusedError(_("dites qui relit, en 80 caractères au plus"))
        found = self._draft(edition)
        token, now = secrets.token_urlsafe(24), self._ctx.clock.now()
        with self._ctx.store.write() as w:
            who = people.acting(w, by, Right.EDIT)
            reviews.add(
                w,
                hashed(token),
                edition_id=found.id,
                name=name,
                by=who,
                at=now,
                expires_at=now + LIFE,
            )
            self._journal(w, who, "invite-review", found, name)
        return token

    def close(self, review_id: str, *, by: str) -> Review:
        """The link shows nothing any more; what was said stays. Raises NotFoundError."""
        given = review_id.isascii() and review_id.isdecimal() and len(review_id) < 16
        with self._ctx.store.write() as w:
            who = people.acting(w, by, Right.EDIT)
            found = reviews.get(w, int(review_id)) if given else None
            if found is None or found.edition_id is None:
                raise NotFoundError(_("ce lien de relecture n’est plus là"))
            if found.closed_at is None:
                reviews.close(w, found.id, self._ctx.clock.now())
                edition = self._editions.get(str(found.edition_id))
                self._journal(w, who, "close-review", edition, found.name)
            return found

    def listed(self, edition: str) -> list[Shown]:
        """Who was asked about an edition, and what they answered."""
        found, view = self._editions.get(edition), self._editions.view(edition)
        with self._ctx.store.read() as r:
            asked = reviews.listed(r, found.id)
        return [Shown(one, found, view, mark_of(view, found.subject), []) for one in asked]

    def shown(self, token: str) -> Shown:
        """What whoever holds the link may see. Raises NotFoundError, or RefusedError once it is over."""
        with self._ctx.store.read() as r:
            review = reviews.by_token(r, hashed(token))
        if review is None:
            raise NotFoundError(
                _("ce lien n’ouvre rien : demandez-en un autre à qui vous l’a donné")
            )
        if review.edition_id is None:
            raise RefusedError(_("ce brouillon a été abandonné : il n’y a plus rien à relire"))
        if not review.open_at(self._ctx.clock.now()):
            raise RefusedError(_("ce lien est fermé : demandez-en un autre à qui vous l’a donné"))
        edition = self._draft(str(review.edition_id))
        view = self._editions.view(str(edition.id))
        with self._ctx.store.read() as r:
            said = comments.listed(r, _about(edition))
        mine = [one for one in said if one.person is None and one.name == review.name]
        return Shown(review, edition, view, mark_of(view, edition.subject), mine)

    def preview(self, token: str) -> Rendered:
        """The letter that the link shows. Raises as `shown` does, and TemplateError."""
        return self._editions.preview(str(self.shown(token).edition.id))

    def comment(self, token: str, text: str) -> None:
        """What the reader says, under the name the team gave them. Raises RefusedError, NotFoundError."""
        shown, text = self.shown(token), checked(text)
        about, name = _about(shown.edition), shown.review.name
        with self._ctx.store.write() as w:
            if comments.count_by_name(w, about, name) >= MOST_COMMENTS:
                raise RefusedError(_("ce lien a déjà porté beaucoup de commentaires : téléphonez"))
            comments.add(w, about, text, self._ctx.clock.now(), person_id=None, name=name)
            self._journal(w, shown.review.invited_by_id, "comment-review", shown.edition, name)

    def approve(self, token: str, mark: str) -> None:
        """« Bon à envoyer », for exactly what was read: it validates the draft.

        Raises RefusedError when it changed meanwhile.
        """
        shown = self.shown(token)
        if mark != shown.mark:
            raise RefusedError(
                _("la lettre a changé depuis que cette page est ouverte : relisez-la")
            )
        with self._ctx.store.write() as w:
            # Looked at again under the lock: it may have been sealed or changed a moment ago.
            edition = open_draft(w, str(shown.edition.id))
            if mark_of(compose(self._ctx, w, edition).view, edition.subject) != mark:
                raise RefusedError(
                    _("la lettre a changé depuis que cette page est ouverte : relisez-la")
                )
            given = edition.validation
            if shown.review.approved_sha256 == mark and given and given.mark == mark:
                return
            now, reader = self._ctx.clock.now(), shown.review.name
            reviews.approve(w, shown.review.id, now, mark)
            editions.validate(w, edition.id, now, mark, reader=reader)
            self._journal(w, shown.review.invited_by_id, "approve-review", edition, reader)

    def _draft(self, name: str) -> Edition:
        edition = self._editions.get(name)
        if edition.state is EditionState.SEALED:
            raise RefusedError(_("cette édition est scellée : il n’y a plus rien à relire"))
        return edition

    def _journal(self, w: Connection, who: int, verb: str, edition: Edition, name: str) -> None:
        """Whoever has no account acts under the person who asked them."""
        people.write_journal(
            w,
            at=self._ctx.clock.now(),
            by=who,
            verb=verb,
            about=_about(edition),
            before={},
            after={"name": name},
        )


def _about(edition: Edition) -> str:
    return f"edition:{edition.public_id}"
