"""gzip and tar undone in memory, never more than was allowed, whatever the bomb. Pure."""

from __future__ import annotations

import io
import tarfile
import zlib
from collections.abc import Callable, Iterator
from gettext import gettext as _

from veille.errors import ReadError, TooHeavyError

_GZIP = b"\x1f\x8b"
_PIECE = 65_536


def unzipped(body: bytes, most: int) -> bytes:
    """The body, its gzip undone when it is one (RFC 1952). Raises ReadError, TooHeavyError above `most`."""
    if not body.startswith(_GZIP):
        return body
    return _Unzipped(body, most).read(most + 1)


def members(
    body: bytes, wanted: Callable[[str], bool], *, most: int, heaviest: int, longest: int
) -> Iterator[bytes]:
    """The files of a .tar.gz whose name is wanted, in its order; nothing is written to disk.

    Links, folders and devices are passed over. Bounds: `most` bytes once decompressed, `heaviest`
    of one file (a heavier one is passed over), `longest` members. Raises ReadError, TooHeavyError.
    """
    try:
        # As a stream: one member at a time is in memory, and no name is ever a path of ours.
        with tarfile.open(fileobj=_Unzipped(body, most), mode="r|") as archive:
            for rank, member in enumerate(archive):
                if rank >= longest:
                    raise TooHeavyError(_("archive trop longue : elle tient trop de fichiers"))
                # A sparse file weighs nothing here, and gigabytes once read.
                plain = member.isreg() and not member.issparse()
                if plain and member.size <= heaviest and wanted(member.name):
                    file = archive.extractfile(member)
                    yield file.read() if file else b""
    except (tarfile.TarError, EOFError, ValueError, OverflowError) as error:
        raise ReadError(_("archive illisible : elle est incomplète ou abîmée")) from error


class _Unzipped(io.RawIOBase):
    """A body read from start to end, undone by pieces as it is asked for."""

    def __init__(self, body: bytes, most: int) -> None:
        super().__init__()
        self._left, self._most, self._given = io.BytesIO(body), most, 0
        zipped = body.startswith(_GZIP)
        self._unzip = zlib.decompressobj(zlib.MAX_WBITS | 16) if zipped else None

    def read(self, size: int = -1, /) -> bytes:
        found = bytearray()
        while size < 0 or len(found) < size:
            piece = self._piece(_PIECE if size < 0 else size - len(found))
            if not piece:
                break
            found += piece
        return bytes(found)

    def _piece(self, size: int) -> bytes:
        piece = self._left.read(size) if self._unzip is None else self._undone(self._unzip, size)
        self._given += len(piece)
        if self._given > self._most:
            words = _("contenu trop lourd une fois décompressé : plus de {0} Mo")
            raise TooHeavyError(words.format(self._most // 1_000_000))
        return piece

    def _undone(self, unzip: zlib._Decompress, size: int) -> bytes:
        try:
            while not unzip.eof:
                waiting = unzip.unconsumed_tail or self._left.read(_PIECE)
                if piece := unzip.decompress(waiting, size):
                    return piece
                if not waiting:
                    raise ReadError(_("contenu compressé incomplet"))
        except zlib.error as error:
            raise ReadError(_("contenu compressé illisible")) from error
        return b""
