"""Every act of the team, read back. Comings and goings are for the administration alone."""

from __future__ import annotations

from veille.core.context import Context
from veille.model.act import Act, WantedActs
from veille.store import journal

PRIVATE = ("desk", "person")
"""Kinds that tell of people rather than of work: logins, roles, sessions."""


class Journal:
    """What was done, by whom, when. Nothing is ever taken out."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx

    def listed(self, wanted: WantedActs, *, whole: bool = False) -> list[Act]:
        """One page, the newest first; `whole` with what tells of people, for the administration."""
        with self._ctx.store.read() as r:
            return journal.acts(r, wanted, () if whole else PRIVATE)
