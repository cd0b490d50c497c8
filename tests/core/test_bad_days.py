"""Collecting on a bad day: a hostile site, files edited during the run, a clock that lies. The run goes on."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

from tests.cast import (
    CALL,
    FIL,
    GAZETTE,
    MEETING,
    NOW,
    RENTS,
    SCHOOL,
    Stage,
    Told,
    by_url,
    everyday,
    feed,
    rewrite,
)
from veille.core import Veille
from veille.errors import FetchError
from veille.model.item import Fetched, Outcome, Validators
from veille.store import sources
from veille.testing import FakeFetcher

NEWS = Told("Un jardin au pied des tours", "https://gazette.example/jardin")
THE_FIL = """\
  - key: fil                # reprend les autres
    name: "Le Fil"
    url: "https://fil.example/rss"
    kind: rss
    category: presse
"""


def _page(*titles: str, etag: str) -> Fetched:
    articles = (
        f'<article><h2><a href="/{n}">{one}</a></h2></article>' for n, one in enumerate(titles)
    )
    first = '<article class="une"><h2><a href="/une">À la une ce jour</a></h2></article>'
    body = f"<html><body>{first}{''.join(articles)}"
    return Fetched(GAZETTE, 200, {"content-type": "text/html"}, body.encode(), Validators(etag))


class Editing(FakeFetcher):
    """Somebody edits sources.yml, and the desk takes it up, while the Fil is being asked."""

    def __init__(self, file: Path, old: str, new: str) -> None:
        super().__init__(everyday())
        self.edit = (file, old, new)
        self.veille: Veille | None = None

    def get(
        self, url: str, validators: Validators | None = None, most: int | None = None
    ) -> Fetched:
        if url == FIL and self.veille:
            rewrite(*self.edit)
            self.veille.reload()
            self.veille = None
        return super().get(url, validators, most)


class Remembering(FakeFetcher):
    """A server that answers 304 to who asks with its validator."""

    def get(
        self, url: str, validators: Validators | None = None, most: int | None = None
    ) -> Fetched:
        answer = super().get(url, validators, most)
        if validators and validators.etag and validators.etag == answer.validators.etag:
            return Fetched(url, 304, {}, b"", answer.validators)
        return answer


def test_half_a_character_in_an_identifier_stops_nobody(stage: Stage) -> None:
    items = [{"id": "a\ud800", "url": NEWS.url, "title": "Un \udfff jardin"}, {"id": "x" * 99_999}]
    items[1]["title"] = "Un livre entier pour identifiant"
    told = {"version": "https://jsonfeed.org/version/1.1", "items": items}
    rewrite(
        stage.folder / "sources.yml", f'"{GAZETTE}"\n    kind: rss', f'"{GAZETTE}"\n    kind: json'
    )
    stage.web.answers[GAZETTE] = Fetched(GAZETTE, 200, {}, json.dumps(told).encode(), Validators())

    with stage.opened() as veille:
        report = veille.collect()
        again = veille.collect()

        assert report.failing == ()
        assert {NEWS.url, CALL.url, MEETING.url} <= set(by_url(veille))
    assert again.new == 0


def test_a_source_that_leaves_the_file_during_the_run_is_stored_all_the_same(stage: Stage) -> None:
    web = Editing(stage.folder / "sources.yml", THE_FIL, "")
    with Stage(stage.folder, stage.clock, web).opened() as veille:
        web.veille = veille
        report = veille.collect()

        assert [result.key for result in report.results] == ["gazette", "fil", "ministere", "breal"]
        assert report.failing == ()
        assert {SCHOOL.url, CALL.url, MEETING.url} <= set(by_url(veille))


def test_what_was_learned_at_an_address_is_not_kept_for_the_one_that_replaced_it(
    stage: Stage,
) -> None:
    web = Editing(stage.folder / "sources.yml", FIL, "https://fil.example/flux")
    web.answers[FIL] = feed(SCHOOL, url=FIL, etag='"un"')
    with Stage(stage.folder, stage.clock, web).opened() as veille:
        web.veille = veille
        report = veille.collect()

        assert report.failing == ()
        with veille.ctx.store.read() as r:
            assert sources.states(r)["fil"].validators == Validators()


def test_a_selector_that_was_mended_is_tried_though_the_page_did_not_move(stage: Stage) -> None:
    file = stage.folder / "sources.yml"
    rules = "kind: page\n    page: {item: article.une, title: h2, link: a}"
    rewrite(file, f'"{GAZETTE}"\n    kind: rss', f'"{GAZETTE}"\n    {rules}')
    web = Remembering({GAZETTE: _page("Un premier article", "Un second article", etag='"un"')})
    play = Stage(stage.folder, stage.clock, web)
    with play.opened() as veille:
        assert veille.collect(["gazette"]).new == 1
        assert veille.collect(["gazette"]).results[0].outcome is Outcome.NOT_MODIFIED
    rewrite(file, "article.une", "article")

    with play.opened() as veille:
        assert veille.collect(["gazette"]).new == 2


def test_another_kind_begins_anew_at_the_same_address(stage: Stage) -> None:
    file = stage.folder / "sources.yml"
    with stage.opened() as veille:
        veille.collect(["gazette"])
        with veille.ctx.store.write() as w:
            state = sources.states(w)["gazette"]
            done = sources.Success(
                state.id, NOW, NOW, Validators('"un"'), "ce que l’autre retenait"
            )
            sources.succeeded(w, [done])
    rewrite(file, f'"{GAZETTE}"\n    kind: rss', f'"{GAZETTE}"\n    kind: atom')

    with stage.opened() as veille, veille.ctx.store.read() as r:
        state = sources.states(r)["gazette"]
    assert (state.validators, state.memory) == (Validators(), "")


def test_a_feed_that_begins_with_the_oldest_gives_its_newest(stage: Stage, veille: Veille) -> None:
    many = [
        Told(f"Titre {n}", f"https://gazette.example/{n}", at=NOW - timedelta(hours=600 - n))
        for n in range(600)
    ]
    stage.web.answers[GAZETTE] = feed(*many)

    veille.collect(["gazette"])

    urls = set(by_url(veille))
    assert many[-1].url in urls
    assert many[0].url not in urls


def test_a_clock_that_ran_years_ahead_is_forgotten_once_it_is_set(
    stage: Stage, veille: Veille
) -> None:
    stage.clock.set(NOW + timedelta(days=3000))
    veille.collect()
    stage.clock.set(NOW)
    stage.web.answers[GAZETTE] = feed(SCHOOL, RENTS, NEWS)

    report = veille.collect(slot=_slot())

    assert len(report.results) == 4
    assert NEWS.url in by_url(veille)


def test_an_address_as_long_as_a_book_does_not_fill_the_health_of_its_source(
    stage: Stage, veille: Veille
) -> None:
    stage.web.answers[GAZETTE] = FetchError(f"ce n’est pas une adresse web : {'x' * 60_000}")

    (result,) = veille.collect(["gazette"]).results

    assert result.error.startswith("ce n’est pas une adresse web : xxx")
    assert len(result.error) == len(veille.sources.get("gazette").last_error) == 500


def _slot() -> datetime:
    return NOW - timedelta(minutes=45)
