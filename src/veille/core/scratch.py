"""What is typed and not sent yet: kept as it is typed, given back after a crash, dropped once it is sent."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import timedelta
from gettext import gettext as _
from typing import Any

from veille.core.context import Context
from veille.errors import RefusedError
from veille.model.role import Right
from veille.store import people, scratch

LARGEST = 256 * 1024
"""Bytes of one form, as JSON."""
MOST = 50
"""Forms of one person; the oldest go."""
LIFE = timedelta(days=30)
_NAME = re.compile(r"[\w:./-]{1,120}")

Content = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of one form, and the mark to give when it is replaced."""

    content: Content
    stamp: str


class Scratches:
    """One a person and a form. It is no act of staff: the journal says nothing of it."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx

    def stamps(self, person: str) -> dict[str, str]:
        """Form → its mark, for everything that person has not sent."""
        with self._ctx.store.read() as r:
            return {one.form: stamp_of(one.content) for one in scratch.of_person(r, person)}

    def get(self, person: str, form: str) -> Kept | None:
        with self._ctx.store.read() as r:
            found = scratch.get(r, person, form)
        return Kept(found.content, stamp_of(found.content)) if found else None

    def put(self, person: str, form: str, content: Content, *, seen: str = "") -> Kept | None:
        """Keeps it in place of what `seen` marks, and returns None.

        When something else is kept, typed elsewhere meanwhile, that is returned and nothing is
        written. Raises RefusedError when it is too long or the form has no name, ForbiddenError.
        """
        _check(form, content)
        now = self._ctx.clock.now()
        with self._ctx.store.write() as w:
            who = people.acting(w, person, Right.PROPOSE)
            found = scratch.get(w, person, form)
            if found and stamp_of(found.content) not in (seen, stamp_of(content)):
                return Kept(found.content, stamp_of(found.content))
            scratch.put(w, who, form, content, now)
            scratch.trim(w, who, keep=MOST, since=now - LIFE)
        return None

    def drop(self, person: str, form: str) -> None:
        """It was sent and taken, or is not wanted any more; nothing happens when nothing is kept."""
        if self.get(person, form) is None:
            return
        with self._ctx.store.write() as w:
            scratch.drop(w, people.acting(w, person, Right.PROPOSE), form)


def is_form_name(form: str) -> bool:
    """Whether a form could be kept under that name."""
    return bool(_NAME.fullmatch(form))


def _check(form: str, content: Content) -> None:
    if not is_form_name(form):
        raise RefusedError(_("ce formulaire n’a pas de nom que l’on puisse garder"))
    if len(_json(content)) > LARGEST:
        raise RefusedError(_("ce texte dépasse 256 Ko : il n’est gardé que dans ce navigateur"))


def stamp_of(content: Content) -> str:
    """The mark of a content: another content has another one."""
    return hashlib.sha256(_json(content)).hexdigest()[:16]


def _json(content: Content) -> bytes:
    return json.dumps(content, sort_keys=True, ensure_ascii=False).encode("utf-8", "replace")
