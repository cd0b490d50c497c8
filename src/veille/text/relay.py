"""Addresses that only lead to another one: unwrapped when they carry it, named when they hide it. Pure."""

from __future__ import annotations

import re
from gettext import gettext as _
from urllib.parse import SplitResult, parse_qs, urlsplit

_GOOGLE = re.compile(r"(?:www\.)?google\.(?:[a-z]{2,3}|com?\.[a-z]{2})")
# « /c/s/site.example/page »: a copy of a page, « s » when it was read over HTTPS.
_COPY = re.compile(r"/(?:c|v|wp|amp)/(s/)?(.+)", re.DOTALL)
_AMP_CACHE = ("cdn.ampproject.org", ".cdn.ampproject.org")
_SAFE_LINKS = ".safelinks.protection.outlook.com"
MOST_RELAYS = 3
"""One inside the other."""
_NEWS = ("/rss/articles/", "/articles/", "/read/", "/__i/rss/rd/articles/")


def carried(parts: SplitResult) -> str:
    """The address that a relay carries in its own (Google Alerts, an AMP cache, a mail filter); else empty."""
    host = parts.hostname or ""
    if _GOOGLE.fullmatch(host):
        if parts.path == "/url":
            return _parameter(parts, "url", "q")
        return _copied(parts) if parts.path.startswith("/amp/") else ""
    if host.endswith(_AMP_CACHE):
        return _copied(parts)
    if host.endswith(_SAFE_LINKS):
        return _parameter(parts, "url")
    if host in ("l.facebook.com", "lm.facebook.com") and parts.path == "/l.php":
        return _parameter(parts, "u")
    if host == "www.bing.com" and parts.path == "/news/apiclick.aspx":
        return _parameter(parts, "url")
    return ""


def unwrapped(url: str) -> str:
    """What an address carries within itself, in relay after relay; itself when nothing."""
    for _relay in range(MOST_RELAYS):
        try:
            inside = carried(urlsplit(url))
        except ValueError:
            return url
        if not inside:
            break
        url = inside
    return url


def hidden_by(url: str | None) -> str:
    """Who hides the article's own address, in French; empty when nobody does.

    Google News gives addresses that only a browser undoes: they are kept as they are, and said to be.
    """
    parts = urlsplit(url or "")
    if parts.hostname == "news.google.com" and parts.path.startswith(_NEWS):
        return _("Google Actualités")
    return ""


def _copied(parts: SplitResult) -> str:
    found = _COPY.fullmatch(parts.path)
    if found is None:
        return ""
    query = f"?{parts.query}" if parts.query else ""
    return f"{'https' if found[1] else 'http'}://{found[2]}{query}"


def _parameter(parts: SplitResult, *names: str) -> str:
    """The first of these parameters that holds a web address."""
    told = parse_qs(parts.query)
    values = (value for name in names for value in told.get(name, ()))
    return next((one for one in values if one.startswith(("http://", "https://"))), "")
