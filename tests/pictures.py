"""`python -m tests.pictures`: takes the pictures of docs/img anew, from the demo as anyone would see it."""

from __future__ import annotations

import email
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import policy
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from veille.desk.previews import VIEWS as VIEWS_OF

IMAGES = Path(__file__).parents[1] / "docs" / "img"


@contextmanager
def demo(folder: Path) -> Iterator[str]:
    """The demo's desk, open: yields the one-time link."""
    command = [sys.executable, "-m", "veille", "demo", str(folder)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as running:
        try:
            yield next(
                found[0]
                for line in running.stdout or ()
                if (found := re.search(r"http://127\.0\.0\.1:\d+/bureau/entrer/\S+", line))
            )
        finally:
            running.terminate()


def letter(folder: Path) -> str:
    """The HTML part of the letter, out of its message."""
    path = sorted((folder / "data" / "outbox").glob("lettre-*.eml"))[0]
    part = email.message_from_bytes(path.read_bytes(), policy=policy.default).get_body(("html",))
    return str(part.get_content()) if part else ""


def take(browser: Browser, link: str, folder: Path) -> None:
    desk = browser.new_page(viewport={"width": 1440, "height": 860})
    desk.goto(link)
    desk.wait_for_url("**/bureau/")
    desk.get_by_role("link", name="À Douvrelle").first.click()
    desk.get_by_role("heading", name="À Douvrelle").wait_for()
    desk.screenshot(path=IMAGES / "desk.png")
    root = desk.url.split("/bureau/")[0] + "/bureau"
    for name, path in (
        ("search", "rechercher/?text=quartier"),
        ("sources", "sources/"),
        ("event", "evenements/nouveau"),
        ("vocabulary", "vocabulaire/"),
        ("dossiers", "dossiers/"),
    ):
        desk.goto(f"{root}/{path}")
        desk.wait_for_load_state("networkidle")
        desk.screenshot(path=IMAGES / f"{name}.png")
    desk.set_viewport_size({"width": 375, "height": 740})
    desk.goto(f"{root}/")
    desk.get_by_role("link", name="À Douvrelle").first.click()
    desk.get_by_role("heading", name="À Douvrelle").wait_for()
    desk.wait_for_function("scrollY > 0")
    desk.wait_for_load_state("networkidle")
    desk.screenshot(path=IMAGES / "phone.png")
    for name, path in (("home", "index.html"), ("edition", "revue/2026/48/index.html")):
        page = browser.new_page(viewport={"width": 1440, "height": 1150})
        page.goto(next(folder.glob(f"archive/{path.replace('2026', '*')}")).as_uri())
        page.screenshot(path=IMAGES / f"{name}.png")
    desk.set_viewport_size({"width": 1440, "height": 860})
    desk.goto(f"{root}/editions/")
    shelf = desk.get_by_role("region", name="La revue de presse")
    shelf.get_by_role("button", name="Préparer l’édition").click()
    desk.locator("#composer").wait_for()
    desk.wait_for_load_state("networkidle")
    desk.screenshot(path=IMAGES / "composer.png")
    sheet(browser, letter(folder))
    mail = browser.new_page(viewport={"width": 700, "height": 980})
    mail.set_content(letter(folder))
    mail.screenshot(path=IMAGES / "letter.png")


# (width, colours asked for, what is done to the letter)
VIEWS: tuple[tuple[int, Literal["light", "dark"], Callable[[str], str]], ...] = (
    (320, "light", str),
    (600, "light", str),
    (900, "light", str),
    (600, "dark", str),
    (600, "light", VIEWS_OF["inverse"]),
    (600, "light", VIEWS_OF["sans-images"]),
    (600, "light", lambda html: re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)),
)
"""At three widths; by night; turned round by the program; without pictures; without any style sheet."""


def sheet(browser: Browser, html: str) -> None:
    """One letter as each program shows it, side by side, at half its size."""
    shots = []
    for width, scheme, change in VIEWS:
        page = browser.new_page(viewport={"width": width, "height": 1100}, color_scheme=scheme)
        page.set_content(change(html))
        shots.append(Image.open(io.BytesIO(page.screenshot())).convert("RGB"))
        page.close()
    whole = Image.new("RGB", (sum(one.width + 24 for one in shots), 1100), "#8d8980")
    left = 0
    for one in shots:
        whole.paste(one, (left, 0))
        left += one.width + 24
    whole.resize((whole.width // 2, whole.height // 2)).save(
        IMAGES / "letter-sheet.jpg", quality=62, optimize=True
    )


def main() -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    chromium = os.environ.get("VEILLE_CHROMIUM") or shutil.which("chromium")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as driver:
        folder = Path(name) / "demo"
        with demo(folder) as link:
            browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            take(browser, link, folder)
            browser.close()


if __name__ == "__main__":
    main()
