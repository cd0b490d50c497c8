"""Edits veille.yml: a publication copied under another name, its few own fields changed, its draft job set."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from veille.config.rewrite import (
    add_row,
    remove_row,
    remove_value,
    row,
    set_value,
    written,
)
from veille.errors import NotFoundError
from veille.model.declared import Publication

FILE = "veille.yml"
LIST = "publications"


def copied(text: str, source: Publication, values: Mapping[str, object]) -> str:
    """The text with one more publication at the end: `source`'s template, colour and sections, `values` over it.

    Raises NotFoundError when the source is not in the text.
    """
    model = row(text, FILE, LIST, source.key)
    sections = [one.model_dump(exclude_defaults=True) for one in source.sections]
    fields = {
        "template": source.template,
        "accent": source.accent,
        "min_items": source.min_items,
        **values,
    }
    lines = [f"{name}: {flow(value)}" for name, value in _ordered(fields)]
    if model.flow_style:
        lines.append(f"sections: {flow(sections)}")
        return add_row(text, FILE, LIST, "{" + ", ".join(lines) + "}")
    pad = " " * model.start_mark.column
    lines += ["sections:", *(f"  - {flow(one)}" for one in sections)]
    return add_row(text, FILE, LIST, f"\n{pad}".join(lines))


def _ordered(fields: Mapping[str, object]) -> list[tuple[str, object]]:
    """The key and the title first, what says nothing left out."""
    first = [name for name in ("key", "title") if name in fields]
    rest = [name for name in fields if name not in first]
    return [(name, fields[name]) for name in first + rest if fields[name] not in ("", (), {}, None)]


def changed(text: str, key: str, values: Mapping[str, object]) -> str:
    """The text with these fields of a publication; an empty one is taken away. Raises NotFoundError."""
    for name, value in values.items():
        found = row(text, FILE, LIST, key)
        if value in ("", (), {}, None):
            text = remove_value(text, found, name)
        else:
            text = set_value(text, found, name, flow(value))
    return text


def with_draft(text: str, key: str, cron: str) -> str:
    """The text with one draft job of that publication at that hour; none for an empty `cron`."""
    name = f"draft-{key}"
    try:
        job = row(text, FILE, "jobs", name, by="name")
    except NotFoundError:
        if not cron:
            return text
        made = {"name": name, "task": "draft", "publication": key, "cron": cron, "catch_up": "48h"}
        return add_row(text, FILE, "jobs", flow(made))
    if cron:
        return set_value(text, job, "cron", flow(cron))
    return remove_row(text, FILE, "jobs", name, by="name")


def flow(value: Any) -> str:
    """A value on one line, as the shipped file writes it."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {flow(one)}" for name, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(flow(one) for one in value) + "]"
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return written(value)
