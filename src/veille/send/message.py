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
    header holds a control character: it could add headers of its own (CVE-2024-6923).
    """
    text = rendered.text.replace(mark, envelope.unsubscribe_url)
    html = rendered.html.replace(mark, envelope.unsubscribe_url)
    # The boundary follows the content: the same edition to the same person is the same bytes.
    digest = hashlib.sha256((envelope.message_id + text + html).encode()).hexdigest()
    boundary = f"=_{digest[:24]}"
    headers = [
        *_headers(rendered.subject, envelope),
        ("Content-Type", f'multipart/alternative; boundary="{boundary}"'),
    ]
    lines = b"".join(_header(name, value) for name, value in headers)
    parts = [_part("text/plain", text), _part("text/html", html)]
    edge = f"--{boundary}".encode()
    body = b"".join(edge + b"\r\n" + part + b"\r\n" for part in parts)
    return lines + b"\r\n" + body + edge + b"--\r\n"


def _headers(subject: str, envelope: Envelope) -> Sequence[tuple[str, str]]:
    return (
        ("From", _mailbox(envelope.sender_name, envelope.sender)),
        ("To", envelope.to),
        ("Reply-To", envelope.reply_to),
        ("Subject", subject),
        ("Date", format_datetime(envelope.date)),
        ("Message-ID", f"<{envelope.message_id}>"),
        ("List-ID", _mailbox(envelope.list_name, envelope.list_id)),
        ("List-Unsubscribe", f"<{envelope.unsubscribe_url}>, <mailto:{envelope.unsubscribe_mail}>"),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
        ("List-Archive", f"<{envelope.archive_url}>"),
        ("MIME-Version", "1.0"),
    )


def _mailbox(name: str, address: str) -> str:
    return f"{_words(name)} <{address}>" if name else f"<{address}>"


def _words(text: str) -> str:
    """A display name: as it is when plain, quoted when it has specials, an encoded word otherwise."""
    if not text.isascii():
        return Header(_clean("From", text), "utf-8", maxlinelen=75, header_name="From").encode(
            linesep="\r\n"
        )
    return (
        text
        if re.fullmatch(r"[\w !#$%&'*+/=?^`{|}~-]+", text)
        else '"' + re.sub(r'(["\\])', r"\\\1", text) + '"'
    )


def _header(name: str, value: str) -> bytes:
    folded = value
    if name == "Subject" and not value.isascii():
        folded = Header(_clean(name, value), "utf-8", maxlinelen=75, header_name=name).encode(
            linesep="\r\n"
        )
    else:
        _clean(name, value.replace("\r\n ", ""))
    return f"{name}: {folded}\r\n".encode("ascii")


def _clean(name: str, value: str) -> str:
    if _CONTROL.search(value):
        raise OutboxError(_("l’en-tête {0} contient un caractère de contrôle").format(name))
    return value


def _part(kind: str, text: str) -> bytes:
    quoted = (
        binascii.b2a_qp(text.encode(), istext=True).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    )
    head = f"Content-Type: {kind}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    return head.encode() + quoted
