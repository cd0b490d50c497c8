"""How heavy a part of a letter is on the wire, and how much of an edition goes into it. Pure."""

from __future__ import annotations

import binascii
from collections.abc import Callable
from dataclasses import dataclass
from gettext import gettext as _

from veille.errors import RefusedError

LIGHT = 90 * 1024
"""Bytes that a part aims at: Gmail cuts a letter at about 102 KB (email-bugs, n° 41)."""
HEAVIEST = 100_000
"""Bytes that no part may pass, whatever is in it."""
_OWN_ADDRESS = 1024
"""Bytes kept for what each message adds: a person's own unsubscribe address, in two places."""
_EASY_STEPS = 4
"""Attempts that follow the measure; after them, by halves."""


@dataclass(frozen=True, slots=True)
class Part:
    """HTML or text of a letter, with the number of its first entries that stand in it."""

    content: str
    shown: int


def encoded(content: str) -> int:
    """Bytes of a part as it is sent: quoted-printable, CRLF (RFC 2045)."""
    quoted = binascii.b2a_qp(content.encode(), istext=True)
    return len(quoted) + quoted.count(b"\n")


def fitted(make: Callable[[int], str], most: int) -> Part:
    """The part with as many of its `most` entries as LIGHT allows, at least one.

    `make(shown)` renders the part with its first entries only. Few attempts: what stands around the
    entries makes each guess too high, never too low, so they come down to the limit from above.
    Raises RefusedError when even one entry passes HEAVIEST.
    """
    shown = max(most, 1)
    for attempt in range(1_000):
        content = make(shown)
        weight = encoded(content) + _OWN_ADDRESS
        if weight <= LIGHT or shown == 1:
            break
        guess = shown * LIGHT // weight if attempt < _EASY_STEPS else shown // 2
        shown = max(1, min(guess, shown - 1))
    if weight > HEAVIEST:
        raise RefusedError(
            _(
                "ce courriel pèserait {0} Ko, même avec une seule ressource ; Gmail le couperait à 102 : "
                "raccourcissez l’éditorial, le titre ou la note de la première ressource"
            ).format(weight // 1024)
        )
    return Part(content, shown)
