"""The whole work of a week, typed: collect, triage, compose, seal, send, archive."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Type, declare
from tests.collect.server import Answer, Loopback
from tests.compose.paper import require_printer


class Terminal(io.StringIO):
    """A person at a keyboard, who has typed this much."""

    def isatty(self) -> bool:
        return True


def ids(veille: Type) -> list[str]:
    """Public ids, the newest item first."""
    return [item["public_id"] for item in veille("items", "list", "--json").json]


@pytest.fixture
def draft(collected: Path, veille: Type) -> str:
    """The number of a draft of the letter that holds both items."""
    assert veille("items", "triage", *ids(veille), "--select", "lettre").code == 0
    said = veille("edition", "new", "lettre", "--date", "2026-11-23")
    assert said.code == 0
    return said.out.split()[0]


@pytest.fixture
def sealed(draft: str, veille: Type) -> str:
    """The same, sealed."""
    said = veille("edition", "seal", draft, "--force")
    assert said.code == 0
    return said.out.split()[0]


def test_collect_says_how_the_sources_did(workspace: Path, veille: Type, server: Loopback) -> None:
    declare(workspace, server.port)
    said = veille("collect")
    assert said.code == 0
    assert said.out.splitlines()[0] == "1 va bien, 1 à revoir : 2 éléments nouveaux."
    assert said.out.splitlines()[1].startswith("  absent : ")
    assert said.err == "1 source à revoir. Pour mettre en pause : veille collect --pause-failing\n"


def test_collect_again_finds_nothing_new(collected: Path, veille: Type) -> None:
    assert veille("collect", "journal").out == "1 va bien, 0 à revoir : 0 élément nouveau.\n"


def test_collect_for_a_program_is_an_array(collected: Path, veille: Type) -> None:
    said = veille("collect", "--json")
    assert [(one["key"], one["seen"], one["new"]) for one in said.json] == [
        ("journal", 0, 0),
        ("absent", 0, 0),
    ]
    assert [bool(one["error"]) for one in said.json] == [False, True]
    assert said.err == ""


def test_a_source_that_moved_for_good_is_told_with_its_new_address(
    collected: Path, veille: Type, server: Loopback
) -> None:
    headers = {"location": server.url("/flux")}
    server.answers["/absent"] = Answer(status=301, headers=headers)
    told = f"  absent a déménagé : essayez puis adoptez l’adresse {server.url('/flux')} au bureau (Sources)."
    assert told in veille("collect").out.splitlines()


def test_a_source_that_fails_is_paused_when_told_so(collected: Path, veille: Type) -> None:
    said = veille("collect", "--pause-failing")
    assert said.err.startswith("1 source mise en pause.")
    assert [one["enabled"] for one in veille("sources", "list", "--all", "--json").json] == [
        True,
        False,
    ]


def test_sources_are_told_in_french_to_people_and_in_one_word_to_programs(
    collected: Path, veille: Type
) -> None:
    veille("collect")
    journal, absent, why, cure = veille("sources", "list").out.splitlines()
    assert journal.split()[:7] == "journal va bien 16 novembre 2026 —".split()
    assert journal.endswith("2 reçus, 0 retenu, 0 publié")
    assert absent.split()[:3] == ["absent", "à", "vérifier"]
    assert why == "    page introuvable (404)"
    assert cure.startswith("    L’adresse n’existe plus")
    healths = [one["health"] for one in veille("sources", "list", "--json").json]
    assert healths == ["ok", "uncertain"]
    (found,) = veille("sources", "list", "--state", "uncertain", "--json").json
    assert (found["key"], found["trouble"], found["failures"]) == ("absent", "not-found", 1)
    assert found["year"] == {"collected": 0, "kept": 0, "published": 0}
    assert veille("sources", "list", "--state", "failing").out == ""


@pytest.mark.parametrize(
    "typed, enabled", [("o\n", False), ("Oui\n", False), ("n\n", True), ("\n", True), ("y\n", True)]
)
def test_a_person_is_asked_in_french_before_a_source_is_paused(
    collected: Path, veille: Type, monkeypatch: pytest.MonkeyPatch, typed: str, enabled: bool
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(typed))
    said = veille("collect")
    assert said.code == 0
    assert said.err.startswith("Mettre en pause, dans sources.yml, 1 source à revoir ? [o/N] ")
    assert veille("sources", "list", "--all", "--json").json[1]["enabled"] is enabled


def test_a_person_who_leaves_at_the_question_changes_nothing(
    collected: Path, veille: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal())
    said = veille("collect")
    assert said.code == 130
    assert said.err.splitlines()[-1] == "Interrompu."
    assert veille("sources", "list", "--all", "--json").json[1]["enabled"] is True


def test_items_are_listed_for_people_the_newest_first(collected: Path, veille: Type) -> None:
    lines = veille("items", "list").out.splitlines()
    assert [line.split("  ", 1)[1].split() for line in lines] == [
        "à trier 16 novembre La cité éducative de Rennes (Journal d’essai)".split(),
        "à trier 15 novembre Le budget des quartiers (Journal d’essai)".split(),
    ]


def test_items_are_found_by_the_words_they_hold(collected: Path, veille: Type) -> None:
    found = veille("items", "list", "--search", "quartier", "--json").json
    assert [item["title"] for item in found] == ["Le budget des quartiers"]
    assert found[0]["published_at"] == "2026-11-15T07:00:00Z"


def test_one_item_is_shown_by_its_address(collected: Path, veille: Type) -> None:
    said = veille("items", "show", "https://journal.example/cite")
    assert said.out.splitlines()[0] == "La cité éducative de Rennes"
    assert "Un bilan de trois ans." in said.out


def test_triage_keeps_what_it_is_told_to(collected: Path, veille: Type) -> None:
    first, second = ids(veille)
    assert veille("items", "triage", first, "--keep", "--theme", "education").code == 0
    assert "écarté" in veille("items", "triage", second, "--drop").out
    kept = veille("items", "list", "--state", "kept", "--json").json
    assert [(item["public_id"], item["themes"]) for item in kept] == [(first, ["education"])]


def test_a_draft_is_listed_and_read(draft: str, veille: Type) -> None:
    assert "brouillon" in veille("edition", "list").out
    assert "La cité éducative de Rennes" in veille("edition", "preview", draft).out
    assert veille("edition", "preview", draft, "--part", "html").out.startswith("<!")
    assert len(veille("edition", "preview", draft, "--part", "subject").out.splitlines()) == 1


def test_check_tells_what_stands_in_the_way(draft: str, veille: Type) -> None:
    findings = veille("edition", "check", draft, "--json").json
    blocking = sum(finding["blocking"] for finding in findings)
    said = veille("edition", "check", draft)
    assert said.code == (1 if blocking else 0)
    assert len(said.out.splitlines()) == len(findings)


def test_check_that_blocks_ends_with_one(draft: str, workspace: Path, veille: Type) -> None:
    path = workspace / "veille.yml"
    path.write_text(path.read_text("utf-8").replace("min_items: 1", "min_items: 9"), "utf-8")
    said = veille("edition", "check", draft)
    assert said.code == 1
    assert "[bloque]" in said.out
    assert "l’édition ne peut pas être scellée" in said.err
    assert veille("edition", "seal", draft).code == 1


def test_a_sealed_edition_is_sent_for_trial_and_exported(
    sealed: str, workspace: Path, veille: Type
) -> None:
    assert sealed == "lettre/2026/1"
    letters = veille("edition", "send", sealed).out.splitlines()
    assert [Path(letter).parent for letter in letters] == [workspace / "data" / "outbox"]
    assert Path(letters[0]).is_file()
    assert veille("edition", "export", sealed, "sorti").out.splitlines()[:2] == [
        "sorti/lettre-2026-1.html",
        "sorti/lettre-2026-1.txt",
    ]
    text = (workspace / "sorti" / "lettre-2026-1.txt").read_text("utf-8")
    assert "La cité éducative de Rennes" in text


def test_the_pdf_is_exported_under_its_own_name_and_is_the_archives(
    sealed: str, workspace: Path, veille: Type
) -> None:
    require_printer()
    exported = Path(veille("edition", "export", sealed, "sorti").out.splitlines()[2])
    assert re.fullmatch(r"lettre-1-[a-z]+-2026\.pdf", exported.name)
    copy = workspace / "archive" / sealed / exported.name
    assert copy.read_bytes() == (workspace / exported).read_bytes()
    written = veille("edition", "preview", sealed, "--part", "pdf", "-o", "vu.pdf").out.strip()
    assert (workspace / written).read_bytes() == copy.read_bytes()


def test_an_export_that_cannot_be_written_is_told(
    sealed: str, workspace: Path, veille: Type
) -> None:
    (workspace / "sorti" / "lettre-2026-1.html").mkdir(parents=True)
    said = veille("edition", "export", sealed, "sorti")
    assert said.code == 1
    assert said.err.startswith("Erreur : Impossible d’ouvrir « sorti/lettre-2026-1.html » : ")


def test_a_sealed_edition_is_refused_a_second_seal(sealed: str, veille: Type) -> None:
    said = veille("edition", "seal", sealed)
    assert said.code == 1
    assert "scellée" in said.err


def test_the_archive_is_built_once_and_proved(sealed: str, workspace: Path, veille: Type) -> None:
    assert veille("archive", "build").code == 0
    assert (workspace / "archive" / sealed / "index.html").is_file()
    assert ", 0 écrit, 0 retiré : " in veille("archive", "build").out
    assert veille("archive", "verify").err == "Tout est intact.\n"


def test_a_page_changed_by_hand_is_told(sealed: str, workspace: Path, veille: Type) -> None:
    veille("archive", "build")
    (workspace / "archive" / sealed / "index.html").write_text("autre chose", "utf-8")
    said = veille("archive", "verify")
    assert said.code == 1
    assert f"{sealed}/index.html" in said.out
    assert said.err == ""


def test_a_job_run_by_hand_is_in_the_ledger(collected: Path, veille: Type) -> None:
    said = veille("jobs", "run", "nuit")
    assert said.code == 0
    assert said.out.startswith("sauvegarde : veille-")
    *rules, run = veille("jobs", "list").out.splitlines()
    assert [rule.split()[0] for rule in rules] == ["archive", "nuit"]
    assert "nuit" in run
    assert "fait" in run
    assert [one["job"] for one in veille("jobs", "list", "--json").json] == ["nuit"]


@pytest.mark.parametrize(
    "words, told",
    [
        (["collect", "inconnue"], "aucune source n’a la clé « inconnue »"),
        (["sources", "pause", "inconnue"], "aucune source n’a la clé « inconnue »"),
        (["items", "show", "inconnu"], "aucun élément « inconnu »"),
        (["items", "triage", "inconnu", "--keep"], "aucun élément « inconnu »"),
        (["edition", "new", "inconnue"], "aucune publication n’a la clé « inconnue »"),
        (["edition", "preview", "inconnue"], "aucune édition « inconnue »"),
        (["edition", "check", "inconnue"], "aucune édition « inconnue »"),
        (["edition", "seal", "inconnue"], "aucune édition « inconnue »"),
        (["edition", "send", "inconnue"], "aucune édition « inconnue »"),
        (["edition", "export", "inconnue", "sorti"], "aucune édition « inconnue »"),
        (["jobs", "run", "inconnu"], "aucun travail « inconnu » dans veille.yml"),
    ],
)
def test_what_is_not_there_is_told_in_one_line(
    workspace: Path, veille: Type, words: list[str], told: str
) -> None:
    said = veille(*words)
    assert (said.code, said.out, said.err) == (1, "", f"{told}\n")
