"""What the database itself refuses: nothing that was sealed moves, and what only grows never shrinks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from tests.cast import CALL, RENTS, SCHOOL, rows, sealed, select_for, stage
from veille.core import Veille

SEALED = ("edition", "section", "entry")


@pytest.fixture(scope="module")
def veille(tmp_path_factory: pytest.TempPathFactory, monday: Path) -> Iterator[Veille]:
    """One sealed edition for all: what is refused leaves it as it was, and each test proves so."""
    with stage(tmp_path_factory.mktemp("breal"), monday).opened() as veille:
        sealed(veille, "lettre", SCHOOL, RENTS)
        yield veille


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE edition SET title = 'autre'",
        "UPDATE edition SET state = 'draft'",
        "DELETE FROM edition",
        "UPDATE section SET title = 'autre'",
        "DELETE FROM section",
        "INSERT INTO section (edition_id, position, key, title, kind)"
        " SELECT id, 9, 'ajout', 'Ajout', 'items' FROM edition",
        "UPDATE entry SET comment = 'autre'",
        "DELETE FROM entry",
        "INSERT INTO entry (section_id, item_id, position)"
        " SELECT s.id, i.id, 9 FROM section s, item i"
        " WHERE i.id NOT IN (SELECT item_id FROM entry)",
        "UPDATE blob SET bytes = x'00'",
        "DELETE FROM blob",
        "UPDATE journal SET verb = 'rien'",
        "DELETE FROM journal",
        "DELETE FROM permalink",
    ],
)
def test_what_is_sealed_is_refused_any_change(veille: Veille, statement: str) -> None:
    watched = (*SEALED, "blob", "journal", "permalink")
    before = rows(veille.ctx.store, *watched)

    with pytest.raises(IntegrityError, match="sealed"), veille.ctx.store.write() as w:
        w.execute(text(statement))

    assert rows(veille.ctx.store, *watched) == before


def test_a_draft_moves_freely(veille: Veille) -> None:
    select_for(veille, "revue", CALL)
    draft = veille.drafts.new("revue", by="Alice")

    with veille.ctx.store.write() as w:
        w.execute(
            text("UPDATE edition SET title = 'Autre titre' WHERE id = :draft"), {"draft": draft.id}
        )

    assert veille.editions.get(str(draft.id)).title == "Autre titre"


def test_a_permanent_address_may_learn_where_it_leads(veille: Veille) -> None:
    with veille.ctx.store.write() as w:
        w.execute(text("UPDATE permalink SET redirect_to = 'ailleurs/'"))
    with veille.ctx.store.read() as r:
        assert set(r.execute(text("SELECT redirect_to FROM permalink")).scalars()) == {"ailleurs/"}
