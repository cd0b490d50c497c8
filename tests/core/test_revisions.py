"""A watched page: each change an item of its own, both texts kept in private for a while, then gone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.cast import ALICE, MINISTERE, Stage, feed, rewrite, rows
from veille.core import Veille
from veille.errors import NotFoundError
from veille.model.health import Health
from veille.model.item import Fetched, Filter, Item, Outcome, State, Triage

PAGE = "<main><h1>Aides</h1><p>Dépôt jusqu’au {0} mars 2027</p><p>Contact : la mairie</p></main>"


@pytest.fixture(autouse=True)
def watched(stage: Stage) -> None:
    old = f'url: "{MINISTERE}"\n    kind: '
    rewrite(stage.folder / "sources.yml", f"{old}rss", f"{old}watch")


def _serve(stage: Stage, day: int) -> None:
    page = feed(url=MINISTERE)
    stage.web.answers[MINISTERE] = replace(page, body=PAGE.format(day).encode(), headers={})


def _visit(stage: Stage, veille: Veille, *days: int) -> list[Item]:
    """The items told by then, the newest last."""
    for day in days:
        _serve(stage, day)
        stage.clock.advance(hours=12)
        veille.collect(["ministere"])
    return veille.items.listed(Filter(source="ministere"))[::-1]


def test_two_changes_of_one_page_are_two_items(stage: Stage, veille: Veille) -> None:
    first, second = _visit(stage, veille, 15, 20, 30)

    assert first.url == second.url == MINISTERE
    assert second.title.endswith("Dépôt jusqu’au 30 mars 2027")
    assert (second.state, second.published_at) == (State.NEW, None)
    told = veille.revisions.compared(second.public_id)
    assert [row.kind for row in told.rows] == ["same", "changed", "same"]
    assert told.at == stage.clock.now()
    assert veille.revisions.told_by(first)


def test_the_same_page_again_writes_nothing(stage: Stage, veille: Veille) -> None:
    _visit(stage, veille, 15, 20)
    before = rows(veille.ctx.store, "item", "sighting", "revision")

    _serve(stage, 20)
    (result,) = veille.collect(["ministere"]).results

    assert result.outcome is Outcome.NOT_MODIFIED
    assert rows(veille.ctx.store, "item", "sighting", "revision") == before


def test_a_change_is_triaged_like_any_item(stage: Stage, veille: Veille) -> None:
    _first, second = _visit(stage, veille, 15, 20, 30)

    kept = veille.items.triage(second.public_id, Triage(select=("revue",)), by=ALICE)

    assert (kept.state, kept.url) == (State.KEPT, MINISTERE)
    assert len(_visit(stage, veille, 31)) == 3


def test_both_texts_are_let_go_of_and_the_items_stay(stage: Stage, veille: Veille) -> None:
    first, second = _visit(stage, veille, 15, 20)[:1] + _visit(stage, veille, 30)[1:]
    stage.clock.advance(days=91)
    (*_others, third) = _visit(stage, veille, 31)

    for gone in (first, second):
        assert not veille.revisions.told_by(gone)
        with pytest.raises(NotFoundError, match="90\u00a0jours"):
            veille.revisions.compared(gone.public_id)
    assert veille.revisions.told_by(third)
    assert veille.items.get(first.public_id).title == first.title


def test_a_failing_visit_forgets_nothing(stage: Stage, veille: Veille) -> None:
    _visit(stage, veille, 15)
    answer = stage.web.answers[MINISTERE]
    assert isinstance(answer, Fetched)
    stage.web.answers[MINISTERE] = replace(answer, body=b"<main></main>")
    (failed,) = veille.collect(["ministere"]).results

    assert failed.outcome is Outcome.FAILED
    assert len(_visit(stage, veille, 20)) == 1


def test_a_page_that_no_longer_changes_is_well(stage: Stage, veille: Veille) -> None:
    _visit(stage, veille, *range(10, 21))
    stage.clock.advance(days=200)
    _visit(stage, veille, 20)

    assert veille.sources.get("ministere").health is Health.OK
