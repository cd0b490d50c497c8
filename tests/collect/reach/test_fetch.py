"""Fetching over real HTTP from this machine: what is sent, what is cut, what is refused."""

from __future__ import annotations

import gzip
import socket
import threading
import tracemalloc
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest

from tests.collect.server import TLS, Answer, Loopback
from veille.collect.reach.fetch import MAX_BYTES, HttpFetcher, user_agent
from veille.errors import FetchError
from veille.model.declared import CollectSettings
from veille.model.item import Validators


def _refused(fetcher: HttpFetcher, url: str) -> FetchError:
    with pytest.raises(FetchError) as caught:
        fetcher.get(url)
    return caught.value


# --- what is asked ------------------------------------------------------------------------


def test_a_body_comes_back_with_its_validators(server: Loopback, fetcher: HttpFetcher) -> None:
    stamps = {"ETag": 'W/"a1"', "Last-Modified": "Sat, 21 Nov 2026 08:00:00 GMT"}
    server.answers["/rss"] = Answer(b"<rss/>", headers=stamps)

    fetched = fetcher.get(server.url("/rss"))

    assert (fetched.status, fetched.body, fetched.url) == (200, b"<rss/>", server.url("/rss"))
    assert fetched.validators == Validators('W/"a1"', "Sat, 21 Nov 2026 08:00:00 GMT")
    assert fetched.headers["etag"] == 'W/"a1"'
    assert fetched.moved_to is None
    assert not fetched.not_modified


def test_veille_names_itself_and_accepts_gzip_only(server: Loopback, fetcher: HttpFetcher) -> None:
    server.answers["/rss"] = Answer(b"<rss/>")

    fetcher.get(server.url("/rss"))

    (asked,) = server.asked
    assert asked.headers["user-agent"] == "veille/0.1 (+veille@centre.example)"
    assert asked.headers["accept-encoding"] == "gzip"
    assert asked.headers["host"] == "source.example"


def test_the_name_carries_the_contact_when_there_is_one() -> None:
    assert user_agent("https://centre.example") == "veille/0.1 (+https://centre.example)"
    assert user_agent("") == "veille/0.1"
    assert user_agent("a\r\nX: é") == "veille/0.1 (+aX: )"


def test_validators_go_back_exactly_as_they_came(server: Loopback, fetcher: HttpFetcher) -> None:
    # Neither is well formed: a server compares them letter by letter with its own.
    odd = {"ETag": "sans guillemets \xe9", "Last-Modified": "hier"}
    server.answers["/rss"] = Answer(b"<rss/>", headers=odd)

    first = fetcher.get(server.url("/rss"))
    fetcher.get(server.url("/rss"), first.validators)

    again = server.asked[1].headers
    assert (again["if-none-match"], again["if-modified-since"]) == tuple(odd.values())


def test_what_has_not_changed_has_no_body_and_keeps_its_validators(
    server: Loopback, fetcher: HttpFetcher
) -> None:
    server.answers["/rss"] = Answer(status=304, headers={"ETag": '"b2"'})

    fetched = fetcher.get(server.url("/rss"), Validators('"a1"', "hier"))

    assert (fetched.status, fetched.body, fetched.not_modified) == (304, b"", True)
    assert fetched.validators == Validators('"b2"', "hier")


def test_not_modified_since_nothing_is_a_failure(server: Loopback, fetcher: HttpFetcher) -> None:
    server.answers["/rss"] = Answer(status=304)

    assert _refused(fetcher, server.url("/rss")).status == 304


def test_a_cookie_is_never_sent_back(server: Loopback, fetcher: HttpFetcher) -> None:
    server.answers["/rss"] = Answer(b"<rss/>", headers={"Set-Cookie": "visitor=42"})

    fetcher.get(server.url("/rss"))
    fetcher.get(server.url("/rss"))

    assert "cookie" not in server.asked[1].headers


def test_a_proxy_named_by_the_environment_is_ignored(
    server: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://10.0.0.1:3128")
    monkeypatch.setenv("ALL_PROXY", "http://10.0.0.1:3128")
    server.answers["/rss"] = Answer(b"<rss/>")
    fetcher = HttpFetcher(server.settings(), "veille/0.1", tls=TLS)

    assert fetcher.get(server.url("/rss")).body == b"<rss/>"
    fetcher.close()


def test_threads_share_one_fetcher(server: Loopback, fetcher: HttpFetcher) -> None:
    for number in range(40):
        server.answers[f"/{number}"] = Answer(str(number).encode())

    with ThreadPoolExecutor(16) as threads:
        bodies = list(threads.map(lambda n: fetcher.get(server.url(f"/{n}")).body, range(40)))

    assert bodies == [str(number).encode() for number in range(40)]


# --- redirects ----------------------------------------------------------------------------


def test_a_source_that_moved_for_good_says_where(server: Loopback, fetcher: HttpFetcher) -> None:
    server.answers["/old"] = Answer(status=301, headers={"Location": "/newer"})
    server.answers["/newer"] = Answer(status=308, headers={"Location": server.url("/new?a=1#top")})
    server.answers["/new?a=1"] = Answer(b"<rss/>")

    fetched = fetcher.get(server.url("/old"))

    assert fetched.body == b"<rss/>"
    assert fetched.url == fetched.moved_to == server.url("/new?a=1")


@pytest.mark.parametrize("status", [302, 303, 307])
def test_a_redirect_for_now_does_not_move_the_source(
    status: int, server: Loopback, fetcher: HttpFetcher
) -> None:
    server.answers["/old"] = Answer(status=301, headers={"Location": "/mid"})
    server.answers["/mid"] = Answer(status=status, headers={"Location": "/new"})
    server.answers["/new"] = Answer(b"<rss/>")

    fetched = fetcher.get(server.url("/old"))

    assert (fetched.url, fetched.moved_to) == (server.url("/new"), None)


def test_the_validators_follow_a_redirect(server: Loopback, fetcher: HttpFetcher) -> None:
    server.answers["/old"] = Answer(status=302, headers={"Location": "/new"})
    server.answers["/new"] = Answer(status=304)

    assert fetcher.get(server.url("/old"), Validators('"a1"')).not_modified
    assert server.asked[1].headers["if-none-match"] == '"a1"'


def test_five_redirects_are_followed_and_not_a_sixth(
    server: Loopback, fetcher: HttpFetcher
) -> None:
    for number in range(6):
        server.answers[f"/{number}"] = Answer(status=302, headers={"Location": f"/{number + 1}"})
    server.answers["/6"] = Answer(b"<rss/>")

    assert fetcher.get(server.url("/1")).body == b"<rss/>"
    assert "trop de redirections" in _refused(fetcher, server.url("/0")).reason


@pytest.mark.parametrize(
    "location, reason",
    [
        ("http://10.0.0.1/", "adresse non publique"),
        ("http://169.254.169.254/latest/meta-data/", "adresse non publique"),
        ("//192.168.1.1/admin", "adresse non publique"),
        ("file:///etc/passwd", "pas une adresse web"),
        ("http://alice:secret@source.example/", "identifiant"),
        ("http://source.example:70000/", "mal formée"),
    ],
)
def test_a_redirect_to_where_one_may_not_go_is_refused(
    location: str, reason: str, server: Loopback, fetcher: HttpFetcher
) -> None:
    server.answers["/old"] = Answer(status=301, headers={"Location": location})

    assert reason in _refused(fetcher, server.url("/old")).reason


@pytest.mark.parametrize("hops", [1, 2, 3, 4, 5])
def test_every_redirect_on_the_way_is_checked(
    hops: int, server: Loopback, fetcher: HttpFetcher
) -> None:
    for number in range(1, hops):
        server.answers[f"/{number}"] = Answer(status=302, headers={"Location": f"/{number + 1}"})
    server.answers[f"/{hops}"] = Answer(status=307, headers={"Location": "http://167772161/"})

    # 10.0.0.1, as one number.
    assert NOT_PUBLIC in _refused(fetcher, server.url("/1")).reason
    assert len(server.asked) == hops


def test_a_name_is_checked_again_at_each_connection(server: Loopback) -> None:
    here = f"127.0.0.1:{server.port}"
    settings = CollectSettings.model_validate(
        {
            "allow_networks": ["127.0.0.1/32"],
            "connect_to": {"one.example:80": here, "two.example:80": here},
        }
    )
    # The resolver tells the truth once, then leads indoors.
    turns = iter([["127.0.0.1"], ["10.0.0.1"]])
    fetcher = HttpFetcher(
        settings, "veille/0.1", tls=TLS, resolver=lambda _host, _port: next(turns)
    )
    server.answers["/"] = Answer(status=302, headers={"Location": "http://two.example/secret"})

    assert NOT_PUBLIC in _refused(fetcher, "http://one.example/").reason
    assert [asked.path for asked in server.asked] == ["/"]
    fetcher.close()


def test_a_redirect_that_leads_nowhere_is_refused(server: Loopback, fetcher: HttpFetcher) -> None:
    server.answers["/old"] = Answer(status=302)

    assert _refused(fetcher, server.url("/old")).reason == "redirection sans adresse (302)"


# --- what is cut --------------------------------------------------------------------------


def test_a_compressed_body_is_opened(server: Loopback, fetcher: HttpFetcher) -> None:
    body = gzip.compress(b"<rss/>" * 1000)
    server.answers["/rss"] = Answer(body, headers={"Content-Encoding": "gzip"})

    assert fetcher.get(server.url("/rss")).body == b"<rss/>" * 1000


def test_an_empty_body_that_claims_to_be_compressed_is_empty(
    server: Loopback, fetcher: HttpFetcher
) -> None:
    server.answers["/rss"] = Answer(b"", headers={"Content-Encoding": "gzip"})

    assert fetcher.get(server.url("/rss")).body == b""


def test_a_body_just_as_heavy_as_allowed_is_taken(server: Loopback, fetcher: HttpFetcher) -> None:
    server.answers["/rss"] = Answer(
        gzip.compress(bytes(MAX_BYTES), 1), headers={"Content-Encoding": "gzip"}
    )

    assert len(fetcher.get(server.url("/rss")).body) == MAX_BYTES


def test_a_bomb_is_cut_at_five_megabytes(server: Loopback, fetcher: HttpFetcher) -> None:
    bomb = _bomb(megabytes=20)
    server.answers["/rss"] = Answer(bomb, headers={"Content-Encoding": "gzip"})

    assert len(bomb) < 100_000
    assert _refused(fetcher, server.url("/rss")).reason == "réponse trop lourde : plus de 5 Mo"


def test_a_bomb_never_goes_off_in_memory(server: Loopback, fetcher: HttpFetcher) -> None:
    # It arrives in one piece: opened at once, it would weigh sixty megabytes before being cut.
    server.answers["/rss"] = Answer(_bomb(megabytes=60), headers={"Content-Encoding": "gzip"})

    tracemalloc.start()
    try:
        _refused(fetcher, server.url("/rss"))
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert peak < 4 * MAX_BYTES


def _bomb(megabytes: int) -> bytes:
    zipper = zlib.compressobj(9, wbits=zlib.MAX_WBITS | 16)
    block = bytes(1_000_000)
    return b"".join(zipper.compress(block) for _ in range(megabytes)) + zipper.flush()


def test_a_heavy_body_without_compression_is_cut_too(
    server: Loopback, fetcher: HttpFetcher
) -> None:
    server.answers["/rss"] = Answer(bytes(MAX_BYTES + 1))

    assert "trop lourde" in _refused(fetcher, server.url("/rss")).reason


@pytest.mark.parametrize("coding", ["", "gzip"])
def test_a_kind_may_allow_more_and_that_is_the_limit(
    coding: str, server: Loopback, fetcher: HttpFetcher
) -> None:
    body = bytes(MAX_BYTES + 1)
    headers = {"Content-Encoding": coding} if coding else {}
    server.answers["/map"] = Answer(gzip.compress(body, 1) if coding else body, headers=headers)

    assert len(fetcher.get(server.url("/map"), None, MAX_BYTES + 1).body) == MAX_BYTES + 1
    with pytest.raises(FetchError, match="trop lourde"):
        fetcher.get(server.url("/map"), None, MAX_BYTES)


def test_two_hundred_megabytes_are_not_waited_for(server: Loopback, fetcher: HttpFetcher) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 200000000\r\n\r\n"
    server.answers["/rss"] = Answer(raw=head + bytes(MAX_BYTES + 1), hangs=True)

    assert "trop lourde" in _refused(fetcher, server.url("/rss")).reason


@pytest.mark.parametrize("coding", ["br", "deflate", "zstd", "gzip, gzip", "gzip, br"])
def test_another_compression_than_gzip_is_refused(
    coding: str, server: Loopback, fetcher: HttpFetcher
) -> None:
    server.answers["/rss"] = Answer(b"anything", headers={"Content-Encoding": coding})

    reason = _refused(fetcher, server.url("/rss")).reason

    assert reason == f"compression non acceptée : {coding}"


def test_a_body_that_is_not_compressed_as_it_says_is_refused(
    server: Loopback, fetcher: HttpFetcher
) -> None:
    server.answers["/lie"] = Answer(b"<rss/>", headers={"Content-Encoding": "gzip"})
    server.answers["/half"] = Answer(
        gzip.compress(b"<rss/>" * 99)[:-9], headers={"Content-Encoding": "gzip"}
    )

    assert _refused(fetcher, server.url("/lie")).reason == "contenu compressé illisible"
    assert _refused(fetcher, server.url("/half")).reason == "contenu compressé incomplet"


@pytest.fixture
def hurried(server: Loopback) -> Iterator[HttpFetcher]:
    fetcher = HttpFetcher(server.settings(), "veille/0.1", tls=TLS, deadline=0.2)
    yield fetcher
    fetcher.close()


def test_a_body_that_does_not_end_meets_the_deadline(
    server: Loopback, hurried: HttpFetcher
) -> None:
    server.answers["/rss"] = Answer(b"<rss>", hangs=True)

    reason = _refused(hurried, server.url("/rss")).reason

    assert reason == "délai dépassé : pas de réponse complète en 0,2 s"


def test_a_server_that_says_nothing_meets_the_deadline() -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        fetcher = HttpFetcher(_mapped_to(mute), "veille/0.1", tls=TLS, deadline=0.2)
        assert "délai dépassé" in _refused(fetcher, "http://source.example/").reason
        fetcher.close()


def test_a_server_that_drips_its_headers_meets_the_deadline() -> None:
    # Every read succeeds, so that a timeout per read would never end it. Each reading of the clock
    # is a second, and lets one header more come: no test waits, and no buffer fills before the time.
    ticks, drops = count(), threading.Semaphore(0)

    def clock() -> float:
        drops.release()
        return float(next(ticks))

    with socket.create_server(("127.0.0.1", 0)) as dripping:
        server = threading.Thread(target=_drip, args=(dripping, drops), daemon=True)
        server.start()
        fetcher = HttpFetcher(_mapped_to(dripping), "veille/0.1", tls=TLS, deadline=20, clock=clock)
        assert "délai dépassé" in _refused(fetcher, "http://source.example/").reason
        fetcher.close()
        drops.release(10_000)
        server.join()


def _mapped_to(listening: socket.socket) -> CollectSettings:
    here = f"127.0.0.1:{listening.getsockname()[1]}"
    return CollectSettings.model_validate(
        {"allow_networks": ["127.0.0.0/8"], "connect_to": {"source.example:80": here}}
    )


def _drip(listening: socket.socket, drops: threading.Semaphore) -> None:
    client, _address = listening.accept()
    with client:
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        client.recv(65536)
        try:
            client.sendall(b"HTTP/1.1 200 OK\r\n")
            while True:
                # Who never looks at the clock is sent headers all the same.
                drops.acquire(timeout=0.01)
                client.sendall(b"X-Drip: 1\r\n")
        except OSError:
            return


# --- what the server refuses --------------------------------------------------------------


@pytest.mark.parametrize(
    "status, reason",
    [
        (401, "identification demandée (401)"),
        (403, "accès refusé (403)"),
        (404, "page introuvable (404)"),
        (410, "source supprimée (410)"),
        (418, "demande refusée (418)"),
        (429, "trop de demandes (429)"),
        (500, "le serveur est en panne (500)"),
        (503, "le serveur est indisponible pour le moment (503)"),
    ],
)
def test_a_refusal_is_told_in_words(
    status: int, reason: str, server: Loopback, fetcher: HttpFetcher
) -> None:
    server.answers["/rss"] = Answer(b"<html>", status=status)

    error = _refused(fetcher, server.url("/rss"))

    assert (error.reason, error.status) == (reason, status)
    assert error.retry_after is None


@pytest.mark.parametrize(
    "status, written, seconds",
    [
        (429, "120", 120),
        (503, " 3600 ", 3600),
        (503, "99999999999999999999", 999999999),
        (429, "soon", None),
        (429, "-5", None),
        (500, "120", None),
    ],
)
def test_what_the_server_asks_to_wait_is_kept(
    status: int, written: str, seconds: int | None, server: Loopback, fetcher: HttpFetcher
) -> None:
    server.answers["/rss"] = Answer(status=status, headers={"Retry-After": written})

    assert _refused(fetcher, server.url("/rss")).retry_after == seconds


@pytest.mark.parametrize(
    "until, seconds",
    [("Sat, 21 Nov 2026 08:02:00 GMT", 120), ("Sat, 21 Nov 2026 07:00:00 GMT", 0)],
)
def test_a_date_to_wait_for_is_counted_from_the_server_s_own_clock(
    until: str, seconds: int, server: Loopback, fetcher: HttpFetcher
) -> None:
    head = f"HTTP/1.1 503 x\r\nDate: Sat, 21 Nov 2026 08:00:00 GMT\r\nRetry-After: {until}\r\n\r\n"
    server.answers["/rss"] = Answer(raw=head.encode())

    assert _refused(fetcher, server.url("/rss")).retry_after == seconds


# --- what the network refuses -------------------------------------------------------------


def test_a_name_that_does_not_exist_is_said_so() -> None:
    def nobody(_host: str, _port: int) -> list[str]:
        raise socket.gaierror("Name or service not known")

    fetcher = HttpFetcher(CollectSettings(), "veille/0.1", tls=TLS, resolver=nobody)

    reason = _refused(fetcher, "https://nulle-part.example/rss").reason
    assert reason == "nom de site introuvable : nulle-part.example"
    fetcher.close()


def test_a_closed_port_is_said_so() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        settings = _mapped_to(listening)
    fetcher = HttpFetcher(settings, "veille/0.1", tls=TLS)

    reason = _refused(fetcher, "http://source.example/").reason
    assert reason == "connexion refusée par le serveur"
    fetcher.close()


def test_a_server_that_does_not_speak_tls_is_said_so(
    server: Loopback, fetcher: HttpFetcher
) -> None:
    reason = _refused(fetcher, "https://source.example/rss").reason

    assert reason == "connexion chiffrée impossible"


@pytest.mark.parametrize(
    "raw", [b"SSH-2.0-OpenSSH_9.2\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<rss>"]
)
def test_a_server_that_does_not_keep_to_http_is_said_so(
    raw: bytes, server: Loopback, fetcher: HttpFetcher
) -> None:
    server.answers["/rss"] = Answer(raw=raw)

    reason = _refused(fetcher, server.url("/rss")).reason

    assert reason == "le serveur a coupé la connexion ou répond mal"


# --- hostile addresses --------------------------------------------------------------------

_ANYWHERE: dict[str, list[str]] = {
    "localhost": ["127.0.0.1", "::1"],
    "localtest.example": ["127.0.0.1"],
    "metadata.example": ["169.254.169.254"],
    "mixed.example": ["93.184.215.14", "192.168.0.1"],
    "v6.example": ["fd00::1"],
    "nat64.example": ["64:ff9b::7f00:1"],
    "public.example": ["93.184.215.14"],
    # A last dot is the root of names; the second « o » and the « a » below are Cyrillic.
    "localhost.": ["127.0.0.1"],
    "xn--lcalhost-nbh.example": ["127.0.0.1"],
    "xn--public-8nf.example": ["10.0.0.7"],
    "sixtofour.example": ["2002:a9fe:a9fe::"],
    "mapped.example": ["::ffff:10.0.0.1"],
}


def _named(host: str, port: int) -> list[str]:
    """Names from the table; what is written in figures is read by the system, as it would be."""
    if host in _ANYWHERE:
        return _ANYWHERE[host]
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
    return [str(line[4][0]) for line in found]


@pytest.fixture(scope="module")
def strict() -> Iterator[HttpFetcher]:
    fetcher = HttpFetcher(CollectSettings(), "veille/0.1", tls=TLS, resolver=_named, deadline=2)
    yield fetcher
    fetcher.close()


NOT_PUBLIC = "adresse non publique"
HOSTILE = [
    # this machine, in every figure
    ("http://127.0.0.1/", NOT_PUBLIC),
    ("http://127.1/", NOT_PUBLIC),
    ("http://127.0.1/", NOT_PUBLIC),
    ("http://2130706433/", NOT_PUBLIC),
    ("http://0x7f000001/", NOT_PUBLIC),
    ("http://0x7f.1/", NOT_PUBLIC),
    ("http://017700000001/", NOT_PUBLIC),
    ("http://0177.0.0.1/", "mal formée"),
    ("http://0/", NOT_PUBLIC),
    ("http://0.0.0.0/", NOT_PUBLIC),
    ("http://[::]/", NOT_PUBLIC),
    ("http://[::1]/", NOT_PUBLIC),
    ("http://[0:0:0:0:0:0:0:1]/", NOT_PUBLIC),
    ("http://[::ffff:127.0.0.1]/", NOT_PUBLIC),
    ("http://[::ffff:7f00:1]/", NOT_PUBLIC),
    ("http://[::127.0.0.1]/", NOT_PUBLIC),
    ("http://[64:ff9b::7f00:1]/", NOT_PUBLIC),
    ("http://[2002:7f00:1::]/", NOT_PUBLIC),
    ("http://localhost/", NOT_PUBLIC),
    ("https://LOCALHOST/", NOT_PUBLIC),
    ("HTTP://127.0.0.1/", NOT_PUBLIC),
    ("http://127.0.0.1:80/", NOT_PUBLIC),
    ("http://0x7f.0x0.0x0.0x1/", NOT_PUBLIC),
    ("http://127。0。0。1/", NOT_PUBLIC),
    ("http://１２７.0.0.1/", "mal formée"),
    ("http://[::１]/", "mal formée"),
    ("http://127.0.0.1․/", "mal formée"),
    ("http://ⓛocalhost/", "mal formée"),
    ("http://localhost./", NOT_PUBLIC),
    ("http://localhost。/", NOT_PUBLIC),
    ("http://127.0.0.1./", "introuvable"),
    ("http://[::ffff:0:127.0.0.1]/", NOT_PUBLIC),
    # other private networks
    ("http://10.0.0.1/", NOT_PUBLIC),
    ("http://167772161/", NOT_PUBLIC),
    ("http://192.168.257/", NOT_PUBLIC),
    ("http://0xa9fea9fe/", NOT_PUBLIC),
    ("http://0300.0250.1.1/", "mal formée"),
    ("http://[::ffff:169.254.169.254]/", NOT_PUBLIC),
    ("http://[2001:0:101:101::80ff:fffe]/", NOT_PUBLIC),
    ("http://[64:ff9b:1::7f00:1]/", NOT_PUBLIC),
    ("http://[fe80::1%25eth0]/", "introuvable"),
    ("http://172.16.0.1/", NOT_PUBLIC),
    ("http://192.168.1.1/", NOT_PUBLIC),
    ("http://100.64.0.1/", NOT_PUBLIC),
    ("http://169.254.169.254/latest/meta-data/", NOT_PUBLIC),
    ("http://192.0.0.8/", NOT_PUBLIC),
    ("http://224.0.0.1/", NOT_PUBLIC),
    ("http://255.255.255.255/", NOT_PUBLIC),
    ("http://[fe80::1]/", NOT_PUBLIC),
    ("http://[fd00::1]/", NOT_PUBLIC),
    # names that lead there
    ("http://localtest.example/", NOT_PUBLIC),
    ("http://metadata.example/", NOT_PUBLIC),
    ("http://mixed.example/", NOT_PUBLIC),
    ("https://v6.example/", NOT_PUBLIC),
    ("http://nat64.example/", NOT_PUBLIC),
    ("http://sixtofour.example/", NOT_PUBLIC),
    ("http://mapped.example/", NOT_PUBLIC),
    ("http://lоcalhost.example/", NOT_PUBLIC),
    ("http://publicа.example/", NOT_PUBLIC),
    ("http://127.0.0.1%2f.public.example/", "introuvable"),
    ("http://public.example%00.evil/", "introuvable"),
    ("http://public..example/", "introuvable"),
    # other ports of public machines
    ("http://public.example:22/", "port non autorisé"),
    ("http://public.example:6379/", "port non autorisé"),
    ("https://public.example:8443/", "port non autorisé"),
    # what two parsers read differently
    ("http://public.example@127.0.0.1/", "identifiant"),
    ("http://public.example:80@127.0.0.1/", "identifiant"),
    ("http://a:b@public.example/", "identifiant"),
    ("http://@127.0.0.1/", NOT_PUBLIC),
    ("http://public.example\\@127.0.0.1/", "adresse web"),
    ("http://127.0.0.1\\.public.example/", "adresse web"),
    ("http:\\\\127.0.0.1\\", "adresse web"),
    ("http://127.0.0.1#@public.example/", NOT_PUBLIC),
    ("http://127.0.0.1?@public.example/", NOT_PUBLIC),
    ("http://public.example\r\nHost: 127.0.0.1/", "mal formée"),
    ("http://public.example\t.evil/", "mal formée"),
    ("http://[::1/", "mal formée"),
    ("http://public.example:99999/", "mal formée"),
    ("http://public.example:80:80/", "mal formée"),
    ("http://public.example:25/", "port non autorisé"),
    ("http://[v1.x]/", "mal formée"),
    ("http://public.example:443@127.0.0.1:80/", "identifiant"),
    ("http://①②⑦.⓪.⓪.①/", "mal formée"),
    # no web address
    ("file:///etc/passwd", "adresse web"),
    ("ftp://public.example/", "adresse web"),
    ("gopher://127.0.0.1:70/_x", "adresse web"),
    ("ldap://127.0.0.1/", "adresse web"),
    ("dict://127.0.0.1:11211/", "adresse web"),
    ("http:/127.0.0.1/", "adresse web"),
    ("http:127.0.0.1", "adresse web"),
    ("http://..", "adresse web"),
    ("javascript:alert(1)", "adresse web"),
    ("data:text/html,x", "adresse web"),
    ("//127.0.0.1/", "adresse web"),
    ("/etc/passwd", "adresse web"),
    ("http://", "adresse web"),
    ("http:///etc/passwd", "adresse web"),
    ("", "adresse web"),
]


@pytest.mark.parametrize("url, reason", HOSTILE)
def test_a_hostile_address_is_refused(url: str, reason: str, strict: HttpFetcher) -> None:
    assert reason in _refused(strict, url).reason


def test_forty_hostile_addresses_at_least_are_tried() -> None:
    assert len({url for url, _reason in HOSTILE}) >= 40


def test_the_way_in_is_open_to_what_was_opted_in_only(server: Loopback) -> None:
    server.answers["/"] = Answer(b"<rss/>")
    url = f"http://127.0.0.1:{server.port}/"
    opened = CollectSettings.model_validate({"allow_networks": ["127.0.0.1/32"]})
    shut = HttpFetcher(CollectSettings(), "veille/0.1", tls=TLS)
    wide = HttpFetcher(opened, "veille/0.1", tls=TLS)

    assert NOT_PUBLIC in _refused(shut, url).reason
    assert wide.get(url).body == b"<rss/>"
    shut.close()
    wide.close()
