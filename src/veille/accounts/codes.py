"""One-time codes of RFC 6238: a secret, its picture for the telephone, the step that a code belongs to."""

from __future__ import annotations

import hmac
import re
from datetime import datetime

STEP = 30
"""Seconds."""
_SECRET = re.compile(r"[A-Z2-7]{32}")


def new_secret() -> str:
    """160 bits, in base32."""
    import pyotp

    return pyotp.random_base32()


def is_secret(text: str) -> bool:
    return _SECRET.fullmatch(text) is not None


def picture(secret: str, *, name: str, issuer: str) -> str:
    """The secret as a QR code, a data: address for an image."""
    import pyotp
    import segno

    address = pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=issuer)
    return segno.make(address, error="m").svg_data_uri(scale=5, border=4, dark="#000", light="#fff")


def step_of(secret: str, code: str, now: datetime, used: int | None) -> int | None:
    """The step whose code this is, a clock half a minute off forgiven; None for any other.

    A step that was used, or one before it, is never had again: remember what this gives.
    """
    import pyotp

    digits = re.sub(r"\s", "", code)
    if not (digits.isascii() and digits.isdecimal() and len(digits) == 6):
        return None
    totp, here = pyotp.TOTP(secret), int(now.timestamp()) // STEP
    for step in (here, here - 1, here + 1):
        if hmac.compare_digest(totp.generate_otp(step), digits):
            return step if used is None or step > used else None
    return None
