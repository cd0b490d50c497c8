"""A fetcher for pages: asks a site's robots.txt first, once a day, and leaves a pause between two pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from gettext import gettext as _
from threading import Lock

from veille.collect.reach.robots import (
    LONGEST_DELAY,
    asked_delay,
    may_read,
    named_sitemaps,
    robots_address,
    robots_text,
)
from veille.collect.reach.schedule import host_and_port
from veille.errors import FetchError, NoHostError, NoServerError, RobotsError, TooHeavyError
from veille.model.host import Host
from veille.model.item import Fetched, Validators
from veille.ports import Fetcher

PAGE_PAUSE = 2.0
"""Seconds between two pages of one host, unless it asks for more."""
_FRESH = timedelta(days=1)
"""How long what a robots.txt said holds (RFC 9309 §2.4)."""


def host_name(url: str) -> str:
    """The name under which an address's host is known: « ville.example:443 »."""
    host, port = host_and_port(url)
    return f"{host}:{port}"


class Polite:
    """Asks for pages as their hosts wish. For the threads of one run. Implements ports.Fetcher.

    `known` is what earlier runs learned; `learned` gives what changed since. `pause` waits seconds.
    """

    def __init__(
        self,
        fetcher: Fetcher,
        known: Mapping[str, Host],
        now: Callable[[], datetime],
        pause: Callable[[float], None],
    ) -> None:
        self._fetcher, self._now, self._pause = fetcher, now, pause
        self._hosts = dict(known)
        self._changed: set[str] = set()
        self._lock = Lock()
        self._turns: dict[str, Lock] = {}

    def get(
        self, url: str, validators: Validators | None = None, most: int | None = None
    ) -> Fetched:
        """One page. Raises RobotsError when its host does not want it read, FetchError."""
        name = host_name(url)
        with self._turn(name):
            self._ask_leave(name, url)
            self._wait(name)
            try:
                return self._fetcher.get(url, validators, most)
            finally:
                self._rest(name)

    def probe(self, url: str, unless: Callable[[str], bool] | None = None) -> Fetched:
        """Whether an address answers: nothing of it is read. Raises FetchError."""
        return self._fetcher.probe(url, unless)

    def close(self) -> None:
        """Whoever lent the fetcher closes it."""

    def learned(self) -> dict[str, Host]:
        """Every host of which something changed since this was last asked."""
        with self._lock:
            changed, self._changed = self._changed, set()
            return {name: self._hosts[name] for name in sorted(changed)}

    def sitemaps(self, url: str) -> list[str]:
        """The maps that the robots.txt of an address names, once some page of its host was asked for."""
        return named_sitemaps(self._hosts.get(host_name(url), Host()).robots)

    def _turn(self, name: str) -> Lock:
        with self._lock:
            return self._turns.setdefault(name, Lock())

    def _ask_leave(self, name: str, url: str) -> None:
        host = self._hosts.get(name, Host())
        # Ahead of now it was read under a clock that went wrong.
        if host.robots_at is None or abs(self._now() - host.robots_at) >= _FRESH:
            host = self._with_robots(host, url)
            self._keep(name, host)
        if not may_read(host.robots, url):
            raise RobotsError(
                _(
                    "le site demande de ne pas être visité par un robot : prenez plutôt son flux"
                    " ou sa lettre, ou demandez-lui son accord"
                )
            )

    def _with_robots(self, host: Host, url: str) -> Host:
        """What the site says today. No such file lets everything be read; no answer leaves what was known."""
        try:
            text = robots_text(self._fetcher.get(robots_address(url)).body)
        except TooHeavyError:
            text = ""
        except FetchError as error:
            if error.status is None or error.status >= 500 or error.status == 429:
                return self._unheard(host, error)
            text = ""
        return replace(host, robots=text, robots_at=self._now(), crawl_delay=asked_delay(text))

    def _unheard(self, host: Host, error: FetchError) -> Host:
        """RFC 9309 §2.3.1.4: without an answer nothing may be read, but what was known holds on."""
        if host.robots_at is None and isinstance(error, NoHostError | NoServerError):
            # Nobody is there at all: that says more than « robots.txt ».
            raise error
        if host.robots_at is None:
            words = _("le site ne dit pas ce qu’un robot peut y lire (robots.txt) : {0}")
            raise FetchError(
                words.format(error.reason), status=error.status, retry_after=error.retry_after
            ) from error
        return replace(host, robots_at=self._now())

    def _wait(self, name: str) -> None:
        until = self._hosts[name].next_allowed_at
        seconds = (until - self._now()).total_seconds() if until else 0.0
        if seconds > 0:
            self._pause(min(seconds, LONGEST_DELAY))

    def _rest(self, name: str) -> None:
        host = self._hosts[name]
        seconds = max(PAGE_PAUSE, host.crawl_delay or 0.0)
        self._keep(name, replace(host, next_allowed_at=self._now() + timedelta(seconds=seconds)))

    def _keep(self, name: str, host: Host) -> None:
        with self._lock:
            self._hosts[name] = host
            self._changed.add(name)
