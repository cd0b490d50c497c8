"""What is looked at before sealing, with the centre's own files: rights of sources, sections, subjects."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from tests.cast import (
    ALICE,
    CALL,
    GAZETTE,
    MEETING,
    MINISTERE,
    RENTS,
    SCHOOL,
    Stage,
    Told,
    by_url,
    feed,
    select_for,
    stage,
)
from veille.core import Veille
from veille.errors import RefusedError
from veille.model.edition import Finding
from veille.model.item import Triage

ARTICLE = (
    "La cité du Champ-Girault change d’allure : trois tours tombent au printemps, l’école reste, et le parc"
    " s’ouvre enfin jusqu’à la rivière. « On nous a écoutés », dit une habitante ; le calendrier, lui, n’a"
    " été donné à personne avant l’été, et les loyers des logements neufs restent une inconnue pour tous. "
) * 3


@pytest.fixture(name="stage")
def a_monday(tmp_path: Path, monday: Path) -> Stage:
    """A workspace in which an ordinary Monday was collected."""
    return stage(tmp_path / "breal", monday)


def found(veille: Veille, draft: str) -> dict[str, Finding]:
    """rule → its finding, each told once."""
    told = veille.sealing.check(draft)
    assert len({(one.rule, one.entry_id) for one in told}) == len(told)
    return {one.rule: one for one in told}


def letter(veille: Veille, *told: Told) -> str:
    select_for(veille, "lettre", *told)
    return str(veille.drafts.new("lettre", by=ALICE).id)


def test_an_edition_in_order_has_only_its_links_to_check(veille: Veille) -> None:
    assert [*found(veille, letter(veille, SCHOOL, MEETING))] == ["links-unverified"]


def test_a_press_article_pasted_into_a_note_cannot_be_sealed(stage: Stage, veille: Veille) -> None:
    article = Told("Trois tours en moins", "https://gazette.example/tours", ARTICLE[:900])
    stage.web.answers[GAZETTE] = feed(article, SCHOOL)
    veille.collect()
    draft = letter(veille, SCHOOL, article)
    told = by_url(veille)[article.url]
    veille.items.triage(told.public_id, Triage(summary=ARTICLE[:900]), by=ALICE)

    finding = found(veille, draft)["note-copied"]

    assert (finding.blocking, finding.entry_id) == (True, told.public_id)
    with pytest.raises(RefusedError, match=r"L\.\s211-3-1"):
        veille.sealing.seal(draft, by=ALICE, force=True)
    veille.arranging.note(draft, told.public_id, "Trois tours tombent.", seen=None, by=ALICE)
    assert veille.sealing.seal(draft, by=ALICE).number == 12


def test_an_official_text_may_be_repeated(stage: Stage, veille: Veille) -> None:
    decree = Told("Le décret", "https://ministere.example/decret", ARTICLE[:900])
    stage.web.answers[MINISTERE] = feed(decree, url=MINISTERE)
    veille.collect()
    draft = letter(veille, SCHOOL, decree)
    told = by_url(veille)[decree.url]
    veille.items.triage(told.public_id, Triage(summary=ARTICLE[:900]), by=ALICE)
    assert "note-copied" not in found(veille, draft)


def test_an_event_that_ends_before_it_starts_is_named_and_blocks(veille: Veille) -> None:
    draft = letter(veille, SCHOOL, MEETING)
    told = by_url(veille)[MEETING.url]
    with veille.ctx.store.write() as w:
        w.exec_driver_sql(
            "UPDATE item SET starts_at = ?, ends_at = ? WHERE id = ?",
            (str(datetime(2026, 12, 1, 17)), str(datetime(2026, 12, 1, 9)), told.id),
        )
    finding = found(veille, draft)["ends-before-start"]
    assert (finding.blocking, finding.entry) == (True, MEETING.title)
    with pytest.raises(RefusedError, match="avant d’avoir commencé"):
        veille.sealing.seal(draft, by=ALICE)


def test_empty_sections_are_told_and_a_theme_counts_as_filled(veille: Veille) -> None:
    told = found(veille, letter(veille, SCHOOL, RENTS))
    assert "Agenda" in told["section-missing"].message
    select_for(veille, "revue", SCHOOL)
    review = str(veille.drafts.new("revue", by=ALICE).id)
    assert "section-missing" not in found(veille, review)


def test_the_same_subject_twice_is_told(veille: Veille) -> None:
    first = letter(veille, SCHOOL, RENTS)
    veille.arranging.write(first, {"subject": "Notre lettre"}, by=ALICE)
    assert "subject-same" not in found(veille, first)
    veille.sealing.seal(first, by=ALICE)
    second = letter(veille, MEETING, CALL)
    veille.arranging.write(second, {"subject": "Notre lettre"}, by=ALICE)
    assert found(veille, second)["subject-same"].blocking is False


def test_a_template_of_the_centre_is_looked_at_too(stage: Stage) -> None:
    own = stage.folder / "templates" / "letters" / "letter" / "body.html"
    own.parent.mkdir(parents=True)
    own.write_text(
        '<html><body style="background-color:#fff"><p style="color:#bbb">Pâle</p>'
        '<img src="https://breal.example/a.png"><a href="https://breal.example/">ici</a>'
        '<p style="border-radius: 3px; color: #000">Rond</p></body></html>',
        encoding="utf-8",
    )
    with stage.opened() as veille:
        told = found(veille, letter(veille, SCHOOL, MEETING))
    assert {"contrast", "image-alt", "link-words", "css-refused"} <= set(told)
