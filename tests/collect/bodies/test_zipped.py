"""gzip and tar undone in memory, within bounds."""

from __future__ import annotations

import gzip
import io
import tarfile
from collections.abc import Iterable

import pytest

from tests.collect.samples import plain
from veille.collect.bodies.zipped import members, unzipped
from veille.errors import ReadError, SourceError


def packed(files: Iterable[tuple[str, bytes]], *, mode: str = "w:gz", **links: str) -> bytes:
    """A tar of these files, and of links by their names."""
    into = io.BytesIO()
    with tarfile.open(fileobj=into, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in files:
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
        for name, target in links.items():
            member = tarfile.TarInfo(name)
            member.type, member.linkname = tarfile.SYMTYPE, target
            archive.addfile(member)
    return into.getvalue()


def read(
    body: bytes, *, most: int = 1_000_000, heaviest: int = 1_000, longest: int = 10
) -> list[bytes]:
    return list(
        members(
            body,
            lambda name: not name.endswith(".no"),
            most=most,
            heaviest=heaviest,
            longest=longest,
        )
    )


def test_gzip_is_undone_and_what_is_none_stays() -> None:
    assert unzipped(gzip.compress(b"bonjour"), 10) == b"bonjour"
    assert unzipped(b"<urlset/>", 10) == b"<urlset/>"


@pytest.mark.parametrize("mode", ["w:gz", "w"])
def test_the_wanted_files_come_in_order(mode: str) -> None:
    files = [("a/1.xml", b"un"), ("a/2.no", b"deux"), ("../3.xml", b"trois")]

    assert read(packed(files, mode=mode)) == [b"un", b"trois"]


def test_links_and_heavy_files_are_passed_over() -> None:
    body = packed([("lourd", b"x" * 1_001), ("bon", b"y")], lien="/etc/passwd")

    assert read(body) == [b"y"]


def test_a_sparse_file_of_nothing_but_zeros_is_passed_over() -> None:
    """GNU tar's old form (type « S »): 512 bytes here, a file of 900 once read."""
    header = bytearray(tarfile.TarInfo("trous").tobuf(tarfile.GNU_FORMAT)[:512])
    header[156:157] = b"S"
    header[483:495] = b"00000001604\0"
    header[148:156] = b" " * 8
    header[148:156] = f"{sum(header):06o}\0 ".encode()
    body = bytes(header) + packed([("bon", b"y")], mode="w")

    assert read(body) == [b"y"]


@pytest.mark.parametrize(
    "body, reason",
    [
        (packed([("bombe", b"0" * 2_000_000)]), "contenu trop lourd une fois décompressé : plus de 1 Mo"),
        (packed([(str(one), b"") for one in range(11)]), "archive trop longue : elle tient trop de fichiers"),
        (packed([("a", b"a")])[:40], "contenu compressé incomplet"),
        (packed([("a", b"a")])[:12] + b"\xff" * 40, "contenu compressé illisible"),
        (gzip.compress(b"pas un tar" * 200), "archive illisible : elle est incomplète ou abîmée"),
        (b"", "archive illisible : elle est incomplète ou abîmée"),
    ],
    ids=["bomb", "many", "cut", "broken", "no tar", "empty"],
)  # fmt: skip
def test_what_is_too_much_or_broken_is_refused_by_name(body: bytes, reason: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(body)

    assert plain(caught.value.reason) == reason


def test_a_bomb_is_cut_at_what_is_allowed() -> None:
    with pytest.raises(SourceError, match="trop lourd"):
        unzipped(gzip.compress(b"0" * 3_000_000), 1_000_000)
    with pytest.raises(ReadError, match="incomplet"):
        unzipped(gzip.compress(b"bonjour")[:-9], 1_000_000)
