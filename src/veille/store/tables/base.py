"""What every table shares: one metadata, one naming convention, two kinds of column."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, MetaData

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMING)


def own_id() -> Column[int]:
    """The key of a row. Tables add sqlite_autoincrement: an id is never given twice."""
    return Column("id", Integer, primary_key=True)


def ref(name: str, target: str, *, key: bool = False, null: bool = False) -> Column[int]:
    """A reference to another table's row."""
    return Column(name, ForeignKey(target), primary_key=key, nullable=null)
