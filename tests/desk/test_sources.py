"""The page of sources: trouble first, with its reason."""

from __future__ import annotations

import re
from datetime import timedelta

from sqlalchemy import update

from tests.cast import (
    CALL,
    GAZETTE,
    MEETING,
    MINISTERE,
    NOW,
    SCHOOL,
    SOURCES,
    Stage,
    Told,
    feed,
    rewrite,
    sealed,
)
from tests.desk.conftest import ARCHIVE, Desk
from veille.core import Veille
from veille.desk.app import create_app
from veille.errors import FetchError
from veille.model.item import Fetched, Validators
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


def test_a_source_is_tried_and_nothing_is_kept(desk: Desk, veille: Veille, stage: Stage) -> None:
    assert "Essayer" in desk.get("/bureau/source/gazette").text
    assert desk.post("/bureau/source/gazette/essai").status_code == 303
    told = desk.get("/bureau/source/gazette").text
    assert "Essai, rien n’est gardé\u00a0: 2\u00a0éléments" in told
    stage.web.answers[GAZETTE] = FetchError("délai dépassé")
    desk.post("/bureau/source/gazette/essai")
    assert "Essai\u00a0: délai dépassé." in desk.get("/bureau/source/gazette").text
    assert veille.sources.get("gazette").last_error == ""
    assert desk.post("/bureau/source/inconnue/essai").status_code == 404


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


# --- health, cures, figures --------------------------------------------------------------------


PAGE = "https://fil.example/rss"
DECLARED = "https://fil.example/nouveau"


def _replaced_by_a_page(stage: Stage) -> None:
    """The feed of « Le Fil » became a page, which declares where its feed is now."""
    html = (
        "<!DOCTYPE html><html><head><title>Nos actualités</title>"
        f'<link rel="alternate" type="application/rss+xml" href="{DECLARED}"></head>'
        f"<body>{'Le quartier se réunit. ' * 60}</body></html>"
    )
    stage.web.answers[PAGE] = Fetched(PAGE, 200, {}, html.encode(), Validators())
    stage.web.answers[DECLARED] = feed(SCHOOL, url=DECLARED)


def test_trouble_is_told_with_its_reason_its_cure_and_its_ways_out(
    desk: Desk, veille: Veille, stage: Stage
) -> None:
    wall = b"<html><title>Request Rejected</title></html>"
    stage.web.answers[MINISTERE] = Fetched(MINISTERE, 200, {}, wall, Validators())
    veille.collect()
    page = desk.get("/bureau/sources/").text
    trouble = page[page.index('<article class="trouble">') : page.index("</article>")]
    for words in (
        "À vérifier",
        "une page de blocage («\u00a0Request Rejected\u00a0»)",
        "Un pare-feu arrête les programmes",
        "Réessayer maintenant",
        "Mettre en pause",
        "Ouvrir le site",
    ):
        assert words in trouble, words
    assert '<span class="mark" aria-hidden="true">?</span>' in trouble
    assert "Un pare-feu" in desk.get("/bureau/source/ministere").text


def test_the_feed_that_the_page_declares_is_tried_then_adopted(
    desk: Desk, veille: Veille, stage: Stage
) -> None:
    _replaced_by_a_page(stage)
    veille.collect(["fil"])
    assert DECLARED in desk.get("/bureau/sources/").text

    tried = desk.post("/bureau/source/fil/essayer")
    assert tried.status_code == 200
    assert "Ce que la nouvelle adresse apporte" in tried.text
    assert SCHOOL.title in tried.text
    assert veille.config.source("fil").url == PAGE

    assert f'name="address" value="{DECLARED}"' in tried.text
    other = desk.post("/bureau/source/fil/adresse", {"address": "https://fil.example/autre"})
    assert other.status_code == 409
    assert "Une autre adresse est proposée" in other.text
    taken = desk.post("/bureau/source/fil/adresse", {"back": "1", "address": DECLARED})
    assert taken.status_code == 303
    assert veille.config.source("fil").url == DECLARED
    assert "Essayer la nouvelle adresse" not in desk.get("/bureau/source/fil").text
    assert desk.post("/bureau/sources/annuler").status_code == 303
    assert veille.config.source("fil").url == PAGE


def test_an_address_that_no_longer_answers_is_told_and_nothing_changes(
    desk: Desk, veille: Veille, stage: Stage
) -> None:
    _replaced_by_a_page(stage)
    veille.collect(["fil"])
    stage.web.answers[DECLARED] = FetchError("le serveur est en panne (500)", status=500)
    answer = desk.post("/bureau/source/fil/essayer")
    assert answer.status_code >= 400
    assert "Le serveur est en panne (500)." in answer.text
    assert desk.post("/bureau/source/gazette/essayer").status_code == 409
    assert desk.post("/bureau/source/inconnue/essayer").status_code == 404
    assert veille.config.source("fil").url == PAGE


def test_a_reader_sees_the_trouble_and_no_button(bob: Desk, veille: Veille, stage: Stage) -> None:
    _replaced_by_a_page(stage)
    veille.collect(["fil"])
    page = bob.get("/bureau/sources/").text
    assert "ce n’est pas un flux" in page
    assert "Essayer la nouvelle adresse" not in page
    assert bob.post("/bureau/source/fil/essayer").status_code == 403


def test_a_silent_source_is_counted_among_those_to_look_at(
    desk: Desk, veille: Veille, stage: Stage
) -> None:
    days = [
        Told(f"t{day}", f"https://fil.example/{day}", at=NOW - timedelta(days=day))
        for day in range(8)
    ]
    stage.web.answers[PAGE] = feed(*days, url=PAGE)
    veille.collect(["fil"])
    stage.clock.advance(days=45)
    veille.collect(["fil"])
    desk.sign_in(veille)
    assert "1\u00a0source à revoir" in desk.get("/bureau/").text
    page = desk.get("/bureau/sources/").text
    assert "Silencieuse" in page
    assert "rien de nouveau depuis le 16\u00a0novembre\u00a02026 (45\u00a0jours)" in page


def _names(page: str) -> list[str]:
    table = page[page.index('<table class="close worth">') : page.index("</table>")]
    return re.findall(r'<th scope="row"><a [^>]*>([^<]+)</a>', table)


def test_the_figures_of_sources_are_sorted_without_a_script(desk: Desk, veille: Veille) -> None:
    sealed(veille, "lettre", CALL, MEETING)
    veille.collect()
    assert _names(desk.get("/bureau/sources/").text)[0] == "La Gazette"
    for column, first in {
        "nom": "Bréal",
        "etat": "La Gazette",
        "recus": "La Gazette",
        "retenus": "Le Ministère",
        "publies": "Le Ministère",
        "dernier": "La Gazette",
        "rythme": "La Gazette",
        "delai": "La Gazette",
    }.items():
        page = desk.get(f"/bureau/sources/?tri={column}&sur=90").text
        assert _names(page)[0] == first, column
        assert page.count("aria-sort=") == 1
    assert desk.get("/bureau/sources/?tri=%3Cscript%3E&sur=x").text.count("aria-sort=") == 0


def test_what_brought_nothing_in_a_year_is_listed_to_be_dropped(
    desk: Desk, veille: Veille, stage: Stage
) -> None:
    assert "Rien de retenu depuis un an" not in desk.get("/bureau/sources/").text
    stage.clock.advance(days=370)
    desk.sign_in(veille)
    veille.collect()
    page = desk.get("/bureau/sources/").text
    part = page[page.index('id="rien"') : page.index('id="surveillees"')]
    assert part.count("Mettre en pause") == 4


def test_the_last_visits_of_a_source_are_told_in_words(
    desk: Desk, veille: Veille, stage: Stage
) -> None:
    stage.clock.advance(days=1)
    stage.web.answers[MINISTERE] = FetchError("le certificat a expiré")
    veille.collect()
    page = desk.sign_in(veille).get("/bureau/source/ministere").text
    assert "2\u00a0visites\u00a0: 1 avec du nouveau, 1 en échec." in page
    assert page.count('class="visit visit-') == 2
    lines = page[page.index('<ol class="lines visits">') :]
    assert lines.index("le certificat a expiré") < lines.index("1\u00a0élément nouveau")


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
