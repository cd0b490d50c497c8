"""An erratum is a dated note on the page; what was sealed never changes."""

from __future__ import annotations

from email import message_from_bytes

import pytest

from tests.cast import ALICE, RENTS, SCHOOL, Stage, sealed, select_for, settle
from tests.send.reading import body, parts
from veille.core import Veille
from veille.errors import ForbiddenError, NotFoundError, RefusedError, TemplateError
from veille.model.edition import Edition
from veille.model.role import Role


@pytest.fixture
def letter(veille: Veille) -> Edition:
    """A sealed letter."""
    veille.collect()
    return sealed(veille, "lettre", SCHOOL, RENTS)


def page(veille: Veille, letter: Edition) -> str:
    assert letter.view is not None
    veille.archive.build()
    return (veille.workspace.archive / letter.view.path / "index.html").read_text("utf-8")


def test_it_is_dated_on_the_page_and_the_sealed_letter_stays(
    veille: Veille, stage: Stage, letter: Edition
) -> None:
    before, plain = veille.editions.preview(letter.public_id), page(veille, letter)
    stage.clock.advance(days=2)
    added = veille.errata.add(letter.public_id, "La réunion est le 4,\x0b et non le 3.", by=ALICE)
    shown = page(veille, letter)
    assert "Erratum du 18\u00a0novembre\u00a02026" in shown
    assert "La réunion est le 4" in shown
    assert veille.editions.preview(letter.public_id) == before
    assert veille.archive.verify() == []
    veille.errata.withdraw(letter.public_id, added.id, by=ALICE)
    assert page(veille, letter) == plain


def test_a_correction_mail_is_laid_for_the_trial_addresses(veille: Veille, letter: Edition) -> None:
    erratum = veille.errata.add(letter.public_id, "Lire « 12 rue » & non <13>.", by=ALICE)
    laid = veille.errata.mail(letter.public_id, erratum, by=ALICE)
    assert len(laid) == 2
    mail = message_from_bytes(laid[0].read_bytes())
    text, html = (body(part) for part in parts(laid[0].read_bytes()))
    made = veille.errata.letter(letter.public_id, erratum)
    assert made.subject.startswith("Erratum — ")
    for part in (text, html):
        assert "12 rue" in part
        assert letter.view is not None
        assert letter.view.path in part
    assert "&lt;13&gt;" in html
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    trial = veille.send(letter.public_id, by=ALICE)
    assert message_from_bytes(trial[0].read_bytes())["Message-ID"] != mail["Message-ID"]


def test_what_cannot_be_corrected_is_told(veille: Veille, letter: Edition) -> None:
    with pytest.raises(RefusedError, match="ce qu’il faut corriger"):
        veille.errata.add(letter.public_id, " \n ", by=ALICE)
    with pytest.raises(RefusedError, match="2000 caractères"):
        veille.errata.add(letter.public_id, "x" * 2001, by=ALICE)
    with pytest.raises(NotFoundError):
        veille.errata.withdraw(letter.public_id, 99, by=ALICE)
    select_for(veille, "lettre", SCHOOL, RENTS)
    draft = veille.drafts.new("lettre", by=ALICE)
    with pytest.raises(RefusedError, match="pas scellée"):
        veille.errata.add(draft.public_id, "Trop tôt.", by=ALICE)


def test_only_whoever_may_seal_corrects(veille: Veille, letter: Edition) -> None:
    settle(veille, ALICE)
    settle(veille, "Chloé", Role.REDACTION)
    with pytest.raises(ForbiddenError):
        veille.errata.add(letter.public_id, "Non.", by="Chloé")
    assert veille.errata.listed(letter.public_id) == []


def test_a_template_of_the_correction_that_is_broken_is_named(
    veille: Veille, letter: Edition
) -> None:
    erratum = veille.errata.add(letter.public_id, "Une date.", by=ALICE)
    folder = veille.workspace.templates / "letters" / "erratum"
    folder.mkdir(parents=True)
    (folder / "body.html").write_text("{{ rien }}", "utf-8")
    with pytest.raises(TemplateError, match=r"letters/erratum/body\.html"):
        veille.errata.mail(letter.public_id, erratum, by=ALICE)
    assert [one.text for one in veille.errata.listed(letter.public_id)] == ["Une date."]
