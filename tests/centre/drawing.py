"""Pictures drawn for the tests: a landscape, noise that compresses badly, a chart."""

from __future__ import annotations

import io
import random
from typing import Any

from PIL import Image, ImageDraw


def photograph(width: int = 1600, height: int = 1000) -> Image.Image:
    """Something like a street at dusk: gradients and shapes."""
    image = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    draw = ImageDraw.Draw(image)
    for step in range(12):
        left = width * step // 12
        draw.rectangle(
            (left, height // 3 + height * step // 24, left + width // 15, height),
            fill=(90, 40, step * 9),
        )
    return image


def noise(width: int = 1500, height: int = 1500) -> Image.Image:
    """The worst that can be compressed."""
    return Image.frombytes("RGB", (width, height), random.Random(7).randbytes(3 * width * height))


def photograph_of_a_crowd(width: int = 1600, height: int = 1000) -> Image.Image:
    """As much detail as a picture of the archive may hold: it weighs nearly what is allowed."""
    grain = noise(width // 4, height // 4).resize((width, height), Image.Resampling.BICUBIC)
    return Image.blend(photograph(width, height), grain, 0.12)


def encoded(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))
