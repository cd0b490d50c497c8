"""« Premiers pas »: sources, a first collect watched as it goes, a first draft."""

from __future__ import annotations

import pytest

from tests.cast import FIL, GAZETTE, RENTS, SCHOOL, Stage, rewrite
from tests.desk.conftest import HTMX, Desk, id_of
from veille.core import Veille

PAGE = "/bureau/premiers-pas/"


def test_pasted_addresses_are_watched_answering(desk: Desk, veille: Veille, stage: Stage) -> None:
    (stage.folder / "sources.yml").write_text("sources: []\n", "utf-8")
    assert "Ajoutez d’abord une source" in desk.get(PAGE).text
    written = {"addresses": f"{GAZETTE}\n{FIL}\nhttps://mort.example/"}
    assert desk.post(f"{PAGE}adresses", written).status_code == 303
    veille.background.wait(30)
    shown = desk.get(f"{PAGE}cours", **HTMX).text
    assert "2\u00a0éléments" in shown
    assert "Connexion refusée par le serveur" in shown
    assert "every 1s" not in shown  # done: nothing more to ask
    assert (
        ">\nhttps://mort.example/</textarea>" in desk.get(PAGE).text
    )  # to be mended, or tried again
    assert len(veille.config.sources) == 2


@pytest.mark.parametrize(
    "written, told",
    [
        ("", "Collez au moins une adresse"),
        ("bonjour", "n’est pas une adresse"),
        ("\n".join(f"https://s{n}.example/" for n in range(11)), "pas plus de 10"),
        ("a" * 6_000, "pas plus de 5000"),
    ],
)
def test_what_cannot_be_visited_is_told_and_stays_typed(
    desk: Desk, written: str, told: str
) -> None:
    answer = desk.post(f"{PAGE}adresses", {"addresses": written})
    assert answer.status_code in (400, 409)
    assert told in answer.text
    assert written in answer.text


def test_everything_is_collected_then_a_draft_is_made(desk: Desk, veille: Veille) -> None:
    assert desk.post(f"{PAGE}collecter").status_code == 303
    veille.background.wait(30)
    assert "4 sur 4\u00a0sources" in desk.get(PAGE).text

    chosen = [id_of(veille, SCHOOL.title[:8]), id_of(veille, RENTS.title[:8])]
    few = desk.post(f"{PAGE}brouillon", {"publication": "lettre", "items": chosen[:1]})
    assert few.status_code == 409
    assert "cochez-en encore 1" in few.text
    assert f'value="{chosen[0]}" checked' in few.text

    answer = desk.post(f"{PAGE}brouillon", {"publication": "lettre", "items": chosen})
    assert answer.status_code == 303
    assert "/bureau/editions/" in answer.headers["Location"]
    assert len(veille.editions.listed("lettre")) == 1


def test_a_forged_draft_is_refused_and_nothing_is_kept(desk: Desk, veille: Veille) -> None:
    for data in (
        {"publication": "inconnue", "items": ["x", "y"]},
        {"publication": "lettre", "items": ["x", "y"]},
        {},
    ):
        assert desk.post(f"{PAGE}brouillon", data).status_code == 404
    assert veille.items.counts() == {"new": 4}


def test_the_shipped_sources_are_one_button_away(desk: Desk, veille: Veille, stage: Stage) -> None:
    assert "Prendre les sources livrées" in desk.get(PAGE).text
    assert desk.post(f"{PAGE}livrees").status_code == 303
    assert len(veille.config.sources) > 50
    assert "Prendre les sources livrées" not in desk.get(PAGE).text
    assert desk.post(f"{PAGE}livrees").status_code == 409
    rewrite(stage.folder / "sources.yml", "# la presse", "# autre")


def test_an_empty_workspace_leads_here(desk: Desk, stage: Stage) -> None:
    (stage.folder / "sources.yml").write_text("sources: []\n", "utf-8")
    assert PAGE in desk.get("/bureau/sources/").text
