"""Who may do what."""

from __future__ import annotations

import pytest

from veille.model.role import Right, Role


def test_who_edits_may_neither_validate_nor_send() -> None:
    assert [right for right in Right if Role.REDACTION.may(right)] == [Right.PROPOSE, Right.EDIT]


def test_who_rereads_changes_nothing_but_may_validate() -> None:
    assert [right for right in Right if Role.RELECTURE.may(right)] == [
        Right.PROPOSE,
        Right.VALIDATE,
    ]


def test_only_the_administration_touches_accounts() -> None:
    assert [role for role in Role if role.may(Right.ADMINISTER)] == [Role.ADMINISTRATION]


@pytest.mark.parametrize("role", Role)
def test_everyone_may_propose(role: Role) -> None:
    assert role.may(Right.PROPOSE)
