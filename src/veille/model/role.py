"""Who may do what: four roles of a small team, and the rights that each carries."""

from __future__ import annotations

from enum import StrEnum


class Right(StrEnum):
    """What an act asks of whoever does it. Reading asks for an account and nothing more."""

    PROPOSE = "propose"
    """Bring an address in, comment."""
    EDIT = "edit"
    """Triage, write, compose; change sources and vocabulary; launch a job."""
    VALIDATE = "validate"
    """Say that an edition may leave."""
    SEND = "send"
    """Seal an edition, send it."""
    ADMINISTER = "administer"
    """Accounts, roles, sessions of others."""


class Role(StrEnum):
    """What somebody is here for; the values are what veille has always kept in the store."""

    REDACTION = "redaction"
    RELECTURE = "relecture"
    ENVOI = "envoi"
    ADMINISTRATION = "administration"

    def may(self, right: Right) -> bool:
        return right in _RIGHTS[self]


_RIGHTS = {
    Role.RELECTURE: {Right.PROPOSE, Right.VALIDATE},
    Role.REDACTION: {Right.PROPOSE, Right.EDIT},
    Role.ENVOI: {Right.PROPOSE, Right.EDIT, Right.VALIDATE, Right.SEND},
    Role.ADMINISTRATION: set(Right),
}
