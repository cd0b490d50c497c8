"""Edits a workspace's YAML in place: the one value changes, comments and neighbours stay as they are."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from veille.config.load import assemble
from veille.config.rewrite import (
    Change,
    Value,
    add_rows,
    change_between,
    replace_file,
    replaced,
    row,
    set_value,
    written,
    written_row,
)
from veille.config.yaml import parse, read
from veille.errors import ConfigError
from veille.model.fields import Declared

Values = Mapping[str, Value]
"""Field → what to write there."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A new text of one file, judged with the two others and not yet in its place."""

    path: Path
    before: bytes
    after: bytes
    seen: str = ""

    @property
    def change(self) -> Change:
        return change_between(self.before.decode("utf-8"), self.after.decode("utf-8"))

    @property
    def digest(self) -> str:
        """What `rewrite.digest` will say of the file once it is in its place."""
        return hashlib.sha256(self.after).hexdigest()

    def put(self) -> None:
        """Swaps the file. Raises ConfigError when it is not the one that was read, or cannot be."""
        replace_file(self.path, self.before, self.after, seen=self.seen)

    def in_place(self) -> AbstractContextManager[None]:
        """The same, and back again when what goes with it fails."""
        return replaced(self.path, self.before, self.after, seen=self.seen)


def prepared(folder: Path, name: str, rewritten: Callable[[str], str], *, seen: str = "") -> Edit:
    """The edit that `rewritten` makes of a file's text, judged whole. Raises what it raises, ConfigError.

    `seen` is the `digest` of the file that a form was opened on, when there was a form.
    """
    path = folder / name
    standing = read(path)
    if standing.problems:
        raise ConfigError(standing.problems)
    before = path.read_bytes()
    after = rewritten(before.decode("utf-8"))
    documents = {
        one: parse(after, one) if one == name else read(folder / one)
        for one in ("veille.yml", "sources.yml", "themes.yml")
    }
    assemble(
        folder,
        centre=documents["veille.yml"],
        sources=documents["sources.yml"],
        themes=documents["themes.yml"],
    )
    return Edit(path, before, after.encode("utf-8"), seen)


def fields_set(text: str, file: str, name: str, edits: Mapping[str, Values]) -> str:
    """The text with fields of rows of a list set, by key, those not written yet added. Raises NotFoundError."""
    for key, values in edits.items():
        for field, value in values.items():
            text = set_value(text, row(text, file, name, key), field, written(value))
    return text


def rows_added(text: str, file: str, name: str, rows: Sequence[Values]) -> str:
    """The text with rows more, one a line, at the end of a list."""
    return add_rows(text, file, name, [written_row(values) for values in rows])


def values_of(declared: Declared) -> Values:
    """A declared row as it is written: only what says something, with the rules it is read by."""
    return {
        name: value
        for name, value in declared.model_dump(exclude_defaults=True).items()
        if isinstance(value, str | bool | tuple | dict)
    }
