"""Pieces: written, published, changed, withdrawn; their page and their place in a publication."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from tests.cast import ALICE, SCHOOL, Stage, rewrite, rows, select_for
from tests.centre.drawing import encoded, opened, photograph
from tests.core.invitation import INVITATION
from veille.core import Veille
from veille.errors import ConfigError, ForbiddenError, NotFoundError, RefusedError
from veille.model.item import Filter, State, Triage
from veille.model.piece import PieceForm

WRITTEN = ("item", "piece", "journal", "selection", "item_theme", "item_territory", "blob")
PIECE = PieceForm(
    title="Le centre déménage",
    body="Nous serons **rue de l’Exemple** dès janvier.\n\n## Ce qui change\n\n- l’adresse\n- l’accueil",
    link="https://breal.example/plan",
    nature="rapport",
    territory="R53",
    themes=("education",),
    public=True,
)
PICTURED = replace(
    PIECE, picture=encoded(photograph()), alt="La façade, le soir", credit="Photo : Alice"
)


def page(veille: Veille, path: str) -> str:
    return (veille.workspace.archive / path).read_text("utf-8")


def acts(veille: Veille) -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
    query = "SELECT verb, before, after FROM journal WHERE object LIKE 'piece:%' ORDER BY id"
    with veille.ctx.store.read() as r:
        return [(verb, json.loads(b), json.loads(a)) for verb, b, a in r.exec_driver_sql(query)]


# --- written -----------------------------------------------------------------------------------


def test_a_piece_is_an_item_of_the_centre_that_search_finds(veille: Veille) -> None:
    made = veille.pieces.write(PIECE, by=ALICE)
    item = veille.items.get(made.public_id)
    assert (item.state, item.source, item.source_name, item.own) == (
        State.KEPT,
        "centre",
        "Centre de ressources de Bréal",
        True,
    )
    assert (item.themes, item.territories, item.nature) == (("education",), ("R53",), "rapport")
    assert item.summary == "Nous serons rue de l’Exemple dès janvier."
    assert item.url == f"https://archives.breal.example/ressource/{made.public_id}/"
    found = veille.items.listed(Filter(text="déménagement"))
    assert [one.public_id for one in found] == [made.public_id]


def test_its_page_is_there_as_soon_as_it_is_published(veille: Veille) -> None:
    made = veille.pieces.write(PICTURED, by=ALICE)
    veille.archive.build()
    html = page(veille, f"ressource/{made.public_id}/index.html")
    assert '<h1 class="record-title">Le centre déménage</h1>' in html
    assert "<strong>rue de l’Exemple</strong>" in html
    assert "<h2>Ce qui change</h2>" in html
    assert 'href="https://breal.example/plan"' in html
    assert "16\u00a0novembre\u00a02026" in html
    assert "mis à jour" not in html
    shown = made.illustration
    assert shown
    assert f'src="../../assets/pictures/{shown.file}" alt="La façade, le soir"' in html
    assert f'width="{shown.width}" height="{shown.height}"' in html
    assert "Photo\u00a0: Alice" in html
    file = veille.workspace.archive / "assets" / "pictures" / shown.file
    assert opened(file.read_bytes()).size == (shown.width, shown.height)
    for path in ("index.html", "feed.atom", "themes/education/index.html"):
        assert "Le centre déménage" in page(veille, path), path
    assert veille.archive.build().written == ()
    assert veille.archive.verify() == []


def test_it_goes_into_a_letter_like_an_item(veille: Veille) -> None:
    made = veille.pieces.write(replace(PIECE, select=("revue",)), by=ALICE)
    draft = veille.drafts.new("revue", by=ALICE)
    letter = veille.editions.preview(draft.public_id)
    assert f"https://archives.breal.example/ressource/{made.public_id}/" in letter.html
    assert "Nous serons rue de l’Exemple dès janvier." in letter.text
    assert [one.blocking for one in veille.sealing.check(draft.public_id)] == []


def test_the_summary_is_the_writer_s_own_when_there_is_one(veille: Veille) -> None:
    made = veille.pieces.write(replace(PIECE, summary="Nouvelle adresse."), by=ALICE)
    assert veille.items.get(made.public_id).summary == "Nouvelle adresse."


# --- a draft -----------------------------------------------------------------------------------


def test_a_draft_has_no_address_and_waits_for_nothing(veille: Veille) -> None:
    draft = veille.pieces.write(replace(PIECE, public=False), by=ALICE)
    veille.archive.build()
    assert not (veille.workspace.archive / "ressource").exists()
    for form in (Triage(select=("revue",)), Triage(url="https://breal.example/ailleurs")):
        with pytest.raises(RefusedError, match="publiez"):
            veille.items.triage(draft.public_id, form, by=ALICE)
    with pytest.raises(RefusedError, match="publiez"):
        veille.pieces.change(
            draft.public_id, replace(PIECE, public=False, select=("revue",)), by=ALICE
        )
    assert veille.pieces.change(draft.public_id, PIECE, by=ALICE).public
    assert [verb for verb, *_ in acts(veille)] == ["write-piece", "publish-piece"]


def test_withdrawn_it_leaves_a_stub(veille: Veille) -> None:
    made = veille.pieces.write(replace(PIECE, select=("revue",)), by=ALICE)
    veille.archive.build()
    after = veille.pieces.withdraw(made.public_id, by=ALICE)
    veille.archive.build()
    assert (after.public, after.selected_for) == (False, ())
    assert "Page déplacée" in page(veille, f"ressource/{made.public_id}/index.html")
    again = veille.pieces.change(made.public_id, PIECE, by=ALICE)
    assert again.published_at == made.published_at


# --- changed -----------------------------------------------------------------------------------


def test_a_change_shows_its_day_and_a_sealed_edition_keeps_its_own_copy(
    stage: Stage, veille: Veille
) -> None:
    made = veille.pieces.write(replace(PIECE, select=("revue",)), by=ALICE)
    draft = veille.drafts.new("revue", by=ALICE)
    veille.sealing.seal(draft.public_id, by=ALICE)
    stage.clock.advance(days=2)
    form = replace(PIECE, title="Le centre a déménagé", body="C’est fait.")
    veille.pieces.change(made.public_id, form, by=ALICE)
    veille.archive.build()
    html = page(veille, f"ressource/{made.public_id}/index.html")
    assert "mis à jour le 18\u00a0novembre\u00a02026" in html
    assert "C’est fait." in html
    assert "La revue de Bréal" in html
    sealed = page(veille, "revue/2026/3/index.html")
    assert "Le centre déménage" in sealed
    assert "rue de l’Exemple dès janvier" in sealed
    with pytest.raises(RefusedError, match="déjà paru"):
        veille.pieces.withdraw(made.public_id, by=ALICE)


def test_the_journal_keeps_what_was_there_before(veille: Veille) -> None:
    made = veille.pieces.write(PIECE, by=ALICE)
    veille.pieces.change(made.public_id, replace(PIECE, title="Autre", select=("revue",)), by=ALICE)
    assert acts(veille)[-1] == (
        "change-piece",
        {"title": "Le centre déménage", "selected_for": []},
        {"title": "Autre", "selected_for": ["revue"]},
    )


def test_the_same_again_writes_nothing(veille: Veille) -> None:
    made = veille.pieces.write(PICTURED, by=ALICE)
    before = rows(veille.ctx.store, *WRITTEN)
    veille.pieces.change(made.public_id, PICTURED, by=ALICE)
    veille.pieces.change(made.public_id, replace(PICTURED, picture=b""), by=ALICE)
    assert rows(veille.ctx.store, *WRITTEN) == before


def test_a_picture_is_replaced_kept_or_taken_away(veille: Veille) -> None:
    made = veille.pieces.write(PICTURED, by=ALICE)
    other = replace(PICTURED, picture=encoded(photograph(400, 300)))
    after = veille.pieces.change(made.public_id, other, by=ALICE)
    assert (after.illustration and after.illustration.width) == 400
    kept = replace(PICTURED, picture=b"", alt="De jour")
    after = veille.pieces.change(made.public_id, kept, by=ALICE)
    assert after.illustration
    assert (after.illustration.width, after.illustration.alt) == (400, "De jour")
    assert veille.pieces.picture(made.public_id)[1] == "image/webp"
    without = replace(PIECE, without_picture=True)
    assert veille.pieces.change(made.public_id, without, by=ALICE).illustration is None
    with pytest.raises(NotFoundError, match="pas d’image"):
        veille.pieces.picture(made.public_id)


# --- refused -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "form, words",
    [
        (replace(PIECE, title=" "), "donnez un titre"),
        (replace(PIECE, body=" \n"), "écrivez le texte"),
        (replace(PIECE, body="x" * 30_000), "30000 caractères"),
        (replace(PIECE, link="javascript:alert(1)"), "adresse de page web"),
        (replace(PIECE, link="http://intranet/"), "adresse de page web"),
        (replace(PICTURED, alt=" "), "décrivez l’image"),
        (replace(PICTURED, credit=""), "à qui elle est"),
        (replace(PICTURED, picture=b"<svg/>"), "n’est pas une image"),
    ],
)
def test_what_no_page_can_hold_is_refused_and_nothing_is_written(
    veille: Veille, form: PieceForm, words: str
) -> None:
    before = rows(veille.ctx.store, *WRITTEN)
    with pytest.raises(RefusedError, match=words):
        veille.pieces.write(form, by=ALICE)
    assert rows(veille.ctx.store, *WRITTEN) == before


def test_unknown_words_and_pieces_are_named(veille: Veille) -> None:
    for form in (replace(PIECE, nature="rien"), replace(PIECE, themes=("rien",))):
        with pytest.raises(NotFoundError, match="rien"):
            veille.pieces.write(form, by=ALICE)
    with pytest.raises(NotFoundError, match="inconnue"):
        veille.pieces.change("inconnue", PIECE, by=ALICE)


def test_who_only_reads_over_writes_neither_piece_nor_event(veille: Veille) -> None:
    with veille.ctx.store.write() as w:
        w.exec_driver_sql("INSERT INTO person (name, role) VALUES ('Bob', 'relecture')")
    piece = veille.pieces.write(PIECE, by=ALICE)
    event = veille.events.write(INVITATION, by=ALICE)
    before = rows(veille.ctx.store, *WRITTEN, "event")
    for act in (
        lambda: veille.pieces.write(PIECE, by="Bob"),
        lambda: veille.pieces.change(piece.public_id, replace(PIECE, title="Non"), by="Bob"),
        lambda: veille.pieces.withdraw(piece.public_id, by="Bob"),
        lambda: veille.events.write(INVITATION, by="Bob"),
        lambda: veille.events.change(event.public_id, replace(INVITATION, title="Non"), by="Bob"),
        lambda: veille.events.cancel(event.public_id, by="Bob"),
        lambda: veille.events.restore(event.public_id, by="Bob"),
        lambda: veille.events.withdraw(event.public_id, by="Bob"),
    ):
        with pytest.raises(ForbiddenError):
            act()
    assert rows(veille.ctx.store, *WRITTEN, "event") == before


# --- the source of what the centre writes ------------------------------------------------------


def test_its_source_outlives_every_reading_of_the_file(stage: Stage) -> None:
    with stage.opened() as veille:
        made = veille.pieces.write(PIECE, by=ALICE)
        veille.collect()
        rewrite(stage.folder / "sources.yml", 'name: "Le Fil"', 'name: "Le Fil du jour"')
        veille.reload()
        select_for(veille, "revue", SCHOOL)
        assert veille.items.get(made.public_id).own
    with stage.opened() as veille:
        assert veille.items.get(made.public_id).source == "centre"
        before = rows(veille.ctx.store, "source")
        assert [row for row in before["source"] if "centre" in row and "active" in row]
    with stage.opened() as veille:
        assert rows(veille.ctx.store, "source") == before


def test_no_source_of_the_file_may_take_its_key(stage: Stage) -> None:
    rewrite(stage.folder / "sources.yml", "key: fil ", "key: centre ")
    with pytest.raises(ConfigError, match="choisissez une autre clé"), stage.opened():
        pass
