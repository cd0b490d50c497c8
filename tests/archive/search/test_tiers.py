"""The files of the index: two tiers, the same bytes each time, and an edition that rewrites only the second."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from tests.archive.search.samples import LABELS, library, split
from veille.archive.search.document import Document
from veille.archive.search.pack import in_order, packed, spelled
from veille.archive.search.tiers import CLOSED, FOLDER, RUNNING, Filling, running_year, search_files

CLOSED_DOCUMENTS, RUNNING_DOCUMENTS = split(library())
AGAIN = replace(CLOSED_DOCUMENTS[3], title="Repris", day=date(2026, 11, 20))


def made(closed: Sequence[Document], running: Sequence[Document]) -> dict[str, bytes]:
    return dict(search_files(closed, running, LABELS))


def about(files: dict[str, bytes], tier: str) -> dict[str, object]:
    told: dict[str, object] = json.loads(files[f"{FOLDER}{tier}/index.json"])
    return told


def test_two_builds_are_the_same_to_the_byte() -> None:
    assert made(CLOSED_DOCUMENTS, RUNNING_DOCUMENTS) == made(CLOSED_DOCUMENTS, RUNNING_DOCUMENTS)


def test_a_new_edition_rewrites_only_the_running_tier() -> None:
    before = made(CLOSED_DOCUMENTS, RUNNING_DOCUMENTS)
    after = made(CLOSED_DOCUMENTS, [*RUNNING_DOCUMENTS, AGAIN])
    changed = {path for path in before | after if before.get(path) != after.get(path)}
    assert changed
    assert all(path.startswith(f"{FOLDER}{RUNNING}/") for path in changed)


def test_the_running_tier_is_made_alone_from_the_places_of_what_is_told_again() -> None:
    whole = made(CLOSED_DOCUMENTS, [*RUNNING_DOCUMENTS, AGAIN])
    places = {AGAIN.public_id: 3}
    alone = dict(search_files(None, [*RUNNING_DOCUMENTS, AGAIN], LABELS, places=places))
    assert alone == {
        path: data for path, data in whole.items() if not path.startswith(f"{FOLDER}{CLOSED}/")
    }


def test_the_running_tier_that_was_kept_is_the_one_made_anew_whatever_came_or_went() -> None:
    kept = Filling()
    later = [
        replace(one, public_id=f"z{at}", day=date(2026, 6 + at, 3))
        for at, one in enumerate(RUNNING_DOCUMENTS[:6])
    ]
    whole = [*RUNNING_DOCUMENTS, *later]
    whole.sort(key=lambda one: one.order)
    again = sorted([*whole[:4], *whole[5:], replace(whole[4], day=date(2026, 12, 1))], key=_order)
    for running in (RUNNING_DOCUMENTS, whole, again, whole[2:], [], whole, [*whole, AGAIN][:-1]):
        made_so = dict(search_files(None, running, LABELS, kept=kept))
        assert made_so == dict(search_files(None, running, LABELS))


def _order(document: Document) -> tuple[date, str]:
    return document.order


def test_what_was_told_again_no_longer_counts_where_it_stood() -> None:
    files = made(CLOSED_DOCUMENTS, [*RUNNING_DOCUMENTS, AGAIN])
    assert about(files, RUNNING)["over"] == [3]
    assert about(files, CLOSED)["over"] == []


def test_a_tier_says_where_its_years_begin() -> None:
    older = [replace(one, day=one.day.replace(year=2024)) for one in CLOSED_DOCUMENTS[:4]]
    files = made([*older, *CLOSED_DOCUMENTS[4:]], RUNNING_DOCUMENTS)
    assert about(files, CLOSED)["years"] == [[2024, 0], [2025, 4]]
    assert about(files, RUNNING)["years"] == [[2026, 0]]


def test_every_file_of_a_tier_carries_its_version_which_changes_with_any_word() -> None:
    files = made(CLOSED_DOCUMENTS, RUNNING_DOCUMENTS)
    version = str(about(files, CLOSED)["version"])
    held = [
        path for path in files if path.startswith(f"{FOLDER}{CLOSED}/") and path.endswith(".bin")
    ]
    assert len(held) == 8
    assert all(files[path].startswith(version.encode()) for path in held)
    other = [replace(CLOSED_DOCUMENTS[0], note="Un autre mot"), *CLOSED_DOCUMENTS[1:]]
    assert about(made(other, RUNNING_DOCUMENTS), CLOSED)["version"] != version


def test_an_archive_in_its_first_days_has_two_empty_tiers() -> None:
    assert sorted(made([], [])) == [
        f"{FOLDER}{CLOSED}/index.json",
        f"{FOLDER}{RUNNING}/index.json",
        f"{FOLDER}mots.json",
    ]


@pytest.mark.parametrize(
    "documents",
    [CLOSED_DOCUMENTS[::-1], [*CLOSED_DOCUMENTS, CLOSED_DOCUMENTS[-1]], [*CLOSED_DOCUMENTS, AGAIN]],
)
def test_documents_out_of_order_or_twice_are_refused(documents: Sequence[Document]) -> None:
    with pytest.raises(ValueError, match="out of order, or twice"):
        made(documents, [])


def test_the_running_year_is_the_one_of_the_latest_edition() -> None:
    assert running_year(date(2025, 12, 31)) == date(2025, 1, 1)


# --- files -----------------------------------------------------------------------------


def test_keys_are_cut_into_files_that_say_with_what_they_begin() -> None:
    shelf = packed([(f"k{rank:02}", bytes(20)) for rank in range(30)], 200, 60)
    assert shelf.firsts == ("k00", "k06", "k12", "k18", "k24")
    assert all(len(body) < 300 for body in shelf.bodies)


def test_a_common_word_has_a_file_of_its_own_after_the_others() -> None:
    shelf = packed([("a", b"1"), ("b", bytes(99)), ("c", b"3")], 200, 60)
    assert (shelf.firsts, shelf.alone) == (("a",), {"b": 1})
    assert shelf.bodies[0] == b'\x11\0\0\0[["a","c"],[1,1]]13'


def test_spellings_say_only_what_differs_from_the_one_above() -> None:
    shelf = spelled({"logements": "log", "logement": "log", "chevaux": "cheval"}, 1000)
    assert shelf.bodies == (b"0 chevaux 2 l\n0 logement 5 \n8 s 6 ",)
    assert spelled({"ab": "ab", "ac": "ac"}, 5).bodies == (b"0 ab 0 ", b"0 ac 0 ")


def test_keys_are_in_the_order_of_javascript() -> None:
    assert in_order(["ﬁn", "𝐀", "z", "é", "a"]) == ["a", "z", "é", "𝐀", "ﬁn"]
