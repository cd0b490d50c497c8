"""What a real server's answer says of a link, over loopback; and which addresses of an edition are asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.collect.server import TLS, Answer, Loopback, loopback
from tests.compose.samples import ARCHIVE, cycle, edition, entry, section
from veille.collect.reach.fetch import MAX_BYTES, HttpFetcher
from veille.compose.checks.links import addresses, answered, check, judged
from veille.errors import FetchError
from veille.model.item import Fetched
from veille.model.link import LinkCheck, LinkOutcome

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


@pytest.fixture(scope="module")
def server() -> Iterator[Loopback]:
    with loopback() as running:
        yield running


def answer(server: Loopback, path: str) -> Fetched | FetchError:
    fetcher = HttpFetcher(server.settings(), "veille/0.1", tls=TLS)
    try:
        return fetcher.get(server.url(path))
    except FetchError as error:
        return error
    finally:
        fetcher.close()


@pytest.mark.parametrize(
    "status, outcome",
    [
        (200, "ok"),
        (404, "dead"),
        (410, "dead"),
        (401, "unknown"),
        (403, "unknown"),
        (429, "unknown"),
        (500, "unknown"),
        (503, "unknown"),
    ],
)
def test_a_status_says_what_a_link_is_worth(
    server: Loopback, status: int, outcome: LinkOutcome
) -> None:
    server.answers["/a"] = Answer(b"<p>Bonjour</p>", status)
    told = answer(server, "/a")
    assert judged(server.url("/a"), told, NOW).outcome == outcome
    assert answered(told)


@pytest.mark.parametrize("status, outcome", [(301, "moved"), (308, "moved"), (302, "ok")])
def test_only_a_move_for_ever_is_one(server: Loopback, status: int, outcome: LinkOutcome) -> None:
    server.answers["/old"] = Answer(status=status, headers={"Location": "/new"})
    server.answers["/new"] = Answer(b"<p>Bonjour</p>")
    told = judged(server.url("/old"), answer(server, "/old"), NOW)
    assert (told.outcome, told.moved_to) == (
        outcome,
        server.url("/new") if outcome == "moved" else "",
    )


def test_a_report_too_heavy_to_be_read_is_there(server: Loopback) -> None:
    server.answers["/rapport.pdf"] = Answer(b"x" * (MAX_BYTES + 1))
    assert judged("", answer(server, "/rapport.pdf"), NOW).outcome == "ok"


def test_a_server_that_answers_nonsense_says_nothing(server: Loopback) -> None:
    server.answers["/a"] = Answer(raw=b"bonjour\r\n\r\n")
    told = answer(server, "/a")
    assert (judged("", told, NOW).outcome, answered(told)) == ("unknown", False)


def test_addresses_are_those_that_readers_may_follow_once_each() -> None:
    first = entry("A", note="Voir https://fil.example/b, et https://fil.example/b.")
    ours = cycle()
    assert ours.event
    view = replace(
        edition(section(first, entry("B", url=first.url), ours, replace(entry("C"), url=""))),
        edito="Lire « https://le.example/c ».",
    )
    assert [*addresses(view, ARCHIVE)] == [
        first.url,
        "https://fil.example/b",
        ours.event.registration_url,
        "https://le.example/c",
    ]


def test_many_silent_sites_are_not_all_named() -> None:
    entries = [entry(f"Article {at}", at=at) for at in range(5)]
    known = {one.url: LinkCheck(one.url, NOW, "unknown", "accès refusé (403)") for one in entries}
    (found,) = check(edition(section(*entries)), known)
    assert found.message == "liens non vérifiés"
    assert found.fix.endswith("«\u00a0Article 2\u00a0» et d’autres")


def test_a_dead_link_of_the_edito_belongs_to_no_entry() -> None:
    view = replace(edition(section()), edito="https://le.example/c")
    known = {
        "https://le.example/c": LinkCheck(
            "https://le.example/c", NOW, "dead", "page introuvable (404)"
        )
    }
    (found,) = check(view, known)
    assert (found.rule, found.entry, found.entry_id) == ("link-dead", "", "")
