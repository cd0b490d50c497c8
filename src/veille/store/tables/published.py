"""What goes out: selections, editions, their entries, events, and the addresses that stay."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from veille.store.engine import Instant
from veille.store.tables.base import metadata, own_id, ref

selection = Table(
    "selection",
    metadata,
    own_id(),
    ref("item_id", "item.id"),
    Column("publication", String, nullable=False),
    ref("person_id", "person.id"),
    Column("at", Instant, nullable=False),
    ref("edition_id", "edition.id", null=True),
    Index(
        "uq_selection_waiting",
        "item_id",
        "publication",
        unique=True,
        sqlite_where=text("edition_id IS NULL"),
        postgresql_where=text("edition_id IS NULL"),
    ),
    sqlite_autoincrement=True,
)

edition = Table(
    "edition",
    metadata,
    own_id(),
    Column("public_id", String, nullable=False, unique=True),
    Column("publication", String, nullable=False),
    Column("state", String, nullable=False),
    Column("date", Date, nullable=False),
    Column("year", Integer, nullable=False),
    Column("number", Integer),
    Column("slug", String),
    Column("title", Text, nullable=False, server_default=""),
    Column("edito", Text, nullable=False, server_default=""),
    Column("subject", Text, nullable=False, server_default=""),
    Column("view", JSON),
    Column("html_sha256", ForeignKey("blob.sha256")),
    Column("text_sha256", ForeignKey("blob.sha256")),
    Column("created_at", Instant, nullable=False),
    Column("sealed_at", Instant),
    ref("sealed_by", "person.id", null=True),
    UniqueConstraint("publication", "year", "slug"),
    sqlite_autoincrement=True,
)

section = Table(
    "section",
    metadata,
    own_id(),
    ref("edition_id", "edition.id"),
    Column("position", Integer, nullable=False),
    Column("key", String, nullable=False),
    Column("title", String, nullable=False),
    Column("kind", String, nullable=False),
    UniqueConstraint("edition_id", "key"),
    sqlite_autoincrement=True,
)

entry = Table(
    "entry",
    metadata,
    own_id(),
    ref("section_id", "section.id"),
    ref("item_id", "item.id"),
    Column("position", Integer, nullable=False),
    Column("comment", Text),
    Column("frozen", JSON),
    UniqueConstraint("section_id", "item_id"),
    Index("ix_entry_item_id", "item_id"),
    sqlite_autoincrement=True,
)

event = Table(
    "event",
    metadata,
    own_id(),
    Column("public_id", String, nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("starts", DateTime, nullable=False),
    Column("ends", DateTime),
    Column("place", Text, nullable=False, server_default=""),
    Column("territory", String),
    Column("url", String),
    Column("contact", Text, nullable=False, server_default=""),
    Column("sequence", Integer, nullable=False, server_default="0"),
    Column("cancelled_at", Instant),
    sqlite_autoincrement=True,
)

permalink = Table(
    "permalink",
    metadata,
    Column("path", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("object", String, nullable=False),
    Column("at", Instant, nullable=False),
    Column("redirect_to", String),
)

blob = Table(
    "blob",
    metadata,
    Column("sha256", String, primary_key=True),
    Column("type", String, nullable=False),
    Column("bytes", LargeBinary, nullable=False),
)
