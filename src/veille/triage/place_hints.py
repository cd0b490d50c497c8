"""What hints at a place without its name: « le 93 », « les Rennais », « dans le quartier sarthois ». Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from veille.triage import gazetteer
from veille.triage import place_words as words
from veille.triage.spelled import Text

_NUMBER = re.compile(
    r"\b(?P<art>[Dd]ans le|[Ll]e|[Dd]u|[Aa]u|et le|\()\s*(?P<num>9[1-5]|7[578]|97[1-46])\b"
    r"(?!\s*(?:au \d|à \d|%|[-/.,]?\d|e\b|ème|janv|févr|mars|avril|mai\b|juin|juil|"
    r"août|sept|oct|nov|déc|rue|ans\b|euros|€|pour))"
    r"|\b(?P<dash>9-[0-5])\b(?!-)|\b(?P<said>neuf-trois|neuf-quatre|neuf-cinq|neuf-un|neuf-deux)\b"
    r"|\b[Dd]ans le (?P<any>[0-9][0-9AB])\b(?!\s*(?:e\b|ème|%|\d))"
)
_SAID = {"un": "1", "deux": "2", "trois": "3", "quatre": "4", "cinq": "5"}


def mentions(texts: Sequence[Text]) -> Iterator[str]:
    """Codes of the areas that the texts name or hint at, to tell namesakes apart."""
    for text in texts:
        for one in text.found:
            if one.wide and not words.THING.search(text.before(one)):
                yield from one.wide
        for word in text.words:
            if code := words.ADJECTIVES.get(word.group()):
                yield code


def numbers(text: str) -> Iterator[tuple[str, str]]:
    """(code, as written) of the départements that are told by their number."""
    for found in _NUMBER.finditer(text):
        number = found["num"] or found["any"] or (found["dash"] or "").replace("-", "")
        if found["said"]:
            number = "9" + _SAID[found["said"].split("-")[1]]
        if code := gazetteer.number_code(number):
            yield code, found["num"] or found["any"] or found["dash"] or found["said"]


def inhabitants(text: Text) -> Iterator[tuple[str, str]]:
    """« Les Marseillais »: several of them stand for their town."""
    for word in text.words:
        code = words.PEOPLE.get(word.group())
        if code and (word.start() == 0 or re.search(r"\b[LlDd]es $", text.text[: word.start()])):
            yield code, word.group()
