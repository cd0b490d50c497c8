"""A broken template is told in French: which file, which line, which block, and what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.templating.test_bounds import refused, write
from veille.errors import TemplateError
from veille.templating import Templates
from veille.templating.faults import block_at, syntax


@pytest.mark.parametrize(
    "text, reason",
    [
        ("{% fro x in y %}", "syntaxe : mot inconnu : « fro »"),
        ("{% for x in y %}a", "syntaxe : « for » n’est pas fermé à la fin du fichier"),
        (
            "{% if a %}{% endfor %}",
            "syntaxe : « endfor » n’est pas attendu ici : « if » n’est pas encore fermé",
        ),
        ("{% endfor %}", "syntaxe : « endfor » ne répond à rien"),
        ("{% if %}a{% endif %}", "syntaxe : il manque une expression avant « %} »"),
        ("{{ a", "syntaxe : il manque « }} »"),
        ("{{ a b }}", "syntaxe : « }} » attendu, et non « b »"),
        ("{{ (a }}", "syntaxe : « ) » attendu, et non « } »"),
        ("{{ a|gras }}", "syntaxe : filtre inconnu : « gras »"),
        ("{% if a is pair %}{% endif %}", "syntaxe : test inconnu : « pair »"),
        ("{{ a $ b }}", "syntaxe : signe inattendu ou jamais refermé : $"),
        ('{{ "a }}', 'syntaxe : signe inattendu ou jamais refermé : "'),
        ("{# ouvert", "syntaxe : un commentaire « {# » n’est pas fermé"),
        ("{% raw %} x", "syntaxe : « raw » n’est pas fermé"),
        ("{{ b.titel }}", "variable absente : « titel »"),
        ("{{ absent|typo }}", "variable absente : « absent »"),
        ("{{ [1][9] }}", "variable absente : pas d’élément 9"),
        ("{{ 1 / 0 }}", "calcul impossible : « division by zero »"),
    ],
)
def test_a_mistake_is_told_in_french(tmp_path: Path, text: str, reason: str) -> None:
    assert str(refused(tmp_path, text, a=1, b={})) == f"templates/page.html, ligne 1 : {reason}"


def test_what_jinja_says_once_in_ten_years_stays_between_quotes() -> None:
    assert syntax("Something else.") == "syntaxe : « Something else. »"


def test_braces_without_end_are_told_without_a_line(tmp_path: Path) -> None:
    for text in (
        "{{ " + "(" * 500 + "1" + ")" * 500 + " }}",
        "{% for a in b %}" * 30 + "{% endfor %}" * 30,
    ):
        error = refused(tmp_path, text)
        assert str(error) == "templates/page.html : trop de balises les unes dans les autres"


def test_a_file_of_another_alphabet_is_told(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes("été".encode("latin-1"))
    with pytest.raises(TemplateError, match="UTF-8"):
        Templates(tmp_path).render("page.html")


BASE = """\
{% block top %}haut{% endblock %}
{# {% block commented %} #}
{% raw %}{% block raw %}{% endraw %}
{% block sections %}
  {% block one scoped %}
  {{ a }}
  {%- endblock %}
  {{ b }}
{% endblock sections %}
{{ c }}
"""


@pytest.mark.parametrize(
    "line, block",
    [(1, "top"), (2, ""), (3, ""), (4, "sections"), (6, "one"), (8, "sections"), (10, "")],
)
def test_the_block_that_is_open_at_a_line_is_named(line: int, block: str) -> None:
    assert block_at(BASE, line) == block


def test_the_error_names_the_block_of_the_file_that_is_wrong(tmp_path: Path) -> None:
    write(tmp_path, BASE, "base.html")
    own = '{% extends "base.html" %}\n{% block top %}\n{{ absent }}\n{% endblock %}\n'
    error = refused(tmp_path, own, a=1, b=2, c=3)
    assert (error.file, error.line, error.block) == ("templates/page.html", 3, "top")
    assert "templates/page.html, ligne 3, bloc « top » : variable absente" in str(error)
    error = refused(tmp_path, '{% extends "base.html" %}', b=2, c=3)
    assert (error.file, error.line, error.block) == ("templates/base.html", 6, "one")


def test_an_unclosed_tag_of_a_part_names_the_part_and_no_folder(tmp_path: Path) -> None:
    write(tmp_path, "\n{# ouvert", "parts/a.html")
    error = refused(tmp_path, "{% include 'parts/a.html' %}")
    assert (error.file, error.line) == ("templates/parts/a.html", 2)
