"""An edition as each reader will see it, in a cage: no script, no form, no outside picture."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from flask import Blueprint, Response, abort, request

from veille.desk.current import veille
from veille.desk.failures import sentence, status_of
from veille.desk.guard import LIVE_POLICY, PAPER_POLICY, PREVIEW_POLICY
from veille.desk.last_good import Good, last_good, under_bar, under_lines
from veille.errors import TemplateError, VeilleError

bp = Blueprint("previews", __name__, url_prefix="/bureau")

_SOURCE = re.compile(r'\s(?:src|srcset)="[^"]*"')
_TURNED = (
    "<style>html { filter: invert(1) hue-rotate(180deg); background: #FDFCF9; }</style></head>"
)


def _dark(html: str) -> str:
    """As a program shows it that asks for the letter's own night colours."""
    shown = html.replace("@media (prefers-color-scheme: dark)", "@media all")
    return shown.replace('content="light dark"', 'content="dark"')


def _inverted(html: str) -> str:
    """As a program shows it that turns every colour round by itself."""
    return html.replace("</head>", _TURNED, 1)


def _without_pictures(html: str) -> str:
    """As most readers see it first: the words in their place."""
    return _SOURCE.sub("", html)


VIEWS: Mapping[str, Callable[[str], str]] = {
    "sombre": _dark,
    "inverse": _inverted,
    "sans-images": _without_pictures,
}
"""The same letter, as programs change it."""


@bp.get("/editions/<public_id>/courriel")
def mail(public_id: str) -> Response:
    """The letter as it is sent, in its own cage: no script, no form, no outside picture."""
    return _preview(public_id, "text/html", "html")


@bp.get("/editions/<public_id>/texte")
def text(public_id: str) -> Response:
    return _preview(public_id, "text/plain", "text")


@bp.get("/editions/<public_id>/pdf")
def pdf(public_id: str) -> Response:
    """The edition on paper, shown where it stands and saved under its own name."""
    try:
        body, named = veille().editions.pdf(public_id), veille().editions.pdf_name(public_id)
    except VeilleError as error:
        response = Response(sentence(error), status_of(error), mimetype="text/plain")
        response.headers["Content-Security-Policy"] = PREVIEW_POLICY
        return response
    response = Response(body, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{named}"'
    response.headers["Content-Security-Policy"] = PAPER_POLICY
    return response


@bp.get("/apercu/<name>")
def logo(name: str) -> Response:
    """The logo of a letter that is looked at: the archive has it only once a letter is sealed."""
    content = veille().editions.logo(f"assets/{name}")
    if content is None:
        abort(404)
    return Response(content, mimetype="image/png")


def _preview(public_id: str, mimetype: str, part: str) -> Response:
    try:
        body, status = str(getattr(veille().editions.preview(public_id), part)), 200
        last_good().keep(public_id, part, Good(body, veille().clock.now()))
    except VeilleError as error:
        good = last_good().of(public_id, part) if isinstance(error, TemplateError) else None
        if good:
            return _shown(_before(error, good, mimetype), 409, mimetype)
        return _shown(sentence(error), status_of(error), "text/plain")
    return _shown(_seen(body, mimetype), status, mimetype)


def _seen(body: str, mimetype: str) -> str:
    if mimetype != "text/html":
        return body
    away = f'src="{veille().config.archive_url}assets/logo-'
    return VIEWS.get(request.args.get("vue", ""), str)(
        body.replace(away, 'src="/bureau/apercu/logo-')
    )


def _before(error: VeilleError, good: Good, mimetype: str) -> str:
    """What the edition was before its template broke, under what is wrong with it."""
    under = under_bar if mimetype == "text/html" else under_lines
    return under(sentence(error), good, _seen(good.body, mimetype))


def _shown(body: str, status: int, mimetype: str) -> Response:
    response = Response(body, status, mimetype=mimetype)
    response.headers["Content-Security-Policy"] = LIVE_POLICY
    return response
