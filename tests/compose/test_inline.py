"""Style sheets into attributes, and the faults of the inliner that are closed."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from veille.compose.inline import inline
from veille.errors import TemplateError

PAGE = """<!DOCTYPE html>
<html lang="fr"><head><title>x</title>{head}</head><body>{body}</body></html>
"""
SHEET = """<style>
p { color: #123456; }
.loud { color: #654321; }
</style>
<style>
@media (max-width: 480px) { p { color: #ABCDEF !important; } }
</style>"""


def made(head: str, body: str) -> str:
    return inline(PAGE.format(head=head, body=body))


def test_rules_become_attributes_and_a_class_beats_a_tag() -> None:
    html = made(SHEET, '<p>a</p><p class="loud">b</p>')
    assert '<p style="color:#123456">a</p>' in html
    assert '<p class="loud" style="color:#654321">b</p>' in html


def test_the_attribute_that_a_template_wrote_wins() -> None:
    assert 'style="color:#000001"' in made(SHEET, '<p style="color: #000001">a</p>')


def test_the_doctype_is_kept_once_and_first() -> None:
    html = made(SHEET, "<p>a</p>")
    assert html.startswith("<!DOCTYPE html>\n<html")
    assert html.lower().count("<!doctype") == 1


def test_media_rules_stay_with_their_important_and_its_space() -> None:
    assert "@media (max-width: 480px) { p { color: #ABCDEF !important; } }" in made(
        SHEET, "<p>a</p>"
    )


def test_media_rules_are_not_put_into_attributes() -> None:
    assert made(SHEET, "<p>a</p>").count("#ABCDEF") == 1


def test_classes_stay_for_the_rules_that_need_them() -> None:
    assert 'class="loud"' in made(SHEET, '<p class="loud">a</p>')


def test_the_mark_of_a_person_survives_in_a_link_and_in_a_text() -> None:
    html = made(SHEET, '<p><a href="%%DESABONNEMENT%%">x</a> %%DESABONNEMENT%%</p>')
    assert html.count("%%DESABONNEMENT%%") == 2
    assert 'href="%%DESABONNEMENT%%"' in html


def test_addresses_and_french_spaces_survive() -> None:
    html = made("", '<p><a href="https://a.example/?a=1&amp;b=c">«\u00a0Où\u202f?\u00a0»</a></p>')
    assert 'href="https://a.example/?a=1&amp;b=c"' in html
    assert "«\u00a0Où\u202f?\u00a0»" in html


def test_comments_for_outlook_stay() -> None:
    assert "<!--[if mso]><b><![endif]-->" in made("", "<!--[if mso]><b><![endif]--><p>a</p>")


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """(address of a server, the paths that were asked of it)."""
    paths: list[str] = []

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_error(404)

        def log_message(self, format: str, *args: object) -> None:
            """Silence."""

    server = HTTPServer(("127.0.0.1", 0), Site)
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", paths
    server.shutdown()
    server.server_close()
    thread.join()


def test_no_picture_is_fetched(asked: tuple[str, list[str]]) -> None:
    site, paths = asked
    head = f"<style>p {{ background: url({site}/a.png); }}</style>"
    made(head, f'<p>a</p><img src="{site}/b.png" alt="">')
    assert paths == []


@pytest.mark.parametrize(
    "head",
    [
        '<link rel="stylesheet" href="{site}/a.css">',
        '<LINK href="{site}/a.css" rel="preload stylesheet">',
        '<style>p {{ margin: 0 }} @import "{site}/a.css";</style>',
        "<style>@IMPORT url({site}/a.css);</style>",
    ],
)
def test_a_sheet_from_elsewhere_is_refused_and_not_fetched(
    asked: tuple[str, list[str]], head: str
) -> None:
    site, paths = asked
    with pytest.raises(TemplateError, match=f"feuille de style distante : .*{site}/a.css"):
        made(head.format(site=site), "<p>a</p>")
    assert paths == []


def test_a_text_that_speaks_of_sheets_from_elsewhere_is_only_text() -> None:
    assert "@import" in made(SHEET, "<p>@import, &lt;link rel=stylesheet&gt;</p>")
