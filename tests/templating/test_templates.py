"""The one door to templates: what is refused, where an error is said to be, whose file wins."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment, UndefinedError

from veille.errors import TemplateError
from veille.templating import Templates, furnish, paragraphs, prose, wrapped


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def made(folder: Path, text: str, name: str = "page.html", **context: object) -> str:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, "utf-8")
    return Templates(folder).render(name, **context)


def refused(folder: Path, text: str, name: str = "page.html", **context: object) -> TemplateError:
    with pytest.raises(TemplateError) as caught:
        made(folder, text, name, **context)
    return caught.value


def test_a_page_escapes_what_it_is_given_and_a_text_does_not(folder: Path) -> None:
    assert made(folder, "{{ a }}", a="<b>&") == "&lt;b&gt;&amp;"
    assert made(folder, "{{ a }}", "page.txt", a="<b>&") == "<b>&"
    assert made(folder, "{{ a }}", "feed.atom", a="<b>&") == "&lt;b&gt;&amp;"


def test_french_filters_are_at_hand(folder: Path) -> None:
    assert made(folder, "{{ a|typo }}", a="l'école ?") == "l’école\u202f?"
    assert made(folder, "{{ 2|count('jour', 'jours') }}") == "2\u00a0jours"
    assert made(folder, "{{ 'R53'|territory }}") == "Bretagne"


def test_a_workspaces_own_file_wins_and_the_others_stay_the_shipped_ones(folder: Path) -> None:
    for place, name, text in (
        ("ours", "a.txt", "à nous"),
        ("theirs", "a.txt", "livré"),
        ("theirs", "b.txt", "livré"),
    ):
        (folder / place).mkdir(exist_ok=True)
        (folder / place / name).write_text(text, "utf-8")
    templates = Templates(folder / "ours", folder / "theirs")
    assert (templates.render("a.txt"), templates.render("b.txt")) == ("à nous", "livré")
    assert templates.path_of("a.txt") == folder / "ours" / "a.txt"
    assert templates.path_of("b.txt") == folder / "theirs" / "b.txt"
    assert templates.path_of("c.txt") is None


def test_a_file_laid_over_a_shipped_one_is_seen_at_once_and_so_is_its_end(folder: Path) -> None:
    (folder / "theirs").mkdir()
    (folder / "theirs" / "a.txt").write_text("livré", "utf-8")
    templates = Templates(folder / "ours", folder / "theirs")
    assert templates.render("a.txt") == "livré"
    (folder / "ours").mkdir()
    (folder / "ours" / "a.txt").write_text("à nous", "utf-8")
    assert templates.render("a.txt") == "à nous"
    (folder / "ours" / "a.txt").write_text("à nous deux", "utf-8")
    assert templates.render("a.txt") == "à nous deux"
    (folder / "ours" / "a.txt").unlink()
    assert templates.render("a.txt") == "livré"


def test_an_unknown_name_is_an_error_with_its_file_and_line(folder: Path) -> None:
    error = refused(folder, "un\ndeux\n{{ lettre.titre }}\n")
    assert (error.file, error.line) == ("templates/page.html", 3)
    assert "lettre" in str(error)


def test_the_error_is_told_where_it_is_and_not_where_it_was_called_from(folder: Path) -> None:
    (folder / "part.html").write_text("{% macro a(x) %}\n{{ x.absent }}\n{% endmacro %}", "utf-8")
    error = refused(folder, "{% import 'part.html' as part %}\n\n{{ part.a({}) }}")
    assert (error.file, error.line) == ("templates/part.html", 2)


def test_a_mistake_of_syntax_is_told_with_its_line(folder: Path) -> None:
    error = refused(folder, "un\n{% if %}\n")
    assert (error.file, error.line) == ("templates/page.html", 2)
    assert "syntaxe" in str(error)


def test_a_missing_file_is_named(folder: Path) -> None:
    with pytest.raises(TemplateError, match=r"templates/absent\.html.*introuvable"):
        Templates(folder).render("absent.html")
    assert "part.html" in str(refused(folder, "{% include 'part.html' %}"))


@pytest.mark.parametrize(
    "text",
    [
        "{{ 1 / 0 }}",
        "{{ 'a' + 1 }}",
        "{{ 'a'|int('b')|round('c') }}",
        "{{ 'pas un jour'|long_date }}",
        "{{ [1, 2]|dictsort }}",
        "{{ {'a': 1}.pop('b') }}",
        "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
    ],
)
def test_a_sum_that_goes_wrong_is_the_templates_fault(folder: Path, text: str) -> None:
    assert refused(folder, text).line == 1


def test_a_folder_whose_name_begins_another_s_is_not_taken_for_it(folder: Path) -> None:
    for name, text in (("gabarits", ""), ("gabarits-livres", "{{ absent }}")):
        (folder / name).mkdir()
        (folder / name / f"{name}.txt").write_text(text, "utf-8")
    templates = Templates(folder / "gabarits", folder / "gabarits-livres")
    with pytest.raises(TemplateError) as caught:
        templates.render("gabarits-livres.txt")
    assert (caught.value.file, caught.value.line) == ("templates/gabarits-livres.txt", 1)


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ (a|attr('__class__')) .__mro__ }}",
        "{{ '{0.__class__}'.format(a) }}",
        "{{ a.append(1) }}",
        "{% for x in range(10000000) %}{% endfor %}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ _.__globals__ }}",
    ],
)
def test_a_template_cannot_reach_out_of_its_box(folder: Path, text: str) -> None:
    refused(folder, text, a=[])


@pytest.mark.parametrize("name", ["../secret.txt", "/etc/hostname", "a/../../secret.txt"])
def test_a_template_outside_its_folder_is_not_found(folder: Path, name: str) -> None:
    (folder / "secret.txt").write_text("secret", "utf-8")
    (folder / "templates").mkdir()
    with pytest.raises(TemplateError, match="introuvable"):
        Templates(folder / "templates").render(name)


def test_paragraphs_are_parted_by_blank_lines_and_escaped(folder: Path) -> None:
    assert paragraphs("a\nb\r\n\r\n<c>\n\n\n") == "<p>a<br>\nb</p>\n<p>&lt;c&gt;</p>"
    assert made(folder, "{{ a|paragraphs }}", a="l'été <b>") == "<p>l’été &lt;b&gt;</p>"


def test_lines_are_cut_at_words_and_never_inside_an_address() -> None:
    address = "https://gazette.example/" + "a-b" * 40
    text = wrapped(f"Un mot puis {address} et encore quelques mots", 20, "  ")
    assert address in text
    assert all(len(line) <= 20 or address in line for line in text.splitlines())
    assert all(line.startswith("  ") for line in text.splitlines())
    assert wrapped("un\ndeux") == "un\ndeux"
    assert wrapped("a\u00a0b " * 3, 8) == "a\u00a0b a\u00a0b\na\u00a0b"


def test_another_environment_gets_the_same_habits() -> None:
    env = furnish(Environment(autoescape=True))
    assert env.from_string("{{ a|typo }}").render(a="l'été") == "l’été"
    with pytest.raises(UndefinedError):
        env.from_string("{{ absent }}").render()


def test_lines_that_begin_with_a_dash_or_a_bullet_make_a_list() -> None:
    text = "Objectifs :\r\n- un <b> ;\r\n\r\n- deux :\n  • fin\n  • plus fin\n- trois.\nEnsuite\nla fin"
    assert prose(text) == (
        "<p>Objectifs :</p>\n<ul>\n<li>un &lt;b&gt; ;</li>\n<li>deux :\n<ul>\n<li>fin</li>\n"
        "<li>plus fin</li>\n</ul></li>\n<li>trois.</li>\n</ul>\n<p>Ensuite<br>\nla fin</p>"
    )
    assert prose("-\n10-12\n\n\n") == paragraphs("-\n10-12")
    assert prose("") == ""
