"""`veille edition preview --watch`: somebody tries a template and looks; the sleeps are the play."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.cast import ALICE, NOW, RENTS, SCHOOL, Stage, by_url, rewrite, select_for, stage
from tests.cli.conftest import plain
from veille.cli import run
from veille.cli.watching import follow
from veille.core import Veille
from veille.model.item import Triage

Step = Callable[[], object]


@pytest.fixture(name="stage")
def a_monday(tmp_path: Path, monday: Path) -> Stage:
    return stage(tmp_path / "breal", monday)


@pytest.fixture
def facade(stage: Stage) -> Iterator[Veille]:
    with stage.opened() as opened:
        yield opened


@pytest.fixture
def draft(facade: Veille) -> str:
    select_for(facade, "lettre", SCHOOL, RENTS)
    return str(facade.drafts.new("lettre", by=ALICE).id)


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Callable[[], list[str]]:
    return lambda: plain(capsys.readouterr().out).splitlines()


def play(facade: Veille, draft: str, output: Path | None, *steps: Step) -> None:
    """Each sleep is one act of the person; after the last one comes Ctrl-C."""
    acts = iter(steps)
    seconds = iter(range(100))

    def wait(_seconds: float) -> None:
        act = next(acts, None)
        if act is None:
            raise KeyboardInterrupt
        act()

    follow(facade, draft, output, now=lambda: NOW + timedelta(seconds=next(seconds)), sleep=wait)


def written(stage: Stage, text: str) -> Step:
    path = stage.folder / "templates" / "letters" / "_foot.html"

    def write() -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    return write


def nothing() -> None:
    """A person who thinks."""


def test_the_letter_is_written_and_the_text_beside_it(
    stage: Stage, facade: Veille, draft: str, said: Callable[[], list[str]]
) -> None:
    play(facade, draft, None, nothing, nothing)
    folder = stage.folder / "data" / "preview"
    made = facade.editions.preview(draft)
    assert (folder / f"{draft}.html").read_text("utf-8") == made.html
    assert (folder / f"{draft}.txt").read_text("utf-8") == made.text
    assert sorted(path.name for path in folder.iterdir()) == [f"{draft}.html", f"{draft}.txt"]
    assert said() == ["rendu à 08:45:00"]


def test_a_template_that_changes_is_seen_and_a_broken_one_leaves_the_last_good_one(
    stage: Stage, facade: Veille, draft: str, said: Callable[[], list[str]], tmp_path: Path
) -> None:
    seen: list[str] = []
    output = tmp_path / "vu" / "lettre.html"

    def look() -> None:
        seen.append(output.read_text("utf-8"))

    play(
        facade,
        draft,
        output,
        look,
        written(stage, "<p>Le nouveau pied</p>"),
        look,
        written(stage, "<p>\n{{ centre.nom }}</p>"),
        look,
        written(stage, "<p>Le dernier pied</p>"),
        look,
    )
    lines = said()
    assert [line for line in lines if line.startswith("rendu à ")] == [
        "rendu à 08:45:00",
        "rendu à 08:45:01",
        "rendu à 08:45:03",
    ]
    assert lines[2] == (
        "08:45:02 — templates/letters/_foot.html, ligne 2 : variable absente : « nom »."
        " Le dernier rendu reste."
    )
    assert "Le nouveau pied" not in seen[0]
    assert "Le nouveau pied" in seen[1]
    assert seen[2] == seen[1]
    assert "Le dernier pied" in seen[3]


def test_a_note_of_the_draft_and_a_line_of_veille_yml_are_seen(
    stage: Stage, facade: Veille, draft: str, said: Callable[[], list[str]], tmp_path: Path
) -> None:
    seen: list[str] = []
    output = tmp_path / "lettre.html"
    school = by_url(facade)[SCHOOL.url].public_id
    ours = stage.folder / "veille.yml"

    def annotate() -> None:
        facade.items.triage(school, Triage(summary="Une autre note."), by=ALICE)

    play(
        facade,
        draft,
        output,
        annotate,
        lambda: seen.append(output.read_text("utf-8")),
        lambda: rewrite(ours, 'title: "La lettre de Bréal"', 'title: "Le courrier de Bréal"'),
        lambda: seen.append(output.read_text("utf-8")),
        lambda: rewrite(ours, "template: letter", "template: [letter]"),
        nothing,
    )
    assert "Une autre note." in seen[0]
    assert "Le courrier de Bréal" in seen[1]
    lines = said()
    assert len(lines) == 4
    assert "veille.yml, ligne " in lines[3]
    assert lines[3].endswith("Le dernier rendu reste.")


def test_what_changes_nothing_in_the_letter_is_not_told(
    stage: Stage, facade: Veille, draft: str, said: Callable[[], list[str]]
) -> None:
    rents = by_url(facade)[RENTS.url].public_id
    play(
        facade, draft, None, lambda: facade.comments.add(f"item:{rents}", "Vu.", by=ALICE), nothing
    )
    assert len(said()) == 1


@pytest.fixture
def typed(stage: Stage, draft: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("VEILLE_HOME", str(stage.folder))

    def leave(_seconds: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("veille.cli.watching.pause", leave)
    return draft


def test_ctrl_c_ends_well(tmp_path: Path, typed: str, facade: Veille) -> None:
    ran = run(["edition", "preview", typed, "--watch", "-o", str(tmp_path / "a.html")])
    assert ran == 0
    assert (tmp_path / "a.txt").is_file()


@pytest.mark.parametrize(
    "words, code",
    [
        (("lettre/2000/1", "--watch"), 1),
        (("DRAFT", "--watch", "--part", "pdf"), 2),
        (("DRAFT", "--watch", "--output", "a.txt"), 2),
        (("DRAFT", "--watch", "--output", "/dev/null/a.html"), 1),
    ],
)
def test_what_cannot_be_watched_is_refused(typed: str, words: tuple[str, ...], code: int) -> None:
    asked = [typed if word == "DRAFT" else word for word in words]
    assert run(["edition", "preview", *asked]) == code
