"""The links of an edition: each address asked whether it answers, host by host, once a day at most."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from threading import Event

from veille.compose.checks.links import addresses, judged
from veille.core.asking import Asker
from veille.core.background import Background
from veille.core.composing import compose, note, open_draft
from veille.core.context import Context
from veille.model.edition import Edition, EditionView
from veille.model.link import LinkCheck, LinkProgress
from veille.model.role import Right
from veille.store import links, people
from veille.store.engine import Connection

log = logging.getLogger("veille.links")

FRESH = timedelta(hours=24)
"""How long an answer holds."""
PAUSE = 1.0
"""Seconds between two pages of one host."""

Heard = Callable[[LinkProgress], None]


@dataclass(slots=True)
class _Round:
    """What runs, or ran last, in the background."""

    edition: str
    """public id."""
    progress: LinkProgress

    def hear(self, progress: LinkProgress) -> None:
        self.progress = progress


class Links:
    """Whether what an edition leads to is still there."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self._background = Background()
        self._round: _Round | None = None
        self.pause = PAUSE

    def look(self, name: str, *, by: str, hear: Heard | None = None) -> list[LinkCheck]:
        """Asks now and waits; what was asked. `hear` is told of each answer.

        Nothing is kept when nobody answers: the network is then the one to blame. Raises
        NotFoundError, RefusedError once sealed, ForbiddenError.
        """
        _edition, urls = self._begin(name, by)
        return self._ask(urls, Event(), hear or _nobody)

    def launch(self, name: str, *, by: str) -> None:
        """The same in the background. Raises BusyError too, while another edition's links are asked."""
        edition, urls = self._begin(name, by)
        new = _Round(edition.public_id, LinkProgress(0, len(urls)))
        self._background.start(partial(self._behind, new, urls))
        self._round = new

    def progress(self, public_id: str) -> LinkProgress | None:
        """How far it is; None when nothing runs for this edition."""
        under_way = self._round if self._background.running else None
        return under_way.progress if under_way and under_way.edition == public_id else None

    def wait(self) -> None:
        """Until what runs in the background is done."""
        self._background.wait()

    def close(self) -> None:
        """Asks what runs to stop, and waits for the answers under way."""
        self._background.close()

    def _begin(self, name: str, by: str) -> tuple[Edition, list[str]]:
        """The draft, and those of its addresses that have no fresh answer."""
        with self._ctx.store.write() as w:
            who = people.acting(w, by, Right.EDIT)
            edition = open_draft(w, name)
            view = compose(self._ctx, w, edition).view
            asked = [*addresses(view, self._ctx.config.archive_url)]
            held = known_links(self._ctx, w, view)
            urls = [url for url in asked if url not in held or held[url].outcome in _AGAIN]
            note(self._ctx, w, who, "check-links", edition, {"links": len(urls)})
        return edition, urls

    def _behind(self, new: _Round, urls: Sequence[str], stop: Event) -> None:
        try:
            self._ask(urls, stop, new.hear)
        except Exception:
            # Nobody waits for an answer: the links simply stay unverified.
            log.exception("links of %s", new.edition)

    def _ask(self, urls: Sequence[str], stop: Event, hear: Heard) -> list[LinkCheck]:
        asker = Asker(self._ctx.fetcher, self.pause, stop)
        answers = asker.round(urls, (), lambda done, total: hear(LinkProgress(done, total)))
        now = self._ctx.clock.now()
        checks = [judged(url, answer, now) for url, answer in answers.items()]
        if checks:
            with self._ctx.store.write() as w:
                links.keep(w, checks)
        return checks


_AGAIN = ("dead", "unknown")
"""Asked again at once: somebody may just have mended it."""


def known_links(ctx: Context, c: Connection, view: EditionView) -> dict[str, LinkCheck]:
    """address → its answer of the last day."""
    since: datetime = ctx.clock.now() - FRESH
    return links.known(c, [*addresses(view, ctx.config.archive_url)], since)


def _nobody(_progress: LinkProgress) -> None:
    """Nobody listens."""
