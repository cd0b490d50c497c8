"""Items for the desk and the command line: list, show, triage."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from gettext import gettext as _

from veille.collect.entries.address import tidy, url_key
from veille.compose.checks.rights import FREE, QUOTATION_LIMIT
from veille.core.context import Context
from veille.core.dating import dated
from veille.core.facts import facts, read_item, read_items
from veille.core.undo import Undone, undo
from veille.core.wording import asked
from veille.errors import RefusedError
from veille.model.declared import OWN_SOURCE
from veille.model.item import Filter, Item, State, Suggestion, Triage
from veille.model.role import Right
from veille.model.territory import is_territory_code
from veille.store import items, items_read, people, places, selections, stories, themes
from veille.store.engine import Connection
from veille.text.unseen import seen
from veille.triage.publications import propose


class Items:
    """What was collected."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx

    def listed(self, wanted: Filter) -> list[Item]:
        """Items that fit, the newest first. `wanted.text` ignores accents, plurals and elisions."""
        words = asked(self._ctx, wanted.text)
        if wanted.text.strip() and not words:
            return []
        with self._ctx.store.read() as r:
            return dated(items_read.listed(r, wanted, words))

    def get(self, name: str) -> Item:
        """The item of that public id or address. Raises NotFoundError."""
        with self._ctx.store.read() as r:
            return read_item(r, name)

    def counts(self) -> dict[str, int]:
        """How many items in each state."""
        with self._ctx.store.read() as r:
            return items_read.count_by_state(r)

    def new_by_category(self) -> dict[str, int]:
        with self._ctx.store.read() as r:
            return items_read.count_new_by(r, "category")

    def waiting(self) -> dict[str, int]:
        """Publication key → how many items wait for it."""
        with self._ctx.store.read() as r:
            return selections.counts(r)

    def triage(self, name: str, form: Triage, *, by: str) -> Item:
        """Does what a person decided, all of it or nothing, and journals it.

        Raises NotFoundError for an unknown item, theme, nature or publication, RefusedError when a
        decision is not allowed.
        """
        self._check_words(form)
        form = _with_tidy_url(form)
        with self._ctx.store.write() as w:
            item = read_item(w, name)
            who = people.acting(w, by, Right.EDIT)
            before = facts(item)
            self._apply(w, item, form, who)
            after = read_item(w, item.public_id)
            changed = {key: value for key, value in facts(after).items() if before[key] != value}
            if changed:
                people.write_journal(
                    w,
                    at=self._ctx.clock.now(),
                    by=who,
                    verb="triage",
                    about=f"item:{item.public_id}",
                    before={key: before[key] for key in changed},
                    after=changed,
                )
            return after

    def drop_all(self, names: Sequence[str], *, by: str) -> list[Item]:
        """Drops those of them that nobody has decided on yet, as one act; returns them as they are now.

        Raises NotFoundError when one does not exist: nothing is dropped then.
        """
        with self._ctx.store.write() as w:
            who = people.acting(w, by, Right.EDIT)
            found = read_items(w, names)
            left = [item.public_id for item in found if item.state is State.NEW]
            for item in found:
                if item.public_id in left:
                    items.decide(w, item.id, {"state": State.DROPPED.value})
            if left:
                stories.drop_with(w, [item.id for item in found])
                people.write_journal(
                    w,
                    at=self._ctx.clock.now(),
                    by=who,
                    verb="drop-rest",
                    about=f"source:{found[0].source}",
                    before={"items": left},
                    after={"state": State.DROPPED.value},
                )
            return read_items(w, left)

    def _check_words(self, form: Triage) -> None:
        for key in form.themes or ():
            self._ctx.config.theme(key)
        for key in (*form.select, *form.unselect):
            self._ctx.config.publication(key)
        if form.nature:
            self._ctx.config.nature(form.nature)
        for code in form.territories or ():
            if not is_territory_code(code):
                raise RefusedError(_("« {0} » n’est pas un territoire").format(code))
        if both := set(form.select) & set(form.unselect):
            words = _("« {0} » est à la fois à mettre et à retirer")
            raise RefusedError(words.format(min(both)))
        if form.select and form.state in (State.DROPPED, State.NEW):
            raise RefusedError(_("un élément écarté ou remis à trier n’attend aucune publication"))

    def proposals(self, item: Item, category_label: Callable[[str], str] = str) -> list[Suggestion]:
        """Publications that the rules of veille.yml propose it for, with the reason.

        `category_label` gives the words people read for a category of sources.
        """
        config = self._ctx.config
        source = next((one for one in config.sources if one.key == item.source), None)
        return propose(
            config.centre.publications,
            item,
            source.category if source else "",
            nature_label=self._ctx.words.nature,
            category_label=category_label,
        )

    def undo(self, *, by: str) -> Undone | None:
        """Takes back this person's last act of triage that still can be; None when none is left."""
        return undo(self._ctx, by=by)

    def free(self) -> dict[str, int]:
        """Publication key → how many of them no draft has taken yet."""
        with self._ctx.store.read() as r:
            return selections.free(r)

    def _apply(self, w: Connection, item: Item, form: Triage, who: int) -> None:
        now = self._ctx.clock.now()
        values = _values(item, form)
        _check_own(item, form)
        if form.select and not (values.get("url") or item.url):
            raise RefusedError(
                _("« {0} » n’a pas d’adresse : donnez-la avant de le retenir").format(item.title)
            )
        if quotation := form.quotation:
            self._check_quotation(item, quotation)
        _check_dates(values.get("starts_at", item.starts_at), values.get("ends_at", item.ends_at))
        if form.url and items.id_of_key(w, url_key(form.url)) not in (None, item.id):
            raise RefusedError(_("un autre élément a déjà l’adresse {0}").format(form.url))
        items.decide(w, item.id, values)
        if (chosen := _themes(item, form)) is not None:
            known = themes.ids(w)
            themes.decide(w, item.id, [known[key] for key in chosen if key in known], who, now)
        if (codes := _territories(item, form)) is not None:
            places.decide(w, item.id, codes, now)
        for publication in form.unselect:
            selections.remove(w, item.id, publication)
        for publication in form.select:
            selections.add(w, item.id, publication, who, now)
        if values.get("state") in (State.DROPPED, State.NEW):
            for publication in item.selected_for:
                selections.remove(w, item.id, publication)
        if item.state is State.DROPPED and "state" in values:
            stories.bring_back(w, item.id)
        stories.drop_with(w, [item.id])

    def _check_quotation(self, item: Item, quotation: str) -> None:
        source = next((one for one in self._ctx.config.sources if one.key == item.source), None)
        if len(quotation) > QUOTATION_LIMIT and (source is None or source.rights not in FREE):
            raise RefusedError(
                _(
                    "citation de {0} caractères : pas plus de {1} pour cette source"
                    " (code de la propriété intellectuelle, L.211-3-1)"
                ).format(len(quotation), QUOTATION_LIMIT)
            )


def _check_own(item: Item, form: Triage) -> None:
    """What the centre writes has the address of its page, and none until it is published."""
    if item.source != OWN_SOURCE:
        return
    if form.url:
        raise RefusedError(_("l’adresse de ce que le centre écrit est sa page : publiez-la"))
    if form.select and not item.url:
        raise RefusedError(_("« {0} » est un brouillon : publiez-le d’abord").format(item.title))


def _check_dates(starts: object, ends: object) -> None:
    """An event ends after it starts, in a year that is no slip of the finger."""
    for moment in (starts, ends):
        if isinstance(moment, datetime) and not 1990 <= moment.year <= 2100:
            raise RefusedError(_("l’année {0} n’est pas possible").format(moment.year))
    if isinstance(starts, datetime) and isinstance(ends, datetime) and ends < starts:
        raise RefusedError(_("la fin ne peut pas précéder le début"))


def _with_tidy_url(form: Triage) -> Triage:
    """The address as it will be public: http or https, without trackers. Raises RefusedError."""
    if form.url is None:
        return form
    url = tidy(form.url)
    if url is None:
        raise RefusedError(_("« {0} » n’est pas une adresse de page web").format(form.url))
    return replace(form, url=url)


def _values(item: Item, form: Triage) -> dict[str, object]:
    """Columns to write; what already stands so is left out, so that doing it twice writes nothing."""
    state = form.state or (State.KEPT if form.select and item.state is not State.KEPT else None)
    nature = form.nature
    if nature is None and form.accept:
        nature = next((s.key for s in item.suggestions if s.kind == "nature"), None)
    moment = item.moment if form.accept else None
    if moment and not _says_when(form):
        form = replace(
            form,
            closes_on=moment.closes,
            starts_at=moment.starts_at,
            ends_at=moment.ends_at,
        )
    wanted: dict[str, object | None] = {
        "state": state.value if state else None,
        "nature": nature,
        "summary": _tidy(form.summary),
        "quotation": _tidy(form.quotation),
        "closes_on": form.closes_on,
        "starts_at": form.starts_at,
        "ends_at": form.ends_at,
        "place": _tidy(form.place),
        "url": form.url,
    }
    values = {key: value for key, value in wanted.items() if value is not None or key in form.clear}
    if form.url:
        values["url_key"] = url_key(form.url)
    return {
        key: value
        for key, value in values.items()
        if key == "nature" or getattr(item, key) != value
    }


def _says_when(form: Triage) -> bool:
    """Whether a person gave a date, or took one away."""
    return bool(form.closes_on or form.starts_at or form.ends_at or form.clear)


def _tidy(text: str | None) -> str | None:
    return (
        None
        if text is None
        else "\n".join(line.rstrip() for line in seen(text).strip().splitlines())
    )


def _themes(item: Item, form: Triage) -> Sequence[str] | None:
    if form.themes is not None:
        return form.themes if set(form.themes) != set(item.themes) or item.suggestions else None
    if form.accept:
        suggested = [s.key for s in item.suggestions if s.kind == "theme"]
        return [*item.themes, *suggested] if suggested else None
    return None


def _territories(item: Item, form: Triage) -> Sequence[str] | None:
    """Those a person chose; None where they left what rules had said, and were asked nothing."""
    asked = any(s.kind == "territory" for s in item.suggestions)
    if form.territories is None or (set(form.territories) == set(item.territories) and not asked):
        return None
    return form.territories
