"""Accounts: invited, given a role, closed; and always somebody left to open the door."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.cast import ALICE, PASSWORD, Stage, rows, settle
from veille.core import Veille
from veille.core.access import Browser
from veille.errors import ForbiddenError, NotFoundError, RefusedError
from veille.model.item import Triage
from veille.model.role import Role

HERE = Browser("127.0.0.1")


def test_an_invitation_opens_one_session_within_three_days(stage: Stage, veille: Veille) -> None:
    settle(veille, ALICE)
    token = veille.team.add("Bob", "bob@breal.example", Role.RELECTURE, by=ALICE)
    late = veille.team.add("Chloé", "", Role.REDACTION, by=ALICE)
    stage.clock.advance(hours=71)
    key = veille.access.redeem(token)
    assert key
    visitor = veille.access.visitor(key)
    assert visitor
    assert (visitor.name, visitor.role) == ("Bob", Role.RELECTURE)
    assert veille.access.redeem(token) is None

    stage.clock.advance(hours=1)

    assert veille.access.redeem(late) is None


@pytest.mark.parametrize(
    "name, email, told",
    [
        ("", "", "une ligne"),
        ("x" * 81, "", "une ligne"),
        ("Bob\r\nAlice a tout effacé", "", "une ligne"),
        ("Bob\u2028Alice", "", "une ligne"),
        ("Bob\u202e", "", "une ligne"),
        ("12", "", "une ligne"),
        ("Alice", "", "a déjà un compte"),
        ("Bob", "Alice@Breal.example", "a déjà un compte"),
        ("alice@breal.example", "", "a déjà un compte"),
        ("Bob", "pas une adresse", "adresse de courriel"),
        ("Bob", "bob@breal.example\r\nBcc: x@y.example", "adresse de courriel"),
    ],
)
def test_a_name_that_would_mislead_opens_no_account(
    veille: Veille, name: str, email: str, told: str
) -> None:
    settle(veille, ALICE)
    before = rows(veille.ctx.store, "person", "journal", "login_link")

    with pytest.raises(RefusedError, match=told):
        veille.team.add(name, email, Role.REDACTION, by=ALICE)

    assert rows(veille.ctx.store, "person", "journal", "login_link") == before


def test_a_role_that_changes_ends_the_sessions_it_opened(veille: Veille) -> None:
    settle(veille, ALICE)
    key = settle(veille, "Bob", Role.ENVOI)

    veille.team.set_role("Bob", Role.RELECTURE, by=ALICE)

    assert veille.access.visitor(key) is None
    visitor = veille.access.visitor(veille.access.login("Bob", PASSWORD, HERE).key)
    assert visitor
    assert visitor.role is Role.RELECTURE
    assert not visitor.may("edit")


def test_the_same_role_again_ends_nothing(veille: Veille) -> None:
    settle(veille, ALICE)
    key = settle(veille, "Bob", Role.ENVOI)

    veille.team.set_role("Bob", Role.ENVOI, by=ALICE)

    assert veille.access.visitor(key)


def test_a_closed_account_opens_nothing_until_it_is_opened_again(veille: Veille) -> None:
    settle(veille, ALICE)
    key = settle(veille, "Bob", Role.REDACTION)
    link = veille.team.new_link("Bob", by=ALICE)

    assert veille.team.disable("Bob", by=ALICE).disabled_at

    assert veille.access.visitor(key) is None
    assert not veille.access.is_open(link)
    with pytest.raises(RefusedError):
        veille.access.login("Bob", PASSWORD, HERE)
    with pytest.raises(RefusedError, match="fermé"):
        veille.team.new_link("Bob", by=ALICE)
    veille.team.enable("Bob", by=ALICE)
    # The session of before stays ended.
    assert veille.access.visitor(key) is None
    assert veille.access.login("Bob", PASSWORD, HERE).key


def test_whoever_is_the_last_to_administer_stays(veille: Veille) -> None:
    settle(veille, ALICE)
    settle(veille, "Bob", Role.REDACTION)

    with pytest.raises(RefusedError, match="il ne resterait personne"):
        veille.team.disable(ALICE, by=ALICE)
    with pytest.raises(RefusedError, match="il ne resterait personne"):
        veille.team.set_role(ALICE, Role.ENVOI, by=ALICE)
    veille.team.set_role("Bob", Role.ADMINISTRATION, by=ALICE)
    veille.team.disable(ALICE, by="Bob")

    with pytest.raises(RefusedError, match="il ne resterait personne"):
        veille.team.set_role("Bob", Role.REDACTION, by="Bob")


def test_somebody_who_only_came_by_the_console_does_not_count_as_left(veille: Veille) -> None:
    settle(veille, ALICE)
    veille.access.new_link("console")

    with pytest.raises(RefusedError, match="il ne resterait personne"):
        veille.team.disable(ALICE, by="console")


def test_a_link_for_a_lost_password_lives_half_an_hour_and_voids_the_one_before(
    stage: Stage, veille: Veille
) -> None:
    settle(veille, ALICE)
    settle(veille, "Bob", Role.REDACTION)
    first = veille.team.new_link("Bob", by=ALICE)
    second = veille.team.new_link("bob@breal.example", by=ALICE)
    assert not veille.access.is_open(first)
    stage.clock.advance(minutes=29)
    assert veille.access.is_open(second)

    stage.clock.advance(minutes=1)

    assert not veille.access.is_open(second)


def test_sessions_of_somebody_else_are_ended_by_the_administration(veille: Veille) -> None:
    settle(veille, ALICE)
    key = settle(veille, "Bob", Role.REDACTION)
    assert veille.team.get("Bob").sessions == 1

    assert veille.team.end_sessions("Bob", by=ALICE) == 1

    assert veille.access.visitor(key) is None
    assert veille.team.get("Bob").sessions == 0


@pytest.mark.parametrize("role", [Role.REDACTION, Role.RELECTURE, Role.ENVOI])
def test_the_service_itself_asks_for_the_right(veille: Veille, role: Role) -> None:
    settle(veille, ALICE)
    settle(veille, "Bob", role)
    before = rows(veille.ctx.store, "person", "session", "login_link")

    acts: list[Callable[[], object]] = [
        lambda: veille.team.add("Chloé", "", Role.ADMINISTRATION, by="Bob"),
        lambda: veille.team.set_role("Bob", Role.ADMINISTRATION, by="Bob"),
        lambda: veille.team.disable(ALICE, by="Bob"),
        lambda: veille.team.enable(ALICE, by="Bob"),
        lambda: veille.team.new_link(ALICE, by="Bob"),
        lambda: veille.team.end_sessions(ALICE, by="Bob"),
    ]
    for act in acts:
        with pytest.raises(ForbiddenError):
            act()

    assert rows(veille.ctx.store, "person", "session", "login_link") == before


def test_a_closed_account_does_nothing_any_more_wherever_it_is_used(veille: Veille) -> None:
    settle(veille, ALICE)
    veille.collect()
    settle(veille, "Bob", Role.REDACTION)
    veille.team.disable("Bob", by=ALICE)

    with pytest.raises(ForbiddenError, match="fermé"):
        veille.items.triage("https://gazette.example/ecole", Triage(accept=True), by="Bob")


def test_nobody_is_found_who_is_not_there(veille: Veille) -> None:
    settle(veille, ALICE)

    for name in ("Personne", "999", "9" * 30, "", "x'; --"):
        with pytest.raises(NotFoundError):
            veille.team.get(name)
