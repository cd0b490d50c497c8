"""The floors under what veille understands, on the halves that nobody looked at while writing its rules."""

from tests.quality.halves import HELD
from tests.quality.measure import territories


def test_places_are_rarely_wrong_and_seldom_missed() -> None:
    score = territories(HELD / "territories.tsv")
    precision, recall, lines = score.precision, score.recall, score.lines
    print(f"territories: precision {precision:.3f}, recall {recall:.3f} over {lines} lines")
    assert lines >= 200
    assert precision >= 0.95
    assert recall >= 0.80
