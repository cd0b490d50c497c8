"""Whether the one who signs a message wrote it, by the verdict of the server that received it. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from veille.model.mail import Authenticity

_COMMENT = re.compile(r"\([^()]*\)")


def authenticity(results: Sequence[str], sender: str, trusted: str) -> Authenticity:
    """Of the topmost Authentication-Results (RFC 8601), and only when `trusted` wrote it.

    Anyone may write such a header into a message; what the receiving server adds stands above it.
    DMARC decides; without it a DKIM or SPF that passes for the author's own domain will do.
    """
    if not trusted or not results or "@" not in sender:
        return "unknown"
    server, _semicolon, rest = _COMMENT.sub(" ", results[0]).partition(";")
    if (server.split() or [""])[0].lower() != trusted.lower():
        return "unknown"
    verdicts = [_verdict(one) for one in rest.split(";")]
    told = {method: (found, domain) for method, found, domain in verdicts if method}
    if "dmarc" in told:
        found = told["dmarc"][0]
        return "pass" if found == "pass" else "fail" if found == "fail" else "unknown"
    domain = sender.rpartition("@")[2]
    aligned = any(
        method in ("dkim", "spf") and found == "pass" and _same(signed, domain)
        for method, found, signed in verdicts
    )
    return "pass" if aligned else "unknown"


def _verdict(written: str) -> tuple[str, str, str]:
    """(method, result, domain) of « dkim=pass header.d=centre.example »; empty strings of nothing."""
    found = re.match(r"\s*([a-z-]+)(?:/\d+)?\s*=\s*([a-z]+)", written, re.IGNORECASE)
    if not found:
        return "", "", ""
    named = re.search(
        r"(?:header\.d|header\.i|smtp\.mailfrom)\s*=\s*\"?([^\s;\"]+)", written, re.IGNORECASE
    )
    domain = named[1].rpartition("@")[2].lower() if named else ""
    return found[1].lower(), found[2].lower(), domain


def _same(signed: str, domain: str) -> bool:
    """The author's own domain, or one below it: what stands above may be a whole suffix (« gouv.fr »)."""
    return signed == domain or signed.endswith(f".{domain}")
