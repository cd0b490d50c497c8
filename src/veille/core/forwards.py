"""Mails that colleagues send to the watch address become proposals; what nobody expected is counted, and left."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from gettext import gettext as _
from hashlib import sha256

from veille.collect.kinds.newsletter import belongs, recent
from veille.collect.mail.forward import read_forward
from veille.collect.mail.message import readable
from veille.collect.mail.post import Kept, Post
from veille.collect.reach.schedule import next_due
from veille.core.context import Context
from veille.core.proposing import Proposer, additions, propose
from veille.errors import ForbiddenError, MailError
from veille.model.declared import MAIL_SOURCE
from veille.model.health import Trouble
from veille.model.item import Validators
from veille.model.mail import Envelope
from veille.model.role import Right
from veille.store import accounts, people, sources
from veille.store.engine import Connection

REMEMBERED = timedelta(days=30)
"""How long the mailbox keeps in mind what it read and what nobody expected."""
MOST_STRANGERS = 1_000
"""Messages of strangers kept in mind, the last ones: spam comes by the thousand."""
_NAME_LENGTH = 200
_FORGED = "!"


@dataclass(frozen=True, slots=True)
class Forwards:
    """How the mailbox did in one run, or how it stands."""

    read: int = 0
    """Mails of colleagues read in this run."""
    new: int = 0
    """Items proposed from them."""
    unexpected: tuple[tuple[str, int], ...] = ()
    """Of the last thirty days: (who writes, how many messages), those who write most first."""
    error: str = ""
    last_ok_at: datetime | None = None

    @property
    def strangers(self) -> int:
        return sum(count for _sender, count in self.unexpected)


@dataclass(frozen=True, slots=True)
class _Memory:
    """What the mailbox's row keeps: the mark; mails of colleagues that were filed; messages of strangers."""

    mark: str = ""
    filed: Mapping[str, str] = field(default_factory=dict)
    """Digest of a Message-ID → when: a mailbox that was moved does not propose twice."""
    strangers: Mapping[str, tuple[str, str, str]] = field(default_factory=dict)
    """Id → (when, who writes, list's name; « ! » of a forger, whatever newsletter is declared)."""

    @classmethod
    def read(cls, memory: str) -> _Memory:
        try:
            told = json.loads(memory or "{}")
            strangers = {id: (str(a), str(b), str(c)) for id, (a, b, c) in told["s"].items()}
            return cls(str(told["mark"]), dict(told["f"]), strangers)
        except (ValueError, TypeError, KeyError, AttributeError):
            return cls(Kept.read(memory).mark)

    def written(self, now: datetime) -> str:
        oldest = (now - REMEMBERED).isoformat()
        filed = {one: at for one, at in self.filed.items() if at >= oldest}
        known = [(id, one) for id, one in self.strangers.items() if one[0] >= oldest]
        strangers = dict(sorted(known, key=lambda told: told[1][0])[-MOST_STRANGERS:])
        return json.dumps({"mark": self.mark, "f": filed, "s": strangers})


def take_forwards(ctx: Context, post: Post) -> Forwards | None:
    """Reads what came since last time, each mail filed in one transaction with the mark that it was.

    None without a mailbox. Whatever the mailbox answers is health, not an error.
    """
    if ctx.config.centre.collect.mailbox is None:
        return None
    now = ctx.clock.now()
    with ctx.store.write() as w:
        row = _row(w, ctx)
        memory = _Memory.read(sources.states(w)[MAIL_SOURCE].memory)
    try:
        listing = post.listed(memory.mark, now)
        count, new = 0, 0
        for one in post.envelopes(listing.ids):
            if not memory.mark and not recent(one, now):
                continue
            who = _colleague(ctx, one)
            digest = sha256(one.message_id.encode("utf-8", "surrogatepass")).hexdigest()[:16]
            if who is None or digest in memory.filed:
                memory = memory if who else _met(ctx, memory, one, now)
                continue
            memory = replace(memory, filed={**memory.filed, digest: now.isoformat()})
            new += _file(ctx, post, one, who, row, memory)
            count += 1
    except MailError as error:
        with ctx.store.write() as w:
            sources.failed(
                w, row, error=error.reason, due=next_due(now, 1), trouble=Trouble.MAILBOX
            )
        return replace(mailbox_standing(ctx) or Forwards(), error=error.reason)
    with ctx.store.write() as w:
        _remember(w, row, replace(memory, mark=listing.mark or memory.mark), now)
    return replace(mailbox_standing(ctx) or Forwards(), read=count, new=new)


def mailbox_standing(ctx: Context) -> Forwards | None:
    """How the mailbox does, without asking it; None when there is none."""
    if ctx.config.centre.collect.mailbox is None:
        return None
    with ctx.store.read() as r:
        state = sources.states(r).get(MAIL_SOURCE)
    if state is None:
        return Forwards()
    return Forwards(
        unexpected=_senders(ctx, _Memory.read(state.memory)),
        error=state.last_error,
        last_ok_at=state.last_ok_at,
    )


def _senders(ctx: Context, memory: _Memory) -> tuple[tuple[str, int], ...]:
    """Who writes without being expected: a newsletter declared since is not counted any more."""
    met = Counter(
        sender
        for id, (_at, sender, list_id) in memory.strangers.items()
        if list_id == _FORGED
        or not _is_newsletter(ctx, Envelope(id, sender, "", list_id, "", "", None))
    )
    return tuple(met.most_common())


def _met(ctx: Context, memory: _Memory, one: Envelope, now: datetime) -> _Memory:
    if _is_newsletter(ctx, one):
        return memory
    sender = one.sender or _("expéditeur illisible")
    named = _FORGED if one.authenticity == "fail" else one.list_id
    stranger = (now.isoformat(), sender[:_NAME_LENGTH], named[:_NAME_LENGTH])
    return replace(memory, strangers={**memory.strangers, one.message_id: stranger})


def _is_newsletter(ctx: Context, one: Envelope) -> bool:
    return any(belongs(one, source.mail) for source in ctx.config.sources if source.mail)


def _colleague(ctx: Context, one: Envelope) -> str | None:
    """The name of the account that writes, when it may propose; None of a machine, or of a forger found out."""
    if one.automatic or one.authenticity == "fail" or _is_newsletter(ctx, one) or not one.sender:
        return None
    with ctx.store.read() as r:
        found = accounts.find(r, one.sender)
        known = accounts.credentials(r, found) if found is not None else None
        return known.name if known and not known.disabled else None


def _file(ctx: Context, post: Post, one: Envelope, who: str, row: int, memory: _Memory) -> int:
    """One mail: its items, her words, and that it was read, all or nothing. Returns how many are new."""
    mail, _size = post.mail(one.id)
    forward = read_forward(mail, one, readable(mail.attached) if mail.attached else None)
    new = additions(ctx, forward, one)
    with ctx.store.write() as w:
        try:
            person = people.acting(w, who, Right.PROPOSE)
        except ForbiddenError:
            return 0
        proved = person if one.authenticity == "pass" else None
        proposer = Proposer(who, proved, forward.comment)
        count = propose(w, ctx, new, one, proposer=proposer, row=row)
        _remember(w, row, memory, ctx.clock.now())
        return count


def _remember(w: Connection, row: int, memory: _Memory, now: datetime) -> None:
    done = sources.Success(row, now, now, Validators(), memory.written(now))
    sources.succeeded(w, [done])


def _row(w: Connection, ctx: Context) -> int:
    return sources.mailbox(
        w, name=_("Courriels de l’équipe"), url=ctx.config.centre.site.public_url
    )
