"""Addresses against patterns, and the words they are made of."""

from __future__ import annotations

import pytest

from veille.collect.entries.pattern import first_fitting, slug_words

SITE = "https://ville.example"


@pytest.mark.parametrize(
    "pattern, path, fits",
    [
        ("/actualites/", "/actualites/2026/conseil", True),
        ("/actualites/", "/fr/actualites/conseil", False),
        ("*/actualites/", "/fr/actualites/conseil", True),
        ("/*/2026/", "/presse/2026/a", True),
        ("/*.pdf$", "/docs/rapport.pdf", True),
        ("/*.pdf$", "/docs/rapport.pdf?v=2", False),
        ("/*?tri=", "/liste?tri=date", True),
        ("/a$", "/a", True),
        ("/a$", "/ab", False),
        ("/*ab*b$", "/ab", False),
        ("/études/", "/%C3%A9tudes/une", True),
        ("/" + "*a" * 50 + "$", "/" + "a" * 49 + "b", False),
    ],
)
def test_a_pattern_is_read_as_in_robots_txt(pattern: str, path: str, fits: bool) -> None:
    assert first_fitting([pattern], SITE + path) == (pattern if fits else "")


@pytest.mark.parametrize(
    "path, title",
    [
        ("/actualites/2026/11/conseil-citoyen-appel-a-candidatures", "Conseil citoyen appel a candidatures"),
        ("/actualites/conseil_citoyen-12345.html", "Conseil citoyen"),
        ("/2026/11/24/", ""),
        ("/l%E2%80%99%C3%A9cole-rouvre.htm", "L’école rouvre"),
        ("/dossiers/1024", "Dossiers"),
        ("/", ""),
    ],
)  # fmt: skip
def test_an_address_gives_a_title_for_want_of_a_better_one(path: str, title: str) -> None:
    assert slug_words(SITE + path) == title
