"""The letters as sent: exactly the sealed bytes, beside the page of their edition."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.archive.samples import OLD
from tests.cast import Stage, stage
from tests.desk.browsing import watched
from veille.archive.mails import mail_files
from veille.core import Veille
from veille.desk.server import listening
from veille.desk.static_site import static_site


@pytest.fixture(name="stage")
def a_letter(tmp_path: Path, letter: Path) -> Stage:
    return stage(tmp_path / "breal", letter)


@pytest.fixture
def folder(stage: Stage, veille: Veille) -> Path:
    """Of the edition, in a built archive."""
    veille.archive.build()
    return stage.folder / "archive" / "lettre" / "2026" / "12"


@pytest.fixture
def address(stage: Stage, folder: Path) -> Iterator[str]:
    """Of the same folder, served."""
    with listening(static_site(stage.folder / "archive"), 0) as port:
        yield f"http://127.0.0.1:{port}/lettre/2026/12/"


def test_both_files_are_the_sealed_bytes_and_the_page_leads_to_them(
    folder: Path, veille: Veille
) -> None:
    edition = veille.editions.get("lettre/2026/12")
    sent = veille.editions.preview("lettre/2026/12")

    html, text = ((folder / f"courriel.{kind}").read_bytes() for kind in ("html", "txt"))

    assert (html, text) == (sent.html.encode(), sent.text.encode())
    assert hashlib.sha256(html).hexdigest() == edition.html_sha256
    assert hashlib.sha256(text).hexdigest() == edition.text_sha256

    page = (folder / "index.html").read_text("utf-8")
    assert '<a href="courriel.html">courriel tel qu’envoyé</a>' in page
    assert '<a href="courriel.txt" type="text/plain">en texte seul</a>' in page
    assert "Le lien de désabonnement" in page


def test_what_the_store_has_lost_is_not_made_up() -> None:
    kept = {"a": b"<p>Bonjour</p>"}
    assert list(mail_files(OLD, "a", "b", kept.get)) == [
        (f"{OLD.path}courriel.html", b"<p>Bonjour</p>")
    ]


def test_a_browser_shows_the_letter_in_its_colours_and_runs_nothing(
    browser: Browser, address: str
) -> None:
    tab = browser.new_page()
    complaints = watched(tab)
    answer = tab.goto(f"{address}courriel.html")
    assert answer
    assert "script-src" not in answer.headers["content-security-policy"]
    assert answer.headers["x-robots-tag"] == "noindex"
    styled = tab.evaluate(
        "[...document.querySelectorAll('a')].map(one => getComputedStyle(one).color)"
    )
    assert "rgb(31, 58, 110)" in styled
    # Some browsers ask for an icon that a letter has not.
    assert [one for one in complaints if "Failed to load resource" not in one] == []

    plain = tab.goto(f"{address}courriel.txt")
    assert plain
    assert plain.headers["content-type"] == "text/plain; charset=utf-8"
