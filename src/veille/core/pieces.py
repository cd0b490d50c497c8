"""Pieces: what the centre writes itself, with a page of its own, and a place in any publication."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from gettext import gettext as _

from veille.centre.markdown import first_paragraph
from veille.centre.picture import Picture, lightened
from veille.core import own as shared
from veille.core.context import Context
from veille.errors import NotFoundError, RefusedError
from veille.model.piece import Illustration, Piece, PieceForm
from veille.model.places import item_path
from veille.model.role import Right
from veille.store import blobs, own, people, pieces
from veille.store.engine import Connection


class Pieces:
    """What the centre wrote."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx

    def listed(self) -> list[Piece]:
        """The last written first."""
        with self._ctx.store.read() as r:
            return pieces.listed(r)

    def get(self, public_id: str) -> Piece:
        """Raises NotFoundError."""
        with self._ctx.store.read() as r:
            return _get(r, public_id)

    def new_id(self) -> str:
        """A name for a form that is about to open: sent twice, it makes one piece."""
        return self._ctx.ids.public_id(f"piece:{self._ctx.clock.now().isoformat()}")

    def first_paragraph(self, body: str) -> str:
        """What letters print when no summary was written."""
        return first_paragraph(body)

    def picture(self, public_id: str) -> tuple[bytes, str]:
        """(bytes, type) of its picture. Raises NotFoundError."""
        with self._ctx.store.read() as r:
            shown = _get(r, public_id).illustration
            content = blobs.kept(r, shown.sha256) if shown else None
        if shown is None or content is None:
            raise NotFoundError(_("cette brève n’a pas d’image"))
        return content, shown.type

    def write(self, form: PieceForm, *, by: str, public_id: str = "") -> Piece:
        """A new piece, a draft unless it is made public at once.

        Raises NotFoundError for an unknown word, RefusedError for a faulty text, link or picture.
        """
        picture = self._checked(form)
        with self._ctx.store.write() as w:
            who = people.acting(w, by, Right.EDIT)
            name = public_id or shared.free_name(w, self._ctx, f"piece:{form.title}")
            item_id = shared.add_item(w, self._ctx, name, form.title, item_path(name))
            return self._put(w, name, item_id, None, form, picture, who)

    def change(self, public_id: str, form: PieceForm, *, by: str) -> Piece:
        """The piece rewritten; its page follows. The same again writes nothing. Raises like `write`."""
        picture = self._checked(form)
        with self._ctx.store.write() as w:
            who = people.acting(w, by, Right.EDIT)
            before = _get(w, public_id)
            return self._put(w, public_id, before.item_id, before, form, picture, who)

    def withdraw(self, public_id: str, *, by: str) -> Piece:
        """A draft again: its address leaves a stub. Raises RefusedError once an edition told of it."""
        with self._ctx.store.write() as w:
            who = people.acting(w, by, Right.EDIT)
            before = _get(w, public_id)
            if not before.public:
                return before
            shared.take_down(w, before.item_id)
            pieces.set_public(w, before.item_id, False)
            return self._journaled(w, before, "withdraw-piece", public_id, who)

    def _checked(self, form: PieceForm) -> Picture | None:
        """The new picture, made light before any lock is taken."""
        shared.check_words(self._ctx, form)
        shared.check_texts(form.body, form.summary)
        shared.check_link(form.link)
        if form.nature:
            self._ctx.config.nature(form.nature)
        if not form.body.strip():
            raise RefusedError(_("écrivez le texte de la brève"))
        return lightened(form.picture) if form.picture else None

    def _put(
        self,
        w: Connection,
        public_id: str,
        item_id: int,
        before: Piece | None,
        form: PieceForm,
        picture: Picture | None,
        who: int,
    ) -> Piece:
        now = self._ctx.clock.now()
        public = form.public or (before is not None and before.public)
        shared.check_selected(form, public)
        shown = _illustration(w, before, form, picture)
        summary = form.summary or first_paragraph(form.body)
        told = _told(form, summary, shown, public)
        if before and told == _facts(before):
            return before
        pieces.put(w, item_id, _columns(form, shown, public, now))
        values: dict[str, object] = {
            "title": form.title,
            "summary": summary,
            "nature": form.nature,
        }
        if public:
            values["url"] = self._ctx.config.archive_url + item_path(public_id)
            if before is None or before.published_at is None:
                values["published_at"] = now
        own.tell(w, item_id, values)
        shared.file(w, form, item_id, who, now)
        return self._journaled(w, before, _verb(before, public), public_id, who)

    def _journaled(
        self, w: Connection, before: Piece | None, verb: str, public_id: str, who: int
    ) -> Piece:
        after = _get(w, public_id)
        facts = _facts(before) if before else {}
        shared.journal(w, self._ctx, who, verb, f"piece:{public_id}", facts, _facts(after))
        return after


def _get(c: Connection, public_id: str) -> Piece:
    piece = pieces.get(c, public_id)
    if piece is None:
        raise NotFoundError(_("aucune brève « {0} »").format(public_id))
    return piece


def _verb(before: Piece | None, public: bool) -> str:
    if public and not (before and before.public):
        return "publish-piece"
    return "change-piece" if before else "write-piece"


def _illustration(
    w: Connection, before: Piece | None, form: PieceForm, picture: Picture | None
) -> Illustration | None:
    """The new picture, else the one that is there with the words of the form. Raises RefusedError."""
    held = before.illustration if before and not form.without_picture else None
    if picture:
        sha256 = blobs.keep(w, picture.type, picture.content)
        shown = Illustration(sha256, picture.width, picture.height, picture.type)
    elif held:
        shown = held
    else:
        return None
    if not form.alt.strip() or not form.credit.strip():
        raise RefusedError(_("décrivez l’image, et dites à qui elle est"))
    return replace(shown, alt=form.alt, credit=form.credit)


def _columns(
    form: PieceForm, shown: Illustration | None, public: bool, now: datetime
) -> dict[str, object]:
    return {
        "body": form.body,
        "link": form.link or None,
        "public": public,
        "updated_at": now,
        "picture_sha256": shown.sha256 if shown else None,
        "picture_width": shown.width if shown else 0,
        "picture_height": shown.height if shown else 0,
        "picture_alt": shown.alt if shown else "",
        "picture_credit": shown.credit if shown else "",
    }


def _told(
    form: PieceForm, summary: str, shown: Illustration | None, public: bool
) -> dict[str, object]:
    """What the form says, as `_facts` tells it of a piece that is kept."""
    return {
        "title": form.title,
        "body": form.body,
        "summary": summary,
        "link": form.link,
        "nature": form.nature,
        "territory": form.territory,
        "themes": sorted(set(form.themes)),
        "selected_for": sorted(set(form.select)),
        "public": public,
        "picture": [shown.sha256, shown.alt, shown.credit] if shown else [],
    }


def _facts(piece: Piece) -> dict[str, object]:
    """A piece as plain JSON, for the journal."""
    shown = piece.illustration
    return {
        "title": piece.title,
        "body": piece.body,
        "summary": piece.summary,
        "link": piece.link,
        "nature": piece.nature,
        "territory": piece.territory,
        "themes": list(piece.themes),
        "selected_for": list(piece.selected_for),
        "public": piece.public,
        "picture": [shown.sha256, shown.alt, shown.credit] if shown else [],
    }
