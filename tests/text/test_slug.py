"""A title becomes an address that can be typed."""

from __future__ import annotations

import pytest

from veille.text.slug import numbered, slug


@pytest.mark.parametrize(
    "title, made",
    [
        ("L’école, et après ?", "l-ecole-et-apres"),
        ("Œuvrer à Vaulx-en-Velin", "oeuvrer-a-vaulx-en-velin"),
        ("«?»", ""),
        ("un mot " * 20, "un-mot-un-mot-un-mot-un-mot-un-mot-un-mot-un-mot-un-mot-un"),
        ("a" * 80, "a" * 60),
    ],
)
def test_only_letters_digits_and_hyphens_are_left(title: str, made: str) -> None:
    assert slug(title) == made
    assert len(made) <= 60


@pytest.mark.parametrize(
    "taken, free", [(set(), "a"), ({"a"}, "a-2"), ({"a", "a-2", "a-4"}, "a-3")]
)
def test_a_name_that_somebody_has_is_numbered(taken: set[str], free: str) -> None:
    assert numbered("a", taken.__contains__) == free
