"""New sources: an address pasted and its feed shown before it is watched; lists of feeds in and out."""

from __future__ import annotations

from collections import OrderedDict
from gettext import gettext as _
from threading import Lock
from typing import cast

from flask import (
    Blueprint,
    Response,
    current_app,
    g,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response as Answer

from veille.core import OTHERWISE, Found, ListReading
from veille.desk.current import leave_word, name, take_word, veille
from veille.desk.failures import sentence, status_of
from veille.desk.forms import LONGEST
from veille.desk.source_rules import FIELDS, Rules, typed_rules
from veille.desk.sources import Typed, beside, categories, too_long, typed_source
from veille.errors import ConfigError, VeilleError
from veille.model.source_rules import Kind
from veille.text.french import count, typo

bp = Blueprint("feeds", __name__, url_prefix="/bureau")

Page = Answer | tuple[str, int] | str

_MOST_KEPT = 20
WAYS = (
    ("", _("son flux, ou le plan du site")),
    ("page", _("la liste que montre une page")),
    ("watch", _("ce qui change sur une page ou dans un PDF")),
    ("csv", _("une liste CSV")),
    ("mail", _("une lettre reçue par courriel")),
)
"""What may be followed at an address, as the form offers it."""

SHOWN = 100
"""Feeds of a list that are shown; the rest is counted."""


class Readings:
    """Lists that were looked at and not taken yet: one a session, in memory, the oldest forgotten."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, ListReading] = OrderedDict()
        self._lock = Lock()

    def keep(self, csrf: str, reading: ListReading) -> None:
        with self._lock:
            self._kept.pop(csrf, None)
            self._kept[csrf] = reading
            while len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)

    def take(self, csrf: str) -> ListReading | None:
        with self._lock:
            return self._kept.pop(csrf, None)


@bp.get("/sources/ajouter")
def form() -> Page:
    """Looks behind the address and shows what it found; writes nothing."""
    address = request.args.get("url", "").strip()[:LONGEST]
    if not address:
        return _page()
    asked = request.args.get("comme", "")
    try:
        found = veille().sources.look(address, next((k for k in OTHERWISE if k == asked), None))
    except VeilleError as error:
        return _page(address=address, asked=asked, faults={"address": str(error)}), 400
    return _page(found, _opened(found), address=address, asked=asked)


@bp.post("/sources/ajouter")
def add() -> Page:
    typed = typed_source(request.form)
    faults, rest = too_long(typed), ""
    if not faults:
        kind = str(typed["kind"])
        row: dict[str, str | tuple[str, ...] | Rules] = {
            one: value for one, value in typed.items() if isinstance(value, str | tuple)
        }
        if rules := typed_rules(request.form, kind, {}):
            row[kind] = rules
        try:
            veille().sources.add([row], by=name(), seen=request.form.get("seen", ""))
        except ConfigError as error:
            faults, rest = beside(error, typed)
        except VeilleError as error:
            return _page(typed=typed, error=sentence(error)), status_of(error)
        else:
            leave_word(_("Ajoutée : {0}").format(typo(str(typed["name"]))))
            return redirect(url_for("sources.show", key=typed["key"]), 303)
    return _page(typed=typed, faults=faults, error=rest), 409 if rest else 400


@bp.post("/sources/opml")
def read_list() -> Page:
    """Shows what a list would bring in; nothing is written before « Ajouter »."""
    sent = request.files.get("list")
    if sent is None or not sent.filename:
        return _page(faults={"list": _("choisissez un fichier OPML")}), 400
    with sent.stream as stream:
        content = stream.read()
    try:
        reading = veille().lists.read(content)
    except VeilleError as error:
        return _page(faults={"list": str(error)}), 400
    cast(Readings, current_app.extensions["readings"]).keep(g.visitor.csrf, reading)
    return _page(reading=reading)


@bp.post("/sources/opml/prendre")
def take_list() -> Page:
    """The list that was shown, in one writing; then a first collect of what came in."""
    reading = cast(Readings, current_app.extensions["readings"]).take(g.visitor.csrf)
    if reading is None:
        words = _("cette liste n’est plus en mémoire : choisissez de nouveau le fichier")
        return _page(faults={"list": words}), 409
    try:
        keys = veille().lists.take(reading, by=name())
    except VeilleError as error:
        return _page(error=sentence(error)), status_of(error)
    leave_word(_("{0}.").format(count(len(keys), "source ajoutée", "sources ajoutées")))
    return redirect(url_for("sources.listed"), 303)


@bp.get("/sources/opml")
def export() -> Response:
    response = Response(veille().lists.export(), mimetype="text/x-opml")
    response.headers["Content-Disposition"] = "attachment; filename=sources.opml"
    return response


def _opened(found: Found) -> Typed:
    feed = found.feed
    return {
        "key": found.key,
        "name": found.name,
        "url": feed.url,
        "kind": feed.kind,
        "site": feed.site,
        "category": "audio-video" if feed.kind == "podcast" else "",
        "language": feed.language,
        "access": "free",
        "rights": "link",
        "territory": (),
        "themes": (),
        "enabled": True,
    }


def _page(
    found: Found | None = None,
    typed: Typed | None = None,
    faults: dict[str, str] | None = None,
    error: str = "",
    address: str = "",
    asked: str = "",
    reading: ListReading | None = None,
) -> str:
    kind = str(typed["kind"]) if typed else ""
    return render_template(
        "feeds.html",
        found=found,
        typed=typed,
        faults=faults or {},
        error=error,
        address=address,
        asked=asked,
        ways=WAYS,
        rule_kind=kind,
        rule_fields=FIELDS.get(cast(Kind, kind), ()),
        offered=found.feed.offered if found else (),
        rules=found.feed.rules if found else typed_rules(request.form, kind, {}),
        reading=reading,
        shown=SHOWN,
        seen=veille().sources.file.digest,
        categories=categories(),
        notice=take_word(),
    )
