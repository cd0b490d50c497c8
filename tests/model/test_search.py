"""A search is written down in plain words and read again as it was."""

from __future__ import annotations

from datetime import date

import pytest

from veille.model.item import Filter, State
from veille.model.search import read, written


@pytest.mark.parametrize(
    "wanted",
    [
        Filter(),
        Filter(text="contrat de ville", state=State.KEPT, own=True, best=True),
        Filter(theme="pre", territory="R53", source="gazette", medium="listen", nature="rapport"),
        Filter(category="presse", since=date(2026, 1, 1), until=date(2026, 11, 16)),
    ],
)
def test_what_was_written_is_read_again(wanted: Filter) -> None:
    assert read(written(wanted)) == wanted


def test_only_what_is_asked_is_written() -> None:
    assert written(Filter(text="ville", limit=3, before=12)) == {"text": "ville"}


@pytest.mark.parametrize("words", [{"state": "lost"}, {"since": "hier"}, {"until": "2026-02-30"}])
def test_what_is_no_state_or_no_day_is_refused(words: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"lost|hier|range|isoformat"):
        read(words)
