"""A form that came too late, its session over: kept through the login, offered again after it."""

from __future__ import annotations

import json
from dataclasses import dataclass

from flask import request
from werkzeug.exceptions import RequestEntityTooLarge

from veille.desk.within import is_within

_SECRETS = frozenset({"csrf", "kept", "password", "current", "again", "code", "secret", "ticket"})


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a form was going, and what was typed into it."""

    address: str
    fields: tuple[tuple[str, str], ...]


def sent() -> Kept | None:
    """The form of this request, without its token nor any secret; None when nothing is worth keeping."""
    try:
        form = request.form
    except RequestEntityTooLarge:
        return None
    fields = tuple((k, v) for k, v in form.items(multi=True) if k not in _SECRETS)
    address = request.full_path.rstrip("?")
    return Kept(address, fields) if fields and is_within(address) else None


def packed(kept: Kept | None) -> str:
    """As one hidden field of the login form."""
    return json.dumps([kept.address, kept.fields], ensure_ascii=False) if kept else ""


def unpacked(text: str) -> Kept | None:
    """The form again; None for what we did not write."""
    try:
        address, fields = json.loads(text)
        kept = Kept(str(address), tuple((str(k), str(v)) for k, v in fields))
        packed(kept).encode()  # half a character can be written in JSON, and on no page
    except (ValueError, TypeError, RecursionError):
        return None
    return kept if is_within(kept.address) else None
