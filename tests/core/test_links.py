"""The links of an edition: asked host by host, remembered for a day, told without ever blocking."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from tests.cast import ALICE, MEETING, RENTS, SCHOOL, Stage, rows, sealed, select_for, stage
from veille.core import Veille
from veille.errors import BusyError, FetchError, NoHostError, RefusedError, TooHeavyError
from veille.model.edition import Finding
from veille.model.item import Fetched, Validators
from veille.model.link import LinkProgress


@pytest.fixture(name="stage")
def a_monday(tmp_path: Path, monday: Path) -> Stage:
    """A workspace in which an ordinary Monday was collected."""
    return stage(tmp_path / "breal", monday)


@pytest.fixture(name="draft")
def a_draft(veille: Veille, stage: Stage) -> str:
    """The school, the rents, a meeting; every page answers, and no host is spared."""
    veille.links.pause = 0
    select_for(veille, "lettre", SCHOOL, RENTS, MEETING)
    for told in (SCHOOL, RENTS, MEETING):
        stage.web.answers[told.url] = page(told.url)
    stage.web.asked.clear()
    return str(veille.drafts.new("lettre", by=ALICE).id)


def page(url: str, moved_to: str | None = None) -> Fetched:
    return Fetched(moved_to or url, 200, {}, b"<p>Bonjour</p>", Validators(), moved_to=moved_to)


def about_links(veille: Veille, draft: str) -> list[Finding]:
    return [one for one in veille.sealing.check(draft) if one.rule.startswith("link")]


def test_links_that_answer_leave_nothing_to_say(veille: Veille, draft: str) -> None:
    (before,) = about_links(veille, draft)
    assert (before.rule, before.blocking) == ("links-unverified", False)
    assert before.message == "liens non vérifiés"

    heard: list[LinkProgress] = []
    checks = veille.links.look(draft, by=ALICE, hear=heard.append)

    assert {one.outcome for one in checks} == {"ok"}
    assert heard[-1] == LinkProgress(3, 3)
    assert about_links(veille, draft) == []


def test_a_dead_link_is_named_with_its_entry_and_its_remedy(
    veille: Veille, stage: Stage, draft: str
) -> None:
    stage.web.answers[SCHOOL.url] = FetchError("page introuvable (404)", status=404)
    veille.links.look(draft, by=ALICE)

    (found,) = about_links(veille, draft)

    assert (found.rule, found.blocking) == ("link-dead", False)
    assert found.entry == SCHOOL.title
    assert found.entry_id
    assert "404" in found.message
    assert "nouvelle adresse" in found.fix


def test_a_site_that_no_longer_exists_is_dead_while_others_answer(
    veille: Veille, stage: Stage, draft: str
) -> None:
    stage.web.answers[MEETING.url] = NoHostError("nom de site introuvable : breal.example")
    veille.links.look(draft, by=ALICE)
    assert [one.rule for one in about_links(veille, draft)] == ["link-dead"]


def test_a_permanent_move_proposes_the_address(veille: Veille, stage: Stage, draft: str) -> None:
    new = "https://gazette.example/rentree/ecole"
    stage.web.answers[SCHOOL.url] = page(SCHOOL.url, moved_to=new)
    veille.links.look(draft, by=ALICE)

    (found,) = about_links(veille, draft)

    assert found.rule == "link-moved"
    assert found.fix == f"remplacez-la par {new}"


def test_a_move_to_the_front_page_is_not_proposed_as_the_address(
    veille: Veille, stage: Stage, draft: str
) -> None:
    stage.web.answers[SCHOOL.url] = page(SCHOOL.url, moved_to="https://gazette.example/")
    veille.links.look(draft, by=ALICE)
    (found,) = about_links(veille, draft)
    assert "cherchez sa nouvelle adresse" in found.fix


@pytest.mark.parametrize("status", [401, 403, 429, 451, 500, 503, None])
def test_a_refusal_says_nothing_of_the_link(
    veille: Veille, stage: Stage, draft: str, status: int | None
) -> None:
    stage.web.answers[SCHOOL.url] = FetchError("refus", status=status)
    veille.links.look(draft, by=ALICE)

    (found,) = about_links(veille, draft)

    assert found.rule == "links-unverified"
    assert "1 sur 3" in found.message
    assert SCHOOL.title in found.fix


def test_what_is_too_heavy_to_be_read_answers(veille: Veille, stage: Stage, draft: str) -> None:
    stage.web.answers[SCHOOL.url] = TooHeavyError("réponse trop lourde")
    veille.links.look(draft, by=ALICE)
    assert about_links(veille, draft) == []


def test_without_a_network_links_stay_unverified_and_none_is_dead(
    veille: Veille, stage: Stage, draft: str
) -> None:
    for told in (SCHOOL, RENTS, MEETING):
        stage.web.answers[told.url] = NoHostError("nom de site introuvable")

    assert veille.links.look(draft, by=ALICE) == []

    (found,) = about_links(veille, draft)
    assert (found.rule, found.message) == ("links-unverified", "liens non vérifiés")
    assert rows(veille.ctx.store, "link_check")["link_check"] == []


def test_an_answer_holds_for_a_day(veille: Veille, stage: Stage, draft: str) -> None:
    stage.web.answers[RENTS.url] = FetchError("page introuvable (404)", status=404)
    veille.links.look(draft, by=ALICE)
    stage.web.asked.clear()

    stage.clock.advance(hours=23)
    veille.links.look(draft, by=ALICE)
    assert [url for url, _ in stage.web.asked] == [RENTS.url], (
        "what was dead is asked again at once"
    )

    stage.clock.advance(hours=2)
    assert "links-unverified" in [one.rule for one in about_links(veille, draft)]
    stage.web.asked.clear()
    veille.links.look(draft, by=ALICE)
    assert {url for url, _ in stage.web.asked} == {SCHOOL.url, RENTS.url, MEETING.url}


def test_links_never_stand_in_the_way_of_sealing(veille: Veille, stage: Stage, draft: str) -> None:
    stage.web.answers[SCHOOL.url] = FetchError("page introuvable (404)", status=404)
    veille.links.look(draft, by=ALICE)
    assert veille.sealing.seal(draft, by=ALICE).number == 12


def test_in_the_background_it_says_how_far_it_is_and_one_runs_at_a_time(
    veille: Veille, stage: Stage, draft: str
) -> None:
    asked, go_on = threading.Event(), threading.Event()
    edition = veille.editions.get(draft)

    def slow(url: str, validators: Validators | None = None, most: int | None = None) -> Fetched:
        asked.set()
        assert go_on.wait(10)
        return page(url)

    stage.web.get = slow  # type: ignore[method-assign]
    veille.links.launch(draft, by=ALICE)
    assert asked.wait(10)
    progress = veille.links.progress(edition.public_id)
    assert progress
    assert (progress.done, progress.total) == (0, 3)
    with pytest.raises(BusyError):
        veille.links.launch(draft, by=ALICE)

    go_on.set()
    veille.links.wait()

    assert veille.links.progress(edition.public_id) is None
    assert about_links(veille, draft) == []


def test_asking_is_journaled_and_a_sealed_edition_is_past_it(veille: Veille) -> None:
    sealed(veille, "lettre", SCHOOL, RENTS)
    with pytest.raises(RefusedError, match="scellée"):
        veille.links.look("lettre/2026/12", by=ALICE)
    select_for(veille, "revue", MEETING)
    draft = str(veille.drafts.new("revue", by=ALICE).id)
    veille.links.look(draft, by=ALICE)
    assert "check-links" in str(rows(veille.ctx.store, "journal")["journal"])
