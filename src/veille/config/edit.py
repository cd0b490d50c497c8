"""Edits a workspace's YAML in place: the one value changes, comments and neighbours stay as they are."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from veille.config.load import assemble
from veille.config.rewrite import replace_file, row, set_value
from veille.config.yaml import parse, read

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
            source = row(text, path.name, "sources", key)
            text = set_value(text, source, field, json.dumps(value, ensure_ascii=False))
    document = parse(text, path.name)
    assemble(
        folder,
        centre=read(folder / "veille.yml"),
        sources=document,
        themes=read(folder / "themes.yml"),
    )
    replace_file(path, before, text.encode("utf-8"))
