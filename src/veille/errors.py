"""The whole error tree. The message is a French sentence for people; the class is for code.

Its spaces are plain: whoever shows it passes it through text.french.typo, like every other sentence.

VeilleError
├── ConfigError         the YAML files are wrong: every Problem at once
├── WorkspaceError      no workspace here, another version's, or not writable
├── SourceError         one source could not be fetched or read (health, not a crash)
│   ├── FetchError      the network, the guard or the HTTP status said no
│   ├── MailError       the mailbox did not let us in, or fell silent
│   └── ReadError       it answered, but not with what the source declares
├── BusyError           another process holds the store; trying again will do
├── StoppedError        veille was asked to stop before the work was done
├── NotFoundError       no such item, edition, publication…
├── RefusedError        asked for, understood, and not allowed now
│   ├── ConflictError   somebody else wrote meanwhile: read again, then decide
│   ├── ForbiddenError  not allowed to this person, whatever the moment
│   ├── PictureError    a file that is no picture we can show
│   └── TooSoonError    tried too often: allowed again after a wait
├── TemplateError       a template of the workspace is wrong (file, line, block)
├── ArchiveError        the archive folder holds what is not ours, or cannot be written
├── PublishError        the public host refused, is full, or is not what it should be
│   └── LostError       the connection is gone: another one may do
├── OutboxError         a message could not be laid in the outbox
└── PrinterError        an edition could not be put on paper
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from gettext import gettext as _


class VeilleError(Exception):
    """Anything veille can explain to the person in front of it."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong in one YAML file; `line` counts from 1, 0 when the whole file is meant."""

    file: str
    line: int
    field: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}, ligne {self.line}" if self.line else self.file
        return (
            f"{place} : {self.field} — {self.message}"
            if self.field
            else f"{place} : {self.message}"
        )


class ConfigError(VeilleError):
    """The YAML files cannot be used as they are."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class WorkspaceError(VeilleError):
    """The folder is no workspace of ours, or not of this version."""


class SourceError(VeilleError):
    """One source failed; the others go on. `retry_after` is in seconds.

    `trouble` names what is wrong for code (model/health.py); empty when class and status say enough.
    """

    def __init__(
        self,
        reason: str,
        *,
        status: int | None = None,
        retry_after: int | None = None,
        trouble: str = "",
    ) -> None:
        self.reason = reason
        self.trouble = trouble
        self.status = status
        self.retry_after = retry_after
        self.reached = ""
        """The last address asked for, when redirects led away from the first."""
        super().__init__(reason)


class FetchError(SourceError):
    """The network, the guard or the HTTP status said no."""


class NoHostError(FetchError):
    """No such site: its name leads nowhere, or the network is down."""


class NoServerError(FetchError):
    """The machine is there, and nobody listens on it."""


class RobotsError(FetchError):
    """The site's robots.txt asks robots not to read that page."""


class TooHeavyError(FetchError):
    """It answered, with more than is ever read."""


class MailError(SourceError):
    """The mailbox said no, or nothing; every newsletter and forward of this run waits for the next."""


class ReadError(SourceError):
    """It answered, but not with what the source declares."""


class BusyError(VeilleError):
    """Another process has held the store for longer than anyone should wait."""


class StoppedError(VeilleError):
    """Cut short between two steps, because the program ends: nothing is wrong."""


class NotFoundError(VeilleError):
    """No such thing in the store or in the configuration."""


class RefusedError(VeilleError):
    """Understood, but not allowed in the present state."""


class ConflictError(RefusedError):
    """Somebody else wrote something else meanwhile: read again, then decide."""


class ForbiddenError(RefusedError):
    """Somebody else, with another role, may do this."""


class PictureError(RefusedError):
    """A file that is no picture, moves, or is too large: another one will do."""


class WrongPasswordError(RefusedError):
    """The password that stands was asked for, and another was given."""


class TooSoonError(RefusedError):
    """Tried too often of late: the message says how long to wait."""


class TemplateError(VeilleError):
    """A template is wrong. Always names the file; the line when Jinja2 knows it, and the block that it is in."""

    def __init__(self, file: str, line: int | None, reason: str, block: str = "") -> None:
        self.file = file
        self.line = line
        self.block = block
        place = _("{file}, ligne {line}").format(file=file, line=line) if line else file
        if block:
            place = _("{place}, bloc « {block} »").format(place=place, block=block)
        self._told = (file, line, reason, block)
        super().__init__(f"{place} : {reason}")

    def on(self, page: str) -> TemplateError:
        """The same, and on which page of the archive it showed: one of fifty thousand may be the only one."""
        file, line, reason, block = self._told
        return TemplateError(file, line, _("{0} (page {1})").format(reason, page), block)


class ArchiveError(VeilleError):
    """The archive folder holds what is not ours, or cannot be written."""


class PublishError(VeilleError):
    """The archive could not be carried to its public host; `path` is the file at which, if one is known."""

    def __init__(self, reason: str, path: str = "") -> None:
        self.path = path
        super().__init__(reason)


class LostError(PublishError):
    """The connection was lost half-way: a new one may finish."""


class OutboxError(VeilleError):
    """A message could not be laid in the outbox."""


class PrinterError(VeilleError):
    """No PDF: the printer is not installed, failed, or took too long."""
