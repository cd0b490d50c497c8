"""File what a source told: new items added, changed ones retold, every sighting kept. Idempotent by content."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from veille.collect.entries.address import face, host_of, orphan_key, url_key
from veille.collect.entries.judge import Known, judge, sharing
from veille.core.context import Context
from veille.core.gathering import gather
from veille.core.placing import placed
from veille.model.declared import Source
from veille.model.item import Candidate, Suggestion, Verdict
from veille.store import filing, items, places, sources, themes
from veille.store.engine import Connection
from veille.store.filing import KnownItem, NewItem, Sighting
from veille.store.places import Placed
from veille.store.sources import FetchRecord, Success
from veille.text.dates import paris_day
from veille.text.relay import hidden_by


@dataclass
class _Waiting:
    """What is still to be written, in an order in which nothing refers to what is not there yet."""

    fetches: list[FetchRecord] = field(default_factory=list)
    told: list[Success] = field(default_factory=list)
    items: list[NewItem] = field(default_factory=list)
    themes: dict[int, list[Suggestion]] = field(default_factory=dict)
    places: dict[int, Placed] = field(default_factory=dict)
    seen: list[Sighting] = field(default_factory=list)
    fresh: dict[str, KnownItem] = field(default_factory=dict)


class Filing:
    """What several sources told, filed in one transaction; `finish` writes it and gathers it into stories.

    What is new waits to be written together with what the next sources bring.
    """

    def __init__(self, w: Connection, ctx: Context, now: datetime) -> None:
        self._w, self._ctx, self._now = w, ctx, now
        self._told: list[int] = []
        self._themes: dict[str, int] = {}
        self._fetch, self._item = sources.next_fetch(w), filing.next_id(w)
        self._waiting = _Waiting()

    def next_fetch(self) -> int:
        """The id of one more visit."""
        self._fetch += 1
        return self._fetch - 1

    def visited(self, record: FetchRecord) -> None:
        """One visit, once what it brought is filed."""
        self._waiting.fetches.append(record)

    def remembered(self, told: Success | None) -> None:
        """What a good visit leaves of its source; nothing of one that failed."""
        if told:
            self._waiting.told.append(told)

    def file(
        self, source: Source, source_id: int, fetch_id: int, candidates: Sequence[Candidate]
    ) -> int:
        """Writes one source's candidates; returns how many items are new."""
        if not candidates:
            return 0
        self._themes = self._themes or themes.ids(self._w)
        keys = {one.guid: _key(one, source) for one in candidates}
        keys |= {guid: orphan_key(source.key, guid) for guid in sharing(candidates, keys)}
        known = filing.known(self._w, source_id, keys.values(), keys)
        fresh = self._waiting.fresh
        by_key = {key: fresh[key] for key in keys.values() if key in fresh}
        by_key |= {one.url_key: one for one in known}
        by_guid = {guid: one for one in known for guid in one.guids}
        first = self._item
        new: list[Candidate] = []
        seen: list[Sighting] = []
        for candidate in candidates:
            key = keys[candidate.guid]
            met = by_key.get(key) or by_guid.get(candidate.guid)
            verdict = judge(candidate, _known(met, candidate))
            if met is None or verdict is Verdict.NEW:
                met = _just_added(first + len(new), candidate, key, source, source_id, self._now)
                by_key[key] = met
                new.append(candidate)
            elif _may_retell(met, source, source_id, verdict, self._now):
                told_so = replace(candidate, url=None) if hidden_by(candidate.url) else candidate
                self._retell(source, source_id, met, told_so, key)
                if candidate.url:
                    # Another entry of the same feed may lead to the new address too.
                    by_key[key] = replace(met, url_key=key)
            seen.append(Sighting(source_id, candidate.guid, met.id, fetch_id))
        self._add(source, source_id, first, new, keys)
        self._waiting.seen += seen
        # To the other sources: found by its address alone.
        self._waiting.fresh |= {
            keys[one.guid]: replace(by_key[keys[one.guid]], guids=frozenset()) for one in new
        }
        return len(new)

    def finish(self) -> None:
        """Writes all that waits, and places what was told, or told otherwise, among the stories."""
        self._write()
        gather(self._w, self._ctx, self._told, self._now)
        self._told = []

    def _add(
        self,
        source: Source,
        source_id: int,
        first: int,
        candidates: Sequence[Candidate],
        keys: Mapping[str, str],
    ) -> None:
        """All the new items of one source, their ids counted from `first`."""
        self._item = first + len(candidates)
        ids = range(first, self._item)
        suggester, ids_of = self._ctx.suggester, self._ctx.ids
        waiting = self._waiting
        for item_id, one in zip(ids, candidates, strict=True):
            nature = suggester.nature(one.title, one.excerpt)
            waiting.themes[item_id] = suggester.themes(one.title, one.excerpt, source.themes)
            key = keys[one.guid]
            public_id = ids_of.public_id(f"item:{key}")
            about = (public_id, key, source_id, source.language, source.access, nature)
            waiting.items.append(NewItem(item_id, one, *about))
            waiting.places[item_id] = placed(one, source)
        self._told += ids

    def _write(self) -> None:
        w, now, waiting = self._w, self._now, self._waiting
        sources.record_fetches(w, waiting.fetches)
        sources.succeeded(w, waiting.told)
        filing.add_all(w, waiting.items, now)
        themes.suggest_new(w, waiting.themes, self._themes, now)
        places.place_new(w, waiting.places, now)
        filing.see(w, waiting.seen, now)
        self._waiting = _Waiting()

    def _retell(
        self, source: Source, source_id: int, met: KnownItem, candidate: Candidate, key: str
    ) -> None:
        self._write()  # it may be of what waits
        items.retell(
            self._w,
            met.id,
            candidate,
            url_key=key,
            source_id=source_id,
            language=source.language,
            access=source.access,
        )
        understand(self._w, self._ctx, met.id, candidate, source, self._now, self._themes)
        self._told.append(met.id)


def _key(candidate: Candidate, source: Source) -> str:
    """By its address; what tells a change of a watched page by itself, for they share the page's."""
    if candidate.url and source.kind != "watch":
        return url_key(candidate.url)
    return orphan_key(source.key, candidate.guid)


def _known(met: KnownItem | None, candidate: Candidate) -> Known | None:
    if met is None:
        return None
    guid = candidate.guid if candidate.guid in met.guids else ""
    return Known(url_key=met.url_key, title=met.title, excerpt=met.excerpt, guid=guid)


def _just_added(
    item_id: int,
    candidate: Candidate,
    key: str,
    source: Source,
    source_id: int,
    now: datetime,
) -> KnownItem:
    return KnownItem(
        id=item_id,
        url_key=key,
        url=candidate.url,
        title=candidate.title,
        excerpt=candidate.excerpt,
        source_id=source_id,
        source_key=source.key,
        source_url=source.url,
        seen_at=now,
        guids=frozenset({candidate.guid}),
    )


def _may_retell(
    met: KnownItem, source: Source, source_id: int, verdict: Verdict, now: datetime
) -> bool:
    """Only an item's home may change its words: else two sources would rewrite each other for ever.

    Home is the source on the item's own host, else the first to tell it; told on the same day, the
    first by key, so that neither the order of the answers nor a run cut short ever shows.
    """
    if met.source_id == source_id:
        return verdict is Verdict.CHANGED
    mine = (not _same_host(source.url, met.url), paris_day(now), source.key)
    theirs = (not _same_host(met.source_url, met.url), paris_day(met.seen_at), met.source_key)
    return mine < theirs


def _same_host(one: str, other: str | None) -> bool:
    return other is not None and face(host_of(one)) == face(host_of(other))


def understand(
    w: Connection,
    ctx: Context,
    item_id: int,
    candidate: Candidate,
    source: Source | None,
    now: datetime,
    theme_ids: dict[str, int] | None = None,
) -> None:
    """Suggestions, from the words just written. `source` is None when nobody declares it."""
    known = themes.ids(w) if theme_ids is None else theme_ids
    usual = source.themes if source else ()
    suggested = ctx.suggester.themes(candidate.title, candidate.excerpt, usual)
    themes.suggest(w, item_id, suggested, known, now)
    nature = ctx.suggester.nature(candidate.title, candidate.excerpt)
    items.suggest_nature(w, item_id, nature.key if nature else "", nature.why if nature else "")
    places.place(w, item_id, placed(candidate, source), now)


def add_by_hand(
    w: Connection,
    ctx: Context,
    candidate: Candidate,
    *,
    key: str,
    source: Source | None,
    source_id: int,
    language: str,
    access: str,
    who: int | None,
) -> int:
    """A new item that somebody brought in, under the key of its address; returns its id.

    `source` is the declared one on its host, `who` is None while nothing proves who it was.
    """
    now = ctx.clock.now()
    item_id = items.add(
        w,
        candidate,
        public_id=ctx.ids.public_id(f"item:{key}"),
        url_key=key,
        source_id=source_id,
        language=language,
        access=access,
        seen_at=now,
        proposed_by=who,
    )
    understand(w, ctx, item_id, candidate, source, now)
    gather(w, ctx, [item_id], now)
    return item_id
