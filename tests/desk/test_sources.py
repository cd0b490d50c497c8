"""The page of sources: trouble first, with its reason."""

from __future__ import annotations

import re

from sqlalchemy import update

from tests.cast import MINISTERE, SOURCES, Stage, rewrite
from tests.desk.conftest import ARCHIVE, Desk
from veille.core import Veille
from veille.desk.app import create_app
from veille.errors import FetchError
from veille.store.tables import source


def test_a_failing_source_comes_first_with_its_reason(
    desk: Desk, veille: Veille, stage: Stage
) -> None:
    assert "à revoir" not in desk.get("/bureau/").text
    stage.web.answers[MINISTERE] = FetchError("le certificat a expiré")
    veille.collect()
    html = desk.get("/bureau/sources/").text
    assert html.index("Le Ministère") < html.index("La Gazette")
    assert "À vérifier" in html
    assert "le certificat a expiré" in html
    assert "1\u00a0source à revoir" in desk.get("/bureau/").text
    veille.collect()
    assert "En panne" in desk.get("/bureau/sources/").text


def test_a_pause_and_its_undoing_leave_the_file_as_it_was(desk: Desk, stage: Stage) -> None:
    file = stage.folder / "sources.yml"
    assert desk.post("/bureau/source/fil/pause", {"reason": "trop bavarde"}).status_code == 303
    page = desk.get("/bureau/sources/").text
    assert "En pause\u00a0: Le Fil" in page
    assert "trop bavarde" in page
    assert "mise en pause de «\u00a0Le Fil\u00a0»" in page
    assert desk.post("/bureau/sources/annuler").status_code == 303
    assert file.read_text("utf-8") == SOURCES
    rewrite(file, "# la presse", "# autre chose")
    refused = desk.post("/bureau/sources/annuler")
    assert refused.status_code == 409
    assert "a changé depuis" in refused.text


def test_a_source_in_pause_is_taken_up_again_and_asked_now(desk: Desk, veille: Veille) -> None:
    desk.post("/bureau/source/fil/pause", {"reason": "", "back": "1"})
    assert "Reprendre" in desk.get("/bureau/source/fil").text
    assert desk.post("/bureau/source/fil/reprendre", {"back": "1"}).status_code == 303
    assert veille.config.source("fil").enabled
    desk.post("/bureau/source/fil/collecter")
    assert "0\u00a0élément nouveau" in desk.get("/bureau/source/fil").text


def test_a_source_that_moved_has_one_button(desk: Desk, veille: Veille) -> None:
    moved = "https://nouveau.example/rss"
    with veille.ctx.store.write() as w:
        w.execute(update(source).where(source.c.key == "fil").values(moved_to=moved))
    page = desk.get("/bureau/sources/").text
    assert moved in page
    assert "Adopter la nouvelle adresse" in page
    assert desk.post("/bureau/source/fil/adresse").status_code == 303
    assert veille.config.source("fil").url == moved
    assert desk.post("/bureau/source/fil/adresse").status_code == 409


EDIT = {
    "name": "Le Fil de l’Ouest",
    "url": "https://fil.example/rss",
    "category": "presse",
    "territory": "r53, 29019",
    "access": "subscribers",
    "rights": "link",
    "enabled": "1",
}


def test_one_source_is_edited_in_place(desk: Desk, veille: Veille, stage: Stage) -> None:
    seen = veille.sources.file.digest
    assert desk.post("/bureau/source/fil", {**EDIT, "seen": seen}).status_code == 303
    fil = veille.config.source("fil")
    assert (fil.name, fil.territory, fil.access) == (
        "Le Fil de l’Ouest",
        ("R53", "29019"),
        "subscribers",
    )
    assert "# reprend les autres" in (stage.folder / "sources.yml").read_text("utf-8")


def test_a_file_that_changed_meanwhile_keeps_what_was_typed(
    desk: Desk, veille: Veille, stage: Stage
) -> None:
    seen = veille.sources.file.digest
    rewrite(stage.folder / "sources.yml", "# la presse", "# la presse locale")
    answer = desk.post("/bureau/source/fil", {**EDIT, "seen": seen})
    assert answer.status_code == 409
    assert "le fichier a changé" in answer.text
    assert 'value="Le Fil de l’Ouest"' in answer.text
    assert veille.config.source("fil").name == "Le Fil"
    fresh = re.search(r'name="seen" value="(\w+)"', answer.text)
    assert fresh
    assert desk.post("/bureau/source/fil", {**EDIT, "seen": fresh[1]}).status_code == 303


def test_what_the_schema_refuses_is_told_beside_its_field(desk: Desk, stage: Stage) -> None:
    wrong = EDIT | {"name": "", "url": "ftp://x", "territory": "ZZ", "access": "?"}
    answer = desk.post("/bureau/source/fil", wrong)
    assert answer.status_code == 400
    for field in ("name", "url", "territory", "access"):
        assert f'id="faute-{field}"' in answer.text, field
    assert desk.post("/bureau/source/fil", EDIT | {"name": "a" * 5_000}).status_code == 400
    assert (stage.folder / "sources.yml").read_text("utf-8") == SOURCES


def test_a_file_broken_on_the_disk_is_told_with_its_line_and_nothing_is_lost(
    desk: Desk, stage: Stage
) -> None:
    file = stage.folder / "sources.yml"
    file.write_text(SOURCES + "  - {key: cassée\n", "utf-8")
    answer = desk.post("/bureau/source/fil", EDIT)
    assert answer.status_code == 409
    assert "sources.yml, ligne" in answer.text
    assert 'value="Le Fil de l’Ouest"' in answer.text
    assert file.read_text("utf-8") == SOURCES + "  - {key: cassée\n"


def test_an_unknown_source_is_a_page_that_says_so(desk: Desk) -> None:
    assert desk.get("/bureau/source/inconnue").status_code == 404
    for act in ("", "/pause", "/reprendre", "/adresse", "/collecter"):
        assert desk.post(f"/bureau/source/inconnue{act}", EDIT).status_code == 404, act


def test_when_everything_fails_the_page_stays_light(
    desk: Desk, veille: Veille, stage: Stage
) -> None:
    veille.starting.take_shipped(by="Alice")
    veille.collect()
    page = desk.get("/bureau/sources/").text
    assert page.count("Réessayer maintenant") == 30
    assert "France Culture" in page
    assert len(page.encode()) < 100_000


def test_the_mailbox_is_told_where_newsletters_are(stage: Stage) -> None:
    letter = """\
  - key: lettre
    name: "La lettre du réseau"
    url: "https://reseau.example/lettre"
    kind: mail
    mail: {from: reseau.example}
  - key: gazette            # la presse
"""
    rewrite(stage.folder / "sources.yml", "  - key: gazette            # la presse\n", letter)
    box = "collect:\n  mailbox: {maildir: data/courrier}\n"
    rewrite(stage.folder / "veille.yml", "publications:\n", f"{box}publications:\n")
    with stage.opened() as veille:
        desk = Desk(create_app(veille, archive_address=ARCHIVE)).sign_in(veille)
        assert "Pas encore lue" in desk.get("/bureau/sources/").text
        veille.collect()
        broken = desk.get("/bureau/sources/").text
        for part in ("new", "cur"):
            (stage.folder / "data" / "courrier" / part).mkdir(parents=True)
        stray = stage.folder / "data" / "courrier" / "new" / "1.M1.host"
        stray.write_bytes(b"From: <b>@c.example <x@c.example>\n\n.")
        veille.collect()
        mended = desk.get("/bureau/sources/").text
        edited = desk.get("/bureau/source/lettre").text

    assert "n’est pas un Maildir" in broken
    assert "Lue le" in mended
    assert "1\u00a0message que personne n’attendait" in mended
    assert "x@c.example" in mended
    assert "Reçue par courriel : reseau.example" in edited
    assert "Page de l’infolettre" in edited
