"""The guard: public addresses only, every one of them, checked once."""

from __future__ import annotations

import ssl
from collections.abc import Iterable
from typing import Any

import httpcore
import pytest

from veille.collect.reach.guard import Guard, is_public
from veille.errors import ConfigError, FetchError
from veille.model.declared import CollectSettings

PUBLIC = "93.184.215.14"


@pytest.mark.parametrize(
    "address",
    [
        PUBLIC, "1.1.1.1", "100.63.255.255", "100.128.0.1", "172.32.0.1", "192.0.1.1",
        "223.255.255.255", "2606:4700:4700::1111", "2a01:e0a::1", "::ffff:1.1.1.1",
        "64:ff9b::101:101", "2002:101:101::1",
    ],
)  # fmt: skip
def test_a_public_address_may_be_reached(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        # this machine, private networks, the link, carriers' networks
        "127.0.0.1", "127.255.255.254", "0.0.0.0", "0.1.2.3", "10.0.0.1", "172.16.0.1",  # noqa: S104
        "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1", "100.127.255.255",
        # protocol, documentation and test networks, multicast, reserved
        "192.0.0.8", "192.0.0.170", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.51.100.1",
        "203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
        # the same in IPv6
        "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "ff02::1", "2001:db8::1",
        "3fff::1", "100::1", "2001:2::1", "2001:10::1", "fec0::1", "64:ff9b:1::1", "::7f00:1",
        # IPv4 wrapped in IPv6
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::", "2002:c0a8:101::1", "2001:0:101:101:0:0:80ff:fffe",
        # no address at all
        "", "localhost", "127.1", "2130706433", "0177.0.0.1", "1.2.3.4.5",
    ],
)  # fmt: skip
def test_an_address_that_is_not_public_is_refused(address: str) -> None:
    assert not is_public(address)


class Recorder(httpcore.NetworkBackend):
    """Connects to nothing and remembers where it was sent."""

    def __init__(self, broken: Iterable[str] = ()) -> None:
        self.reached: list[tuple[str, int]] = []
        self.broken = set(broken)

    def connect_tcp(
        self, host: str, port: int, *_rest: Any, **_more: Any
    ) -> httpcore.NetworkStream:
        self.reached.append((host, port))
        if host in self.broken:
            raise httpcore.ConnectError("no route")
        return Unverified()


class Unverified(httpcore.NetworkStream):
    """A connection whose certificate nobody signed."""

    def start_tls(self, *_rest: Any, **_more: Any) -> httpcore.NetworkStream:
        raise httpcore.ConnectError("tls") from ssl.SSLCertVerificationError("self-signed")


def _guard(
    answers: list[list[str]], real: Recorder, remaining: float = 5.0, **settings: object
) -> Guard:
    """A guard whose resolver gives each list in turn."""
    turns = iter(answers)
    return Guard(
        CollectSettings.model_validate(settings),
        remaining=lambda: remaining,
        resolver=lambda _host, _port: next(turns),
        real=real,
    )


def test_the_checked_address_is_the_one_connected_to_so_that_rebinding_gains_nothing() -> None:
    real = Recorder()

    _guard([[PUBLIC], ["127.0.0.1"]], real).connect_tcp("rebind.example", 80)

    assert real.reached == [(PUBLIC, 80)]


def test_the_next_address_is_tried_when_the_first_one_does_not_answer() -> None:
    real = Recorder(broken=["2a01:e0a::1"])

    _guard([["2a01:e0a::1", PUBLIC]], real).connect_tcp("source.example", 443)

    assert real.reached == [("2a01:e0a::1", 443), (PUBLIC, 443)]


def test_one_private_address_among_public_ones_is_enough_to_refuse() -> None:
    real = Recorder()

    with pytest.raises(FetchError, match="adresse non publique : mixed"):
        _guard([[PUBLIC, "10.0.0.1"]], real).connect_tcp("mixed.example", 80)

    assert real.reached == []


def test_a_name_without_any_address_is_refused() -> None:
    with pytest.raises(FetchError, match="adresse non publique"):
        _guard([[]], Recorder()).connect_tcp("void.example", 80)


def test_a_network_that_was_opted_in_is_reached_on_any_port() -> None:
    real = Recorder()

    _guard([["10.1.2.3"]], real, allow_networks=["10.1.0.0/16"]).connect_tcp("intranet", 8080)

    assert real.reached == [("10.1.2.3", 8080)]


def test_a_port_other_than_the_web_s_is_refused_on_public_addresses() -> None:
    with pytest.raises(FetchError, match="port non autorisé : 25"):
        _guard([[PUBLIC]], Recorder()).connect_tcp("source.example", 25)


def test_a_mapped_host_is_checked_where_it_leads() -> None:
    real = Recorder()
    mapped = {"source.example:80": "127.0.0.1:8000"}

    with pytest.raises(FetchError, match="adresse non publique : 127"):
        _guard([["127.0.0.1"]], real, connect_to=mapped).connect_tcp("source.example", 80)
    _guard([["127.0.0.1"]], real, connect_to=mapped, allow_networks=["127.0.0.0/8"]).connect_tcp(
        "Source.Example", 80
    )

    assert real.reached == [("127.0.0.1", 8000)]


@pytest.mark.parametrize("written", ["127.0.0.1", "source.example:", ":80", "source.example:http"])
def test_a_mapping_that_names_no_port_is_a_mistake_in_the_configuration(written: str) -> None:
    with pytest.raises(ConfigError, match=r"collect\.connect_to"):
        _guard([], Recorder(), connect_to={"source.example:80": written})


def test_a_certificate_that_nobody_signed_is_named_as_such() -> None:
    stream = _guard([[PUBLIC]], Recorder()).connect_tcp("source.example", 443)

    with pytest.raises(FetchError, match="certificat de sécurité refusé"):
        stream.start_tls(ssl.create_default_context(), "source.example")


def test_nothing_is_connected_once_the_time_is_over() -> None:
    real = Recorder()

    with pytest.raises(httpcore.ReadTimeout):
        _guard([[PUBLIC]], real, remaining=0.0).connect_tcp("source.example", 80)

    assert real.reached == []
