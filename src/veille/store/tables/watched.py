"""What is collected and what it is about: sources, items, themes, territories."""

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
    String,
    Table,
    Text,
    UniqueConstraint,
)

from veille.store.engine import Instant
from veille.store.tables.base import metadata, own_id, ref

host = Table(
    "host",
    metadata,
    Column("name", String, primary_key=True),
    Column("next_allowed_at", Instant),
    Column("robots", Text),
    Column("robots_at", Instant),
    Column("crawl_delay", Float),
)

source = Table(
    "source",
    metadata,
    own_id(),
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
    Column("digest", String),
    Column("memory", Text, nullable=False, server_default=""),
    Column("trouble", String, nullable=False, server_default=""),
    Column("proposed_url", String),
    Column("empty_runs", Integer, nullable=False, server_default="0"),
    Column("last_filled_at", Instant),
    Column("newest_at", Instant),
    Column("rhythm", Float),
    Column("terms", Text, nullable=False, server_default=""),
    Column("gone_at", Instant),
    sqlite_autoincrement=True,
)
"""digest: of the last body that was read. memory: what the kind of source keeps between two visits.

trouble: the failure's name in the code. proposed_url: the feed that the page declares, or what would mend
it. empty_runs: visits on end that brought no entry; last_filled_at: the last that brought some. newest_at:
the newest publication; rhythm: usual days between two. terms: the source's own terms of use.
gone_at: since when its server says that it is no more.
"""

revision = Table(
    "revision",
    metadata,
    own_id(),
    ref("source_id", "source.id"),
    Column("guid", String, nullable=False),
    Column("at", Instant, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Index("ix_revision_source_id_guid", "source_id", "guid"),
    sqlite_autoincrement=True,
)
"""A watched page or document before and after a change: private, like every text of others."""

fetch = Table(
    "fetch",
    metadata,
    own_id(),
    ref("source_id", "source.id"),
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
    own_id(),
    Column("public_id", String, nullable=False, unique=True),
    Column("url_key", String, nullable=False, unique=True),
    Column("url", String),
    Column("title", Text, nullable=False),
    Column("author", Text, nullable=False, server_default=""),
    ref("source_id", "source.id"),
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
    ref("story", "item.id", null=True),
    Column("story_by", String, nullable=False, server_default=""),
    ref("proposed_by", "person.id", null=True),
    Column("placed_by", String, nullable=False, server_default=""),
    Index("ix_item_state_seen_at", "state", "seen_at"),
    Index("ix_item_seen_at", "seen_at"),
    Index("ix_item_source_id_seen_at", "source_id", "seen_at", "state", "published_at"),
    Index("ix_item_story", "story"),
    Index("ix_item_state_story", "state", "story"),
    sqlite_autoincrement=True,
)
"""starts_at and ends_at are hours on a wall in Paris, not instants.

story: the item that heads the story this one tells again. story_by `staff`: a person joined it or
set it apart, and no rule moves it any more. proposed_by: who on the staff brought it in.
placed_by `staff`: a person chose its territories, even none, and no rule does any more.
"""

sighting = Table(
    "sighting",
    metadata,
    ref("source_id", "source.id", key=True),
    Column("guid", String, primary_key=True),
    ref("item_id", "item.id", key=True),
    ref("fetch_id", "fetch.id"),
    Column("at", Instant, nullable=False),
    Index("ix_sighting_item_id", "item_id"),
)

item_search = Table(
    "item_search",
    metadata,
    ref("item_id", "item.id", key=True),
    Column("stems", Text, nullable=False),
    Column("facets", Text, nullable=False, server_default=""),
)
"""facets: filters as words (source, theme, state…), so that one index answers both."""

title_probe = Table(
    "title_probe",
    metadata,
    Column("day", Date, primary_key=True),
    Column("probe", Integer, primary_key=True),
    ref("item_id", "item.id", key=True),
    Index("ix_title_probe_item_id", "item_id"),
    sqlite_with_rowid=False,
)
"""Stems of recent titles, three by three, by which near-identical ones are found. Forgotten after a while."""

search_due = Table("search_due", metadata, ref("item_id", "item.id", key=True))
"""Items to index again: triggers note them, and no transaction ends with one left."""

theme = Table(
    "theme",
    metadata,
    own_id(),
    Column("key", String, nullable=False, unique=True),
    Column("label", String, nullable=False),
    Column("parent", String),
    Column("state", String, nullable=False),
    sqlite_autoincrement=True,
)

item_theme = Table(
    "item_theme",
    metadata,
    ref("item_id", "item.id", key=True),
    ref("theme_id", "theme.id", key=True),
    Column("origin", String, nullable=False),
    Column("score", Float, nullable=False),
    Column("why", Text, nullable=False, server_default=""),
    Column("person_id", ForeignKey("person.id")),
    Column("at", Instant, nullable=False),
    Index("ix_item_theme_theme_id_origin", "theme_id", "origin"),
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
    ref("item_id", "item.id", key=True),
    ref("code", "territory.code", key=True),
    Column("origin", String, nullable=False),
    Column("at", Instant, nullable=False),
    Column("why", Text, nullable=False, server_default=""),
)
"""origin: text (its own words name it), source (where its source is from), staff (decided)."""

likely_place = Table(
    "likely_place",
    metadata,
    ref("item_id", "item.id", key=True),
    Column("code", String, primary_key=True),
    Column("score", Float, nullable=False),
    Column("why", Text, nullable=False),
)
"""Territories that an item's words may name: shown to a person, who takes them or not."""
