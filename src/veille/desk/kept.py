"""A form that came too late, its session over: kept through the login, offered again after it."""

from __future__ import annotations

import json
from dataclasses import dataclass

from flask import request
from werkzeug.exceptions import RequestEntityTooLarge

from veille.desk.current import key, veille
from veille.desk.within import is_within

_SECRETS = frozenset({"csrf", "kept", "password", "current", "again", "code", "secret", "ticket"})


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a form was going, what was typed into it, and by whom: 0 when nobody can tell any more."""

    address: str
    fields: tuple[tuple[str, str], ...]
    person_id: int = 0

    def is_for(self, person_id: int) -> bool:
        """Whether it may be given back to that person: never what a colleague typed before them."""
        return self.person_id in (0, person_id)


def sent() -> Kept | None:
    """The form of this request, without its token nor any secret; None when nothing is worth keeping."""
    try:
        form = request.form
    except RequestEntityTooLarge:
        return None
    fields = tuple((k, v) for k, v in form.items(multi=True) if k not in _SECRETS)
    address = request.full_path.rstrip("?")
    owner = veille().access.held_by(key())
    return Kept(address, fields, owner) if fields and is_within(address) else None


def packed(kept: Kept | None) -> str:
    """As one hidden field of the login form."""
    if kept is None:
        return ""
    return json.dumps([kept.address, kept.fields, kept.person_id], ensure_ascii=False)


def unpacked(text: str) -> Kept | None:
    """The form again; None for what we did not write."""
    try:
        address, fields, owner = json.loads(text)
        kept = Kept(str(address), tuple((str(k), str(v)) for k, v in fields), int(owner))
        packed(kept).encode()  # half a character can be written in JSON, and on no page
    except (OverflowError, ValueError, TypeError, RecursionError):
        return None
    return kept if is_within(kept.address) else None
