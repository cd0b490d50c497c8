"""What a browser sends, without the characters that nobody sees and that no page, feed or file may hold."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import Request
from werkzeug.datastructures import ImmutableMultiDict

from veille.text.unseen import seen


class Fields(ImmutableMultiDict[str, Any]):
    """Fields of a form or of an address, without what nobody sees; files pass as they are."""

    def __init__(self, sent: Iterable[tuple[str, Any]] = ()) -> None:
        super().__init__([(key, seen(one) if isinstance(one, str) else one) for key, one in sent])


class LegibleRequest(Request):
    """A request whose fields were cleaned at the door, once for all forms."""

    parameter_storage_class = Fields
