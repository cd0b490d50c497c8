"""Entries where they were placed become documents: the last telling counts, of closed years and of this one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.archive.samples import (
    ANRU,
    CAFE,
    CONTRACT,
    MEETING,
    OLD,
    PARK,
    REVIEW,
    THEMES,
    holdings,
)
from veille.archive.holdings import OwnPiece, Placed
from veille.archive.search.document import Document
from veille.archive.search.placed import Vocabulary, closed_documents, labels, running_documents
from veille.model.edition import Named

START = date(2026, 1, 1)
PLACED = holdings().every
WORDS = Vocabulary(THEMES, {})


def by_id(documents: list[Document]) -> dict[str, Document]:
    return {one.public_id: one for one in documents}


def test_each_year_shelf_holds_the_last_telling_of_its_time() -> None:
    closed = by_id(closed_documents(PLACED, {}, WORDS, START))
    running = by_id(running_documents(PLACED, {}, WORDS, START))
    assert set(closed) == {CAFE.public_id, PARK.public_id}
    assert set(running) == {CAFE.public_id, CONTRACT.public_id, MEETING.public_id}
    assert (closed[CAFE.public_id].note, closed[CAFE.public_id].day) == (CAFE.note, OLD.date)
    again = running[CAFE.public_id]
    assert (again.note, again.day) == ("Reprise.", REVIEW.date)


def test_a_document_names_every_publication_that_told_it_by_then() -> None:
    closed = by_id(closed_documents(PLACED, {}, WORDS, START))
    running = by_id(running_documents(PLACED, {}, WORDS, START))
    assert closed[CAFE.public_id].publications == (OLD.publication,)
    assert running[CAFE.public_id].publications == (OLD.publication, REVIEW.publication)


def test_documents_come_the_oldest_first() -> None:
    found = running_documents(PLACED, {}, WORDS, START)
    assert found == sorted(found, key=lambda one: one.order)


def test_a_piece_of_the_centre_is_found_by_its_whole_text_from_the_day_of_its_last_change() -> None:
    html = "<h2>Une &amp; deux</h2><p>Le <em>ruisseau</em></p>"
    piece = OwnPiece(replace(PARK, note="Au bord"), html, date(2025, 6, 1), date(2025, 7, 1))
    placed = [Placed(PARK, (), (PARK,), piece.published_on)]
    own = {PARK.public_id: piece}
    (found,) = closed_documents(placed, own, WORDS, START)
    assert (found.day, found.note) == (date(2025, 7, 1), "Au bord")
    assert found.body.split() == ["Une", "&", "deux", "Le", "ruisseau"]
    assert running_documents(placed, own, WORDS, START) == []
    own = {PARK.public_id: replace(piece, updated_on=date(2026, 2, 1))}
    assert closed_documents(placed, own, WORDS, START) == []
    assert [one.day for one in running_documents(placed, own, WORDS, START)] == [date(2026, 2, 1)]


def test_a_narrow_theme_is_found_under_the_broader_ones_and_shown_by_itself() -> None:
    found = by_id(closed_documents(PLACED, {}, WORDS, START))
    assert found[CAFE.public_id].themes == ("anru", "habitat")


def test_a_merged_theme_is_found_under_the_one_that_took_its_place() -> None:
    words = Vocabulary(THEMES, {"anru": "sport"})
    assert by_id(closed_documents(PLACED, {}, words, START))[CAFE.public_id].themes == (
        "sport",
        "sante",
    )


def test_themes_that_are_their_own_parents_end() -> None:
    round_about = [replace(THEMES[0], parent="anru"), THEMES[1]]
    assert list(Vocabulary(round_about, {}).keys("anru")) == ["anru", "habitat"]


def test_every_code_has_words_those_of_today_first() -> None:
    shelves = [Named("lettre", "La lettre : le mois")]
    used = holdings().filed("theme").values()
    told = labels(used, (), [replace(THEMES[1], label="Rénovation urbaine")], shelves)
    assert told.theme == {
        ANRU.key: "Rénovation urbaine",
        "habitat": "Habitat",
        "parti": "Un thème parti",
    }
    assert told.publication == {"lettre": "La lettre\u00a0: le mois"}
    assert told.medium["listen"] == "à écouter"
