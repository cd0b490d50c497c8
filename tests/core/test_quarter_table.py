"""The official list of quarters: read from a CSV or a GeoJSON, or each fault told with its line."""

from __future__ import annotations

import json

import pytest

from veille.core.quarter_table import read
from veille.errors import ConfigError
from veille.geography.quarters import Quarter

HEAD = "code_qp;lib_qp;insee_com\n"
BELLEVUE = Quarter("QN02904M", "Bellevue", ("29019",))


def _refusal(text: str) -> str:
    with pytest.raises(ConfigError) as refused:
        read(text.encode(), "qpv.csv")
    return str(refused.value)


def test_a_csv_gives_its_quarters_whatever_its_columns_and_separator() -> None:
    assert read(f"{HEAD}QN02904M;Bellevue;29019\n".encode(), "qpv.csv") == [BELLEVUE]
    text = "\ufeffinsee_com,lib_com,CODE_QP,LIB_QP\n29019,Brest,qn02904m,Bellevue\n"
    assert read(text.encode(), "qpv.csv") == [BELLEVUE]


def test_a_geojson_may_list_the_quarters_of_a_commune() -> None:
    row = {"insee_com": "29019", "code_qp": "QN02904M, QN02905M", "lib_qp": "Bellevue, Keredern"}
    content = json.dumps({"type": "FeatureCollection", "features": [{"properties": row}]}).encode()
    assert read(content, "qpv.geojson") == [BELLEVUE, Quarter("QN02905M", "Keredern", ("29019",))]


def test_a_quarter_of_two_communes_lies_in_both() -> None:
    content = f"{HEAD}QN02904M;Bellevue;29019\nQN02904M;Bellevue;29075\n".encode()
    assert read(content, "qpv.csv") == [Quarter("QN02904M", "Bellevue", ("29019", "29075"))]


def test_every_fault_is_told_with_its_line() -> None:
    text = f"{HEAD}QN02904M;Bellevue;29019\nXX;Rien;99999\nQN02905M;;29019\n"
    assert _refusal(text).splitlines() == [
        "qpv.csv, ligne 3 : code_qp — « XX » n’est pas un code de quartier ; attendu : QN02904M",
        "qpv.csv, ligne 3 : insee_com — « 99999 » n’est pas le code Insee d’une commune ; attendu : 29019",
        "qpv.csv, ligne 4 : lib_qp — autant de noms que de codes : 0 pour 1",
    ]


@pytest.mark.parametrize(
    "text, told",
    [
        ("", "colonne absente : code_qp"),
        ("a;b\n1;2\n", "colonne absente : code_qp"),
        (HEAD, "aucun quartier dans ce fichier"),
        ("{oups", "ligne 1 : ce fichier n’est pas un GeoJSON lisible"),
        ("{}", "il y manque « features »"),
        ('{"features": [3]}', "colonne absente : code_qp"),
        (HEAD + "QN02904M\n", "n’est pas le code Insee d’une commune"),
    ],
)
def test_any_other_file_is_refused_in_words(text: str, told: str) -> None:
    assert told in _refusal(text)
