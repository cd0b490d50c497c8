"""What the composer needs: hand-made order, special issues, validation, the PDF, errata, links looked at."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

# Added by hand, since a batch would copy the table and lose the triggers that seal it.
_COLUMNS = (
    "selection ADD COLUMN section_key VARCHAR",
    "selection ADD COLUMN position INTEGER",
    "selection ADD COLUMN note TEXT",
    "edition ADD COLUMN issue VARCHAR NOT NULL DEFAULT 'usual'",
    "edition ADD COLUMN period TEXT NOT NULL DEFAULT ''",
    "edition ADD COLUMN pdf_sha256 VARCHAR"
    " CONSTRAINT fk_edition_pdf_sha256_blob REFERENCES blob(sha256)",
    "edition ADD COLUMN pdf_pages INTEGER",
    "edition ADD COLUMN pdf_fault VARCHAR NOT NULL DEFAULT ''",
    "edition ADD COLUMN validated_at DATETIME",
    "edition ADD COLUMN validated_by INTEGER"
    " CONSTRAINT fk_edition_validated_by_person REFERENCES person(id)",
    "edition ADD COLUMN validated_name VARCHAR NOT NULL DEFAULT ''",
    "edition ADD COLUMN validated_mark VARCHAR",
)


def upgrade() -> None:
    """Nothing that was sealed changes: a trigger would refuse it."""
    for column in _COLUMNS:
        op.execute(f"ALTER TABLE {column}")
    instant = sa.DateTime(timezone=True)
    op.create_table(
        "erratum",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("at", instant, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name="fk_erratum_edition_id_edition"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_erratum_person_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_erratum"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_erratum_edition_id", "erratum", ["edition_id"])
    op.create_table(
        "link_check",
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("at", instant, nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("moved_to", sa.String()),
        sa.PrimaryKeyConstraint("url", name="pk_link_check"),
    )
