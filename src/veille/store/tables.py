"""Every table, declared once. Migrations add up to this; a test proves it."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from veille.store.engine import Instant

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMING)


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _ref(name: str, target: str, *, key: bool = False, null: bool = False) -> Column[int]:
    return Column(name, ForeignKey(target), primary_key=key, nullable=null)


setting = Table(
    "setting",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", Text, nullable=False),
)

host = Table(
    "host",
    metadata,
    Column("name", String, primary_key=True),
    Column("next_allowed_at", Instant),
    Column("robots", Text),
    Column("robots_at", Instant),
)

source = Table(
    "source",
    metadata,
    _id(),
    Column("key", String, nullable=False, unique=True),
    Column("name", String, nullable=False),
    Column("url", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("category", String, nullable=False, server_default=""),
    Column("own", Boolean, nullable=False, server_default="0"),
    Column("access", String, nullable=False, server_default="free"),
    Column("territories", JSON, nullable=False),
    Column("state", String, nullable=False),
    Column("etag", String),
    Column("last_modified", String),
    Column("next_due_at", Instant),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("last_ok_at", Instant),
    Column("last_error", Text, nullable=False, server_default=""),
    Column("moved_to", String),
    sqlite_autoincrement=True,
)

fetch = Table(
    "fetch",
    metadata,
    _id(),
    _ref("source_id", "source.id"),
    Column("slot", Instant, nullable=False),
    Column("started", Instant, nullable=False),
    Column("ended", Instant, nullable=False),
    Column("outcome", String, nullable=False),
    Column("http_status", Integer),
    Column("bytes", Integer, nullable=False),
    Column("seen", Integer, nullable=False),
    Column("new", Integer, nullable=False),
    Column("error", Text, nullable=False, server_default=""),
    UniqueConstraint("source_id", "slot"),
    sqlite_autoincrement=True,
)

item = Table(
    "item",
    metadata,
    _id(),
    Column("public_id", String, nullable=False, unique=True),
    Column("url_key", String, nullable=False, unique=True),
    Column("url", String),
    Column("title", Text, nullable=False),
    Column("author", Text, nullable=False, server_default=""),
    _ref("source_id", "source.id"),
    Column("published_at", Instant),
    Column("seen_at", Instant, nullable=False),
    Column("excerpt", Text, nullable=False, server_default=""),
    Column("text", Text),
    Column("language", String, nullable=False, server_default="fr"),
    Column("access", String, nullable=False, server_default="free"),
    Column("state", String, nullable=False, server_default="new"),
    Column("nature", String, nullable=False, server_default=""),
    Column("nature_by", String, nullable=False, server_default=""),
    Column("nature_why", Text, nullable=False, server_default=""),
    Column("medium", String, nullable=False, server_default="read"),
    Column("duration", Integer),
    Column("closes_on", Date),
    Column("starts_at", DateTime),
    Column("ends_at", DateTime),
    Column("place", Text, nullable=False, server_default=""),
    Column("summary", Text, nullable=False, server_default=""),
    Column("quotation", Text, nullable=False, server_default=""),
    _ref("story", "item.id", null=True),
    Index("ix_item_state_seen_at", "state", "seen_at"),
    sqlite_autoincrement=True,
)
"""starts_at and ends_at are hours on a wall in Paris, not instants."""

sighting = Table(
    "sighting",
    metadata,
    _ref("source_id", "source.id", key=True),
    Column("guid", String, primary_key=True),
    _ref("item_id", "item.id", key=True),
    _ref("fetch_id", "fetch.id"),
    Column("at", Instant, nullable=False),
    Index("ix_sighting_item_id", "item_id"),
)

item_search = Table(
    "item_search",
    metadata,
    _ref("item_id", "item.id", key=True),
    Column("stems", Text, nullable=False),
)

theme = Table(
    "theme",
    metadata,
    _id(),
    Column("key", String, nullable=False, unique=True),
    Column("label", String, nullable=False),
    Column("parent", String),
    Column("state", String, nullable=False),
    sqlite_autoincrement=True,
)

item_theme = Table(
    "item_theme",
    metadata,
    _ref("item_id", "item.id", key=True),
    _ref("theme_id", "theme.id", key=True),
    Column("origin", String, nullable=False),
    Column("score", Float, nullable=False),
    Column("why", Text, nullable=False, server_default=""),
    Column("person_id", ForeignKey("person.id")),
    Column("at", Instant, nullable=False),
    Index("ix_item_theme_theme_id", "theme_id"),
)
"""origin: rule or source (suggested), staff (decided)."""

territory = Table(
    "territory",
    metadata,
    Column("code", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("name", String, nullable=False),
    Column("parent", String),
)

item_territory = Table(
    "item_territory",
    metadata,
    _ref("item_id", "item.id", key=True),
    _ref("code", "territory.code", key=True),
    Column("origin", String, nullable=False),
    Column("at", Instant, nullable=False),
)

person = Table(
    "person",
    metadata,
    _id(),
    Column("name", String, nullable=False, unique=True),
    Column("email", String, unique=True),
    Column("role", String, nullable=False, server_default="redaction"),
    Column("disabled_at", Instant),
    sqlite_autoincrement=True,
)

session = Table(
    "session",
    metadata,
    Column("key_sha256", String, primary_key=True),
    _ref("person_id", "person.id"),
    Column("csrf", String, nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
)

login_link = Table(
    "login_link",
    metadata,
    Column("token_sha256", String, primary_key=True),
    _ref("person_id", "person.id"),
    Column("expires_at", Instant, nullable=False),
    Column("spent_at", Instant),
)

journal = Table(
    "journal",
    metadata,
    _id(),
    Column("at", Instant, nullable=False),
    _ref("person_id", "person.id"),
    Column("verb", String, nullable=False),
    Column("object", String, nullable=False),
    Column("before", JSON, nullable=False),
    Column("after", JSON, nullable=False),
    sqlite_autoincrement=True,
)

selection = Table(
    "selection",
    metadata,
    _id(),
    _ref("item_id", "item.id"),
    Column("publication", String, nullable=False),
    _ref("person_id", "person.id"),
    Column("at", Instant, nullable=False),
    _ref("edition_id", "edition.id", null=True),
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
    _id(),
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
    _ref("sealed_by", "person.id", null=True),
    UniqueConstraint("publication", "year", "slug"),
    sqlite_autoincrement=True,
)

section = Table(
    "section",
    metadata,
    _id(),
    _ref("edition_id", "edition.id"),
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
    _id(),
    _ref("section_id", "section.id"),
    _ref("item_id", "item.id"),
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
    _id(),
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

job_run = Table(
    "job_run",
    metadata,
    Column("job", String, primary_key=True),
    Column("slot", Instant, primary_key=True),
    Column("state", String, nullable=False),
    Column("started", Instant, nullable=False),
    Column("ended", Instant),
    Column("note", Text, nullable=False, server_default=""),
)
