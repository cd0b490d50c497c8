"""« Rechercher »: what is asked, what is found and marked, what is wrong told beside its field."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest

from tests.cast import ALICE, GAZETTE, RENTS, SCHOOL, Stage, Told, feed, sealed
from tests.desk.conftest import Desk, id_of
from veille.core import Veille, searching
from veille.desk import asking
from veille.model.item import Filter, State, Triage
from veille.store import search

ASK = "/bureau/rechercher/"


def _plain(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html).replace("\u00a0", " ").replace("\u202f", " ")


def _titles(html: str) -> list[str]:
    return [_plain(one) for one in re.findall(r'<h2 class="found-title".*?</h2>', html, re.S)]


def test_the_page_opens_on_advice(desk: Desk) -> None:
    html = desk.get(ASK).text
    assert "Un ou deux mots suffisent" in html
    assert "Garder cette recherche" not in html


def test_words_are_found_and_marked_however_they_are_written(desk: Desk) -> None:
    html = desk.get(f"{ASK}?text=ECOLE").text
    assert _titles(html) == [SCHOOL.title]
    assert "L’<mark>école</mark> ouvre une classe" in html
    assert "1 résultat" in _plain(html)


def test_a_result_says_where_it_comes_from_and_what_became_of_it(
    desk: Desk, veille: Veille
) -> None:
    sealed(veille, "lettre", SCHOOL, RENTS)
    html = desk.get(f"{ASK}?text=école").text
    told = _plain(html)
    assert "La Gazette, 13 novembre 2026 — Éducation — déjà paru le 16 novembre 2026 dans" in told
    assert "n° 12 — retenu" in told
    assert f"/bureau/?item={id_of(veille, 'L’école')}&amp;state=all#lecture" in html


def test_our_own_note_is_searched_and_shown(desk: Desk, veille: Veille) -> None:
    note = Triage(summary="Un reportage au Blosne.")
    veille.items.triage(id_of(veille, "L’école"), note, by=ALICE)
    assert "Un reportage au <mark>Blosne</mark>." in desk.get(f"{ASK}?text=blosne").text


@pytest.mark.parametrize(
    "asked, found",
    [
        ("theme=education", 2),
        ("territory=R53", 2),
        ("source=gazette&text=loyers", 1),
        ("medium=listen", 0),
        ("nature=appel", 1),
        ("state=new", 4),
        ("state=kept", 0),
        ("own=1", 1),
        ("since=13/11/2026&until=13+novembre+2026", 4),
        ("since=2026-11-14", 0),
        ("text=-école", 3),
        ("text=%22classe+de+quartier%22", 1),
        ("text=%22quartier+de+classe%22", 0),
        ("state=inconnu", 0),
    ],
)
def test_each_filter_narrows(desk: Desk, asked: str, found: int) -> None:
    assert len(_titles(desk.get(f"{ASK}?{asked}").text)) == found


def test_the_other_name_of_a_thing_is_told_beside_what_it_brought(
    desk: Desk, veille: Veille
) -> None:
    themes = veille.config.folder / "themes.yml"
    history = '\nhistory:\n  - {was: "ZUS", now: "école", since: 2015}\n'
    themes.write_text(themes.read_text("utf-8") + history, "utf-8")
    html = desk.get(f"{ASK}?text=zus").text

    assert len(_titles(html)) == 1
    assert "Cherché aussi avec « école », qui a remplacé « ZUS » en 2015" in html.replace(
        "\u00a0", " "
    )
    assert "Rien trouvé" in desk.get(f"{ASK}?text=%22zus%22").text


def test_the_form_keeps_what_was_asked(desk: Desk) -> None:
    html = desk.get(f"{ASK}?text=école&theme=education&territory=35238&order=best").text
    for kept in (
        'value="école"',
        '<option value="education" selected>',
        '<option value="35238" selected>',
        '<option value="best" selected>',
    ):
        assert kept in html
    assert "<details open>" in html


@pytest.mark.parametrize(
    "asked, fault",
    [
        ("since=demain", "« demain » n’est pas une date"),
        ("until=31/02/2026", "« 31/02/2026 » n’est pas une date"),
        ("since=2/1/2026&until=1/1/2026", "La fin vient avant le début"),
    ],
)
def test_a_date_that_is_none_is_told_beside_its_field(desk: Desk, asked: str, fault: str) -> None:
    html = desk.get(f"{ASK}?text=école&{asked}").text
    assert fault in _plain(html)
    assert 'aria-invalid="true"' in html
    assert 'value="école"' in html
    assert _titles(html) == []


def test_nothing_found_says_what_to_leave_out(desk: Desk) -> None:
    html = desk.get(f"{ASK}?text=école&theme=logement").text
    assert "Rien trouvé" in html
    loosened = re.findall(r'<ul class="loosen">.*?</ul>', html, re.S)[0]
    assert f"{ASK}?text={quote('école')}" in loosened
    assert f"{ASK}?theme=logement" in loosened
    assert _titles(desk.get(f"{ASK}?text=école").text) == [SCHOOL.title]


def test_nothing_found_for_a_lone_word_says_what_to_try(desk: Desk) -> None:
    assert "Essayez un autre mot" in desk.get(f"{ASK}?text=xylophone").text
    assert "trop courants" in desk.get(f"{ASK}?text=de+la").text


def test_one_page_leads_to_the_next(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "PAGE", 3)
    first = desk.get(f"{ASK}?state=new").text
    assert "4 résultats" in _plain(first)
    link = re.search(r'href="([^"]+)" rel="next"', first)
    assert link
    second = desk.get(link[1].replace("&amp;", "&")).text
    assert len(_titles(first)) == 3
    assert len(_titles(second)) == 1
    assert not set(_titles(first)) & set(_titles(second))


def test_a_search_that_stopped_says_so_and_goes_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "WINDOW", 1)
    monkeypatch.setattr(searching, "PATIENCE", -1)
    monkeypatch.setattr(searching.Searching.found, "__kwdefaults__", {"patience": -1})
    html = desk.get(f"{ASK}?text=xylophone").text
    assert "s’est arrêtée au 16 novembre 2026" in _plain(html)
    assert "Chercher plus loin" in html


def test_many_results_are_not_counted_to_the_end(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "COUNTED", 2)
    monkeypatch.setattr(asking, "PAGE", 1)
    assert "plus de 2 résultats" in _plain(desk.get(f"{ASK}?state=new").text)


@pytest.mark.parametrize(
    "asked",
    [
        'text="a AND (b',
        "text=NEAR(a b)*",
        "text=facets:state OR stems:x",
        "text=" + quote('"' * 40),
        "text=%00école",
        "source=%22%20OR%20%22state:new",
        "theme=((((",
        "territory=%00",
        "before=-1",
        "before=99999999999999999999",
        "before=é",
        "own=peut-être",
    ],
)
def test_nothing_typed_is_an_operator_or_an_error(desk: Desk, asked: str) -> None:
    assert desk.get(f"{ASK}?{asked}").status_code == 200


def test_a_stranger_s_title_runs_nothing(desk: Desk, stage: Stage, veille: Veille) -> None:
    evil = Told("<script>école</script>", "https://gazette.example/evil", "<b>école</b> & co")
    stage.web.answers[GAZETTE] = feed(evil)
    veille.collect(["gazette"])
    html = desk.get(f"{ASK}?text=<script>école").text
    assert "<script>" not in html.split("<main")[1]


def test_a_page_of_results_stays_small(desk: Desk, stage: Stage, veille: Veille) -> None:
    many = [
        Told(f"École {n} " + "mot " * 30, f"https://gazette.example/{n}", "a " * 400)
        for n in range(60)
    ]
    stage.web.answers[GAZETTE] = feed(*many)
    veille.collect(["gazette"])
    answer = desk.get(f"{ASK}?text=école")
    assert len(_titles(answer.text)) == 50
    assert len(answer.data) < 100_000
    assert veille.items.counts() == {"new": 64}
    assert len(veille.items.listed(Filter(state=State.NEW, limit=10))) == 10
