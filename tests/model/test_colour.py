"""A publication's colour by day and its twin by night."""

from __future__ import annotations

import pytest

from tests.compose.contrast import ratio
from veille.model.colour import NIGHT, PAPER, contrast, night

COLOURS = ("#1F3A6E", "#8A3324", "#1E5B4A", "#5A3D7A", "#000000", "#0000FF", "#7A0040", "#444444")


def test_contrast_runs_from_the_same_to_black_and_white() -> None:
    assert contrast("#123456", "#123456") == 1
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    # Both sides of 4.5 on white, as WCAG's readers know them.
    assert contrast("#767676", "#FFFFFF") > 4.5 > contrast("#777777", "#FFFFFF")


@pytest.mark.parametrize("colour", COLOURS)
def test_the_twin_of_a_colour_reads_well_in_the_dark(colour: str) -> None:
    assert contrast(night(colour), NIGHT) >= 7
    assert ratio(night(colour), NIGHT) == pytest.approx(contrast(night(colour), NIGHT))


def test_a_colour_that_reads_well_in_the_dark_hardly_changes() -> None:
    assert contrast("#E9E6E0", night("#E9E6E0")) < 1.1


def test_the_paper_reads_well_on_the_night() -> None:
    assert contrast(PAPER, NIGHT) > 15
