"""« Ajouter »: an address pasted, by bookmarklet or from a telephone; the form opens filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from gettext import gettext as _
from typing import Any

from flask import (
    Blueprint,
    Response,
    current_app,
    jsonify,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as Answer

from veille.core import Addition, Looked
from veille.desk.current import leave_word, name, take_word, veille
from veille.desk.failures import sentence, status_of
from veille.desk.forms import LONGEST
from veille.errors import RefusedError, VeilleError
from veille.model.item import Medium, State
from veille.text.dates import parse_day
from veille.text.french import typo

bp = Blueprint("adding", __name__, url_prefix="/bureau")

Page = Answer | tuple[str, int] | str

_SHARED = ("url", "title", "text")
_MEDIA: Mapping[str, Medium] = {"read": "read", "listen": "listen", "watch": "watch"}
_ACCESS = ("free", "mixed", "subscribers")
_PAPER = "#fdfcf9"


@dataclass(frozen=True, slots=True)
class Typed:
    """The form as strings: what the page said of itself, or what was just typed."""

    url: str = ""
    title: str = ""
    source_name: str = ""
    author: str = ""
    published_on: str = ""
    published_at: str = ""
    medium: str = "read"
    duration: str = ""
    access: str = "free"
    language: str = "fr"
    description: str = ""
    themes: tuple[str, ...] = ()
    publications: tuple[str, ...] = ()


@dataclass(slots=True)
class Read:
    """What was meant, and what is wrong with it, by field."""

    addition: Addition
    faults: dict[str, str] = field(default_factory=dict)


@bp.get("/ajouter/")
def form() -> Page:
    """Filled in from the page when an address comes along; nothing is ever written by looking."""
    asked = [request.args.get(part, "")[:LONGEST] for part in _SHARED]
    if not any(part.strip() for part in asked):
        return _page()
    try:
        looked = veille().adding.look(*asked)
    except RefusedError as error:
        return _page(address=asked[0] or asked[2], faults={"url": str(error)}), 400
    return _page(looked, _opened(looked))


@bp.post("/ajouter/")
def add() -> Page:
    typed = _typed(request.form)
    meant = _read(typed)
    if meant.faults:
        return _again(typed, meant.faults), 400
    try:
        item = veille().adding.add(meant.addition, by=name())
    except VeilleError as error:
        return _again(typed, {}, sentence(error)), status_of(error)
    leave_word(_("Ajouté : « {0} »").format(typo(item.title)) + _shown(meant.addition))
    state = "kept" if item.state is State.KEPT else None
    address = url_for("items.today", item=item.public_id, state=state)
    return redirect(f"{address}#lecture", 303)


@bp.get("/manifest.webmanifest")
def manifest() -> Response:
    """What lets a telephone put the desk among its applications, and share an address to it.

    Open to all: browsers ask for it without the session's cookie.
    """
    icons = [
        {
            "src": url_for("static", filename=f"icons/{name}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": purpose,
        }
        for name, size, purpose in (
            ("icon-192", 192, "any"),
            ("icon-512", 512, "any"),
            ("maskable-512", 512, "maskable"),
        )
    ]
    answer = jsonify(
        name=_("veille, le bureau"),
        short_name="veille",
        description=_("Trier, retenir, composer la veille du centre."),
        lang="fr",
        dir="ltr",
        id=url_for("items.today"),
        start_url=url_for("items.today"),
        scope=url_for("items.today"),
        display="standalone",
        background_color=_PAPER,
        theme_color=_PAPER,
        icons=icons,
        share_target={
            "action": url_for("adding.form"),
            "method": "GET",
            "params": {part: part for part in ("title", "text", "url")},
        },
    )
    answer.mimetype = "application/manifest+json"
    return answer


def bookmarklet() -> str:
    """What a browser's bar keeps: it opens the form on the page that is being read."""
    here = url_for("adding.form", _external=True)
    return (
        f"javascript:void(window.open('{here}?url='+encodeURIComponent(location.href)"
        "+'&title='+encodeURIComponent(document.title)))"
    )


def _shown(new: Addition) -> str:
    """What waits is public at once; a word more when the archive cannot follow."""
    if not new.select:
        return ""
    try:
        veille().archive.build()
    except VeilleError as error:
        return _(" — mais l’archive n’a pas suivi : {0}").format(error)
    return ""


def _opened(looked: Looked) -> Typed:
    """Suggested themes are ticked, as in the pane: choosing a publication takes them."""
    found = looked.addition
    return Typed(
        url=found.url,
        title=found.title,
        source_name=found.source_name,
        author=found.author,
        published_on=found.published_on.isoformat() if found.published_on else "",
        published_at=found.published_at.isoformat() if found.published_at else "",
        medium=found.medium,
        duration=str(found.duration or ""),
        access=found.access,
        language=found.language,
        description=found.description,
        themes=tuple(one.key for one in looked.suggestions),
    )


def _typed(form: MultiDict[str, str]) -> Typed:
    strings = [one for one in Typed.__slots__ if one not in ("themes", "publications")]
    return Typed(
        themes=tuple(form.getlist("themes")),
        publications=tuple(form.getlist("publications")),
        **{one: form.get(one, "") for one in strings},
    )


def _read(typed: Typed) -> Read:
    faults = {
        one: _("{0} caractères : pas plus de {1}").format(len(getattr(typed, one)), LONGEST)
        for one in ("url", "title", "source_name", "description")
        if len(getattr(typed, one)) > LONGEST
    }
    if not typed.title.strip():
        faults["title"] = _("donnez un titre")
    day = parse_day(typed.published_on)
    if typed.published_on.strip() and day is None:
        faults["published_on"] = _("« {0} » n’est pas une date : attendu, par exemple, {1}").format(
            typed.published_on[:40], "2027-03-24"
        )
    addition = Addition(
        url=typed.url,
        title=typed.title,
        source_name=typed.source_name,
        author=typed.author,
        published_on=day,
        published_at=_instant(typed.published_at),
        medium=_MEDIA.get(typed.medium, "read"),
        duration=int(typed.duration) if _is_short_number(typed.duration) else None,
        access=typed.access if typed.access in _ACCESS else "free",
        language=typed.language if _is_language(typed.language) else "fr",
        description=typed.description,
        themes=typed.themes,
        select=typed.publications,
    )
    return Read(addition, faults)


def _instant(written: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _is_short_number(written: str) -> bool:
    return written.isascii() and written.isdigit() and len(written) < 7


def _is_language(written: str) -> bool:
    return len(written) == 2 and written.isascii() and written.isalpha() and written.islower()


def _again(typed: Typed, faults: dict[str, str], error: str = "") -> str:
    """The same form with every typed word in it, and what is wrong."""
    return _page(
        veille().adding.again(typed.url, typed.title, typed.description), typed, faults, error
    )


def _page(
    looked: Looked | None = None,
    typed: Typed | None = None,
    faults: dict[str, str] | None = None,
    error: str = "",
    address: str = "",
) -> str:
    context: dict[str, Any] = {"looked": looked, "typed": typed or Typed(), "address": address}
    return render_template(
        "adding.html",
        faults=faults or {},
        error=error,
        bookmarklet=bookmarklet(),
        rooms=current_app.view_functions,
        notice=take_word(),
        **context,
    )
