"""The mailbox of one run: opened when first asked, listed once, its messages handed to whoever they are for."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from gettext import gettext as _
from pathlib import Path
from typing import TypeVar

from veille.collect.mail.imap import Door, ImapMailbox
from veille.collect.mail.maildir import MaildirMailbox
from veille.collect.mail.message import envelope, readable
from veille.errors import MailError
from veille.model.declared import MailboxSettings
from veille.model.mail import Envelope, Listing, Mail
from veille.ports import Mailbox

_T = TypeVar("_T")

PASSWORD = "VEILLE_MAILBOX_PASSWORD"

FIRST = timedelta(days=30)
"""How far back whoever asks for the first time may look."""


class Post:
    """What one run knows of the mailbox. For one thread at a time. Every method raises MailError.

    A mailbox that failed once fails at once: nobody waits twice for the same silence.
    """

    def __init__(self, opening: Callable[[], Mailbox], trusted: str = "") -> None:
        self._opening = opening
        self._trusted = trusted
        self._mailbox: Mailbox | None = None
        self._failure: MailError | None = None
        self._listings: dict[str, Listing] = {}
        self._envelopes: dict[str, Envelope] = {}

    def listed(self, mark: str, now: datetime) -> Listing:
        """Messages after that mark, the oldest first."""
        if mark not in self._listings:
            self._listings[mark] = self._asked(lambda box: box.listed(mark, now - FIRST))
        return self._listings[mark]

    def envelopes(self, ids: Iterable[str]) -> list[Envelope]:
        """In the order asked; those that are gone are left out."""
        asked = list(dict.fromkeys(ids))
        unknown = [one for one in asked if one not in self._envelopes]
        heads = self._asked(lambda box: box.heads(unknown)) if unknown else {}
        for id, head in heads.items():
            self._envelopes[id] = envelope(id, head, self._trusted)
        return [self._envelopes[one] for one in asked if one in self._envelopes]

    def mail(self, id: str) -> tuple[Mail, int]:
        """(the message as blocks, its bytes)."""
        data = self._asked(lambda box: box.read(id))
        return readable(data), len(data)

    def close(self) -> None:
        if self._mailbox:
            self._mailbox.close()

    def _asked(self, ask: Callable[[Mailbox], _T]) -> _T:
        if self._failure:
            raise self._failure
        try:
            self._mailbox = self._mailbox or self._opening()
            return ask(self._mailbox)
        except MailError as error:
            self._failure = error
            raise


@dataclass(frozen=True, slots=True)
class Kept:
    """What a reader of the mailbox keeps between two visits: how far it came, and what it must read again."""

    mark: str = ""
    late: Mapping[str, str] = field(default_factory=dict)
    """Message → when it was first put off."""
    rules: str = ""
    """By which messages were told apart: other rules look again at what is not old."""

    @classmethod
    def read(cls, memory: str) -> Kept:
        """From its own words; from the start when they are not."""
        try:
            told = json.loads(memory or "{}")
            return cls(
                str(told.get("mark", "")), dict(told.get("late", {})), str(told.get("rules", ""))
            )
        except (ValueError, TypeError, AttributeError):
            return cls()

    def written(self) -> str:
        return json.dumps({"mark": self.mark, "late": dict(self.late), "rules": self.rules})


def post_of(settings: MailboxSettings | None, workspace: Path) -> Post:
    """The post of a workspace; nothing is opened, and no password read, before it is asked for."""
    if settings is None:
        return Post(_nowhere)
    return Post(lambda: open_mailbox(settings, workspace), settings.trusted)


def open_mailbox(settings: MailboxSettings, workspace: Path) -> Mailbox:
    """The mailbox, open. Names of files are relative to the workspace. Raises MailError."""
    if settings.maildir:
        return MaildirMailbox(workspace / Path(settings.maildir).expanduser())
    authority = settings.ca_file and workspace / Path(settings.ca_file).expanduser()
    return ImapMailbox(
        Door(
            host=settings.imap,
            port=settings.port,
            user=settings.user,
            password=_password(settings, workspace),
            folder=settings.folder,
            authority=authority or None,
        )
    )


def _nowhere() -> Mailbox:
    raise MailError(_("aucune boîte aux lettres : déclarez collect.mailbox dans veille.yml"))


def _password(settings: MailboxSettings, workspace: Path) -> str:
    """$VEILLE_MAILBOX_PASSWORD, else the first line of the file that is named."""
    if given := os.environ.get(PASSWORD, ""):
        return given
    if not settings.password_file:
        words = _("il manque le mot de passe de « {0} » : {1} ou collect.mailbox.password_file")
        raise MailError(words.format(settings.user, PASSWORD))
    file = workspace / Path(settings.password_file).expanduser()
    try:
        lines = file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        words = _("le fichier du mot de passe, « {0} », ne peut pas être lu")
        raise MailError(words.format(file)) from error
    if not lines or not lines[0]:
        words = _("le fichier du mot de passe, « {0} », est vide : écrivez-y le mot de passe")
        raise MailError(words.format(file))
    return lines[0]
