"""A message as those who get it read it: its parts, decoded."""

from __future__ import annotations

from email import message_from_bytes
from email.message import Message


def parts(raw: bytes) -> list[Message]:
    """The two parts, the text first."""
    payload = message_from_bytes(raw).get_payload()
    assert isinstance(payload, list)
    return [one for one in payload if isinstance(one, Message)]


def body(part: Message) -> str:
    """What a part says, its line ends those of Unix."""
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content.decode("utf-8").replace("\r\n", "\n")
