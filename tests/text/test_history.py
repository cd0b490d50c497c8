"""Names that things had: a search under one finds the other, one step, never inside quotes."""

from __future__ import annotations

import pytest

from veille.model.declared import Renamed
from veille.text.history import widened
from veille.text.query import parse

HISTORY = (
    Renamed(was="ZUS", now="QPV", since=2015),
    Renamed(was="CUCS", now="contrat de ville", since=2015),
    Renamed(was="ACSE", now="CGET"),
    Renamed(was="CGET", now="ANCT"),
    Renamed(was="ville", now="cité"),
)


@pytest.mark.parametrize(
    "typed, added",
    [
        ("zus", ["QPV"]),
        ("les QPV de Bréal", ["ZUS"]),
        ("CUCS Bréal", ["contrat de ville"]),
        ("contrats de ville", ["CUCS"]),
        ("ACSE", ["CGET"]),
        ("CGET", ["ACSE", "ANCT"]),
        ("bilan zus cucs", ["QPV", "contrat de ville"]),
    ],
)
def test_another_name_is_looked_for_beside_the_one_that_was_typed(
    typed: str, added: list[str]
) -> None:
    query, aliases = widened(parse(typed), HISTORY)

    assert [one.added for one in aliases] == added
    assert len(query.either) == len({one.typed for one in aliases})


def test_the_older_name_is_known_for_it_and_the_other_words_stay() -> None:
    query, (alias,) = widened(parse("bilan CUCS 2014"), HISTORY)

    assert (alias.typed, alias.older, alias.since) == ("CUCS", True, 2015)
    assert query.wanted == (("bilan",), ("2014",))
    assert query.either == (((("cuc",),), (("contrat", "vill"),)),)
    assert query.stems == {"bilan", "2014", "cuc", "contrat", "vill"}


@pytest.mark.parametrize(
    "typed", ['"ZUS"', "« contrat de ville »", "-ZUS", "contrat", "zusammen", ""]
)
def test_quotes_and_refusals_are_taken_to_the_letter(typed: str) -> None:
    assert widened(parse(typed), HISTORY) == (parse(typed), ())


def test_a_name_inside_a_longer_one_is_left_alone() -> None:
    _query, aliases = widened(parse("contrat de ville"), HISTORY)

    assert [one.added for one in aliases] == ["CUCS"]
