"""Words that only Click's own English has: none of them may reach a person."""

from __future__ import annotations

import re

_WORDS = (
    "Usage:",
    "Options:",
    "Commands:",
    "Error",
    "Try",
    "No such",
    "Missing",
    "Invalid",
    "Got unexpected",
    "Did you mean",
    "does not",
    "is not",
    "is a",
    "requires",
    "Show",
    "Aborted",
    "default",
    "integer",
    "INTEGER",
    "TEXT",
    "FOLDER",
    "DIRECTORY",
    "COMMAND",
    "ARGS",
    "COPY",
)
_PATTERN = re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in _WORDS))


def english(text: str) -> list[str]:
    """The words of Click found in what a command printed."""
    return _PATTERN.findall(text)
