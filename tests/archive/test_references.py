"""References: read back by the parsers that people use, with nothing lost and nothing of TeX run."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import datetime

import pytest
import rispy
from bibtexparser.entrypoint import parse_string

from tests.archive.samples import CAFE, CONTRACT, NEW, OLD, site
from tests.compose.samples import ARCHIVE, CENTRE, entry
from veille.archive.references import (
    Reference,
    bibtex,
    csl,
    of_edition,
    of_entry,
    ris,
    sort_of,
)

HOSTILE = "50 % d’« économies » & {accolades} \\input{x} $x_1^2$ #1 ~\nTY  - JOUR\x00 🏘️, fin"
READ = " ".join(HOSTILE.replace("\x00", "").split())
ARTICLE = of_entry(CONTRACT, ARCHIVE)
ISSUE = of_edition(NEW, CENTRE.name, ARCHIVE)


def hostile() -> Reference:
    words = (HOSTILE, "Emploi, insertion")
    url = "https://gazette.example/a_b?x=1&y=%20{z}\\"
    return replace(ARTICLE, title=HOSTILE, source=HOSTILE, note=HOSTILE, keywords=words, url=url)


PRINTED = {
    r"\textbackslash{}": "\\",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
    **{f"\\{sign}": sign for sign in "$&%#_"},
}
"""What TeX prints for each of these (LaTeX companion, tables of symbols)."""


def bib_fields(text: str) -> list[dict[str, str]]:
    """Each entry as it is printed; the address, which biblatex reads as it is, as it stands."""
    library = parse_string(text)
    assert library.failed_blocks == []
    return [
        {"": one.entry_type, "key": one.key}
        | {
            field.key: field.value if field.key == "url" else printed(field.value)
            for field in one.fields
        }
        for one in library.entries
    ]


def printed(text: str) -> str:
    known = "|".join(re.escape(one) for one in PRINTED)
    return re.sub(known, lambda found: PRINTED[found[0]], text)


# --- RIS -------------------------------------------------------------------------------


def test_a_reference_manager_reads_the_ris_of_an_edition_back() -> None:
    whole, article, meeting = rispy.loads(site()[f"{NEW.path}references.ris"].decode())
    assert (whole["type_of_reference"], whole["title"]) == (
        "JFULL",
        "La lettre de Bréal n° 132, novembre 2026",
    )
    assert whole["number"] == "132"
    assert whole["urls"] == [ARCHIVE + NEW.path]
    assert whole["publisher"] == CENTRE.name
    assert article["type_of_reference"] == "NEWS"
    assert article["id"] == CONTRACT.public_id
    assert article["title"] == CONTRACT.title
    assert article["secondary_title"] == CONTRACT.source
    assert (article["year"], article["date"]) == ("2026", "2026/11/02/")
    assert article["urls"] == [CONTRACT.url]
    assert article["keywords"] == ["Habitat", "Un thème parti", "Bretagne"]
    assert article["notes"] == [CONTRACT.note]
    assert meeting["type_of_reference"] == "ELEC"


def test_each_line_of_ris_is_a_tag_and_ends_as_its_standard_asks() -> None:
    text = ris([hostile(), ISSUE])
    lines = text.split("\r\n")
    assert lines.pop() == ""
    assert "\n" not in text.replace("\r\n", "")
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines)
    assert [line[:2] for line in lines if line[:2] in ("TY", "ER")] == ["TY", "ER"] * 2
    assert text.startswith("TY  - ")


def test_strangers_words_are_no_tag_and_no_entry() -> None:
    (told,) = rispy.loads(ris([hostile()]))
    assert told["title"] == told["secondary_title"] == READ
    (told,) = bib_fields(bibtex([hostile()]))
    assert told["title"] == told["journaltitle"] == READ
    (told,) = json.loads(csl([hostile()]))
    assert told["title"] == told["container-title"] == READ


# --- BibTeX ----------------------------------------------------------------------------


def test_a_bibtex_parser_reads_an_edition_back() -> None:
    whole, article, meeting = bib_fields(site()[f"{NEW.path}references.bib"].decode())
    assert (whole[""], whole["key"]) == ("periodical", "lettre-2026-132")
    assert whole["title"] == "La lettre de Bréal"
    assert whole["issuetitle"] == "La lettre de Bréal n° 132, novembre 2026"
    assert (whole["number"], whole["date"]) == ("132", "2026-11-16")
    assert whole["editor"].strip("{}") == CENTRE.name
    assert (article[""], article["key"]) == ("article", CONTRACT.public_id)
    assert article["title"] == CONTRACT.title
    assert article["journaltitle"] == CONTRACT.source
    assert article["date"] == "2026-11-02"
    assert article["url"] == CONTRACT.url
    assert (meeting[""], meeting["organization"]) == ("online", "Réseau des associations")


def test_what_tex_would_run_is_words_and_an_address_stays_one() -> None:
    text = bibtex([hostile()])
    assert r"\textbackslash{}input\textbraceleft{}x\textbraceright{}" in text
    assert r"50 \% d’« économies » \&" in text
    assert r"url = {https://gazette.example/a_b?x=1&y=%20%7Bz%7D%5C}" in text
    assert "{Emploi, insertion}" in text
    assert text.count("{") == text.count("}")


# --- CSL-JSON --------------------------------------------------------------------------

CSL_TYPES = {"article-newspaper", "broadcast", "motion_picture", "periodical", "report", "webpage"}
CSL_NAMES = frozenset(
    "id type title container-title publisher issued issue ISSN URL language keyword note".split()
)
"""Those of ours: all are in csl-data.json, which lets no other in."""


def test_a_citation_processor_reads_an_edition_back() -> None:
    whole, article, _meeting = json.loads(site()[f"{NEW.path}references.json"])
    assert (whole["type"], whole["issue"]) == ("periodical", "132")
    assert article == {
        "id": CONTRACT.public_id,
        "type": "article-newspaper",
        "title": CONTRACT.title,
        "container-title": CONTRACT.source,
        "issued": {"date-parts": [[2026, 11, 2]]},
        "URL": CONTRACT.url,
        "language": "fr-FR",
        "keyword": "Habitat, Un thème parti, Bretagne",
        "note": CONTRACT.note,
    }


@pytest.mark.parametrize("path", sorted(one for one in site() if one.endswith("references.json")))
def test_every_item_has_what_the_csl_schema_asks(path: str) -> None:
    """csl-data.json: id and type are required, a date is lists of whole numbers, the rest are texts."""
    told = json.loads(site()[path])
    assert len({one["id"] for one in told}) == len(told)
    for one in told:
        assert one["type"] in CSL_TYPES
        assert set(one) <= CSL_NAMES
        texts = [value for key, value in one.items() if key != "issued"]
        assert all(isinstance(value, str) and value for value in texts)
        for parts in one.get("issued", {"date-parts": []})["date-parts"]:
            assert all(type(part) is int for part in parts)


# --- what is cited, and where ----------------------------------------------------------


def test_a_document_is_of_the_sort_that_its_medium_and_nature_say() -> None:
    told = entry("Un titre")
    assert sort_of(told) == "article"
    assert sort_of(replace(told, nature="Actualité")) == "article"
    assert sort_of(replace(told, nature="Rapport ou étude")) == "report"
    assert sort_of(replace(told, nature="Outil, guide, kit")) == "page"
    assert sort_of(replace(told, medium="listen")) == "audio"
    assert sort_of(replace(told, medium="watch")) == "video"
    assert sort_of(replace(told, starts_at=datetime(2026, 12, 1, 9))) == "page"


def test_a_report_names_who_made_it_where_its_readers_look() -> None:
    report = of_entry(replace(CONTRACT, nature="Rapport ou étude"), ARCHIVE)
    (told,) = rispy.loads(ris([report]))
    assert (told["type_of_reference"], told["publisher"]) == ("RPRT", CONTRACT.source)
    (told,) = bib_fields(bibtex([report]))
    assert (told[""], told["institution"]) == ("report", CONTRACT.source)
    (told,) = json.loads(csl([report]))
    assert (told["type"], told["publisher"]) == ("report", CONTRACT.source)


def test_what_has_no_address_of_its_own_is_cited_at_ours() -> None:
    own = of_entry(replace(CONTRACT, url=""), ARCHIVE)
    assert own.url == f"{ARCHIVE}ressource/{CONTRACT.public_id}/"
    # A page of ours, and no newspaper's.
    assert own.sort == "page"


def test_a_theme_is_cut_by_year_so_that_past_years_stay_as_they_are() -> None:
    told = json.loads(site()["themes/anru/2025/references.json"])
    assert [one["id"] for one in told] == [CAFE.public_id]
    assert OLD.date.year == 2025


def test_a_dossier_is_cited_in_its_own_order() -> None:
    told = json.loads(site()["dossiers/cafes-de-quartier/references.json"])
    assert told[1]["id"] == CAFE.public_id
    assert len(told) == 3
