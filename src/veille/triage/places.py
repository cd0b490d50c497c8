"""Which places a title and its excerpt are about, by their names and what stands around them. Pure.

Each has a score and a reason in French: from `SURE` on it is taken, from `LIKELY` on it is proposed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from gettext import gettext as _

from veille.geography import areas_of, commune
from veille.model.item import Suggestion
from veille.text.french import NBSP
from veille.text.stems import fold
from veille.triage import gazetteer
from veille.triage import place_words as words
from veille.triage.place_hints import inhabitants, mentions, numbers
from veille.triage.quarters import quarters_in
from veille.triage.spelled import (
    CONTRACTED,
    GROUPED,
    SENTENCE,
    Name,
    Text,
    heads,
    joined,
    read,
    twinned,
)

SURE = 0.6
LIKELY = 0.4
_IN_ITS_TOWN = 0.8
SHOWN = 3
"""Places proposed at once."""

_SIZES = ((60_000, 0.35), (15_000, 0.3), (4_000, 0.2), (1_000, 0.1))
_COLON = re.compile(r"\s*(?:[:(]|\.\s|\.$)|\s*,\s*(?=[A-ZÉ])[^:,]*(?:,[^:,]*)* :")
_AT = re.compile(r"(?:^|\W)[àÀ] $")
"""The surest of prepositions."""
_IN_BRACKETS = re.compile(r"\s*\(([^)]{2,30})\)")


@dataclass(frozen=True, slots=True)
class Places:
    """What is sure enough to be taken, and what only a person may take."""

    sure: tuple[Suggestion, ...] = ()
    likely: tuple[Suggestion, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(one.key for one in self.sure)


class _Weighing:
    """One item: what its two texts mention, and what that says of each name."""

    def __init__(self, texts: Sequence[Text], around: Collection[str]) -> None:
        self._texts, self._around = texts, frozenset(around) - {"FR", "EU"}
        self._near = frozenset(area for code in self._around for area in areas_of(code))
        self._said = frozenset(mentions(texts))
        whole = " ".join(one.text for one in texts)
        self._abroad = words.FOREIGN.search(whole) is not None
        self._sport = words.SPORT.search(whole) is not None
        self._quarters = frozenset(
            one.key
            for text in texts
            for one in text.found
            if re.search(r"\b[Qq]uartiers? (?:de |du |d['’])?$", text.before(one))
        )

    def all(self) -> Iterator[Suggestion]:
        for text in self._texts:
            for number, written in numbers(text.text):
                yield _place(number, 0.8, _why(written, text))
            for one in text.found:
                yield from self._of(one, text)
            for code, written in inhabitants(text):
                score = 0.45 + 0.2 * self._is_here(code)
                yield _place(code, score, _why(written, text))

    def _of(self, one: Name, text: Text) -> Iterator[Suggestion]:
        written = text.text[one.start : one.end]
        before = text.before(one)
        if one.grouping:
            yield _place(one.grouping, self._grouping(one, before), _why(written, text))
            return
        wide = self._wide(one, text) if one.wide else 0.0
        local = self._commune(one, text) if one.communes else ("", 0.0)
        if one.wide and wide >= local[1]:
            for code in one.wide:
                yield _place(code, wide, _why(written, text))
        elif local[0]:
            shown = written
            if at := re.search(r"(?:\bà|\bÀ|\b[Aa]u|\b[Aa]ux|\bde|\bdu|\bd['’])\s*$", before):
                shown = (
                    before[at.start() :].strip()
                    + ("" if before.endswith(("'", "’")) else " ")
                    + written
                )
            yield _place(local[0], local[1], _why(shown, text))

    def _grouping(self, one: Name, before: str) -> float:
        score = 0.45
        if GROUPED.search(before) or gazetteer.is_sure_grouping(one.key):
            score += 0.3
        near = set(areas_of(one.grouping)[1:])
        if one.grouping in self._around or near & self._around:
            score += 0.25
        elif self._around and not near & self._near:
            score -= 0.25
        return score

    def _wide(self, one: Name, text: Text) -> float:
        """A département or région: many are named after a river, or like a word."""
        before, after = text.before(one), text.after(one)
        if joined(text, one) or words.THING.search(before) or words.RIVER.search(before):
            return 0.0
        if one.key == "la reunion" and text.caps:
            return 0.0
        code = one.wide[0]
        plain = len(one.key.split()) == 1 and code[0] == "D" and len(one.wide) == 1
        if text.caps and plain and not SENTENCE.search(before):
            return 0.0
        if not plain:
            return 0.8
        if SENTENCE.search(before) and re.match(r"\s*(?::|\.\s|\()", after):
            return 0.85
        if words.IN_AREA.search(before):
            return 0.75
        if re.search(r"(?:^|\W)(?:[Ll]e|[Ll]a|[Ll]['’]|[Ll]es|du|de la|de l['’]|des)\s*$", before):
            return 0.65 if self._is_here(code) else 0.45
        return 0.3

    def _commune(self, one: Name, text: Text) -> tuple[str, float]:
        evidence = self._evidence(one, text)
        if evidence <= 0:
            return "", 0.0
        rated = sorted(
            ((self._prior(code), -rank, code) for rank, code in enumerate(one.communes)),
            reverse=True,
        )
        bracket = self._bracketed(one, text)
        if bracket:
            inside = [code for code in one.communes if set(areas_of(code)) & bracket]
            if inside:
                return inside[0], 1.0
        best, _rank, code = rated[0]
        score = evidence + best
        # Namesakes that nothing tells apart.
        if len(rated) > 1 and best - rated[1][0] < 0.2:
            sizes = sorted((gazetteer.population(each) for each in one.communes), reverse=True)
            if sizes[0] < 10 * max(1, sizes[1]):
                score -= 0.3
        if one.short:
            score -= 0.3 if self._is_here(code) or len(one.communes) == 1 else 0.4
        return code, score

    def _evidence(self, one: Name, text: Text) -> float:
        """What stands around a name: 0 when it is no place."""
        before, after = text.before(one), text.after(one)
        if words.THING.search(before) or words.PERSON.search(before) or self._is_person(one, text):
            return 0.0
        if twinned(text, one) or (self._sport and not words.CITY_OF.search(before)):
            return 0.0
        if self._abroad and one.key in words.ALSO_ABROAD and not self._named_here(one):
            return 0.0
        doubtful = one.key in words.AMBIGUOUS
        # « aux Ulis », « du Mans »: the preposition is the first word of the name.
        head = text.words[one.first].group()
        led = f"{before}{head} " if head.lower() in CONTRACTED else before
        score = 0.15
        opens = heads(one, text) and (not doubtful or _COLON.match(after))
        if opens or _lies_at(text, led):
            score = 0.5
        elif words.OF.search(led) or self._follows_a_place(one, text):
            score = 0.35
        elif doubtful:
            return 0.0
        if text.caps and score < 0.35 and not self._named_here(one):
            return 0.0
        if one.key in self._quarters:
            return 0.0
        if one.key == "paris" and SENTENCE.search(before) and re.match(r" [a-zéà]", after):
            score -= 0.1
        doubt = (0.1 if _AT.search(led) else 0.3) if doubtful else 0.0
        return score - doubt - 0.05 * (text.where == "excerpt")

    def _follows_a_place(self, one: Name, text: Text) -> bool:
        """« les contrats de Lille, Marseille et Lyon »."""
        before = (other for other in text.found if other.communes and other.end < one.start)
        return any(
            text.text[other.end : one.start] in (", ", " et ", " ou ", ", à ", "/")
            and self._evidence(other, text) >= 0.3
            for other in before
        )

    def _named_here(self, one: Name) -> bool:
        return any(self._is_here(code) for code in one.communes)

    def _prior(self, code: str) -> float:
        """What is known before reading: size, the source's own territory, the areas that are named."""
        size = gazetteer.population(code)
        score = next((more for least, more in _SIZES if size >= least), 0.0)
        around = _areas(code)
        if self._said & set(around[1:]):
            score += 0.3
        if code in self._around:
            return score + 0.4
        if self._is_here(code):
            return score + (
                0.3 if self._around & {area for area in around if area[0] == "D"} else 0.25
            )
        if self._around and not self._near & set(around):
            # A large town is told of from afar too; a small one is rather a quarter of the same name.
            return score - (0.1 if size >= _SIZES[0][0] else 0.35)
        return score + 0.1 * bool(self._near & set(around))

    def _is_here(self, code: str) -> bool:
        return any(area in self._around for area in _areas(code))

    def _bracketed(self, one: Name, text: Text) -> set[str]:
        """The areas that brackets after a name give it: « (Indre) », « (77) »."""
        inside = _IN_BRACKETS.match(text.after(one))
        if not inside:
            return set()
        said = inside.group(1).strip()
        number = (
            gazetteer.number_code(said[:3] if said.startswith("97") else said[:2])
            if said.isdigit()
            else None
        )
        return (
            {number}
            if number
            else set(gazetteer.wide_names().get(gazetteer.key_of(said), "").split())
        )

    def _is_person(self, one: Name, text: Text) -> bool:
        """« Nadia Roubaix »: a name with a capital stands right before."""
        if one.first == 0 or text.caps or text.words[one.first].group() in CONTRACTED:
            return False
        last = text.words[one.first - 1]
        between = text.text[last.end() : one.start]
        name = last.group()
        if between not in (" ", "\u00a0") or not name[0].isupper() or name.isupper():
            return False
        return fold(name) not in _BEFORE


_BEFORE = frozenset(fold(one) for one in words.BEFORE_A_PLACE)


def spot(title: str, excerpt: str = "", around: Collection[str] = ()) -> Places:
    """The places of an item. `around`: the territories of its source, which tell namesakes apart."""
    texts = [read(title, "title"), read(excerpt, "excerpt")]
    best: dict[str, Suggestion] = {}
    for place in _Weighing(texts, around).all():
        if place.key not in best or place.score > best[place.key].score:
            best[place.key] = place
    ranked = sorted(best.values(), key=lambda one: (-one.score, one.key))
    sure = _finest([one for one in ranked if one.score >= SURE])
    taken = {area for one in sure for area in _areas(one.key)}
    likely = [one for one in ranked if LIKELY <= one.score < SURE and one.key not in taken]
    sure += [
        _place(code, _IN_ITS_TOWN, _why(written, text))
        for code, written, text in quarters_in(texts, [one.key for one in sure])
    ]
    return Places(tuple(sure), tuple(_finest(likely)[:SHOWN]))


def _finest(places: Sequence[Suggestion]) -> list[Suggestion]:
    """Without what only says where another lies."""
    wider = {area for one in places for area in _areas(one.key)[1:]}
    return [one for one in places if one.key not in wider]


def _areas(code: str) -> tuple[str, ...]:
    """With the groupings of a commune."""
    found = commune(code) if len(code) == 5 else None
    return (*areas_of(code), *found.groupings) if found else areas_of(code)


def _lies_at(text: Text, led: str) -> bool:
    """« à Tours », « maire d’Orange »: what leads to a name says that it is a place."""
    at = words.AT_CAPS if text.caps else words.AT
    return bool(at.search(led) or words.CITY_OF.search(led))


def _place(code: str, score: float, why: str) -> Suggestion:
    return Suggestion("territory", code, score, why)


def _why(written: str, text: Text) -> str:
    said = _("{0} dans le titre") if text.where == "title" else _("{0} dans le résumé")
    return said.format(f"«{NBSP}{written}{NBSP}»")
