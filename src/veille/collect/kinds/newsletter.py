"""Newsletters: one sender's messages in the mailbox, their links followed to where they lead, told as items."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from gettext import gettext as _
from hashlib import sha256
from urllib.parse import urlsplit

from veille.collect.entries.address import host_of, url_key
from veille.collect.entries.entry import Raw, finished, no_mail_address
from veille.collect.kinds.visit import Ask, Told
from veille.collect.mail.furniture import is_furniture, leads_away
from veille.collect.mail.news_links import NewsLink, merged, news_links, web_version, whole_text
from veille.collect.mail.post import FIRST, Kept
from veille.collect.mail.tracking import (
    is_mailers,
    is_tracker,
    tells_on_reader,
    without_reader,
)
from veille.errors import FetchError, ReadError
from veille.model.declared import Source
from veille.model.item import Candidate
from veille.model.mail import Envelope, Mail
from veille.model.source_rules import MailRules
from veille.ports import Fetcher
from veille.text.relay import unwrapped

MOST_FOLLOWED = 80
"""Counting links followed at one visit: each is a request to a mailer."""
LONGEST_SECONDS = 60.0
"""Of following them: one letter whose mailer hangs must not keep the others waiting."""
MOST_TOLD = 300
"""Entries after which the other messages wait for the next visit."""
_TRIED = 86_400.0
"""Seconds during which a message whose links could not be followed is read again."""


def read_mail(ask: Ask) -> Told:
    """What the mailbox received from one newsletter since last time. Raises MailError, ReadError."""
    rules = ask.source.mail
    if ask.post is None or rules is None:
        raise ReadError(_("cette source demande une boîte aux lettres et ce qui la désigne"))
    kept, named = Kept.read(ask.memory), rules.model_dump_json()
    if kept.rules != named:
        kept = Kept()
    listing = ask.post.listed(kept.mark, ask.now)
    mine = [
        one
        for one in ask.post.envelopes([*kept.late, *listing.ids])
        if belongs(one, rules) and (kept.mark or recent(one, ask.now))
    ]
    way = Way(ask.fetcher)
    told: list[Candidate] = []
    late: dict[str, str] = {}
    weight = 0
    for one in mine:
        if len(told) >= MOST_TOLD:
            late[one.id] = kept.late.get(one.id, "")
            continue
        mail, size = ask.post.mail(one.id)
        weight += size
        found = candidates(mail, one, ask.source, way, ask.now)
        told += found.candidates
        if found.unsure and (first := _again(kept.late.get(one.id, ""), ask.now)):
            late[one.id] = first
    memory = Kept(listing.mark or kept.mark, late, named).written()
    return Told(tuple(told), memory=memory, unchanged=not told, bytes=weight)


def belongs(one: Envelope, rules: MailRules) -> bool:
    """Whether a message is of this newsletter, and not by somebody who borrows its name."""
    if one.authenticity == "fail" or (one.automatic and not one.list_id):
        return False
    domain = one.sender.rpartition("@")[2]
    senders = [given.lower() for given in rules.from_]
    by_sender = any(
        one.sender == given
        or ("@" not in given and (domain == given or domain.endswith(f".{given}")))
        for given in senders
    )
    return by_sender or bool(
        one.list_id and one.list_id in [given.lower() for given in rules.list_id]
    )


def recent(one: Envelope, now: datetime) -> bool:
    """Whether whoever asks for the first time should be told of it."""
    return one.sent_at is None or one.sent_at >= now - FIRST


def _again(first: str, now: datetime) -> str:
    """When a message was first put off, while it is worth reading again; else empty."""
    try:
        since = datetime.fromisoformat(first) if first else now
    except ValueError:
        return ""
    return since.isoformat() if (now - since).total_seconds() < _TRIED else ""


@dataclass(frozen=True, slots=True)
class Found:
    """What one message tells; `unsure` when a counting link could not be followed this time."""

    candidates: tuple[Candidate, ...]
    unsure: bool = False


def candidates(mail: Mail, one: Envelope, source: Source, way: Way, now: datetime) -> Found:
    """The entries of one message, in its order; never none: a message without links is told itself."""
    followed = list(way.followed(news_links(mail.blocks, homes(source)), one, homes(source)))
    told = [_candidate(place, one, now) for place in _joined(followed)]
    if not followed:
        told = [_whole(mail, one, way, now)]
    return Found(tuple(filter(None, told)), any(place.unsure for place in followed))


def homes(source: Source) -> tuple[str, ...]:
    """The hosts of a source, without « www. »."""
    return tuple(filter(None, (host_of(url or "") for url in (source.url, source.site))))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a link leads: its address, freed of who received it, or None when only they were given one."""

    link: NewsLink
    url: str | None
    unsure: bool = False


class Way:
    """Follows counting links, a bounded number of them, each once."""

    def __init__(
        self,
        fetcher: Fetcher,
        most: int = MOST_FOLLOWED,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._fetcher, self._clock = fetcher, clock
        self._left, self._ends = most, clock() + LONGEST_SECONDS
        self._silent: set[str] = set()
        self._known: dict[str, tuple[str | None, bool]] = {}

    def followed(
        self, found: Iterable[NewsLink], one: Envelope, homes: Sequence[str]
    ) -> Iterator[Place]:
        """Each link where it leads; what proves to be furniture once followed is left out."""
        for link in found:
            url, unsure = self.end_of(link.href, one.recipients)
            if url is None or not is_furniture(url, homes):
                yield Place(link, url, unsure)

    def end_of(self, href: str, recipients: Sequence[str]) -> tuple[str | None, bool]:
        """(address, whether another try may bring a better one)."""
        if href not in self._known:
            self._known[href] = self._end_of(href, recipients)
        return self._known[href]

    def _end_of(self, href: str, recipients: Sequence[str]) -> tuple[str | None, bool]:
        url = unwrapped(href)
        if not is_tracker(url):
            return without_reader(url, recipients), False
        end = unwrapped(self._asked(url))
        # Where redirects end a page stands, however odd its address; a mailer's own page is none.
        if end and not is_mailers(end):
            return without_reader(end, recipients), False
        # The token of one reader is not for the public: better no address than theirs.
        return (None if tells_on_reader(url) else without_reader(url, recipients)), True

    def _asked(self, url: str) -> str:
        """Where a request ends; empty when it does not get anywhere."""
        host = urlsplit(url).netloc
        if self._left <= 0 or host in self._silent or self._clock() > self._ends:
            return ""
        self._left -= 1
        try:
            return self._fetcher.probe(url, leads_away).url
        except FetchError as error:
            if error.status:
                # A site may shut its door, and its address is known all the same.
                return error.reached
            if url_key(error.reached) == url_key(url):
                self._silent.add(host)  # the others of this host wait for the next visit
            # From one counter to the next, which says nothing: still the token of one reader.
            return "" if is_tracker(error.reached) else error.reached


def _joined(places: Iterable[Place]) -> list[Place]:
    """Counting links differ where the article is one: the addresses where they end tell."""
    kept: dict[str, Place] = {}
    for place in places:
        name = place.url or f"none:{place.link.href}"
        first = kept.setdefault(name, place)
        if first is not place:
            same = [replace(one.link, href=name) for one in (first, place)]
            link = replace(merged(same)[0], href=first.link.href)
            kept[name] = replace(first, link=link)
    return list(kept.values())


def _candidate(place: Place, one: Envelope, now: datetime) -> Candidate | None:
    link = place.link
    direct = place.url is not None and not is_tracker(unwrapped(link.href))
    raw = Raw(
        # The same however often the message is read, and wherever its link is found to lead.
        guid=place.url or "" if direct else f"{one.message_id}#{_short(link.href)}",
        link=place.url or "",
        title=link.title,
        excerpt=link.excerpt,
        author=_author(one),
        published_at=one.sent_at,
    )
    return finished(raw, "", now)


def _whole(mail: Mail, one: Envelope, way: Way, now: datetime) -> Candidate | None:
    """A letter that is one article, or that could not be read: itself, at its page when it has one."""
    page = web_version(mail.blocks)
    url = way.end_of(page, one.recipients)[0] if page else None
    raw = Raw(
        guid=one.message_id,
        link=url or "",
        title=one.subject or _("Message sans objet"),
        excerpt=whole_text(mail.blocks) or mail.trouble,
        author=_author(one),
        published_at=one.sent_at,
    )
    return finished(raw, "", now)


def _author(one: Envelope) -> str:
    return no_mail_address(one.name)


def _short(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
