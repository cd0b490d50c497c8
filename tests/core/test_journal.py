"""The journal read back: newest first, page after page, narrowed; comings and goings for the administration."""

from __future__ import annotations

from tests.cast import ALICE, RENTS, SCHOOL, sealed, select_for, settle
from veille.core import Veille
from veille.model.act import WantedActs
from veille.model.role import Role


def test_acts_are_told_newest_first_with_the_name_of_their_subject(veille: Veille) -> None:
    veille.collect()
    sealed(veille, "revue", SCHOOL, RENTS)

    acts = veille.journal.listed(WantedActs())

    assert [act.verb for act in acts] == ["seal", "draft", "triage", "triage"]
    assert {act.who for act in acts} == {ALICE}
    seal, draft, rents, school = (act.about for act in acts)
    assert (seal.publication, seal.slug) == ("revue", "3")
    assert draft == seal
    assert (rents.title, school.title) == (RENTS.title, SCHOOL.title)
    assert acts[-1].after["selected_for"] == ["revue"]


def test_a_page_follows_another_without_a_gap(veille: Veille) -> None:
    veille.collect()
    sealed(veille, "revue", SCHOOL, RENTS)
    every = [act.id for act in veille.journal.listed(WantedActs())]

    first = veille.journal.listed(WantedActs(limit=3))
    second = veille.journal.listed(WantedActs(limit=3, before=first[-1].id))

    assert [act.id for act in (*first, *second)] == every


def test_the_journal_is_narrowed_to_somebody_or_to_a_kind(veille: Veille) -> None:
    settle(veille, ALICE)
    settle(veille, "Bob", Role.REDACTION)
    veille.collect()
    sealed(veille, "revue", SCHOOL, RENTS)
    bob = veille.team.get("Bob").id

    def verbs(wanted: WantedActs) -> set[str]:
        return {act.verb for act in veille.journal.listed(wanted, whole=True)}

    assert verbs(WantedActs(kind="item")) == {"triage"}
    assert verbs(WantedActs(kind="edition")) == {"seal", "draft"}
    assert verbs(WantedActs(kind="desk")) == {"enter"}
    assert verbs(WantedActs(person=bob)) == {"enter", "set-password"}
    assert verbs(WantedActs(person=bob, kind="item")) == set()
    assert verbs(WantedActs(kind="ite")) == set()


def test_who_came_in_is_for_the_administration_alone(veille: Veille) -> None:
    settle(veille, ALICE)
    veille.collect()
    sealed(veille, "revue", SCHOOL, RENTS)

    told = {act.verb for act in veille.journal.listed(WantedActs())}

    assert told == {"triage", "draft", "seal"}
    assert {act.verb for act in veille.journal.listed(WantedActs(), whole=True)} > told


def test_a_draft_that_was_given_up_is_told_without_a_name(veille: Veille) -> None:
    veille.collect()
    sealed(veille, "revue", SCHOOL)
    select_for(veille, "revue", RENTS)
    draft = veille.drafts.new("revue", by=ALICE)
    veille.drafts.drop(str(draft.id), by=ALICE)

    act = veille.journal.listed(WantedActs(limit=1))[0]

    assert (act.verb, act.about.kind, act.about.publication) == ("drop-draft", "edition", "")
