"""The first shape: sources, items, triage, editions, permalinks, jobs."""

from alembic import op

from veille.store.tables import metadata
from veille.store.triggers import SEALING, SEARCH

revision = "0001"
down_revision = None


def upgrade() -> None:
    # Nothing was released before this revision, so it may still follow the tables themselves;
    # from the next one on, revisions stand alone.
    metadata.create_all(op.get_bind(), checkfirst=False)
    for statement in (*SEARCH, *SEALING):
        op.execute(statement)
