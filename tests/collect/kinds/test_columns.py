"""Lists of publications in CSV."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.collect.samples import DATA, NOW, answer, plain, source
from veille.collect.kinds.columns import LEAST_ROWS, read_csv
from veille.errors import ReadError
from veille.model.declared import Source

URL = "https://assemblee.example/rapports.csv"
RULES = {
    "title": "Titre long", "link": "URL", "date": "Date de dépôt", "author": "auteurs",
    "excerpt": "{Type de rapport}, {Auteurs}",
}  # fmt: skip


HEAD = "URL;Titre long;Auteurs;Type de rapport;Date de dépôt"


def _list(**rules: object) -> Source:
    return source("csv", URL, csv=RULES | rules)


def _sample(encoding: str = "latin-1", separator: str = ";") -> bytes:
    text = (DATA / "rapports.csv").read_text("utf-8")
    return text.replace('";"', f'"{separator}"').encode(encoding)


def test_rows_are_items_the_newest_first() -> None:
    first, second, third = read_csv(answer(_sample()), _list(), NOW)

    assert first.title == "Rapport sur la pêche à pied; ses marées"
    assert first.url == first.guid == "https://assemblee.example/rap/r26-120.html"
    assert first.published_at == datetime(2026, 11, 18, 11, 0, tzinfo=UTC)
    assert (second.author, second.excerpt) == (
        "M. Exemple, Mme Modèle",
        "Information, M. Exemple, Mme Modèle",
    )
    assert third.title == "Rapport ancien sur la politique de la ville"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_charset_and_separator_are_found_out(encoding: str, separator: str) -> None:
    found = read_csv(answer(_sample(encoding, separator), "text/csv; charset=utf-8"), _list(), NOW)

    assert [one.published_at is not None for one in found] == [True] * 3
    assert found[1].author == "M. Exemple, Mme Modèle"


def test_an_address_and_a_title_may_be_made_of_columns() -> None:
    body = "num,objet\nA 1,Égalité\n,Sans numéro\n"
    rules = {"title": "Avis n° {num} : {objet}", "link": "https://avis.example/{num}.html"}

    (only,) = read_csv(answer(body), source("csv", URL, csv=rules), NOW)

    assert (only.title, only.url) == ("Avis n° A 1 : Égalité", "https://avis.example/A%201.html")


def test_a_hole_leaves_the_rest_of_an_excerpt() -> None:
    body = "URL;Titre long;n°;thème\n/a;Titre;12;\n/b;Autre;;\n"
    rules = {"title": "Titre long", "link": "URL", "excerpt": "n° {n°} : {thème}"}

    found = read_csv(answer(body), source("csv", URL, csv=rules), NOW)

    assert [one.excerpt for one in found] == ["n° 12 :", ""]


def test_words_choose_among_the_rows() -> None:
    found = read_csv(answer(_sample()), _list(words=["quartier prioritaire"]), NOW)

    assert [one.url for one in found] == ["https://assemblee.example/rap/r26-101.html"]


def test_old_rows_are_left_out_unless_the_list_is_short() -> None:
    rows = [f"/{one};Titre {one};{one % 28 + 1:02}/0{one % 9 + 1}/2019" for one in range(50)]
    rows += [f"/n{one};Nouveau {one};20/11/2026" for one in range(30)]
    body = "\n".join(["URL;Titre long;Date de dépôt", *rows])
    rules = {"author": "", "excerpt": ""}

    found = read_csv(answer(body), _list(**rules), NOW)
    asleep = read_csv(
        answer("\n".join(["URL;Titre long;Date de dépôt", *rows[:50]])), _list(**rules), NOW
    )

    assert len(found) == 30
    assert len(asleep) == LEAST_ROWS


@pytest.mark.parametrize(
    "body, rules, reason",
    [
        (
            _sample(), {"title": "Titre"},
            "csv.title : pas de colonne « Titre » ; il y a « URL », « Titre long », « Type de rapport », "
            "« Auteurs », « Date de dépôt »",
        ),
        (_sample(), {"excerpt": "{Genre} {Auteurs}"}, "csv.excerpt : pas de colonne « Genre » ; il y a"),
        (_sample(), {"words": ["volcan"]}, "aucune ligne sur 3 ne contient l’un des mots de « csv.words »"),
        ("<!doctype html><title>Panne</title>", {}, "ce n’est pas une liste CSV : c’est une page ou du XML"),
        ("bonjour", {}, "ce n’est pas une liste CSV : sa première ligne ne nomme pas de colonnes"),
        ("", {}, "ce n’est pas une liste CSV : sa première ligne ne nomme pas de colonnes"),
        (f"{HEAD}\n/a;;;;\n", {}, "aucune ligne n’a de titre"),
        (f"{HEAD}\n/a;{'x' * 200_000}", {}, "liste CSV mal formée à la ligne 2"),
    ],
    ids=["column", "column in braces", "words", "page", "no columns", "empty", "no title", "long cell"],
)  # fmt: skip
def test_a_list_that_cannot_be_read_says_why(
    body: bytes | str, rules: dict[str, object], reason: str
) -> None:
    with pytest.raises(ReadError) as caught:
        read_csv(answer(body), _list(**rules), NOW)

    assert plain(caught.value.reason).startswith(reason)


def test_a_list_without_rules_says_so() -> None:
    with pytest.raises(ReadError, match="aucune colonne déclarée"):
        read_csv(answer(_sample()), source("csv", URL), NOW)
