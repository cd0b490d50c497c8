"""What the database itself refuses or keeps in step: sealed editions, ledgers, the search index."""

from __future__ import annotations

_EDITION_OF_SECTION = (
    "SELECT e.state FROM edition e JOIN section s ON s.edition_id = e.id WHERE s.id = {0}"
)
_EDITION = "SELECT state FROM edition WHERE id = {0}"

# (table, what makes a row sealed): nothing of a sealed edition is changed, removed or added to.
_SEALED_WHEN = {
    "edition": "OLD.state = 'sealed'",
    "section": f"({_EDITION.format('OLD.edition_id')}) = 'sealed'",
    "entry": f"({_EDITION_OF_SECTION.format('OLD.section_id')}) = 'sealed'",
}
# Tables that only grow.
_GROWING = ("blob", "journal", "permalink")


def _refusal(verb: str, table: str, when: str = "1") -> str:
    return (
        f"CREATE TRIGGER sealed_{table}_{verb.lower()} BEFORE {verb} ON {table} WHEN {when}"
        " BEGIN SELECT RAISE(ABORT, 'sealed'); END"
    )


SEALING = (
    *(
        _refusal(verb, table, when)
        for table, when in _SEALED_WHEN.items()
        for verb in ("UPDATE", "DELETE")
    ),
    *(
        _refusal("INSERT", table, _SEALED_WHEN[table].replace("OLD", "NEW"))
        for table in ("section", "entry")
    ),
    *(_refusal("DELETE", table) for table in _GROWING),
    *(_refusal("UPDATE", table) for table in ("blob", "journal")),
)
"""A permalink may still learn where it redirects to."""

SEARCH = (
    "CREATE VIRTUAL TABLE item_fts USING fts5(stems, content='item_search', content_rowid='item_id',"
    ' tokenize="unicode61 remove_diacritics 0")',
    "CREATE TRIGGER search_insert AFTER INSERT ON item_search BEGIN"
    " INSERT INTO item_fts(rowid, stems) VALUES (NEW.item_id, NEW.stems); END",
    "CREATE TRIGGER search_delete AFTER DELETE ON item_search BEGIN"
    " INSERT INTO item_fts(item_fts, rowid, stems) VALUES ('delete', OLD.item_id, OLD.stems); END",
    "CREATE TRIGGER search_update AFTER UPDATE ON item_search BEGIN"
    " INSERT INTO item_fts(item_fts, rowid, stems) VALUES ('delete', OLD.item_id, OLD.stems);"
    " INSERT INTO item_fts(rowid, stems) VALUES (NEW.item_id, NEW.stems); END",
)
"""FTS5 over item_search, kept in step. Another engine has its own: this tuple is the difference."""
