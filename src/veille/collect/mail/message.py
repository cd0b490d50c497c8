"""One message from its bytes: its headers, then the part that people read, as blocks. Never raises."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email import policy
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.parser import BytesHeaderParser, BytesParser
from email.utils import getaddresses, parsedate_to_datetime
from gettext import gettext as _
from hashlib import sha256

from veille.collect.entries.clean import one_line
from veille.collect.mail.authentic import authenticity
from veille.collect.mail.blocks import html_blocks, text_blocks
from veille.model.mail import Envelope, Mail

# compat32 never refuses a header; the modern policy raises on a few that spam is full of.
_POLICY = policy.compat32
_MOST_PARTS = 200
_STUMBLES = (MessageError, ValueError, LookupError, RecursionError, AttributeError, TypeError)
"""What Python's own reader of mails raises on broken ones: a header of a thousand « ( » is enough."""
_TITLE_LENGTH = 300


def envelope(id: str, head: bytes, trusted: str = "") -> Envelope:
    """What the headers say. `trusted` is the receiving server's own name, as it signs its verdicts.

    Of a message whose headers cannot be read nobody knows who wrote it.
    """
    try:
        return _envelope(id, head, trusted)
    except _STUMBLES:
        return Envelope(id, "", "", "", "", sha256(head).hexdigest()[:32], None)


def _envelope(id: str, head: bytes, trusted: str) -> Envelope:
    message = BytesHeaderParser(policy=_POLICY).parsebytes(head)
    name, sender = _address(message, "From")
    results = [str(one) for one in message.get_all("Authentication-Results", [])]
    return Envelope(
        id=id,
        sender=sender,
        name=one_line(name, _TITLE_LENGTH),
        list_id=_list_id(_header(message, "List-Id")),
        subject=one_line(_header(message, "Subject"), _TITLE_LENGTH),
        message_id=_message_id(message, head),
        sent_at=_sent_at(_header(message, "Date")),
        recipients=_recipients(message),
        automatic=_header(message, "Auto-Submitted").lower() not in ("", "no"),
        authenticity=authenticity(results, sender, trusted),
    )


def readable(data: bytes) -> Mail:
    """The HTML part, else the plain one; a message attached whole comes beside."""
    try:
        message = BytesParser(policy=_POLICY).parsebytes(data)
        parts = list(_parts(message))
        attached = next(filter(None, map(_attached, parts)), b"")
        for kind, reader in (("text/html", html_blocks), ("text/plain", text_blocks)):
            texts = [_text(part) for part in parts if part.get_content_type() == kind]
            blocks = tuple(block for text in texts if text.strip() for block in reader(text))
            if blocks:
                return Mail(blocks, attached)
    except _STUMBLES as error:
        return Mail((), trouble=_("message illisible ({0})").format(type(error).__name__))
    calendar = any(part.get_content_type() == "text/calendar" for part in parts)
    words = _("invitation d’agenda, sans texte") if calendar else _("message sans texte lisible")
    return Mail((), attached, words)


def _parts(message: Message, depth: int = 0) -> Iterator[Message]:
    """The leaves, in their order; an attached message is one, and is not entered."""
    if message.get_content_type() == "message/rfc822" or not message.is_multipart() or depth > 20:
        if message.get_content_disposition() != "attachment" or _is_message(message):
            yield message
        return
    inner = message.get_payload()
    for part in inner[:_MOST_PARTS] if isinstance(inner, list) else ():
        if isinstance(part, Message):
            yield from _parts(part, depth + 1)


def _is_message(part: Message) -> bool:
    return part.get_content_type() == "message/rfc822"


def _attached(part: Message) -> bytes:
    if not _is_message(part):
        return b""
    inner = part.get_payload()
    first = inner[0] if isinstance(inner, list) and inner else None
    return first.as_bytes() if isinstance(first, Message) else b""


def _text(part: Message) -> str:
    """UTF-8 when it can be: declared charsets lie, bytes do not. Latin-1 means Windows-1252."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    declared = str(part.get_content_charset() or "").lower()
    for name in ("utf-8", "cp1252" if declared.startswith(("iso-8859-1", "us-asc")) else declared):
        try:
            return data.decode(name)
        except (UnicodeError, LookupError):
            continue
    return data.decode("cp1252", "replace")


def _header(message: Message, name: str) -> str:
    """One header, decoded (RFC 2047), whatever it is written in; raw bytes are UTF-8, else Latin."""
    written = message.get(name)
    if written is None:
        return ""
    try:
        told = "".join(_word(word, charset) for word, charset in decode_header(written))
        # UTF-7 lets half characters in, which neither the store nor the web takes.
        return told.encode("utf-8", "replace").decode()
    except (MessageError, ValueError, LookupError):
        return str(written)


def _word(word: bytes | str, charset: str | None) -> str:
    if isinstance(word, str):
        return word
    for name in (charset, "utf-8"):
        try:
            if name and name != "unknown-8bit":
                return word.decode(name)
        except (UnicodeError, LookupError):
            continue
    try:
        return word.decode("utf-8")
    except UnicodeError:
        return word.decode("cp1252", "replace")


def _address(message: Message, name: str) -> tuple[str, str]:
    """(name, address in lower case) of the one who writes."""
    written = " ".join(_header(message, name).split())
    found = re.fullmatch(r"\"?(.*?)\"?\s*<([^<>\s]+@[^<>\s]+)>.*", written)
    if found:
        return found[1], found[2].lower()
    address = next((one for _name, one in getaddresses([written]) if "@" in one), "")
    return "", address.lower()


def _recipients(message: Message) -> tuple[str, ...]:
    written = [
        str(one) for name in ("To", "Cc", "Delivered-To") for one in message.get_all(name, [])
    ]
    found = (address.lower() for _name, address in getaddresses(written))
    return tuple(dict.fromkeys(one for one in found if "@" in one))


def _list_id(written: str) -> str:
    found = re.search(r"<([^<>]+)>", written)
    return (found[1] if found else written).strip().lower()


def _message_id(message: Message, head: bytes) -> str:
    written = "".join(_header(message, "Message-Id").split()).strip("<>")
    return written[:200] or sha256(head).hexdigest()[:32]


def _sent_at(written: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(written)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
