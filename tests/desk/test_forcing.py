"""Sealing at the desk what was published before: only when a person says so."""

from __future__ import annotations

from tests.cast import ALICE, SCHOOL, sealed, select_for
from tests.desk.conftest import Desk
from veille.core import Veille
from veille.model.edition import EditionState


def test_what_may_be_forced_is_said_beside_the_seal(desk: Desk, veille: Veille) -> None:
    veille.collect()
    sealed(veille, "revue", SCHOOL)
    select_for(veille, "revue", SCHOOL)
    draft = veille.drafts.new("revue", by=ALICE).public_id
    page = desk.get(f"/bureau/editions/{draft}").text
    assert 'name="force"' in page
    assert desk.post(f"/bureau/editions/{draft}/sceller", {"read": "1"}).status_code == 409
    desk.post(f"/bureau/editions/{draft}/sceller", {"read": "1", "force": "1"})
    assert veille.editions.get(draft).state is EditionState.SEALED
