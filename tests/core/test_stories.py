"""One story once: gathered as it comes in, whatever the order; joined and set apart by hand, for good."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations

import pytest

from tests.cast import (
    ALICE,
    BREAL,
    FIL,
    GAZETTE,
    MINISTERE,
    NOW,
    SCHOOL,
    Stage,
    Told,
    feed,
    rows,
    sealed,
)
from veille.core import Veille
from veille.errors import ForbiddenError, NotFoundError, RefusedError
from veille.model.item import Filter, Item, State, Triage
from veille.model.role import Role

TITLE = "Le bailleur social gèle les loyers à Rennes"
DAY = timedelta(days=1)

BY_GAZETTE = Told(TITLE, "https://gazette.example/gel")
BY_FIL = Told(TITLE + " – La Gazette", "https://fil.example/gel", at=BY_GAZETTE.at - DAY)
BY_MINISTRY = Told(
    "À Rennes, le bailleur social gèle les loyers",
    "https://ministere.example/gel",
    at=BY_GAZETTE.at + timedelta(hours=1),
)
IN_BREST = Told("Le bailleur social gèle les loyers à Brest", "https://breal.example/gel")


@pytest.fixture(autouse=True)
def told_by_four(stage: Stage) -> None:
    stage.web.answers = {
        GAZETTE: feed(BY_GAZETTE, SCHOOL),
        FIL: feed(BY_FIL, url=FIL),
        MINISTERE: feed(BY_MINISTRY, url=MINISTERE),
        BREAL: feed(IN_BREST, url=BREAL),
    }


def _item(veille: Veille, told: Told) -> Item:
    return veille.items.get(told.url)


def _stories(veille: Veille) -> dict[str | None, str | None]:
    """Address → the address of the head of its story."""
    items = {item.public_id: item for item in veille.items.listed(Filter(limit=1000))}
    return {one.url: items[one.story].url if one.story else None for one in items.values()}


GATHERED = {
    BY_FIL.url: None,
    BY_GAZETTE.url: BY_FIL.url,
    BY_MINISTRY.url: BY_FIL.url,
    IN_BREST.url: None,
    SCHOOL.url: None,
}


# --- gathered as it comes in -------------------------------------------------------------------


def test_one_story_is_one_row_with_every_source_under_it(veille: Veille) -> None:
    veille.collect()

    assert _stories(veille) == GATHERED
    head = _item(veille, BY_FIL)
    assert [(one.source_name, one.url) for one in head.also_told] == [
        ("La Gazette", BY_GAZETTE.url),
        ("Le Ministère", BY_MINISTRY.url),
    ]
    rows = veille.items.listed(Filter(state=State.NEW, heads=True))
    assert {one.url for one in rows} == {BY_FIL.url, IN_BREST.url, SCHOOL.url}
    assert veille.items.counts() == {"new": 3}
    assert veille.items.new_by_category() == {"": 1, "presse": 2}
    assert len(veille.items.listed(Filter(state=State.NEW))) == 5


@pytest.mark.parametrize("order", list(permutations(("gazette", "fil", "ministere", "breal")))[::5])
def test_the_order_in_which_sources_answer_does_not_show(
    veille: Veille, order: tuple[str, ...]
) -> None:
    for key in order:
        veille.collect([key])

    assert _stories(veille) == GATHERED


def test_collecting_again_moves_nobody(stage: Stage, veille: Veille) -> None:
    veille.collect()
    before = rows(veille.ctx.store, "item", "title_probe")
    stage.clock.advance(days=1)

    veille.collect()

    assert rows(veille.ctx.store, "item", "title_probe") == before


def test_a_title_that_its_source_changed_leaves_the_story_or_joins_it(
    stage: Stage, veille: Veille
) -> None:
    veille.collect()
    stage.web.answers[FIL] = feed(Told("La rentrée sociale du Fil à Rennes", BY_FIL.url), url=FIL)
    stage.web.answers[BREAL] = feed(Told(TITLE, IN_BREST.url), url=BREAL)

    veille.collect()

    found = _stories(veille)
    head = min((BY_GAZETTE, BY_MINISTRY, IN_BREST), key=lambda one: _item(veille, one).url_key).url
    assert found[BY_FIL.url] is None
    assert [found[one.url] for one in (BY_GAZETTE, BY_MINISTRY, IN_BREST)].count(head) == 2


def test_titles_too_old_to_meet_a_new_one_are_forgotten(stage: Stage, veille: Veille) -> None:
    veille.collect()
    stage.clock.advance(days=60)
    stage.web.answers = {FIL: feed(Told(TITLE, "https://fil.example/vieux", at=NOW), url=FIL)}

    veille.collect(["fil"])

    assert rows(veille.ctx.store, "title_probe")["title_probe"] == []
    assert _stories(veille)["https://fil.example/vieux"] is None


# --- what a decision does to a story -----------------------------------------------------------


def test_a_story_is_dropped_and_put_back_whole(veille: Veille) -> None:
    veille.collect()

    veille.items.triage(BY_FIL.url, Triage(state=State.DROPPED), by=ALICE)
    dropped = {one.url for one in veille.items.listed(Filter(state=State.DROPPED))}
    counts = veille.items.counts()
    veille.items.triage(BY_FIL.url, Triage(state=State.NEW), by=ALICE)

    assert dropped == {BY_FIL.url, BY_GAZETTE.url, BY_MINISTRY.url}
    assert counts == {"new": 2, "dropped": 1}
    assert len(veille.items.listed(Filter(state=State.NEW))) == 5


@pytest.mark.parametrize("state", [State.KEPT, State.DROPPED])
def test_who_comes_late_to_a_story_that_was_decided_does_not_bring_it_back(
    stage: Stage, veille: Veille, state: State
) -> None:
    veille.collect(["gazette"])
    veille.items.triage(BY_GAZETTE.url, Triage(state=state), by=ALICE)

    veille.collect()  # the Fil told it a day before, and yet it does not take the lead

    assert _stories(veille)[BY_FIL.url] == BY_GAZETTE.url
    rows = veille.items.listed(Filter(state=State.NEW, heads=True))
    assert {one.url for one in rows} == {SCHOOL.url, IN_BREST.url}
    late = State.DROPPED if state is State.DROPPED else State.NEW
    assert _item(veille, BY_FIL).state is late


def test_a_follower_may_be_kept_alone_and_is_then_listed(veille: Veille) -> None:
    veille.collect()

    veille.items.triage(BY_MINISTRY.url, Triage(select=("lettre",)), by=ALICE)
    veille.items.triage(BY_FIL.url, Triage(state=State.DROPPED), by=ALICE)

    kept = veille.items.listed(Filter(state=State.KEPT, heads=True))
    assert [one.url for one in kept] == [BY_MINISTRY.url]
    assert veille.items.counts() == {"new": 2, "kept": 1, "dropped": 1}


def test_what_was_dropped_alone_stays_dropped_when_its_story_is_kept(veille: Veille) -> None:
    veille.collect()

    veille.items.triage(BY_MINISTRY.url, Triage(state=State.DROPPED), by=ALICE)
    veille.items.triage(BY_FIL.url, Triage(state=State.KEPT), by=ALICE)

    assert _item(veille, BY_MINISTRY).state is State.DROPPED


def test_an_edition_and_the_archive_say_where_else_a_story_was_told(
    stage: Stage, veille: Veille
) -> None:
    veille.collect()

    edition = sealed(veille, "lettre", BY_FIL, SCHOOL)
    veille.archive.build()

    made = veille.editions.preview(edition.public_id)
    assert "Aussi lu dans" in made.html
    assert "La Gazette, Le Ministère" in made.html
    assert "Aussi lu dans : La Gazette, Le Ministère" in " ".join(made.text.split())
    page = next(stage.folder.glob("archive/lettre/2026/*/index.html")).read_text("utf-8")
    assert "La Gazette, Le Ministère" in page


# --- by hand -----------------------------------------------------------------------------------


def test_what_a_person_sets_apart_no_rule_joins_again(stage: Stage, veille: Veille) -> None:
    veille.collect()

    apart = veille.stories.split(BY_MINISTRY.url, by=ALICE)
    stage.web.answers[MINISTERE] = feed(
        Told(TITLE, BY_MINISTRY.url, "Un mot de plus."), url=MINISTERE
    )
    veille.collect()

    assert apart.story is None
    assert _stories(veille) == GATHERED | {BY_MINISTRY.url: None}


def test_what_a_person_joins_stays_joined(stage: Stage, veille: Veille) -> None:
    veille.collect()

    head = veille.stories.join(IN_BREST.url, BY_MINISTRY.url, by=ALICE)
    stage.web.answers[BREAL] = feed(Told(IN_BREST.title, IN_BREST.url, "Encore."), url=BREAL)
    veille.collect()

    assert head.url == BY_FIL.url  # named by a follower, the story is that of its head
    assert _stories(veille) == GATHERED | {IN_BREST.url: BY_FIL.url}


def test_a_head_joins_with_all_that_it_stands_for(veille: Veille) -> None:
    veille.collect()

    veille.stories.join(BY_FIL.url, SCHOOL.url, by=ALICE)

    found = _stories(veille)
    assert {found[one.url] for one in (BY_FIL, BY_GAZETTE, BY_MINISTRY)} == {SCHOOL.url}


def test_undoing_puts_every_row_back_as_it_was(veille: Veille) -> None:
    veille.collect()
    veille.items.triage(SCHOOL.url, Triage(state=State.DROPPED), by=ALICE)
    before = rows(veille.ctx.store, "item")

    veille.stories.join(BY_FIL.url, SCHOOL.url, by=ALICE)
    veille.stories.split(BY_GAZETTE.url, by=ALICE)
    for told in (BY_GAZETTE, BY_FIL):
        act = veille.stories.last_act(told.url)
        assert act is not None
        veille.stories.undo(act, by=ALICE)
        assert veille.stories.last_act(told.url) is None

    assert rows(veille.ctx.store, "item") == before
    verbs = [row[3] for row in rows(veille.ctx.store, "journal")["journal"]]
    assert verbs == ["triage", "join-story", "split-story", "undo-split-story", "undo-join-story"]


def test_joining_twice_is_joining_once(veille: Veille) -> None:
    veille.collect()
    veille.stories.join(IN_BREST.url, BY_FIL.url, by=ALICE)
    before = rows(veille.ctx.store, "item", "journal")

    veille.stories.join(IN_BREST.url, BY_FIL.url, by=ALICE)

    assert rows(veille.ctx.store, "item", "journal") == before


def test_a_follower_set_apart_from_a_dropped_story_is_to_be_triaged_again(veille: Veille) -> None:
    veille.collect()
    veille.items.triage(BY_FIL.url, Triage(state=State.DROPPED), by=ALICE)

    assert veille.stories.split(BY_MINISTRY.url, by=ALICE).state is State.NEW


def test_what_may_belong_together_is_proposed_the_likest_first(veille: Veille) -> None:
    veille.collect()

    found = veille.stories.near(BY_FIL.url)

    assert [one.item.url for one in found] == [IN_BREST.url]
    assert 80 <= found[0].likeness < 100


# --- refusals ----------------------------------------------------------------------------------


def test_an_item_neither_joins_itself_nor_leaves_what_it_is_not_in(veille: Veille) -> None:
    veille.collect()
    before = rows(veille.ctx.store, "item", "journal")

    with pytest.raises(RefusedError):
        veille.stories.join(SCHOOL.url, SCHOOL.url, by=ALICE)
    with pytest.raises(RefusedError):
        veille.stories.join(BY_FIL.url, BY_GAZETTE.url, by=ALICE)  # its own follower
    with pytest.raises(RefusedError):
        veille.stories.split(BY_FIL.url, by=ALICE)
    with pytest.raises(NotFoundError):
        veille.stories.join(SCHOOL.url, "inconnu", by=ALICE)
    with pytest.raises(NotFoundError):
        veille.stories.undo(999, by=ALICE)

    assert rows(veille.ctx.store, "item", "journal") == before


def test_an_act_is_not_undone_over_a_later_one(veille: Veille) -> None:
    veille.collect()
    veille.stories.join(IN_BREST.url, BY_FIL.url, by=ALICE)
    act = veille.stories.last_act(IN_BREST.url)
    assert act is not None
    veille.stories.join(BY_FIL.url, SCHOOL.url, by=ALICE)

    with pytest.raises(RefusedError):
        veille.stories.undo(act, by=ALICE)


def test_who_may_only_read_joins_nothing(veille: Veille) -> None:
    veille.collect()
    with veille.ctx.store.write() as w:
        w.exec_driver_sql(
            "INSERT INTO person (name, role) VALUES ('Zoé', ?)", (Role.RELECTURE.value,)
        )

    with pytest.raises(ForbiddenError):
        veille.stories.join(IN_BREST.url, BY_FIL.url, by="Zoé")
    with pytest.raises(ForbiddenError):
        veille.stories.split(BY_GAZETTE.url, by="Zoé")


def test_a_hundred_tellings_of_one_story_are_one(stage: Stage, veille: Veille) -> None:
    many = [Told(TITLE, f"https://gazette.example/gel-{rank}") for rank in range(100)]
    stage.web.answers[GAZETTE] = feed(*many)

    veille.collect()

    assert len(_item(veille, BY_FIL).also_told) == 101


def test_titles_that_were_probed_in_another_way_are_probed_again(
    stage: Stage, veille: Veille
) -> None:
    veille.collect(["gazette"])
    with veille.ctx.store.write() as w:
        w.exec_driver_sql("UPDATE title_probe SET probe = probe + 1")
        w.exec_driver_sql("UPDATE setting SET value = '1' WHERE key = 'title-probes'")

    veille.collect()

    assert _stories(veille) == GATHERED
