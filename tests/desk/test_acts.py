"""Each act of the journal as a sentence, on one line whatever a name holds."""

from __future__ import annotations

import ast
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

import veille.core
from veille.core import Veille
from veille.desk.acts import SAID, actor, one_line, told
from veille.desk.words import Words
from veille.model.act import Act, Subject

AT = datetime(2026, 11, 16, 8, 12, tzinfo=UTC)
ITEM = Subject("item", "abc", "L’école ouvre")
EDITION = Subject("edition", "def", "", "revue", "", date(2026, 11, 16))
SEALED = Subject("edition", "def", "", "revue", "3", date(2026, 11, 16))
BOB = Subject("person", "2", "Bob")


@pytest.fixture
def words(veille: Veille) -> Words:
    return Words(veille.config)


def act(verb: str, about: Subject, before: Any = None, after: Any = None, **more: Any) -> Act:
    return Act(1, AT, "Alice", verb, about, before or {}, after or {}, **more)


@pytest.mark.parametrize(
    "done, sentence",
    [
        (
            act("triage", ITEM, {"selected_for": []}, {"state": "kept", "selected_for": ["revue"]}),
            "a retenu « L’école ouvre » pour « La revue de Bréal »",
        ),
        (act("triage", ITEM, {}, {"state": "dropped"}), "a écarté « L’école ouvre »"),
        (act("triage", ITEM, {}, {"state": "new"}), "a remis « L’école ouvre » à trier"),
        (act("triage", ITEM, {}, {"state": "kept", "themes": []}), "a retenu « L’école ouvre »"),
        (
            act("triage", ITEM, {"selected_for": ["lettre", "revue"]}, {"selected_for": ["revue"]}),
            "a retiré « L’école ouvre » de « La lettre de Bréal »",
        ),
        (
            act("triage", ITEM, {}, {"themes": ["education"], "summary": "…"}),
            "a changé les thèmes et le résumé de « L’école ouvre »",
        ),
        (
            act("triage", ITEM, {}, {"state": "kept"}, undoes=7),
            "est revenu·e sur un geste : « L’école ouvre »",
        ),
        (
            act("drop-rest", Subject("source", "gazette"), {"items": ["a", "b"]}),
            "a écarté le reste de « La Gazette » : 2 éléments",
        ),
        (act("draft", EDITION), "a préparé La revue de Bréal, brouillon du lundi 16 novembre"),
        (act("seal", SEALED), "a scellé La revue de Bréal n° 3"),
        (act("drop-draft", Subject("edition", "9")), "a abandonné un brouillon abandonné"),
        (
            act("send-trial", SEALED, {}, {"messages": 2}),
            "a envoyé l’essai de La revue de Bréal n° 3 : 2 messages",
        ),
        (
            act("pause-sources", Subject("sources.yml"), {}, {"keys": ["gazette", "fil"]}),
            "a mis en pause « La Gazette » et « Le Fil »",
        ),
        (act("enter", Subject("desk"), {}, {"by": "password"}), "est entré·e par mot de passe"),
        (act("enter", Subject("desk")), "est entré·e par un lien"),
        (act("invite", BOB, {}, {"role": "envoi"}), "a ouvert un compte à Bob, rôle Envoi"),
        (
            act("set-role", BOB, {"role": "envoi"}, {"role": "relecture"}),
            "a changé le rôle de Bob : Envoi → Relecture",
        ),
        (
            act("invite-review", EDITION, {}, {"name": "Mme Le Bihan"}),
            "a envoyé La revue de Bréal, brouillon du lundi 16 novembre à relire à Mme Le Bihan",
        ),
        (
            act("merge-themes", Subject("theme", "logis"), {}, {"into": "logement"}),
            "a fondu le thème « logis » dans « Logement »",
        ),
        (act("join-story", ITEM), "a réuni « L’école ouvre » à une histoire"),
        (act("fold-napkin", ITEM), "a fait « fold-napkin » sur « L’école ouvre »"),
        (act("fold-napkin", Subject("desk")), "a fait « fold-napkin » sur « desk »"),
    ],
)
def test_an_act_is_a_sentence(words: Words, done: Act, sentence: str) -> None:
    assert told(done, words).replace("\xa0", " ") == sentence


def test_every_verb_that_the_program_writes_has_its_words() -> None:
    written = set()
    for module in Path(veille.core.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            match node:
                case ast.keyword(arg="verb", value=ast.Constant(value=verb)):
                    written.add(verb)
                case ast.Call(
                    func=ast.Attribute(attr="_journal" | "_secure"),
                    args=[_, _, ast.Constant(value=verb), *_],
                ):
                    written.add(verb)
                case ast.Call(
                    func=ast.Name(id="note"), args=[_, _, _, ast.Constant(value=verb), *_]
                ):
                    written.add(verb)
    assert {"triage", "seal", "enter", "comment"} <= written
    # A verb without a line of its own is told by the general one, which names it as the code does.
    assert written <= set(SAID)


@pytest.mark.parametrize("verb", SAID)
def test_no_act_breaks_the_page_when_its_facts_are_missing_or_of_another_kind(
    words: Words, verb: str
) -> None:
    for facts in ({}, {"keys": 3, "items": None, "messages": "x", "role": 4, "selected_for": "a"}):
        for about in (ITEM, EDITION, Subject("rien")):
            assert told(act(verb, about, facts, facts), words)


def test_whoever_has_no_account_is_named_with_whoever_asked_them() -> None:
    done = act("approve-review", EDITION, {}, {"name": "Mme Le Bihan"})
    assert actor(done) == "Mme Le Bihan (à la demande de Alice)"


@pytest.mark.parametrize(
    "text",
    ["Bob\r\nlundi : Alice a tout effacé", "Bob\x85Alice", "Bob\u2028Alice", "Bob\u202eecilA"],
)
def test_a_name_cannot_write_a_line_of_its_own(words: Words, text: str) -> None:
    line = one_line(text)
    assert not re.search(r"[\r\n\x85\u2028\u202e]", line)
    assert line.startswith("Bob ")
    done = Act(1, AT, text, "seal", Subject("item", "a", text), {}, {})
    assert "\n" not in actor(done) + told(done, words)
    assert "\r" not in actor(done) + told(done, words)


def test_braces_in_a_title_are_only_braces(words: Words) -> None:
    done = act("draft", Subject("item", "a", "{verb} {0} {what.__class__}"))
    assert told(done, words) == "a préparé «\xa0{verb} {0} {what.__class__}\xa0»".replace(
        "\xa0", " "
    )
