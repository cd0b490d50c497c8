"""What every page has at hand: the facade, who is there, and one word left for the next page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from flask import current_app, g, request
from werkzeug.wrappers import Response

from veille.core import Veille
from veille.core.access import Visitor

COOKIE = "veille"
CLOSED_COOKIE = "__Host-veille"
"""Over https: the browser itself then refuses one that another host or a plain page would plant."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One quiet line at the bottom of a page; `undo`: whether the last act may be taken back from there."""

    text: str
    undo: bool = False
    details: tuple[str, ...] = ()


class Notices:
    """Words left by one page for the next: one a session, kept in memory, said once."""

    def __init__(self) -> None:
        self._left: dict[str, Notice] = {}

    def leave(self, csrf: str, notice: Notice) -> None:
        self._left[csrf] = notice

    def take(self, csrf: str) -> Notice | None:
        return self._left.pop(csrf, None)


def veille() -> Veille:
    return cast(Veille, current_app.extensions["veille"])


def visitor() -> Visitor | None:
    """Whoever is signed in; None on the few pages open to all."""
    return cast("Visitor | None", g.get("visitor"))


def name() -> str:
    """Who acts, for the journal. Only pages behind the guard ask."""
    return cast(Visitor, g.visitor).name


def key() -> str:
    """The session key that this browser holds; it may open nothing."""
    return request.cookies.get(_cookie(), "")


def give_key(response: Response, opened: str) -> Response:
    """The session's key, out of reach of scripts and of other sites."""
    secure = request.is_secure
    response.set_cookie(_cookie(), opened, httponly=True, samesite="Lax", path="/", secure=secure)
    return response


def clear_key(response: Response) -> Response:
    secure = request.is_secure
    response.delete_cookie(_cookie(), httponly=True, samesite="Lax", path="/", secure=secure)
    return response


def _cookie() -> str:
    return CLOSED_COOKIE if request.is_secure else COOKIE


def leave_word(text: str, *, undo: bool = False, details: tuple[str, ...] = ()) -> None:
    """Says it on the next page that this visitor opens."""
    cast(Notices, current_app.extensions["notices"]).leave(
        g.visitor.csrf, Notice(text, undo, details)
    )


def take_word() -> Notice | None:
    here = visitor()
    return cast(Notices, current_app.extensions["notices"]).take(here.csrf) if here else None
