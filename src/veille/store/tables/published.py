"""What goes out: selections, editions, their entries, events, and the addresses that stay."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
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
    Column("section_key", String),
    Column("position", Integer),
    Column("note", Text),
    Index(
        "uq_selection_waiting",
        "item_id",
        "publication",
        unique=True,
        sqlite_where=text("edition_id IS NULL"),
        postgresql_where=text("edition_id IS NULL"),
    ),
    Index("ix_selection_edition_id", "edition_id"),
    sqlite_autoincrement=True,
)
"""section_key, position, note: where a person put it in a draft, and what this edition alone says of it."""

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
    Column("issue", String, nullable=False, server_default="usual"),
    Column("period", Text, nullable=False, server_default=""),
    Column("subject", Text, nullable=False, server_default=""),
    Column("view", JSON),
    Column("html_sha256", ForeignKey("blob.sha256")),
    Column("text_sha256", ForeignKey("blob.sha256")),
    Column("pdf_sha256", ForeignKey("blob.sha256")),
    Column("pdf_pages", Integer),
    Column("pdf_fault", String, nullable=False, server_default=""),
    Column("created_at", Instant, nullable=False),
    Column("sealed_at", Instant),
    ref("sealed_by", "person.id", null=True),
    Column("validated_at", Instant),
    ref("validated_by", "person.id", null=True),
    Column("validated_name", String, nullable=False, server_default=""),
    Column("validated_mark", String),
    UniqueConstraint("publication", "year", "slug"),
    Index("ix_edition_state_date", "state", "date"),
    sqlite_autoincrement=True,
)
"""issue: usual, special or double. period and subject: as typed, empty for the usual words.

pdf_fault: why it was sealed without a PDF. validated_mark: what exactly was validated.
validated_name: whoever did by a private link.
"""

erratum = Table(
    "erratum",
    metadata,
    own_id(),
    ref("edition_id", "edition.id"),
    Column("at", Instant, nullable=False),
    ref("person_id", "person.id"),
    Column("text", Text, nullable=False),
    Index("ix_erratum_edition_id", "edition_id"),
    sqlite_autoincrement=True,
)
"""The only addition after sealing: a dated note on the web page."""

link_check = Table(
    "link_check",
    metadata,
    Column("url", String, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("outcome", String, nullable=False),
    Column("note", Text, nullable=False, server_default=""),
    Column("moved_to", String),
    Column("failed_at", Instant),
    Column("dead_at", Instant),
    Column("good_at", Instant),
)
"""Whether an address answered when it was last asked. outcome: ok, moved, dead or unknown.

failed_at: since when it has failed without answering once. dead_at: when readers were first told so.
good_at: when a person found it good all the same.
"""

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
    ref("item_id", "item.id", null=True),
    Column("days", JSON),
    Column("audience", Text, nullable=False, server_default=""),
    Column("speakers", Text, nullable=False, server_default=""),
    Column("description", Text, nullable=False, server_default=""),
    Column("registration", Text, nullable=False, server_default=""),
    Column("registration_url", String),
    Column("register_by", Date),
    Column("public", Boolean, nullable=False, server_default="1"),
    Column("updated_at", Instant),
    Index("uq_event_item", "item_id", unique=True),
    sqlite_autoincrement=True,
)
"""days: [{"rank", "date", "starts", "ends", "place", "programme"}], hours on a wall in Paris; starts
and ends are the first and the last. item_id: the item through which it enters publications."""

piece = Table(
    "piece",
    metadata,
    ref("item_id", "item.id", key=True),
    Column("body", Text, nullable=False),
    Column("link", String),
    Column("picture_sha256", ForeignKey("blob.sha256")),
    Column("picture_width", Integer, nullable=False, server_default="0"),
    Column("picture_height", Integer, nullable=False, server_default="0"),
    Column("picture_alt", Text, nullable=False, server_default=""),
    Column("picture_credit", Text, nullable=False, server_default=""),
    Column("public", Boolean, nullable=False, server_default="0"),
    Column("updated_at", Instant, nullable=False),
)
"""What the centre wrote itself: `body` is small Markdown, `link` leads elsewhere; title, summary and
themes are its item's, whose address is the page of the piece, once it is public."""

dossier = Table(
    "dossier",
    metadata,
    own_id(),
    Column("public_id", String, nullable=False, unique=True),
    Column("key", String, unique=True),
    Column("title", Text, nullable=False),
    Column("query", JSON, nullable=False),
    Column("state", String, nullable=False),
    Column("introduction", Text, nullable=False, server_default=""),
    Column("token", String, nullable=False, unique=True),
    ref("person_id", "person.id"),
    Column("at", Instant, nullable=False),
    Column("updated_on", Date),
    sqlite_autoincrement=True,
)
"""state: search (kept and followed as a feed), draft or public (a dossier with its page)."""

dossier_item = Table(
    "dossier_item",
    metadata,
    ref("dossier_id", "dossier.id", key=True),
    ref("item_id", "item.id", key=True),
    Column("state", String, nullable=False),
    Column("position", Integer, nullable=False, server_default="0"),
    ref("person_id", "person.id"),
    Column("at", Instant, nullable=False),
    Index("ix_dossier_item_item_id", "item_id"),
)
"""state: in, or aside (asked once, never proposed again). What has no row waits in the queue."""

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
