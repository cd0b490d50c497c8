"""Web addresses: made absolute, unwrapped, freed of trackers; the keys that tell two of them apart. Pure."""

from __future__ import annotations

import re
from hashlib import sha256
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from veille.text.relay import MOST_RELAYS, carried

# Names of parameters that say by which way a reader came.
_TRACKERS = re.compile(
    r"(?:utm_.*|at_.*|mtm_.*|pk_.*|piwik_.*|matomo_.*|hsa_.*|oly_.*|fbclid|gclid|gclsrc|dclid|gbraid|wbraid"
    r"|msclkid|yclid|twclid|ttclid|li_fat_id|igshid|igsh|mibextid|xtor|mc_cid|mc_eid|mkt_tok|_hsenc|_hsmi"
    r"|hsctatracking|vero_id|wt_mc|_ga|_gl|_openstat|s_cid|ns_.*|ref_src|ref_url|cmpid|usqp|amp_.*)",
    re.IGNORECASE,
)
# Whole parameters that name a visit, or ask for the short form of a page.
_VISIT = re.compile(
    r"(?:phpsessid|jsessionid|aspsessionid\w*|session_?id|cfid|cftoken|zenid|oscsid)(?:=.*)?"
    r"|s(?:id)?=[0-9a-f]{32}|amp(?:=(?:1|true|yes|)?)?|output(?:type)?=amp",
    re.IGNORECASE,
)
_VISIT_IN_PATH = re.compile(
    r";(?:jsessionid|phpsessid|sid)=[^/;]*|/\(S\([a-z0-9]{24}\)\)", re.IGNORECASE
)
_SCHEME_ALONE = re.compile(r"https?:(?!//[^/])", re.IGNORECASE)
_ABSOLUTE = re.compile(r"https?://[^/?#]", re.IGNORECASE)
_CONTROLS = re.compile("[\x00-\x1f]")
# As `tidy` leaves most addresses, and would leave them again.
_TIDY = re.compile(r"https?://((?:[a-z0-9-]{1,63}\.)+[a-z]{2,20})(/[A-Za-z0-9/_.~-]*)")
_RELAYS = ("google", "ampproject")
_HOST = re.compile(r"[\w.-]+|[0-9a-fA-F:.]+")
_DEFAULT_PORTS = {"http": 80, "https": 443}
# What RFC 3986 lets stand in a path or a query; the rest is written in percents.
_PATH = "/%:@!$&'()*+,;=~"
_QUERY = _PATH + "?"
_ESCAPE = re.compile(r"%[0-9a-fA-F]{2}")
# What RFC 3986 §2.3 lets nobody escape: « %7E » is « ~ ».
_PLAIN = re.compile(r"[A-Za-z0-9._~-]")
# Other faces of one site, and of one page.
_FACES = frozenset({"www", "m", "mobile", "amp"})
_SHORT_FORM = re.compile(r"^/amp(?=/.)|/amp/?$|\.amp(?=(?:\.html?)?$)", re.IGNORECASE)
_INDEX = re.compile(r"/index\.(?:html?|php)$", re.IGNORECASE)
_SLASHES = re.compile(r"/{2,}")


def tidy(url: str, base: str = "") -> str | None:
    """An absolute http(s) address without fragment, visit or tracking parameters; None when it is none.

    A relay that carries an address gives way to it (`relay.carried`). Doing it twice changes nothing.
    An address that carries an identifier (`user@`) is refused.
    """
    for _relay in range(MOST_RELAYS):
        found = _split(url, base)
        if found is None:
            return None
        url = carried(found[0])
        if not url:
            return _written(*found)
    return None


def _split(url: str, base: str) -> tuple[SplitResult, str] | None:
    """(an address in parts, its host and port); None when it is no web address."""
    # Browsers drop line ends and tabs inside an address; feeds often escape & twice.
    written = _CONTROLS.sub("", url.strip()).replace("&amp;", "&")
    # « https:///a » and « http:a » mean something else to each reader.
    if not written or _SCHEME_ALONE.match(written):
        return None
    try:
        parts = urlsplit(written if _ABSOLUTE.match(written) else urljoin(base, written))
        site = _site(parts) if parts.scheme in ("http", "https") else ""
    except ValueError:
        return None
    return (parts, site) if site else None


def _written(parts: SplitResult, site: str) -> str:
    path = _quoted(_VISIT_IN_PATH.sub("", parts.path), _PATH) or "/"
    query = _query(parts.query)
    # « #!/page » and « #/page » are pages to sites that are one program; any other fragment is a place.
    route = parts.fragment if parts.fragment.startswith(("/", "!")) else ""
    tail = f"?{query}" if query else ""
    tail += f"#{_quoted(route, _QUERY)}" if route else ""
    return f"{parts.scheme}://{site}{path}{tail}"


def joined(base: str, url: str) -> str:
    """An address beside another, as written; empty when it cannot be read."""
    try:
        return urljoin(base, url.strip())
    except ValueError:
        return ""


def host_of(url: str) -> str:
    """The host of an address, in lower case and without « www. »; empty when it has none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def url_key(url: str) -> str:
    """32 hexadecimal digits, the same for addresses that lead to one page.

    They may differ by scheme, www., last slash or index; by the mobile or AMP form of site and page.
    """
    plain = _TIDY.fullmatch(url)
    if plain and not any(relay in plain[1] for relay in _RELAYS):
        path = _SHORT_FORM.sub("", _SLASHES.sub("/", plain[2]))
        return _digest(f"{face(plain[1])}{_INDEX.sub('', path).rstrip('/')}?")
    written = tidy(url)
    if written is None:
        return _digest(url)
    parts = urlsplit(written)
    site = face(parts.hostname or "")
    if parts.port not in (None, *_DEFAULT_PORTS.values()):
        site += f":{parts.port}"
    path = _SLASHES.sub("/", _ESCAPE.sub(_unescaped, parts.path))
    path = _SHORT_FORM.sub("", path)
    path = (path if parts.query else _INDEX.sub("", path)).rstrip("/")
    route = f"#{parts.fragment}" if parts.fragment else ""
    return _digest(f"{site}{path}?{parts.query}{route}")


def face(host: str) -> str:
    """A site's faces as one: « m.site.example » is « site.example », and so is « www. »; « m.example » stays."""
    first, _dot, rest = host.partition(".")
    return face(rest) if first in _FACES and "." in rest else host


def _unescaped(found: re.Match[str]) -> str:
    char = chr(int(found[0][1:], 16))
    return char if _PLAIN.fullmatch(char) else found[0].upper()


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
    """The parameters that are not there to track or to name a visit, in their order, as they were written."""
    kept = [part for part in query.split("&") if part and not _is_tracker(part)]
    return _quoted("&".join(kept), _QUERY)


def _is_tracker(parameter: str) -> bool:
    return bool(_TRACKERS.fullmatch(parameter.partition("=")[0]) or _VISIT.fullmatch(parameter))


def _quoted(text: str, safe: str) -> str:
    return quote(text, safe=safe, errors="replace")
