"""The names of places as texts write them, each with the codes it may mean. Made once, from veille.geography."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import chain

from veille.geography import commune, communes, groupings
from veille.model.territory import DEPARTEMENTS, REGIONS
from veille.text.stems import fold
from veille.triage.place_words import ALSO, FORMER, TOO_SHORT

WORD = re.compile(r"[^\W_]+")
_OVERSEA = {"971": "R01", "972": "R02", "973": "R03", "974": "R04", "976": "R06"}
_SAINT = {"st": "saint", "ste": "sainte"}
_ARTICLES = ("le ", "la ", "les ", "l ")
_LINKS = re.compile(
    r"-(?:sur|sous|lès|lez|les|le|la|en|de|du|des|l'|d'|aux?|Saint|Sainte|Billancourt|Péret)(?:-|(?<='))"
    r"|-(?=[A-ZÉÈ][a-zéèêëïîôç]+$)"
)
_BIG_ENOUGH = 8000


@lru_cache(maxsize=4096)
def folded(word: str) -> str:
    """One word as keys have it."""
    low = fold(word)
    return _SAINT.get(low, low)


def key_of(name: str) -> str:
    """« St-Étienne-du-Rouvray » → « saint etienne du rouvray »."""
    return " ".join(folded(word) for word in WORD.findall(name))


def number_code(number: str) -> str | None:
    """The territory that people call by a number: « 93 » → D93, « 974 » → R04."""
    if number in _OVERSEA:
        return _OVERSEA[number]
    return f"D{number}" if number in DEPARTEMENTS and number != "75" else None


@cache
def names() -> Mapping[str, str]:
    """key → the codes of the communes so named, the most populous first, parted by spaces."""
    found: dict[str, str] = {}
    shared = set[str]()
    for one in communes():
        key = key_of(one.name)
        if key in found:
            shared.add(key)
            found[key] += f" {one.code}"
        else:
            found[key] = one.code
    for key in shared:
        found[key] = " ".join(sorted(found[key].split(), key=population, reverse=True))
    for key, code in FORMER.items():
        found.setdefault(key, code)
    return found


@cache
def short_names() -> Mapping[str, str]:
    """The same for what people say of a longer name: « Boulogne », « Kremlin-Bicêtre »."""
    found: dict[str, list[tuple[int, str]]] = {}
    for one in communes():
        if one.population >= _BIG_ENOUGH:
            for key in _shortened(one.name):
                found.setdefault(key, []).append((-one.population, one.code))
    return {
        key: " ".join(code for _, code in sorted(set(codes)))
        for key, codes in found.items()
        if key not in TOO_SHORT
    }


def _shortened(name: str) -> Iterator[str]:
    full = key_of(name)
    if "-" in name:
        for article in _ARTICLES:
            if full.startswith(article):
                yield full.removeprefix(article)
        cut = _LINKS.search(name, 3)
        if cut:
            yield key_of(name[: cut.start()])


@cache
def wide_names() -> Mapping[str, str]:
    """key → codes of régions and départements; Paris and the overseas ones are known otherwise."""
    found = {key_of(name): f"R{code}" for code, name in REGIONS.items()}
    for code, name in DEPARTEMENTS.items():
        if code != "75" and code not in _OVERSEA:
            found.setdefault(key_of(name), f"D{code}")
    return found | {key: codes for key, codes in ALSO.items() if codes}


@cache
def grouping_names() -> Mapping[str, str]:
    """key → code of the EPCI or EPT that people so name, « communauté de… » left out."""
    found: dict[str, set[str]] = {}
    for code, one in groupings().items():
        for key in _grouped(key_of(one.name), one.kind):
            found.setdefault(key, set()).add(code)
    return {key: next(iter(codes)) for key, codes in found.items() if len(codes) == 1}


@cache
def openings() -> Mapping[str, int]:
    """First word of any of these names → words in the longest that it opens."""
    found: dict[str, int] = {}
    for key in chain(names(), short_names(), wide_names(), grouping_names()):
        head = key.partition(" ")[0]
        found[head] = max(found.get(head, 0), key.count(" ") + 1)
    return found


def _grouped(key: str, kind: str) -> Iterator[str]:
    yield key
    bare = _GROUPING_WORDS.sub("", key)
    if bare and kind != "CC" and kind != "EPT":
        city = _CITIES.get(key, bare)
        yield from (city, f"{city} metropole", f"{city} agglo", f"{city} agglomeration")


_GROUPING_WORDS = re.compile(
    r"^(?:euro)?metropole (?:de |d )?|^(?:du )?grand | (?:metropole|agglo\w*|communaute)$"
)
_SURE = re.compile(
    r"\b(?:euro)?(?:metropole|agglo\w*|communaute)\b|^plaine commune|^est ensemble|^grand paris "
)


def is_sure_grouping(key: str) -> bool:
    """Whether a grouping's name says by itself that it is one."""
    return _SURE.search(key) is not None


_CITIES = {
    "metropole rouen normandie": "rouen", "metropole nice cote d azur": "nice",
    "metropole d aix marseille provence": "aix marseille", "metropole europeenne de lille": "lille",
    "montpellier mediterranee metropole": "montpellier", "tours metropole val de loire": "tours",
    "clermont auvergne metropole": "clermont", "eurometropole de strasbourg": "strasbourg",
    "metropole toulon provence mediterranee": "toulon", "grenoble alpes metropole": "grenoble",
    "metropole du grand nancy": "nancy", "metropole du grand paris": "grand paris",
}  # fmt: skip


def population(code: str) -> int:
    """Of a commune's code; 0 for any other."""
    found = commune(code)
    return found.population if found else 0
