"""Instants and characters, as files for machines want them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from veille.text.dates import PARIS
from veille.text.wire import noon, rfc822, rfc3339, xml_text

SUMMER = datetime(2026, 7, 1, 9, 5, tzinfo=PARIS)


def test_an_instant_is_told_in_universal_time() -> None:
    assert rfc3339(SUMMER) == "2026-07-01T07:05:00Z"
    assert rfc822(SUMMER) == "Wed, 01 Jul 2026 07:05:00 +0000"


def test_noon_is_that_of_paris_in_both_seasons() -> None:
    assert noon(date(2026, 7, 1)) == datetime(2026, 7, 1, 10, tzinfo=UTC)
    assert noon(date(2026, 12, 1)) == datetime(2026, 12, 1, 11, tzinfo=UTC)


def test_only_what_xml_can_hold_stays() -> None:
    assert xml_text("a\x00\x0b\ufffe\ud800b\t\n\r🏘️é") == "ab\t\n\r🏘️é"
