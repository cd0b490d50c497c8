"""One YAML file edited as text: a value set, a row added, the file swapped only if nobody else wrote it."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path

from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from veille.config.yaml import parse
from veille.errors import ConfigError, NotFoundError, Problem

Value = str | bool | int | Sequence[str] | Mapping[str, str | bool | int | Sequence[str]]
"""What a field of a row may hold; a list holds words."""

# A number, or a word that YAML reads as something else, must stay a text.
_BARE = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*")
_YAML_WORDS = frozenset("true false null yes no on off y n".split())


def digest(path: Path) -> str:
    """What a form keeps of the file it was opened on, so that sending it later can tell."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def set_value(text: str, row: MappingNode, field: str, written: str) -> str:
    """The text with `field: written` in that row, replaced or added; every other byte stays."""
    for name, value in row.value:
        if name.value == field:
            return text[: value.start_mark.index] + written + text[end_of(value) :]
    name, value = row.value[-1]
    if row.flow_style:
        # Right after the last value: before the brace there may be a comment.
        end = value.end_mark.index
        return f"{text[:end]}, {field}: {written}{text[end:]}"
    end = _line_end(text, value)
    return f"{text[:end]}\n{' ' * name.start_mark.column}{field}: {written}{text[end:]}"


def add_row(text: str, file: str, name: str, written: str) -> str:
    """The text with one more row, in flow style, at the end of the list called `name`."""
    return add_rows(text, file, name, [written])


def add_rows(text: str, file: str, name: str, written: Sequence[str]) -> str:
    """The same with several, in one reading of the text; none leaves it as it is."""
    if not written:
        return text
    rows = _list(text, file, name)
    if rows is None or not rows.value:
        lines = "\n  - ".join(["", *written])
        if rows is None:
            head = f"{name}:{lines}\n"
            return f"{text.rstrip()}\n{head}" if text.strip() else head
        return f"{text[: rows.start_mark.index].rstrip()}{lines}{text[rows.end_mark.index :]}"
    if rows.flow_style:
        end = rows.value[-1].end_mark.index
        return text[:end] + "".join(f", {one}" for one in written) + text[end:]
    end = _line_end(text, rows.value[-1])
    indent = " " * rows.start_mark.column
    return text[:end] + "".join(f"\n{indent}- {one}" for one in written) + text[end:]


def written_row(values: Mapping[str, Value]) -> str:
    """A row in flow style, as the shipped files write them."""
    return "{" + ", ".join(f"{name}: {written(value)}" for name, value in values.items()) + "}"


def written(value: Value) -> str:
    """A value as YAML writes it: a plain word stands bare, anything else is quoted."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Mapping):
        return written_row(value)
    if isinstance(value, str):
        return value if _is_bare(value) else json.dumps(value, ensure_ascii=False)
    return "[" + ", ".join(written(one) for one in value) + "]"


def _is_bare(text: str) -> bool:
    return bool(_BARE.fullmatch(text)) and text.lower() not in _YAML_WORDS


@dataclass(frozen=True, slots=True)
class Change:
    """What an edit did to a text: at that place, `was` became `now`. Undone, it reads backwards."""

    at: int
    was: str
    now: str

    @property
    def undone(self) -> Change:
        return Change(self.at, self.now, self.was)

    def applied(self, text: str) -> str:
        """The text with the change made. Raises NotFoundError when it does not hold what it should."""
        end = self.at + len(self.was)
        if text[self.at : end] != self.was:
            raise NotFoundError(_("le texte à remettre n’est plus là"))
        return text[: self.at] + self.now + text[end:]


def change_between(before: str, after: str) -> Change:
    """The smallest single change that makes one text of the other."""
    start = _alike(before, after)
    tail = _alike(before[start:][::-1], after[start:][::-1])
    return Change(start, before[start : len(before) - tail], after[start : len(after) - tail])


def _alike(one: str, other: str) -> int:
    """How many characters two texts begin with in common."""
    pairs = enumerate(zip(one, other, strict=False))
    shorter = min(len(one), len(other))
    return next((rank for rank, (mine, theirs) in pairs if mine != theirs), shorter)


def row(text: str, file: str, name: str, key: str, *, by: str = "key") -> MappingNode:
    """The row of that key in the list called `name`, told by the field `by`. Raises NotFoundError."""
    rows = _list(text, file, name)
    for one in rows.value if rows else ():
        if isinstance(one, MappingNode) and any(
            field.value == by and value.value == key for field, value in one.value
        ):
            return one
    raise NotFoundError(_("« {0} » n’est pas dans {1}").format(key, file))


def remove_value(text: str, row: MappingNode, field: str) -> str:
    """The text without that field of the row; the same text when it is not written."""
    for rank, (name, value) in enumerate(row.value):
        if name.value != field:
            continue
        start, end = name.start_mark.index, end_of(value)
        if rank + 1 < len(row.value):
            return text[:start] + text[row.value[rank + 1][0].start_mark.index :]
        if row.flow_style and rank:
            return text[: end_of(row.value[rank - 1][1])] + text[end:]
        return text[: text.rfind("\n", 0, start)] + text[_line_end(text, value) :]
    return text


def remove_row(text: str, file: str, name: str, key: str, *, by: str = "key") -> str:
    """The text without the row of that key; comments above it and below it stay. Raises NotFoundError."""
    gone, rows = row(text, file, name, key, by=by), _list(text, file, name)
    others = rows.value if rows else []
    rank = [one.start_mark.index for one in others].index(gone.start_mark.index)
    if rows is None or not rows.flow_style:
        start = text.rfind("\n", 0, gone.start_mark.index) + 1
        return text[:start] + text[_line_end(text, gone) + 1 :]
    if rank:
        return text[: end_of(others[rank - 1])] + text[end_of(gone) :]
    after = others[1].start_mark.index if len(others) > 1 else end_of(gone)
    return text[: gone.start_mark.index] + text[after:]


def replace_spans(text: str, spans: Iterable[tuple[Node, str]]) -> str:
    """The text with each of these values written anew; all of them marks of that very text."""
    for value, written in sorted(spans, key=lambda one: -one[0].start_mark.index):
        text = text[: value.start_mark.index] + written + text[end_of(value) :]
    return text


def end_of(value: Node) -> int:
    """Where a value ends. The parser puts the end of a block at what comes next, past comments."""
    if isinstance(value, MappingNode | SequenceNode) and not value.flow_style and value.value:
        last = value.value[-1]
        return end_of(last[1] if isinstance(value, MappingNode) else last)
    return int(value.end_mark.index)


def replace_file(path: Path, before: bytes, after: bytes, *, seen: str = "") -> None:
    """Swaps the file in one step. Raises ConfigError when it is not the one that was read, or cannot be.

    `seen` is the `digest` of the file that a form was opened on, when there was a form.
    """
    draft = path.with_name(f".{path.name}.part")
    try:
        _write_down(draft, after)
        if path.read_bytes() != before or (seen and hashlib.sha256(before).hexdigest() != seen):
            message = _("le fichier a changé pendant la modification : recommencez")
            raise ConfigError([Problem(path.name, 0, "", message)])
        shutil.copymode(path, draft)
        os.replace(draft, path)
    except OSError as error:
        message = _("le fichier ne s’écrit pas ({0}) : il est resté comme il était").format(
            error.strerror or error
        )
        raise ConfigError([Problem(path.name, 0, "", message)]) from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def _write_down(path: Path, content: bytes) -> None:
    """On the disk before anything is swapped: a machine that stops then finds the old file or the new."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def replaced(path: Path, before: bytes, after: bytes, *, seen: str = "") -> Iterator[None]:
    """The file swapped, and put back when what goes with it fails. Raises like `replace_file`."""
    replace_file(path, before, after, seen=seen)
    try:
        yield
    except BaseException:
        # Somebody who wrote in it since has the last word.
        with suppress(ConfigError):
            replace_file(path, after, before)
        raise


def _list(text: str, file: str, name: str) -> SequenceNode | None:
    root = parse(text, file).root
    for field, value in root.value if isinstance(root, MappingNode) else ():
        if field.value == name and isinstance(value, SequenceNode):
            return value
    return None


def _line_end(text: str, value: Node) -> int:
    """The end of the last line that a value is written on."""
    last = len(text[: end_of(value)].rstrip())
    end = text.find("\n", last)
    return len(text) if end < 0 else end
