"""A publication's colour: how well it reads, and its twin for the dark. Pure.

Contrast: WCAG 2.2, relative luminance and contrast ratio.
"""

from __future__ import annotations

from colorsys import hls_to_rgb, rgb_to_hls

PAPER = "#FDFCF9"
NIGHT = "#17181A"
READABLE = 4.5
"""The ratio that text needs (WCAG 2.2, 1.4.3)."""
_AT_NIGHT = 7.0
"""A colour on black seems to shine: more than the least is asked of it."""


def contrast(one: str, other: str) -> float:
    """The ratio of two colours « #RRGGBB », from 1 (the same) to 21 (black and white)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def night(colour: str) -> str:
    """The same hue, lightened until it reads well on the dark page."""
    hue, lightness, saturation = rgb_to_hls(*(part / 255 for part in _parts(colour)))
    for step in range(int(lightness * 100), 101):
        lightened = _hex(hls_to_rgb(hue, step / 100, saturation))
        if contrast(lightened, NIGHT) >= _AT_NIGHT:
            return lightened
    return "#FFFFFF"


def _hex(parts: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(part * 255):02X}" for part in parts)


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
