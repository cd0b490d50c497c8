"""A page or a PDF whose change is the news: what it says now beside what it said. Pure but for the visit."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from gettext import gettext as _
from hashlib import blake2b

from veille.collect.bodies.pdf import is_pdf, pdf_lines
from veille.collect.entries.address import tidy
from veille.collect.entries.clean import one_line
from veille.collect.entries.entry import EXCERPT_LENGTH
from veille.collect.kinds.visit import Ask, Told, answered
from veille.collect.pages.zone import zone_lines
from veille.collect.reach.fetch import MAX_BYTES
from veille.collect.reach.lies import unmasked
from veille.errors import ReadError, SourceError, TooHeavyError
from veille.model.declared import Source
from veille.model.item import Candidate, Fetched, Validators
from veille.model.revision import Revision
from veille.model.source_rules import WatchRules
from veille.text.compared import apart, key, same, whole
from veille.text.french import count

MOST_BYTES = 25_000_000
"""Of a PDF: reports and official collections weigh more than any page."""
MOST_LINES = 20_000
MOST_CHARACTERS = 2_000_000
"""A text above either is refused by name: half a comparison would hide what changed in the other half."""
REMEMBERED = 20
"""Texts that are not told again: servers that share a load may swing between two of them."""

_WHOLLY_OTHER = 5
"""Lines from which a text that shares none with the last is first doubted."""
_TITLE_LENGTH = 160
_SHORT = 12
_LINE_LENGTH = 2_000


@dataclass(frozen=True, slots=True)
class _Held:
    """What the last visits left: the text to compare with, and which texts were told."""

    lines: tuple[str, ...]
    rules: str
    """Of the rules that it was read by."""
    told: tuple[str, ...]
    """Digests of the last texts, the newest last."""
    guid: str = ""
    """Of the last change: each names the one before, so that a text that comes back is another change."""
    doubted: str = ""

    def written(self) -> str:
        head = {"rules": self.rules, "told": self.told, "guid": self.guid, "doubted": self.doubted}
        return "\n".join((json.dumps(head), *self.lines))


def visit_watched(ask: Ask) -> Told:
    """One candidate when the text changed; the first visit remembers and says nothing.

    Raises SourceError when nobody answers.
    """
    rules = _digest(ask.source.watch.model_dump_json() if ask.source.watch else "")
    held = _held(ask.memory, rules)
    # Read by other rules, the same page is another text: a 304 would hide it.
    asked = replace(ask.validators, digest=None) if held else Validators()
    fetched = ask.fetcher.get(ask.source.url, asked, MOST_BYTES)
    told = answered(ask, fetched)
    if told.unchanged and held:
        return told
    try:
        lines = watched_lines(fetched, ask.source)
    except SourceError as error:
        return replace(told, failure=unmasked(fetched, ask.source) or error)
    if held is None:
        first = _Held(tuple(lines), rules, (_digest(whole(lines)),))
        return replace(told, unchanged=True, memory=first.written())
    if _wholly_other(held, lines) and (lie := unmasked(fetched, ask.source)):
        return replace(told, failure=lie)
    return _compared(ask, told, held, lines)


def watched_lines(fetched: Fetched, source: Source) -> list[str]:
    """What of a page or a PDF is compared, line by line. Raises ReadError."""
    rules = source.watch or WatchRules()
    lines = _lines(fetched, rules)
    for pattern in rules.ignore_text:
        left_out = re.compile(pattern, re.IGNORECASE)
        lines = [left_out.sub("", line[:_LINE_LENGTH]) + line[_LINE_LENGTH:] for line in lines]
    kept = [line for line in map(one_line, lines) if key(line)]
    if not kept:
        raise ReadError(
            _("aucun texte à comparer : page vide, écrite par un script, ou zones toutes ignorées")
        )
    if len(kept) > MOST_LINES or sum(map(len, kept)) > MOST_CHARACTERS:
        words = _("texte trop long à comparer ({0}) : gardez-en une zone avec « keep »")
        raise ReadError(words.format(count(len(kept), "ligne", "lignes")))
    return kept


def _lines(fetched: Fetched, rules: WatchRules) -> list[str]:
    if is_pdf(fetched.body):
        return pdf_lines(fetched.body)
    if len(fetched.body) > MAX_BYTES:
        # As a tree, a page takes twenty times its weight.
        raise TooHeavyError(_("page trop lourde : plus de {0} Mo").format(MAX_BYTES // 1_000_000))
    return zone_lines(fetched, rules.keep, rules.ignore)


def _compared(ask: Ask, told: Told, held: _Held, lines: Sequence[str]) -> Told:
    digest = _digest(whole(lines))
    now = replace(held, lines=tuple(lines), doubted="")
    if digest in held.told or same(held.lines, lines):
        return replace(told, unchanged=True, memory=now.written())
    removed, added = apart(held.lines, lines)
    if _wholly_other(held, lines) and digest != held.doubted:
        # A page put up while a site is mended: news only if it is still there at the next visit, which
        # must then read it again.
        doubted = replace(held, doubted=digest)
        return replace(told, unchanged=True, memory=doubted.written(), validators=Validators())
    guid = _digest(f"{held.guid}\n{digest}")
    now = replace(now, told=(*held.told, digest)[-REMEMBERED:], guid=guid)
    candidate = Candidate(
        guid=guid,
        url=tidy(ask.source.url),
        title=_title(ask.source, removed, added),
        excerpt=_excerpt(removed, added),
    )
    revision = Revision(guid, "\n".join(held.lines), "\n".join(lines))
    return replace(told, candidates=(candidate,), revisions=(revision,), memory=now.written())


def _wholly_other(held: _Held, lines: Sequence[str]) -> bool:
    """Whether not one line of the last text is left."""
    if len(held.lines) < _WHOLLY_OTHER:
        return False
    return not {key(line) for line in lines} & {key(line) for line in held.lines}


def _title(source: Source, removed: Sequence[str], added: Sequence[str]) -> str:
    """The source's name, and the first line that says something."""
    words = _("Mise à jour de « {0} » : {1}") if added else _("Retiré de « {0} » : {1}")
    lines = added or removed
    telling = next((line for line in lines if len(line) >= _SHORT and " " in line), lines[0])
    return words.format(source.name, one_line(telling, _TITLE_LENGTH).rstrip(" .;:,"))


def _excerpt(removed: Sequence[str], added: Sequence[str]) -> str:
    room = EXCERPT_LENGTH // (2 if removed and added else 1) - 40
    sides = [(_("Ajouté : {0}"), added), (_("Retiré : {0}"), removed)]
    return " ".join(_ended(words.format(_listed(side, room))) for words, side in sides if side)


def _listed(lines: Sequence[str], room: int) -> str:
    """The first lines, as many as there is room for, and how many are left."""
    shown: list[str] = []
    for line in lines:
        if shown and sum(map(len, shown)) + 3 * len(shown) + len(line) > room:
            break
        shown.append(one_line(line, room))
    text = " / ".join(shown)
    left = len(lines) - len(shown)
    return (
        f"{text} ({_('et {0}').format(count(left, 'autre ligne', 'autres lignes'))})"
        if left
        else text
    )


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?", "…")) else sentence + "."


def _held(memory: str, rules: str) -> _Held | None:
    """None at the first visit, and when the text was read by other rules than today's."""
    head, _end, text = memory.partition("\n")
    try:
        kept = json.loads(head or "{}")
        if kept.get("rules") != rules:
            return None
        told, guid, doubted = tuple(kept["told"]), kept["guid"], kept["doubted"]
    except (ValueError, AttributeError, KeyError, TypeError):
        return None
    return _Held(tuple(text.split("\n")), rules, told, guid, doubted)


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
