"""The committed letters, one of each publication: how they are made, and made again (`make golden`)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.compose.letters import TEMPLATES, agenda, full, usual
from tests.compose.samples import NOTE, cycle, edition, rendered, section
from veille.model.edition import EditionView

COMMITTED = Path(__file__).parent / "golden"


def view(template: str) -> EditionView:
    """A month like another: every field once, an agenda, an editorial; an invitation for the announcement."""
    if template == "announcement":
        return edition(section(cycle()), template=template)
    every = section(*map(full, range(3)), key="full", title="Lectures")
    made = edition(every, *agenda(), *usual(), template=template)
    return replace(made, edito=NOTE if template == "review" else "\n\n".join([NOTE, NOTE]))


def letters() -> dict[str, str]:
    """File name → what a reader gets, both parts of each publication."""
    made = {template: rendered(view(template)) for template in TEMPLATES}
    html = {f"{template}.html": one.html for template, one in made.items()}
    return html | {f"{template}.txt": one.text for template, one in made.items()}


def write() -> None:
    """Puts them in the place of the committed ones."""
    for name, content in letters().items():
        (COMMITTED / name).write_bytes(content.encode())
