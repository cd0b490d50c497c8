"""A search kept, its feed read by whoever knows the address, its dossier filled, put in order and published."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from tests.cast import ALICE, RENTS, SCHOOL
from tests.desk.conftest import Desk, id_of
from veille.core import Veille
from veille.model.dossier import Dossier, DossierState
from veille.model.item import Filter, Triage

ATOM = "{http://www.w3.org/2005/Atom}"
GAZETTE = Filter(source="gazette")


@pytest.fixture
def kept(veille: Veille) -> Dossier:
    return veille.searches.keep(GAZETTE, "La Gazette", by=ALICE)


@pytest.fixture
def dossier(veille: Veille, kept: Dossier) -> Dossier:
    return veille.dossiers.open(kept.public_id, by=ALICE)


def _at(dossier: Dossier, act: str = "") -> str:
    return f"/bureau/dossiers/{dossier.public_id}" + (f"/{act}" if act else "")


def _decide(desk: Desk, dossier: Dossier, item: str, action: str) -> str:
    answer = desk.post(_at(dossier, "elements"), {"item": item, "action": action})
    assert answer.status_code == 303
    return desk.get(answer.location).text


# --- kept searches -----------------------------------------------------------------------------


def test_nothing_kept_yet_says_how_to_begin(desk: Desk) -> None:
    assert "Aucune pour l’instant" in desk.get("/bureau/dossiers/").text


def test_a_search_is_kept_from_its_results(desk: Desk, veille: Veille) -> None:
    page = desk.get("/bureau/rechercher/?source=gazette&since=1/11/2026").text
    form = page.split('action="/bureau/dossiers/"')[1]
    sent = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))

    answer = desk.post("/bureau/dossiers/", sent | {"title": "La Gazette"})

    assert answer.location == "/bureau/dossiers/"
    (kept,) = veille.searches.listed()
    assert (kept.wanted.source, str(kept.wanted.since)) == ("gazette", "2026-11-01")
    html = desk.get(answer.location).text
    assert "La Gazette" in html
    assert "Recherche gardée" in html


def test_a_search_without_a_title_is_asked_again_with_what_was_typed(
    desk: Desk, veille: Veille
) -> None:
    answer = desk.post("/bureau/dossiers/", {"text": "école", "title": " "})
    assert answer.status_code == 409
    assert "Donnez un titre." in answer.text
    assert 'name="text" value="école"' in answer.text
    assert desk.post("/bureau/dossiers/", {"title": "Tout"}).status_code == 409
    assert veille.searches.listed() == []


def test_a_search_that_is_deleted_may_be_put_back(
    desk: Desk, veille: Veille, kept: Dossier
) -> None:
    gone = desk.post(_at(kept, "supprimer"))
    assert veille.searches.listed() == []
    assert "Recherche supprimée." in desk.get(gone.location).text

    back = desk.post(_at(kept, "remettre"))

    assert "est de retour" in desk.get(back.location).text
    assert [one.title for one in veille.searches.listed()] == ["La Gazette"]
    assert desk.post(_at(kept, "remettre")).status_code == 404


# --- its feed ----------------------------------------------------------------------------------


def test_whoever_knows_the_address_reads_the_feed(
    stranger: Desk, veille: Veille, kept: Dossier
) -> None:
    note = Triage(summary="Notre résumé.")
    veille.items.triage(id_of(veille, "L’école"), note, by=ALICE)

    answer = stranger.get(f"/bureau/flux/{kept.token}.atom")

    assert answer.status_code == 200
    assert answer.mimetype == "application/atom+xml"
    feed = ElementTree.fromstring(answer.data)
    entries = {entry.findtext(f"{ATOM}title"): entry for entry in feed.iter(f"{ATOM}entry")}
    assert set(entries) == {SCHOOL.title, RENTS.title}
    school = entries[SCHOOL.title]
    link = school.find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == SCHOOL.url
    assert school.findtext(f"{ATOM}published") == "2026-11-13T09:00:00Z"
    assert school.findtext(f"{ATOM}source/{ATOM}title") == "La Gazette"
    assert school.findtext(f"{ATOM}summary") == "Notre résumé."
    assert "La rentrée se prépare" not in answer.text


def test_a_feed_that_did_not_change_is_not_sent_again(stranger: Desk, kept: Dossier) -> None:
    path = f"/bureau/flux/{kept.token}.atom"
    etag = stranger.get(path).headers["ETag"]
    assert stranger.get(path, **{"If-None-Match": etag}).status_code == 304


def test_a_renewed_feed_answers_at_its_new_address_only(
    desk: Desk, stranger: Desk, veille: Veille, kept: Dossier
) -> None:
    desk.post(_at(kept, "fil"))
    (renewed,) = veille.searches.listed()
    assert stranger.get(f"/bureau/flux/{kept.token}.atom").status_code == 404
    assert stranger.get(f"/bureau/flux/{renewed.token}.atom").status_code == 200
    assert "ce fil n’existe pas" in stranger.get("/bureau/flux/x.atom").text.lower()


# --- the dossier -------------------------------------------------------------------------------


def test_a_search_becomes_a_dossier_and_its_results_wait(
    desk: Desk, veille: Veille, kept: Dossier
) -> None:
    answer = desk.post(_at(kept, "ouvrir"))
    html = desk.get(answer.location).text
    assert SCHOOL.title in html
    assert "Encore vide" in html
    assert veille.dossiers.get(kept.public_id).state is DossierState.DRAFT


def test_each_suggestion_is_taken_in_or_set_aside(
    desk: Desk, veille: Veille, dossier: Dossier
) -> None:
    html = _decide(desk, dossier, id_of(veille, "L’école"), "take")
    assert "Ajouté" in html
    html = _decide(desk, dossier, id_of(veille, "Le bailleur"), "aside")
    assert "Écarté" in html
    assert "Rien de nouveau" in html
    assert [one.url for one in veille.dossiers.members(dossier)] == [SCHOOL.url]


def test_the_last_decision_is_taken_back(desk: Desk, veille: Veille, dossier: Dossier) -> None:
    _decide(desk, dossier, id_of(veille, "L’école"), "take")
    answer = desk.post(_at(dossier, "annuler"))
    assert "Annulé" in desk.get(answer.location).text
    assert veille.dossiers.members(dossier) == []
    answer = desk.post(_at(dossier, "annuler"))
    assert "plus rien à annuler" in desk.get(answer.location).text


def test_items_are_moved_one_place_at_a_time(desk: Desk, veille: Veille, dossier: Dossier) -> None:
    for title in ("L’école", "Le bailleur"):
        _decide(desk, dossier, id_of(veille, title), "take")
    school = id_of(veille, "L’école")
    answer = desk.post(_at(dossier, "elements"), {"item": school, "action": "up"})
    assert answer.location.endswith(f"#d-{school}")
    assert [one.url for one in veille.dossiers.members(dossier)] == [SCHOOL.url, RENTS.url]


def test_its_words_are_kept_as_typed(desk: Desk, veille: Veille, dossier: Dossier) -> None:
    words = {"title": "Nos loyers", "introduction": "Un.\r\n\r\nDeux.", "key": "loyers"}
    assert desk.post(_at(dossier), words).status_code == 303
    after = veille.dossiers.get(dossier.public_id)
    assert (after.title, after.introduction, after.key) == ("Nos loyers", "Un.\n\nDeux.", "loyers")


@pytest.mark.parametrize(
    "typed, words",
    [
        ({"key": "Pas une clé"}, "minuscules"),
        ({"title": ""}, "Donnez un titre"),
        ({"introduction": "a" * 5001}, "5001 caractères"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_typed_is_lost(
    desk: Desk, veille: Veille, dossier: Dossier, typed: dict[str, str], words: str
) -> None:
    sent = {"title": "Autre", "introduction": "Mes mots.", "key": "autre"} | typed
    answer = desk.post(_at(dossier), sent)
    assert answer.status_code == 409
    assert words in answer.text
    assert sent["introduction"][:50] in answer.text
    assert veille.dossiers.get(dossier.public_id) == dossier


def test_it_is_published_followed_and_withdrawn(
    desk: Desk, veille: Veille, dossier: Dossier
) -> None:
    page = veille.workspace.archive / "dossiers" / "la-gazette" / "index.html"
    _decide(desk, dossier, id_of(veille, "L’école"), "take")

    html = desk.get(desk.post(_at(dossier, "publier")).location).text
    assert "sa page dans l’archive" in html
    assert SCHOOL.title in page.read_text("utf-8")

    _decide(desk, dossier, id_of(veille, "Le bailleur"), "take")
    assert RENTS.title in page.read_text("utf-8")

    desk.post(_at(dossier, "retirer"))
    assert "Page déplacée" in page.read_text("utf-8")


def test_an_empty_dossier_is_not_published(desk: Desk, veille: Veille, dossier: Dossier) -> None:
    answer = desk.post(_at(dossier, "publier"))
    assert answer.status_code == 409
    assert "Un dossier vide ne se publie pas" in answer.text


def test_its_search_may_change(desk: Desk, veille: Veille, dossier: Dossier) -> None:
    page = desk.get(f"/bureau/rechercher/?dossier={dossier.public_id}&text=loyers").text
    assert "Suivre désormais cette recherche" in page
    answer = desk.post(_at(dossier, "recherche"), {"text": "loyers"})
    assert answer.location == _at(dossier)
    assert [one.url for one in veille.dossiers.queue(veille.dossiers.get(dossier.public_id))] == [
        RENTS.url
    ]
    assert desk.post(_at(dossier, "recherche"), {}).status_code == 409


def test_what_does_not_exist_is_told(desk: Desk, dossier: Dossier) -> None:
    assert desk.get("/bureau/dossiers/inconnu").status_code == 404
    assert desk.post("/bureau/dossiers/inconnu/ouvrir").status_code == 404
    assert desk.post("/bureau/dossiers/inconnu/publier").status_code == 404
    assert desk.get("/bureau/rechercher/?dossier=inconnu").status_code == 404
    for item, action, status in (("inconnu", "take", 404), ("inconnu", "manger", 400)):
        sent = {"item": item, "action": action}
        assert desk.post(_at(dossier, "elements"), sent).status_code == status
