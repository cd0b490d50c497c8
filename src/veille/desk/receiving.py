"""What a browser sends, without the characters that nobody sees and that no page, feed or file may hold."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from flask import Request
from werkzeug.datastructures import ImmutableMultiDict

_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")
_BREAKS = re.compile("[\x0b\x0c]")


def legible(text: str) -> str:
    """The text without controls (XML forbids them, and one would break a whole feed); its lines stay."""
    return _UNSEEN.sub("", _BREAKS.sub("\n", text))


class Fields(ImmutableMultiDict[str, Any]):
    """Fields of a form or of an address, each legible; files pass as they are."""

    def __init__(self, sent: Iterable[tuple[str, Any]] = ()) -> None:
        super().__init__(
            [(key, legible(one) if isinstance(one, str) else one) for key, one in sent]
        )


class LegibleRequest(Request):
    """A request whose fields were cleaned at the door, once for all forms."""

    parameter_storage_class = Fields
