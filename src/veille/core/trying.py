"""Sources and addresses tried without anything being stored: what each would bring, or why not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from gettext import gettext as _

from veille.collect.gather import Gathered
from veille.collect.mail.post import post_of
from veille.core.context import Context
from veille.core.looking import Found, look, rhythm_of
from veille.core.visiting import ask_all, keep_manners, polite
from veille.errors import RefusedError, SourceError
from veille.model.item import Candidate, Outcome, Validators
from veille.model.source_rules import Kind
from veille.store import sources

AT_ONCE = 8
"""Addresses looked at side by side."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What one source, or one address, would bring."""

    name: str
    """The source's key, or the address as it was written."""
    url: str
    count: int = 0
    newest: str = ""
    """Title of the newest entry."""
    newest_at: datetime | None = None
    rhythm: str = ""
    reason: str = ""
    """Why it brings nothing, or what calls for a look."""
    failed: bool = False


def try_sources(ctx: Context, keys: Sequence[str]) -> list[Trial]:
    """Asks these sources as if for the first time, side by side, each host politely; in their order.

    Raises NotFoundError for an unknown key.
    """
    wanted = [ctx.config.source(key) for key in dict.fromkeys(keys)]
    with ctx.store.read() as r:
        states = sources.states(r)
    blank = {
        key: replace(state, validators=Validators(), memory="") for key, state in states.items()
    }
    pages = polite(ctx)
    told: dict[str, Trial] = {}
    with closing(post_of(ctx.config.centre.collect.mailbox, ctx.workspace.folder)) as post:
        for answers in ask_all(ctx, wanted, blank, pages, post):
            for answer in answers:
                source = ctx.config.source(answer.gathered.source)
                told[source.key] = _of_source(source.url, source.kind, answer.gathered)
    keep_manners(ctx, pages)
    return [told[source.key] for source in wanted]


def try_addresses(ctx: Context, addresses: Sequence[str]) -> list[Trial]:
    """Looks at addresses as for adding them, side by side; in their order."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(_looker(ctx), dict.fromkeys(addresses)))


def _looker(ctx: Context) -> Callable[[str], Trial]:
    def tried(address: str) -> Trial:
        try:
            return _of_address(address, look(ctx, address))
        except SourceError as error:
            return Trial(address, address, reason=error.reason, failed=True)
        except RefusedError as error:
            return Trial(address, address, reason=str(error), failed=True)

    return tried


def _of_source(url: str, kind: Kind, gathered: Gathered) -> Trial:
    failed = gathered.outcome in (Outcome.FAILED, Outcome.EMPTY)
    reason = gathered.reason
    if kind == "watch" and not failed:
        reason = _("le texte se lit ; chaque changement sera un élément")
    return _told(gathered.source, url, gathered.candidates, reason, failed=failed)


def _of_address(address: str, found: Found) -> Trial:
    reason = " ; ".join(found.warnings)
    # What is watched for its changes brings nothing at first, and is no failure.
    failed = not found.count and found.feed.kind != "watch"
    return _told(address, found.feed.url, found.feed.candidates, reason, failed=failed)


def _told(
    name: str, url: str, candidates: Sequence[Candidate], reason: str, *, failed: bool
) -> Trial:
    dated = [(one.published_at, one.title) for one in candidates if one.published_at]
    newest_at, newest = max(dated, default=(None, candidates[0].title if candidates else ""))
    return Trial(
        name, url, len(candidates), newest, newest_at, rhythm_of(candidates), reason, failed
    )
