"""What the archive needs to follow an edition without reading all the others: shelves, and what is stale."""

# ruff: noqa: S608 -- every part is a constant of this file
import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_OURS = (
    "EXISTS (SELECT 1 FROM piece WHERE item_id = {0}) OR EXISTS (SELECT 1 FROM event WHERE"
    " item_id = {0}) OR EXISTS (SELECT 1 FROM dossier_item WHERE item_id = {0})"
)
"""What shows itself as it is now, and not as an edition told it."""

# (table, event, condition, kind, key)
_STALE = (
    (
        "edition",
        "UPDATE OF state",
        "NEW.state = 'sealed' AND OLD.state <> 'sealed'",
        "edition",
        "NEW.id",
    ),
    ("erratum", "INSERT", "1", "erratum", "NEW.edition_id"),
    ("erratum", "DELETE", "1", "erratum", "OLD.edition_id"),
    ("piece", "INSERT", "1", "item", "NEW.item_id"),
    ("piece", "UPDATE", "1", "item", "NEW.item_id"),
    ("piece", "DELETE", "1", "item", "OLD.item_id"),
    ("event", "INSERT", "1", "event", "NEW.public_id"),
    ("event", "UPDATE", "1", "event", "NEW.public_id"),
    ("event", "DELETE", "1", "event", "OLD.public_id"),
    ("item", "UPDATE", _OURS.format("NEW.id"), "item", "NEW.id"),
    *(
        (table, act, _OURS.format(f"{row}.item_id"), "item", f"{row}.item_id")
        for table in ("item_theme", "item_territory")
        for act, row in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD"))
    ),
    ("dossier", "INSERT", "1", "dossier", "NEW.id"),
    ("dossier", "UPDATE", "1", "dossier", "NEW.id"),
    ("dossier", "DELETE", "1", "dossier", "OLD.id"),
    *(
        ("dossier_item", act, "1", "dossier", f"{row}.dossier_id")
        for act, row in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD"))
    ),
)


def _trigger(table: str, act: str, when: str, kind: str, key: str) -> str:
    name = f"stale_{table}_{act.split()[0].lower()}"
    return (
        f"CREATE TRIGGER {name} AFTER {act} ON {table} WHEN {when} BEGIN"
        # Not OR REPLACE: what the statement outside says of conflicts (an upsert) would overrule it.
        f" DELETE FROM stale WHERE kind = '{kind}' AND key = CAST({key} AS TEXT);"
        f" INSERT INTO stale(kind, key) VALUES ('{kind}', {key}); END"
    )


_TOLD = (
    " FROM entry n JOIN section s ON s.id = n.section_id JOIN edition e ON e.id = s.edition_id"
    " WHERE e.state = 'sealed' AND n.frozen IS NOT NULL"
)
_PLACED = (
    "INSERT INTO placed(item_id, public_id, title, first_on, last_on, seen_at)"
    " SELECT item_id, public_id, title, first_on, last_on, seen_at FROM (SELECT n.item_id,"
    " json_extract(n.frozen, '$.public_id') AS public_id,"
    " json_extract(n.frozen, '$.title') AS title,"
    " min(e.date) OVER whole AS first_on, max(e.date) OVER whole AS last_on,"
    " min(e.sealed_at) OVER whole AS seen_at, row_number() OVER newest AS rank" + _TOLD + " WINDOW"
    " whole AS (PARTITION BY n.item_id),"
    " newest AS (PARTITION BY n.item_id ORDER BY e.date DESC, e.id DESC)) WHERE rank = 1"
)
_FILED = (
    "INSERT OR REPLACE INTO filed(kind, key, year, item_id, label)"
    " SELECT '{0}', json_extract(h.value, '$.key'), CAST(strftime('%Y', e.date) AS INTEGER),"
    " n.item_id, json_extract(h.value, '$.label')"
    " FROM entry n JOIN section s ON s.id = n.section_id JOIN edition e ON e.id = s.edition_id,"
    " json_each(n.frozen, '$.{1}') h"
    " WHERE e.state = 'sealed' AND n.frozen IS NOT NULL ORDER BY e.date, e.id"
)


def upgrade() -> None:
    """What was sealed before is shelved as if it had been sealed today; nothing of it changes."""
    _tables()
    op.create_index("ix_edition_state_date", "edition", ["state", "date"])
    op.create_index("ix_dossier_item_item_id", "dossier_item", ["item_id"])
    for trigger in _STALE:
        op.execute(_trigger(*trigger))
    # Stems bring plurals together since then: what is searched is reckoned anew.
    op.execute("INSERT OR IGNORE INTO search_due(item_id) SELECT id FROM item")
    op.execute(_PLACED)
    op.execute(_FILED.format("theme", "themes"))
    op.execute(_FILED.format("territory", "territories"))


def _tables() -> None:
    op.create_table(
        "placed",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name="fk_placed_item_id_item"),
        sa.PrimaryKeyConstraint("item_id", name="pk_placed"),
    )
    op.create_index("uq_placed_public_id", "placed", ["public_id"], unique=True)
    op.create_index("ix_placed_first_on", "placed", ["first_on"])
    op.create_index("ix_placed_last_on", "placed", ["last_on", "title", "public_id"])
    op.create_table(
        "filed",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name="fk_filed_item_id_item"),
        sa.PrimaryKeyConstraint("kind", "key", "year", "item_id", name="pk_filed"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_filed_item_id", "filed", ["item_id"])
    op.create_table(
        "stale",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_stale"),
        sa.UniqueConstraint("kind", "key", name="uq_stale_kind_key"),
        sqlite_autoincrement=True,
    )
