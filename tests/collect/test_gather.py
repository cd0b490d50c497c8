"""One visit to one source, over real HTTP."""

from __future__ import annotations

from typing import get_args

import pytest

from tests.collect.samples import DATA, NOW, source
from tests.collect.server import Answer, Loopback
from veille.collect.gather import MOST_ENTRIES, Gathered, gather
from veille.collect.kinds.table import KINDS
from veille.collect.kinds.visit import Ask
from veille.collect.reach.fetch import HttpFetcher
from veille.model.health import Trouble
from veille.model.item import Outcome, Validators
from veille.model.source_rules import Kind

ASKED = Validators('"old"', "hier")


def _gather(server: Loopback, fetcher: HttpFetcher, kind: str = "rss", **more: object) -> Gathered:
    return gather(Ask(source(kind, server.url("/rss"), **more), fetcher, NOW, ASKED))


def _feed(*items: str) -> bytes:
    inside = "".join(f"<item>{item}</item>" for item in items)
    return f'<rss version="2.0"><channel>{inside}</channel></rss>'.encode()


@pytest.mark.parametrize(
    "kind, file, number",
    [
        ("rss", "rss20-wordpress.xml", 2),
        ("atom", "atom.xml", 2),
        ("rss", "atom.xml", 2),
        ("podcast", "podcast.xml", 3),
        ("json", "feed.json", 2),
        ("page", "page.html", 4),
    ],
)
def test_each_kind_of_source_is_read(
    kind: str, file: str, number: int, server: Loopback, fetcher: HttpFetcher
) -> None:
    body = (DATA / file).read_bytes()
    server.answers["/rss"] = Answer(body, headers={"ETag": '"new"'})
    rules = {"item": "li.actu", "title": "h3", "link": "h3 a", "date": ".date"}

    gathered = _gather(server, fetcher, kind, page=rules if kind == "page" else None)

    assert gathered.outcome is Outcome.NEW
    assert len(gathered.candidates) == number
    assert (gathered.source, gathered.status, gathered.bytes) == ("essai", 200, len(body))
    assert (gathered.validators.etag, gathered.validators.last_modified) == ('"new"', None)
    assert gathered.reason == ""


def test_every_kind_that_may_be_declared_is_read() -> None:
    assert set(KINDS) == set(get_args(Kind))


def test_what_has_not_changed_is_said_so(server: Loopback, fetcher: HttpFetcher) -> None:
    server.answers["/rss"] = Answer(status=304)

    gathered = _gather(server, fetcher)

    assert (gathered.outcome, gathered.status) == (Outcome.NOT_MODIFIED, 304)
    assert gathered.validators == ASKED
    assert server.asked[0].headers["if-none-match"] == '"old"'


def test_a_body_that_did_not_move_is_not_read_again_whatever_the_server_says(
    server: Loopback, fetcher: HttpFetcher
) -> None:
    server.answers["/rss"] = Answer(_feed("<title>t</title>"))
    first = _gather(server, fetcher)
    broken = source("page", server.url("/rss"), page={"item": "li", "title": "a", "link": "a"})

    again = gather(Ask(source(url=server.url("/rss")), fetcher, NOW, first.validators, "souvenir"))
    mended = gather(Ask(broken, fetcher, NOW, first.validators))

    assert (first.outcome, again.outcome) == (Outcome.NEW, Outcome.NOT_MODIFIED)
    assert (again.validators, again.memory) == (first.validators, "souvenir")
    assert mended.outcome is Outcome.FAILED  # other rules: the same bytes are read anew


def test_other_rules_ask_for_the_whole_page_again(server: Loopback, fetcher: HttpFetcher) -> None:
    server.answers["/rss"] = Answer(b"<li><a href=a>un</a>", headers={"ETag": '"1"'})
    rules = {"item": "li", "title": "a", "link": "a"}
    before = source("page", server.url("/rss"), page=rules)
    after = source("page", server.url("/rss"), page={**rules, "item": "li:first-child"})
    known = gather(Ask(before, fetcher, NOW)).validators

    gather(Ask(before, fetcher, NOW, known))
    gather(Ask(after, fetcher, NOW, known))

    told = [request.headers.get("if-none-match") for request in server.asked]
    assert told == [None, '"1"', None]


def test_a_source_that_moved_says_where(server: Loopback, fetcher: HttpFetcher) -> None:
    server.answers["/rss"] = Answer(status=301, headers={"Location": "/feed"})
    server.answers["/feed"] = Answer(_feed("<title>t</title>"))

    assert _gather(server, fetcher).moved_to == server.url("/feed")


def test_an_empty_list_is_told_and_asked_for_whole_next_time(
    server: Loopback, fetcher: HttpFetcher
) -> None:
    server.answers["/rss"] = Answer(_feed(), headers={"ETag": '"empty"'})

    gathered = _gather(server, fetcher)

    assert gathered.outcome is Outcome.EMPTY
    assert gathered.reason == "la source répond, mais sa liste est vide"
    assert gathered.validators == Validators()


def test_an_identifier_given_twice_is_folded(server: Loopback, fetcher: HttpFetcher) -> None:
    entry = "<title>{0}</title><guid>7</guid><link>https://site.example/{1}</link>"
    server.answers["/rss"] = Answer(
        _feed(entry.format("Premier", "a"), entry.format("Second", "a"))
    )

    assert [one.title for one in _gather(server, fetcher).candidates] == ["Premier"]


def test_articles_that_share_an_identifier_are_told_apart_by_their_address(
    server: Loopback, fetcher: HttpFetcher
) -> None:
    entry = (
        "<title>t{0}</title><guid>https://site.example/</guid><link>https://site.example/{0}</link>"
    )
    server.answers["/rss"] = Answer(_feed(*(entry.format(number) for number in (3, 2, 1, 2))))

    gathered = _gather(server, fetcher)

    assert [(one.title, one.guid) for one in gathered.candidates] == [
        ("t3", "https://site.example/"),
        ("t2", "https://site.example/2"),
        ("t1", "https://site.example/1"),
    ]


def test_a_refusal_is_an_outcome_and_keeps_the_validators(
    server: Loopback, fetcher: HttpFetcher
) -> None:
    server.answers["/rss"] = Answer(status=503, headers={"Retry-After": "60", "ETag": '"no"'})

    gathered = _gather(server, fetcher)

    assert gathered.outcome is Outcome.FAILED
    assert gathered.reason == "le serveur est indisponible pour le moment (503)"
    assert (gathered.status, gathered.retry_after) == (503, 60)
    assert gathered.validators == ASKED


def test_a_source_that_is_gone_for_good_is_named_so(server: Loopback, fetcher: HttpFetcher) -> None:
    server.answers["/rss"] = Answer(status=410)

    assert _gather(server, fetcher).trouble == Trouble.GONE


def test_a_block_page_served_as_a_success_is_a_failure_that_304_will_not_hide(
    server: Loopback, fetcher: HttpFetcher
) -> None:
    page = b"<html><head><title>Request Rejected</title></head><body>245</body></html>"
    server.answers["/rss"] = Answer(page, headers={"ETag": '"block"'})

    gathered = _gather(server, fetcher)

    assert gathered.outcome is Outcome.FAILED
    assert (
        gathered.reason
        == "le site a répondu par une page de blocage («\u00a0Request Rejected\u00a0»)"
    )
    assert gathered.trouble == "blocked"
    assert (gathered.status, gathered.bytes) == (200, len(page))
    assert gathered.validators == ASKED


def test_a_bug_of_ours_is_not_taken_for_the_source_s_fault(server: Loopback) -> None:
    class Broken:
        def get(
            self, url: str, validators: Validators | None = None, most: int | None = None
        ) -> None:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        gather(Ask(source(), Broken(), NOW, ASKED))  # type: ignore[arg-type]


def test_a_feed_of_thousands_keeps_its_first_entries(
    server: Loopback, fetcher: HttpFetcher
) -> None:
    many = (f"<guid>{rank}</guid><title>Titre {rank}</title>" for rank in range(5000))
    server.answers["/rss"] = Answer(_feed(*many))

    gathered = _gather(server, fetcher)

    assert [one.guid for one in gathered.candidates] == [str(rank) for rank in range(MOST_ENTRIES)]
    assert (gathered.left_out, gathered.trouble) == (5000 - MOST_ENTRIES, "too-many")
    assert gathered.reason == "5000\u00a0entrées d’un coup\u00a0: 4500 n’ont pas été prises"
