"""A letter made of its view: subject, HTML and text, word for word."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.compose.samples import (
    ARCHIVE,
    CENTRE,
    NOTE,
    TITLES,
    edition,
    entry,
    event,
    rendered,
    section,
)
from veille.compose.render import UNSUBSCRIBE_MARK, render
from veille.errors import TemplateError
from veille.shipped import shipped
from veille.templating import Templates

TEMPLATES = ("letter", "review", "alert", "announcement")


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("title", ["", "Un titre\r\nBcc: tous@quartiers.example", "Long " * 60])
def test_a_subject_is_one_line_and_short(template: str, title: str) -> None:
    view = replace(edition(section(entry(TITLES[0])), template=template), title=title)
    subject = rendered(view).subject
    assert subject
    assert not set(subject) & set("\r\n\t")
    assert len(subject) <= 110


def test_the_subject_of_a_letter_says_number_month_and_first_title() -> None:
    subject = rendered(edition(section(entry(TITLES[0])))).subject
    assert (
        subject == "La lettre de Bréal n° 132 — novembre 2026 : Deux mois dans un café de quartier"
    )


def test_the_subject_of_a_review_says_what_is_in_it() -> None:
    heard = replace(entry(TITLES[1], at=1), medium="listen")
    view = edition(section(entry(TITLES[0]), heard), template="review", number=48)
    assert rendered(view).subject == (
        "La revue de presse n° 48 : 1 article, 1 émission, semaine du 16 au 22 novembre 2026"
    )


def test_the_subject_of_an_announcement_is_the_event() -> None:
    view = edition(section(event("La rencontre"), kind="agenda"), template="announcement")
    assert rendered(view).subject == "La rencontre — Bréal"


def test_strangers_titles_are_text_in_the_html() -> None:
    made = rendered(edition(section(entry("<script>alert(1)</script> & <b>gras</b>"))))
    assert "<script" not in made.html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;gras&lt;/b&gt;" in made.html
    assert "<script>alert(1)</script> & <b>gras</b>" in made.text


def test_an_entry_says_theme_title_source_day_medium_note_and_also_seen() -> None:
    told = replace(
        entry("Un titre"),
        medium="listen",
        duration=720,
        access="subscribers",
        also_seen=("Le Fil",),
    )
    text = " ".join(rendered(edition(section(told))).text.split())
    assert (
        f"1. Un titre La Gazette de l’Estuaire, 1er novembre 2026, à écouter, 12 min, réservé aux"
        f" abonnés {NOTE} Aussi lu dans : Le Fil https://gazette.example/untitre-0" in text
    )


def test_a_quotation_inside_a_quotation_takes_english_marks() -> None:
    told = replace(entry("Un titre"), quotation="Elle a dit « jamais » deux fois")
    made = rendered(edition(section(told)))
    assert "«\u00a0Elle a dit “jamais” deux fois\u00a0»" in made.html
    assert "« Elle a dit “jamais” deux fois » (La Gazette de l’Estuaire)" in " ".join(
        made.text.split()
    )


def test_a_quotation_that_comes_in_marks_does_not_get_them_twice() -> None:
    told = replace(entry("Un titre"), quotation="« Jamais »")
    assert "«\u00a0Jamais\u00a0»" in rendered(edition(section(told))).html


def test_an_event_says_its_day_hours_place_and_until_when_to_register() -> None:
    made = rendered(edition(section(event("La rencontre"), kind="agenda")))
    text = " ".join(made.text.split())
    assert "1er décembre 2026, 9 h 30 – 16 h 30, Maison des associations, Bréal" in text
    assert "Inscription jusqu’au 28 novembre 2026" in text
    assert "Inscription jusqu’au 28\u00a0novembre\u00a02026" in made.html


def test_the_contents_list_is_shown_from_two_sections_on() -> None:
    one = section(entry(TITLES[0]), key="a", title="Santé")
    other = section(entry(TITLES[1], at=1), key="b", title="Habitat")
    for part in ("html", "text"):
        assert "Au sommaire" not in getattr(rendered(edition(one)), part)
        assert "Au sommaire" in getattr(rendered(edition(one, other)), part)


def test_the_editorial_keeps_its_paragraphs() -> None:
    view = replace(edition(section(entry(TITLES[0]))), edito="Un.\nDeux.\n\nTrois <ans>.")
    made = rendered(view)
    assert made.html.count("Un.<br>\nDeux.</p>") == 1
    assert "Trois &lt;ans&gt;.</p>" in made.html
    assert "Un.\nDeux.\n\nTrois <ans>." in made.text


def test_the_text_part_has_plain_spaces_and_no_run_of_blank_lines() -> None:
    text = rendered(edition(section(entry("Où ?"), event("Quand ?")))).text
    assert not set(text) & set("\u00a0\u202f\t\r")
    assert "\n\n\n" not in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


def test_the_letter_leads_to_its_page_and_to_all_the_others() -> None:
    view = edition(section(entry(TITLES[0])))
    made = rendered(view)
    for part in (made.html, made.text):
        assert ARCHIVE + "lettre/2026/132/" in part
        assert UNSUBSCRIBE_MARK in part


def test_the_same_view_gives_the_same_bytes() -> None:
    view = edition(section(entry(TITLES[0]), event("La rencontre", at=1)))
    assert rendered(view) == rendered(view)


def test_a_workspace_may_replace_one_file_of_a_letter(tmp_path: Path) -> None:
    own = tmp_path / "letters" / "letter" / "subject.txt"
    own.parent.mkdir(parents=True)
    own.write_text("Chez nous, {{ letter.period }}", "utf-8")
    made = render(
        edition(section(entry(TITLES[0]))),
        centre=CENTRE,
        archive_url=ARCHIVE,
        unsubscribe=UNSUBSCRIBE_MARK,
        templates=Templates(tmp_path, shipped("templates")),
    )
    assert made.subject == "Chez nous, novembre 2026"
    assert "<title>Chez nous, novembre 2026</title>" in made.html


def test_a_letter_without_a_template_is_refused_by_name() -> None:
    with pytest.raises(TemplateError, match=r"templates/letters/absente/subject\.txt"):
        rendered(replace(edition(section(entry("A"))), template="absente"))
