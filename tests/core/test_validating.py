"""A second person validates exactly what was read; where it is required, nobody seals alone."""

from __future__ import annotations

import pytest

from tests.cast import (
    ALICE,
    SCHOOL,
    Stage,
    by_url,
    draft_for_two,
    settle,
)
from veille.core import Veille
from veille.errors import ConflictError, ForbiddenError, RefusedError
from veille.model.edition import EditionState
from veille.model.item import Triage
from veille.model.role import Role


@pytest.fixture
def draft(veille: Veille, stage: Stage) -> str:
    """A letter that asks for a second person."""
    return draft_for_two(veille, stage)


def blocks(veille: Veille, draft: str) -> list[str]:
    return [one.message for one in veille.sealing.check(draft) if one.blocking]


def test_a_letter_is_drafted_by_one_validated_by_another_and_sealed(
    veille: Veille, draft: str
) -> None:
    assert blocks(veille, draft) == ["personne d’autre n’a validé cette édition"]
    validated = veille.validating.validate(draft, by="Bob", mark=veille.arranging.board(draft).mark)
    assert validated.state is EditionState.VALIDATED
    assert validated.validation is not None
    assert (validated.validation.by, validated.validation.by_link) == ("Bob", False)
    assert blocks(veille, draft) == []
    assert veille.sealing.seal(draft, by=ALICE).state is EditionState.SEALED


def test_a_private_link_is_a_second_person(veille: Veille, draft: str) -> None:
    token = veille.reviews.invite(draft, "Mme la directrice", by=ALICE)
    veille.reviews.approve(token, veille.reviews.shown(token).mark)
    found = veille.editions.get(draft).validation
    assert found is not None
    assert (found.by, found.by_link) == ("Mme la directrice", True)
    assert veille.sealing.seal(draft, by=ALICE).state is EditionState.SEALED


def test_a_link_validates_again_what_a_colleague_took_back(veille: Veille, draft: str) -> None:
    token = veille.reviews.invite(draft, "Mme la directrice", by=ALICE)
    mark = veille.reviews.shown(token).mark
    veille.reviews.approve(token, mark)
    veille.validating.withdraw(draft, by="Bob")
    veille.reviews.approve(token, mark)
    assert veille.editions.get(draft).state is EditionState.VALIDATED
    veille.sealing.seal(draft, by=ALICE)
    with pytest.raises(RefusedError, match="scellée"):
        veille.reviews.approve(token, mark)


def test_nobody_seals_alone_what_asks_for_two(veille: Veille, draft: str) -> None:
    with pytest.raises(RefusedError, match="personne d’autre n’a validé"):
        veille.sealing.seal(draft, by=ALICE, force=True)
    veille.validating.validate(draft, by=ALICE)
    with pytest.raises(RefusedError, match="il faut une seconde personne"):
        veille.sealing.seal(draft, by=ALICE)
    assert veille.sealing.seal(draft, by="Bob").state is EditionState.SEALED


@pytest.mark.parametrize("how", ["order", "subject", "note", "item"])
def test_what_changed_since_must_be_read_again(veille: Veille, draft: str, how: str) -> None:
    veille.validating.validate(draft, by="Bob")
    first = veille.editions.view(draft).entries[0].public_id
    if how == "order":
        veille.arranging.step(draft, first, 1, by=ALICE)
    elif how == "subject":
        veille.arranging.write(draft, {"subject": "Un autre objet"}, by=ALICE)
    elif how == "note":
        veille.arranging.note(draft, first, "Une autre note.", by=ALICE)
    else:
        item = by_url(veille)[SCHOOL.url]
        veille.items.triage(item.public_id, Triage(summary="Réécrit."), by=ALICE)
    assert blocks(veille, draft) == ["l’édition a changé depuis que Bob l’a validée"]
    if how != "item":
        assert veille.editions.get(draft).state is EditionState.DRAFT
    with pytest.raises(RefusedError, match="a changé depuis que Bob"):
        veille.sealing.seal(draft, by=ALICE)
    veille.validating.validate(draft, by="Bob")
    assert blocks(veille, draft) == []


def test_a_page_that_was_left_open_validates_nothing_else(veille: Veille, draft: str) -> None:
    mark = veille.arranging.board(draft).mark
    veille.arranging.write(draft, {"edito": "Ajouté depuis."}, by=ALICE)
    with pytest.raises(ConflictError, match="a changé depuis cette page"):
        veille.validating.validate(draft, by="Bob", mark=mark)


def test_a_validation_is_taken_back(veille: Veille, draft: str) -> None:
    veille.validating.validate(draft, by="Bob")
    assert veille.validating.withdraw(draft, by="Bob").state is EditionState.DRAFT
    with pytest.raises(RefusedError, match="n’est pas validée"):
        veille.validating.withdraw(draft, by="Bob")


def test_whoever_may_not_validate_is_refused_and_an_empty_draft_too(
    veille: Veille, draft: str
) -> None:
    settle(veille, ALICE)
    settle(veille, "Chloé", Role.REDACTION)
    with pytest.raises(ForbiddenError):
        veille.validating.validate(draft, by="Chloé")
    for entry in veille.editions.view(draft).entries:
        veille.arranging.remove(draft, entry.public_id, by=ALICE)
    with pytest.raises(RefusedError, match="vide"):
        veille.validating.validate(draft, by="Bob")
