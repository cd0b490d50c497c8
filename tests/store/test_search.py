"""Search: what people type finds what was written, and follows what changes."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from tests.cast import GAZETTE, Stage, Told, feed
from veille.core import Veille
from veille.model.item import Filter, State
from veille.store import search

CARE = Told(
    "L’égalité d’accès aux soins dans les quartiers prioritaires",
    "https://gazette.example/soins",
    "Des médecins à cœur ouvert ; les animaux n’entrent pas à l’hôpital.",
)
HORSE = Told("Un cheval de trait nettoie les allées", "https://gazette.example/cheval")


def _found(veille: Veille, words: str) -> set[str | None]:
    return {item.url for item in veille.items.listed(Filter(text=words))}


@pytest.fixture(autouse=True)
def two_items(stage: Stage, veille: Veille) -> None:
    stage.web.answers = {GAZETTE: feed(CARE, HORSE)}
    veille.collect(["gazette"])


@pytest.mark.parametrize(
    "words",
    [
        "égalité",
        "egalite",
        "ÉGALITÉ",
        "acces",
        "d'accès",
        "l’hopital",
        "coeur",
        "cœur",
        "quartier",
        "quartiers prioritaire",
        "prioritaires quartier",
        "médecin",
        "animaux",
        "soins et quartiers",
    ],
)
def test_accents_elisions_ligatures_and_plurals_do_not_count(veille: Veille, words: str) -> None:
    assert _found(veille, words) == {CARE.url}


@pytest.mark.parametrize("words", ["piscine", "quartiers piscine", '"a AND (b', "soins*piscine"])
def test_what_is_not_there_is_not_found(veille: Veille, words: str) -> None:
    assert _found(veille, words) == set()


def test_words_that_say_nothing_find_nothing_but_no_word_finds_all(veille: Veille) -> None:
    assert _found(veille, "de la") == set()
    assert _found(veille, "") == {CARE.url, HORSE.url}


def test_search_follows_the_words_of_the_source(stage: Stage, veille: Veille) -> None:
    corrected = Told("Une jument de trait nettoie les allées", HORSE.url)
    stage.web.answers = {GAZETTE: feed(CARE, corrected)}

    veille.collect(["gazette"])

    assert _found(veille, "jument") == {HORSE.url}
    assert _found(veille, "cheval") == set()


# --- phrases, what is left out, filters --------------------------------------------------------


@pytest.mark.parametrize(
    "words, found",
    [
        ('"quartiers prioritaires"', {CARE.url}),
        ('"prioritaires quartiers"', set()),
        ("«égalité d’accès»", {CARE.url}),
        ("soins -quartiers", set()),
        ("-cheval", {CARE.url}),
        ("-cheval -soins", set()),
    ],
)
def test_phrases_stand_together_and_what_is_refused_stays_out(
    veille: Veille, words: str, found: set[str]
) -> None:
    assert _found(veille, words) == found


@pytest.mark.parametrize(
    "wanted, found",
    [
        (Filter(medium="read"), {CARE.url, HORSE.url}),
        (Filter(medium="listen"), set()),
        (Filter(territory="R53", text="cheval"), {HORSE.url}),
        (Filter(territory="D35"), set()),
        (Filter(territory='R53" OR "state:new'), set()),
        (Filter(own=True), set()),
        (Filter(source="gazette", state=State.NEW, text="soins"), {CARE.url}),
        (Filter(category="nulle part"), set()),
        (Filter(since=date(2026, 11, 13), until=date(2026, 11, 13)), {CARE.url, HORSE.url}),
        (Filter(since=date(2026, 11, 14)), set()),
        (Filter(until=date(2026, 11, 12)), set()),
        (Filter(since=date(2019, 5, 7), until=date(2027, 2, 3)), {CARE.url, HORSE.url}),
        (Filter(since=date(2026, 12, 1), until=date(2026, 1, 1)), set()),
        (Filter(since=date.min, until=date.max, text="soins"), {CARE.url}),
    ],
)
def test_filters_and_words_are_answered_together(
    veille: Veille, wanted: Filter, found: set[str]
) -> None:
    assert {item.url for item in veille.items.listed(wanted)} == found


@pytest.mark.parametrize(
    "since, until, words",
    [
        (date(2025, 1, 1), date(2026, 12, 31), ["year:2025", "year:2026"]),
        (date(2026, 2, 1), date(2026, 3, 1), ["month:2026-02", "day:2026-03-01"]),
        (date(2024, 12, 31), date(2026, 1, 1), ["day:2024-12-31", "year:2025", "day:2026-01-01"]),
    ],
)
def test_a_span_is_told_in_the_fewest_words(since: date, until: date, words: list[str]) -> None:
    assert search.days(since, until) == words


@pytest.mark.parametrize("seed", range(20))
def test_a_span_holds_each_of_its_days_once(seed: int) -> None:
    rng = random.Random(seed)
    since = date(2024, 1, 1) + timedelta(days=rng.randrange(800))
    until = since + timedelta(days=rng.randrange(900))
    words = search.days(since, until)

    for offset in range(-3, (until - since).days + 4):
        day = since + timedelta(days=offset)
        names = {f"day:{day}", f"month:{day:%Y-%m}", f"year:{day.year}"}
        assert len(names & set(words)) == (since <= day <= until), day


# --- bounded cost ------------------------------------------------------------------------------


def test_the_search_goes_from_window_to_window(
    veille: Veille, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "WINDOW", 1)
    match = '"state:new"'

    with veille.ctx.store.read() as r:
        whole = search.newest(r, match, limit=10, before=None)
        both = search.newest(r, match, limit=10, before=None, patience=60)
        assert both == whole
        assert search.newest(r, match, limit=1, before=None, patience=60).ids == both.ids[:1]
        after = search.newest(r, match, limit=10, before=both.ids[0], patience=60)
        assert after.ids == both.ids[1:]
        hasty = search.newest(r, '"nulpart"', limit=10, before=None, patience=-1)

    assert len(both.ids) == 2
    assert both.reached is None
    assert hasty == search.Hits((), reached=max(both.ids))
