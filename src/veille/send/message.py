"""One person's message as bytes, ready for SMTP or a file. No EmailMessage: its folding spoils French subjects.

RFC 5322 (message), 2045-2047 (MIME), 2369 and 2919 (list headers), 8058 (one-click unsubscription).
"""

from __future__ import annotations

import binascii
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.utils import format_datetime
from gettext import gettext as _

from veille.errors import OutboxError
from veille.model.edition import Rendered

_CONTROL = re.compile(r"[\x00-\x1f\x7f\u0080-\u009f]")


@dataclass(frozen=True, slots=True)
class Envelope:
    """What of a message is not its content."""

    sender_name: str
    sender: str
    reply_to: str
    to: str
    list_name: str
    list_id: str
    """« lettre.centre.example », without angle brackets."""
    message_id: str
    """« left@domain », without angle brackets."""
    date: datetime
    unsubscribe_url: str
    unsubscribe_mail: str
    archive_url: str


def message(rendered: Rendered, envelope: Envelope, mark: str) -> bytes:
    """The whole message with CRLF line ends, lines of at most 76 bytes in the bodies.

    `mark` stands in both parts for the person's unsubscribe address. Raises OutboxError when a
    header holds a control character: it could add headers of its own (CVE-2024-6923), or when an
    address is not ASCII.
    """
    text = rendered.text.replace(mark, envelope.unsubscribe_url)
    html = rendered.html.replace(mark, envelope.unsubscribe_url)
    return _whole(_headers(rendered.subject, envelope), envelope.message_id, text, html)


def unsent(rendered: Rendered, sender_name: str, sender: str) -> bytes:
    """A message without a recipient, which Outlook and others open as a draft (X-Unsent: 1).

    No List-Unsubscribe: whoever sends it adds their own. Raises OutboxError like `message`.
    """
    headers = [
        ("X-Unsent", "1"),
        ("From", _mailbox("From", sender_name, sender)),
        ("Subject", _words("Subject", rendered.subject)),
        ("MIME-Version", "1.0"),
    ]
    return _whole(headers, sender, rendered.text, rendered.html)


def _whole(told: Sequence[tuple[str, str]], salt: str, text: str, html: str) -> bytes:
    """Headers and both parts, the text first."""
    # The boundary follows the content: the same edition to the same person is the same bytes.
    digest = hashlib.sha256((salt + text + html).encode()).hexdigest()
    boundary = f"=_{digest[:24]}"
    headers = [
        *told,
        ("Content-Type", f'multipart/alternative; boundary="{boundary}"'),
    ]
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers).encode("ascii")
    parts = [_part("text/plain", text), _part("text/html", html)]
    edge = f"--{boundary}".encode()
    body = b"".join(edge + b"\r\n" + part + b"\r\n" for part in parts)
    return lines + b"\r\n" + body + edge + b"--\r\n"


def _headers(subject: str, envelope: Envelope) -> Sequence[tuple[str, str]]:
    leave = f"<{envelope.unsubscribe_url}>, <mailto:{envelope.unsubscribe_mail}>"
    return (
        ("From", _mailbox("From", envelope.sender_name, envelope.sender)),
        ("To", _clean("To", envelope.to)),
        ("Reply-To", _clean("Reply-To", envelope.reply_to)),
        ("Subject", _words("Subject", subject)),
        ("Date", format_datetime(envelope.date)),
        ("Message-ID", _clean("Message-ID", f"<{envelope.message_id}>")),
        ("List-ID", _mailbox("List-ID", envelope.list_name, envelope.list_id)),
        ("List-Unsubscribe", _clean("List-Unsubscribe", leave)),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
        ("List-Archive", _clean("List-Archive", f"<{envelope.archive_url}>")),
        ("MIME-Version", "1.0"),
    )


def _mailbox(header: str, name: str, address: str) -> str:
    """A display name is bare when it is plain words, quoted when it has specials, else encoded."""
    words = _words(header, name)
    if words == name and not re.fullmatch(r"[\w !#$%&'*+/=?^`{|}~-]*", words):
        words = '"' + re.sub(r'(["\\])', r"\\\1", words) + '"'
    return f"{words} <{_clean(header, address)}>" if words else f"<{_clean(header, address)}>"


def _words(header: str, text: str) -> str:
    """Words as they are when ASCII, else as encoded words (RFC 2047), folded.

    What only looks like an encoded word is encoded too, so that nobody decodes it.
    """
    if _CONTROL.search(text):
        raise OutboxError(_("l’en-tête {0} contient un caractère de contrôle").format(header))
    if text.isascii() and "=?" not in text:
        return text
    return Header(text, "utf-8", maxlinelen=75, header_name=header).encode(linesep="\r\n")


def _clean(header: str, value: str) -> str:
    """An address as it is. Raises OutboxError for what no address holds."""
    if not value.isascii() or _CONTROL.search(value):
        raise OutboxError(
            _("l’en-tête {0} contient un caractère qui n’y a pas sa place").format(header)
        )
    return value


def _part(kind: str, text: str) -> bytes:
    # A carriage return alone would leave as it is, and end a line for some servers only.
    unix = text.replace("\r\n", "\n").replace("\r", "\n")
    quoted = binascii.b2a_qp(unix.encode(), istext=True).replace(b"\n", b"\r\n")
    head = f"Content-Type: {kind}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    return head.encode() + quoted
