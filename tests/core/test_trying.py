"""Before watching: what an address would bring, and what else works on a site without a feed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.cast import FIL, GAZETTE, NOW, SCHOOL, SOURCES, Stage, Told, feed, rows
from veille.core import Veille
from veille.errors import FetchError, NotFoundError, ReadError, RobotsError
from veille.model.item import Fetched, Validators

SITE = "https://quartier.example/"
ROBOTS = f"{SITE}robots.txt"
STORED = ("item", "sighting", "fetch", "source")


def _page(url: str, body: str) -> Fetched:
    return Fetched(url, 200, {}, body.encode(), Validators())


# --- one address ---------------------------------------------------------------------------------


def test_how_often_and_under_which_terms_is_said_before_watching(
    stage: Stage, veille: Veille
) -> None:
    told = [
        Told(f"Titre {day}", f"{SITE}{day}", at=NOW - timedelta(days=7 * day)) for day in range(8)
    ]
    written = feed(*told, url=GAZETTE).body.replace(
        b"</title>", b"</title><copyright>CC BY 4.0, Le Quartier</copyright>", 1
    )
    stage.web.answers[f"{SITE}feed/"] = Fetched(f"{SITE}feed/", 200, {}, written, Validators())

    found = veille.sources.look(f"{SITE}feed/")

    assert (found.count, found.newest[0].title) == (8, "Titre 0")
    assert found.rhythm == "toutes les semaines"
    assert found.feed.terms == "CC BY 4.0, Le Quartier"


def test_a_site_without_a_feed_says_what_else_works(stage: Stage, veille: Veille) -> None:
    stage.web.answers[SITE] = _page(SITE, '<html><a href="/newsletter">La lettre</a></html>')
    stage.web.answers[ROBOTS] = _page(ROBOTS, f"Sitemap: {SITE}plan.xml")
    stage.web.answers[f"{SITE}plan.xml"] = _page(f"{SITE}plan.xml", "<urlset></urlset>")

    with pytest.raises(ReadError) as told:
        veille.sources.look(SITE)

    assert told.value.reason == (
        "aucun flux trouvé sur cette page ni aux adresses habituelles : cherchez un lien « RSS » sur"
        " le site et collez-le ; ou collez le plan du site, https://quartier.example/plan.xml ; ou"
        " abonnez l’adresse de veille à la lettre du site (mail) :"
        " https://quartier.example/newsletter ; ou suivez ses changements (watch), ou la liste qu’elle"
        " montre (page)"
    )


def test_the_map_of_a_site_is_watched_as_one(stage: Stage, veille: Veille) -> None:
    page = "<loc>https://quartier.example/les-parents-du-quartier</loc>"
    entry = f"<url>{page}<lastmod>2026-11-15</lastmod></url>"
    stage.web.answers[f"{SITE}plan.xml"] = _page(f"{SITE}plan.xml", f"<urlset>{entry}</urlset>")

    found = veille.sources.look(f"{SITE}plan.xml")

    assert (found.feed.kind, found.feed.site, found.count) == ("sitemap", SITE, 1)
    assert [url for url, _ in stage.web.asked] == [f"{SITE}plan.xml"]


def test_a_page_that_robots_may_not_read_is_left_and_a_feed_is_not(
    stage: Stage, veille: Veille
) -> None:
    stage.web.answers[ROBOTS] = _page(ROBOTS, "User-agent: *\nDisallow: /")
    stage.web.answers[SITE] = _page(SITE, "<html></html>")
    stage.web.answers[f"{SITE}feed/"] = feed(SCHOOL, url=f"{SITE}feed/")

    with pytest.raises(RobotsError, match="ne pas être visité par un robot"):
        veille.sources.look(SITE)

    assert veille.sources.look(f"{SITE}feed/").count == 1
    assert SITE not in [url for url, _ in stage.web.asked]


# --- tried without storing -------------------------------------------------------------------------


def test_sources_are_tried_as_if_for_the_first_time_and_nothing_is_stored(
    stage: Stage, veille: Veille
) -> None:
    veille.collect()
    stage.web.answers[FIL] = FetchError("délai dépassé")
    before = rows(veille.ctx.store, *STORED)

    tried = veille.sources.trials(["fil", "gazette", "gazette"])

    assert [(one.name, one.count, one.failed) for one in tried] == [
        ("fil", 0, True),
        ("gazette", 2, False),
    ]
    assert (tried[0].reason, tried[1].newest_at) == ("délai dépassé", SCHOOL.at)
    assert rows(veille.ctx.store, *STORED) == before
    assert (stage.folder / "sources.yml").read_text("utf-8") == SOURCES


def test_all_those_that_are_watched_are_tried_and_addresses_beside_them(
    stage: Stage, veille: Veille
) -> None:
    veille.sources.pause({"fil": ""})
    stage.web.answers[f"{SITE}feed/"] = feed(SCHOOL, url=f"{SITE}feed/")

    tried = veille.sources.trials(
        [f"{SITE}feed/", "nulle-part.example", "mailto:a@b.example"], everything=True
    )

    assert [(one.name, one.failed) for one in tried] == [
        ("gazette", False),
        ("ministere", False),
        ("breal", False),
        (f"{SITE}feed/", False),
        ("nulle-part.example", True),
        ("mailto:a@b.example", True),
    ]


def test_a_key_that_nobody_declared_is_told(veille: Veille) -> None:
    with pytest.raises(NotFoundError, match="gazete"):
        veille.sources.trials(["gazete"])
