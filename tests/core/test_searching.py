"""One page of results: counted as far as it is worth it, gone on with, and honest when it stopped."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cast import CALL, GAZETTE, MEETING, RENTS, SCHOOL, Stage, Told, feed, stage
from veille.core import Veille, searching
from veille.model.item import Filter
from veille.store import search


@pytest.fixture(name="stage")
def a_monday(tmp_path: Path, monday: Path) -> Stage:
    return stage(tmp_path / "breal", monday)


def test_a_page_says_how_many_fit_and_where_to_go_on(veille: Veille) -> None:
    first = veille.search.found(Filter(limit=3))
    second = veille.search.found(Filter(limit=3, before=first.next))

    assert (first.count, first.many, len(first.items)) == (4, False, 3)
    assert (second.next, len(second.items)) == (None, 1)
    urls = {item.url for item in (*first.items, *second.items)}
    assert urls == {SCHOOL.url, RENTS.url, CALL.url, MEETING.url}


def test_the_newest_to_come_in_are_first(veille: Veille) -> None:
    ids = [item.id for item in veille.search.found(Filter()).items]

    assert ids == sorted(ids, reverse=True)


def test_the_best_are_first_when_asked(stage: Stage, veille: Veille) -> None:
    found = veille.search.found(Filter(text="école quartier", best=True))

    assert [item.url for item in found.items] == [SCHOOL.url]
    assert found.count == 1
    assert found.ranked is None


def test_counting_stops_where_nobody_would_read_on(
    veille: Veille, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "COUNTED", 2)

    found = veille.search.found(Filter(limit=1))

    assert (found.count, found.many) == (2, True)


def test_only_the_newest_are_ranked_and_the_page_knows_it(
    stage: Stage, veille: Veille, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "RANKED", 1)
    newer = Told("Une école de plus", "https://gazette.example/plus")
    stage.web.answers[GAZETTE] = feed(newer)
    veille.collect(["gazette"])

    found = veille.search.found(Filter(text="école", best=True))

    assert ([item.url for item in found.items], found.ranked, found.count) == ([newer.url], 1, 2)


def test_who_is_in_a_hurry_is_told_how_far_it_went(
    veille: Veille, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "WINDOW", 1)

    hasty = veille.search.found(Filter(text="xylophone"), patience=-1)
    assert (hasty.items, hasty.count) == ((), None)
    assert hasty.reached == veille.clock.now()

    page, steps = hasty, 0
    while page.next:
        page, steps = (
            veille.search.found(Filter(text="xylophone", before=page.next), patience=-1),
            steps + 1,
        )
    assert steps == 3
    assert page.reached is None


def test_words_that_say_nothing_find_nothing(veille: Veille) -> None:
    assert veille.search.found(Filter(text="de la")).count == 0


def test_what_a_thing_was_called_before_is_found_and_told(stage: Stage, veille: Veille) -> None:
    themes = stage.folder / "themes.yml"
    themes.write_text(
        themes.read_text("utf-8") + '\nhistory:\n  - {was: "ZUS", now: "école", since: 2015}\n',
        "utf-8",
    )
    veille.reload()

    found = veille.search.found(Filter(text="zus"))
    alone = veille.search.found(Filter(text='"zus"'))

    assert [item.url for item in found.items] == [SCHOOL.url]
    assert [(one.added, one.since) for one in found.aliases] == [("école", 2015)]
    assert (alone.items, alone.aliases) == ((), ())
    assert veille.items.listed(Filter(text="zus")) == list(found.items)
