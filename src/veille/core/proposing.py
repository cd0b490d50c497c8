"""What a colleague's mail brings, filed: her links read as when one adds them by hand, her words as a comment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from gettext import gettext as _

from veille.collect.entries.address import orphan_key, url_key
from veille.collect.entries.clean import one_line
from veille.collect.entries.entry import EXCERPT_LENGTH, believable
from veille.collect.kinds.newsletter import Way
from veille.collect.mail.forward import Forward
from veille.collect.mail.news_links import NewsLink
from veille.core.adding import Adding, Addition
from veille.core.context import Context
from veille.core.filing import add_by_hand
from veille.errors import RefusedError
from veille.model.declared import MAIL_SOURCE
from veille.model.item import Candidate
from veille.model.mail import Envelope
from veille.store import comments, items, items_read, people
from veille.store.engine import Connection

ROBOT = "veille"
"""Who acts when nothing proves that the colleague did; jobs act under the same name."""
MOST_LOOKED = 10
"""Pages read for one mail, to know what a bare address is about."""
_SHARED = 5
"""Items on which one comment is repeated; of more, the first bears it."""


@dataclass(frozen=True, slots=True)
class Proposer:
    """In whose name: `person` is None while nothing proves who wrote."""

    name: str
    person: int | None
    said: str
    """What she wrote; at the least, that she sent it."""


def additions(ctx: Context, forward: Forward, one: Envelope) -> list[Addition]:
    """What each link is, as the form « Ajouter » would hold it; asks the network, writes nothing.

    Without an address (`url` empty): what no link tells, or a counting link that leads nowhere.
    """
    way, adding = Way(ctx.fetcher), Adding(ctx)
    found: list[Addition] = []
    looked = 0
    met: set[str] = set()
    for link in forward.links:
        url = way.end_of(link.href, (*one.recipients, one.sender))[0]
        if url and url_key(url) in met:
            continue
        met.add(url_key(url or ""))
        if url and not link.own and forward.hers and looked < MOST_LOOKED:
            looked += 1
            found.append(_looked(adding, url, link))
        else:
            found.append(_told(ctx, url or "", link, one))
    return found or [_whole(ctx, forward, one)]


def propose(
    w: Connection,
    ctx: Context,
    new: Sequence[Addition],
    one: Envelope,
    *,
    proposer: Proposer,
    row: int,
) -> int:
    """Files what is not known yet, in the caller's transaction; returns how much is new.

    Each is journaled under the colleague's name when it is proved, under the program's otherwise.
    """
    count = 0
    for rank, addition in enumerate(new):
        item_id, known = _known(w, addition, one, rank)
        if item_id is None:
            item_id = _filed(w, ctx, addition, one, rank, proposer, row)
            count += 1
        if len(new) <= _SHARED or rank == 0 or proposer.person is None:
            _comment(w, ctx, item_id, proposer, known=known)
    return count


def _looked(adding: Adding, url: str, link: NewsLink) -> Addition:
    try:
        return adding.look(url, link.title).addition
    except RefusedError:
        return Addition(url, link.title)


def _told(ctx: Context, url: str, link: NewsLink, one: Envelope) -> Addition:
    at = believable(one.sent_at, ctx.clock.now())
    return Addition(url, link.title, description=link.excerpt, published_at=at)


def _whole(ctx: Context, forward: Forward, one: Envelope) -> Addition:
    at = believable(one.sent_at, ctx.clock.now())
    title = forward.title or _("Courriel sans objet")
    return Addition(
        "", title, description=one_line(forward.excerpt, EXCERPT_LENGTH), published_at=at
    )


def _known(w: Connection, new: Addition, one: Envelope, rank: int) -> tuple[int | None, bool]:
    key = url_key(new.url) if new.url else _orphan(one, rank)
    found = items.id_of_key(w, key)
    return found, found is not None


def _orphan(one: Envelope, rank: int) -> str:
    return orphan_key(MAIL_SOURCE, f"{one.message_id}#{rank}")


def _filed(
    w: Connection,
    ctx: Context,
    new: Addition,
    one: Envelope,
    rank: int,
    proposer: Proposer,
    row: int,
) -> int:
    if new.url:
        item_id = Adding(ctx).file(w, new, proposer.person)
    else:
        key = _orphan(one, rank)
        item_id = add_by_hand(
            w,
            ctx,
            Candidate(key, None, new.title, new.description, published_at=new.published_at),
            key=key,
            source=None,
            source_id=row,
            language=new.language,
            access=new.access,
            who=proposer.person,
        )
    public_id = items_read.by_ids(w, [item_id])[0].public_id
    people.write_journal(
        w,
        at=ctx.clock.now(),
        by=proposer.person or people.person_id(w, ROBOT),
        verb="add-item",
        about=f"item:{public_id}",
        before={},
        after={"title": new.title, "url": new.url, "selected_for": [], "by_mail": proposer.name},
    )
    return item_id


def _comment(w: Connection, ctx: Context, item_id: int, proposer: Proposer, *, known: bool) -> None:
    """Her words; of what is known already, at least that she sent it; of a name not proved, that it is not."""
    person, text = proposer.person, proposer.said
    if person is None:
        name = _("{0} (expéditeur non vérifié)").format(proposer.name)
        text = text or _("Reçu par courriel : rien ne prouve qui l’a envoyé.")
    else:
        name = ""
        text = text or (_("Transféré par courriel.") if known else "")
    if not text:
        return
    about = f"item:{items_read.by_ids(w, [item_id])[0].public_id}"
    now = ctx.clock.now()
    made = comments.add(w, about, text, now, person_id=person, name=name)
    if person is not None:
        people.write_journal(
            w, at=now, by=person, verb="comment", about=about, before={}, after={"comment": made}
        )
