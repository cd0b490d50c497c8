"""A template that asks for a billion turns, or for what lies outside, is refused by name; an honest one is not."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from veille.errors import TemplateError
from veille.templating import Templates

LONG = "le gabarit demande trop de tours"
LARGE = "démesuré"
FORBIDDEN = "interdit dans un gabarit"
ENDLESS = "s’appelle lui-même sans fin"


def write(folder: Path, text: str, name: str = "page.html") -> Path:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, "utf-8")
    return folder


def refused(folder: Path, text: str, **context: object) -> TemplateError:
    with pytest.raises(TemplateError) as caught:
        Templates(write(folder, text)).render("page.html", **context)
    return caught.value


def nest(depth: int, inside: str = "") -> str:
    """Loops of a hundred turns, one in another."""
    opened = "".join(f"{{% for a{at} in range(100) %}}" for at in range(depth))
    return opened + inside + "{% endfor %}" * depth


@pytest.mark.parametrize(
    "text",
    [
        nest(5),
        nest(5, "un mot {{ a1 }}"),
        "{% for a in range(99999) %}{% for b in range(99999) if false %}{% endfor %}{% endfor %}",
        "{% for a in range(99999) %}{{ range(99999)|sum }}{% endfor %}",
        "{% for a in range(99999) %}{{ range(99999)|map('string')|join }}{% endfor %}",
        "{% macro m() %}" + nest(2) + "{% endmacro %}" + nest(2, "{{ m() }}"),
        "{% for a in [1] recursive %}{% if loop.depth < 25 %}{{ loop([1, 1]) }}{% endif %}{% endfor %}",
        "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(30) }}",
        "{% block a %}" + nest(4) + "{% endblock %}",
        "{% set n = namespace(a=[1]) %}{% for i in range(60) %}{% set n.a = [n.a, n.a] %}{% endfor %}{{ n.a }}",
        nest(2, "{{ long|upper|lower|title|length }}" * 9),
    ],
)
def test_a_template_that_turns_for_ever_is_stopped_with_its_file_and_line(
    tmp_path: Path, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As many as it takes to tell them from a letter; all of them are spent once, below.
    monkeypatch.setattr("veille.templating.bounds.TURNS", 50_000)
    error = refused(tmp_path, "\n" + text, long="mot " * 20_000)
    assert (error.file, error.line) == ("templates/page.html", 2)
    assert LONG in str(error)


def test_a_billion_turns_are_stopped_after_half_a_million(tmp_path: Path) -> None:
    templates = Templates(write(tmp_path, nest(2, "{% for a in range(30) %}{% endfor %}") + "fini"))
    assert templates.render("page.html") == "fini"
    assert LONG in str(refused(tmp_path, nest(5)))


def test_what_a_macro_is_handed_costs_nothing_until_it_is_looked_at(tmp_path: Path) -> None:
    text = "{% macro m(all) %}{{ all['k7'] }}{% endmacro %}{% for a in range(99) %}{{ m(all) }}{% endfor %}"
    archive = {f"k{at}": "x" for at in range(20_000)}
    assert Templates(write(tmp_path, text)).render("page.html", all=archive) == "x" * 99


DOUBLING = (
    "{% set n = namespace(a='mot') %}{% for i in range(60) %}{% set n.a = WHAT %}{% endfor %}"
)


@pytest.mark.parametrize(
    "text",
    [
        "{{ 'a' * 10 ** 9 }}",
        "{{ 10 ** 9 * 'a' }}",
        "{{ ([0] * 10 ** 9)|length }}",
        "{{ 10 ** (10 ** 10) }}",
        "{{ (10 ** 1000) * (10 ** 1000) }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ '%*d' % (1000000000, 1) }}",
        "{{ '%1000000000d'|format(1) }}",
        "{{ '{:1000000000}'.format(1) }}",
        "{{ '{:{w}}'.format(1, w=1000000000) }}",
        "{{ ('%s' * 2000)|format(*[long] * 2000) }}",
        "{{ 'a'|center(1000000000) }}",
        "{{ 'a\nb'|indent(1000000000) }}",
        "{{ lines|indent(9000) }}",
        "{{ lines|wrapped(72, ' ' * 9000) }}",
        "{{ [1]|batch(1000000000, 'a')|list|length }}",
        "{{ [1]|slice(1000000000)|list|length }}",
        "{{ {'a': 1}|tojson(indent=1000000000) }}",
        "{{ long|replace('', long) }}",
        "{{ long.replace('', long) }}",
        "{{ long.join(range(9000)|map('string')|list) }}",
        "{{ range(9000)|map('string')|list|join(long) }}",
        DOUBLING.replace("WHAT", "n.a ~ n.a"),
        DOUBLING.replace("WHAT", "n.a + n.a"),
        DOUBLING.replace("WHAT", "[n.a, n.a]|join"),
        DOUBLING.replace("WHAT", "'%s%s'|format(n.a, n.a)"),
    ],
)
def test_what_has_no_measure_is_refused_before_it_is_made(tmp_path: Path, text: str) -> None:
    error = refused(tmp_path, text, long="mot " * 20_000, lines="a\n" * 20_000)
    assert LARGE in str(error) or LONG in str(error)
    assert error.file == "templates/page.html"


def test_a_letter_of_more_than_five_million_signs_is_refused(tmp_path: Path) -> None:
    text = "{% for a in range(1000) %}" + "x" * 5_500 + "{% endfor %}"
    assert LARGE in str(refused(tmp_path, text))


@pytest.mark.parametrize(
    "text",
    [
        "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
        "{% include 'page.html' %}",
        "{% extends 'page.html' %}",
        "{% import 'page.html' as page %}",
        "{% block a %}{{ self.a() }}{% endblock %}",
    ],
)
def test_a_template_that_calls_itself_is_told_so(tmp_path: Path, text: str) -> None:
    error = refused(tmp_path, text)
    assert ENDLESS in str(error)
    assert (error.file, error.line) == ("templates/page.html", 1)


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__ }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ ''['__class__'] }}",
        "{{ ''|attr('__class__') }}",
        "{{ ['']|map(attribute='__class__')|first }}",
        "{{ _.__globals__ }}",
        "{{ _['__globals__'] }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ cycler.__init__.__globals__.os.environ }}",
        "{{ joiner.__init__.__globals__ }}",
        "{{ namespace.__init__.__globals__ }}",
        "{{ self.__init__.__globals__ }}",
        "{{ self._TemplateReference__context }}",
        "{% macro m() %}{% endmacro %}{{ m.__globals__ }}",
        "{% macro m() %}{% endmacro %}{{ m._func.__globals__ }}",
        "{{ '{0.__class__}'.format(0) }}",
        "{{ '{a.__class__}'.format_map({'a': 0}) }}",
        "{{ 5 .to_bytes(1000000000, 'big') }}",
        "{{ 'a'.zfill(1000000000) }}",
        "{{ 'a\t'.expandtabs(1000000000) }}",
        "{{ given.append(1) }}",
    ],
)
def test_a_template_that_reaches_out_is_refused_by_name(tmp_path: Path, text: str) -> None:
    error = refused(tmp_path, "\n\n" + text, given=[])
    assert FORBIDDEN in str(error)
    assert (error.file, error.line) == ("templates/page.html", 3)


@pytest.mark.parametrize("name", ["config", "request", "os", "open", "lipsum", "environ"])
def test_nothing_of_the_program_is_at_hand(tmp_path: Path, name: str) -> None:
    assert f"variable absente : « {name} »" in str(refused(tmp_path, f"{{{{ {name} }}}}"))


@pytest.mark.parametrize("name", ["/etc/passwd", "../secret.txt", "a/../../secret.txt", "~/.netrc"])
@pytest.mark.parametrize("how", ["include '{0}'", "extends '{0}'", "import '{0}' as a"])
def test_no_file_outside_the_templates_is_read(tmp_path: Path, name: str, how: str) -> None:
    write(tmp_path, "secret", "secret.txt")
    error = refused(tmp_path / "templates", f"\n{{% {how.format(name)} %}}")
    assert f"gabarit introuvable : {name}" in str(error)
    assert (error.file, error.line) == ("templates/page.html", 2)


def test_an_honest_template_does_all_that_it_did(tmp_path: Path) -> None:
    text = (
        "{% for a in 'abc' if a != 'b' %}{{ loop.index }}/{{ loop.length }}{{ a ~ '<' }} {% endfor %}"
        "{{ 'a' * 3 }}{{ 2 ** 8 }}{{ 7 % 3 }}{{ '%-4s|'|format('x') }}{{ '%02d' % 7 }}{{ [1] + [2] }}"
        "{% for a in [[1, [2]]] recursive %}{% for b in a %}{{ b }}{% endfor %}{% endfor %}"
        "{{ ', '.join(['a', 'b']) }}{{ 'a-b'.replace('-', '+').upper() }}{{ '{:>3}'.format(1) }}"
        "{{ 'En 2026, %s'|format(1) }}"
    )
    made = Templates(write(tmp_path, text)).render("page.html")
    assert made == (
        "1/2a&lt; 2/2c&lt; aaa2561x   |07[1, 2]1[2]a, bA+B  1En 2026, 1"
    )  # a part joined inside a page is escaped like any other


def test_a_rendering_does_not_pay_for_the_one_before_nor_beside(tmp_path: Path) -> None:
    templates = Templates(write(tmp_path, "{% for a in range(99999) %}{% endfor %}fini"))
    said: list[str] = []

    def three_times() -> None:
        said.extend(templates.render("page.html") for _again in range(3))

    threads = [threading.Thread(target=three_times) for _one in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert said == ["fini"] * 9
