"""The four roles in words: a name for a list, a sentence for whoever chooses."""

from __future__ import annotations

from collections.abc import Mapping
from gettext import gettext as _

from veille.model.role import Role

ROLES: Mapping[Role, tuple[str, str]] = {
    Role.REDACTION: (
        _("Rédaction"),
        _("trie, écrit, compose les éditions, tient les sources et le vocabulaire"),
    ),
    Role.RELECTURE: (
        _("Relecture"),
        _("lit tout, propose des adresses, commente ; ne change rien d’autre"),
    ),
    Role.ENVOI: (_("Envoi"), _("fait ce que fait la rédaction, et aussi scelle et envoie")),
    Role.ADMINISTRATION: (
        _("Administration"),
        _("peut tout, y compris pour les comptes, les rôles et les sessions des autres"),
    ),
}


def role_name(role: str) -> str:
    """« Rédaction »; a role that left the program stands under its key."""
    return ROLES[Role(role)][0] if role in set(Role) else role
