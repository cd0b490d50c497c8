"""Addresses asked whether they answer: host by host, one page of a host at a time, and never in a hurry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from queue import SimpleQueue
from threading import Event
from urllib.parse import urlsplit

from veille.compose.checks.links import answered
from veille.errors import FetchError, NoHostError, NoServerError
from veille.model.item import Fetched
from veille.ports import Fetcher

AT_ONCE = 8
"""Hosts asked at the same time; one host is never asked twice at once."""
SILENCES = 3
"""Pages of one host in a row without an answer: the others are left for another time."""

Answer = Fetched | FetchError
Answers = dict[str, Answer]
Heard = Callable[[int, int], None]
"""Told how many were asked, and of how many."""


@dataclass(slots=True)
class Asker:
    """Asks many addresses. `pause` is in seconds, between two pages of one host."""

    fetcher: Fetcher
    pause: float
    stop: Event = field(default_factory=Event)
    """Set, it ends after the answers under way."""

    def round(self, urls: Sequence[str], witnesses: Iterable[str], heard: Heard) -> Answers:
        """address → what it answered; none at all when the network is the one to blame.

        An address that fails without any server's word is asked a second time at the end, and counts
        only if somebody else answers then: one of this round, else a witness. Raises what `heard`
        raises, once the answers under way are in.
        """
        answers: Answers = {}
        for url, answer in self._ask(urls):
            answers[url] = answer
            heard(len(answers), len(urls))
        up = any(map(answered, answers.values()))
        if lost := [url for url, answer in answers.items() if _is_lost(answer)]:
            again = dict(self._ask(lost))
            sound = [url for url, answer in answers.items() if answered(answer)][:1]
            if any(map(answered, again.values())) or self._any_answers([*sound, *witnesses]):
                answers, up = answers | again, True
            else:
                answers = {url: one for url, one in answers.items() if not _is_lost(one)}
        return answers if up else {}

    def _any_answers(self, urls: Iterable[str]) -> bool:
        return any(answered(self._answer(url)) for url in urls if not self.stop.is_set())

    def _ask(self, urls: Sequence[str]) -> Iterator[tuple[str, Answer]]:
        """As answers come in. To leave before the end stops it."""
        hosts = by_host(urls)
        told: SimpleQueue[tuple[str, Answer] | BaseException | None] = SimpleQueue()

        def visit(host: Sequence[str]) -> None:
            try:
                for one in self._visit(host):
                    told.put(one)
            except BaseException as error:
                told.put(error)
            else:
                told.put(None)

        with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="veille-links") as pool:
            for host in hosts:
                pool.submit(visit, host)
            under_way = len(hosts)
            try:
                while under_way:
                    one = told.get()
                    if isinstance(one, BaseException):
                        raise one
                    if one is None:
                        under_way -= 1
                    else:
                        yield one
            finally:
                if under_way:
                    self.stop.set()

    def _visit(self, host: Sequence[str]) -> Iterator[tuple[str, Answer]]:
        """The pages of one host; a name that leads nowhere is looked up once for all of them."""
        silent = 0
        for place, url in enumerate(host):
            if self.stop.wait(self.pause if place else 0) or silent == SILENCES:
                return
            answer = self._answer(url)
            yield url, answer
            if isinstance(answer, NoHostError):
                yield from ((other, answer) for other in host[place + 1 :])
                return
            silent = 0 if answered(answer) else silent + 1

    def _answer(self, url: str) -> Answer:
        try:
            return self.fetcher.probe(url)
        except FetchError as error:
            return error


def by_host(urls: Iterable[str]) -> list[list[str]]:
    """Addresses of one host together, in their order: each list is asked one by one."""
    hosts: dict[str, list[str]] = {}
    for url in urls:
        hosts.setdefault(urlsplit(url).hostname or url, []).append(url)
    return list(hosts.values())


def _is_lost(answer: Answer) -> bool:
    """Whether it failed as an address does that is gone, or as all do when our network is down."""
    return isinstance(answer, NoHostError | NoServerError)
