"""The vocabulary edited at the desk: themes.yml is the truth, a merge moves every item, and undoes exactly."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import IntegrityError

from tests.cast import ALICE, CALL, MEETING, RENTS, SCHOOL, Stage, by_url, rewrite, rows, sealed
from veille.core import Veille
from veille.errors import ConfigError, ForbiddenError, NotFoundError, RefusedError
from veille.model.item import Triage
from veille.model.role import Role
from veille.model.vocabulary import ThemeWords, Uses

WORDS = ThemeWords(
    "Égalité femmes-hommes",
    None,
    synonyms=("parité",),
    acronyms=("EFH",),
    keywords=("marche exploratoire",),
    exclude=("égalité des nombres",),
)


def _text(stage: Stage, name: str = "themes.yml") -> str:
    return (stage.folder / name).read_text("utf-8")


def _keys(veille: Veille) -> list[str]:
    return [theme.key for theme in veille.config.themes]


# --- the tree ------------------------------------------------------------------------------------


def test_the_tree_has_two_levels_and_says_what_each_theme_is_used_for(veille: Veille) -> None:
    veille.collect()
    sealed(veille, "lettre", SCHOOL, RENTS)

    tree = veille.vocabulary.tree()

    assert [one.theme.key for one in tree] == ["education", "logement"]
    assert [one.theme.key for one in tree[0].children] == ["pre"]
    assert tree[1].uses == Uses(decided=1, proposed=0, published=1)
    assert tree[0].uses.proposed >= 1


def test_an_item_in_two_publications_is_one_use_of_its_theme(veille: Veille) -> None:
    veille.collect()
    sealed(veille, "lettre", SCHOOL, RENTS)
    sealed(veille, "revue", SCHOOL, RENTS)

    assert veille.vocabulary.uses("logement") == Uses(decided=1, proposed=0, published=1)
    assert veille.vocabulary.uses("pre").published == 0


@pytest.mark.parametrize("typed", ["reussite", "RÉUSS", "pre"])
def test_typing_keeps_what_begins_so_under_its_parent(veille: Veille, typed: str) -> None:
    tree = veille.vocabulary.tree(typed)

    assert [one.theme.key for one in tree] == ["education"]
    assert [one.theme.key for one in tree[0].children] == ["pre"]
    assert veille.vocabulary.tree("[(") == []


# --- edits ---------------------------------------------------------------------------------------


def test_a_theme_is_added_under_a_key_made_of_its_label(stage: Stage, veille: Veille) -> None:
    before = _text(stage)

    key = veille.vocabulary.add(WORDS, by=ALICE)

    assert key == "egalite-femmes-hommes"
    line = (
        '  - {key: egalite-femmes-hommes, label: "Égalité femmes-hommes", synonyms: ["parité"],'
        ' acronyms: ["EFH"], keywords: ["marche exploratoire"], exclude: ["égalité des nombres"]}\n'
    )
    assert _text(stage) == before.replace("natures:", line + "natures:")
    assert veille.config.theme(key).acronyms == ("EFH",)


def test_new_items_are_read_again_with_the_new_words(veille: Veille) -> None:
    veille.collect()
    words = ThemeWords("Jardins", None, keywords=("jardin",))

    key = veille.vocabulary.add(words, by=ALICE)

    assert key in {one.key for one in by_url(veille)[CALL.url].suggestions}


def test_a_theme_keeps_its_key_under_another_label_and_another_parent(
    stage: Stage, veille: Veille
) -> None:
    before = _text(stage)
    words = ThemeWords("PRE et suites", "logement", acronyms=("PRE", "DRE"))

    veille.vocabulary.edit("pre", words, by=ALICE)
    after = _text(stage)
    veille.vocabulary.edit("pre", ThemeWords("PRE et suites", acronyms=("PRE",)), by=ALICE)

    assert after == before.replace(
        'label: "Réussite éducative", parent: education, acronyms: [PRE]',
        'label: "PRE et suites", parent: logement, acronyms: ["PRE", "DRE"]',
    )
    assert veille.config.theme("pre").parent is None
    verbs = [row[3] for row in rows(veille.ctx.store, "journal")["journal"]]
    assert verbs == ["rename-theme", "edit-theme"]


def test_saying_the_same_again_writes_nothing(stage: Stage, veille: Veille) -> None:
    before = _text(stage)

    veille.vocabulary.edit(
        "logement", ThemeWords("Logement", keywords=("logement", "bailleur")), by=ALICE
    )

    assert _text(stage) == before
    assert rows(veille.ctx.store, "journal")["journal"] == []


# --- merging -------------------------------------------------------------------------------------


@pytest.fixture
def merged(stage: Stage, veille: Veille) -> dict[str, object]:
    """Items that carry one theme, the other, both and neither; then everything before the merge."""
    rewrite(stage.folder / "themes.yml", "themes:\n", "# La tête.\nthemes:\n\n")
    rewrite(
        stage.folder / "sources.yml", "themes: [education]", "themes: [education, pre]  # usuels"
    )
    veille.reload()
    veille.collect()
    for told, themes in (
        (SCHOOL, ("pre",)),
        (RENTS, ("pre", "education")),
        (MEETING, ("logement",)),
    ):
        veille.items.triage(told.url, Triage(themes=themes, select=("lettre",)), by=ALICE)
    return {
        "rows": rows(veille.ctx.store, "item_theme"),
        "files": {name: _text(stage, name) for name in ("themes.yml", "sources.yml", "veille.yml")},
    }


def _themes(veille: Veille) -> dict[str | None, tuple[str, ...]]:
    return {url: item.themes for url, item in by_url(veille).items()}


def test_a_merge_gives_every_item_the_theme_that_stays(
    stage: Stage, veille: Veille, merged: dict[str, object]
) -> None:
    changed = veille.vocabulary.merge("pre", "education", by=ALICE)

    assert changed == 3  # two by a person's word, one by its source's
    found = _themes(veille)
    assert (found[SCHOOL.url], found[RENTS.url]) == (("education",), ("education",))
    assert found[MEETING.url] == ("logement",)
    call = by_url(veille)[CALL.url]
    assert [s.key for s in call.suggestions if s.kind == "theme"] == ["education"]
    assert _keys(veille) == ["education", "logement"]
    kept = veille.config.theme("education")
    assert kept.replaces == ("pre",)
    assert kept.acronyms == ("PRE",)
    assert "Réussite éducative" in kept.synonyms
    assert "themes: [education]  # usuels" in _text(stage, "sources.yml")
    assert "# La tête." in _text(stage)


def test_undoing_a_merge_leaves_the_files_and_the_rows_to_the_byte(
    stage: Stage, veille: Veille, merged: dict[str, object]
) -> None:
    veille.vocabulary.merge("pre", "education", by=ALICE)
    act = veille.vocabulary.last_act()
    assert act is not None

    key = veille.vocabulary.undo(act.id, by=ALICE)

    assert key == "pre"
    assert rows(veille.ctx.store, "item_theme") == merged["rows"]
    files = merged["files"]
    assert isinstance(files, dict)
    assert {name: _text(stage, name) for name in files} == files
    assert "pre" in _keys(veille)
    assert veille.vocabulary.last_act() is None
    with pytest.raises(NotFoundError):
        veille.vocabulary.undo(act.id, by=ALICE)


def test_what_was_decided_since_a_merge_stays_decided_when_it_is_undone(
    veille: Veille, merged: dict[str, object]
) -> None:
    veille.vocabulary.merge("pre", "education", by=ALICE)
    veille.items.triage(SCHOOL.url, Triage(themes=("logement",)), by=ALICE)
    act = veille.vocabulary.last_act()
    assert act is not None

    veille.vocabulary.undo(act.id, by=ALICE)

    assert _themes(veille)[SCHOOL.url] == ("logement",)
    assert _themes(veille)[RENTS.url] == ("education", "pre")


def test_a_parent_may_be_merged_into_its_child(veille: Veille) -> None:
    veille.vocabulary.merge("education", "pre", by=ALICE)

    assert [(one.key, one.parent) for one in veille.config.themes] == [
        ("pre", None),
        ("logement", None),
    ]


def test_merges_follow_one_another_and_are_undone_one_by_one(stage: Stage, veille: Veille) -> None:
    texts = [_text(stage)]
    for gone, into in (("pre", "education"), ("education", "logement")):
        veille.vocabulary.merge(gone, into, by=ALICE)
        texts.append(_text(stage))
    assert veille.config.theme("logement").replaces == ("education", "pre")

    for expected in reversed(texts[:-1]):
        act = veille.vocabulary.last_act()
        assert act is not None
        veille.vocabulary.undo(act.id, by=ALICE)
        assert _text(stage) == expected


def test_the_address_of_a_merged_theme_leads_to_the_one_that_stays(
    stage: Stage, veille: Veille
) -> None:
    veille.collect()
    select = Triage(themes=("pre",), select=("lettre",), summary="Une note.")
    veille.items.triage(MEETING.url, select, by=ALICE)
    veille.items.triage(RENTS.url, Triage(select=("lettre",), themes=("logement",)), by=ALICE)
    veille.sealing.seal(veille.drafts.new("lettre", by=ALICE).public_id, by=ALICE)
    veille.archive.build()
    root = stage.folder / "archive" / "themes"
    before = (root / "pre" / "index.html").read_text("utf-8")

    veille.vocabulary.merge("pre", "logement", by=ALICE)
    veille.archive.build()

    assert 'href="../../themes/logement/"' in (root / "pre" / "index.html").read_text("utf-8")
    moved = (root / "pre" / "2026" / "index.html").read_text("utf-8")
    assert 'href="../../../themes/logement/2026/"' in moved
    assert MEETING.title in (root / "logement" / "index.html").read_text("utf-8")

    act = veille.vocabulary.last_act()
    assert act is not None
    veille.vocabulary.undo(act.id, by=ALICE)
    veille.archive.build()
    assert (root / "pre" / "index.html").read_text("utf-8") == before


# --- refusals ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words, field",
    [
        (ThemeWords(""), "label"),
        (ThemeWords(" … "), "label"),
        (ThemeWords("x" * 1_000_000), "label"),
        (ThemeWords("  logement "), "label"),
        (ThemeWords("Neuf", keywords=("!!!",)), "keywords"),
        (ThemeWords("Neuf", synonyms=("x" * 81,)), "synonyms"),
        (ThemeWords("Neuf", acronyms=tuple(f"A{rank}" for rank in range(61))), "acronyms"),
        (ThemeWords("Neuf", "inconnu"), "parent"),
    ],
)
def test_what_cannot_stand_in_the_file_is_told_by_field(
    stage: Stage, veille: Veille, words: ThemeWords, field: str
) -> None:
    before = _text(stage)

    assert list(veille.vocabulary.faults(words)) == [field]
    with pytest.raises(RefusedError):
        veille.vocabulary.add(words, by=ALICE)

    assert _text(stage) == before


def test_a_third_level_and_a_cycle_are_refused_with_their_line(
    stage: Stage, veille: Veille
) -> None:
    before = _text(stage)

    with pytest.raises(ConfigError, match=r"themes.yml, ligne \d+.*deux niveaux"):
        veille.vocabulary.add(ThemeWords("Neuf", "pre"), by=ALICE)
    words = ThemeWords("Éducation", "pre", keywords=("école",))
    with pytest.raises(ConfigError, match=r"ligne \d+.*son propre ancêtre"):
        veille.vocabulary.edit("education", words, by=ALICE)

    assert _text(stage) == before
    assert rows(veille.ctx.store, "journal")["journal"] == []


def test_a_form_from_before_another_hand_is_refused(stage: Stage, veille: Veille) -> None:
    seen = veille.vocabulary.stamp()
    rewrite(stage.folder / "themes.yml", 'label: "Logement"', 'label: "Habitat"')
    before = _text(stage)

    with pytest.raises(ConfigError, match="a changé"):
        veille.vocabulary.add(WORDS, by=ALICE, seen=seen)
    with pytest.raises(ConfigError, match="a changé"):
        veille.vocabulary.merge("pre", "education", by=ALICE, seen=seen)

    assert _text(stage) == before
    assert rows(veille.ctx.store, "journal", "item_theme")["journal"] == []


def test_a_change_is_not_undone_over_another_hand(stage: Stage, veille: Veille) -> None:
    veille.vocabulary.merge("pre", "education", by=ALICE)
    act = veille.vocabulary.last_act()
    assert act is not None
    rewrite(stage.folder / "themes.yml", 'label: "Logement"', 'label: "Habitat"')

    assert veille.vocabulary.last_act() is None
    with pytest.raises(RefusedError, match="a changé depuis"):
        veille.vocabulary.undo(act.id, by=ALICE)


def test_a_broken_file_is_told_and_left_alone(stage: Stage, veille: Veille) -> None:
    broken = _text(stage).replace("natures:", "natures: [\n")
    (stage.folder / "themes.yml").write_text(broken, "utf-8")

    with pytest.raises(ConfigError, match=r"themes.yml, ligne \d+"):
        veille.vocabulary.add(WORDS, by=ALICE)

    assert _text(stage) == broken
    assert _keys(veille) == ["education", "pre", "logement"]


def test_a_forged_key_and_a_merge_with_itself_are_refused(veille: Veille) -> None:
    with pytest.raises(NotFoundError):
        veille.vocabulary.edit("forge", WORDS, by=ALICE)
    with pytest.raises(NotFoundError):
        veille.vocabulary.merge("pre", "forge", by=ALICE)
    with pytest.raises(RefusedError):
        veille.vocabulary.merge("pre", "pre", by=ALICE)


def test_a_key_that_was_merged_away_is_not_given_again(veille: Veille) -> None:
    veille.vocabulary.merge("pre", "education", by=ALICE)

    assert veille.vocabulary.key_for("Pré") == "pre-2"


def test_who_may_only_read_changes_no_theme(stage: Stage, veille: Veille) -> None:
    before = _text(stage)
    with veille.ctx.store.write() as w:
        w.exec_driver_sql(
            "INSERT INTO person (name, role) VALUES ('Zoé', ?)", (Role.RELECTURE.value,)
        )

    with pytest.raises(ForbiddenError):
        veille.vocabulary.merge("pre", "education", by="Zoé")

    assert _text(stage) == before


def test_the_files_are_put_back_when_the_base_refuses_what_goes_with_them(
    veille: Veille, stage: Stage
) -> None:
    before = _text(stage), _text(stage, "veille.yml")
    with veille.ctx.store.write() as w:
        w.exec_driver_sql(
            "CREATE TRIGGER refuse BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'non'); END"
        )
    with pytest.raises(IntegrityError, match="non"):
        veille.vocabulary.add(WORDS, by=ALICE)
    assert (_text(stage), _text(stage, "veille.yml")) == before
    assert "egalite-femmes-hommes" not in _keys(veille)
