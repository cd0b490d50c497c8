"""The only door to Pillow: whatever photograph was sent becomes a light, plain picture for the web."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from gettext import gettext as _
from typing import TYPE_CHECKING

from veille.errors import PictureError

if TYPE_CHECKING:
    from PIL.Image import Image as Pixels

HEAVIEST = 60 * 1024
"""Bytes of a picture in the archive: a telephone on a slow network shows it within two seconds."""
WIDEST = 1200
MOST_PIXELS = 40_000_000
"""A photograph of a telephone has 12 to 50 million; more than this is a bomb, or a poster."""

LOGO_WIDTH, LOGO_HEIGHT = 520, 96
"""Twice what a letter shows."""
LOGO_MARGIN = 8

_SIZES = (1200, 1000, 800, 640, 480, 320)
_QUALITIES = (80, 72, 64, 56)
_NOT_ONE = _("ce fichier n’est pas une image JPEG, PNG ou WebP : choisissez-en une autre")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture made anew: no metadata, right way up."""

    content: bytes
    type: str
    width: int
    height: int


def lightened(content: bytes) -> Picture:
    """At most 1200 pixels wide and 60 KB, told by its content and not by its name. Deterministic.

    Raises PictureError for what is no JPEG, PNG or WebP, for what moves, and for what is too large.
    """
    image = _opened(content)
    if image.format == "PNG" and (drawn := _as_drawing(_fitted(image, WIDEST))):
        return drawn
    return next(made for made in _photographs(image) if len(made.content) <= HEAVIEST)


def logo(content: bytes) -> Picture:
    """A PNG of at most 96 × 520 points, to be shown at half its size; its transparent parts become paper.

    On a dark screen it then stands on a light plate and stays readable. Raises PictureError like `lightened`.
    """
    from PIL import ImageOps

    fitted = _opened(content).copy()
    fitted.thumbnail((LOGO_WIDTH - 2 * LOGO_MARGIN, LOGO_HEIGHT - 2 * LOGO_MARGIN))
    even = (fitted.width % 2, fitted.height % 2)
    margins = (LOGO_MARGIN, LOGO_MARGIN, LOGO_MARGIN + even[0], LOGO_MARGIN + even[1])
    plate = ImageOps.expand(fitted, margins, "white")
    out = io.BytesIO()
    plate.quantize(128).save(out, "PNG", optimize=True)
    return Picture(out.getvalue(), "image/png", plate.width, plate.height)


def _opened(content: bytes) -> Pixels:
    """The first frame, checked whole, in plain colours on white. Raises PictureError."""
    # Slow to import, and few pages need it.
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as seen:
            _check_size(seen)
            seen.verify()
        image = Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP"))
        image.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureError(_too_large()) from error
    except (OSError, ValueError, SyntaxError) as error:
        raise PictureError(_NOT_ONE) from error
    return _plain(image)


def _check_size(image: Pixels) -> None:
    if image.width * image.height > MOST_PIXELS:
        raise PictureError(_too_large())
    if image.format != "JPEG" and getattr(image, "is_animated", False):
        raise PictureError(_("cette image bouge : choisissez une image fixe"))


def _too_large() -> str:
    return _("image de plus de {0} millions de points : réduisez-la d’abord").format(
        MOST_PIXELS // 1_000_000
    )


def _plain(image: Pixels) -> Pixels:
    """The right way up (EXIF says which), transparent parts on white, red green and blue."""
    from PIL import Image, ImageOps

    told = image.format
    upright = ImageOps.exif_transpose(image)
    if upright.has_transparency_data:
        upright = upright.convert("RGBA")
        paper = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(paper, upright)
    plain = upright.convert("RGB")
    plain.info.clear()
    plain.format = told
    return plain


def _fitted(image: Pixels, width: int) -> Pixels:
    """A copy that is no wider; a very tall picture is held to twice the width."""
    copy = image.copy()
    copy.thumbnail((width, 2 * width))
    return copy


def _as_drawing(image: Pixels) -> Picture | None:
    """A chart or a screen keeps its sharp edges, when they cost little."""
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    if out.tell() > HEAVIEST:
        return None
    return Picture(out.getvalue(), "image/png", image.width, image.height)


def _photographs(image: Pixels) -> Iterator[Picture]:
    """Smaller and smaller: first the quality gives way, then the width."""
    for width in _SIZES:
        fitted = _fitted(image, width)
        for quality in _QUALITIES:
            out = io.BytesIO()
            fitted.save(out, "WEBP", quality=quality)
            yield Picture(out.getvalue(), "image/webp", fitted.width, fitted.height)
    raise PictureError(_("cette image ne se réduit pas à 60 Ko : choisissez-en une autre"))
