"""A title becomes an address that can be typed."""

from __future__ import annotations

import pytest

from veille.text.slug import slug


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
