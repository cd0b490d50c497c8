"""One-time codes: the vectors of the standard, half a minute of tolerance, never the same one twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from veille.accounts import codes

SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
"""« 12345678901234567890 » in base32, as RFC 6238 has it."""


@pytest.mark.parametrize(
    "seconds, code",
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (2000000000, "279037")],
)
def test_a_code_of_the_standard_is_known(seconds: int, code: str) -> None:
    now = datetime.fromtimestamp(seconds, UTC)

    assert codes.step_of(SECRET, code, now, None) == seconds // 30
    assert codes.step_of(SECRET, f"{code[:3]} {code[3:]}", now, None) == seconds // 30


def test_a_clock_half_a_minute_off_is_forgiven_and_no_more() -> None:
    now = datetime(2026, 11, 16, 7, 45, 10, tzinfo=UTC)
    code = pyotp.TOTP(SECRET).at(now)

    for late in (-30, 0, 30):
        assert codes.step_of(SECRET, code, now + timedelta(seconds=late), None) is not None
    for late in (-60, 60, 90):
        assert codes.step_of(SECRET, code, now + timedelta(seconds=late), None) is None


def test_a_code_that_served_serves_no_more_nor_does_one_before_it() -> None:
    now = datetime(2026, 11, 16, 7, 45, 10, tzinfo=UTC)
    step = codes.step_of(SECRET, pyotp.TOTP(SECRET).at(now), now, None)
    assert step is not None

    assert codes.step_of(SECRET, pyotp.TOTP(SECRET).at(now), now, step) is None
    before = pyotp.TOTP(SECRET).at(now - timedelta(seconds=30))
    assert codes.step_of(SECRET, before, now, step) is None
    following = pyotp.TOTP(SECRET).at(now + timedelta(seconds=30))
    assert codes.step_of(SECRET, following, now, step) == step + 1


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "１２３４５６", "12\n3456x"])
def test_what_is_no_code_is_no_code(code: str) -> None:
    assert codes.step_of(SECRET, code, datetime(2026, 11, 16, tzinfo=UTC), None) is None


def test_a_secret_is_160_bits_and_its_picture_holds_no_address_of_a_site() -> None:
    secret = codes.new_secret()

    assert codes.is_secret(secret)
    assert secret != codes.new_secret()
    assert not codes.is_secret("trop court")
    picture = codes.picture(secret, name="Éloïse", issuer="veille, Bréal")
    assert picture.startswith("data:image/svg+xml")
    assert len(picture) < 20_000
