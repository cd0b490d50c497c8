"""The vocabulary through a spreadsheet: out, changed, and back, each fault told with its line."""

from __future__ import annotations

import pytest

from tests.cast import ALICE, Stage
from veille.core import Veille, theme_table
from veille.errors import ConfigError, ForbiddenError
from veille.model.role import Role

HEAD = "clé;libellé;parent;sigles\r\n"


def _told(veille: Veille, text: str) -> list[str]:
    with pytest.raises(ConfigError) as refused:
        veille.vocabulary.read_table(text.encode(), "mots.csv")
    return [str(one) for one in refused.value.problems]


def test_what_goes_out_comes_back_and_changes_nothing(veille: Veille) -> None:
    table = veille.vocabulary.table()

    assert table.startswith("\ufeffclé;libellé;parent;")
    assert veille.vocabulary.read_table(table.encode(), "mots.csv") == []


def test_themes_are_added_and_reworded_in_one_act_that_is_undone(
    stage: Stage, veille: Veille
) -> None:
    before = (stage.folder / "themes.yml").read_bytes()
    rows = veille.vocabulary.read_table(
        f"{HEAD}velo;Vélo;mobilites;VAE | VTT\r\nmobilites;Mobilités;;\r\nlogement;Habiter;;\r\n".encode(),
        "mots.csv",
    )

    veille.vocabulary.take_table(rows, by=ALICE)

    assert [row.key for row in rows] == ["velo", "mobilites", "logement"]
    velo = veille.config.theme("velo")
    assert (velo.label, velo.parent, velo.acronyms) == ("Vélo", "mobilites", ("VAE", "VTT"))
    assert veille.config.theme("logement").label == "Habiter"
    act = veille.vocabulary.last_act()
    assert act is not None
    veille.vocabulary.undo(act.id, by=ALICE)
    assert (stage.folder / "themes.yml").read_bytes() == before


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_table_is_read_however_a_spreadsheet_wrote_it(encoding: str, separator: str) -> None:
    text = "Libellé;clé;Mots-clés\nSanté;sante;soins | accès aux soins\n;;\n".replace(
        ";", separator
    )

    (row,) = theme_table.read(text.encode(encoding), "mots.csv")

    assert (row.line, row.key, row.words.label) == (2, "sante", "Santé")
    assert row.words.keywords == ("soins", "accès aux soins")


def test_a_word_that_begins_like_a_formula_goes_out_as_a_word_and_comes_back(
    veille: Veille,
) -> None:
    rows = theme_table.read(f"{HEAD}calcul;=1+1;;\r\n".encode(), "mots.csv")
    veille.vocabulary.take_table(rows, by=ALICE)

    table = veille.vocabulary.table()

    assert "calcul;'=1+1;" in table
    assert veille.vocabulary.read_table(table.encode(), "mots.csv") == []


@pytest.mark.parametrize(
    "rows, told",
    [
        ("a;A;;\nb;B;;\na;C;;\n", ["4 : clé — la clé « a » est déjà donnée (ligne 2)"]),
        ("a;A;b;\nb;B;a;\n", [f"{line} : parent — ce thème est son propre ancêtre" for line in (2, 3)]),
        ("a;A;a;\n", ["2 : parent — ce thème est son propre ancêtre"]),
        ("a;A;b;\nb;B;c;\nc;C;;\n", ["2 : parent — deux niveaux au plus : « b » est déjà sous « c »"]),
        ("a;A;inconnu;\n", ["2 : parent — thème inconnu : « inconnu »"]),
        ("a;logement;;\n", ["2 : libellé — « logement » est déjà le nom du thème « logement »"]),
        ("A b;A;;\n", ["2 : clé — attendu : minuscules sans accent, chiffres et tirets, par exemple"
                        " « habitat »"]),
        ("a;;;\n", ["2 : libellé — donnez un nom, avec au moins une lettre"]),
    ],
)  # fmt: skip
def test_what_may_not_be_is_told_with_its_line(veille: Veille, rows: str, told: list[str]) -> None:
    found = [one.replace("\u00a0", " ") for one in _told(veille, HEAD + rows)]

    assert found == [f"mots.csv, ligne {line}" for line in told]


@pytest.mark.parametrize(
    "text, told",
    [
        ("nom;valeur\nx;y\n", "colonne « clé » introuvable"),
        (HEAD, "aucun thème dans ce fichier"),
        ("", "colonne « clé » introuvable"),
        ('clé;libellé\n"a;b\n', "ce fichier n’est pas un CSV lisible"),
        ("x" * 2_000_001, "fichier trop lourd"),
    ],
)
def test_what_is_no_vocabulary_is_refused(veille: Veille, text: str, told: str) -> None:
    assert told in _told(veille, text)[0].replace("\u00a0", " ")


def test_a_reader_changes_nothing(stage: Stage, veille: Veille) -> None:
    with veille.ctx.store.write() as w:
        w.exec_driver_sql(
            "INSERT INTO person (name, role) VALUES ('Zoé', ?)", (Role.RELECTURE.value,)
        )
    rows = theme_table.read(f"{HEAD}velo;Vélo;;\r\n".encode(), "mots.csv")
    before = (stage.folder / "themes.yml").read_bytes()

    with pytest.raises(ForbiddenError):
        veille.vocabulary.take_table(rows, by="Zoé")

    assert (stage.folder / "themes.yml").read_bytes() == before
