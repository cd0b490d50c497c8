"""Who may ask what: host, session, origin and token are looked at before any page is. Closed by default."""

from __future__ import annotations

import hmac
import re
from gettext import gettext as _

from flask import Flask, Response, abort, g, request

from veille.desk.current import key, veille
from veille.model.role import Right

OPEN = frozenset(
    {
        "static",
        "access.fonts",
        "access.enter",
        "access.redeem",
        "adding.manifest",
        "dossiers.feed",
        "access.login",
        "access.judge",
        "access.code",
        "reviews.read",
        "reviews.mail",
        "reviews.text",
        "reviews.comment",
        "reviews.approve",
    }
)
"""Endpoints that need no session. Whatever is not named here is closed, new pages included."""

WITHOUT_TOKEN = frozenset(
    {
        # Before any session: the link itself, or the password, is the secret.
        "access.redeem",
        "access.judge",
        "access.code",
        # For whoever has no account: the secret is in the address.
        "reviews.comment",
        "reviews.approve",
    }
)
"""Unsafe, and yet without a session's token; the request must still come from a page of ours."""

RIGHTS: dict[str, Right | None] = {
    "access": None,
    "me": None,
    "comments": Right.PROPOSE,
    "adding": Right.PROPOSE,
    "scratch": None,
    "people": Right.ADMINISTER,
    "sealing": Right.SEND,
    "sealing.validate": Right.VALIDATE,
    "sealing.withdraw": Right.VALIDATE,
}
"""What an unsafe request asks of a role, by endpoint or by blueprint; EDIT for all that is not named.

The service checks again, in the transaction that writes.
"""

PRIVATE = frozenset({"people", "welcome.show", "pieces.new", "events.new", "feeds.form"})
"""Endpoints, or whole blueprints, whose pages are not even read without the right: they are only forms."""

UPLOADS = {"feeds.read_list": 5_100_000}
"""Endpoints that take a file: how many bytes, form included."""

_LOOPBACK = re.compile(r"(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?", re.IGNORECASE)
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " font-src 'self'; manifest-src 'self'; connect-src 'self'; form-action 'self'; frame-src 'self';"
    " frame-ancestors 'none'; base-uri 'none'"
)
PREVIEW_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; sandbox;"
    " frame-ancestors 'self'"
)
"""A letter styles itself inline: it is shown in a frame that can do nothing else."""
PAPER_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'"
)
"""A PDF that we printed: no browser opens its reader in a sandbox."""

LIVE_POLICY = PREVIEW_POLICY.replace("sandbox;", "sandbox allow-same-origin;")
"""The same frame, which the page around it may reload and scroll: without a script it can do no more."""


def is_loopback(host: str) -> bool:
    """Whether a Host header names this machine; a foreign name that leads here is DNS rebinding."""
    return _LOOPBACK.fullmatch(host) is not None


def watch(app: Flask) -> None:
    """Puts the guard before every request, known or unknown, and the headers after."""
    app.before_request(_check)
    app.after_request(_seal)


def _check() -> None:
    if not is_loopback(request.headers.get("Host", "")):
        abort(400, _("le bureau ne répond qu’à 127.0.0.1 et à localhost"))
    g.visitor = veille().access.visitor(key())
    # Before the session: what another site sends must not wait behind the login for whoever comes in.
    if request.method not in _SAFE and not _same_origin():
        abort(403, _("cette demande ne vient pas du bureau : rien n’a été fait"))
    if g.visitor is None and request.endpoint not in OPEN:
        abort(401)
    if request.method in _SAFE:
        if request.endpoint not in OPEN and not _is_opened_by_hand():
            abort(403, _("une autre page ne peut pas charger celle-ci : ouvrez-la vous-même"))
        if {request.blueprint, request.endpoint} & PRIVATE:
            _check_right()
        return
    _allow_upload()
    # Reads the form: one that is too large is refused before anything is done.
    request.form.get("csrf")
    if request.endpoint not in WITHOUT_TOKEN and not _token_is_right():
        abort(403, _("ce formulaire est périmé : rechargez la page et recommencez"))
    if request.endpoint not in OPEN:
        _check_right()


def needed(endpoint: str) -> Right | None:
    """The right that an unsafe request to this endpoint asks for."""
    room = endpoint.partition(".")[0]
    return RIGHTS.get(endpoint, RIGHTS.get(room, Right.EDIT))


def _check_right() -> None:
    right = needed(request.endpoint or "")
    if right is not None and not g.visitor.may(right):
        abort(403, _("votre rôle ne permet pas cela : demandez à qui peut le faire"))


def _allow_upload() -> None:
    """Before the form is read, which looking at its token does."""
    most = UPLOADS.get(request.endpoint or "")
    if most is None:
        return
    request.max_content_length = most
    if (request.content_length or 0) > most:
        abort(413, _("ce fichier dépasse {0} Mo : rien n’a été lu").format(most // 1_000_000))


def _same_origin() -> bool:
    """The browser's own word (Fetch Metadata, W3C), else the Origin header equal to our address."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.headers['Host']}"


def _is_opened_by_hand() -> bool:
    """Another site may lead here (a bookmarklet does), not load a page of ours into one of its own.

    Some pages ask the network for an address that they are given: an image elsewhere must not make them.
    """
    if request.headers.get("Sec-Fetch-Site", "none") in ("same-origin", "none"):
        return True
    return request.headers.get("Sec-Fetch-Dest") == "document"


def _token_is_right() -> bool:
    given = request.headers.get("X-CSRF-Token") or request.form.get("csrf", "")
    return g.visitor is not None and hmac.compare_digest(given.encode(), g.visitor.csrf.encode())


def _seal(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", PAGE_POLICY)
    headers["X-Content-Type-Options"] = "nosniff"
    headers.setdefault("Referrer-Policy", "same-origin")
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    if request.endpoint not in ("static", "access.fonts"):
        headers["Cache-Control"] = "no-store"
    return response
