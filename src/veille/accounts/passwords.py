"""Passwords: hashed slowly, compared in equal time, judged by rules. The only door to argon2."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from gettext import gettext as _
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from veille.text.stems import fold

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST, LONGEST = 12, 128
AT_ONCE = 2
"""Hashes under way together: each takes 64 MiB, and strangers may ask for one."""
LEFT = 6
"""Letters that must be left once every well-known word is taken out."""

_COMMON = (
    "motdepasse passe password azerty azertyuiop qsdfghjklm wxcvbn qwerty qwertyuiop asdfghjkl zxcvbn"
    " bonjour bonsoir bienvenue soleil doudou loulou chouchou cheval chocolat camille nicolas marseille"
    " lyon paris france bretagne coucou jetaime iloveyou princesse admin administrateur administration"
    " secret toto titi tata test user utilisateur welcome hello letmein master monkey dragon football"
    " vacances printemps automne hiver juillet janvier amour famille maison bureau veille presse"
    " documentaliste centre ressources abcdefghijklmnopqrstuvwxyz"
).split()
_LEET = str.maketrans("013457@$", "oieastas")
_REPEATED = re.compile(r"(.{1,6})\1+", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Cost:
    """What one hash takes. The default is argon2-cffi's own: RFC 9106, 64 MiB."""

    time: int = 3
    memory: int = 65536
    """KiB."""
    lanes: int = 4


class Passwords:
    """Hashes and compares, two at once at most."""

    def __init__(self, cost: Cost | None = None) -> None:
        self._cost = cost or Cost()
        self._turns = BoundedSemaphore(AT_ONCE)

    def hash(self, password: str) -> str:
        with self._turns:
            return self._hasher.hash(_normal(password))

    def match(self, kept: str | None, password: str) -> bool:
        """Whether it is the one. Without a kept hash the same work is done, for nothing."""
        from argon2.exceptions import Argon2Error

        decoy = self._decoy  # made before either answer, so that neither waits for it
        with self._turns:
            try:
                self._hasher.verify(kept or decoy, _normal(password[: LONGEST + 1]))
            except (Argon2Error, ValueError):  # another password, or no hash at all
                return False
        return kept is not None

    def stale(self, kept: str) -> bool:
        """Whether a hash was made at another cost than today's."""
        return self._hasher.check_needs_rehash(kept)

    @cached_property
    def _hasher(self) -> PasswordHasher:
        from argon2 import PasswordHasher

        cost = self._cost
        return PasswordHasher(time_cost=cost.time, memory_cost=cost.memory, parallelism=cost.lanes)

    @cached_property
    def _decoy(self) -> str:
        return self.hash("personne n’a ce mot de passe")


def fault(password: str, own: Iterable[str]) -> str:
    """What is wrong with a new password, as a sentence; empty when it will do.

    `own` are words that whoever knows the person tries first: name, address, centre.
    """
    text = _normal(password)
    if len(text) < SHORTEST:
        return _("{0} caractères : il en faut au moins {1}, par exemple quatre mots").format(
            len(text), SHORTEST
        )
    if len(text) > LONGEST:
        return _("{0} caractères : pas plus de {1}").format(len(text), LONGEST)
    if _REPEATED.fullmatch(text) or len(set(text)) < 5:
        return _("les mêmes caractères reviennent : choisissez-en de plus variés")
    if len(_unknown(text, ())) < LEFT:
        return _("il est parmi les premiers que l’on essaie : choisissez des mots moins attendus")
    if len(_unknown(text, own)) < LEFT:
        return _("il tient au nom, à l’adresse ou au centre : choisissez d’autres mots")
    return ""


def _normal(password: str) -> str:
    """One form for « é », whichever keyboard typed it."""
    return unicodedata.normalize("NFC", password)


def _unknown(text: str, own: Iterable[str]) -> str:
    """The letters of a password that no well-known word explains, digits put back to letters."""
    known = {*_COMMON, *(word for one in own for word in re.findall(r"[^\W_]{3,}", fold(one)))}
    either = "|".join(sorted(map(re.escape, known), key=len, reverse=True))
    readings = (fold(text), fold(text).translate(_LEET))
    return min((re.sub(rf"{either}|[\W\d_]", "", one) for one in readings), key=len)
