"""How much of an edition a letter carries: as much as Gmail shows without cutting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.compose.letters import ENVELOPE, made_of
from tests.compose.samples import edition, entry, rendered, section
from tests.send.reading import parts
from veille.compose.render import UNSUBSCRIBE_MARK
from veille.compose.weight import HEAVIEST, LIGHT, encoded, fitted
from veille.errors import RefusedError
from veille.send.message import message


def entries(shown: int, each: int = 1_000, around: int = 5_000) -> str:
    return "x" * around + "y" * each * shown


def counted(asked: list[int]) -> Callable[[int], str]:
    def make(shown: int) -> str:
        asked.append(shown)
        return entries(shown)

    return make


def test_a_letter_that_is_light_is_made_once_and_whole() -> None:
    asked: list[int] = []
    part = fitted(counted(asked), 40)
    assert (part.shown, asked) == (40, [40])


def test_a_heavy_letter_comes_down_to_the_limit_in_a_few_attempts() -> None:
    asked: list[int] = []
    part = fitted(counted(asked), 400)
    assert encoded(part.content) <= LIGHT
    assert encoded(entries(part.shown + 4)) > LIGHT - 2_000, "nearly all the room is used"
    assert len(asked) <= 5
    assert asked == sorted(asked, reverse=True)


def test_a_template_that_shows_everything_all_the_same_is_refused_and_does_not_turn_for_ever() -> (
    None
):
    with pytest.raises(RefusedError, match="raccourcissez"):
        fitted(lambda _shown: "x" * 200_000, 500)


def test_one_heavy_entry_is_shown_alone_up_to_the_hard_stop() -> None:
    part = fitted(lambda shown: "x" * 94_000 * shown, 3)
    assert part.shown == 1
    assert LIGHT < encoded(part.content) < HEAVIEST


def test_an_editorial_that_is_a_book_is_refused_by_name() -> None:
    view = replace(edition(section(entry("Un café"))), edito="Un mot de plus. " * 8_000)
    with pytest.raises(RefusedError, match="raccourcissez l’éditorial"):
        rendered(view)


def test_the_measure_is_what_leaves() -> None:
    made = made_of("letter", "maximal").made
    sent = message(made, replace(ENVELOPE, unsubscribe_url=UNSUBSCRIBE_MARK), UNSUBSCRIBE_MARK)
    text, html = (str(part.get_payload()).encode() for part in parts(sent))
    assert abs(len(html) - encoded(made.html)) <= 2
    assert abs(len(text) - encoded(made.text)) <= 2
