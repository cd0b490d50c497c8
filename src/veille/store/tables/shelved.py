"""What is reckoned from what was sealed, so that the archive follows: items, headings, what is stale."""

from __future__ import annotations

from sqlalchemy import Column, Date, Index, Integer, String, Table, Text, UniqueConstraint

from veille.store.engine import Instant
from veille.store.tables.base import metadata, own_id, ref

placed = Table(
    "placed",
    metadata,
    ref("item_id", "item.id", key=True),
    Column("public_id", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("first_on", Date, nullable=False),
    Column("last_on", Date, nullable=False),
    Column("seen_at", Instant),
    Index("uq_placed_public_id", "public_id", unique=True),
    Index("ix_placed_first_on", "first_on"),
    Index("ix_placed_last_on", "last_on", "title", "public_id"),
)
"""Every item with a page, once, as its newest telling names it. seen_at: when its first edition was
sealed; null for a piece of the centre that no edition has told yet. Derived: `shelving` keeps it."""

filed = Table(
    "filed",
    metadata,
    Column("kind", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("year", Integer, primary_key=True),
    ref("item_id", "item.id", key=True),
    Column("label", String, nullable=False),
    Index("ix_filed_item_id", "item_id"),
    sqlite_with_rowid=False,
)
"""Under which headings (kind: theme, territory) an item was told, and in which years. Derived too."""

stale = Table(
    "stale",
    metadata,
    own_id(),
    Column("kind", String, nullable=False),
    Column("key", String, nullable=False),
    UniqueConstraint("kind", "key"),
    sqlite_autoincrement=True,
)
"""What the archive does not show yet as it is: triggers note it, a build that ended well forgets it."""
