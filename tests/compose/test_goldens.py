"""The committed letters are, to the byte, what the templates make today."""

from __future__ import annotations

import pytest

from tests.compose.goldens import COMMITTED, letters
from tests.compose.letters import TEMPLATES


@pytest.mark.parametrize("part", ["html", "txt"])
@pytest.mark.parametrize("template", TEMPLATES)
def test_the_committed_letter_is_what_the_templates_make(template: str, part: str) -> None:
    name = f"{template}.{part}"
    made = letters()[name].encode()
    assert (COMMITTED / name).read_bytes() == made, (
        f"{name} changed. If that is meant, run « make golden », read the difference, and commit it."
    )


def test_no_golden_letter_is_left_over() -> None:
    kept = {file.name for file in COMMITTED.iterdir() if not file.name.endswith(".pdf.txt")}
    assert kept == letters().keys()
