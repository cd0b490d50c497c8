"""The contrast of two colours, worked out apart from the product (WCAG 2.2), and colours turned over."""

from __future__ import annotations

from veille.compose.checks.contrast import Pair


def ratio(ink: str, paper: str) -> float:
    """Of two colours « #rrggbb »."""
    light, dark = sorted((_luminance(ink), _luminance(paper)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def inverted(pair: Pair) -> Pair:
    """What a program shows that turns every colour over (Gmail's application)."""
    return Pair(pair.text, _turned(pair.ink), _turned(pair.paper))


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _turned(colour: str) -> str:
    return "#" + "".join(f"{255 - int(colour[at : at + 2], 16):02x}" for at in (1, 3, 5))
