"""The Journal officiel's open archives (DILA, OPENDATA/JORF): the texts that a centre wants of each issue."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from gettext import gettext as _
from urllib.parse import urljoin

from veille.collect.bodies.elements import elements
from veille.collect.bodies.zipped import members
from veille.collect.entries.entry import Raw, finished
from veille.collect.entries.terms import speaking_of
from veille.collect.kinds.visit import Ask, Told, answered, asked
from veille.collect.reach.lies import unmasked
from veille.errors import ReadError, SourceError, TooHeavyError
from veille.model.item import Candidate, Fetched, Validators
from veille.model.source_rules import ArchiveRules
from veille.text.dates import parse_moment
from veille.text.stems import fold

MOST_BYTES = 25_000_000
"""Of one archive as it is sent: an issue weighs a few hundred kilobytes, a large one some megabytes."""

MOST_UNZIPPED = 150_000_000
HEAVIEST_TEXT = 10_000_000
MOST_MEMBERS = 50_000
FIRST_ARCHIVES = 7
"""Read at the first visit: about a week of issues."""

MOST_ARCHIVES = 10
"""Read in one visit, the oldest first; the others wait for the next."""

MOST_TEXTS = 500
"""Told in one visit: what is above would be left out for good, so the next archive waits."""

_STALE = timedelta(days=60)
"""An archive brings corrections of old texts too: those are no news."""

_ARCHIVE = re.compile(rb"JORF_(\d{8}-\d{6})\.tar\.gz")
_TEXT = re.compile(r"(?:^|/)JORFTEXT\d{12}\.xml$")
_ADDRESS = "https://www.legifrance.gouv.fr/jorf/id/{0}"
_NATURES = {
    "LOI": _("loi"),
    "ORDONNANCE": _("ordonnance"),
    "DECRET": _("décret"),
    "ARRETE": _("arrêté"),
    "DECISION": _("décision"),
    "CIRCULAIRE": _("circulaire"),
    "DELIBERATION": _("délibération"),
    "AVIS": _("avis"),
    "RAPPORT": _("rapport"),
}

Words = dict[str, str]


def visit_archive(ask: Ask) -> Told:
    """The wanted texts of the archives that were laid down since the last visit. Raises SourceError.

    `memory` is the stamp of the last archive read. One that cannot be read stops the visit while it is
    the newest, since it may still be on its way there; once another follows, it is passed over.
    """
    fetched = ask.fetcher.get(ask.source.url, asked(ask))
    told = answered(ask, fetched)
    if told.unchanged:
        return told
    try:
        return _told(ask, told, fetched)
    except SourceError as error:
        return replace(told, failure=error)


def _told(ask: Ask, told: Told, fetched: Fetched) -> Told:
    """What the page's new archives hold. Raises SourceError."""
    stamps = sorted({found.decode() for found in _ARCHIVE.findall(fetched.body)})
    if not stamps:
        raise unmasked(fetched, ask.source) or ReadError(
            _("aucune archive « JORF_….tar.gz » sur cette page : vérifiez l’adresse")
        )
    newer = _newer(stamps, ask.memory)
    seen: set[str] = set()
    texts, chosen = _texts(ask, fetched, newer[:MOST_ARCHIVES], stamps[-1], seen)
    if not ask.memory:
        _refuse_strange_natures(ask.source.archive or ArchiveRules(), seen)
    left = len(newer) > len(chosen)
    return replace(
        told,
        candidates=tuple(texts),
        memory=chosen[-1] if chosen else ask.memory,
        # What is still to read must not be hidden by « unchanged ».
        validators=Validators() if left else told.validators,
        unchanged=not texts,
    )


def _newer(stamps: Sequence[str], memory: str) -> list[str]:
    return [one for one in stamps if one > memory] if memory else list(stamps[-FIRST_ARCHIVES:])


def _refuse_strange_natures(rules: ArchiveRules, seen: set[str]) -> None:
    """A nature that is none of the usual and that a week of issues does not hold was mistyped."""
    known = {_squeezed(one) for one in (*seen, *_NATURES)}
    strange = next((one for one in rules.natures if _squeezed(one) not in known), "")
    if strange and seen:
        words = _("archive.natures : aucun texte n’est de nature « {0} » ; il y a {1}")
        raise ReadError(words.format(strange, ", ".join(sorted(seen)).lower()))


def _texts(
    ask: Ask, index: Fetched, stamps: Sequence[str], newest: str, seen: set[str]
) -> tuple[list[Candidate], list[str]]:
    """(texts, the stamps that were read): no more than one visit may tell. `seen` takes the natures met."""
    wanted = _wanted(ask.source.archive or ArchiveRules(), seen)
    base = index.url if index.url.endswith("/") else index.url.rpartition("/")[0] + "/"
    found: list[Candidate] = []
    done: list[str] = []
    for stamp in stamps:
        name = f"JORF_{stamp}.tar.gz"
        body = ask.fetcher.get(urljoin(base, name), None, MOST_BYTES).body
        try:
            texts = _read(body, wanted, stamp, ask.now)
        except (ReadError, TooHeavyError) as error:
            if stamp == newest:
                reason = _("{0} : {1} ; elle sera redemandée à la prochaine collecte")
                raise ReadError(reason.format(name, error.reason)) from error
            texts = []
        if found and len(found) + len(texts) > MOST_TEXTS:
            break
        found += texts
        done.append(stamp)
    return found, done


def _read(
    body: bytes, wanted: Callable[[Words], bool], stamp: str, now: datetime
) -> list[Candidate]:
    day = parse_moment(f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}")
    files = members(
        body,
        lambda name: _TEXT.search(name) is not None,
        most=MOST_UNZIPPED,
        heaviest=HEAVIEST_TEXT,
        longest=MOST_MEMBERS,
    )
    raws = (_raw(words) for file in files for words in _facts(file) if wanted(words))
    fresh = (raw for raw in raws if _is_news(raw, day))
    return [one for raw in fresh if (one := finished(raw, _ADDRESS, now))]


def _facts(file: bytes) -> Iterator[Words]:
    """What a text says of itself: identifier, nature, number, NOR, titles, dates, by the name of each."""
    for found in elements(file, ("META",)):
        yield {path.rpartition("/")[2]: words for path, words in found.words.items()}


def _wanted(rules: ArchiveRules, seen: set[str]) -> Callable[[Words], bool]:
    speaks = speaking_of(rules.words)
    natures = frozenset(map(_squeezed, rules.natures))

    def wanted(words: Words) -> bool:
        nature = words.get("NATURE", "")
        seen.add(nature)
        if natures and _squeezed(nature) not in natures:
            return False
        return speaks(_title(words))

    return wanted


def _squeezed(nature: str) -> str:
    """« Arrêtés » is « ARRETE »."""
    return re.sub(r"[\W_]", "", fold(nature)).removesuffix("s")


def _is_news(raw: Raw, day: datetime | None) -> bool:
    return bool(raw.guid) and not (day and raw.published_at and raw.published_at < day - _STALE)


def _title(words: Words) -> str:
    return words.get("TITREFULL") or words.get("TITRE") or ""


def _raw(words: Words) -> Raw:
    name = words.get("ID", "")
    return Raw(
        guid=name,
        link=_ADDRESS.format(name),
        title=_title(words),
        excerpt=_excerpt(words),
        published_at=parse_moment(words.get("DATE_PUBLI", "")),
    )


def _excerpt(words: Words) -> str:
    """« Décret n° 2026-412 · NOR : VILX2600001D · Ministère de la ville »."""
    nature = words.get("NATURE", "")
    said = _NATURES.get(nature.upper(), nature.lower())
    number = words.get("NUM", "")
    named = _("{0} n° {1}").format(said, number) if number else said
    nor = words.get("NOR", "")
    parts = (
        named[:1].upper() + named[1:],
        _("NOR : {0}").format(nor) if nor else "",
        words.get("AUTORITE") or words.get("MINISTERE") or "",
    )
    return " · ".join(filter(None, parts))
