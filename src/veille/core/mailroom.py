"""The centre's mailbox for the desk and the command line: how it does, and who writes unexpected."""

from __future__ import annotations

from veille.core.context import Context
from veille.core.forwards import Forwards, mailbox_standing


class Mailroom:
    """Newsletters are sources like others; this is the mailbox that they, and colleagues' mails, come by."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx

    def standing(self) -> Forwards | None:
        """As the last run left it, without asking it; None when veille.yml declares none."""
        return mailbox_standing(self._ctx)
