"""Somebody of the team, and the browsers in which they are signed in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from veille.model.role import Role

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Person:
    """An account as the administration sees it: nothing of its secrets but that they exist."""

    id: int
    name: str
    email: str
    role: Role
    disabled_at: datetime | None
    has_password: bool
    has_codes: bool
    shortcuts: bool
    sessions: int = 0
    """Open now."""
    seen_at: datetime | None = None
    """Last seen in one that is open."""


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One browser; `handle` names it on a page and opens nothing."""

    handle: str
    agent: str
    opened_at: datetime
    seen_at: datetime
    here: bool


def is_name(text: str) -> bool:
    """One line that people can read: no control character, which could forge another line."""
    fits = 0 < len(text) <= LONGEST_NAME and text == text.strip() and text.isprintable()
    return fits and any(char.isalpha() for char in text)


def is_email(text: str) -> bool:
    return (
        len(text) <= 254
        and re.fullmatch(r"[^\s@<>\",;:]+@[^\s@<>\",;:]+\.[\w-]+", text) is not None
    )
