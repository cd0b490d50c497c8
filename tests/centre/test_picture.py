"""Whatever photograph comes in, a light and plain one goes out; what is none is refused in French."""

from __future__ import annotations

import struct
import zlib

import pytest
from PIL import Image

from tests.centre.drawing import encoded, noise, opened, photograph
from veille.centre.picture import HEAVIEST, lightened
from veille.errors import PictureError


@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
def test_a_photograph_becomes_a_light_jpeg(kind: str) -> None:
    made = lightened(encoded(photograph(), kind))
    shown = opened(made.content)
    assert (made.type, shown.format) == ("image/webp", "WEBP")
    assert (made.width, made.height) == shown.size == (1200, 750)
    assert len(made.content) <= HEAVIEST


def test_the_worst_picture_still_fits() -> None:
    made = lightened(encoded(noise(), "JPEG", quality=95))
    assert len(made.content) <= HEAVIEST
    assert made.width >= 320


def test_a_small_picture_is_not_blown_up() -> None:
    assert lightened(encoded(photograph(300, 200))).width == 300


def test_a_chart_keeps_its_sharp_edges() -> None:
    chart = Image.new("RGB", (900, 500), "white")
    chart.paste("navy", (50, 100, 200, 450))
    made = lightened(encoded(chart, "PNG"))
    assert made.type == "image/png"
    assert opened(made.content).getpixel((199, 300)) == (0, 0, 128)


def test_what_was_transparent_is_white() -> None:
    made = lightened(encoded(Image.new("RGBA", (40, 40), (255, 0, 0, 0)), "PNG"))
    assert opened(made.content).convert("RGB").getpixel((5, 5)) == (255, 255, 255)


def test_metadata_are_gone_and_the_picture_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # on its side
    exif[0x013B] = "Alice"
    exif.get_ifd(0x8825)[2] = (48.0, 6.0, 0.0)
    made = lightened(encoded(photograph(600, 400), exif=exif, comment=b"secret"))
    shown = opened(made.content)
    assert (made.width, made.height) == (400, 600)
    assert not shown.getexif()
    assert b"Alice" not in made.content
    assert b"secret" not in made.content


def test_other_colours_are_taken() -> None:
    assert lightened(encoded(photograph(200, 100).convert("CMYK"))).width == 200
    assert lightened(encoded(photograph(200, 100).convert("P"), "PNG")).width == 200


def test_the_same_picture_gives_the_same_bytes() -> None:
    sent = encoded(photograph())
    assert lightened(sent).content == lightened(sent).content


def _png_header(width: int, height: int) -> bytes:
    """A file that promises very many pixels in very few bytes."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))
    return b"\x89PNG\r\n\x1a\n" + chunk + b"\0\0\0\0IDAT" + struct.pack(">I", zlib.crc32(b"IDAT"))


MOVING = {"save_all": True, "append_images": [Image.new("RGB", (40, 40), "red")], "duration": 100}


@pytest.mark.parametrize(
    "content, told",
    [
        (b"", "n’est pas une image"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "n’est pas une image"),
        (b"<html><script>alert(1)</script></html>", "n’est pas une image"),
        (b"\xff\xd8\xff\xe0<script>alert(1)</script>", "n’est pas une image"),
        (encoded(photograph(40, 40), "GIF", **MOVING), "n’est pas une image"),
        (encoded(photograph(40, 40), "BMP"), "n’est pas une image"),
        (encoded(photograph(40, 40), "TIFF"), "n’est pas une image"),
        (encoded(photograph())[:5000], "n’est pas une image"),
        (encoded(photograph(), "PNG")[:900], "n’est pas une image"),
        (encoded(photograph(40, 40), "WEBP", **MOVING), "bouge"),
        (encoded(photograph(40, 40), "PNG", **MOVING), "bouge"),
        (_png_header(7000, 7000), "millions de points"),
        (_png_header(12000, 12000), "millions de points"),
        (_png_header(60000, 60000), "millions de points"),
    ],
)
def test_what_is_no_picture_of_ours_is_refused(content: bytes, told: str) -> None:
    with pytest.raises(PictureError, match=told):
        lightened(content)
