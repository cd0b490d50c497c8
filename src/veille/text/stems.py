"""One normaliser for the index and for the query, so that both agree on what a word is."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import Stemmer

_WORD = re.compile(r"[^\W_]+")
_LIGATURES = (("œ", "oe"), ("æ", "ae"), ("’", "'"), ("ʼ", "'"), ("\u00ad", ""))
# Inclusive writing: a middle dot inside a word joins an ending to it; a full stop does so only
# before the endings that are no words of their own. The dot comes first, because it is rare.
_ENDINGS = r"(?:es?|s|rices?|trices?|nes?|euses?|ères?|ves?)(?![^\W_])"
_INCLUSIVE = re.compile(
    rf"[·•⋅‧.](?<=[^\W\d_]{{2}}.)(?:(?<!\.)[^\W\d_]{{1,6}}|(?<=\.){_ENDINGS})"
    rf"(?:[·•⋅‧][^\W\d_]{{1,6}}|\.{_ENDINGS})*"
)
_STOP = frozenset(
    "a à au aux avec ce ces cet cette d dans de des du elle elles en est et eux il ils j je l la le les leur"
    " leurs lui m ma mais me même mes mon n ne nos notre nous on ont ou où par pas pour qu que qui s sa se ses"
    " si son sont sur t ta te tes toi ton tu un une vos votre vous y c".split()
)


# Snowball takes these endings for a verb's in one number only: « usager » and « usagers », « commission » and
# « commissions », « loi » and « lois », « jeu » and « jeux » would never meet (docs/design.md).
_PLURAL = re.compile(r"(?:[^v]er|it|ir|ion|al|ail)s$")
_LEFT = re.compile(r"(?<=..[aeiou])s$|(?<=.eu)x$")
_WHOLE = frozenset(("loyer", "foyer", "paris"))
"""Neither a law, nor a faith, nor a bet."""


def first_gender(text: str) -> str:
    """The words of inclusive writing without their second ending: « habitant·es », « acteur.rice.s »."""
    return _INCLUSIVE.sub("", text)


def _lower(text: str) -> str:
    lowered = text.lower()
    if lowered.isascii():
        return lowered
    for one, other in _LIGATURES:
        lowered = lowered.replace(one, other)
    return lowered


class _Bare(dict[int, str]):
    """Code point → its letters without their accents, found at the first sight of it."""

    def __missing__(self, code: int) -> str:
        decomposed = unicodedata.normalize("NFD", chr(code))
        self[code] = "".join(char for char in decomposed if not unicodedata.combining(char))
        return self[code]


_BARE = _Bare()


def fold(text: str) -> str:
    """Lower case without accents or ligatures: « Œuvré » → « oeuvre »."""
    lowered = _lower(unicodedata.normalize("NFC", text))
    return lowered if lowered.isascii() else lowered.translate(_BARE)


@lru_cache(maxsize=1)
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("french")


def words(text: str) -> list[str]:
    """The words of a text in order, in lower case with their accents; stop words dropped."""
    lowered = _lower(first_gender(unicodedata.normalize("NFC", text)))
    return [word for word in _WORD.findall(lowered) if word not in _STOP]


def stem(word: str) -> str:
    """The stem of one word that `words` gave."""
    folded = fold(word)
    if _PLURAL.search(folded):
        folded = folded[:-1]
    if folded in _WHOLE:
        return folded
    return _LEFT.sub("", str(_stemmer().stemWord(folded)))


_stem = lru_cache(maxsize=100_000)(stem)


def stems(text: str) -> list[str]:
    """The stems of a text in order: stop words dropped, folded, then stemmed.

    Folding before stemming is on purpose (docs/design.md): stemmed with its accents « égalité »
    gives « égal » and « egalite » gives « egalit »; folded first, both give « egalit ».
    """
    return [_stem(word) for word in words(text)]
