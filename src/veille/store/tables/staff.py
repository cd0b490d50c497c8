"""Who works here, how they came in, and everything they did."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Computed, Index, Integer, String, Table, Text

from veille.store.engine import Instant
from veille.store.tables.base import metadata, own_id, ref

person = Table(
    "person",
    metadata,
    own_id(),
    Column("name", String, nullable=False, unique=True),
    Column("email", String, unique=True),
    Column("role", String, nullable=False, server_default="redaction"),
    Column("disabled_at", Instant),
    Column("password", String),
    Column("totp", String),
    Column("totp_used", Integer),
    Column("shortcuts", Boolean, nullable=False, server_default="1"),
    sqlite_autoincrement=True,
)
"""password: an argon2 hash; totp: the secret of RFC 6238, and the last step that was used."""

session = Table(
    "session",
    metadata,
    Column("key_sha256", String, primary_key=True),
    ref("person_id", "person.id"),
    Column("csrf", String, nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
    Column("agent", Text, nullable=False, server_default=""),
    Column("by_link", Boolean, nullable=False, server_default="0"),
)
"""by_link: opened by a one-time link, so that whoever forgot a password may choose another."""

login_link = Table(
    "login_link",
    metadata,
    Column("token_sha256", String, primary_key=True),
    ref("person_id", "person.id"),
    Column("expires_at", Instant, nullable=False),
    Column("spent_at", Instant),
)

_KIND = "substr(object, 1, instr(object || ':', ':') - 1)"

journal = Table(
    "journal",
    metadata,
    own_id(),
    Column("at", Instant, nullable=False),
    ref("person_id", "person.id"),
    Column("verb", String, nullable=False),
    Column("object", String, nullable=False),
    Column("kind", String, Computed(_KIND, persisted=False)),
    Column("before", JSON, nullable=False),
    Column("after", JSON, nullable=False),
    ref("undoes", "journal.id", null=True),
    Index("ix_journal_person_id", "person_id"),
    Index("ix_journal_object", "object"),
    Index("ix_journal_kind", "kind"),
    Index("ix_journal_kind_person_id", "kind", "person_id"),
    Index("ix_journal_undoes", "undoes"),
    sqlite_autoincrement=True,
)
"""kind: what stands before the colon of `object`, so that one kind is read newest first at no cost.

A row that undoes another names it: nothing is ever taken out.
"""

comment = Table(
    "comment",
    metadata,
    own_id(),
    Column("object", String, nullable=False),
    ref("person_id", "person.id", null=True),
    Column("name", String, nullable=False, server_default=""),
    Column("at", Instant, nullable=False),
    Column("text", Text, nullable=False),
    Index("ix_comment_object", "object"),
    sqlite_autoincrement=True,
)
"""object: item:{public_id} or edition:{public_id}. Without a person, `name` came by a private link."""

review = Table(
    "review",
    metadata,
    own_id(),
    Column("token_sha256", String, nullable=False, unique=True),
    ref("edition_id", "edition.id", null=True),
    Column("name", String, nullable=False),
    ref("person_id", "person.id"),
    Column("at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("closed_at", Instant),
    Column("approved_at", Instant),
    Column("approved_sha256", String),
    sqlite_autoincrement=True,
)
"""A private preview of one draft for somebody without an account: `name` reads, `person` invited.

edition_id: null once the draft was given up. approved_sha256: what exactly was approved.
"""

scratch = Table(
    "scratch",
    metadata,
    ref("person_id", "person.id", key=True),
    Column("form", String, primary_key=True),
    Column("content", JSON, nullable=False),
    Column("at", Instant, nullable=False),
)
"""What somebody has typed into a form and not sent yet."""
