"""The network as veille allows it: public addresses only, checked once, then connected to. No SSRF.

The check sits under the HTTP library, where a name becomes a connection: every redirect passes
through it, and a name that resolves differently a second time (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterable
from gettext import gettext as _
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Any

import httpcore

from veille.errors import ConfigError, FetchError, NoHostError, NoServerError, Problem
from veille.model.declared import CollectSettings

Resolver = Callable[[str, int], list[str]]
"""A name and a port to every address of that name. Raises OSError when there is none."""

_CONNECT_SECONDS = 8.0
_WEB_PORTS = frozenset({80, 443})

# IANA special-purpose registries (RFC 6890). `ipaddress.is_global` alone is not to be trusted: on
# Python 3.11 it is true of 192.0.0.8, of multicast and of 64:ff9b::7f00:1, which is 127.0.0.1.
_NOT_PUBLIC_V4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
        "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    )
)  # fmt: skip
_GLOBAL_V6 = IPv6Network("2000::/3")
_NOT_PUBLIC_V6 = tuple(
    IPv6Network(network) for network in ("2001::/23", "2001:db8::/32", "3fff::/20")
)
_NAT64 = IPv6Network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Whether an address is one of the public Internet; what it wraps is judged in its place."""
    parsed = _parsed(address)
    if parsed is None:
        return False
    if isinstance(parsed, IPv4Address):
        return not any(parsed in network for network in _NOT_PUBLIC_V4)
    if wrapped := _wrapped(parsed):
        return all(is_public(str(inner)) for inner in wrapped)
    return parsed in _GLOBAL_V6 and not any(parsed in network for network in _NOT_PUBLIC_V6)


def _parsed(address: str) -> IPv4Address | IPv6Address | None:
    """An address, with ::ffff:a.b.c.d read as the IPv4 address that the kernel will use."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return None
    return getattr(parsed, "ipv4_mapped", None) or parsed


def _wrapped(address: IPv6Address) -> tuple[IPv4Address, ...]:
    """The IPv4 addresses inside NAT64 (RFC 6052), 6to4 (RFC 3056) and Teredo (RFC 4380)."""
    if address in _NAT64:
        return (IPv4Address(int(address) & 0xFFFFFFFF),)
    return address.teredo or ((address.sixtofour,) if address.sixtofour else ())


def resolve(host: str, port: int) -> list[str]:
    """Every address of a name, in the order the system prefers. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(line[4][0]) for line in found))


class Guard(httpcore.NetworkBackend):
    """Resolves once, refuses unless every address may be reached, connects to the checked address.

    `remaining` tells how many seconds the present request may still take. Raises FetchError.
    """

    def __init__(
        self,
        settings: CollectSettings,
        *,
        remaining: Callable[[], float],
        resolver: Resolver = resolve,
        real: httpcore.NetworkBackend | None = None,
    ) -> None:
        self._allowed = settings.allow_networks
        self._mapped = {_place(start): _place(end) for start, end in settings.connect_to.items()}
        self._remaining = remaining
        self._resolve = resolver
        self._real = real or httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to a checked address. Raises FetchError."""
        name, port = self._mapped.get((host.lower(), port), (host, port))
        addresses = self._checked(name, port)
        for address in addresses[:-1]:
            try:
                return self._connected(address, port)
            except FetchError:
                continue  # a site with a broken IPv6 often has a sound IPv4
        return self._connected(addresses[-1], port)

    def _checked(self, host: str, port: int) -> list[str]:
        try:
            addresses = self._resolve(host, port)
        # UnicodeError: a label that is empty or longer than 63 characters.
        except (OSError, UnicodeError) as error:
            raise NoHostError(_("nom de site introuvable : {0}").format(host)) from error
        opted_in = [self._is_allowed(address) for address in addresses]
        reachable = [
            allowed or is_public(address)
            for allowed, address in zip(opted_in, addresses, strict=True)
        ]
        # Every address, not the first: a mixed answer is how a name is slipped past a check.
        if not addresses or not all(reachable):
            raise FetchError(_("adresse non publique : {0}").format(host))
        if port not in _WEB_PORTS and not all(opted_in):
            raise FetchError(_("port non autorisé : {0}").format(port))
        return addresses

    def _is_allowed(self, address: str) -> bool:
        parsed = _parsed(address)
        return parsed is not None and any(parsed in network for network in self._allowed)

    def _connected(self, address: str, port: int) -> httpcore.NetworkStream:
        left = min(_CONNECT_SECONDS, time_left(self._remaining))
        try:
            stream = self._real.connect_tcp(address, port, left)
        except httpcore.ConnectTimeout as error:
            raise FetchError(_("le serveur ne répond pas")) from error
        except httpcore.ConnectError as error:
            # A network that is down comes this way too, and says nothing of the server.
            refused = isinstance(error.__cause__, ConnectionRefusedError)
            kind = NoServerError if refused else FetchError
            raise kind(_("connexion refusée par le serveur")) from error
        return TimedStream(stream, self._remaining)


def _place(written: str) -> tuple[str, int]:
    """« host:port » as a pair; « [::1]:80 » too."""
    host, _colon, port = written.rpartition(":")
    if not host or not port.isdecimal():
        message = _("attendu : « hôte:port », et non « {0} »").format(written)
        raise ConfigError([Problem("veille.yml", 0, "collect.connect_to", message)])
    return host.strip("[]").lower(), int(port)


def time_left(remaining: Callable[[], float]) -> float:
    """Seconds that the request may still take. Raises httpcore.ReadTimeout when there are none."""
    left = remaining()
    if left <= 0:
        raise httpcore.ReadTimeout("deadline")
    return left


class TimedStream(httpcore.NetworkStream):
    """A connection whose every wait is cut to what is left of the request's whole time.

    The library's own timeouts are per read: a server that sends one byte a second never meets them.
    """

    def __init__(self, real: httpcore.NetworkStream, remaining: Callable[[], float]) -> None:
        self._real = real
        self._remaining = remaining

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._real.read(max_bytes, time_left(self._remaining))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._real.write(buffer, time_left(self._remaining))

    def close(self) -> None:
        self._real.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        """The same connection, encrypted. Raises FetchError."""
        try:
            left = time_left(self._remaining)
            return TimedStream(
                self._real.start_tls(ssl_context, server_hostname, left), self._remaining
            )
        # ValueError: a name that cannot stand in a certificate.
        except (httpcore.ConnectError, ValueError) as error:
            if isinstance(error.__cause__, ssl.SSLCertVerificationError):
                raise FetchError(_("certificat de sécurité refusé")) from error
            raise FetchError(_("connexion chiffrée impossible")) from error

    def get_extra_info(self, info: str) -> Any:
        return self._real.get_extra_info(info)
