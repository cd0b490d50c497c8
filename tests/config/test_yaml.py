"""YAML to data with lines, and its faults in French."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tests.config.conftest import plain
from veille.config.yaml import parse, read, shown
from veille.shipped import shipped

SAMPLE = """\
# un commentaire
sources:
  - key: essai
    territory: [FR, R53]
    page:
      item: article
  - {key: autre,
     enabled: no}
"""


def test_a_text_becomes_plain_data() -> None:
    document = parse(SAMPLE, "sources.yml")
    assert document.problems == ()
    assert document.data == {
        "sources": [
            {"key": "essai", "territory": ["FR", "R53"], "page": {"item": "article"}},
            # YAML 1.2: « no » is a word.
            {"key": "autre", "enabled": "no"},
        ]
    }


def test_what_was_read_lately_is_not_read_again_unless_it_is_very_long() -> None:
    long = f"{SAMPLE}# {'x' * 300_000}\n"
    assert parse(SAMPLE, "sources.yml") is parse(SAMPLE, "sources.yml")
    assert parse(SAMPLE, "sources.yml") is not parse(SAMPLE + "\n", "sources.yml")
    assert parse(long, "sources.yml") is not parse(long, "sources.yml")


@pytest.mark.parametrize(
    "path, line",
    [
        (("sources",), 2),
        (("sources", 0), 3),
        (("sources", 0, "key"), 3),
        (("sources", 0, "territory", 1), 4),
        (("sources", 0, "page", "item"), 6),
        (("sources", 1, "enabled"), 8),
        # What is not written stands on the line of what holds it.
        (("sources", 0, "name"), 3),
        (("sources", 0, "page", "title"), 5),
        (("sources", 7, "name"), 2),
    ],
)
def test_every_path_has_its_line(path: tuple[str | int, ...], line: int) -> None:
    assert parse(SAMPLE, "sources.yml").line(path) == line


def test_a_problem_names_the_file_the_line_and_the_field() -> None:
    problem = parse(SAMPLE, "sources.yml").problem(("sources", 0, "territory", 1), "inconnu")
    assert plain(str(problem)) == "sources.yml, ligne 4 : territory — inconnu"


@pytest.mark.parametrize(
    "path, name",
    [
        (("version",), "version"),
        (("centre", "email"), "centre.email"),
        (("sources", 3, "url"), "url"),
        (("sources", 3, "page", "item"), "page.item"),
        (("publications", 0, "sections", 2, "natures", 1), "natures"),
        (("sources", 3), "sources"),
    ],
)
def test_a_place_is_shown_by_its_last_names(path: tuple[str | int, ...], name: str) -> None:
    assert shown(path) == name


def test_values_have_their_kinds() -> None:
    text = "a: 3\nb: true\nc: 1.5\nd:\ne: 2026-01-02\nf: 02 61 91\ng: '7'\nh: 0x1F\n"
    assert parse(text, "x.yml").data == {
        "a": 3,
        "b": True,
        "c": 1.5,
        "d": None,
        "e": "2026-01-02",
        "f": "02 61 91",
        "g": "7",
        "h": 31,
    }


def test_an_alias_stands_for_its_anchor() -> None:
    assert parse("a: &x [1]\nb: *x\n", "x.yml").data == {"a": [1], "b": [1]}


@pytest.mark.parametrize(
    "text, line, words",
    [
        ("a:\n\tb: 1\n", 2, "une tabulation sert de retrait : remplacez-la par des espaces"),
        ("a: 1\nb:\tx\n", 2, "une tabulation s’est glissée ici : remplacez-la par une espace"),
        ('a: "oups\nb: 1\nc: 2\n', 1, "guillemet ouvert et jamais refermé"),
        (
            "z: 1\na: 'l'eau'\n",
            2,
            "guillemet manquant ou en trop, sur cette ligne ou juste avant",
        ),
        (
            'a: "oups\nb: "1"\n',
            2,
            "guillemet manquant ou en trop, sur cette ligne ou juste avant",
        ),
        ("a: 1\n  b: 2\n", 2, "mauvais retrait : alignez cette ligne avec ses voisines"),
        ("a:\n    b: 1\n  c: 2\n", 3, "mauvais retrait : alignez cette ligne avec ses voisines"),
        ("s:\n  - k: 1\n   u: 2\n", 3, "mauvais retrait : alignez cette ligne avec ses voisines"),
        (
            "titre: La ville: demain\n",
            1,
            "deux-points dans un texte : mettez le texte entre guillemets",
        ),
        ("a: 1\nb: @x\n", 2, "caractère inattendu « @ » : mettez le texte entre guillemets"),
        ("a: `x`\n", 1, "caractère inattendu « ` » : mettez le texte entre guillemets"),
        ("a: 1\nbcd\ne: 2\n", 2, "il manque « : » et une espace après le nom du champ"),
        ("a:1\nb:2\n", 1, "il manque une espace après les deux-points : écrivez « nom: valeur »"),
        ("a: b: [x\n", 1, "deux-points dans un texte : mettez le texte entre guillemets"),
        (
            "z: 1\na: [x, y\nb: 1\n",
            2,
            "crochet ouvert ici : il manque ensuite une virgule ou « ] »",
        ),
        (
            "a:\n  - {x: 1, y: 2\nb: 1\n",
            2,
            "accolade ouverte ici : il manque ensuite une virgule ou « } »",
        ),
        (
            'a:\n  - {x: "1" y: "2"}\n',
            2,
            "accolade ouverte ici : il manque ensuite une virgule ou « } »",
        ),
        ("a: - b\n", 1, "une liste commence à la ligne suivante, un tiret par élément"),
        ("a: *b\n", 1, "un texte qui commence par « * » ou « & » se met entre guillemets"),
        ("a: *\n", 1, "un texte qui commence par « * » ou « & » se met entre guillemets"),
        (
            'a: "c:\\dir"\n',
            1,
            "« \\ » entre guillemets : doublez-le, ou employez des apostrophes droites",
        ),
        ("a: > x\n", 1, "après « > » ou « | », passez à la ligne"),
        ("a: 1\n---\nb: 2\n", 2, "« --- » : un seul document par fichier"),
        ("a: 1\nb: \x01\n", 2, "caractère invisible interdit : effacez-le"),
        (f"a: {'[' * 500}\n", 1, "trop de crochets ou d’accolades les uns dans les autres"),
        ("bonjour\n", 1, "attendu : des champs « nom: valeur »"),
        ("# rien\n- a\n", 2, "attendu : des champs « nom: valeur »"),
        ("", 0, "ce fichier est vide"),
        ("# rien\n", 0, "ce fichier est vide"),
        (
            "%YAML 3.0\n---\na: 1\n",
            1,
            "écriture illisible ici (en anglais : found incompatible YAML document"
            " (version 1.* is required))",
        ),
    ],
)
def test_what_cannot_be_read_is_told_in_french_with_its_line(
    text: str, line: int, words: str
) -> None:
    document = parse(text, "x.yml")
    (problem,) = document.problems
    assert (problem.line, plain(problem.message)) == (line, words)
    assert document.data is None


@pytest.mark.parametrize(
    "text, line, field, words",
    [
        ("a: !foo bar\n", 1, "a", "« !foo » n’est pas lu : mettez le texte entre guillemets"),
        ("a: !!int abc\n", 1, "a", "nombre illisible"),
        (f"a: {'9' * 5000}\n", 1, "a", "nombre illisible"),
        ("a: &x [*x]\n", 1, "a", "ce passage se contient lui-même"),
        ("a: &x {k: 1}\nb:\n  <<: *x\n", 3, "b", "« << » n’est pas lu : recopiez les champs"),
        ("a: {{x}}\n", 1, "a", "un nom de champ est un mot : accolade ou crochet en trop"),
    ],
)
def test_one_wrong_value_leaves_the_rest_readable(
    text: str, line: int, field: str, words: str
) -> None:
    document = parse(f"{text}reste: 1\n", "x.yml")
    (problem,) = document.problems
    assert (problem.line, problem.field, plain(problem.message)) == (line, field, words)
    assert document.at(("reste",)) == 1


def test_every_field_written_twice_is_told_with_both_lines() -> None:
    document = parse("s:\n  - k: 1\n    z: 2\n    k: 3\n    z: 4\n", "x.yml")
    assert [plain(str(problem)) for problem in document.problems] == [
        "x.yml, ligne 4 : k — le champ « k » est déjà donné (ligne 2)",
        "x.yml, ligne 5 : z — le champ « z » est déjà donné (ligne 3)",
    ]
    assert document.data == {"s": [{"k": 1, "z": 2}]}


def test_a_file_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    (problem,) = read(tmp_path / "sources.yml").problems
    assert str(problem) == "sources.yml : ce fichier manque"


def test_a_folder_in_its_place_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "sources.yml").mkdir()
    (problem,) = read(tmp_path / "sources.yml").problems
    assert plain(problem.message) == "ce fichier ne peut pas être ouvert : vérifiez ses droits"


@pytest.mark.parametrize(
    "content, line, words",
    [
        (
            "a: 1\nnom: Éducation\n".encode("cp1252"),
            2,
            "ce fichier n’est pas en UTF-8 (sans doute en Windows-1252, à cause de « É ») :"
            " enregistrez-le en UTF-8",
        ),
        ("a: 1\n".encode("utf-8-sig"), 1, "enregistrez ce fichier en « UTF-8 », sans « BOM »"),
        ("a: 1\n".encode("utf-16"), 1, "enregistrez ce fichier en « UTF-8 », sans « BOM »"),
    ],
)
def test_another_encoding_is_a_problem(
    tmp_path: Path, content: bytes, line: int, words: str
) -> None:
    (tmp_path / "x.yml").write_bytes(content)
    (problem,) = read(tmp_path / "x.yml").problems
    assert (problem.line, plain(problem.message)) == (line, words)


@pytest.mark.parametrize("name", ["veille.yml", "sources.yml", "themes.yml"])
def test_our_files_are_read_as_the_library_itself_reads_them(name: str) -> None:
    text = shipped(name).read_text(encoding="utf-8")
    assert parse(text, name).data == YAML(typ="safe", pure=True).load(text)


def test_the_first_fault_is_told_although_a_later_one_is_met_sooner() -> None:
    (problem,) = parse("a: 'l'eau'\nb: @x\n", "x.yml").problems
    assert problem.line == 1


def test_a_directive_is_read() -> None:
    assert parse("%YAML 1.2\n---\na: 1\n", "x.yml").data == {"a": 1}
