"""What texts, lists and numbers may grow to, reckoned before they are made. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

SIZE = 5_000_000
"""Characters that one text may have."""


_WIDE = re.compile(r"%(\([^)]*\))?[-+ #0-9.]*(\d{4}|\*)|\{[^{}]*(\d{4}|\{)")
"""A place in a pattern that is a thousand signs wide, or as wide as a value says."""


class TooLargeError(Exception):
    """The template asks for a text, a list or a number out of all measure."""


def fits(size: int) -> None:
    if size > SIZE:
        raise TooLargeError


def length(value: object) -> int:
    return len(value) if isinstance(value, str) else 1


def _replaced(text: object, old: object = "", new: object = "", *_more: object) -> None:
    text, old = str(text), str(old)
    fits(len(text) + (text.count(old) if old else len(text) + 1) * length(new))


def joined(values: object, separator: object = "", *_more: object) -> None:
    if isinstance(values, list | tuple):
        fits(sum(length(one) for one in values) + len(values) * length(separator))


def formatted(pattern: object, *values: object, **named: object) -> None:
    pattern = str(pattern)
    if _WIDE.search(pattern):
        raise TooLargeError
    longest = max(map(length, [*values, *named.values(), *_flat(values)]), default=1)
    fits(len(pattern) + (pattern.count("%") + pattern.count("{")) * (longest + 999))


def _flat(values: Iterable[object]) -> Iterator[object]:
    for one in values:
        if isinstance(one, Mapping):
            yield from one.values()
        elif isinstance(one, list | tuple):
            yield from one


def _indented(text: object, by: object = 4, *_more: object) -> None:
    width = by if isinstance(by, int) else length(by)
    fits(len(str(text)) * (1 + width) if "\n" in str(text) else 0)


def _wrapped(text: object, _width: object = 0, indent: object = "", *_more: object) -> None:
    fits(len(str(text)) * (1 + length(indent)) if indent else 0)


def nothing_more(*_values: object) -> None:
    """What most filters need."""


GROWING: Mapping[str, Callable[..., None]] = {
    "replace": _replaced,
    "join": joined,
    "format": formatted,
    "indent": _indented,
    "tojson": _indented,
    "wrapped": _wrapped,
}
