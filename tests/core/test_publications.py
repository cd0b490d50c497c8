"""A thematic letter is made by copying one; veille.yml keeps its comments, and an undo puts it back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cast import ALICE, RENTS, SCHOOL, Stage, by_url, rewrite
from veille.core import Veille
from veille.core.publications import PublicationForm
from veille.errors import ConfigError, RefusedError
from veille.model.item import State, Triage

HEALTH = PublicationForm("Lettre Éducation", themes=("education",), draft="15", per_year=20)


@pytest.fixture
def file(stage: Stage) -> Path:
    return stage.folder / "veille.yml"


def test_a_letter_is_copied_drafted_on_its_day_and_sealed(veille: Veille, file: Path) -> None:
    before = file.read_text("utf-8")
    key = veille.publications.copy("lettre", HEALTH, by=ALICE)
    assert key == "lettre-education"
    line = veille.publications.get(key)
    assert (line.rule.template, line.rule.list, line.rule.gather) == ("letter", key, "kept")
    assert line.rule.where.themes == ("education",)
    assert line.rule.sections == veille.config.publication("lettre").sections
    assert (line.next_slug, line.draft) == ("1", "15")
    assert line.next_draft is not None
    assert line.next_draft.isoformat() == "2026-12-15T06:00:00"
    for told in before.splitlines():
        assert told in file.read_text("utf-8").splitlines(), "nothing else moved"

    veille.collect()
    for one in (SCHOOL, RENTS):
        item = by_url(veille)[one.url].public_id
        veille.items.triage(item, Triage(state=State.KEPT, themes=("education",)), by=ALICE)
    draft = veille.drafts.new(key, by=ALICE)
    assert "n° 1/20" in veille.sealing.seal(draft.public_id, by=ALICE).subject


def test_a_copy_is_undone_to_the_letter(veille: Veille, file: Path) -> None:
    before = file.read_bytes()
    veille.publications.copy("revue", HEALTH, by=ALICE)
    assert veille.publications.file.undo(by=ALICE) == "création de « Lettre Éducation »"
    assert file.read_bytes() == before
    assert [one.rule.key for one in veille.publications.listed()] == ["lettre", "revue"]


@pytest.mark.parametrize("turn", ["crlf", "flow"])
def test_the_file_may_be_written_otherwise(veille: Veille, file: Path, turn: str) -> None:
    text = file.read_text("utf-8")
    if turn == "crlf":
        file.write_bytes(text.replace("\n", "\r\n").encode())
    else:
        row = "  - {key: courte, title: Courte, template: letter, sections: [{key: a, title: A}]}\njobs:\n"
        rewrite(file, "jobs:\n", row)
    veille.reload()
    key = veille.publications.copy("courte" if turn == "flow" else "lettre", HEALTH, by=ALICE)
    assert veille.publications.get(key).rule.numbering.per_year == 20


def test_its_fields_are_changed_and_its_job_stopped(veille: Veille, file: Path) -> None:
    key = veille.publications.copy("lettre", HEALTH, by=ALICE)
    form = PublicationForm("Lettre École", territories=("R53",), rhythm="quatre fois par an")
    veille.publications.edit(key, form, by=ALICE)
    line = veille.publications.get(key)
    assert (line.rule.title, line.rule.rhythm, line.draft) == (
        "Lettre École",
        "quatre fois par an",
        "",
    )
    assert (line.rule.where.themes, line.rule.where.territories) == ((), ("R53",))
    assert (line.rule.numbering.yearly, line.rule.numbering.per_year) == (True, 0)
    assert line.next_draft is None
    veille.publications.edit(key, PublicationForm("Lettre École", draft="lundi"), by=ALICE)
    assert veille.publications.get(key).draft == "lundi"


def test_a_job_written_by_hand_is_left_as_it_is(veille: Veille, file: Path) -> None:
    rewrite(file, 'cron: "0 6 25 * *"', 'cron: "0 6 24 * *"')
    veille.reload()
    line = veille.publications.get("lettre")
    assert line.draft == "autre"
    form = PublicationForm("La lettre de Bréal", shortcut="l", draft="autre", list="lettre")
    veille.publications.edit("lettre", form, by=ALICE)
    assert 'cron: "0 6 24 * *"' in file.read_text("utf-8")


@pytest.mark.parametrize(
    "form, told",
    [
        (PublicationForm(" "), "titre"),
        (PublicationForm("A", key="lettre"), "lettre"),
        (PublicationForm("A", key="agenda"), "agenda"),
        (PublicationForm("A", key="É t é"), "minuscules"),
        (PublicationForm("A", shortcut="r"), "touche|shortcut|« r »"),
        (PublicationForm("A", themes=("nulle-part",)), "nulle-part"),
        (PublicationForm("A", territories=("ZZ",)), "territoire"),
        (PublicationForm("A", draft="jeudi"), "choisissez quand"),
        (PublicationForm("A", per_year=400), "per_year"),
    ],
)
def test_what_cannot_be_is_told_and_the_file_stays(
    veille: Veille, file: Path, form: PublicationForm, told: str
) -> None:
    before = file.read_bytes()
    with pytest.raises((RefusedError, ConfigError), match=told):
        veille.publications.copy("lettre", form, by=ALICE)
    assert file.read_bytes() == before
