"""The archive that follows: after whatever was done, a build of what changed leaves what a whole one would."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from tests.cast import (
    ALICE,
    CALL,
    MEETING,
    MINISTERE,
    RENTS,
    SCHOOL,
    Stage,
    Told,
    by_url,
    feed,
    rewrite,
    sealed,
    select_for,
    stage,
)
from tests.centre.drawing import encoded, photograph
from veille.core import Veille
from veille.errors import RefusedError, VeilleError
from veille.model.event import Day, EventForm, EventView
from veille.model.item import Filter, Triage
from veille.model.piece import PieceForm
from veille.model.vocabulary import ThemeWords

PIECE = PieceForm(
    title="Le centre déménage", body="Rue de l’Exemple.", themes=("education",), public=True,
    picture=encoded(photograph(64, 40)), alt="La façade", credit="Alice", territory="R53",
)  # fmt: skip
COFFEE = EventForm(
    "Un café", EventView((Day(0, date(2026, 12, 3), time(18)),), place="Bréal"), public=True
)

Act = Callable[[Stage, Veille], object]


@pytest.fixture(name="stage")
def a_letter(tmp_path: Path, letter: Path) -> Stage:
    return stage(tmp_path / "breal", letter)


def _seal(veille: Veille, publication: str, *told: Told) -> None:
    select_for(veille, publication, *told)
    draft = veille.drafts.new(publication, by=ALICE)
    veille.sealing.seal(str(draft.id), by=ALICE, force=True)


def _piece(veille: Veille) -> str:
    return next(one.public_id for one in veille.pieces.listed())


def _event(veille: Veille) -> str:
    return next(one.public_id for one in veille.events.listed())


def _dossier(veille: Veille) -> str:
    return next(one.public_id for one in veille.dossiers.listed())


def _grow(veille: Veille) -> None:
    if veille.dossiers.listed():
        raise RefusedError("un dossier suffit à la pièce")
    kept = veille.searches.keep(Filter(text="école"), "L’école", by=ALICE)
    opened = veille.dossiers.open(kept.public_id, by=ALICE)
    veille.dossiers.take(opened.public_id, by_url(veille)[SCHOOL.url].public_id, by=ALICE)
    veille.dossiers.publish(opened.public_id, by=ALICE)


def _retitle(veille: Veille, told: object, note: str) -> None:
    name = by_url(veille)[SCHOOL.url].public_id
    veille.items.triage(name, Triage(summary=note, themes=("logement",)), by=ALICE)


def _read_elsewhere(stage: Stage, veille: Veille) -> None:
    again = Told("Lu aussi au ministère : l’école", SCHOOL.url, guid="ministere-ecole")
    stage.web.answers[MINISTERE] = feed(CALL, again, url=MINISTERE)
    veille.collect()


def _tomorrow(stage: Stage, _veille: Veille) -> None:
    stage.clock.advance(days=1)


def _next_year(stage: Stage, _veille: Veille) -> None:
    stage.clock.advance(days=50)


ACTS: dict[str, Act] = {
    "rien": lambda _s, _v: None,
    "un élément retenu": lambda _s, v: select_for(v, "revue", CALL),
    "une lettre de plus": lambda _s, v: _seal(v, "lettre", CALL, MEETING),
    "le même élément dit ailleurs": lambda _s, v: _seal(v, "revue", SCHOOL, RENTS),
    "une brève": lambda _s, v: v.pieces.write(PIECE, by=ALICE),
    "son thème et son image changent": lambda _s, v: v.pieces.change(
        _piece(v), replace(PIECE, themes=("logement",), picture=b"", without_picture=True), by=ALICE
    ),
    "elle seule sous un thème": lambda _s, v: v.pieces.change(
        _piece(v), replace(PIECE, themes=("pre",)), by=ALICE
    ),
    "elle n’en a plus": lambda _s, v: v.pieces.change(
        _piece(v), replace(PIECE, themes=()), by=ALICE
    ),
    "la brève retirée": lambda _s, v: v.pieces.withdraw(_piece(v), by=ALICE),
    "un événement": lambda _s, v: v.events.write(COFFEE, by=ALICE),
    "il change": lambda _s, v: v.events.change(
        _event(v), replace(COFFEE, title="Un thé"), by=ALICE
    ),
    "il est retiré": lambda _s, v: v.events.withdraw(_event(v), by=ALICE),
    "un dossier": lambda _s, v: _grow(v),
    "son introduction": lambda _s, v: v.dossiers.write(
        _dossier(v), title="L’école ici", introduction="Tout.", by=ALICE
    ),
    "un élément du dossier redit": lambda _s, v: _retitle(v, SCHOOL, "Autrement."),
    "il est lu ailleurs": _read_elsewhere,
    "le dossier retiré": lambda _s, v: v.dossiers.withdraw(_dossier(v), by=ALICE),
    "un erratum": lambda _s, v: v.errata.add("lettre/2026/12", "Il fallait lire 12.", by=ALICE),
    "l’erratum retiré": lambda _s, v: v.errata.withdraw(
        "lettre/2026/12", v.errata.listed("lettre/2026/12")[-1].id, by=ALICE
    ),
    "deux thèmes n’en font qu’un": lambda _s, v: v.vocabulary.merge(
        "education", "logement", by=ALICE
    ),
    "un thème change de nom": lambda _s, v: v.vocabulary.edit(
        "logement", ThemeWords("Le logement"), by=ALICE
    ),
    "le lendemain": _tomorrow,
    "l’année suivante": _next_year,
    "un erratum, bien après": lambda _s, v: v.errata.add("lettre/2026/12", "Ou 13.", by=ALICE),
}
"""What people do, in an order in which each can be done."""


def _follow(stage: Stage, veille: Veille, told: str) -> None:
    veille.archive.build()
    whole = veille.archive.build(whole=True)
    assert (told, whole.written, whole.removed) == (told, (), ())


def test_whatever_is_done_the_archive_that_follows_is_the_one_made_anew(stage: Stage) -> None:
    with stage.opened() as veille:
        veille.archive.build()
        for told, act in ACTS.items():
            act(stage, veille)
            _follow(stage, veille, told)
        # Once more, now that nothing is the first of its year.
        for told in ("une lettre de plus", "le même élément dit ailleurs", "un événement"):
            ACTS[told](stage, veille)
            _follow(stage, veille, told)
        # Every address that was ever public, those of the withdrawn dossier's references too.
        assert veille.archive.verify() == []


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(12))
def test_in_any_order_the_archive_that_follows_is_the_one_made_anew(
    stage: Stage, seed: int
) -> None:
    chance = random.Random(seed)
    with stage.opened() as veille:
        veille.archive.build()
        done = []
        for _turn in range(40):
            told = chance.choice(list(ACTS))
            try:
                ACTS[told](stage, veille)
            except (VeilleError, StopIteration, IndexError):
                continue  # not to be done as things are: tried, and refused
            done.append(told)
            if chance.random() < 0.5:
                _follow(stage, veille, " → ".join(done))


def test_a_new_edition_touches_only_what_shows_it(stage: Stage, veille: Veille) -> None:
    veille.archive.build()
    view = sealed(veille, "revue", CALL).view

    written = veille.archive.build().written

    call = by_url(veille)[CALL.url].public_id
    assert view
    assert f"{view.path}index.html" in written
    assert not [one for one in written if one.startswith("lettre/")]
    assert [one for one in written if one.startswith("ressource/")] == [
        f"ressource/{call}/index.html"
    ]


def test_a_folder_that_is_not_as_the_last_build_left_it_is_made_whole(
    stage: Stage, veille: Veille
) -> None:
    first = veille.archive.build()
    (stage.folder / "archive").rename(stage.folder / "ailleurs")

    assert veille.archive.build().written == first.written


def test_a_template_laid_over_a_shipped_one_makes_all_its_pages_anew(
    stage: Stage, veille: Veille
) -> None:
    veille.archive.build()
    own = stage.folder / "templates" / "archive" / "year.html"
    own.parent.mkdir(parents=True)
    own.write_text("<p>{{ year }}</p>", "utf-8")

    assert "2026/index.html" in veille.archive.build().written


def test_what_a_build_could_not_show_is_shown_by_the_next(stage: Stage, veille: Veille) -> None:
    veille.archive.build()
    view = sealed(veille, "revue", CALL).view
    way = stage.folder / "archive" / "revue" / "2026"
    way.write_text("à moi", "utf-8")
    with pytest.raises(VeilleError, match="n’est pas un"):
        veille.archive.build()

    way.unlink()

    assert view
    assert f"{view.path}index.html" in veille.archive.build().written
    assert veille.archive.build(whole=True).written == ()


def test_a_source_that_takes_another_name_takes_it_in_dossiers_too(stage: Stage) -> None:
    with stage.opened() as veille:
        _grow(veille)
        veille.archive.build()
    rewrite(stage.folder / "sources.yml", 'name: "La Gazette"', 'name: "La Gazette de Bréal"')

    with stage.opened() as veille:
        written = veille.archive.build().written

        assert "dossiers/l-ecole/index.html" in written
        assert veille.archive.build(whole=True).written == ()


def test_a_feed_that_nobody_watches_any_more_leaves_the_list_which_still_answers(
    stage: Stage,
) -> None:
    with stage.opened() as veille:
        veille.archive.build()
    listed = stage.folder / "archive" / "sources" / "sources.opml"
    assert "xmlUrl=" in listed.read_text("utf-8")
    declared = (stage.folder / "sources.yml").read_text("utf-8")
    shut = declared.replace("    kind: rss\n", "    kind: rss\n    enabled: false\n")
    shut = shut.replace("own: true}", "own: true, enabled: false}")
    (stage.folder / "sources.yml").write_text(shut, "utf-8")

    with stage.opened() as veille:
        veille.archive.build()

        assert "xmlUrl=" not in listed.read_text("utf-8")
        assert veille.archive.build(whole=True).written == ()
        assert veille.archive.verify() == []


def test_a_piece_told_the_year_after_leaves_the_year_in_which_it_stood_alone(stage: Stage) -> None:
    with stage.opened() as veille:
        veille.pieces.write(PIECE, by=ALICE)
        veille.archive.build()
        stage.clock.advance(days=60)
        form = Triage(accept=True, select=("lettre",))
        veille.items.triage(_piece(veille), form, by=ALICE)
        _seal(veille, "lettre", CALL)

        _follow(stage, veille, "une brève dite un an après")


def test_a_piece_of_a_closed_year_that_is_told_again_leaves_the_closed_part_of_the_search(
    stage: Stage,
) -> None:
    with stage.opened() as veille:
        veille.pieces.write(PIECE, by=ALICE)
        veille.items.triage(_piece(veille), Triage(accept=True, select=("lettre",)), by=ALICE)
        _seal(veille, "lettre", CALL)
        stage.clock.advance(days=60)
        _seal(veille, "revue", RENTS)
        veille.archive.build()
        veille.items.triage(_piece(veille), Triage(accept=True, select=("revue",)), by=ALICE)
        _seal(veille, "revue", SCHOOL)

        _follow(stage, veille, "une brève d’une année close, redite")


def test_what_the_centre_makes_itself_is_made_anew_only_when_it_may_be_another(
    stage: Stage,
) -> None:
    with stage.opened() as veille:
        veille.events.write(COFFEE, by=ALICE)
        veille.pieces.write(PIECE, by=ALICE)
        _grow(veille)
        veille.archive.build()
        quiet = veille.archive.build().pages
        stage.clock.advance(days=1)
        next_day = veille.archive.build().pages
        _read_elsewhere(stage, veille)
        elsewhere = veille.archive.build().written

    assert quiet < next_day
    assert "dossiers/l-ecole/index.html" in elsewhere
