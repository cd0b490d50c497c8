"""Who placed an item and why, and the places that are only likely: a person takes them, or not."""

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """What was placed by its source stays so until its source tells it otherwise."""
    op.execute("ALTER TABLE item ADD COLUMN placed_by VARCHAR DEFAULT '' NOT NULL")
    op.execute("ALTER TABLE item_territory ADD COLUMN why TEXT DEFAULT '' NOT NULL")
    op.execute(
        "CREATE TABLE likely_place (item_id INTEGER NOT NULL REFERENCES item (id), code VARCHAR NOT NULL,"
        " score FLOAT NOT NULL, why TEXT NOT NULL, PRIMARY KEY (item_id, code))"
    )
