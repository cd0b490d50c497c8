"""What the desk needs: accounts, comments, private previews, own pieces, events, dossiers, faceted search."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

# Added by hand, since a batch would copy the table and lose the triggers that seal it.
_COLUMNS = (
    "person ADD COLUMN password VARCHAR",
    "person ADD COLUMN totp VARCHAR",
    "person ADD COLUMN totp_used INTEGER",
    "person ADD COLUMN shortcuts BOOLEAN NOT NULL DEFAULT '1'",
    "session ADD COLUMN agent TEXT NOT NULL DEFAULT ''",
    "session ADD COLUMN by_link BOOLEAN NOT NULL DEFAULT '0'",
    # Computed, for the journal refuses that its rows be written again.
    "journal ADD COLUMN kind VARCHAR"
    " GENERATED ALWAYS AS (substr(object, 1, instr(object || ':', ':') - 1)) VIRTUAL",
    "journal ADD COLUMN undoes INTEGER CONSTRAINT fk_journal_undoes_journal REFERENCES journal(id)",
    "job_run ADD COLUMN done INTEGER NOT NULL DEFAULT '0'",
    "job_run ADD COLUMN total INTEGER NOT NULL DEFAULT '0'",
    "job_run ADD COLUMN log TEXT NOT NULL DEFAULT ''",
    "item ADD COLUMN story_by VARCHAR NOT NULL DEFAULT ''",
    "item ADD COLUMN proposed_by INTEGER"
    " CONSTRAINT fk_item_proposed_by_person REFERENCES person(id)",
    "event ADD COLUMN item_id INTEGER CONSTRAINT fk_event_item_id_item REFERENCES item(id)",
    "event ADD COLUMN days JSON",
    "event ADD COLUMN audience TEXT NOT NULL DEFAULT ''",
    "event ADD COLUMN speakers TEXT NOT NULL DEFAULT ''",
    "event ADD COLUMN description TEXT NOT NULL DEFAULT ''",
    "event ADD COLUMN registration TEXT NOT NULL DEFAULT ''",
    "event ADD COLUMN registration_url VARCHAR",
    "event ADD COLUMN register_by DATE",
    "event ADD COLUMN public BOOLEAN NOT NULL DEFAULT '1'",
    "event ADD COLUMN updated_at DATETIME",
    "item_search ADD COLUMN facets TEXT NOT NULL DEFAULT ''",
)

# (name, table, columns, unique)
_INDEXES = (
    ("ix_item_theme_theme_id_origin", "item_theme", ["theme_id", "origin"], False),
    ("ix_item_seen_at", "item", ["seen_at"], False),
    ("ix_item_source_id", "item", ["source_id"], False),
    ("ix_item_story", "item", ["story"], False),
    ("ix_item_state_story", "item", ["state", "story"], False),
    ("ix_title_probe_item_id", "title_probe", ["item_id"], False),
    ("ix_selection_edition_id", "selection", ["edition_id"], False),
    ("ix_journal_person_id", "journal", ["person_id"], False),
    ("ix_journal_object", "journal", ["object"], False),
    ("ix_journal_kind", "journal", ["kind"], False),
    ("ix_journal_kind_person_id", "journal", ["kind", "person_id"], False),
    ("ix_journal_undoes", "journal", ["undoes"], False),
    ("uq_event_item", "event", ["item_id"], True),
    ("ix_comment_object", "comment", ["object"], False),
)

_SEARCH = (
    "DROP TRIGGER search_insert",
    "DROP TRIGGER search_delete",
    "DROP TRIGGER search_update",
    "DROP TABLE item_fts",
    "DELETE FROM item_search",
    "CREATE VIRTUAL TABLE item_fts USING fts5(stems, facets, content='item_search',"
    " content_rowid='item_id', tokenize=\"unicode61 remove_diacritics 0 tokenchars ':-_'\")",
    "CREATE TRIGGER search_insert AFTER INSERT ON item_search BEGIN"
    " INSERT INTO item_fts(rowid, stems, facets) VALUES (NEW.item_id, NEW.stems, NEW.facets); END",
    "CREATE TRIGGER search_delete AFTER DELETE ON item_search BEGIN"
    " INSERT INTO item_fts(item_fts, rowid, stems, facets)"
    " VALUES ('delete', OLD.item_id, OLD.stems, OLD.facets); END",
    "CREATE TRIGGER search_update AFTER UPDATE ON item_search BEGIN"
    " INSERT INTO item_fts(item_fts, rowid, stems, facets)"
    " VALUES ('delete', OLD.item_id, OLD.stems, OLD.facets);"
    " INSERT INTO item_fts(rowid, stems, facets) VALUES (NEW.item_id, NEW.stems, NEW.facets); END",
)

# (table, event, the item that it happened to): what search knows of it may have changed.
_DUE = (
    ("item", "INSERT", "NEW.id"),
    (
        "item",
        "UPDATE OF title, excerpt, summary, quotation, author, place, state, story, source_id, medium,"
        " nature, published_at",
        "NEW.id",
    ),
    ("piece", "INSERT", "NEW.item_id"),
    ("piece", "UPDATE OF body", "NEW.item_id"),
    ("event", "INSERT", "NEW.item_id"),
    ("event", "UPDATE", "NEW.item_id"),
    ("item_theme", "INSERT", "NEW.item_id"),
    ("item_theme", "DELETE", "OLD.item_id"),
    ("item_theme", "UPDATE OF theme_id", "NEW.item_id"),
    ("item_territory", "INSERT", "NEW.item_id"),
    ("item_territory", "DELETE", "OLD.item_id"),
)


def _noting(table: str, event: str, row: str) -> str:
    # An event without an item is told nowhere.
    note = f"INSERT OR IGNORE INTO search_due SELECT {row} WHERE {row} IS NOT NULL"
    name = f"due_{table}_{event.partition(' ')[0].lower()}"
    return f"CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN {note}; END"


def upgrade() -> None:
    """Columns and tables first, then the index that is derived from them."""
    for column in _COLUMNS:
        op.execute(f"ALTER TABLE {column}")
    # Until now whoever was known had come by the console, where nothing was closed.
    op.execute("UPDATE person SET role = 'administration'")
    _create_tables()
    # Its heir holds by whose word as well: what each theme is used for is counted without a row.
    op.drop_index("ix_item_theme_theme_id", "item_theme")
    for name, table, columns, unique in _INDEXES:
        op.create_index(name, table, columns, unique=unique)
    for statement in (*_SEARCH, *(_noting(*one) for one in _DUE)):
        op.execute(statement)
    # Whoever opens the store indexes what is due: how that is done is written down once.
    op.execute("INSERT INTO search_due(item_id) SELECT id FROM item")


def _create_tables() -> None:
    instant = sa.DateTime(timezone=True)
    op.create_table(
        "title_probe",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("probe", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name="fk_title_probe_item_id_item"),
        sa.PrimaryKeyConstraint("day", "probe", "item_id", name="pk_title_probe"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("object", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer()),
        sa.Column("name", sa.String(), server_default="", nullable=False),
        sa.Column("at", instant, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_comment_person_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_comment"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_sha256", sa.String(), nullable=False),
        sa.Column("edition_id", sa.Integer()),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", instant, nullable=False),
        sa.Column("expires_at", instant, nullable=False),
        sa.Column("closed_at", instant),
        sa.Column("approved_at", instant),
        sa.Column("approved_sha256", sa.String()),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name="fk_review_edition_id_edition"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_review_person_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_review"),
        sa.UniqueConstraint("token_sha256", name="uq_review_token_sha256"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "scratch",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("at", instant, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_scratch_person_id_person"),
        sa.PrimaryKeyConstraint("person_id", "form", name="pk_scratch"),
    )
    op.create_table(
        "piece",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("link", sa.String()),
        sa.Column("picture_sha256", sa.String()),
        sa.Column("picture_width", sa.Integer(), server_default="0", nullable=False),
        sa.Column("picture_height", sa.Integer(), server_default="0", nullable=False),
        sa.Column("picture_alt", sa.Text(), server_default="", nullable=False),
        sa.Column("picture_credit", sa.Text(), server_default="", nullable=False),
        sa.Column("public", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("updated_at", instant, nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name="fk_piece_item_id_item"),
        sa.ForeignKeyConstraint(
            ["picture_sha256"], ["blob.sha256"], name="fk_piece_picture_sha256_blob"
        ),
        sa.PrimaryKeyConstraint("item_id", name="pk_piece"),
    )
    op.create_table(
        "search_due",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name="fk_search_due_item_id_item"),
        sa.PrimaryKeyConstraint("item_id", name="pk_search_due"),
    )
    op.create_table(
        "dossier",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("key", sa.String()),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("query", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("introduction", sa.Text(), server_default="", nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", instant, nullable=False),
        sa.Column("updated_on", sa.Date()),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_dossier_person_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_dossier"),
        sa.UniqueConstraint("public_id", name="uq_dossier_public_id"),
        sa.UniqueConstraint("key", name="uq_dossier_key"),
        sa.UniqueConstraint("token", name="uq_dossier_token"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "dossier_item",
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", instant, nullable=False),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossier.id"], name="fk_dossier_item_dossier_id_dossier"
        ),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name="fk_dossier_item_item_id_item"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_dossier_item_person_id_person"
        ),
        sa.PrimaryKeyConstraint("dossier_id", "item_id", name="pk_dossier_item"),
    )
