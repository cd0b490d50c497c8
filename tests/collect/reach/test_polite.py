"""Pages are asked for as their host wishes: its robots.txt once a day, a pause between two pages."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.collect.samples import NOW
from veille.collect.reach.polite import Polite
from veille.collect.reach.robots import LONGEST_DELAY
from veille.errors import FetchError, NoHostError, RobotsError
from veille.model.host import Host
from veille.model.item import Fetched, Validators
from veille.testing import FakeFetcher, FrozenClock

ROBOTS = "https://ville.example/robots.txt"
ACTUS = "https://ville.example/actus"
AGENDA = "https://ville.example/agenda"
NAME = "ville.example:443"


def _page(url: str, body: bytes = b"<html></html>") -> Fetched:
    return Fetched(url, 200, {}, body, Validators())


class Town:
    """A site of two pages, and one who visits it."""

    def __init__(self, robots: bytes | Exception, known: Host | None = None) -> None:
        self.clock = FrozenClock(NOW)
        self.pauses: list[float] = []
        self.web = FakeFetcher({ACTUS: _page(ACTUS), AGENDA: _page(AGENDA)})
        self.web.answers[ROBOTS] = (
            robots if isinstance(robots, Exception) else _page(ROBOTS, robots)
        )
        self.known = {NAME: known} if known else {}
        self.polite = self.another_run()

    def another_run(self) -> Polite:
        return Polite(self.web, self.known, self.clock.now, self.pauses.append)

    @property
    def asked(self) -> list[str]:
        return [url for url, _ in self.web.asked]


def test_robots_txt_is_asked_once_for_the_pages_of_a_host() -> None:
    town = Town(b"User-agent: *\nDisallow: /prive")

    town.polite.get(ACTUS)
    town.polite.get(AGENDA)

    assert town.asked == [ROBOTS, ACTUS, AGENDA]
    assert town.pauses == [2.0]


def test_a_host_may_ask_for_a_longer_pause_and_the_next_run_keeps_it() -> None:
    town = Town(b"User-agent: *\nCrawl-delay: 10")

    town.polite.get(ACTUS)
    town.known = town.polite.learned()
    town.clock.advance(seconds=4)
    town.another_run().get(AGENDA)

    assert town.known == {
        NAME: Host("User-agent: *\nCrawl-delay: 10", NOW, 10.0, NOW + timedelta(seconds=10))
    }
    assert town.asked == [ROBOTS, ACTUS, AGENDA]
    assert town.pauses == [6.0]


def test_a_refused_page_is_not_asked_and_says_what_to_do() -> None:
    town = Town(b"User-agent: *\nDisallow: /actus")

    with pytest.raises(
        RobotsError, match="ne pas être visité par un robot : prenez plutôt son flux"
    ):
        town.polite.get(ACTUS)

    assert town.asked == [ROBOTS]


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_site_without_robots_txt_lets_everything_be_read(status: int) -> None:
    town = Town(FetchError("refus", status=status))

    assert town.polite.get(ACTUS).status == 200
    assert town.polite.learned()[NAME].robots_at == NOW


@pytest.mark.parametrize("status", [None, 429, 500, 503])
def test_a_site_that_cannot_say_is_left_alone_and_asked_again(status: int | None) -> None:
    town = Town(FetchError("le serveur est en panne", status=status))

    with pytest.raises(FetchError, match=r"robots\.txt.*en panne"):
        town.polite.get(ACTUS)
    town.web.answers[ROBOTS] = _page(ROBOTS, b"")

    assert town.polite.get(ACTUS).status == 200


def test_a_name_that_leads_nowhere_is_told_as_it_is() -> None:
    town = Town(NoHostError("nom de site introuvable : ville.example"))

    with pytest.raises(NoHostError, match=r"^nom de site introuvable"):
        town.polite.get(ACTUS)


def test_what_a_site_said_holds_for_a_day_and_as_long_as_it_cannot_say_otherwise() -> None:
    said = Host("User-agent: *\nDisallow: /agenda", NOW - timedelta(hours=23))
    town = Town(FetchError("en panne", status=503), said)

    town.polite.get(ACTUS)
    town.clock.advance(hours=1)
    town.polite.get(ACTUS)
    with pytest.raises(RobotsError):
        town.polite.get(AGENDA)

    assert town.asked == [ACTUS, ROBOTS, ACTUS]


def test_a_site_that_changes_its_mind_is_heard_the_next_day() -> None:
    town = Town(b"", Host("User-agent: *\nDisallow: /", NOW - timedelta(days=1)))

    assert town.polite.get(ACTUS).status == 200


def test_a_page_that_fails_is_followed_by_a_pause_too() -> None:
    town = Town(b"")
    town.web.answers[ACTUS] = FetchError("délai dépassé")

    with pytest.raises(FetchError):
        town.polite.get(ACTUS)
    town.polite.get(AGENDA)

    assert town.pauses == [2.0]


def test_a_clock_that_ran_years_ahead_does_not_hold_a_host_for_years() -> None:
    later = NOW + timedelta(days=3000)
    known = Host(robots="User-agent: *\nDisallow: /", robots_at=later, next_allowed_at=later)
    town = Town(b"", known)

    town.polite.get(ACTUS)

    assert town.asked == [ROBOTS, ACTUS]
    assert town.pauses == [LONGEST_DELAY]
