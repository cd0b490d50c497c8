"""Words of a search, with the names that things had before: one reading for every search of the facade."""

from __future__ import annotations

from veille.core.context import Context
from veille.model.search import Alias
from veille.text.history import widened
from veille.text.query import Query, parse


def asked(ctx: Context, text: str) -> Query:
    """What somebody typed, widened by the vocabulary's history."""
    return asked_and_why(ctx, text)[0]


def asked_and_why(ctx: Context, text: str) -> tuple[Query, tuple[Alias, ...]]:
    """The same, and the names that were added."""
    return widened(parse(text), ctx.config.history)
