"""Names of places in one text, spelled as names are: the longest ones, with what stands around them. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from veille.triage import gazetteer
from veille.triage import place_words as words

_READ = 2000
_NAMES = 20
"""Beyond, a text is a list, and about none of its places."""
_SAME = re.compile(r"[ \u00a0\u202f]?[-‑'’ \u00a0\u202f]?[ \u00a0\u202f]?")
_AFTER_HEADING = re.compile(r"\s*(?:[:(…./;|]|,|[–—]\s|-[A-ZÉ]|$)")
SENTENCE = re.compile(r"(?:^|[.!?…]\s|\n)[\s«\"“]*$")
GROUPED = re.compile(
    r"\b(?:communauté d['’]agglomération|communauté de communes|communauté urbaine|agglomération|agglo|métropole|"
    r"eurométropole|intercommunalité|établissement public territorial|EPT|CA|CC|CU)"
    r"\s+(?:de\s+la\s+|de\s+l['’]|des\s+|du\s+|de\s+|d['’]\s*)?$",
    re.IGNORECASE,
)
CONTRACTED = {"du": "le", "au": "le", "des": "les", "aux": "les"}
"""« aux Ulis », « du Mans »: the preposition holds the article of the name."""

_MAY_BEGIN = frozenset("la le les l du des au aux région banlieue petite grande".split())


@dataclass(slots=True)
class Name:
    """One name in one text."""

    key: str
    start: int
    end: int
    first: int
    last: int
    communes: Sequence[str] = ()
    short: bool = False
    wide: Sequence[str] = ()
    grouping: str = ""


@dataclass(slots=True)
class Text:
    """One text, its words in their places and the names in it."""

    text: str
    where: str
    words: list[re.Match[str]] = field(default_factory=list)
    found: list[Name] = field(default_factory=list)
    caps: bool = False

    def before(self, one: Name) -> str:
        return self.text[max(0, one.start - 60) : one.start]

    def after(self, one: Name) -> str:
        return self.text[one.end : one.end + 40]


def read(text: str, where: str) -> Text:
    """The names of a text; `where` is title or excerpt. Nothing beyond two thousand characters is read."""
    told = Text(unicodedata.normalize("NFC", text)[:_READ], where)
    told.words = list(gazetteer.WORD.finditer(told.text))
    letters = [one for one in told.text if one.isalpha()]
    told.caps = len(letters) > 8 and sum(map(str.isupper, letters)) > 0.8 * len(letters)
    told.found = list(islice(_named(told), _NAMES))
    return told


def _named(text: Text) -> Iterator[Name]:
    """The longest names, from left to right, none within another."""
    rank = 0
    folded = [gazetteer.folded(one.group()) for one in text.words]
    while rank < len(folded):
        found = _longest(text, folded, rank) if _may_begin(text, rank) else None
        if found:
            yield found
        rank = found.last + 1 if found else rank + 1


def _may_begin(text: Text, rank: int) -> bool:
    word = text.words[rank].group()
    return word[0].isupper() or word in _MAY_BEGIN


def _longest(text: Text, folded: Sequence[str], rank: int) -> Name | None:
    head = folded[rank]
    article = CONTRACTED.get(head, head)
    # Most capitals open no name: one look tells, where every length would be tried.
    longest = gazetteer.openings().get(article)
    if longest is None:
        return None
    most = rank + 1
    while most < len(folded) and most - rank < longest:
        if not _SAME.fullmatch(text.text, text.words[most - 1].end(), text.words[most].start()):
            break
        most += 1
    for end in range(most, rank, -1):
        key = " ".join((article, *folded[rank + 1 : end]))
        found = _lookup(key, rank, end - 1, text)
        if found and _is_written(found, text, article != head):
            return found
    return None


def _lookup(key: str, first: int, last: int, text: Text) -> Name | None:
    start, end = text.words[first].start(), text.words[last].end()
    communes = gazetteer.names().get(key, "").split()
    short = () if key in gazetteer.wide_names() else gazetteer.short_names().get(key, "").split()
    wide = gazetteer.wide_names().get(key, "").split()
    grouping = gazetteer.grouping_names().get(key, "")
    prefixed = grouping and GROUPED.search(text.text[max(0, start - 60) : start])
    if grouping and (prefixed or (" " in key and not communes and not wide)):
        return Name(key, start, end, first, last, grouping=grouping)
    if not communes and not wide and not short:
        return None
    only_short = not communes
    return Name(key, start, end, first, last, [*communes, *short], only_short, wide)


def _is_written(one: Name, text: Text, contracted: bool) -> bool:
    """Whether capitals and accents are those of a name: « Sens », not « sens »; « Étampes », « Etampes »."""
    if text.caps:
        return True
    found = [word.group() for word in text.words[one.first : one.last + 1]]
    if one.first == one.last:
        if not found[0][0].isupper():
            return False
    elif (
        not found[-1][0].isupper()
        and found[-1].islower()
        and not one.grouping
        and not _ends_low(one)
    ):
        return False
    head = found[0]
    if contracted or (head in ("la", "le", "les", "l") and len(found) > 1):
        return found[1][0].isupper() and (contracted or head != "le")
    return head[0].isupper() or (bool(one.wide) and one.key in words.ALSO)


def _ends_low(one: Name) -> bool:
    """« banlieue parisienne », « petite couronne »: names without a capital at their end."""
    return one.key in words.ALSO


def heads(one: Name, text: Text) -> bool:
    """Whether it opens a sentence as its place: « Tours : … », « Bobigny, Drancy, Bondy : … »."""
    if text.where == "excerpt" and not re.match(r"\s*[:(]", text.after(one)):
        return False
    before = text.text[: one.start]
    if not _AFTER_HEADING.match(text.after(one)) and not re.match(r" et [A-ZÉ]", text.after(one)):
        return False
    if SENTENCE.search(before):
        return True
    listed = re.search(r"(?:,\s|/|\set\s)$", before)
    if listed is None:
        return False
    before_it = (other for other in text.found if other.communes and other.end == listed.start())
    return any(heads(other, text) for other in before_it)


def twinned(text: Text, one: Name) -> bool:
    """« Paris-Brest », « Lens – Lorient »: a line or a match, no place."""
    for other in text.found:
        if other is not one and (other.communes or other.wide):
            low, high = sorted((other, one), key=lambda each: each.start)
            if text.text[low.end : high.start] in ("-", " - ", " – ", "–", "-"):
                return True
    return False


def joined(text: Text, one: Name) -> bool:
    """« Loire-Bretagne », « Bretagne-Sud »: a part of another name."""
    return text.text[one.end : one.end + 1] == "-" or text.text[one.start - 1 : one.start] == "-"
