"""Who works here, how they came in, and everything they did."""

from __future__ import annotations

from sqlalchemy import JSON, Column, String, Table

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
    sqlite_autoincrement=True,
)

session = Table(
    "session",
    metadata,
    Column("key_sha256", String, primary_key=True),
    ref("person_id", "person.id"),
    Column("csrf", String, nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
)

login_link = Table(
    "login_link",
    metadata,
    Column("token_sha256", String, primary_key=True),
    ref("person_id", "person.id"),
    Column("expires_at", Instant, nullable=False),
    Column("spent_at", Instant),
)

journal = Table(
    "journal",
    metadata,
    own_id(),
    Column("at", Instant, nullable=False),
    ref("person_id", "person.id"),
    Column("verb", String, nullable=False),
    Column("object", String, nullable=False),
    Column("before", JSON, nullable=False),
    Column("after", JSON, nullable=False),
    sqlite_autoincrement=True,
)
