"""An edition on paper: what is handed to the printer, and what comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page made for paper, and the only files that it may show."""

    html: str
    files: Mapping[str, bytes]
    """Name as the page writes it (« fonts/a.woff2 ») → bytes. Nothing else is ever read."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF, and how many pages it fills."""

    pdf: bytes
    pages: int
