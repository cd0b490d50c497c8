"""« Aujourd’hui »: keep, select, drop, put back; what is typed is never lost, what is read is never run."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.cast import (
    ALICE,
    GAZETTE,
    RENTS,
    SCHOOL,
    Stage,
    Told,
    blank_store,
    feed,
    sealed,
    stage,
)
from tests.desk.conftest import ARCHIVE, Desk, id_of
from veille.core import Veille
from veille.desk.app import create_app
from veille.model.item import Filter, State, Triage

NB = "\u00a0"


def focused(html: str) -> str:
    """The public id of the only row that has the mark."""
    found = re.findall(r'<li id="e-(\w+)" class="row here', html)
    assert len(found) == 1, found
    return str(found[0])


def test_the_day_shows_what_is_to_triage_under_its_source(desk: Desk) -> None:
    html = desk.get("/bureau/").text
    assert "Lundi 16 novembre" in html.replace(NB, " ")
    assert "4 à trier, 0 traité" in html.replace(NB, " ")
    assert html.index(">La Gazette</a>") < html.index(">Le Ministère</a>")
    assert html.count('class="row') >= 4
    assert "13 novembre" in html.replace(NB, " ")


def test_the_pane_shows_the_item_asked_for(desk: Desk, veille: Veille) -> None:
    item = id_of(veille, "Le bailleur")
    html = desk.get(f"/bureau/?item={item}").text
    assert focused(html) == item
    assert f'href="{RENTS.url}"' in html
    assert "Les locataires du logement social" in html
    assert "Texte de la source, privé" in html


def test_keeping_takes_the_ticked_themes_the_note_and_the_baskets(
    desk: Desk, veille: Veille
) -> None:
    item = id_of(veille, "Le bailleur")
    answer = desk.post(
        f"/bureau/elements/{item}",
        {
            "action": "keep",
            "themes": ["logement"],
            "theme": "pre",
            "nature": "rapport",
            "publications": ["revue", "lettre"],
            "summary": "Deux lignes.\r\nPas plus.",
            "closes_on": "2026-12-01",
            "starts_at": "2026-11-30T09:30",
            "ends_at": "2026-11-30T12:00",
            "place": "Bréal",
        },
    )
    assert answer.status_code == 303
    kept = veille.items.get(item)
    assert kept.state is State.KEPT
    assert kept.themes == ("logement", "pre")
    assert kept.nature == "rapport"
    assert kept.selected_for == ("lettre", "revue")
    assert kept.summary == "Deux lignes.\nPas plus."
    assert kept.closes_on == date(2026, 12, 1)
    assert kept.starts_at == datetime(2026, 11, 30, 9, 30)
    assert kept.place == "Bréal"


def test_a_suggestion_is_ticked_but_taken_only_by_who_presses_keep(
    desk: Desk, veille: Veille
) -> None:
    item = id_of(veille, "L’école")
    html = desk.get(f"/bureau/?item={item}").text
    assert re.search(r'name="themes" value="education" checked', html)
    assert "dans le titre" in html
    desk.post(f"/bureau/elements/{item}", {"action": "drop", "themes": ["education"]})
    assert veille.items.get(item).themes == ()
    desk.post(f"/bureau/elements/{item}", {"action": "keep"})
    assert veille.items.get(item).themes == ()


def test_after_a_decision_the_next_row_is_in_hand_and_the_filter_stays(
    desk: Desk, veille: Veille
) -> None:
    first, second = (id_of(veille, title) for title in ("L’école", "Le bailleur"))
    page = desk.get("/bureau/?category=presse").text
    order = re.findall(r'<li id="e-(\w+)"', page)
    assert set(order) == {first, second}
    answer = desk.post(f"/bureau/elements/{order[0]}?category=presse", {"action": "drop"})
    assert answer.location == f"/bureau/?category=presse&item={order[1]}#lecture"
    assert focused(desk.get(answer.location).text) == order[1]


def test_what_was_dropped_is_said_once_and_can_be_taken_back_from_there(
    desk: Desk, veille: Veille
) -> None:
    item = id_of(veille, "Le bailleur")
    answer = desk.post(f"/bureau/elements/{item}", {"action": "drop"})
    page = desk.get(answer.location).text
    assert f"Écarté{NB}: «{NB}Le bailleur gèle ses loyers{NB}»" in page
    assert 'action="/bureau/annuler"' in page.split('id="avis"')[1]
    assert "Écarté\u00a0: «" not in desk.get("/bureau/").text
    answer = desk.post("/bureau/annuler")
    assert answer.location == f"/bureau/?item={item}#lecture"
    assert veille.items.get(item).state is State.NEW
    assert f"Annulé{NB}: «{NB}Le bailleur" in desk.get(answer.location).text


def test_unticking_a_basket_takes_the_item_out_of_it(desk: Desk, veille: Veille) -> None:
    item = id_of(veille, "Le bailleur")
    veille.items.triage(item, Triage(select=("lettre", "revue")), by=ALICE)
    desk.post(f"/bureau/elements/{item}", {"action": "keep", "publications": ["revue"]})
    assert veille.items.get(item).selected_for == ("revue",)


def test_emptying_a_date_takes_it_away(desk: Desk, veille: Veille) -> None:
    item = id_of(veille, "Le bailleur")
    veille.items.triage(item, Triage(closes_on=date(2026, 12, 1)), by=ALICE)
    desk.post(f"/bureau/elements/{item}", {"action": "keep"})
    assert veille.items.get(item).closes_on == date(2026, 12, 1)
    desk.post(f"/bureau/elements/{item}", {"action": "keep", "closes_on": ""})
    assert veille.items.get(item).closes_on is None


def test_the_journal_says_who_decided(desk: Desk, veille: Veille) -> None:
    edition = sealed(veille, "revue", SCHOOL)
    assert edition.sealed_by == ALICE
    item = id_of(veille, "L’école")
    html = desk.get(f"/bureau/?state=all&item={item}").text
    assert f'href="{ARCHIVE}revue/2026/3/"' in html
    assert "Déjà paru le 16 novembre 2026" in html.replace(NB, " ")


def test_htmx_gets_the_pane_the_rows_and_the_counts(desk: Desk, veille: Veille) -> None:
    first, second = re.findall(r'<li id="e-(\w+)"', desk.get("/bureau/?category=presse").text)
    answer = desk.post(
        f"/bureau/elements/{first}?category=presse", {"action": "drop", "from": first}, htmx=True
    )
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert 'id="lecture"' in answer.text
    assert focused(answer.text) == second
    assert f'<li id="e-{first}" class="row done" hx-swap-oob="outerHTML">' in answer.text
    assert "3 à trier, 1 traité" in answer.text.replace(NB, " ")
    assert answer.headers["HX-Replace-Url"] == f"/bureau/?category=presse&item={second}#lecture"


def test_undoing_from_the_bar_takes_the_mark_from_the_row_that_had_it(
    desk: Desk, veille: Veille
) -> None:
    first, second = re.findall(r'<li id="e-(\w+)"', desk.get("/bureau/?category=presse").text)
    path = f"/bureau/elements/{first}?category=presse"
    desk.post(path, {"action": "drop", "from": first}, htmx=True)
    answer = desk.post("/bureau/annuler?category=presse", {"from": second}, htmx=True)
    assert focused(answer.text) == first
    assert f'<li id="e-{second}" class="row" hx-swap-oob="outerHTML">' in answer.text


def test_opening_a_row_moves_the_mark(desk: Desk, veille: Veille) -> None:
    first, second = re.findall(r'<li id="e-(\w+)"', desk.get("/bureau/?category=presse").text)
    answer = desk.get(f"/bureau/elements/{second}?from={first}", **{"HX-Request": "true"})
    assert focused(answer.text) == second
    assert f'<li id="e-{first}" class="row"' in answer.text
    plain = desk.get(f"/bureau/elements/{second}")
    assert plain.location == f"/bureau/?item={second}#lecture"


@pytest.mark.parametrize(
    "query, titles",
    [
        ("state=kept", {"L’école"}),
        ("state=dropped", {"Le bailleur"}),
        ("category=officiel", {"Appel à projets"}),
        ("source=breal", {"Colloque"}),
        ("publication=revue", {"L’école"}),
        ("theme=education", {"L’école", "Appel à projets"}),
        ("q=ecoles", {"L’école"}),
        ("q=introuvable", set()),
        ("state=nimporte", {"Appel à projets", "Colloque"}),
    ],
)
def test_each_filter_shows_its_own(
    desk: Desk, veille: Veille, query: str, titles: set[str]
) -> None:
    veille.items.triage(id_of(veille, "L’école"), Triage(accept=True, select=("revue",)), by=ALICE)
    veille.items.triage(id_of(veille, "Le bailleur"), Triage(state=State.DROPPED), by=ALICE)
    html = desk.get(f"/bureau/?{query}").text
    shown = set(re.findall(r'<li id="e-(\w+)"', html))
    assert shown == {id_of(veille, title) for title in titles}


def test_an_empty_desk_says_that_all_is_done(desk: Desk, veille: Veille) -> None:
    for item in veille.items.listed(Filter()):
        veille.items.triage(item.public_id, Triage(state=State.DROPPED), by=ALICE)
    assert "Tout est trié." in desk.get("/bureau/").text


def test_a_desk_where_nothing_came_says_what_to_do(tmp_path: Path) -> None:
    with stage(tmp_path / "neuf", blank_store(tmp_path)).opened() as veille:
        html = Desk(create_app(veille)).sign_in(veille).get("/bureau/").text
    assert "Rien n’a encore été collecté." in html


def test_a_refusal_keeps_every_typed_word(desk: Desk, veille: Veille) -> None:
    item = id_of(veille, "Le bailleur")
    data = {
        "action": "keep",
        "summary": "Une note <b>longue</b> à écrire",
        "quotation": "x" * 201,
        "place": "Bréal",
        "publications": ["lettre"],
        "themes": ["logement"],
        "theme": "pre",
    }
    for htmx in (False, True):
        answer = desk.post(f"/bureau/elements/{item}", data, htmx=htmx)
        assert answer.status_code == 409
        assert "201 caractères" in answer.text
        assert "Une note &lt;b&gt;longue&lt;/b&gt; à écrire" in answer.text
        assert 'name="place" value="Bréal"' in answer.text
        assert 'name="publications" value="lettre" checked' in answer.text
        assert 'name="themes" value="logement" checked' in answer.text
        assert 'name="theme" value="pre"' in answer.text
        assert ("<html" in answer.text) is not htmx
    assert veille.items.get(item).state is State.NEW


@pytest.mark.parametrize(
    "field, value, words",
    [
        ("closes_on", "demain", "n’est pas une date"),
        ("starts_at", "2026-13-01T09:00", "n’est pas une date"),
        ("starts_at", "2026-11-30T09:00Z", "n’est pas une date"),
        ("ends_at", "2026-11-30T09:00", "donnez aussi le début"),
        ("summary", "a" * 5001, "5001 caractères"),
        ("url", "javascript:alert(1)", "http:// ou https://"),
    ],
)
def test_a_wrong_field_is_told_beside_it(
    desk: Desk, veille: Veille, field: str, value: str, words: str
) -> None:
    item = id_of(veille, "Le bailleur")
    answer = desk.post(f"/bureau/elements/{item}", {"action": "keep", field: value})
    assert answer.status_code == 400
    assert words in answer.text.replace(NB, " ").lower() or words in answer.text
    assert veille.items.get(item).state is State.NEW


def test_what_does_not_exist_is_said_beside_the_form(desk: Desk, veille: Veille) -> None:
    item = id_of(veille, "Le bailleur")
    for field in ("themes", "nature", "publications"):
        answer = desk.post(f"/bureau/elements/{item}", {"action": "keep", field: "inconnu"})
        assert answer.status_code == 404, field
        assert "inconnu" in answer.text
    assert desk.post(f"/bureau/elements/{item}", {}).status_code == 400
    assert desk.post("/bureau/elements/absent", {"action": "drop"}).status_code == 404
    assert veille.items.counts() == {"new": 4}


def test_for_htmx_a_lost_session_says_so_and_leaves_the_form_alone(
    desk: Desk, veille: Veille, stage: Stage
) -> None:
    item = id_of(veille, "Le bailleur")
    stage.clock.advance(minutes=31)
    answer = desk.post(f"/bureau/elements/{item}", {"action": "keep"}, htmx=True)
    assert answer.status_code == 401
    assert answer.headers["HX-Retarget"] == "#avis"
    # One line with the way in, in another tab: neither a page nor a form in place of what was typed.
    assert answer.text.count("<a ") == 1
    assert 'href="/bureau/connexion" target="_blank"' in answer.text
    assert "<html" not in answer.text
    assert "<form" not in answer.text


def test_an_item_without_address_can_be_given_one(desk: Desk, veille: Veille, stage: Stage) -> None:
    stage.web.answers[GAZETTE] = feed(Told("Sans adresse", guid="g-9"))
    veille.collect(["gazette"])
    item = id_of(veille, "Sans adresse")
    refused = desk.post(f"/bureau/elements/{item}", {"action": "keep", "publications": "revue"})
    assert refused.status_code == 409
    assert 'name="url"' in refused.text
    data = {"action": "keep", "publications": "revue", "url": "https://gazette.example/enfin"}
    assert desk.post(f"/bureau/elements/{item}", data).status_code == 303
    assert veille.items.get(item).url == "https://gazette.example/enfin"


def test_an_address_that_hides_the_article_s_is_said_to_and_may_be_replaced(
    desk: Desk, veille: Veille, stage: Stage
) -> None:
    hidden = "https://news.google.com/rss/articles/CBMiX?oc=5"
    stage.web.answers[GAZETTE] = feed(Told("Vu ailleurs", url=hidden, guid="g-9"))
    veille.collect(["gazette"])
    item = id_of(veille, "Vu ailleurs")
    pane = desk.get(f"/bureau/?item={item}").text.replace(NB, " ")
    assert "celle de Google Actualités, qui cache celle de l’article" in pane
    data = {"action": "keep", "publications": "revue", "url": "https://gazette.example/enfin"}
    assert desk.post(f"/bureau/elements/{item}", data).status_code == 303
    assert veille.items.get(item).url == "https://gazette.example/enfin"
    assert "Google Actualités" not in desk.get(f"/bureau/?item={item}").text


def test_a_page_opened_before_somebody_decided_changes_nothing_until_read_again(
    desk: Desk, veille: Veille
) -> None:
    name = id_of(veille, "Le bailleur")
    old = _stamp(desk.get(f"/bureau/?item={name}").text)
    veille.items.triage(name, Triage(select=("revue",), summary="De Bob."), by="Bob")

    late = {"action": "keep", "seen": old, "publications": "lettre", "summary": "D’Alice."}
    refused = desk.post(f"/bureau/elements/{name}", late)
    assert refused.status_code == 409
    assert "a changé depuis l’ouverture" in refused.text
    assert "D’Alice." in refused.text
    item = veille.items.get(name)
    assert (item.summary, item.selected_for) == ("De Bob.", ("revue",))

    again = desk.post(f"/bureau/elements/{name}", {**late, "seen": _stamp(refused.text)})
    assert again.status_code == 303
    assert veille.items.get(name).summary == "D’Alice."


def _stamp(page: str) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]{16})"', page)
    assert found
    return found[1]


def test_an_event_shows_the_day_it_tells_and_keeping_takes_it(
    desk: Desk, stage: Stage, veille: Veille
) -> None:
    stage.web.answers[GAZETTE] = feed(
        Told("Colloque sur la rénovation, le 3 décembre à 9 h", "https://gazette.example/c"),
        Told("Colloque sur les ascenseurs, le 14 novembre à 9 h", "https://gazette.example/d"),
    )
    veille.collect(["gazette"])
    coming, over = id_of(veille, "Colloque sur la réno"), id_of(veille, "Colloque sur les")

    pane = desk.get(f"/bureau/?item={coming}").text.replace(NB, " ")
    assert "Date proposée : 3 décembre 2026, 9 h, «" in pane
    assert 'value="2026-12-03T09:00"' in pane
    assert "terminé le 14 novembre" in pane  # in the list
    assert "Terminé le 14 novembre." in desk.get(f"/bureau/?item={over}").text.replace(NB, " ")
    form = {"nature": "evenement", "closes_on": "", "starts_at": "2026-12-03T09:00", "ends_at": ""}

    desk.post(f"/bureau/elements/{coming}?quiet=1", form | {"summary": "Un mot."})
    assert veille.items.get(coming).summary == "Un mot."
    assert veille.items.get(coming).starts_at is None  # typing beside it takes nothing
    desk.post(f"/bureau/elements/{coming}", form | {"action": "keep"})
    assert veille.items.get(coming).starts_at == datetime(2026, 12, 3, 9)
