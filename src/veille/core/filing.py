"""File what a source told: new items added, changed ones retold, every sighting kept. Idempotent by content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from veille.collect.address import orphan_key, url_key
from veille.collect.judge import Known, judge, sharing
from veille.core.context import Context
from veille.core.gathering import gather
from veille.model.declared import Source
from veille.model.item import Candidate, Verdict
from veille.store import items, themes
from veille.store.engine import Connection
from veille.store.items import KnownItem
from veille.text.dates import paris_day
from veille.text.relay import hidden_by


def file_candidates(
    w: Connection,
    ctx: Context,
    source: Source,
    source_id: int,
    fetch_id: int,
    candidates: Sequence[Candidate],
    now: datetime,
) -> int:
    """Writes one source's candidates in the caller's transaction; returns how many items are new."""
    keys = {one.guid: _key(one, source) for one in candidates}
    keys |= {guid: orphan_key(source.key, guid) for guid in sharing(candidates, keys)}
    known = items.known(w, source_id, keys.values(), keys)
    by_key = {one.url_key: one for one in known}
    by_guid = {guid: one for one in known for guid in one.guids}
    theme_ids = themes.ids(w) if candidates else {}
    seen: list[tuple[str, int]] = []
    told: list[int] = []
    new = 0
    for candidate in candidates:
        met = by_key.get(keys[candidate.guid]) or by_guid.get(candidate.guid)
        verdict = judge(candidate, _known(met, candidate))
        if met is None or verdict is Verdict.NEW:
            item_id = _add(w, ctx, source, source_id, candidate, keys[candidate.guid], now)
            by_key[keys[candidate.guid]] = _just_added(
                item_id, candidate, keys, source, source_id, now
            )
            new += 1
        elif _may_retell(met, source, source_id, verdict, now):
            item_id = met.id
            told_so = replace(candidate, url=None) if hidden_by(candidate.url) else candidate
            _retell(w, source, source_id, met, told_so, keys[candidate.guid])
            if candidate.url:
                # Another entry of the same feed may lead to the new address too.
                by_key[keys[candidate.guid]] = replace(met, url_key=keys[candidate.guid])
        else:
            seen.append((candidate.guid, met.id))
            continue
        seen.append((candidate.guid, item_id))
        told.append(item_id)
        understand(w, ctx, item_id, candidate, source, now, theme_ids)
    items.see(w, source_id, seen, fetch_id, now)
    gather(w, ctx, told, now)
    return new


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


def _add(
    w: Connection,
    ctx: Context,
    source: Source,
    source_id: int,
    candidate: Candidate,
    key: str,
    now: datetime,
) -> int:
    return items.add(
        w,
        candidate,
        public_id=ctx.ids.public_id(f"item:{key}"),
        url_key=key,
        source_id=source_id,
        language=source.language,
        access=source.access,
        seen_at=now,
    )


def _retell(
    w: Connection, source: Source, source_id: int, met: KnownItem, candidate: Candidate, key: str
) -> None:
    items.retell(
        w,
        met.id,
        candidate,
        url_key=key,
        source_id=source_id,
        language=source.language,
        access=source.access,
    )


def _just_added(
    item_id: int,
    candidate: Candidate,
    keys: dict[str, str],
    source: Source,
    source_id: int,
    now: datetime,
) -> KnownItem:
    return KnownItem(
        id=item_id,
        url_key=keys[candidate.guid],
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
    return other is not None and _host(one) == _host(other)


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.")


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
    items.place(w, item_id, source.territory if source else (), now)
