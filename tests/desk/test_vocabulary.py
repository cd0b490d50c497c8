"""The vocabulary at the desk: read, added to, renamed, merged, undone; and everything typed wrong."""

from __future__ import annotations

import re

import pytest

from tests.cast import Stage, rewrite
from tests.desk.conftest import Desk
from veille.core import Veille

TREE = "/bureau/vocabulaire/"
HOSTILE = '"><script>alert(1)</script>{{ 7*7 }}'


def _form(desk: Desk, path: str = TREE, **typed: str) -> dict[str, str]:
    """The form as a browser would send it back."""
    found = re.search(r'name="seen" value="([^"]+)"', desk.get(path).text)
    assert found
    return {"seen": found[1], **typed}


def test_the_tree_shows_themes_their_acronyms_and_their_uses(desk: Desk) -> None:
    html = desk.get(TREE).text

    assert html.index("Éducation") < html.index("Réussite éducative") < html.index("Logement")
    assert "PRE" in html
    assert "proposé" in html
    assert 'aria-current="page">Vocabulaire' in html


def test_typing_filters_the_tree_without_a_script(desk: Desk) -> None:
    html = desk.get(f"{TREE}?q=bailleur").text

    assert 'id="t-logement"' in html
    assert 'id="t-pre"' not in html
    assert "Aucun thème ne commence ainsi" in desk.get(f"{TREE}?q=zzz").text


def test_a_theme_is_added_renamed_and_each_is_undone(
    desk: Desk, veille: Veille, stage: Stage
) -> None:
    before = (stage.folder / "themes.yml").read_bytes()
    typed = _form(desk, label="  Santé  mentale ", acronyms="CLSM", keywords="psy, écoute\nsoin")

    answer = desk.post(TREE, typed)

    assert (answer.status_code, answer.location) == (303, f"{TREE}#t-sante-mentale")
    assert "sous l’adresse sante-mentale" in desk.get(TREE).text
    theme = veille.config.theme("sante-mentale")
    assert (theme.label, theme.keywords) == ("Santé mentale", ("psy", "écoute", "soin"))

    where = f"{TREE}sante-mentale"
    desk.post(where, _form(desk, where, label="Santé", parent="education", keywords="psy"))
    assert veille.config.theme("sante-mentale").parent == "education"

    for _change in range(2):
        act = veille.vocabulary.last_act()
        assert act is not None
        assert desk.post(f"{TREE}annuler", {"act": str(act.id)}).status_code == 303
    assert (stage.folder / "themes.yml").read_bytes() == before


def test_two_themes_become_one_and_the_page_says_how_to_go_back(
    desk: Desk, veille: Veille, stage: Stage
) -> None:
    where = f"{TREE}pre"

    answer = desk.post(f"{where}/fusionner", _form(desk, where, into="education"))

    assert answer.location == f"{TREE}#t-education"
    html = desk.get(TREE).text
    assert "est fusionné dans" in html
    assert "L’annuler" in html
    assert desk.get(where).status_code == 404
    found = re.search(r'name="act" value="(\d+)"', html)
    assert found
    desk.post(f"{TREE}annuler", {"act": found[1]})
    assert desk.get(where).status_code == 200


# --- typed wrong ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed, said",
    [
        ({"label": ""}, "Donnez un nom"),
        ({"label": "logement"}, "existe déjà\u00a0: choisissez un autre nom"),
        ({"label": "x" * 1_000_000}, "120 caractères au plus"),
        ({"label": "Neuf", "keywords": "!!!"}, "ne contient aucune lettre"),
        ({"label": "Neuf", "parent": "forge"}, "Choisissez un thème de la liste"),
        ({"label": "Neuf", "parent": "pre"}, "deux niveaux au plus"),
    ],
)
def test_a_mistake_is_told_and_what_was_typed_stays(
    desk: Desk, stage: Stage, typed: dict[str, str], said: str
) -> None:
    before = (stage.folder / "themes.yml").read_bytes()

    answer = desk.post(TREE, _form(desk, synonyms="un mot à garder", **typed))

    assert answer.status_code in (400, 409)
    assert said in answer.text
    assert "un mot à garder" in answer.text
    assert (stage.folder / "themes.yml").read_bytes() == before


def test_a_cycle_is_refused_with_its_line(desk: Desk) -> None:
    where = f"{TREE}education"

    answer = desk.post(where, _form(desk, where, label="Éducation", parent="pre"))

    assert answer.status_code == 409
    assert re.search(r"themes\.yml, ligne \d+", answer.text)
    assert "son propre ancêtre" in answer.text


def test_a_form_from_before_another_hand_keeps_what_was_typed(
    desk: Desk, veille: Veille, stage: Stage
) -> None:
    typed = _form(desk, label="Santé", synonyms="un mot à garder")
    rewrite(stage.folder / "themes.yml", 'label: "Logement"', 'label: "Habitat"')

    refused = desk.post(TREE, typed)

    assert refused.status_code == 409
    assert "a changé depuis" in refused.text
    assert "un mot à garder" in refused.text
    seen = re.search(r'name="seen" value="([^"]+)"', refused.text)
    assert seen
    assert desk.post(TREE, typed | {"seen": seen[1]}).status_code == 303
    assert veille.config.theme("logement").label == "Habitat"


def test_a_file_broken_by_hand_is_told_and_left_alone(desk: Desk, stage: Stage) -> None:
    typed = _form(desk, label="Santé", synonyms="un mot à garder")
    file = stage.folder / "themes.yml"
    broken = file.read_text("utf-8").replace("natures:", "natures: [\n")
    file.write_text(broken, "utf-8")

    for seen in (typed["seen"], ""):
        answer = desk.post(TREE, typed | {"seen": seen})
        assert answer.status_code == 409
        assert "un mot à garder" in answer.text
        assert re.search(r"themes\.yml, ligne \d+", answer.text)
    assert desk.get(TREE).status_code == 200
    assert file.read_text("utf-8") == broken
    file.unlink()
    assert desk.get(TREE).status_code == 200
    assert desk.post(TREE, typed).status_code == 409


def test_a_forged_key_act_or_choice_is_refused(desk: Desk, veille: Veille) -> None:
    assert desk.get(f"{TREE}forge").status_code == 404
    assert desk.post(f"{TREE}forge", {"label": "x"}).status_code == 404
    assert desk.post(f"{TREE}forge/fusionner", {"into": "pre"}).status_code == 404
    for into in ("", "forge"):
        answer = desk.post(f"{TREE}pre/fusionner", {"into": into})
        assert answer.status_code == 400
        assert "Choisissez le thème qui reste" in answer.text
    assert desk.post(f"{TREE}pre/fusionner", {"into": "pre"}).status_code == 409
    for act in ("", "1", "-1", "9" * 30, "abc"):
        assert desk.post(f"{TREE}annuler", {"act": act}).status_code == 404, act
    assert [theme.key for theme in veille.config.themes] == ["education", "pre", "logement"]


def test_a_label_stays_text(desk: Desk, veille: Veille) -> None:
    desk.post(TREE, _form(desk, label=f"Essai {HOSTILE}", synonyms=HOSTILE, acronyms=HOSTILE))

    key = next(theme.key for theme in veille.config.themes if theme.label.startswith("Essai"))
    for page in (TREE, f"{TREE}{key}", f"{TREE}pre", "/bureau/"):
        html = desk.get(page).text
        assert "<script>alert" not in html, page
        assert "&lt;script&gt;" in html, page


def test_a_word_with_a_comma_is_not_cut_when_its_theme_is_saved_again(
    desk: Desk, veille: Veille, stage: Stage
) -> None:
    rewrite(
        stage.folder / "themes.yml", 'keywords: ["école"]', 'keywords: ["école", "lire, écrire"]'
    )
    where = f"{TREE}education"

    desk.post(where, _form(desk, where, label="L’éducation", keywords="école\nlire, écrire\na, b"))

    assert veille.config.theme("education").keywords == ("école", "lire, écrire", "a", "b")
