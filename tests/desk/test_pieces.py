"""« Écrire une brève » at the desk: written, published, faulty, sent twice, changed by two people."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest

from tests.cast import ALICE
from tests.centre.drawing import encoded, photograph
from tests.desk.conftest import ARCHIVE, Desk
from veille.core import Veille
from veille.model.item import State
from veille.model.piece import Piece

WORDS = {
    "title": "Le centre déménage",
    "body": "Dès janvier,\r\nrue de l’**Exemple**.",
    "link": "https://breal.example/plan",
    "nature": "rapport",
    "territory": "R53",
    "themes": ["education", ""],
    "publications": ["revue"],
}


def hidden(html: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert found, name
    return found[1]


def write(desk: Desk, action: str = "publish", **more: Any) -> Any:
    form = desk.get("/bureau/breves/nouvelle").text
    data = {**WORDS, "once": hidden(form, "once"), "action": action, **more}
    answer = desk.post("/bureau/breves/", data)
    # The test client lays a large form in a file, and leaves it open.
    answer.request.environ["wsgi.input"].close()
    return answer


def only(veille: Veille) -> Piece:
    (piece,) = veille.pieces.listed()
    return piece


def picture(content: bytes = b"", name: str = "photo.jpg") -> tuple[io.BytesIO, str]:
    return io.BytesIO(content or encoded(photograph(800, 500))), name


def test_a_piece_is_published_and_its_page_is_there(desk: Desk, veille: Veille) -> None:
    answer = write(desk)
    piece = only(veille)
    assert (answer.status_code, answer.location) == (303, f"/bureau/breves/{piece.public_id}")
    page = desk.get(answer.location).text
    assert "Publié\u00a0: «\u00a0Le centre déménage\u00a0»" in page
    assert f'href="{ARCHIVE}ressource/{piece.public_id}/"' in page
    assert f'data-keep="piece:{piece.public_id}"' in page
    assert (piece.themes, piece.territory, piece.selected_for) == (
        ("education",),
        "R53",
        ("revue",),
    )
    file = veille.workspace.archive / f"ressource/{piece.public_id}/index.html"
    assert "rue de l’<strong>Exemple</strong>" in file.read_text("utf-8")
    assert "Le centre déménage" in desk.get("/bureau/?state=kept").text
    assert "Le centre déménage" in desk.get("/bureau/breves/").text


def test_a_draft_stays_at_the_desk(desk: Desk, veille: Veille) -> None:
    write(desk, action="save", publications=[])
    piece = only(veille)
    assert not piece.public
    assert "brouillon" in desk.get("/bureau/breves/").text
    assert veille.items.get(piece.public_id).state is State.KEPT
    page = desk.get(f"/bureau/breves/{piece.public_id}").text
    data = {**WORDS, "seen": hidden(page, "seen"), "action": "publish"}
    assert desk.post(f"/bureau/breves/{piece.public_id}", data).status_code == 303
    assert only(veille).public


def test_the_form_says_what_it_is_kept_under(desk: Desk) -> None:
    page = desk.get("/bureau/breves/nouvelle").text
    assert 'data-keep="piece:new"' in page
    assert len(page.encode()) < 100_000


@pytest.mark.parametrize(
    "field, value, told",
    [
        ("title", " ", "Donnez un titre"),
        ("title", "x" * 301, "301 caractères"),
        ("body", "", "Écrivez le texte"),
        ("body", "y" * 20_001, "20001 caractères"),
        ("link", "exemple.fr", "adresse entière"),
        ("link", "javascript:alert(1)", "adresse entière"),
        ("nature", "rien", "rien"),
        ("themes", ["rien"], "rien"),
        ("publications", ["rien"], "rien"),
        ("territory", "Bréal", "territoire"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_is_kept(
    desk: Desk, veille: Veille, field: str, value: Any, told: str
) -> None:
    answer = write(desk, **{"summary": "Un chapô bien à moi", field: value})
    assert answer.status_code in (400, 404, 409)
    assert told in answer.text
    assert "Un chapô bien à moi" in answer.text
    assert veille.pieces.listed() == []
    if answer.status_code == 400:
        assert f'id="faute-{field}"' in answer.text


def test_a_draft_cannot_wait_for_a_publication(desk: Desk, veille: Veille) -> None:
    answer = write(desk, action="save")
    assert answer.status_code == 400
    assert "Publiez pour retenir" in answer.text
    assert veille.pieces.listed() == []


def test_sent_twice_the_form_makes_one_piece(desk: Desk, veille: Veille) -> None:
    once = hidden(desk.get("/bureau/breves/nouvelle").text, "once")
    data = {**WORDS, "once": once, "action": "publish"}
    first = desk.post("/bureau/breves/", data)
    second = desk.post("/bureau/breves/", data)
    assert first.location == second.location == f"/bureau/breves/{once}"
    assert len(veille.pieces.listed()) == 1


@pytest.mark.parametrize("forged", ["", "x", "../../etc", "A" * 10, "a" * 11, "é" * 10])
def test_a_forged_name_is_passed_over(desk: Desk, veille: Veille, forged: str) -> None:
    assert write(desk, once=forged).status_code == 303
    assert only(veille).public_id != forged


def test_two_people_on_one_piece_lose_no_word(desk: Desk, veille: Veille) -> None:
    write(desk)
    piece = only(veille)
    path = f"/bureau/breves/{piece.public_id}"
    seen = hidden(desk.get(path).text, "seen")
    bob = {**WORDS, "title": "Le titre de Bob", "seen": seen}
    assert desk.post(path, bob).status_code == 303
    mine = {**WORDS, "body": "Le texte d’Alice", "seen": seen}
    answer = desk.post(path, mine)
    assert answer.status_code == 409
    assert "Quelqu’un a enregistré" in answer.text
    assert "Le texte d’Alice" in answer.text
    assert only(veille).title == "Le titre de Bob"
    again = {**mine, "seen": hidden(answer.text, "seen")}
    assert desk.post(path, again).status_code == 303
    assert only(veille).body == "Le texte d’Alice"


def test_withdrawing_leaves_a_draft(desk: Desk, veille: Veille) -> None:
    write(desk)
    piece = only(veille)
    assert desk.post(f"/bureau/breves/{piece.public_id}/retirer").status_code == 303
    assert not only(veille).public
    assert desk.get(f"/bureau/breves/{piece.public_id}").text.count("Brouillon")


def test_what_was_sealed_is_not_withdrawn(desk: Desk, veille: Veille) -> None:
    write(desk)
    draft = veille.drafts.new("revue", by=ALICE)
    veille.sealing.seal(draft.public_id, by=ALICE)
    answer = desk.post(f"/bureau/breves/{only(veille).public_id}/retirer")
    assert answer.status_code == 409
    assert "Déjà paru" in answer.text


# --- the picture -------------------------------------------------------------------------------


def test_a_picture_is_shown_once_it_is_described(desk: Desk, veille: Veille) -> None:
    answer = write(desk, picture=picture(), alt="La façade", credit="Photo : Alice")
    assert answer.status_code == 303
    page = desk.get(answer.location).text
    assert 'alt="La façade"' in page
    shown = desk.get(f"{answer.location}/image")
    assert (shown.status_code, shown.mimetype) == (200, "image/webp")
    assert shown.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "more, field",
    [
        ({"alt": "", "credit": "Photo : Alice"}, "alt"),
        ({"alt": "La façade", "credit": ""}, "credit"),
    ],
)
def test_a_picture_needs_its_words(
    desk: Desk, veille: Veille, more: dict[str, str], field: str
) -> None:
    answer = write(desk, picture=picture(), **more)
    assert answer.status_code == 400
    assert f'id="faute-{field}"' in answer.text
    assert veille.pieces.listed() == []


@pytest.mark.parametrize(
    "content, told",
    [
        (b"<svg onload=alert(1)/>", "n’est pas une image"),
        (b"x" * (8 * 1024 * 1024 + 1), "plus de 8\u00a0Mo"),
    ],
)
def test_what_is_no_picture_is_told_beside_the_field_and_no_word_is_lost(
    desk: Desk, veille: Veille, content: bytes, told: str
) -> None:
    answer = write(desk, picture=picture(content), alt="La façade", credit="Photo")
    assert answer.status_code == 400
    assert told in answer.text.replace("8 Mo", "8\u00a0Mo")
    assert 'id="faute-picture"' in answer.text
    assert "rue de l’**Exemple**" in answer.text
    assert veille.pieces.listed() == []


def test_a_form_of_a_megabyte_of_words_is_refused(desk: Desk, veille: Veille) -> None:
    assert write(desk, body="x" * 1_000_000, picture=picture()).status_code in (400, 413)
    assert veille.pieces.listed() == []
