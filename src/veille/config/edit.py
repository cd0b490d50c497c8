"""Edits a workspace's YAML in place: the one value changes, comments and neighbours stay as they are."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from gettext import gettext as _
from pathlib import Path

from ruamel.yaml.nodes import MappingNode, Node

from veille.config.load import assemble
from veille.config.yaml import parse, read
from veille.errors import ConfigError, NotFoundError, Problem

Values = Mapping[str, str | bool]
"""Field → what to write there."""


def set_in_sources(folder: Path, edits: Mapping[str, Values]) -> None:
    """Sets fields of sources of sources.yml, by key, adding those that are not written yet.

    All of them or none: the new text is judged whole before it replaces the file, and the file must
    be the one that was read. Raises NotFoundError, ConfigError; the file is then as it was.
    """
    path = folder / "sources.yml"
    before = path.read_bytes()
    text = before.decode("utf-8")
    for key, values in edits.items():
        for field, value in values.items():
            text = _set(text, key, field, json.dumps(value, ensure_ascii=False))
    document = parse(text, path.name)
    assemble(
        folder,
        centre=read(folder / "veille.yml"),
        sources=document,
        themes=read(folder / "themes.yml"),
    )
    _replace(path, before, text.encode("utf-8"))


def _set(text: str, key: str, field: str, written: str) -> str:
    """The text with `field: written` in the source of that key."""
    source = _source(text, key)
    for name, value in source.value:
        if name.value == field:
            return text[: value.start_mark.index] + written + text[value.end_mark.index :]
    if source.flow_style:
        # Right after the last value: before the brace there may be a comment.
        end = source.value[-1][1].end_mark.index
        return f"{text[:end]}, {field}: {written}{text[end:]}"
    name, value = source.value[-1]
    end = _line_end(text, value)
    return f"{text[:end]}\n{' ' * name.start_mark.column}{field}: {written}{text[end:]}"


def _line_end(text: str, value: Node) -> int:
    """The end of the last line that a value is written on; a block value ends at the next node."""
    last = len(text[: value.end_mark.index].rstrip())
    end = text.find("\n", last)
    return len(text) if end < 0 else end


def _source(text: str, key: str) -> MappingNode:
    root = parse(text, "sources.yml").root
    rows = root.value[0][1].value if isinstance(root, MappingNode) and root.value else []
    for row in rows:
        if isinstance(row, MappingNode) and any(
            name.value == "key" and value.value == key for name, value in row.value
        ):
            return row
    raise NotFoundError(_("aucune source n’a la clé « {0} » dans sources.yml").format(key))


def _replace(path: Path, before: bytes, after: bytes) -> None:
    draft = path.with_name(f".{path.name}.part")
    draft.write_bytes(after)
    if path.read_bytes() != before:
        draft.unlink()
        message = _("le fichier a changé pendant la modification : recommencez")
        raise ConfigError([Problem(path.name, 0, "", message)])
    os.replace(draft, path)
