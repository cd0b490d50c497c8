"""Before and after, at the desk: said in signs and words, escaped, and for staff alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.cast import MINISTERE, SCHOOL, Stage, feed, rewrite
from tests.desk.conftest import Desk, id_of
from veille.core import Veille

PAGE = "<main><h1>Aides</h1><p>Dépôt jusqu’au {0} mars</p>{1}</main>"


@pytest.fixture(autouse=True)
def changed(stage: Stage, veille: Veille) -> None:
    old = f'url: "{MINISTERE}"\n    kind: '
    rewrite(stage.folder / "sources.yml", f"{old}rss", f"{old}watch")
    veille.reload()
    more = "".join(f"<li>Ligne {rank}</li>" for rank in range(9))
    for page in (PAGE.format(15, more), PAGE.format(30, more + "<p>&lt;script&gt;alert(1)</p>")):
        told = replace(feed(url=MINISTERE), body=page.encode(), headers={})
        stage.web.answers[MINISTERE] = told
        veille.collect(["ministere"])


def _change(veille: Veille) -> str:
    return id_of(veille, "Mise à jour de")


def test_the_pane_leads_to_what_changed(desk: Desk, veille: Veille) -> None:
    address = f"/bureau/elements/{_change(veille)}/avant-apres"

    assert (
        f'href="{address}">Voir avant / après</a>'
        in desk.get(f"/bureau/?item={_change(veille)}").text
    )
    html = desk.get(address).text
    assert "jusqu’au <del>15</del> mars" in html
    assert "jusqu’au <ins>30</ins> mars" in html
    assert "5\u00a0lignes inchangées" in html
    assert "<ins>&lt;script&gt;alert(1)</ins>" in html


def test_another_item_has_no_such_page(desk: Desk, veille: Veille) -> None:
    other = id_of(veille, SCHOOL.title)

    assert "avant-apres" not in desk.get(f"/bureau/?item={other}").text
    answer = desk.get(f"/bureau/elements/{other}/avant-apres")
    assert answer.status_code == 404


def test_nobody_else_reads_it(stranger: Desk, veille: Veille) -> None:
    answer = stranger.get(f"/bureau/elements/{_change(veille)}/avant-apres")

    assert answer.status_code in (302, 303, 401)
    assert "15" not in answer.text
