"""What collecting keeps of a source: a body's digest, its health in figures, and what watched pages said."""

from alembic import op

revision = "0006"
down_revision = "0005"

_SOURCE = (
    "digest VARCHAR",
    "memory TEXT DEFAULT '' NOT NULL",
    "trouble VARCHAR DEFAULT '' NOT NULL",
    "proposed_url VARCHAR",
    "empty_runs INTEGER DEFAULT '0' NOT NULL",
    "last_filled_at DATETIME",
    "newest_at DATETIME",
    "rhythm FLOAT",
    "terms TEXT DEFAULT '' NOT NULL",
    "gone_at DATETIME",
)


def upgrade() -> None:
    """A source that was watched before starts without figures: the next visits bring them."""
    for column in _SOURCE:
        op.execute(f"ALTER TABLE source ADD COLUMN {column}")
    op.execute("ALTER TABLE host ADD COLUMN crawl_delay FLOAT")
    op.execute(
        "CREATE TABLE revision (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, source_id INTEGER NOT NULL"
        " REFERENCES source (id), guid VARCHAR NOT NULL, at DATETIME NOT NULL,"
        ' "before" TEXT NOT NULL, "after" TEXT NOT NULL)'
    )
    op.execute("CREATE INDEX ix_revision_source_id_guid ON revision (source_id, guid)")
    # What each source brought is counted from the index alone.
    op.execute("DROP INDEX ix_item_source_id")
    op.execute(
        "CREATE INDEX ix_item_source_id_seen_at ON item (source_id, seen_at, state, published_at)"
    )
