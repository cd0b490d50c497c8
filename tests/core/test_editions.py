"""Editions: numbered, drafted from what waits, sealed for ever."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.cast import (
    ALICE,
    CALL,
    GAZETTE,
    MEETING,
    RENTS,
    SCHOOL,
    Stage,
    Told,
    by_url,
    feed,
    rewrite,
    rows,
    sealed,
    select_for,
    stage,
)
from veille.core import Veille
from veille.errors import NotFoundError, RefusedError, TemplateError
from veille.model.edition import EditionState
from veille.model.item import State, Triage

SEALED = ("edition", "section", "entry", "blob", "permalink", "journal", "selection")


@pytest.fixture(name="stage")
def a_monday(tmp_path: Path, monday: Path) -> Stage:
    """A workspace in which an ordinary Monday was collected."""
    return stage(tmp_path / "breal", monday)


def _draft(veille: Veille, publication: str = "lettre", day: date | None = None) -> str:
    return str(veille.drafts.new(publication, by=ALICE, day=day).id)


# --- drafts --------------------------------------------------------------------------------------


def test_a_draft_takes_what_waits_and_is_composed_by_section(veille: Veille) -> None:
    select_for(veille, "lettre", SCHOOL, MEETING, RENTS)

    view = veille.editions.view(_draft(veille))

    assert (view.number, view.date, view.path) == (12, date(2026, 11, 16), "lettre/2026/12/")
    assert [(one.title, [entry.url for entry in one.entries]) for one in view.sections] == [
        ("Agenda", [MEETING.url]),
        ("À lire", sorted([SCHOOL.url, RENTS.url], key=lambda url: by_url(veille)[url].url_key)),
    ]


def test_a_draft_follows_what_staff_change(veille: Veille) -> None:
    select_for(veille, "lettre", SCHOOL, RENTS)
    draft = _draft(veille)
    school = by_url(veille)[SCHOOL.url].public_id

    veille.items.triage(school, Triage(summary="Une autre note."), by=ALICE)

    noted = {entry.public_id: entry.note for entry in veille.editions.view(draft).entries}
    assert noted[school] == "Une autre note."
    assert "Une autre note." in veille.editions.preview(draft).text


def test_too_little_makes_no_draft(veille: Veille) -> None:
    select_for(veille, "lettre", SCHOOL)

    with pytest.raises(RefusedError, match=r"1\sélément en attente, il en faut au moins 2"):
        veille.drafts.new("lettre", by=ALICE)

    assert veille.editions.listed() == []


def test_nothing_makes_no_draft_even_of_a_publication_without_a_minimum(veille: Veille) -> None:
    with pytest.raises(RefusedError, match="au moins 1"):
        veille.drafts.new("revue", by=ALICE)


def test_a_draft_given_up_lets_its_items_wait_again(veille: Veille) -> None:
    select_for(veille, "lettre", SCHOOL, RENTS)
    draft = _draft(veille)
    with pytest.raises(RefusedError):
        veille.drafts.new("lettre", by=ALICE)

    veille.drafts.drop(draft, by=ALICE)

    assert veille.editions.listed() == []
    assert veille.items.waiting() == {"lettre": 2}
    assert len(veille.editions.view(_draft(veille)).entries) == 2


def test_a_draft_given_up_leaves_room_for_another_beside_a_second_one(veille: Veille) -> None:
    select_for(veille, "revue", SCHOOL)
    first = _draft(veille, "revue")
    select_for(veille, "revue", RENTS)
    second = _draft(veille, "revue")
    veille.drafts.drop(first, by=ALICE)

    third = _draft(veille, "revue")

    assert [entry.url for entry in veille.editions.view(third).entries] == [SCHOOL.url]
    assert [entry.url for entry in veille.editions.view(second).entries] == [RENTS.url]


def test_what_waits_for_one_publication_is_not_taken_by_another(veille: Veille) -> None:
    select_for(veille, "lettre", SCHOOL, RENTS)
    select_for(veille, "revue", SCHOOL)

    sealed(veille, "lettre")

    assert by_url(veille)[SCHOOL.url].selected_for == ("revue",)


def test_an_unknown_edition_or_publication_is_refused(veille: Veille) -> None:
    with pytest.raises(NotFoundError, match="aucune édition"):
        veille.editions.get("lettre/2026/99")
    with pytest.raises(NotFoundError, match="aucune publication"):
        veille.drafts.new("gazette", by=ALICE)


# --- numbers -------------------------------------------------------------------------------------


def test_numbers_start_where_the_file_says_and_go_up_by_one(veille: Veille) -> None:
    first = sealed(veille, "lettre", SCHOOL, RENTS)
    second = sealed(veille, "lettre", MEETING, CALL)

    assert [first.number, second.number] == [12, 13]
    assert [one.number for one in veille.editions.listed("lettre")] == [13, 12]


def test_numbers_go_on_from_one_year_to_the_next(veille: Veille) -> None:
    sealed(veille, "lettre", SCHOOL, RENTS)
    select_for(veille, "lettre", MEETING, CALL)

    assert veille.editions.view(_draft(veille, day=date(2027, 1, 4))).path == "lettre/2027/13/"


def test_yearly_numbers_start_again(veille: Veille) -> None:
    paths = []
    for told, day in (
        (SCHOOL, date(2026, 12, 21)),
        (RENTS, date(2026, 12, 28)),
        (CALL, date(2027, 1, 4)),
    ):
        select_for(veille, "revue", told)
        edition = veille.sealing.seal(_draft(veille, "revue", day), by=ALICE)
        assert edition.view
        paths.append(edition.view.path)

    assert paths == ["revue/2026/3/", "revue/2026/4/", "revue/2027/1/"]


def test_a_number_is_taken_at_sealing_not_before(veille: Veille) -> None:
    select_for(veille, "revue", SCHOOL)
    first = _draft(veille, "revue")
    select_for(veille, "revue", RENTS)
    second = _draft(veille, "revue")

    assert veille.sealing.seal(second, by=ALICE).number == 3
    assert veille.sealing.seal(first, by=ALICE).number == 4


# --- the living page -------------------------------------------------------------------------------


def test_the_living_page_shows_what_waits_until_it_is_sealed(veille: Veille) -> None:
    select_for(veille, "revue", SCHOOL, RENTS)
    waiting = veille.editions.living("revue")
    draft = _draft(veille, "revue")

    assert [section.title for section in waiting] == ["Éducation", "Logement"]
    assert veille.editions.living("revue") == waiting
    veille.sealing.seal(draft, by=ALICE)
    assert veille.editions.living("revue") == []


# --- sealing -----------------------------------------------------------------------------------------


def test_sealing_freezes_the_view_both_parts_and_the_addresses(
    stage: Stage, veille: Veille
) -> None:
    select_for(veille, "lettre", SCHOOL, MEETING)
    draft = _draft(veille)
    view, rendered = veille.editions.view(draft), veille.editions.preview(draft)

    edition = veille.sealing.seal(draft, by=ALICE)

    assert edition.state is EditionState.SEALED
    assert (edition.sealed_by, edition.sealed_at) == (ALICE, stage.clock.now())
    assert edition.view == view
    assert veille.editions.preview(draft) == rendered
    assert edition.html_sha256 == hashlib.sha256(rendered.html.encode()).hexdigest()
    assert edition.text_sha256 == hashlib.sha256(rendered.text.encode()).hexdigest()
    promised = {row[0] for row in rows(veille.ctx.store, "permalink")["permalink"]}
    ids = [by_url(veille)[told.url].public_id for told in (SCHOOL, MEETING)]
    assert promised == {"lettre/2026/12/", *(f"ressource/{one}/" for one in ids)}
    assert veille.items.waiting() == {}


def test_what_is_sealed_does_not_follow_the_files(stage: Stage) -> None:
    with stage.opened() as veille:
        before = sealed(veille, "lettre", SCHOOL, MEETING)
        rendered = veille.editions.preview("lettre/2026/12")
    rewrite(stage.folder / "veille.yml", "La lettre de Bréal", "Un autre titre")
    rewrite(stage.folder / "veille.yml", 'title: "Agenda"', 'title: "Rendez-vous"')
    rewrite(stage.folder / "themes.yml", 'label: "Éducation"', 'label: "École"')
    rewrite(stage.folder / "sources.yml", 'name: "La Gazette"', 'name: "Le Journal"')

    with stage.opened() as veille:
        after = veille.editions.get("lettre/2026/12")
        assert after == before
        assert veille.editions.view("lettre/2026/12") == before.view
        assert veille.editions.preview("lettre/2026/12") == rendered


def test_what_is_sealed_does_not_follow_its_items(stage: Stage, veille: Veille) -> None:
    before = sealed(veille, "lettre", SCHOOL, RENTS)
    stage.web.answers[GAZETTE] = feed(Told("Tout autre chose", SCHOOL.url), RENTS)
    veille.collect()
    veille.items.triage(SCHOOL.url, Triage(summary="Autre.", state=State.DROPPED), by=ALICE)

    assert veille.editions.get("lettre/2026/12") == before


def test_sealing_is_journaled_by_the_one_who_sealed(veille: Veille) -> None:
    sealed(veille, "lettre", SCHOOL, RENTS)

    with veille.ctx.store.read() as r:
        query = text(
            "SELECT j.verb, p.name FROM journal j JOIN person p ON p.id = j.person_id"
            " WHERE j.object LIKE 'edition:%' ORDER BY j.id"
        )
        assert [tuple(row) for row in r.execute(query)] == [("draft", ALICE), ("seal", ALICE)]


def test_an_edition_is_sealed_once(veille: Veille) -> None:
    sealed(veille, "lettre", SCHOOL, RENTS)
    before = rows(veille.ctx.store, *SEALED)

    with pytest.raises(RefusedError, match="est scellée"):
        veille.sealing.seal("lettre/2026/12", by=ALICE)
    with pytest.raises(RefusedError, match="est scellée"):
        veille.drafts.drop("lettre/2026/12", by=ALICE)

    assert rows(veille.ctx.store, *SEALED) == before


def test_what_was_published_already_is_sealed_only_on_purpose(veille: Veille) -> None:
    sealed(veille, "lettre", SCHOOL, RENTS)
    select_for(veille, "lettre", SCHOOL, CALL)
    draft = _draft(veille)

    with pytest.raises(RefusedError, match=r"déjà paru le 16\snovembre\s2026"):
        veille.sealing.seal(draft, by=ALICE)
    assert veille.editions.get(draft).state is EditionState.DRAFT

    assert veille.sealing.seal(draft, by=ALICE, force=True).number == 13


def test_what_another_publication_published_is_no_obstacle(veille: Veille) -> None:
    sealed(veille, "revue", SCHOOL, RENTS)

    assert sealed(veille, "lettre", SCHOOL, RENTS).number == 12


def test_a_draft_that_became_too_small_is_not_sealed(veille: Veille) -> None:
    select_for(veille, "lettre", SCHOOL, RENTS)
    draft = _draft(veille)
    veille.items.triage(SCHOOL.url, Triage(state=State.DROPPED), by=ALICE)

    with pytest.raises(RefusedError, match="il en faut au moins 2"):
        veille.sealing.seal(draft, by=ALICE)


# --- templates of the workspace ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "written, line, words",
    [
        ("<html>\n<body>\n{{ letter.titel }}\n</body></html>\n", 3, "titel"),
        ("<html>\n{% if letter %}\n<body></body></html>\n", None, "syntaxe"),
        ("<html>\n\n{{ letter.title | gras }}\n</html>\n", 3, "gras"),
        ("<html>\n{{ letter.__class__.__mro__ }}\n</html>\n", 2, "interdit"),
    ],
)
def test_a_wrong_template_is_named_with_its_line_and_nothing_is_sealed(
    stage: Stage, veille: Veille, written: str, line: int | None, words: str
) -> None:
    select_for(veille, "lettre", SCHOOL, RENTS)
    draft = _draft(veille)
    own = stage.folder / "templates" / "letters" / "letter" / "body.html"
    own.parent.mkdir(parents=True)
    own.write_text(written, encoding="utf-8")
    before = rows(veille.ctx.store, *SEALED)

    with pytest.raises(TemplateError, match=words) as refused:
        veille.sealing.seal(draft, by=ALICE)

    assert refused.value.file == "templates/letters/letter/body.html"
    assert refused.value.line == line if line else refused.value.line
    assert rows(veille.ctx.store, *SEALED) == before
    own.unlink()
    assert veille.sealing.seal(draft, by=ALICE).number == 12


def test_a_template_that_breaks_later_leaves_what_was_sealed(stage: Stage, veille: Veille) -> None:
    sealed(veille, "lettre", SCHOOL, RENTS)
    rendered = veille.editions.preview("lettre/2026/12")
    own = stage.folder / "templates" / "letters" / "letter" / "body.html"
    own.parent.mkdir(parents=True)
    own.write_text("{{ rien }}", encoding="utf-8")

    with stage.opened() as again:
        assert again.editions.preview("lettre/2026/12") == rendered


# --- what sealing may not do ---------------------------------------------------------------------


def test_what_no_section_holds_waits_for_the_next_edition(stage: Stage) -> None:
    with stage.opened() as veille:
        select_for(veille, "lettre", SCHOOL, MEETING, RENTS)
    rewrite(stage.folder / "veille.yml", 'title: "À lire"', 'title: "À lire", max: 1')
    with stage.opened() as veille:
        sealed_one = veille.sealing.seal(_draft(veille), by=ALICE)
        assert sealed_one.view
        placed = {entry.url for entry in sealed_one.view.entries}
        left = {told.url for told in (SCHOOL, MEETING, RENTS)} - placed
        assert len(left) == 1
        assert veille.items.waiting() == veille.items.free() == {"lettre": 1}


def test_an_empty_edition_is_never_sealed_even_by_force(veille: Veille) -> None:
    select_for(veille, "lettre", SCHOOL, MEETING, RENTS)
    name = _draft(veille)
    for told in (SCHOOL, MEETING, RENTS):
        veille.items.triage(
            by_url(veille)[told.url].public_id, Triage(unselect=("lettre",)), by=ALICE
        )

    with pytest.raises(RefusedError, match="0"):
        veille.sealing.seal(name, by=ALICE, force=True)


def test_a_template_that_cannot_be_filled_is_found_by_the_check(stage: Stage) -> None:
    folder = stage.folder / "templates" / "letters" / "letter"
    folder.mkdir(parents=True)
    (folder / "body.html").write_text("<html>\n{{ letter.absent }}</html>", "utf-8")
    with stage.opened() as veille:
        select_for(veille, "lettre", SCHOOL, MEETING, RENTS)
        first = veille.sealing.check(_draft(veille))[0]

    assert first.blocking
    assert "templates/letters/letter/body.html, ligne 2" in first.message


def test_an_edito_opens_the_letter_in_both_parts_and_stays(veille: Veille) -> None:
    select_for(veille, "lettre", SCHOOL, MEETING, RENTS)
    made = veille.drafts.new("lettre", by=ALICE, edito="Bonne lecture à toutes et à tous.")
    kept = veille.sealing.seal(str(made.id), by=ALICE)

    assert kept.view
    assert kept.view.edito == "Bonne lecture à toutes et à tous."
    rendered = veille.editions.preview(str(made.id))
    assert "Bonne lecture" in rendered.text
    assert "Bonne lecture" in rendered.html
