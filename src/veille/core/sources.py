"""Sources for the desk and the command line: what is declared beside how it does."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from gettext import gettext as _

from veille.config.edit import Values, fields_set, rows_added
from veille.core.context import Context
from veille.core.declaring import Declaring
from veille.core.health import SourceHealth, Worth, health_of, troubled
from veille.core.looking import Found, look
from veille.core.trying import Trial, try_addresses, try_sources
from veille.errors import ConflictError, RefusedError
from veille.model.declared import Source
from veille.model.fields import Declared
from veille.model.health import PastVisit, Scorecard
from veille.model.source_rules import Kind
from veille.store import scorecards, sources
from veille.text.dates import paris_day
from veille.text.french import count

FILE = "sources.yml"
VISITS_SHOWN = 30
"""Of one source, on its page."""


class Sources:
    """What the centre watches. Every edit is one line or one field of sources.yml, and can be undone."""

    def __init__(self, ctx: Context, reload: Callable[[], None]) -> None:
        self._ctx = ctx
        self.file = Declaring(ctx, FILE, reload)
        self._cards: tuple[tuple[object, ...], Mapping[str, Scorecard]] = ((), {})

    def listed(self) -> list[SourceHealth]:
        """In the order of sources.yml."""
        with self._ctx.store.read() as r:
            states = sources.states(r)
        return [health_of(one, states.get(one.key)) for one in self._ctx.config.sources]

    def with_worth(self) -> list[Worth]:
        """The same, each with what it brought over ninety days and a year, counted once a run."""
        cards = self._scorecards()
        return [self._worth(one, cards) for one in self.listed()]

    def worth(self, key: str) -> Worth:
        """One of them. Raises NotFoundError."""
        return self._worth(self.get(key), self._scorecards())

    def visits(self, key: str) -> list[PastVisit]:
        """Its last visits, the newest first. Raises NotFoundError."""
        self._ctx.config.source(key)
        with self._ctx.store.read() as r:
            return scorecards.past_visits(r, sources.id_of(r, key), VISITS_SHOWN)

    def troubled_count(self) -> int:
        """How many sources someone should look into; cheap, for every page says it."""
        with self._ctx.store.read() as r:
            return troubled(r, self._ctx.config.sources, self._ctx.clock.now())

    def get(self, key: str) -> SourceHealth:
        """Raises NotFoundError."""
        source = self._ctx.config.source(key)
        with self._ctx.store.read() as r:
            return health_of(source, sources.states(r).get(key))

    def try_new(self, key: str) -> Found:
        """What the address proposed for a source would bring; writes nothing.

        Raises NotFoundError, RefusedError when none is proposed, SourceError when it does not answer.
        """
        return look(self._ctx, self._new_url(key))

    def trial(self, key: str) -> Trial:
        """What a source would bring now, as if asked for the first time; stores nothing. Raises NotFoundError."""
        return try_sources(self._ctx, [key])[0]

    def trials(self, names: Sequence[str], *, everything: bool = False) -> list[Trial]:
        """The same for keys and addresses, or for every source that is not paused; addresses come last.

        Raises NotFoundError for what is neither a key nor an address.
        """
        addresses = [name for name in names if "." in name or ":" in name]
        keys = [name for name in names if name not in addresses]
        if everything:
            keys += [one.key for one in self._ctx.config.sources if one.enabled]
        return [*try_sources(self._ctx, keys), *try_addresses(self._ctx, addresses)]

    def look(self, address: str, kind: Kind | None = None) -> Found:
        """The feed at or behind an address, or what it is as that kind; writes nothing.

        Raises RefusedError, SourceError.
        """
        return look(self._ctx, address, kind)

    def add(self, rows: Sequence[Values], *, by: str, seen: str = "") -> None:
        """Declares sources, one line each at the end of sources.yml. All or none.

        Raises ConfigError when a row is refused or the file changed, ForbiddenError.
        """
        tidied = [_without_defaults(row) for row in rows]
        self.file.write(
            lambda text: rows_added(text, FILE, "sources", tidied),
            by=by,
            verb="add-sources",
            words=_("ajout de {0}").format(_named([str(row["name"]) for row in rows])),
            about={"keys": [row["key"] for row in rows]},
            seen=seen,
        )

    def edit(self, key: str, values: Values, *, by: str, seen: str = "") -> None:
        """Sets fields of one source. Raises NotFoundError, ConfigError, ForbiddenError."""
        source = self._ctx.config.source(key)
        changed = {name: value for name, value in values.items() if _stands(source, name) != value}
        if changed:
            words = _("modification de « {0} »").format(source.name)
            self._set({key: changed}, by=by, verb="edit-source", words=words, seen=seen)

    def pause(self, reasons: Mapping[str, str], *, by: str = "console") -> list[str]:
        """Sets `enabled: false` in sources.yml, with the reason as its note; returns the keys paused.

        All of them or none. Raises NotFoundError, ConfigError, ForbiddenError.
        """
        paused = [key for key in reasons if self._ctx.config.source(key).enabled]
        if paused:
            words = _("mise en pause de {0}").format(self._names(paused))
            edits = {key: self._paused(reasons[key]) for key in paused}
            self._set(edits, by=by, verb="pause-sources", words=words)
        return paused

    def resume(self, keys: Sequence[str], *, by: str) -> list[str]:
        """Sets `enabled: true`; a note that told of the pause goes. Raises like `pause`."""
        resumed = [key for key in keys if not self._ctx.config.source(key).enabled]
        if resumed:
            words = _("reprise de {0}").format(self._names(resumed))
            edits = {key: _resumed(self._ctx.config.source(key)) for key in resumed}
            self._set(edits, by=by, verb="resume-sources", words=words)
        return resumed

    def adopt(self, key: str, *, by: str, seen: str = "") -> str:
        """Takes the address where the server said that the source lives now, else the feed that its site
        declares, and returns it. `seen` is the one that a person looked at.

        Raises NotFoundError, RefusedError when there is none, ConflictError when another is proposed
        by now, ConfigError, ForbiddenError.
        """
        address = self._new_url(key)
        if seen not in ("", address):
            raise ConflictError(_("une autre adresse est proposée depuis : essayez-la d’abord"))
        words = _("nouvelle adresse de « {0} »").format(self._ctx.config.source(key).name)
        self._set({key: {"url": address}}, by=by, verb="move-source", words=words)
        return address

    def names(self) -> dict[str, str]:
        return {one.key: one.name for one in self._ctx.config.sources}

    def _set(
        self, edits: Mapping[str, Values], *, by: str, verb: str, words: str, seen: str = ""
    ) -> None:
        self.file.write(
            lambda text: fields_set(text, FILE, "sources", edits),
            by=by,
            verb=verb,
            words=words,
            about={"keys": list(edits)},
            seen=seen,
        )

    def _new_url(self, key: str) -> str:
        one = self.get(key)
        if one.new_url is None:
            words = _("« {0} » n’a pas déménagé, et son site ne déclare pas d’autre flux")
            raise RefusedError(words.format(one.source.name))
        return one.new_url

    def _scorecards(self) -> Mapping[str, Scorecard]:
        """Counted anew after each run and each sealing, and on a new day."""
        now = self._ctx.clock.now()
        with self._ctx.store.read() as r:
            state = (*scorecards.state(r), paris_day(now))
            if self._cards[0] != state:
                self._cards = (state, scorecards.scorecards(r, now))
        return self._cards[1]

    def _worth(self, one: SourceHealth, cards: Mapping[str, Scorecard]) -> Worth:
        card = cards.get(one.source.key, Scorecard())
        now = self._ctx.clock.now()
        watched = card.since is not None and now - card.since >= scorecards.YEAR
        nothing = not (card.year.kept or card.year.published)
        return Worth(one, card, idle=watched and nothing and one.source.enabled)

    def _names(self, keys: Sequence[str]) -> str:
        return _named([self._ctx.config.source(key).name for key in keys])

    def _paused(self, reason: str) -> Values:
        if not reason:
            return {"enabled": False}
        today = paris_day(self._ctx.clock.now()).strftime("%d/%m/%Y")
        return {"enabled": False, "note": _("en pause le {0} : {1}").format(today, reason)}


def _resumed(source: Source) -> Values:
    ours = source.note.startswith(_("en pause le "))
    return {"enabled": True, "note": ""} if ours else {"enabled": True}


def _without_defaults(row: Values) -> Values:
    """Only what says something: a line of sources.yml stays readable."""
    fields = Source.model_fields
    return {
        name: value
        for name, value in row.items()
        if fields[name].is_required() or value != _default(name)
    }


def _default(name: str) -> object:
    default = Source.model_fields[name].default
    return "" if default is None else default


def _stands(source: Source, name: str) -> object:
    value = getattr(source, name)
    if isinstance(value, Declared):
        return value.model_dump(exclude_defaults=True, by_alias=True)
    return "" if value is None else value


def _named(names: Sequence[str]) -> str:
    """« La Gazette », or how many they are."""
    return f"« {names[0]} »" if len(names) == 1 else count(len(names), "source", "sources")
