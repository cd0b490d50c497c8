"""What files for machines ask of a text: instants as their standards write them, and characters they can hold."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from email.utils import format_datetime

from veille.text.dates import PARIS

# XML 1.0 (fifth edition), production 2: Char. Nothing else may stand in a document, even as a reference.
_NOT_XML = re.compile(r"[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")


def rfc3339(moment: datetime) -> str:
    """« 2026-11-16T11:00:00Z », as Atom (RFC 4287) and JSON Feed want it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def rfc822(moment: datetime) -> str:
    """« Mon, 16 Nov 2026 11:00:00 +0000 », as RSS 2.0 wants it: English whatever the machine speaks."""
    return format_datetime(moment.astimezone(UTC))


def noon(day: date) -> datetime:
    """Noon in Paris: the instant of what is only known by its day, which no zone moves to another."""
    return datetime.combine(day, time(12), PARIS).astimezone(UTC)


def xml_text(text: str) -> str:
    """The text without the characters that XML 1.0 cannot hold."""
    # What can be printed can stand there, and most texts say at once that they can.
    return text if text.isprintable() else _NOT_XML.sub("", text)
