"""The only door to HTTP: one guarded GET, cut in time and in size, redirects followed by hand."""

from __future__ import annotations

import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from gettext import gettext as _

import httpcore
import httpx

from veille import __version__
from veille.collect.reach.guard import Guard, Resolver, resolve
from veille.collect.reach.lies import wall_of
from veille.errors import FetchError, TooHeavyError
from veille.model.declared import CollectSettings
from veille.model.health import Trouble
from veille.model.item import Fetched, Validators
from veille.text.french import NBSP

MAX_BYTES = 5_000_000
"""Of one body, once decompressed."""
MAX_REDIRECTS = 5
DEADLINE_SECONDS = 20.0
"""Of one fetch, redirects included; only the system's resolver is outside of it."""

_LAST_PORT = 65_535
# Hosts that hang keep theirs to the end of the deadline, beside those that are asked meanwhile.
_MAX_CONNECTIONS = 300
_MAX_IDLE = 64
_IDLE_SECONDS = 5.0
_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json,"
    " application/xml;q=0.9, text/html;q=0.8, */*;q=0.5"
)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT_REDIRECTS = frozenset({301, 308})
_OF_WALLS = frozenset({403, 429, 503})
_GZIP = frozenset({"gzip", "x-gzip"})


def user_agent(contact: str = "") -> str:
    """How veille names itself to a server: « veille/0.1 (+contact) »."""
    name = f"veille/{__version__.rpartition('.')[0]}"
    shown = "".join(char for char in contact if char.isascii() and char.isprintable())
    return f"{name} (+{shown})" if shown else name


class HttpFetcher:
    """Gets addresses over guarded HTTP/1.1. One for a whole run, shared by its threads.

    `deadline` is in seconds and counted on `clock`. Implements ports.Fetcher.
    """

    def __init__(
        self,
        settings: CollectSettings,
        user_agent: str,
        *,
        deadline: float = DEADLINE_SECONDS,
        clock: Callable[[], float] = time.monotonic,
        resolver: Resolver = resolve,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._deadline = deadline
        self._clock = clock
        # A request lives in one thread: its end is where the guard, deep below, can read it.
        self._request = threading.local()
        guard = Guard(settings, remaining=self._remaining, resolver=resolver)
        # Below httpx's client: thousands of requests need no redirects, no sign-in, no jar for cookies.
        self._transport = _transport(guard, tls or httpx.create_ssl_context(trust_env=False))
        self._headers = {
            b"User-Agent": user_agent.encode("ascii"),
            b"Accept": _ACCEPT.encode("ascii"),
            b"Accept-Encoding": b"gzip",
            b"Connection": b"keep-alive",
        }
        self._extensions = {"timeout": httpx.Timeout(deadline).as_dict()}

    def close(self) -> None:
        """Close the connections that are still open."""
        self._transport.close()

    def get(
        self, url: str, validators: Validators | None = None, most: int | None = None
    ) -> Fetched:
        """One address, or what says that it has not changed. Raises FetchError, in French."""
        return self._follow(url, validators or Validators(), most or MAX_BYTES)

    def probe(self, url: str, unless: Callable[[str], bool] | None = None) -> Fetched:
        """Whether it answers: a GET whose body is left unread, since many servers refuse or botch HEAD.

        No address is asked for of which `unless` is true. Raises FetchError.
        """
        return self._follow(url, Validators(), 0, unless)

    def _follow(
        self,
        url: str,
        asked: Validators,
        most: int,
        unless: Callable[[str], bool] | None = None,
    ) -> Fetched:
        self._request.ends = self._clock() + self._deadline
        current, permanent = _checked(url), True
        for _hop in range(MAX_REDIRECTS + 1):
            try:
                if unless and unless(str(current)):
                    raise FetchError(_("adresse à ne pas visiter"))
                answer = self._ask(current, asked, most)
            except FetchError as error:
                error.reached = str(current)
                raise
            if answer.location is None:
                moved = permanent and current != _checked(url)
                return _fetched(answer, current, asked, moved=moved)
            permanent = permanent and answer.status in _PERMANENT_REDIRECTS
            current = _checked(answer.location, base=current)
        raise FetchError(_("trop de redirections (plus de {0})").format(MAX_REDIRECTS))

    def _remaining(self) -> float:
        return float(self._request.ends - self._clock())

    def _ask(self, url: httpx.URL, validators: Validators, most: int) -> _Answer:
        headers = {**self._headers, **_conditions(validators)}
        request = httpx.Request("GET", url, headers=headers, extensions=dict(self._extensions))
        with self._explained():
            response = self._transport.handle_request(request)
            try:
                return self._answer(response, most)
            finally:
                response.close()

    def _answer(self, response: httpx.Response, most: int) -> _Answer:
        """`most` bytes of a body; 0 leaves it unread."""
        # Latin-1 keeps every byte of a header: an ETag goes back exactly as it came.
        response.headers.encoding = "iso-8859-1"
        headers, status = dict(response.headers), response.status_code
        if status >= 400:
            raise _refusal(status, headers)
        if status in _REDIRECTS:
            return _Answer(status, headers, b"", _location(response, status))
        if status == 304 or not most:
            return _Answer(status, headers, b"")
        return _Answer(status, headers, self._body(response, headers, most))

    def _body(self, response: httpx.Response, headers: Mapping[str, str], most: int) -> bytes:
        coding = headers.get("content-encoding", "").strip().lower()
        if coding in _GZIP:
            return _joined(_unzipped(response.iter_raw(), most), most)
        if coding in ("", "identity"):
            return _joined(response.iter_raw(), most)
        raise FetchError(_("compression non acceptée : {0}").format(coding))

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except httpx.TimeoutException as error:
            seconds = f"{self._deadline:g}".replace(".", ",")
            words = _("délai dépassé : pas de réponse complète en {0}{1}s")
            raise FetchError(words.format(seconds, NBSP)) from error
        except httpx.RemoteProtocolError as error:
            raise FetchError(_("le serveur a coupé la connexion ou répond mal")) from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise FetchError(_("échange interrompu avec le serveur")) from error


@dataclass(frozen=True, slots=True)
class _Answer:
    """What one request brought; `location` is set on a redirect only."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    location: str | None = None


def _transport(guard: Guard, tls: ssl.SSLContext) -> httpx.HTTPTransport:
    transport = httpx.HTTPTransport(verify=tls, trust_env=False)
    # httpx 0.28 has no public way to give its pool a network backend: this private name is why
    # it is pinned, and the tests of the guard go through here.
    transport._pool = httpcore.ConnectionPool(
        ssl_context=tls,
        max_connections=_MAX_CONNECTIONS,
        max_keepalive_connections=_MAX_IDLE,
        keepalive_expiry=_IDLE_SECONDS,
        network_backend=guard,
    )
    return transport


def _checked(url: str, base: httpx.URL | None = None) -> httpx.URL:
    """An address that may be asked for. Raises FetchError.

    One parser from here to the connection: two that disagree are how `http://a\\@b/` gets through.
    """
    try:
        parsed = base.join(url.strip()) if base else httpx.URL(url.strip())
        usable = parsed.scheme in ("http", "https") and parsed.host.strip(".") != ""
        if (parsed.port or 0) > _LAST_PORT:
            raise ValueError(parsed.port)
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchError(_("adresse mal formée : {0}").format(url)) from error
    if not usable or "\\" in url:
        raise FetchError(_("ce n’est pas une adresse web : {0}").format(url))
    if parsed.userinfo:
        raise FetchError(_("adresse avec un identifiant : refusée"))
    return parsed.copy_with(fragment=None)


def _conditions(validators: Validators) -> dict[bytes, bytes]:
    """The headers that ask « has it changed? » (RFC 9110 §13.1), byte for byte as received."""
    conditions: dict[bytes, bytes] = {}
    if validators.etag:
        conditions[b"If-None-Match"] = validators.etag.encode("iso-8859-1", "ignore")
    if validators.last_modified:
        conditions[b"If-Modified-Since"] = validators.last_modified.encode("iso-8859-1", "ignore")
    return conditions


def _location(response: httpx.Response, status: int) -> str:
    # RFC 9110 wants ASCII here; servers send UTF-8.
    raw = next((value for name, value in response.headers.raw if name.lower() == b"location"), b"")
    if not raw:
        raise FetchError(_("redirection sans adresse ({0})").format(status), status=status)
    return raw.decode("utf-8", "replace")


def _fetched(answer: _Answer, url: httpx.URL, asked: Validators, *, moved: bool) -> Fetched:
    etag, last_modified = answer.headers.get("etag"), answer.headers.get("last-modified")
    if answer.status == 304:
        if asked == Validators():
            raise FetchError(_("réponse « inchangé » à une première demande (304)"), status=304)
        # A 304 need not repeat them: what was asked with still holds.
        etag, last_modified = etag or asked.etag, last_modified or asked.last_modified
    return Fetched(
        url=str(url),
        status=answer.status,
        headers=answer.headers,
        body=answer.body,
        validators=Validators(etag, last_modified),
        moved_to=str(url) if moved else None,
    )


def _joined(parts: Iterator[bytes], most: int) -> bytes:
    body = bytearray()
    for part in parts:
        body += part
        if len(body) > most:
            raise TooHeavyError(
                _("réponse trop lourde : plus de {0}{1}Mo").format(most // 1_000_000, NBSP)
            )
    return bytes(body)


def _unzipped(parts: Iterator[bytes], most: int) -> Iterator[bytes]:
    """gzip undone by pieces no larger than what is allowed in all, whatever the bomb (RFC 1952)."""
    unzip = zlib.decompressobj(zlib.MAX_WBITS | 16)
    part = b""
    try:
        for part in parts:
            yield unzip.decompress(part, most + 1)
            while unzip.unconsumed_tail:
                yield unzip.decompress(unzip.unconsumed_tail, most + 1)
            if unzip.eof:
                return
    except zlib.error as error:
        raise FetchError(_("contenu compressé illisible")) from error
    # An empty body is empty, whatever coding it claims.
    if part:
        raise FetchError(_("contenu compressé incomplet"))


def _refusal(status: int, headers: Mapping[str, str]) -> FetchError:
    reasons = {
        401: _("identification demandée"),
        403: _("accès refusé"),
        404: _("page introuvable"),
        410: _("source supprimée"),
        429: _("trop de demandes"),
        451: _("accès interdit pour raison légale"),
        503: _("le serveur est indisponible pour le moment"),
    }
    generic = _("le serveur est en panne") if status >= 500 else _("demande refusée")
    wall = wall_of(headers) if status in _OF_WALLS else ""
    if wall:
        reasons[status] = _("un pare-feu ({0}) arrête la visite").format(wall)
    return FetchError(
        f"{reasons.get(status, generic)} ({status})",
        status=status,
        retry_after=_retry_after(headers) if status in (429, 503) else None,
        trouble=Trouble.BLOCKED if wall else "",
    )


def _retry_after(headers: Mapping[str, str]) -> int | None:
    """Seconds to wait, from either form of Retry-After (RFC 9110 §10.2.3); None when there is none.

    A date is counted from the answer's own Date: the server's clock may not be ours.
    """
    written = headers.get("retry-after", "").strip()
    if written.isascii() and written.isdigit():
        return int(written[:9])
    until, answered = _http_date(written), _http_date(headers.get("date", ""))
    if until is None or answered is None:
        return None
    return max(0, int((until - answered).total_seconds()))


def _http_date(written: str) -> datetime | None:
    try:
        # HTTP dates are in GMT whatever they say (RFC 9110 §5.6.7).
        return parsedate_to_datetime(written).replace(tzinfo=UTC)
    except ValueError:
        return None
