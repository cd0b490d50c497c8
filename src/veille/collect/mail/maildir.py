"""The only door to the standard library's mailboxes: a Maildir of this machine, read and never written."""

from __future__ import annotations

import json
import mailbox
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from gettext import gettext as _
from pathlib import Path
from stat import S_ISREG

from veille.collect.mail.imap import MOST_BYTES, MOST_LISTED
from veille.errors import MailError
from veille.model.mail import Listing

_HEAD_BYTES = 200_000
_OVERLAP = 86_400 * 10**9
"""A day, in nanoseconds: names seen within it are kept, for two messages may come in one instant."""


class MaildirMailbox:
    """A folder with `new` and `cur`. Implements ports.Mailbox.

    A message is known by the first part of its file's name, which stays when it is read or flagged.
    """

    def __init__(self, folder: Path) -> None:
        if not (folder / "new").is_dir() or not (folder / "cur").is_dir():
            words = _("« {0} » n’est pas un Maildir : il y manque les dossiers « new » et « cur »")
            raise MailError(words.format(folder))
        self._folder = folder

    def listed(self, mark: str, since: datetime) -> Listing:
        """See ports.Mailbox. The order is that in which files took their place (their ctime)."""
        newest, had = _read_mark(mark, self._folder)
        after = newest - _OVERLAP if newest else int(since.timestamp()) * 10**9
        came = sorted(
            (at, name) for name, at in self._names().items() if name not in had and at > after
        )[:MOST_LISTED]
        newest = max([newest, *(at for at, _name in came)])
        known = {**had, **{name: at for at, name in came}}
        kept = {name: at for name, at in known.items() if at > newest - _OVERLAP}
        listed = tuple(name for _at, name in came)
        return Listing(listed, json.dumps([str(self._folder), newest, kept]))

    def heads(self, ids: Sequence[str]) -> Mapping[str, bytes]:
        """See ports.Mailbox."""
        box = self._opened()
        heads = {one: self._bytes(box, one, _HEAD_BYTES) for one in ids}
        return {one: _head(data) for one, data in heads.items() if data}

    def read(self, id: str) -> bytes:
        """See ports.Mailbox."""
        return self._bytes(self._opened(), id, MOST_BYTES)

    def close(self) -> None:
        """Nothing was left open."""

    def _opened(self) -> mailbox.Maildir:
        return mailbox.Maildir(str(self._folder), create=False)

    def _names(self) -> dict[str, int]:
        """Name → when it came, in nanoseconds. Raises MailError.

        What is no file (a pipe is waited at for ever), or may not be read, is left: whoever mends its
        rights moves its ctime, and it comes then.
        """
        found: dict[str, int] = {}
        try:
            for part in ("new", "cur"):
                for file in (self._folder / part).iterdir():
                    with suppress(FileNotFoundError):  # somebody reads it and moves it meanwhile
                        told = file.lstat()
                        if S_ISREG(told.st_mode) and os.access(file, os.R_OK):
                            found[file.name.partition(":")[0]] = told.st_ctime_ns
        except OSError as error:
            words = _("le Maildir « {0} » ne peut pas être lu : vérifiez ses droits")
            raise MailError(words.format(self._folder)) from error
        return found

    def _bytes(self, box: mailbox.Maildir, name: str, most: int) -> bytes:
        try:
            with box.get_file(name) as file:
                return bytes(file.read(most))
        except KeyError:
            return b""
        except OSError as error:
            words = _("un message du Maildir « {0} » ne peut pas être lu : vérifiez ses droits")
            raise MailError(words.format(self._folder)) from error


def _head(data: bytes) -> bytes:
    """Up to the first empty line, however lines end."""
    ends = [at for at in (data.find(b"\n\n"), data.find(b"\r\n\r\n")) if at >= 0]
    return data[: min(ends)] + b"\n\n" if ends else data


def _read_mark(mark: str, folder: Path) -> tuple[int, dict[str, int]]:
    """(when the newest came, names of the day before it); of another folder, or broken: from the start."""
    try:
        where, newest, had = json.loads(mark)
        return (int(newest), dict(had)) if where == str(folder) else (0, {})
    except (ValueError, TypeError):
        return 0, {}
