"""What the program remembers of itself: its name, its jobs."""

from __future__ import annotations

from sqlalchemy import Column, Integer, String, Table, Text

from veille.store.engine import Instant
from veille.store.tables.base import metadata

setting = Table(
    "setting",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", Text, nullable=False),
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
    Column("done", Integer, nullable=False, server_default="0"),
    Column("total", Integer, nullable=False, server_default="0"),
    Column("log", Text, nullable=False, server_default=""),
)
"""done of total: how far a run has come; log: what it did, a sentence a line."""
