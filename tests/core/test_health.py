"""Every state of health, brought about by a web server on this machine and read through the real collect."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from tests.cast import ALICE, NOW, Told, make_workspace, rss
from tests.collect.server import TLS, Answer, Loopback, loopback
from veille.collect.reach.fetch import HttpFetcher
from veille.core import SourceHealth, Veille, open_veille
from veille.errors import RefusedError
from veille.model.health import Health
from veille.testing import FrozenClock, SeededIds

PROSE = "Le centre social ouvre ses portes aux habitants du quartier. " * 60
DECLARES = '<link rel="alternate" type="application/rss+xml" href="{0}">'


def _feed(days: int = 1, number: int = 8, newest: datetime = NOW, **more: str) -> Answer:
    """Entries that came every so many days, until `newest`."""
    return Answer(
        rss(
            *(
                Told(
                    f"Titre {rank}",
                    f"https://site.example/{days}/{rank}",
                    at=newest - timedelta(days=days * rank),
                )
                for rank in range(number)
            )
        ),
        headers=more,
    )


def _undated(number: int) -> Answer:
    return Answer(
        b"<rss version='2.0'><channel>"
        + b"".join(b"<item><title>t%d</title></item>" % rank for rank in range(number))
        + b"<item><title>d</title><pubDate>Fri, 13 Nov 2026 09:00:00 GMT</pubDate></item>"
        b"</channel></rss>"
    )


def _page(title: str, body: str = "", head: str = "") -> Answer:
    html = (
        f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    )
    return Answer(html.encode(), headers={"Content-Type": "text/html; charset=utf-8"})


@dataclass(frozen=True)
class Site:
    """What a source answers on the first day and on the next, and what must be said of it then."""

    first: Answer
    then: Answer
    state: Health
    trouble: str = ""
    reason: str = ""
    more: str = ""
    """Of its line in sources.yml."""


GOOD = _feed()
SITES: Mapping[str, Site] = {
    "va-bien": Site(GOOD, GOOD, Health.OK),
    "inchangee": Site(_feed(ETag='"a"'), Answer(status=304), Health.OK),
    "sans-dates": Site(
        Answer(b"<rss version='2.0'><channel>%b</channel></rss>" % (b"<item><title>t</title></item>" * 5)),
        Answer(status=500),
        Health.UNCERTAIN,
        "server",
    ),
    "en-pause": Site(GOOD, GOOD, Health.PAUSED, more=", enabled: false, note: trop bavarde"),
    "silencieuse": Site(
        _feed(2, newest=NOW - timedelta(days=60)),
        _feed(2, newest=NOW - timedelta(days=60)),
        Health.SILENT,
        reason="rien de nouveau depuis le 17\u00a0septembre\u00a02026",
    ),
    "lente": Site(
        _feed(30, newest=NOW - timedelta(days=60)),
        _feed(30, newest=NOW - timedelta(days=60)),
        Health.OK,
    ),
    "sans-habitude": Site(
        _feed(2, 3, NOW - timedelta(days=300)), _feed(2, 3, NOW - timedelta(days=300)), Health.OK
    ),
    "perdue": Site(Answer(status=404), Answer(status=404), Health.FAILING, "not-found", "2 fois"),
    "perdue-hier": Site(GOOD, Answer(status=404), Health.UNCERTAIN, "not-found", "(404)"),
    "supprimee": Site(GOOD, Answer(status=410), Health.FAILING, "gone", "(410)"),
    "refusee": Site(Answer(status=403), Answer(status=403), Health.FAILING, "refused", "(403)"),
    "defi": Site(
        Answer(status=403, headers={"cf-mitigated": "challenge"}),
        Answer(status=403, headers={"cf-mitigated": "challenge"}),
        Health.FAILING, "blocked", "un pare-feu (Cloudflare) arrête la visite (403)",
    ),
    "en-panne": Site(Answer(status=502), Answer(status=503), Health.FAILING, "server", "(503)"),
    "coupee": Site(Answer(raw=b"HTTP"), Answer(raw=b"HTTP"), Health.FAILING, "network", "coupé"),
    "malformee": Site(
        Answer(b"Bonjour."), Answer(b"Bonjour."),
        Health.FAILING, "unreadable", "ni RSS ni Atom",
    ),
    "videe": Site(GOOD, _feed(number=0), Health.UNCERTAIN, "empty", "ne l’était pas le 16"),
    "vide": Site(_feed(number=0), _feed(number=0), Health.UNCERTAIN, "empty", "liste est vide"),
    "demenagee": Site(
        Answer(status=301, headers={"Location": "/va-bien"}),
        Answer(status=301, headers={"Location": "/va-bien"}),
        Health.UNCERTAIN, reason="http://source.example/va-bien",
    ),
    "sans-mesure": Site(
        _feed(number=600), _feed(number=601), Health.UNCERTAIN, "too-many", "101 n’ont pas été prises"
    ),
    "peu-datee": Site(_undated(6), _undated(6), Health.UNCERTAIN, "undated", "6\u00a0entrées sur 7"),
    "en-2099": Site(
        _feed(newest=datetime(2099, 1, 1, tzinfo=NOW.tzinfo)),
        _feed(newest=datetime(2099, 1, 1, tzinfo=NOW.tzinfo)),
        Health.UNCERTAIN, "misdated", "8\u00a0entrées sur 8",
    ),
    "mur": Site(
        GOOD, _page("Request Rejected", "Support ID: 12"), Health.UNCERTAIN, "blocked", "blocage"
    ),
    "mur-durable": Site(
        _page("Just a moment..."), _page("Just a moment..."), Health.FAILING, "blocked", "2 fois"
    ),
    "coquille": Site(
        GOOD, _page("Actualités", '<div id="root"></div>'), Health.UNCERTAIN, "shell", "script"
    ),
    "fermee": Site(
        GOOD, _page("Connexion", "<input type=password>"), Health.UNCERTAIN, "login", "se connecter"
    ),
    "a-vendre": Site(
        GOOD, _page("x", "This domain is for sale"), Health.UNCERTAIN, "parked", "à vendre"
    ),
    "maintenance": Site(
        _page("Site en maintenance"), _page("Site en maintenance"),
        Health.UNCERTAIN, "maintenance", "2 fois",
    ),
    "cookies": Site(
        GOOD, _page("La ville", "Merci d’accepter les cookies."), Health.UNCERTAIN, "cookies", "cookies"
    ),
    "fausse-404": Site(
        GOOD, _page("Page introuvable", PROSE), Health.UNCERTAIN, "soft-404", "sans le dire"
    ),
    "accueil": Site(
        GOOD, Answer(status=302, headers={"Location": "/"}), Health.UNCERTAIN, "home-page", "accueil"
    ),
    "page": Site(GOOD, _page("Nos actualités", PROSE), Health.UNCERTAIN, "page", "Nos actualités"),
    "page-declare": Site(
        GOOD, _page("Nos actualités", PROSE, DECLARES.format("/va-bien")),
        Health.UNCERTAIN, "page", "Nos actualités",
    ),
    "perdue-declaree": Site(
        Answer(status=404), Answer(status=404), Health.FAILING, "not-found", "(404)",
        ', site: "http://source.example/site/"',
    ),
    "declare-mal": Site(
        GOOD, _page("Nos actualités", PROSE, DECLARES.format("/mur-durable")),
        Health.UNCERTAIN, "page", "Nos actualités",
    ),
}  # fmt: skip
RULES = "page: {item: li, title: a, link: a}"


@pytest.fixture(scope="module")
def web() -> Iterator[Loopback]:
    with loopback() as server:
        yield server


@pytest.fixture(scope="module", name="veille")
def collected(web: Loopback, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Veille]:
    """Two visits of every source, a day apart."""
    lines = "".join(
        f'  - {{key: {key}, name: "{key}", url: "{web.url("/" + key)}", kind: rss{site.more}}}\n'
        for key, site in SITES.items()
    )
    lines += f'  - {{key: page-muree, name: P, url: "{web.url("/mur")}", kind: page, {RULES}}}\n'
    lines += f'  - {{key: interdite, name: P, url: "{web.url("/prive")}", kind: page, {RULES}}}\n'
    folder = make_workspace(tmp_path_factory.mktemp("sante"), sources="sources:\n" + lines)
    web.answers["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /prive")
    web.answers["/"] = _page("La ville", PROSE)
    web.answers["/site/"] = _page("Le site", PROSE, DECLARES.format("/va-bien"))
    clock = FrozenClock(NOW)
    fetcher = HttpFetcher(web.settings(), "veille/0.1", tls=TLS)
    veille = open_veille(
        folder,
        clock=clock,
        ids=SeededIds(),
        fetcher=fetcher,
        printing=False,
        pause=lambda _seconds: None,
    )
    for day in ("first", "then"):
        web.answers |= {f"/{key}": getattr(site, day) for key, site in SITES.items()}
        veille.collect()
        clock.advance(days=1)
    yield veille
    veille.close()
    fetcher.close()


def _one(veille: Veille, key: str) -> SourceHealth:
    return veille.sources.get(key)


@pytest.mark.parametrize("key", SITES)
def test_the_site_is_in_the_state_that_it_deserves(veille: Veille, key: str) -> None:
    site, one = SITES[key], _one(veille, key)

    assert one.health is site.state, one
    assert one.facts.trouble == site.trouble
    assert site.reason in one.diagnosis.reason
    if one.health.troubled:
        assert one.diagnosis.cure
    if site.state is Health.OK:
        assert one.diagnosis.reason == ""


def test_every_state_is_shown_above(veille: Veille) -> None:
    assert {one.state for one in SITES.values()} | {Health.NEVER} == set(Health)


def test_a_source_that_nobody_visited_yet_says_so(veille: Veille) -> None:
    url = "http://source.example/va-bien?nouvelle"
    row = {"key": "neuve", "name": "Neuve", "url": url, "kind": "rss"}
    veille.sources.add([row], by=ALICE)

    assert _one(veille, "neuve").health is Health.NEVER


def test_a_wall_in_the_place_of_a_page_with_selectors_has_its_name(veille: Veille) -> None:
    assert _one(veille, "page-muree").facts.trouble == "blocked"


def test_a_page_that_the_site_keeps_from_robots_is_to_be_looked_at(veille: Veille) -> None:
    one = _one(veille, "interdite")

    assert (one.health, one.facts.trouble, one.facts.failures) == (Health.UNCERTAIN, "robots", 2)
    assert "robots.txt" in one.diagnosis.cure


def test_the_feed_that_the_page_declares_is_proposed_once_it_was_tried(veille: Veille) -> None:
    good = "http://source.example/va-bien"

    assert _one(veille, "page-declare").new_url == good
    assert _one(veille, "perdue-declaree").new_url == good
    assert good in _one(veille, "page-declare").diagnosis.cure
    assert _one(veille, "declare-mal").new_url is None
    assert _one(veille, "page").new_url is None


def test_the_site_was_asked_for_its_feed_once_and_not_at_each_visit(
    veille: Veille, web: Loopback
) -> None:
    asked = [one.path for one in web.asked]

    assert asked.count("/site/") == 1
    assert asked.count("/perdue-declaree") == 2


def test_what_needs_a_look_is_counted_as_it_is_listed(veille: Veille) -> None:
    listed = [one for one in veille.sources.listed() if one.health.troubled]

    assert veille.sources.troubled_count() == len(listed) > 20


def test_the_figures_of_a_source_are_kept(veille: Veille) -> None:
    well, emptied = _one(veille, "va-bien").facts, _one(veille, "videe").facts

    assert (well.rhythm, well.newest_at, well.empty_runs) == (1.0, NOW, 0)
    assert well.last_filled_at == NOW + timedelta(days=1)
    assert (emptied.empty_runs, emptied.last_filled_at, emptied.last_ok_at) == (1, NOW, NOW)
    assert _one(veille, "vide").facts.empty_runs == 2
    assert _one(veille, "vide").facts.last_filled_at is None


def test_the_last_visits_are_told_with_their_reason(veille: Veille) -> None:
    last, first = veille.sources.visits("videe")

    assert (first.outcome, first.seen, first.new, first.error) == ("unchanged", 8, 0, "")
    assert (last.outcome, last.status, last.error) == (
        "empty",
        200,
        "la source répond, mais sa liste est vide",
    )


def test_a_doubt_stands_while_nothing_is_read_again(veille: Veille, web: Loopback) -> None:
    before = _one(veille, "peu-datee").diagnosis
    veille.collect(["peu-datee"])

    assert _one(veille, "peu-datee").diagnosis == before
    web.answers["/peu-datee"] = GOOD
    veille.collect(["peu-datee"])
    assert _one(veille, "peu-datee").health is Health.OK


def test_the_new_address_is_tried_then_adopted_never_by_itself(veille: Veille) -> None:
    url = "http://source.example/va-bien"
    with pytest.raises(RefusedError, match="ne déclare pas d’autre flux"):
        veille.sources.adopt("page", by=ALICE)
    with pytest.raises(RefusedError):
        veille.sources.try_new("page")
    assert veille.config.source("page-declare").url != url

    found = veille.sources.try_new("page-declare")
    assert (found.feed.url, found.count) == (url, 8)
    assert veille.config.source("page-declare").url != url

    assert veille.sources.adopt("page-declare", by=ALICE) == url
    after = _one(veille, "page-declare")
    assert (after.source.url, after.facts.failures, after.new_url) == (url, 0, None)
    veille.collect(["page-declare"])
    assert _one(veille, "page-declare").health is Health.OK
