"""The only door to WeasyPrint: a child process prints a page, and reads nothing but what it is given."""

from __future__ import annotations

import base64
import ctypes
import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from functools import cached_property
from gettext import gettext as _
from pathlib import Path
from threading import Lock
from typing import Any

from veille.errors import PrinterError
from veille.model.printed import Printed, Sheet

DEADLINE = 60.0
"""Seconds: a letter takes two; a template that never ends must not hold a thread."""
LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
"""What WeasyPrint loads → the Debian package that brings it."""
_BASE = "https://feuille.invalid/"
"""Where the page believes that it lies, so that the names of its files are addresses. Never asked."""


class Paper:
    """A printer: WeasyPrint in a process of its own, since it costs a second and 50 MB to wake up.

    One at a time, so that four people who look at four drafts do not fill a small machine; what was
    printed last is kept, for a preview is often followed by the sealing of the same page.
    """

    def __init__(self) -> None:
        self._turn = Lock()
        self._last: tuple[Sheet, Printed] | None = None

    @cached_property
    def missing(self) -> str:
        """Why nothing can be printed here, in French; empty when all is there."""
        if importlib.util.find_spec("weasyprint") is None:
            return _("WeasyPrint n’est pas installé (« make pdf », ou « pip install veille[pdf] »)")
        # Loaded in a child, to leave nothing of it in the desk. Elsewhere, printing itself will tell.
        try:
            lacking = _child("--probe").decode().split() if sys.platform == "linux" else []
        except PrinterError as error:
            return str(error)
        if lacking:
            return _("il manque au système {0} (« make pdf », ou « apt-get install {0} »)").format(
                " ".join(lacking)
            )
        return ""

    def print(self, sheet: Sheet) -> Printed:
        """The PDF of a page: PDF/UA-1, the same bytes each time. Raises PrinterError."""
        if self.missing:
            raise PrinterError(self.missing)
        with self._turn:
            if self._last is None or self._last[0] != sheet:
                self._last = (sheet, _printed(sheet))
            return self._last[1]


def _printed(sheet: Sheet) -> Printed:
    files = {name: base64.b64encode(data).decode() for name, data in sheet.files.items()}
    told = _child("--print", json.dumps({"html": sheet.html, "files": files}).encode())
    pages, _end, pdf = told.partition(b"\n")
    if not pdf.startswith(b"%PDF-"):
        raise PrinterError(_("l’impression n’a rien rendu"))
    return Printed(pdf, int(pages))


def _child(order: str, given: bytes = b"") -> bytes:
    """What a child process of this module answers. Raises PrinterError when it fails or takes too long."""
    home = str(Path(__file__).parents[2])
    # Nothing of the desk's own environment: no secret, no proxy. Dates, were there any, stand still.
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "SYSTEMROOT") if name in os.environ}
    environment = {**kept, "PYTHONPATH": home, "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": "0"}
    command = [sys.executable, "-P", "-m", "veille.compose.paper", order]
    try:
        done = subprocess.run(
            command, input=given, capture_output=True, env=environment, timeout=DEADLINE, check=True
        )
    except subprocess.TimeoutExpired as error:
        raise PrinterError(_("l’impression n’en finissait pas")) from error
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip().splitlines()
        reason = said[-1] if said else f"code {error.returncode}"
        raise PrinterError(_("l’impression a échoué ({0})").format(reason)) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise PrinterError(_("l’impression a échoué ({0})").format(reason)) from error
    return done.stdout


# --- in the child ----------------------------------------------------------------------


def _lacking() -> list[str]:
    """Debian packages of the libraries that do not load."""
    found = []
    for library, package in LIBRARIES.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            found.append(package)
    return found


def _make(order: Mapping[str, Any]) -> tuple[int, bytes]:
    """(pages, PDF). WeasyPrint is imported here and nowhere else."""
    from weasyprint import HTML  # slow and heavy: only ever in the child
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    given = {name: base64.b64decode(data) for name, data in order["files"].items()}

    class Given(URLFetcher):  # type: ignore[misc]  # the library has no types
        """Reads what it was given: no network, no file of the machine."""

        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            data = given.get(url.removeprefix(_BASE)) if url.startswith(_BASE) else None
            if data is None:
                raise FatalURLFetchingError(f"adresse refusée : {url}")
            return URLFetcherResponse(url, data)

    html = HTML(string=order["html"], base_url=_BASE, url_fetcher=Given())
    document = html.render(pdf_variant="pdf/ua-1", pdf_tags=True)
    pdf = document.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True)
    return len(document.pages), pdf or b""


def main(order: str) -> None:
    """Answers the parent on the standard output."""
    out = sys.stdout.buffer
    if order == "--probe":
        out.write(" ".join(_lacking()).encode())
    else:
        pages, pdf = _make(json.load(sys.stdin.buffer))
        out.write(b"%d\n" % pages + pdf)


if __name__ == "__main__":
    main(sys.argv[1])
