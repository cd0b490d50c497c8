"""What a source is worth: what it brought, what was kept and told of it, and how fast."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.cast import NOW, RENTS, SCHOOL, Stage, Told, feed, sealed
from veille.core import Veille
from veille.model.health import Scorecard, Tally
from veille.store import scorecards
from veille.store.engine import Store

GAZETTE = "https://gazette.example/rss"


def _card(veille: Veille, key: str = "gazette") -> Scorecard:
    return veille.sources.worth(key).card


def _later(stage: Stage, hours: float, *told: Told) -> datetime:
    """The next run of the gazette, so many hours later; returns its instant."""
    stage.clock.advance(hours=hours)
    stage.web.answers[GAZETTE] = feed(*told)
    return stage.clock.now()


def test_a_source_that_nobody_visited_brought_nothing(veille: Veille) -> None:
    assert _card(veille) == Scorecard()


def test_collected_kept_and_published_are_counted(stage: Stage, veille: Veille) -> None:
    veille.collect()
    sealed(veille, "lettre", SCHOOL, RENTS)
    stage.clock.advance(days=1)
    veille.collect()

    card = _card(veille)
    assert (card.season, card.year) == (Tally(2, 2, 2), Tally(2, 2, 2))
    assert card.since == NOW
    assert _card(veille, "fil").year == Tally(0, 0, 0)  # it only told again what the gazette has
    assert _card(veille, "ministere").year == Tally(1, 0, 0)


def test_a_season_forgets_before_a_year_does(stage: Stage, veille: Veille) -> None:
    veille.collect()
    sealed(veille, "lettre", SCHOOL, RENTS)
    stage.clock.advance(days=100)
    in_spring = _card(veille)
    stage.clock.advance(days=300)

    assert (in_spring.season, in_spring.year) == (Tally(), Tally(2, 2, 2))
    assert _card(veille).year == Tally()


def test_the_lead_time_is_that_of_what_came_out_while_it_was_watched(
    stage: Stage, veille: Veille
) -> None:
    veille.collect()
    assert _card(veille).lead_hours is None  # its first visit brings old things
    now = _later(stage, 24)
    hours = (2, 3, 10)
    told = [
        Told(f"t{one}", f"https://gazette.example/{one}", at=now - timedelta(hours=one))
        for one in hours
    ]
    _later(stage, 0, *told)
    veille.collect()

    assert _card(veille).lead_hours == 3


def test_the_days_until_an_edition_are_counted_from_our_first_sighting(
    stage: Stage, veille: Veille
) -> None:
    veille.collect()
    stage.clock.advance(days=4)
    sealed(veille, "lettre", SCHOOL, RENTS)

    assert _card(veille).edition_days == 4


def test_what_brings_nothing_in_a_year_is_visible(stage: Stage, veille: Veille) -> None:
    veille.collect()
    assert not any(one.idle for one in veille.sources.with_worth())
    stage.clock.advance(days=370)
    veille.sources.pause({"breal": ""})
    veille.collect()
    assert {one.one.source.key for one in veille.sources.with_worth() if one.idle} == {
        "gazette",
        "fil",
        "ministere",
    }
    sealed(veille, "lettre", SCHOOL, RENTS)
    assert "gazette" not in {one.one.source.key for one in veille.sources.with_worth() if one.idle}


def test_they_are_counted_once_a_run(veille: Veille) -> None:
    veille.collect()
    first = veille.sources.worth("gazette").card
    assert veille.sources.worth("gazette").card is first
    veille.collect()
    assert veille.sources.worth("gazette").card is not first


def test_counting_reads_one_index_and_no_row_of_items(store: Store) -> None:
    """What keeps it quick at 200,000 items: a pass over the index, in its order, without sorting."""
    with store.read() as r:
        statement = scorecards.collected_query(NOW).compile(
            r.engine, compile_kwargs={"literal_binds": True}
        )
        plan = [row[3] for row in r.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}")]
    assert plan == ["SCAN item USING COVERING INDEX ix_item_source_id_seen_at"]
