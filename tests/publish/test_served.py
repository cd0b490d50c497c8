"""What a web server is told: read back as each server reads it; `prove` asks real ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from veille.desk.static_site import static_site
from veille.publish.apache import apache
from veille.publish.netlify import headers, redirects
from veille.publish.nginx import nginx
from veille.publish.served import POLICY, SAFE, Served

ALONE = Served("https://archives.breal.example/", (("themes/ancien/", "themes/neuf/"), ("a/", "")))
BESIDE = Served("https://breal.example/veille/", (("themes/ancien/", "themes/neuf/"),))

# What the directives that we write ask of AllowOverride: « Override » in Apache's own index.
FILE_INFO = {
    "ErrorDocument",
    "AddType",
    "AddCharset",
    "Header",
    "RequestHeader",
    "AddOutputFilterByType",
    "RedirectMatch",
}


def test_the_policy_is_the_one_under_which_the_archive_is_looked_at_on_this_machine(
    tmp_path: Any,
) -> None:
    (tmp_path / "index.html").write_text("accueil")
    said: dict[str, str] = {}
    environ = {"HTTP_HOST": "127.0.0.1", "REQUEST_METHOD": "GET", "PATH_INFO": "/"}
    static_site(tmp_path)(environ, lambda _status, given: said.update(given))  # type: ignore[arg-type]
    assert said["Content-Security-Policy"] == POLICY


# --- nginx -----------------------------------------------------------------------------


def _blocks(text: str) -> Iterator[tuple[str, list[str]]]:
    """(head, own lines) of every block; raises when a brace or a semicolon is missing."""
    open_: list[tuple[str, list[str]]] = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        if line.startswith("#"):
            continue
        if line == "}":
            yield open_.pop()
        elif line.endswith("{"):
            open_.append((line[:-1].strip(), []))
        else:
            assert line.endswith((";", "; }")), line
            if open_:
                open_[-1][1].append(line)
    assert open_ == []


@pytest.mark.parametrize("served", [ALONE, BESIDE])
def test_nginx_says_every_header_wherever_it_says_one(served: Served) -> None:
    with_headers = {
        head: lines
        for head, lines in _blocks(nginx(served))
        if any(line.startswith("add_header") for line in lines)
    }
    assert len(with_headers) == 4
    for lines in with_headers.values():
        said = {line.split()[1] for line in lines if line.startswith("add_header")}
        assert said >= {*SAFE, "Content-Security-Policy", "Cache-Control"}


def test_nginx_leads_on_from_an_address_that_moved() -> None:
    assert "location = /themes/ancien/ { return 301 /themes/neuf/; }" in nginx(ALONE)
    assert "location = /a/ { return 301 /; }" in nginx(ALONE)
    assert "location = /veille/themes/ancien/ { return 301 /veille/themes/neuf/; }" in nginx(BESIDE)


# --- Apache ----------------------------------------------------------------------------


@pytest.mark.parametrize("served", [ALONE, BESIDE])
def test_apache_is_told_only_what_a_shared_host_lets_be_said(served: Served) -> None:
    depth = 0
    for line in filter(None, (line.strip() for line in apache(served).splitlines())):
        if re.match(r"<(IfModule|FilesMatch) ", line):
            depth += 1
        elif line.startswith("</"):
            depth -= 1
        elif not line.startswith("#"):
            assert line.split()[0] in FILE_INFO
            assert line.count('"') % 2 == 0
    assert depth == 0


def test_apache_leads_on_from_an_address_that_moved_and_from_that_one_alone() -> None:
    assert r'RedirectMatch 301 "^/veille/themes/ancien/$" "/veille/themes/neuf/"' in apache(BESIDE)


def test_apache_answers_with_our_own_page_where_there_is_none() -> None:
    assert "ErrorDocument 404 /veille/404.html\n" in apache(BESIDE)


# --- hosts with _headers ---------------------------------------------------------------


def _rules(text: str) -> Mapping[str, Mapping[str, str]]:
    rules: dict[str, dict[str, str]] = {}
    for line in text.splitlines():
        if line.startswith("  "):
            name, value = line.strip().split(": ", 1)
            rules[list(rules)[-1]][name] = value
        elif line and not line.startswith("#"):
            rules[line] = {}
    return rules


def test_headers_are_never_in_two_rules_that_meet() -> None:
    rules = _rules(headers(ALONE))
    assert rules["/*"]["Content-Security-Policy"] == POLICY
    assert not any(name in rules["/*"] for rule in list(rules)[1:] for name in rules[rule])


def test_redirects_are_a_line_each() -> None:
    told = [line for line in redirects(BESIDE).splitlines() if not line.startswith("#")]
    assert told == ["/veille/themes/ancien/ /veille/themes/neuf/ 301!"]


# --- all of them -----------------------------------------------------------------------


def test_what_holds_for_a_whole_host_is_not_said_in_a_sub_folder() -> None:
    for write in (nginx, apache, headers):
        said = [line for line in write(BESIDE).splitlines() if not line.strip().startswith("#")]
        assert not any("Strict-Transport-Security" in line for line in said)
        assert "Strict-Transport-Security" in write(ALONE)
    assert "Strict-Transport-Security" not in nginx(Served("http://archives.breal.example/"))


def test_an_address_cannot_add_a_line_of_its_own() -> None:
    evil = Served("https://breal.example/", (('x/";}\n<', "y/ 200\n"),))
    for write in (nginx, apache, redirects):
        assert "%3B" in write(evil)
        assert '";}' not in write(evil)
