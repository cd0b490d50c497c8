"""The only door to markdown-it: small Markdown to HTML and to plain words; no tag of a stranger passes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from veille.text.french import NBSP, typo

_RULES = "heading list blockquote emphasis link autolink newline escape".split()
_TAGS = {"p", "br", "em", "strong", "a", "ul", "ol", "li", "blockquote", "h2", "h3"}
_ADDRESS = re.compile(r"(?:https?://[^/\s]|mailto:[^\s@]+@)\S*", re.IGNORECASE)


@lru_cache(maxsize=1)
def _reader() -> MarkdownIt:
    """Paragraphs, emphasis, lists, links, quotations, sub-headings; a line end is a line end."""
    return MarkdownIt("zero", {"html": False, "breaks": True}).enable(_RULES)


@lru_cache(maxsize=2000)
def html(text: str) -> str:
    """Safe HTML: headings become h2 and h3, links lead to http, https or mailto and nowhere else."""
    tokens = _reader().parse(text)
    _level(tokens)
    for token in tokens:
        for inside in token.children or ():
            if inside.type == "text":
                inside.content = typo(inside.content)
    made = _reader().renderer.render(tokens, _reader().options, {})
    clean = nh3.clean(
        made,
        tags=_TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        attribute_filter=_attribute,
        link_rel=None,
    )
    return clean.replace("&nbsp;", NBSP).strip()


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Only these two, and an address that leads out; nh3 would let `title` and `lang` pass."""
    kept = name == "start" or (name == "href" and _ADDRESS.fullmatch(value))
    return value if kept else None


def _level(tokens: Sequence[Token]) -> None:
    """The page's title is its h1: sub-headings start at h2, and none skips a step."""
    above = False
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = "h3" if above and int(token.tag[1]) > 2 else "h2"
            above = True


@lru_cache(maxsize=2000)
def first_paragraph(text: str) -> str:
    """The words of the first paragraph, on one line, without marks; empty when there is none."""
    tokens = _reader().parse(text)
    for before, token in pairwise(tokens):
        if before.type == "paragraph_open":
            return " ".join("".join(_words(token)).split())
    return ""


def _words(token: Token) -> list[str]:
    return [
        " " if inside.type in ("softbreak", "hardbreak") else inside.content
        for inside in token.children or ()
    ]
