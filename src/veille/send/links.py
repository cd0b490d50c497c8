"""The signed address by which one person leaves one list. The only door to itsdangerous."""

from __future__ import annotations

import hashlib
import hmac

from itsdangerous import URLSafeSerializer


def unsubscribe_url(public_url: str, secret: str, list_key: str, address: str) -> str:
    """An address without the person's own in it: forwarded or logged, it tells nobody who they are."""
    who = hmac.new(secret.encode(), address.lower().encode(), hashlib.sha256).hexdigest()[:16]
    token = URLSafeSerializer(secret, salt="unsubscribe").dumps([list_key, who])
    return f"{public_url.rstrip('/')}/desabonnement/{token}"
