"""Short texts for social networks: what each lets one say, counted as it counts. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from veille.model.edition import EditionView
from veille.text.french import issue_number, typo


@dataclass(frozen=True, slots=True)
class Network:
    """How much a network lets one say, and what it counts an address for (0: its own length)."""

    name: str
    most: int
    address: int = 0
    weighs: bool = False
    """Whether a sign out of the usual ranges counts for two, and a bare name of a site for an address."""


NETWORKS: Mapping[str, Network] = {
    # docs.joinmastodon.org/user/posting: 500 characters, any address counts as 23
    "mastodon": Network("Mastodon", 500, 23),
    # docs.bsky.app, lexicon app.bsky.feed.post: 300 graphemes
    "bluesky": Network("Bluesky", 300),
    # linkedin.com/help, « Limites de caractères » : 3,000
    "linkedin": Network("LinkedIn", 3_000),
    # docs.x.com, « Counting characters »: 280, any address counts as 23
    "x": Network("X", 280, 23, weighs=True),
    # facebook.com: 63,206; beyond some lines it is folded away, so no more is proposed
    "facebook": Network("Facebook", 2_000),
}


@dataclass(frozen=True, slots=True)
class Post:
    """A text ready to be copied, and its length as its network counts it."""

    network: str
    text: str
    length: int
    most: int


_ADDRESS = re.compile(r"https?://[^\s<>»]*[^\s<>».,;:!?…)]")
_SITE = re.compile(
    r"(?<![\w@.])(?:[\w-]+\.)+(?:fr|com|org|net|eu|info|paris|bzh)(?![\w.-])(?:/[^\s»]*)?"
)
_LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
"""Code points that X counts for one, the others for two: « … » and the narrow space are others.

Source: docs.x.com, « Counting characters », the weighted ranges.
"""


def length(text: str, network: Network, address: str) -> int:
    """Signs as that network counts them, `address` among the addresses. Never less than its own count."""
    rest, addresses = text, 0
    if network.address:
        places = text.count(address) if address else 0
        rest, others = _ADDRESS.subn("", text.replace(address, "") if address else text)
        rest, sites = _SITE.subn("", rest) if network.weighs else (rest, 0)
        addresses = places + others + sites
    return (_weight if network.weighs else _graphemes)(rest) + addresses * network.address


def _graphemes(text: str) -> int:
    """As a reader counts them: an accent put on its letter is none. A family of emoji counts for more than one."""
    plain = unicodedata.normalize("NFC", text)
    return sum(not unicodedata.combining(one) and one not in "\u200d\ufe0f" for one in plain)


def _weight(text: str) -> int:
    plain = unicodedata.normalize("NFC", text)
    return sum(1 if any(low <= ord(one) <= high for low, high in _LIGHT) else 2 for one in plain)


def of_edition(view: EditionView, address: str) -> list[Post]:
    """One for each network: the edition's name, then as many titles as fit, then its address."""
    head = f"{view.publication_title} {issue_number(view.slug, view.per_year)}, {view.period}"
    titles = [entry.title for entry in view.entries]
    return [_post(key, typo(head), titles, address) for key in NETWORKS]


def of_entry(title: str, note: str, address: str) -> list[Post]:
    """One for each network: the title, its note if it fits, and its page in the archive."""
    return [_post(key, typo(title), [typo(note)] if note else [], address) for key in NETWORKS]


def _post(key: str, head: str, lines: list[str], address: str) -> Post:
    network = NETWORKS[key]
    dash = "– " if len(lines) > 1 else ""
    said = [f"{dash}{line}" for line in lines]
    for kept in range(len(said), -1, -1):
        text = "\n".join(
            [head, *said[:kept], *(["…"] if 0 < kept < len(said) else []), "", address]
        )
        if (told := length(text, network, address)) <= network.most:
            return Post(key, text, told, network.most)
    text = f"{_cut(head, network, address)}\n\n{address}"
    return Post(key, text, length(text, network, address), network.most)


def _cut(head: str, network: Network, address: str) -> str:
    """The beginning of a title, at a word, with « … »."""
    words = head.split(" ")
    while words:
        tried = " ".join(words) + "…"
        if length(f"{tried}\n\n{address}", network, address) <= network.most:
            return tried
        words.pop()
    room = network.most - length(f"…\n\n{address}", network, address)
    kept = head[: max(0, room)]
    while kept and length(f"{kept}…\n\n{address}", network, address) > network.most:
        kept = kept[:-1]
    return kept + "…"
