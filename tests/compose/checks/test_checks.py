"""One fault, one finding: each rule is met by an edition that breaks it and by nothing else."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.compose.samples import NOTE, cycle, edition, entry, event, section
from tests.compose.test_choose import item
from tests.test_architecture import MODULES, PACKAGE, ROOT, parsed
from veille.compose.checks import check
from veille.compose.checks.rights import copied
from veille.compose.checks.typography import mended
from veille.model.declared import Section
from veille.model.edition import EditionView, EntryView, Finding, Rendered
from veille.model.event import Day
from veille.model.item import Item
from veille.text.unseen import seen

ARTICLE = (
    "La cité du Champ-Girault change d’allure : trois tours tombent au printemps, l’école reste, et le parc"
    " s’ouvre enfin jusqu’à la rivière. « On nous a écoutés », dit une habitante ; mais le calendrier, lui,"
    " n’a été donné à personne avant l’été, et les loyers des logements neufs restent une inconnue. "
) * 3
OWN_WORDS = "Le projet avance : trois tours détruites, un parc ouvert, des loyers encore inconnus."


def press(**told: str) -> Item:
    """An article whose source says nothing of its rights; `told` changes it."""
    return replace(item("A"), public_id=entry("A").public_id, source="gazette", **told)  # type: ignore[arg-type]


def findings(
    *entries: EntryView, items: tuple[Item, ...] = (), rights: dict[str, str] | None = None
) -> list[Finding]:
    view = edition(section(*entries))
    return check(view, items, [], min_items=1, source_rights=rights or {})


def rules(found: list[Finding]) -> list[str]:
    return [one.rule for one in found]


def meeting(**changes: datetime | date | None) -> EntryView:
    """A meeting of next week, changed."""
    return replace(event("Une rencontre"), **changes)  # type: ignore[arg-type]


def backwards() -> EntryView:
    whole = cycle()
    assert whole.event
    days = (Day(1, date(2027, 3, 10), time(17), time(10)), *whole.event.days[1:])
    return replace(whole, event=replace(whole.event, days=days))


PAST = datetime(2026, 11, 2, 9, 30)

FAULTS: dict[str, tuple[EntryView, str, bool, str]] = {
    "no title": (replace(entry("A"), title=" "), "title-missing", True, "titre manquant"),
    "no address": (replace(entry("A"), url=""), "address-missing", True, "adresse manquante"),
    "an intranet": (entry("A", url="http://intranet/a"), "address-wrong", True, "mal formée"),
    "no note": (entry("A", note=""), "note-missing", False, "sans note"),
    "ends before it starts": (
        meeting(ends_at=datetime(2026, 11, 30, 16)),
        "ends-before-start",
        True,
        "avant d’avoir commencé",
    ),
    "a day that ends before it starts": (
        backwards(),
        "ends-before-start",
        True,
        "10\u00a0mars\u00a02027",
    ),
    "over": (
        meeting(starts_at=PAST, ends_at=None, closes_on=None),
        "event-over",
        False,
        "terminé le 2\u00a0novembre",
    ),
    "closed": (
        replace(entry("A"), closes_on=date(2026, 11, 1)),
        "call-closed",
        False,
        "clos depuis le 1er",
    ),
    "from the future": (
        replace(entry("A"), published_on=date(2026, 12, 1)),
        "dated-later",
        False,
        "daté du 1er",
    ),
    "straight quotes": (
        entry("A", note='Un "bus" passe.'),
        "typography",
        False,
        "note\u00a0: guillemets droits",
    ),
    "straight apostrophe": (
        entry("L' école rouvre"),
        "typography",
        False,
        "titre\u00a0: apostrophe droite",
    ),
    "double spaces": (entry("A", note="Un  bus."), "typography", False, "espaces doubles"),
    "three dots": (entry("A", note="Un bus (...)"), "typography", False, "trois points"),
    "no accent": (entry("L’Etat signe"), "typography", False, "capitale sans accent"),
    "an open quotation": (entry("A", note="« Un bus"), "quotes-unbalanced", False, "manque"),
    "a quotation the wrong way": (entry("A", note="» Un bus «"), "quotes-unbalanced", False, "manque"),
    "capitals": (entry("LE CONTRAT DE VILLE"), "title-capitals", False, "tout en capitales"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_one_finding_that_names_its_entry_and_its_remedy(fault: str) -> None:
    faulty, rule, blocking, words = FAULTS[fault]

    (found,) = findings(entry("Sans défaut", at=7), faulty)

    assert (found.rule, found.blocking, found.entry_id) == (rule, blocking, faulty.public_id)
    assert words in found.message
    assert found.fix


def test_an_edition_in_order_has_no_finding() -> None:
    assert findings(entry("A"), event("Une rencontre"), cycle()) == []


# --- rights --------------------------------------------------------------------------------------


def test_nine_hundred_characters_of_an_article_are_refused_and_the_law_is_cited() -> None:
    pasted = ARTICLE[:900]
    (found,) = findings(entry("A", note=pasted), items=(press(excerpt=ARTICLE),))

    assert (found.rule, found.blocking, found.forcible) == ("note-copied", True, False)
    # The last word of the 900 is cut, and is no word of the article.
    assert "895\u00a0caractères" in found.message
    assert "L. 122-5, 3° a et L. 211-3-1" in found.message.replace("\u00a0", " ")


def test_an_own_summary_and_a_capped_quotation_pass() -> None:
    told = replace(entry("A", note=OWN_WORDS), quotation=ARTICLE[:200])
    assert findings(told, items=(press(excerpt=ARTICLE),)) == []


def test_a_quotation_of_one_character_too_many_is_refused() -> None:
    told = replace(entry("A"), quotation=ARTICLE[:201])
    (found,) = findings(told, items=(press(),))
    assert (found.rule, found.blocking) == ("quotation-long", True)
    assert "L. 211-3-1" in found.message.replace("\u00a0", " ")


DISGUISES: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "in capitals": str.upper,
    "with straight apostrophes": lambda text: text.replace("’", "'"),
    "with other spaces": lambda text: text.replace(" ", "\u00a0\n"),
    "between words of ours": lambda text: f"Un article le dit bien : {text} À lire donc.",
}


@pytest.mark.parametrize("disguise", DISGUISES)
def test_a_copy_is_seen_whatever_its_clothes(disguise: str) -> None:
    note = DISGUISES[disguise](ARTICLE[:260])
    assert "note-copied" in rules(findings(entry("A", note=note), items=(press(excerpt=ARTICLE),)))


def test_a_run_under_the_limit_is_no_copy() -> None:
    assert copied(f"{ARTICLE[:190]} puis autre chose, {ARTICLE[300:480]}", ARTICLE) == 0


def test_an_article_copied_in_pieces_is_a_copy_and_two_borrowed_phrases_are_not() -> None:
    pieces = " Bref. ".join(ARTICLE[at : at + 90] for at in (0, 150, 300, 450))
    assert "note-copied" in rules(
        findings(entry("A", note=pieces), items=(press(excerpt=ARTICLE),))
    )
    mostly_ours = f"{OWN_WORDS} {OWN_WORDS} {ARTICLE[:90]} {OWN_WORDS} {ARTICLE[200:280]}"
    told = findings(entry("A", note=mostly_ours), items=(press(excerpt=ARTICLE),))
    assert "note-copied" not in rules(told)


def test_a_note_as_long_as_an_article_is_answered_for_by_a_person() -> None:
    (found,) = findings(entry("A", note="Un mot. " * 112), items=(press(excerpt=""),))
    assert (found.rule, found.blocking, found.forcible) == ("note-long", True, True)
    assert "L. 211-3-1" in found.message.replace("\u00a0", " ")


def test_the_edito_may_not_copy_either() -> None:
    view = replace(edition(section(entry("A"))), edito=ARTICLE[:300])
    (found,) = check(view, (press(excerpt=ARTICLE),), [], min_items=1)
    assert (found.rule, found.entry_id) == ("edito-copied", entry("A").public_id)


@pytest.mark.parametrize(
    "rights, free",
    [("link", False), ("quote", False), ("cc", True), ("licensed", True), ("open", True)],
)
def test_what_a_source_allows_is_allowed(rights: str, free: bool) -> None:
    told = replace(entry("A", note=ARTICLE[:300]), quotation=ARTICLE[:300])
    found = findings(told, items=(press(excerpt=ARTICLE),), rights={"gazette": rights})
    assert rules(found) == ([] if free else ["quotation-long", "note-copied"])


def test_the_centre_may_repeat_itself() -> None:
    ours = replace(press(excerpt=ARTICLE), own=True)
    assert findings(entry("A", note=ARTICLE[:300]), items=(ours,)) == []


# --- sections, what is left, typography ------------------------------------------------------------


def test_sections_left_empty_are_listed_in_one_warning() -> None:
    declared = (
        Section(key="a-lire", title="À lire"),
        Section(key="agenda", title="Agenda"),
        Section(key="themes", title="Par thème", by="theme"),
        Section(key="emploi", title="Emploi"),
    )
    view = edition(section(entry("A"), key="a-lire"), section(entry("B"), key="themes--sante"))
    (found,) = check(view, [], [], min_items=1, declared=declared)
    assert (found.rule, found.blocking) == ("section-missing", False)
    assert found.message.replace("\u00a0", " ") == "rubriques vides : « Agenda » et « Emploi »"


def test_what_is_left_because_it_is_over_says_so() -> None:
    over = replace(item("B"), starts_at=PAST)
    (found,) = check(edition(section(entry("A"))), [], [over], min_items=1)
    assert (found.rule, found.entry_id) == ("left-over-past", "B")
    assert "23\u00a0novembre\u00a02026" in found.message


@pytest.mark.parametrize(
    "written, right",
    [
        ('Un "bus"', "Un «\u00a0bus\u00a0»"),
        ("A lire : l' Etat", "À lire : l’ État"),
        ("Un  bus (...)", "Un bus (…)"),
        ("Les Ecoles d’Evaluation", "Les Écoles d’Évaluation"),
    ],
)
def test_what_typography_proposes(written: str, right: str) -> None:
    assert mended(written)[1] == right
    assert mended(right) == ([], right)


def test_an_address_is_left_as_it_is() -> None:
    written = 'Voir https://a.example/Etat...?a="b" et Etat@a.example'
    assert mended(written) == ([], written)


def test_a_long_note_is_shown_at_its_fault_only() -> None:
    note = f"{NOTE} L’Etat signe. {NOTE}"
    (found,) = findings(entry("A", note=note))
    assert "L’État signe" in found.fix
    assert len(found.fix) < 200


def test_what_blocks_comes_first_then_the_edition_then_its_entries_in_their_order() -> None:
    view = edition(
        section(entry("Z", note="", at=1), entry("A", note="", at=2), replace(entry("M"), url="")),
        section(key="vide"),
    )
    found = check(view, [], [], min_items=1, declared=(Section(key="agenda", title="Agenda"),))
    assert [one.entry for one in found] == ["M", "", "Z", "A"]


# --- the letter: subject ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "subject, last, expected",
    [
        ("La lettre n° 132", "La lettre n° 131", []),
        ("", "", [("subject-missing", True)]),
        ("La lettre", "La lettre", [("subject-same", False)]),
        ("x" * 91, "", [("subject-long", False)]),
        ("x" * 90, "", []),
    ],
)
def test_a_subject_is_looked_at(subject: str, last: str, expected: list[tuple[str, bool]]) -> None:
    made = Rendered(subject, "<p>Rien</p>", "Rien")
    view = edition(section(entry("A")))
    found = check(view, [], [], min_items=1, rendered=made, last_subject=last)
    assert [(one.rule, one.blocking) for one in found if "subject" in one.rule] == expected


# --- any text, and the page of rules ----------------------------------------------------------------

TEXT = st.one_of(
    st.text(max_size=80),
    st.text("«»\"'.AEtatécole  \u00a0\u202f\n\ud800", max_size=300),
    st.sampled_from([ARTICLE, "i" * 5_000, "a " * 2_000, "", "\x00", "<a href='x'>ici</a>" * 9]),
)


@settings(max_examples=40, deadline=None)
@given(TEXT, TEXT, TEXT, TEXT, TEXT)
def test_any_text_gives_findings_never_a_traceback(
    title: str, note: str, excerpt: str, edito: str, html: str
) -> None:
    told = replace(entry("A"), title=title, url=title, note=note, quotation=excerpt)
    view: EditionView = replace(edition(section(told)), edito=edito, title=note)
    # A letter holds no half of a pair: what renders it sees to that.
    made = Rendered(seen(title), seen(html), seen(note))

    found = check(view, (press(excerpt=excerpt),), [press()], min_items=2, rendered=made)

    assert found[0].rule == "too-few"
    assert all(one.rule and one.message for one in found)


def written_rules() -> dict[str, set[str]]:
    """rule → « blocks », « warns », or both, as the code says."""
    found: dict[str, set[str]] = {}
    for module in MODULES:
        for node in ast.walk(parsed(module)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Finding":
                named = {one.arg: one.value for one in node.keywords}
                where = f"{module.relative_to(PACKAGE)}: {node.lineno}"
                assert isinstance(named.get("rule"), ast.Constant), f"{where} names no rule"
                found.setdefault(ast.literal_eval(named["rule"]), set()).update(
                    _words(node.args[0], forcible="forcible" in named)
                )
    return found


def _words(blocking: ast.expr, *, forcible: bool) -> set[str]:
    if not isinstance(blocking, ast.Constant):
        return {"blocks", "warns"}
    return {"forced" if forcible else "blocks"} if blocking.value else {"warns"}


def test_the_page_of_rules_and_the_rules_say_the_same() -> None:
    page = Path(ROOT, "docs", "checks.md").read_text("utf-8")
    lines = re.findall(r"^\| `([a-z-]+)` \| ([a-z ]+) \| (.+) \| (.+) \|$", page, re.MULTILINE)
    told = {rule: set(words.split(" or ")) for rule, words, _why, _fix in lines}
    assert told == written_rules()
