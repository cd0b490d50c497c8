"""While a template is broken the preview says so above the letter as it last was, and nothing is sealed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.cast import ALICE, NOW, RENTS, SCHOOL, Stage, select_for
from tests.desk.conftest import Desk
from veille.core import Veille
from veille.desk.guard import LIVE_POLICY
from veille.desk.last_good import Good, LastGood
from veille.model.edition import EditionState

PARTS = pytest.mark.parametrize(
    "part, kind, file", [("courriel", "text/html", "html"), ("texte", "text/plain", "txt")]
)


@pytest.fixture
def draft(veille: Veille) -> str:
    select_for(veille, "lettre", SCHOOL, RENTS)
    return veille.drafts.new("lettre", by=ALICE).public_id


def own(stage: Stage, text: str, kind: str = "html") -> Path:
    """The centre's own template of the letter."""
    path = stage.folder / "templates" / "letters" / "letter" / f"body.{kind}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def broken(kind: str) -> str:
    return f'{{% extends "letters/_base.{kind}" %}}\n{{% block title %}}\n{{{{ leter }}}}\n{{% endblock %}}'


@PARTS
def test_the_last_good_one_stays_under_one_bar(
    desk: Desk, stage: Stage, draft: str, part: str, kind: str, file: str
) -> None:
    address = f"/bureau/editions/{draft}/{part}"
    good = desk.get(address)
    assert good.status_code == 200
    path = own(stage, broken(file), file)

    answer = desk.get(address)

    assert answer.status_code == 409
    assert answer.mimetype == kind
    assert answer.headers["Content-Security-Policy"] == LIVE_POLICY
    said = answer.text.replace("\u00a0", " ").replace("\u202f", " ")
    assert f"templates/letters/letter/body.{file}, ligne 3, bloc « title » :" in said
    assert "variable absente : « leter »" in said
    assert "telle qu’elle était à " in said
    assert said.count("voici l’édition") == 1
    assert good.text.splitlines()[-1] == answer.text.splitlines()[-1]
    assert len(answer.text) < len(good.text) + 1200

    path.unlink()
    assert desk.get(address).text == good.text


def test_the_bar_stands_above_the_letter_and_says_no_more_than_words(
    desk: Desk, stage: Stage, draft: str
) -> None:
    address = f"/bureau/editions/{draft}/courriel"
    desk.get(address)
    own(stage, "{% block a %}{{ 1 + '<script>' }}{% endblock %}")
    html = desk.get(address).text
    assert "<script" not in html
    body = html[html.index("<body") :]
    assert body[body.index(">") + 1 :].lstrip().startswith('<div role="alert"')
    dark = desk.get(address + "?vue=sombre").text
    assert 'content="dark"' in dark
    assert 'role="alert"' in dark


@PARTS
def test_what_never_worked_is_an_error_alone(
    desk: Desk, stage: Stage, draft: str, part: str, kind: str, file: str
) -> None:
    own(stage, broken(file), file)
    answer = desk.get(f"/bureau/editions/{draft}/{part}")
    assert (answer.status_code, answer.mimetype) == (409, "text/plain")
    assert "ligne 3" in answer.text


def test_only_a_template_is_forgiven(desk: Desk, veille: Veille, draft: str) -> None:
    address = f"/bureau/editions/{draft}/courriel"
    desk.get(address)
    veille.drafts.drop(draft, by=ALICE)
    assert desk.get(address).status_code == 404


def test_nothing_is_sealed_with_a_broken_template(
    desk: Desk, stage: Stage, veille: Veille, draft: str
) -> None:
    own(stage, broken("html"))
    answer = desk.post(f"/bureau/editions/{draft}/sceller", {"read": "1"})
    assert answer.status_code == 409
    assert "bloc «\u00a0title\u00a0»" in answer.text
    assert veille.editions.get(draft).state is EditionState.DRAFT


def test_the_oldest_looks_make_room() -> None:
    held = LastGood(most=2)
    for at, name in enumerate(["a", "b", "a", "c"]):
        held.keep(name, "html", Good(f"{name}{at}", NOW + timedelta(hours=at)))
    assert held.of("b", "html") is None
    assert [good.body for name in "ac" if (good := held.of(name, "html"))] == ["a2", "c3"]
    assert held.of("a", "text") is None
