"""templates/README.md is tried: each of its examples is laid into a workspace, and the letter is looked at."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tests.cast import ALICE, CALL, MEETING, SCHOOL, Stage, select_for, stage
from tests.cli.conftest import plain
from veille.cli import run
from veille.core import printing
from veille.model.edition import Rendered
from veille.shipped import shipped

FOLDER = shipped("templates")
PAGE = (FOLDER / "README.md").read_text("utf-8")
Fence = tuple[str, str, str]
"""(the file that the line before names, the language, the text)."""


def fences(part: str) -> list[Fence]:
    found = re.findall(r"([^\n]+)\n\n```(\w+)\n(.*?)```", part, re.DOTALL)
    return [((re.findall(r"`([^`]+)`", line) or [""])[-1], *rest) for line, *rest in found]


EXAMPLES: Mapping[str, list[Fence]] = {
    part.partition("\n")[0]: fences(part)
    for part in re.split(r"^## ", PAGE, flags=re.MULTILINE)
    if "```" in part
}


@pytest.fixture(name="stage")
def a_monday(tmp_path: Path, monday: Path) -> Stage:
    return stage(tmp_path / "breal", monday)


def lay(stage: Stage, found: list[Fence]) -> None:
    """What the reader of the page does with an example."""
    for file, language, text in found:
        path = stage.folder / file
        if language == "jinja":
            assert re.match(r"templates/letters/", file)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        elif language == "yaml":
            assert file == "veille.yml"
            yaml = YAML(typ="safe")
            declared = yaml.load(path)
            declared["publications"][0] |= yaml.load(text)
            yaml.dump(declared, path)


def letter(stage: Stage) -> tuple[Rendered, str]:
    """(the mail, the page for paper) of a letter with a call, a meeting and a word of the team."""
    with stage.opened() as veille:
        select_for(veille, "lettre", SCHOOL, CALL, MEETING)
        draft = veille.drafts.new("lettre", by=ALICE, edito="Bonjour à tous.")
        made = veille.editions.preview(str(draft.id))
        return made, printing.page(veille.ctx, veille.editions.view(str(draft.id))).html


def at(text: str, *words: str) -> list[int]:
    """Where each stands; all must be there."""
    return [text.index(one) for one in words]


def colour(mail: Rendered, paper: str) -> None:
    assert "#7A1F5C" in mail.html
    assert "#7A1F5C" not in paper


def order(mail: Rendered, paper: str) -> None:
    for made in (mail.html.partition("Au sommaire")[2], mail.text, paper):
        places = at(made, "Agenda", "Appels", "À lire")
        assert places == sorted(places)


def foot(mail: Rendered, _paper: str) -> None:
    assert "Nous vous recevons le mardi" in mail.html
    assert "%%DESABONNEMENT%%" in mail.html


def blocks(mail: Rendered, paper: str) -> None:
    assert "Le mot de l’équipe" in mail.html
    assert "Bonjour à tous." in mail.html
    assert "Au sommaire" not in mail.html
    assert at(paper, "</footer>", "Imprimé par nos soins")


def own(mail: Rendered, paper: str) -> None:
    assert plain(mail.subject).startswith("Au quartier, novembre 2026 : ")
    assert "<h1" in mail.html
    assert ">Au quartier</h1>" in mail.html
    assert "novembre 2026, 3 nouvelles" in plain(mail.html)
    assert "novembre 2026" in mail.text


LOOKED_AT: Mapping[str, Callable[[Rendered, str], None]] = {
    "La couleur": colour,
    "L’ordre des rubriques": order,
    "Changer le pied": foot,
    "Déplacer ou ôter une partie": blocks,
    "Un gabarit à soi": own,
}


def test_every_example_is_tried() -> None:
    assert set(EXAMPLES) == {*LOOKED_AT, "Essayer sans risque"}
    assert {language for found in EXAMPLES.values() for _file, language, _text in found} == {
        "jinja",
        "yaml",
        "sh",
    }


@pytest.mark.parametrize("title", LOOKED_AT)
def test_the_example_does_what_the_page_says(stage: Stage, title: str) -> None:
    lay(stage, EXAMPLES[title])
    LOOKED_AT[title](*letter(stage))


@pytest.mark.parametrize("title", LOOKED_AT)
def test_the_example_is_what_makes_the_difference(stage: Stage, title: str) -> None:
    with pytest.raises((AssertionError, ValueError)):
        LOOKED_AT[title](*letter(stage))


def test_the_commands_of_the_page_can_be_typed(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter(stage)

    def leave(_seconds: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("veille.cli.watching.pause", leave)
    monkeypatch.chdir(stage.folder)
    for _file, language, text in EXAMPLES["Essayer sans risque"]:
        assert language == "sh"
        for line in text.splitlines():
            assert run(shlex.split(line)[1:]) == 0
    assert (stage.folder / "essai.html").is_file()
    assert (stage.folder / "essai.txt").is_file()


def blocks_told() -> dict[str, set[str]]:
    part = PAGE.partition("| fichier | blocs |")[2].partition("\n\n")[0]
    rows = re.findall(r"^\| `([^`]+)` \| (.*) \|$", part, re.MULTILINE)
    return {file: set(re.findall(r"`(\w+)`", told)) for file, told in rows}


@pytest.mark.parametrize("file", blocks_told())
def test_the_blocks_of_the_page_are_those_of_the_file(file: str) -> None:
    text = (FOLDER / file).read_text("utf-8")
    assert blocks_told()[file] == set(re.findall(r"{%-? block (\w+)", text))


def test_every_template_is_told_on_the_page() -> None:
    named = set(re.findall(r"`([^`\n]+)`", PAGE))
    files = [path.relative_to(FOLDER) for path in FOLDER.rglob("*.*") if path.is_file()]
    told = [
        file
        for file in files
        if file.name in named
        or {str(file), f"{file.parent.name}/", "/".join(file.parts[1:])} & named
        or file.parent.name == "fonts"
        or file.name == "README.md"
    ]
    assert sorted(set(files) - set(told)) == []


def test_what_the_page_names_is_there() -> None:
    tables = PAGE.partition("## Ce que fait chaque fichier")[2].partition("\n## ")[0]
    first = re.findall(r"^\| (`[^|]+) \|", tables, re.MULTILINE)
    for name in re.findall(r"`([^`]+)`", " ".join(first)):
        assert [*FOLDER.rglob(name.rstrip("/"))], name
