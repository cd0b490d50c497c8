"""The logo: light, served for ever to sealed letters; a bad one stops nobody's review."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from lxml import html as lxml_html
from PIL import Image, ImageDraw

from tests.cast import ALICE, RENTS, SCHOOL, Stage, rewrite, select_for
from veille.core import Veille


def drawn(width: int = 900, height: int = 300, kind: str = "PNG") -> bytes:
    """Dark words on nothing, as logos often are."""
    mode = "RGB" if kind == "JPEG" else "RGBA"
    image = Image.new(mode, (width, height), "white" if mode == "RGB" else (0, 0, 0, 0))
    ImageDraw.Draw(image).rectangle((20, 20, width - 20, height - 20), fill="#1c1b1a")
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


@pytest.fixture
def draft(veille: Veille, stage: Stage) -> str:
    """A letter of Bréal, which names a logo that is not there yet."""
    rewrite(stage.folder / "veille.yml", "centre:\n", "centre:\n  logo: logo.png\n")
    veille.workspace.templates.mkdir(exist_ok=True)
    veille.reload()
    veille.collect()
    select_for(veille, "lettre", SCHOOL, RENTS)
    return veille.drafts.new("lettre", by=ALICE).public_id


def place(veille: Veille, content: bytes, name: str = "logo.png") -> Path:
    path = veille.workspace.templates / name
    path.write_bytes(content)
    return path


def told(veille: Veille, draft: str) -> list[str]:
    return [one.message for one in veille.sealing.check(draft) if one.rule == "logo"]


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_letter_bears_the_logo_in_the_place_of_the_name(
    veille: Veille, draft: str, kind: str
) -> None:
    place(veille, drawn(kind=kind))
    assert told(veille, draft) == []
    (image,) = lxml_html.document_fromstring(veille.editions.preview(draft).html).iter("img")
    assert image.get("src").startswith("https://")
    assert int(image.get("height")) <= 48
    assert int(image.get("width")) <= 260
    assert image.get("alt")
    assert "/assets/logo-" in image.get("src")


def test_a_sealed_letter_keeps_its_logo_when_the_file_changes_or_goes(
    veille: Veille, draft: str
) -> None:
    file = place(veille, drawn())
    sealed = veille.sealing.seal(draft, by=ALICE)
    (image,) = lxml_html.document_fromstring(veille.editions.preview(draft).html).iter("img")
    path = veille.workspace.archive / "assets" / image.get("src").rpartition("/")[2]
    file.write_bytes(drawn(400, 400))
    veille.archive.build()
    assert path.read_bytes() == veille.editions.logo(f"assets/{path.name}")
    with Image.open(path) as shown:
        assert shown.height <= 96
        assert shown.convert("RGB").getpixel((0, 0)) == (255, 255, 255), "a light plate at night"
    assert len(path.read_bytes()) < 30_000
    file.unlink()
    veille.archive.build()
    assert path.is_file()
    assert veille.editions.get(sealed.public_id).html_sha256 == sealed.html_sha256
    assert veille.archive.verify() == []


def test_a_logo_that_cannot_be_shown_is_named_and_stops_nothing(veille: Veille, draft: str) -> None:
    assert "n’existe pas" in told(veille, draft)[0]
    for content, words in (
        (b"", "pas une image"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "pas une image"),
        (drawn()[:200], "pas une image"),
        (b"x" * (20 * 1024 * 1024), "plus de 5 Mo"),
    ):
        place(veille, content)
        (found,) = told(veille, draft)
        assert found.startswith("centre.logo, templates/logo.png")
        assert words in found
    assert "<img" not in veille.editions.preview(draft).html
    assert veille.sealing.seal(draft, by=ALICE).number is not None


@pytest.mark.parametrize("name", ["../logo.png", "/etc/hostname", "sous/../../logo.png"])
def test_a_logo_from_elsewhere_is_refused(
    veille: Veille, stage: Stage, draft: str, name: str
) -> None:
    (stage.folder / "logo.png").write_bytes(drawn())
    rewrite(stage.folder / "veille.yml", "logo: logo.png", f"logo: {name}")
    veille.reload()
    assert "dans le dossier templates/" in told(veille, draft)[0]
    assert veille.editions.logo("assets/logo-000000000000.png") is None
