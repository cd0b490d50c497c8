"""Comments of the team on an item or an edition: anyone may speak, and take back what they just said."""

from __future__ import annotations

from datetime import timedelta
from gettext import gettext as _

from veille.core.context import Context
from veille.errors import ForbiddenError, NotFoundError, RefusedError
from veille.model.comment import LONGEST_COMMENT, Comment
from veille.model.role import Right
from veille.store import comments, editions, items, people
from veille.store.engine import Connection
from veille.text.unseen import seen

TAKEN_BACK = timedelta(hours=24)
"""How long one's own comment may be taken out; the journal keeps that it was."""


class Comments:
    """What is said about `item:{public id}` or `edition:{public id}`."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx

    def listed(self, about: str) -> list[Comment]:
        """The oldest first."""
        with self._ctx.store.read() as r:
            return comments.listed(r, about)

    def add(self, about: str, text: str, *, by: str) -> None:
        """Raises NotFoundError for a subject that is not there, RefusedError for no text or too much."""
        text = checked(text)
        with self._ctx.store.write() as w:
            who, now = people.acting(w, by, Right.PROPOSE), self._ctx.clock.now()
            _check_subject(w, about)
            made = comments.add(w, about, text, now, person_id=who)
            after: dict[str, object] = {"comment": made}
            people.write_journal(
                w, at=now, by=who, verb="comment", about=about, before={}, after=after
            )

    def remove(self, comment_id: str, *, by: str) -> Comment:
        """Takes back one's own, within the day. Raises NotFoundError, RefusedError."""
        with self._ctx.store.write() as w:
            who, now = people.acting(w, by, Right.PROPOSE), self._ctx.clock.now()
            found = _get(w, comment_id)
            if found.person != who:
                raise ForbiddenError(_("ce commentaire est à quelqu’un d’autre"))
            if now - found.at > TAKEN_BACK:
                raise RefusedError(_("ce commentaire a plus d’un jour : répondez-lui plutôt"))
            comments.remove(w, found.id)
            before: dict[str, object] = {"comment": found.id}
            people.write_journal(
                w, at=now, by=who, verb="uncomment", about=found.about, before=before, after={}
            )
            return found


def checked(text: str) -> str:
    """The text of a comment, its line ends the same everywhere. Raises RefusedError."""
    text = seen(text.replace("\r\n", "\n")).strip()
    if not text:
        raise RefusedError(_("ce commentaire est vide"))
    if len(text) > LONGEST_COMMENT:
        raise RefusedError(_("{0} caractères : pas plus de {1}").format(len(text), LONGEST_COMMENT))
    return text


def _check_subject(c: Connection, about: str) -> None:
    kind, _colon, key = about.partition(":")
    found = None
    # By its public id alone, so that all that is said of one thing stands together.
    if ":" in key or key.isdecimal():
        kind = ""
    if kind == "item":
        found = items.id_of(c, key)
    elif kind == "edition":
        found = editions.id_of(c, key)
    if found is None:
        raise NotFoundError(_("il n’y a rien à commenter ici"))


def _get(c: Connection, comment_id: str) -> Comment:
    given = comment_id.isascii() and comment_id.isdecimal() and len(comment_id) < 16
    found = comments.get(c, int(comment_id)) if given else None
    if found is None:
        raise NotFoundError(_("ce commentaire n’est plus là"))
    return found
