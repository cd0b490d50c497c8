"""The centre's logo as letters show it: made light once, named by its content."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Logo:
    """A PNG at twice the size that it is shown at."""

    content: bytes
    width: int
    """Shown, in CSS pixels; so is the height."""
    height: int

    @property
    def path(self) -> str:
        """Under the archive's root. Another logo has another name: a sealed letter keeps its own."""
        return f"assets/logo-{hashlib.sha256(self.content).hexdigest()[:12]}.png"
