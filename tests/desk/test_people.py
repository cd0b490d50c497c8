"""The team's page: an invitation shown once, a role explained, an account closed."""

from __future__ import annotations

import re

import pytest

from tests.cast import ALICE, PASSWORD, settle
from tests.desk.conftest import SAME_ORIGIN, Desk
from veille.core import Veille
from veille.model.role import Role


@pytest.fixture
def alice(desk: Desk, veille: Veille) -> Desk:
    """Alice, who administers by a password."""
    settle(veille, ALICE)
    desk.enter(ALICE)
    return desk


def test_an_invitation_is_shown_once_and_opens_a_session(alice: Desk, veille: Veille) -> None:
    form = {"name": "Bob", "email": "bob@breal.example", "role": "relecture"}
    assert alice.post("/bureau/equipe/", form).status_code == 303
    page = alice.get("/bureau/equipe/").text
    found = re.search(r'value="http://localhost(/bureau/entrer/[^"]+)"', page)
    assert found
    assert "Bob" in page
    assert found[1] not in alice.get("/bureau/equipe/").text

    other = Desk(alice.client.application)
    assert "Entrer" in other.get(found[1]).text
    assert other.client.post(found[1], headers=SAME_ORIGIN).status_code == 303
    assert "Équipe" not in other.get("/bureau/moi/").text
    assert veille.team.get("Bob").role is Role.RELECTURE


@pytest.mark.parametrize(
    "form, told",
    [
        ({"name": "", "role": "redaction"}, "une ligne"),
        ({"name": ALICE, "role": "redaction"}, "a déjà un compte"),
        ({"name": "Bob", "email": "bob", "role": "redaction"}, "adresse de courriel"),
        ({"name": "Bob", "role": "chef"}, "Choisissez un rôle"),
        ({"name": "Bob\r\nAlice", "role": "redaction"}, "une ligne"),
    ],
)
def test_a_refused_invitation_keeps_what_was_typed(
    alice: Desk, veille: Veille, form: dict[str, str], told: str
) -> None:
    answer = alice.post("/bureau/equipe/", {"email": "quelqu.un@breal.example", **form})
    assert answer.status_code in (400, 409)
    assert told in answer.text.replace("\xa0", " ")
    assert f'value="{form.get("email", "quelqu.un@breal.example")}"' in answer.text
    assert [one.name for one in veille.team.listed()] == [ALICE]


def test_every_role_is_explained_where_it_is_chosen(alice: Desk) -> None:
    page = alice.get("/bureau/equipe/").text
    for word in ("Rédaction", "Relecture", "Envoi", "Administration", "scelle et envoie"):
        assert word in page


def test_a_role_is_changed_and_the_session_it_opened_is_over(alice: Desk, veille: Veille) -> None:
    settle(veille, "Bob", Role.ENVOI)
    bob = Desk(alice.client.application)
    bob.enter("Bob")
    who = veille.team.get("Bob").id
    answer = alice.post(f"/bureau/equipe/{who}/role", {"role": "redaction"})
    assert answer.location == f"/bureau/equipe/{who}"
    assert "rôle Rédaction" in alice.get(answer.location).text
    assert bob.get("/bureau/").status_code == 401


def test_a_closed_account_is_opened_again(alice: Desk, veille: Veille) -> None:
    settle(veille, "Bob", Role.REDACTION)
    who = veille.team.get("Bob").id
    alice.post(f"/bureau/equipe/{who}/fermer")
    page = alice.get(f"/bureau/equipe/{who}").text
    assert "Rouvrir le compte" in page
    assert "Donner un lien" not in page
    assert Desk(alice.client.application).enter("Bob").status_code == 401
    alice.post(f"/bureau/equipe/{who}/rouvrir")
    assert Desk(alice.client.application).enter("Bob").status_code == 303


def test_a_lost_password_is_mended_by_a_link(alice: Desk, veille: Veille) -> None:
    settle(veille, "Bob", Role.REDACTION)
    who = veille.team.get("Bob").id
    alice.post(f"/bureau/equipe/{who}/lien")
    page = alice.get(f"/bureau/equipe/{who}").text
    assert "/bureau/entrer/" in page
    assert "trente minutes" in page
    assert "/bureau/entrer/" not in alice.get(f"/bureau/equipe/{who}").text


def test_the_last_administrator_is_told_why_they_stay(alice: Desk, veille: Veille) -> None:
    who = veille.team.get(ALICE).id
    for path, form in (("fermer", {}), ("role", {"role": "envoi"})):
        answer = alice.post(f"/bureau/equipe/{who}/{path}", form)
        assert answer.status_code == 409
        assert "il ne resterait personne" in answer.text.lower()
    assert alice.get("/bureau/equipe/").status_code == 200


def test_sessions_of_somebody_are_ended_from_here(alice: Desk, veille: Veille) -> None:
    settle(veille, "Bob", Role.REDACTION)
    bob = Desk(alice.client.application)
    bob.enter("Bob")
    who = veille.team.get("Bob").id
    alice.post(f"/bureau/equipe/{who}/sessions/finir")
    assert "2\xa0sessions finies" in alice.get(f"/bureau/equipe/{who}").text
    assert bob.get("/bureau/").status_code == 401


@pytest.mark.parametrize("who", ["999", "x", "1;--", "9" * 40])
def test_a_forged_account_is_not_found(alice: Desk, who: str) -> None:
    assert alice.get(f"/bureau/equipe/{who}").status_code == 404
    for act in ("role", "lien", "fermer", "rouvrir", "sessions/finir"):
        form = {"role": "envoi", "password": PASSWORD}
        assert alice.post(f"/bureau/equipe/{who}/{act}", form).status_code == 404
