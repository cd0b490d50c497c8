"""Documents become postings that say again where each word is."""

from __future__ import annotations

import random
from datetime import date

import pytest

from tests.archive.search.samples import library
from veille.archive.search.document import FACETS, Document
from veille.archive.search.postings import Postings, documents, places, put, values
from veille.text.stems import fold, stems, words

DAY = date(2026, 3, 2)


def one(title: str, note: str = "", **more: str) -> Document:
    return Document("d", title, more.get("source", ""), DAY, note, more.get("quotation", ""))


def filled(*held: Document) -> Postings:
    postings = Postings()
    assert [postings.add(document) for document in held] == list(range(len(held)))
    return postings


def test_a_word_tells_the_documents_that_hold_it_and_which_have_it_in_their_title() -> None:
    postings = filled(
        one("Le contrat de ville"), one("Un parc", "La ville y tient"), one("Rien"), one("Villes")
    )
    assert list(documents(postings.terms["vill"].docs)) == [(0, True), (1, False), (3, True)]
    assert list(documents(postings.terms["parc"].docs)) == [(1, True)]


def test_a_word_tells_its_places_and_no_phrase_runs_from_the_title_into_the_note() -> None:
    postings = filled(one("Contrat de ville, ville", "Contrat", source="La Ville"), one("La ville"))
    assert list(places(postings.terms["contrat"].places)) == [[0, 4]]
    # Between two texts one place stays free; the quotation and the body are empty.
    assert list(places(postings.terms["vill"].places)) == [[1, 2, 8], [0]]


def test_a_note_is_not_a_title_even_when_the_title_says_nothing() -> None:
    postings = filled(one("De la", "Le contrat"))
    assert list(documents(postings.terms["contrat"].docs)) == [(0, False)]


def test_every_word_and_place_of_a_library_comes_back() -> None:
    held = library()
    postings = filled(*held)
    told: dict[tuple[int, int], str] = {}
    for stem, term in postings.terms.items():
        pairs = zip(documents(term.docs), places(term.places), strict=True)
        told |= {(number, place): stem for (number, _titled), here in pairs for place in here}
    for number, document in enumerate(held):
        place = 0
        for text in document.fields:
            for stem in stems(text):
                assert told.pop((number, place)) == stem
                place += 1
            place += 1
    assert told == {}


def test_every_spelling_leads_to_its_stem_without_its_accents() -> None:
    held = library()
    every = {word for document in held for text in document.fields for word in words(text)}
    assert filled(*held).spelled == {fold(word): stems(word)[0] for word in every}


def test_each_code_of_a_facet_tells_its_documents_once() -> None:
    held = library()
    postings = filled(*held)
    for facet in FACETS:
        told = {
            code: [number for number, _ in documents(term.docs)]
            for code, term in postings.facets[facet].items()
        }
        codes = {code for document in held for code in document.codes(facet)}
        assert told == {
            code: [rank for rank, document in enumerate(held) if code in document.codes(facet)]
            for code in codes
        }


@pytest.mark.parametrize("value", [0, 1, 127, 128, 129, 16_383, 16_384, 2**31 - 1])
def test_a_number_takes_a_byte_for_each_seven_bits(value: int) -> None:
    data = bytearray()
    put(data, value)
    assert list(values(data)) == [value]
    assert len(data) == max(1, -(-value.bit_length() // 7))


def test_numbers_end_to_end_come_back_as_they_were() -> None:
    rng = random.Random(1)
    numbers = [rng.randrange(2 ** rng.randint(1, 31)) for _ in range(500)]
    data = bytearray()
    for number in numbers:
        put(data, number)
    assert list(values(data)) == numbers
