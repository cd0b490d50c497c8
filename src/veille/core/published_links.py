"""The links that were published: asked in turn, about once a month each, and called dead when they are.

Nothing waits for this and nothing sealed changes: the archive says « lien mort » beside the words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from gettext import gettext as _

from veille.compose.checks.links import judged
from veille.core.asking import Asker
from veille.core.context import Context
from veille.errors import NotFoundError, RefusedError, StoppedError
from veille.model.address import is_public_address
from veille.model.link import NIGHT, DeadLink, LinkCheck, LinkRound, to_ask
from veille.model.role import Right
from veille.store import links, people
from veille.store.engine import Connection

PAUSE = 2.0
"""Seconds between two pages of one site: at night nobody waits."""
WITNESSES = 3
"""Sound addresses asked when nobody answers, to know whether our own network is down."""

Heard = Callable[[int, int], None]


class PublishedLinks:
    """Whether what readers were given still leads somewhere."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self.pause = PAUSE

    def round(self, *, by: str, most: int = NIGHT, hear: Heard | None = None) -> LinkRound:
        """Asks those whose turn it is, `most` at most, and waits; `hear` is told of each answer.

        Nothing is kept when nobody answers. Raises ForbiddenError; StoppedError from `hear`, once
        what was answered is kept.
        """
        with self._ctx.store.read() as r:
            now = self._ctx.clock.now()
            given = self._published(r)
            urls = to_ask(given, links.records(r, list(given)), now, most)
        return self._ask(urls, by, hear or _nobody)

    def again(self, url: str, *, by: str) -> LinkRound:
        """Asks one published address now. Raises NotFoundError, ForbiddenError."""
        with self._ctx.store.read() as r:
            self._check(r, url)
        return self._ask([url], by, _nobody)

    def dead(self) -> list[DeadLink]:
        """Those that lead nowhere, the last found first."""
        with self._ctx.store.read() as r:
            return [one for one in links.dead(r) if self._is_theirs(one.url)]

    def vouch(self, url: str, *, by: str) -> LinkRound:
        """A person found it good, whatever a robot was told: believed for a year, then asked anew.

        Raises NotFoundError, RefusedError when it is not dead, ForbiddenError.
        """
        with self._ctx.store.write() as w:
            who = people.acting(w, by, Right.EDIT)
            self._check(w, url)
            record = links.records(w, [url]).get(url)
            if record is None or record.dead_at is None:
                raise RefusedError(_("ce lien n’est pas tenu pour mort : il n’y a rien à corriger"))
            now = self._ctx.clock.now()
            self._note(w, who, "vouch-link", {"url": url})
            return links.vouch(w, record, now)

    def _ask(self, urls: list[str], by: str, hear: Heard) -> LinkRound:
        asker, stopped = Asker(self._ctx.fetcher, self.pause), []

        def heard(done: int, total: int) -> None:
            try:
                hear(done, total)
            except StoppedError as error:
                stopped.append(error)
                asker.stop.set()

        answers = asker.round(urls, self._witnesses(urls), heard)
        now = self._ctx.clock.now()
        made = self._keep(
            [judged(url, answer, now) for url, answer in answers.items()], len(urls), by
        )
        if stopped:
            raise stopped[0]
        return made

    def _keep(self, checks: list[LinkCheck], asked: int, by: str) -> LinkRound:
        with self._ctx.store.write() as w:
            who = people.acting(w, by, Right.EDIT)
            if not checks:
                return LinkRound(asked)
            made = replace(links.keep(w, checks), asked=asked)
            told = {"links": made.answered, "died": len(made.died), "revived": len(made.revived)}
            self._note(w, who, "check-published", told)
            return made

    def _witnesses(self, urls: list[str]) -> list[str]:
        with self._ctx.store.read() as r:
            return [one for one in links.sound(r, WITNESSES + len(urls)) if one not in urls][
                :WITNESSES
            ]

    def _published(self, c: Connection) -> Mapping[str, date]:
        return {url: day for url, day in links.published(c).items() if self._is_theirs(url)}

    def _is_theirs(self, url: str) -> bool:
        """Whether somebody else answers for it: the archive's own pages stay by themselves."""
        return is_public_address(url) and not url.startswith(self._ctx.config.archive_url)

    def _check(self, c: Connection, url: str) -> None:
        if not self._is_theirs(url) or not links.items_of(c, [url]):
            raise NotFoundError(_("cette adresse n’est dans aucune édition scellée"))

    def _note(self, w: Connection, who: int, verb: str, after: Mapping[str, object]) -> None:
        people.write_journal(
            w,
            at=self._ctx.clock.now(),
            by=who,
            verb=verb,
            about="links:published",
            before={},
            after=dict(after),
        )


def _nobody(_done: int, _total: int) -> None:
    """Nobody listens."""
