"""Web addresses: made absolute, freed of trackers; the keys that tell two of them apart. Pure."""

from __future__ import annotations

import re
from hashlib import sha256
from urllib.parse import SplitResult, quote, urljoin, urlsplit

_TRACKERS = re.compile(
    r"(?:utm_.*|at_.*|fbclid|gclid|gclsrc|dclid|msclkid|yclid|twclid|igshid|xtor|mc_cid|mc_eid)",
    re.IGNORECASE,
)
_SCHEME_ALONE = re.compile(r"https?:(?!//[^/])", re.IGNORECASE)
_HOST = re.compile(r"[\w.-]+|[0-9a-fA-F:.]+")
_DEFAULT_PORTS = {"http": 80, "https": 443}
# What RFC 3986 lets stand in a path or a query; the rest is written in percents.
_PATH = "/%:@!$&'()*+,;=~"
_QUERY = _PATH + "?"
_ESCAPE = re.compile(r"%[0-9a-fA-F]{2}")


def tidy(url: str, base: str = "") -> str | None:
    """An absolute http(s) address without fragment or tracking parameters; None when it is none.

    Doing it twice changes nothing. An address that carries an identifier (`user@`) is refused.
    """
    # Browsers drop line ends and tabs inside an address; feeds often escape & twice.
    written = "".join(char for char in url.strip() if char >= " ").replace("&amp;", "&")
    # « https:///a » and « http:a » mean something else to each reader.
    if not written or _SCHEME_ALONE.match(written):
        return None
    try:
        parts = urlsplit(urljoin(base, written))
        site = _site(parts)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not site:
        return None
    query = _query(parts.query)
    return f"{parts.scheme}://{site}{_quoted(parts.path, _PATH) or '/'}{query and '?' + query}"


def url_key(url: str) -> str:
    """32 hexadecimal digits, the same for addresses that differ by scheme, www. or last slash."""
    written = tidy(url)
    if written is None:
        return _digest(url)
    parts = urlsplit(written)
    site = (parts.hostname or "").removeprefix("www.")
    if parts.port not in (None, *_DEFAULT_PORTS.values()):
        site += f":{parts.port}"
    path = _ESCAPE.sub(lambda found: found[0].upper(), parts.path).rstrip("/")
    return _digest(f"{site}{path}?{parts.query}")


def orphan_key(source: str, guid: str) -> str:
    """The key of an entry that has no address: it is its own in its source only."""
    return _digest(f"orphan\n{source}\n{guid}")


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _site(parts: SplitResult) -> str:
    """Host in lower-case ASCII, and the port unless it is the usual one; empty when no host."""
    host, port = parts.hostname or "", parts.port
    if "@" in parts.netloc or not _HOST.fullmatch(host) or not host.strip("."):
        return ""
    named = f"[{host}]" if ":" in host else host.encode("idna").decode("ascii")
    return named if port in (None, _DEFAULT_PORTS.get(parts.scheme)) else f"{named}:{port}"


def _query(query: str) -> str:
    """The parameters that are not there to track, in their order, as they were written."""
    kept = [part for part in query.split("&") if part and not _is_tracker(part)]
    return _quoted("&".join(kept), _QUERY)


def _is_tracker(parameter: str) -> bool:
    return _TRACKERS.fullmatch(parameter.partition("=")[0]) is not None


def _quoted(text: str, safe: str) -> str:
    return quote(text, safe=safe, errors="replace")
