"""The publications of veille.yml: listed, copied into a thematic letter, changed; the file is the truth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from gettext import gettext as _

from veille.config.cron import next_wall
from veille.config.edit_publications import FILE, changed, copied, with_draft
from veille.core.composing import next_slug
from veille.core.context import Context
from veille.core.declaring import Declaring
from veille.errors import RefusedError
from veille.model.declared import RESERVED_KEYS, JobRule, Publication
from veille.model.edition import Issue
from veille.model.fields import RESERVED_SHORTCUTS
from veille.text.dates import paris_day, paris_wall
from veille.text.slug import numbered, slug

DRAFTS = {
    "lundi": "30 7 * * mon",
    "1": "0 6 1 * *",
    "15": "0 6 15 * *",
    "25": "0 6 25 * *",
    "": "",
}
"""When a draft is made by itself: the choices of the form, as cron in Paris time."""


@dataclass(frozen=True, slots=True)
class PublicationForm:
    """The few fields that make a publication another one."""

    title: str
    key: str = ""
    """Its address; proposed from the title when empty."""
    themes: tuple[str, ...] = ()
    territories: tuple[str, ...] = ()
    list: str = ""
    rhythm: str = ""
    draft: str = ""
    """A key of DRAFTS, or « autre » to leave the job of veille.yml as it is."""
    shortcut: str = ""
    per_year: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A publication as the list shows it."""

    rule: Publication
    next_slug: str
    next_draft: datetime | None
    """On a wall in Paris."""
    draft: str
    """A key of DRAFTS, or « autre »."""


class Publications:
    """What the centre publishes."""

    def __init__(self, ctx: Context, reload: Callable[[], None]) -> None:
        self._ctx = ctx
        self.file = Declaring(ctx, FILE, reload)

    def listed(self) -> list[Line]:
        """In the order of veille.yml."""
        return [self._line(rule) for rule in self._ctx.config.centre.publications]

    def get(self, key: str) -> Line:
        """Raises NotFoundError."""
        return self._line(self._ctx.config.publication(key))

    def free_shortcuts(self) -> list[str]:
        """Letters that no publication and no other act of the desk has."""
        taken = {one.shortcut for one in self._ctx.config.centre.publications}
        return [
            one for one in "abcdefghijklmnopqrstuvwxyz" if one not in taken | RESERVED_SHORTCUTS
        ]

    def proposed_key(self, title: str) -> str:
        """An address made of the title, which no publication has."""
        taken = {one.key for one in self._ctx.config.centre.publications} | RESERVED_KEYS
        return numbered(slug(title, 40) or "lettre", taken.__contains__)

    def copy(self, source: str, form: PublicationForm, *, by: str, seen: str = "") -> str:
        """A new publication made like another, on its own theme; returns its key.

        Raises NotFoundError, RefusedError, ConfigError when the file would be wrong or has changed.
        """
        rule = self._ctx.config.publication(source)
        if not form.title.strip():
            raise RefusedError(_("donnez un titre à la publication"))
        self._refuse_twin(form.title)
        key = form.key.strip() or self.proposed_key(form.title)
        values = {"key": key, **_values(form, key), "gather": "kept"}
        if form.per_year:
            values["numbering"] = {"yearly": True, "per_year": form.per_year}
        self.file.write(
            lambda text: with_draft(copied(text, rule, values), key, _cron(form)),
            by=by,
            verb="copy-publication",
            words=_("création de « {0} »").format(form.title.strip()),
            about={"publication": key},
            seen=seen,
        )
        return key

    def edit(self, key: str, form: PublicationForm, *, by: str, seen: str = "") -> None:
        """Changes what the form has. Raises like `copy`."""
        rule = self._ctx.config.publication(key)
        if not form.title.strip():
            raise RefusedError(_("donnez un titre à la publication"))
        values = _values(form, key)
        numbering = rule.numbering.model_dump(exclude_defaults=True) | {"per_year": form.per_year}
        values["numbering"] = {one: value for one, value in numbering.items() if value}

        def rewritten(text: str) -> str:
            text = changed(text, key, values)
            return text if form.draft == "autre" else with_draft(text, key, _cron(form))

        self.file.write(
            rewritten,
            by=by,
            verb="edit-publication",
            words=_("changement de « {0} »").format(form.title.strip()),
            about={"publication": key},
            seen=seen,
        )

    def _refuse_twin(self, title: str, but: str = "") -> None:
        """Two publications of one name could not be told apart."""
        for one in self._ctx.config.centre.publications:
            if one.key != but and one.title.casefold() == title.strip().casefold():
                raise RefusedError(
                    _("« {0} » existe déjà : donnez un autre titre").format(one.title)
                )

    def _line(self, rule: Publication) -> Line:
        now = self._ctx.clock.now()
        with self._ctx.store.read() as r:
            following = next_slug(self._ctx, r, rule, paris_day(now), Issue.USUAL)
        jobs = [one for one in self._ctx.config.centre.jobs if one.publication == rule.key]
        walls = [wall for one in jobs if (wall := next_wall(one.cron, paris_wall(now)))]
        return Line(rule, following, min(walls, default=None), _draft_of(rule, jobs))


def _draft_of(rule: Publication, jobs: list[JobRule]) -> str:
    if not jobs:
        return ""
    known = {cron: key for key, cron in DRAFTS.items()}
    alone = len(jobs) == 1 and jobs[0].name == f"draft-{rule.key}"
    return known.get(jobs[0].cron, "autre") if alone else "autre"


def _values(form: PublicationForm, key: str) -> dict[str, object]:
    where = {"themes": list(form.themes), "territories": list(form.territories)}
    return {
        "title": form.title.strip(),
        "list": form.list.strip() or key,
        "shortcut": form.shortcut,
        "rhythm": form.rhythm.strip(),
        "where": {name: codes for name, codes in where.items() if codes},
    }


def _cron(form: PublicationForm) -> str:
    if form.draft not in DRAFTS:
        raise RefusedError(_("choisissez quand le brouillon se prépare"))
    return DRAFTS[form.draft]
