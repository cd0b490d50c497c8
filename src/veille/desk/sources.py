"""Sources: what needs somebody, at the top, with the reason and the way out; the rest below, quiet."""

from __future__ import annotations

from collections.abc import Mapping
from gettext import gettext as _

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as Answer

from veille.core import Found
from veille.desk.current import leave_word, name, take_word, veille
from veille.desk.failures import sentence, status_of
from veille.desk.forms import LONGEST
from veille.desk.source_rows import (
    COLUMNS,
    grouped,
    ordered,
    troubled_first,
    visit_marks,
    visits_told,
)
from veille.desk.source_rules import FIELDS, PROPOSED, READERS, asks_rules, rules_of, typed_rules
from veille.errors import ConfigError, VeilleError
from veille.model.health import Health
from veille.text.french import count, ended, typo

bp = Blueprint("sources", __name__, url_prefix="/bureau")

Page = Answer | tuple[str, int] | str
Typed = dict[str, object]

EDITED = ("name", "url", "category", "territory", "access", "rights", "enabled", "reader")


@bp.get("/sources/")
def listed() -> str:
    return _all()


@bp.post("/sources/annuler")
def undo() -> Page:
    """Puts back, to the letter, the text that the last edit replaced."""
    try:
        words = veille().sources.file.undo(by=name())
    except VeilleError as error:
        return _all(sentence(error)), status_of(error)
    leave_word(_("Annulé : {0}.").format(typo(words)))
    return redirect(url_for("sources.listed"), 303)


@bp.get("/source/<key>")
def show(key: str) -> Page:
    if not request.args.get("proposer"):
        return _one(key)
    source = veille().sources.get(key).source
    try:
        found = veille().sources.look(source.url, source.kind)
    except VeilleError as error:
        return _one(key, error=sentence(error)), status_of(error)
    return _one(key, proposed=found)


@bp.post("/source/<key>")
def edit(key: str) -> Page:
    before = veille().sources.get(key).source
    typed = typed_source(request.form)
    if faults := too_long(typed):
        return _one(key, typed, faults), 400
    values = {one: typed[one] for one in EDITED}
    rules = typed_rules(request.form, before.kind, rules_of(before))
    if asks_rules(before) and (rules or rules_of(before)):
        values[before.kind] = rules
    try:
        veille().sources.edit(
            key,
            {
                one: value
                for one, value in values.items()
                if isinstance(value, str | bool | tuple | dict)
            },
            by=name(),
            seen=request.form.get("seen", ""),
        )
    except ConfigError as error:
        faults, rest = beside(error, typed)
        return _one(key, typed, faults, rest), 409 if rest else 400
    except VeilleError as error:
        return _one(key, typed, {}, sentence(error)), status_of(error)
    leave_word(_("Enregistré : {0}").format(typo(before.name)))
    return redirect(url_for("sources.show", key=key), 303)


@bp.post("/source/<key>/pause")
def pause(key: str) -> Page:
    reason = request.form.get("reason", "").strip()[:200]
    try:
        veille().sources.pause({key: reason}, by=name())
    except VeilleError as error:
        return _all(sentence(error)), status_of(error)
    return _said(_("En pause : {0}"), key)


@bp.post("/source/<key>/reprendre")
def resume(key: str) -> Page:
    try:
        veille().sources.resume([key], by=name())
    except VeilleError as error:
        return _all(sentence(error)), status_of(error)
    return _said(_("Reprise : {0}"), key)


@bp.post("/source/<key>/essayer")
def try_new(key: str) -> Page:
    """Shows what the proposed address would bring, and changes nothing."""
    try:
        return _one(key, tried=veille().sources.try_new(key))
    except VeilleError as error:
        return _all(sentence(error)), status_of(error)


@bp.post("/source/<key>/adresse")
def adopt(key: str) -> Page:
    """Takes the address where the server says that the source lives now."""
    try:
        veille().sources.adopt(key, by=name(), seen=request.form.get("address", ""))
    except VeilleError as error:
        return _all(sentence(error)), status_of(error)
    return _said(_("Nouvelle adresse prise : {0}"), key)


@bp.post("/source/<key>/collecter")
def collect(key: str) -> Page:
    """Asks this one and waits: twenty seconds at most."""
    try:
        result = veille().collect([key]).results[0]
    except VeilleError as error:
        return _all(sentence(error)), status_of(error)
    if result.healthy:
        leave_word(
            _("{0} : {1}.").format(
                typo(result.name), count(result.new, "élément nouveau", "éléments nouveaux")
            )
        )
    else:
        leave_word(ended(_("{0} : {1}").format(typo(result.name), typo(result.error))))
    return redirect(url_for("sources.show", key=key), 303)


@bp.post("/source/<key>/essai")
def attempt(key: str) -> Page:
    """Asks this one as if for the first time, and keeps nothing but what is said of it."""
    try:
        told = veille().sources.trial(key)
    except VeilleError as error:
        return _all(sentence(error)), status_of(error)
    if told.failed:
        leave_word(ended(_("Essai : {0}").format(typo(told.reason))))
    else:
        many = count(told.count, "élément", "éléments") if told.count else ""
        brought = [many, told.rhythm, typo(told.reason)]
        newest = _(" ; le dernier : {0}").format(typo(told.newest)) if told.newest else ""
        words = _("Essai, rien n’est gardé : {0}{1}")
        leave_word(words.format(", ".join(filter(None, brought)), newest))
    return redirect(url_for("sources.show", key=key), 303)


def typed_source(form: MultiDict[str, str]) -> Typed:
    """The fields of a source as they were typed; lists are parted by commas or spaces."""
    strings = (
        "key",
        "name",
        "url",
        "kind",
        "site",
        "category",
        "language",
        "access",
        "rights",
        "reader",
    )
    return {
        **{one: form.get(one, "").strip() for one in strings},
        "territory": tuple(form.get("territory", "").upper().replace(",", " ").split()),
        "themes": tuple(form.getlist("themes")),
        "enabled": bool(form.get("enabled")),
    }


def too_long(typed: Mapping[str, object]) -> dict[str, str]:
    """A field of a kilobyte is a mistake; a line of the file stays readable."""
    words = _("{0} caractères : pas plus de {1}")
    limit = LONGEST // 5
    return {
        one: words.format(len(value), limit)
        for one, value in typed.items()
        if isinstance(value, str) and len(value) > limit
    }


def beside(error: ConfigError, typed: Mapping[str, object]) -> tuple[dict[str, str], str]:
    """(what is wrong by field, the rest): the rest is about the file, not about what was typed."""
    if current_app.extensions["reading"].problems:
        return {}, str(error)
    known = {*typed, *FIELDS}
    # « csv.link » stands beside its own field; « csv » alone, above those of its kind.
    mine = {
        one.field: one.message for one in error.problems if one.field.partition(".")[0] in known
    }
    others = [str(one) for one in error.problems if one.field not in mine]
    return mine, "\n".join(others)


def _said(words: str, key: str) -> Answer:
    leave_word(words.format(typo(veille().config.source(key).name)))
    back = request.form.get("back", "")
    return redirect(url_for("sources.show", key=key) if back else url_for("sources.listed"), 303)


def _all(error: str = "") -> str:
    rows = veille().sources.with_worth()
    watched = [row for row in rows if row.one.source.enabled]
    sort = request.args.get("tri", "")
    season = request.args.get("sur", "") == "90"
    return render_template(
        "sources.html",
        total=len(rows),
        troubled=[row.one for row in troubled_first(watched)],
        columns=COLUMNS,
        sort=sort if sort in COLUMNS else "",
        season=season,
        groups=grouped(watched) if sort not in COLUMNS else [("", ordered(watched, sort, season))],
        mailbox=veille().mailbox.standing(),
        never=[row.one for row in watched if row.one.health is Health.NEVER],
        idle=[row for row in watched if row.idle],
        paused=[row.one for row in rows if not row.one.source.enabled],
        last=veille().sources.file.last(),
        error=error,
        notice=take_word(),
    )


def _one(
    key: str,
    typed: Typed | None = None,
    faults: dict[str, str] | None = None,
    error: str = "",
    tried: Found | None = None,
    proposed: Found | None = None,
) -> str:
    worth = veille().sources.worth(key)
    one, visits = worth.one, veille().sources.visits(key)
    rules = typed_rules(request.form, one.source.kind, {}) if typed else rules_of(one.source)
    standing: Typed = {field: getattr(one.source, field) for field in EDITED}
    return render_template(
        "source.html",
        one=one,
        worth=worth,
        tried=tried,
        visits=visit_marks(visits),
        told=visits_told(visits),
        typed=typed or standing,
        rule_kind=one.source.kind,
        readers=READERS,
        offered=proposed.feed.offered if proposed else (),
        rule_fields=FIELDS[one.source.kind] if asks_rules(one.source) else (),
        rules=proposed.feed.rules if proposed else rules,
        proposable=one.source.kind in PROPOSED and bool(not rules or one.diagnosis.cure),
        proposed=proposed,
        faults=faults or {},
        error=error,
        seen=veille().sources.file.digest,
        categories=categories(),
        last=veille().sources.file.last(),
        notice=take_word(),
    )


def categories() -> list[str]:
    """Those in use, for a field to propose."""
    return sorted({one.category for one in veille().config.sources if one.category})
