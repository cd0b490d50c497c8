"""Every feature of every letter works where French centres are read, or the letter can do without it."""

from __future__ import annotations

from functools import cache

import pytest

from tests.compose.caniemail import BLOCKING, excepted, refused, support, table, used
from tests.compose.letters import SHAPES, TEMPLATES, made_of

MOST = 158
"""Exceptions that stand today; the number may only go down. Free.fr, hardly ever tried, makes a third."""


@cache
def of_all_letters() -> frozenset[str]:
    made = (made_of(template, shape).made.html for template in TEMPLATES for shape in SHAPES)
    return frozenset(feature for html in made for feature in used(html))


def test_the_table_is_read_at_its_last_value() -> None:
    assert support("html-style", "laposte.desktop-webmail") == "n", "since July 2025"
    assert support("html-style", "orange.desktop-webmail") == "y"
    assert support("css-display-flex", "orange.ios") in ("n", "a")
    assert support("css-border", "free-fr.desktop-webmail") == "u", "no row is no promise"


def test_every_blocking_client_is_in_the_table() -> None:
    known = {
        f"{family}.{platform}"
        for stats in table().values()
        for family, platforms in stats.items()
        for platform in platforms
    }
    assert set(BLOCKING) <= known


def test_nothing_that_a_reader_needs_is_dropped_by_a_blocking_client() -> None:
    missing = refused(set(of_all_letters())) - excepted().keys()
    assert sorted(missing) == [], "drop the feature, or say in progressive.toml how to do without"


def test_no_exception_is_kept_that_nothing_needs() -> None:
    unused = excepted().keys() - refused(set(of_all_letters()))
    assert sorted(unused) == []
    assert all(len(reason) > 40 for reason in excepted().values())


def test_there_are_no_more_exceptions_than_before() -> None:
    assert len(excepted()) <= MOST


@pytest.mark.parametrize(
    "html, feature",
    [
        ('<p style="display:flex">', "css-display-flex"),
        ('<p style="border-radius:4px">', "css-border-radius"),
        ("<style>@media (prefers-color-scheme: dark) {p {margin: 0}}</style>", "css-at-media"),
        ('<p style="margin:1rem">', "css-unit-rem"),
        ('<img src="a.webp">', "image-webp"),
        ('<a href="mailto:a@b.example">', "html-mailto-links"),
    ],
)
def test_the_reader_sees_what_is_used(html: str, feature: str) -> None:
    assert feature in used(html)


@pytest.mark.parametrize("html", ["<video>", '<p onclick="x">', '<p style="zoom:2">'])
def test_the_reader_says_what_it_does_not_know(html: str) -> None:
    with pytest.raises(AssertionError, match="add its row"):
        used(html)
