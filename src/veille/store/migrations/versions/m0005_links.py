"""What link care needs: since when an address fails, when it was found dead, when a person found it good."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """An address that was asked before starts without a past: nothing is dead by a migration."""
    for column in ("failed_at", "dead_at", "good_at"):
        op.execute(f"ALTER TABLE link_check ADD COLUMN {column} DATETIME")
