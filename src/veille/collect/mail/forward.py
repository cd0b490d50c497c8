"""A mail that a colleague sent to the watch address: her own words, and what she passes on. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from veille.collect.entries.clean import one_line
from veille.collect.mail.news_links import NewsLink, news_links, whole_text
from veille.model.mail import Block, Envelope, Mail
from veille.text.stems import fold

MOST = 30
"""Items of one mail: a whole newsletter that is passed on, at most."""
_COMMENT_LENGTH = 2_000
_PREFIX = re.compile(r"^\s*(?:(?:fwd?|tr|re|ref|rv|i|wg)\s*:|\[fwd?:?)\s*", re.IGNORECASE)
_RULE = re.compile(
    r"^[-_=> ]*\s*(?:message (?:transfere|d'origine|original|initial)|forwarded message|original message"
    r"|debut du message (?:transfere|reexpedie)|begin forwarded message|courriel original|e-mail transfere)\b.*"
)
# Outlook and Thunderbird: « De : » (« From: »), then within a few lines when, to whom, about what.
_FROM = re.compile(r"^\W{0,3}(?:de|from|expediteur|emetteur)\s*:\s*\S")
_FIELD = re.compile(
    r"^\W{0,3}(?:de|from|expediteur|emetteur|envoye(?: le)?|sent|date|a|to|pour|cc|objet|subject|sujet"
    r"|repondre a|reply-to|importance)\s*:"
)
_SUBJECT = re.compile(r"^\W{0,3}(?:objet|subject|sujet)\s*:\s*")
_SIGNATURE = re.compile(
    r"^(?:--|__+|envoye (?:de|depuis) mon |sent from my |provenance : |telechargez outlook)"
)


@dataclass(frozen=True, slots=True)
class Forward:
    """What one mail of a colleague comes to."""

    comment: str
    """Her own words above what she passes on, without her signature."""
    links: tuple[NewsLink, ...]
    title: str
    """Of the whole, when it holds no link."""
    excerpt: str
    hers: bool = False
    """Whether they are links that she wrote, often bare."""


def read_forward(mail: Mail, one: Envelope, attached: Mail | None = None) -> Forward:
    """Her links when she wrote some; else the news of what she passes on, up to MOST."""
    own, passed, subject = _parted(mail.blocks)
    passed = attached.blocks if attached else passed
    own = _unsigned(own)
    hers = news_links(own)
    title = subject or bare_subject(one.subject)
    return Forward(
        comment=one_comment(own),
        links=tuple((hers or news_links(passed))[:MOST]),
        title=title,
        excerpt=whole_text(passed or own),
        hers=bool(hers),
    )


def bare_subject(subject: str) -> str:
    """Without « TR : », « Fwd: », however many."""
    before = ""
    while before != subject:
        before, subject = subject, _PREFIX.sub("", subject).strip(" ]" if "[" in subject else " ")
    return subject


def one_comment(blocks: Sequence[Block]) -> str:
    """Her words on a few lines, without bare addresses, which become items."""
    lines = [one_line(block.text) for block in blocks]
    return "\n".join(filter(None, lines))[:_COMMENT_LENGTH]


def _parted(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[Block, ...], str]:
    """(her own blocks, what she passes on, its subject). Nothing is passed on when no mark is found."""
    for rank, block in enumerate(blocks):
        lines = block.text.split("\n")
        for at in range(len(lines)):
            if not _begins(lines[at : at + 6], blocks[rank + 1 : rank + 6]):
                continue
            head = Block("\n".join(lines[:at]), block.links if at else ())
            own = (*blocks[:rank], *([head] if at else []))
            rest = Block("\n".join(lines[at:]), () if at else block.links)
            subject, passed = _without_fields((rest, *blocks[rank + 1 :]))
            return own, passed, subject
    return tuple(blocks), (), ""


def _begins(lines: Sequence[str], following: Sequence[Block]) -> bool:
    first = _folded(lines[0])
    if _RULE.match(first):
        return True
    if not _FROM.match(first):
        return False
    near = [*lines[1:5], *(line for block in following for line in block.text[:500].split("\n"))][
        :6
    ]
    return sum(bool(_FIELD.match(_folded(line))) for line in near) >= 2


def _without_fields(blocks: Sequence[Block]) -> tuple[str, tuple[Block, ...]]:
    """(subject, blocks without the copied header, which holds addresses and no news)."""
    subject, rank = "", 0
    for rank, block in enumerate(blocks):
        lines = block.text.split("\n")
        kept = list(lines)
        while kept and (_RULE.match(_folded(kept[0])) or _FIELD.match(_folded(kept[0]))):
            line = kept.pop(0)
            if _SUBJECT.match(_folded(line)):
                subject = line.partition(":")[2].strip()
        if kept and any(kept):
            rest = Block("\n".join(kept), block.links, block.heading)
            return bare_subject(subject), (rest, *blocks[rank + 1 :])
    return bare_subject(subject), ()


def _unsigned(blocks: Sequence[Block]) -> tuple[Block, ...]:
    kept: list[Block] = []
    for block in blocks:
        lines = block.text.split("\n")
        at = next((n for n, one in enumerate(lines) if _SIGNATURE.match(_folded(one))), None)
        if at is None:
            kept.append(block)
            continue
        if at:
            kept.append(Block("\n".join(lines[:at]), block.links))
        break
    return tuple(kept)


def _folded(line: str) -> str:
    return fold(line).replace("’", "'").replace("\xa0", " ").strip(" *_>")
