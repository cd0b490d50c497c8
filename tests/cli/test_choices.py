"""What an option may be is written without loading what it chooses among: here it is held to that."""

from __future__ import annotations

import click
import pytest

from veille.cli.exporting import export
from veille.cli.publications import copy
from veille.core.elsewhere import TOOL_NAMES
from veille.core.publications import DRAFTS


@pytest.mark.parametrize(
    "command, option, known",
    [(export, "tool", TOOL_NAMES), (copy, "draft", DRAFTS)],
)
def test_an_option_offers_exactly_what_there_is(
    command: click.Command, option: str, known: dict[str, str]
) -> None:
    (found,) = (one for one in command.params if one.name == option)
    assert isinstance(found.type, click.Choice)
    assert set(found.type.choices) == {key for key in known if key}
