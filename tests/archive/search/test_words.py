"""Python and JavaScript agree on what a word is, and on what somebody asked."""

from __future__ import annotations

import random
from itertools import product
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.text.test_history import HISTORY
from veille.text.history import widened
from veille.text.query import parse
from veille.text.stems import stems

pytestmark = pytest.mark.browser

ROOTS = (
    "habit loge construi rénov urban soci éduc form emploi insér prévent accompagn médi particip citoy concert"
    " financ budgét élabor évalu observ analys présent anim organis coordonn mutualis expériment innov transform"
    " végétalis dé-minéralis écoul chauff isol équip aménag déplac stationn circul accueill héberg domicili régul"
    " nation région départ munici métropol communaut inter-communal rural naturel cultur artist sport scol péri"
    " sous-trait micro-cré co-constr sur-endett voisin rénov souten exclu déplor étud enquêt recens sond propos"
    " planifi ruissel débroussaill cheminot pav brass ferraill cuisin chant dans théâtr ciném photograph"
    " interpell dénonc refus exig man vibr tissu gren fleur march plaid encadr plafonn impos subvent dot prêt"
    " usag us commiss loi jeu lieu conseill cred vél retr étrang vers univ loy foy Paris pari trav b"
    " parent famil jeun enfanc vieill retrait handicap access santé psych alimen précar pauvr discrimin égal mix"
    " sécur tranquill justic polic délinqu média numér connect inclu solidar bénévol associ entrepren commerc"
    " économ crois dévelop produi vend achet lou bâti démol répar entret gér dirig élir vot décid jug loi décr"
    " naïv aigu ambigu œuvr cœur sœur nœud manœuvr bœuf fœt æqu crû hâl forêt maître île Noël capharnaüm ouï haï"
).split()
ENDINGS = (
    " s e es er ers é ée és ées ez ons ent ait aient ant ants ante antes era eront eraient erions erez ât âtes"
    " èrent ir irons issait issement ment ements emment ation ations ateur ateurs atrice atrices eur eurs euse"
    " euses eux if ifs ive ives ivité ité ités itaire itaires ique iques iquement isme iste istes istique able"
    " ables abilité ible ibilité al aux ale ales alité aliser alisation el els elle elles ellement ien iens"
    " ienne iennes age ages ance ances ence ences ier iers ière ières oire oires in ins ine ines u us ue ues"
    " logie logies usion usions y ys yer yers euil ail aille ailles eau eaux ou oux oi ois issons"
).split(" ")
TEXTS = (
    "", " ", "«", "L’École D’ÉTÉ", "aujourd’hui qu'elle jusqu’à", "Œuvre ŒUVRE œuvre oeuvre ex æquo",
    "habitant·es acteur.rice.s les maires.es tou·te·s d’un·e élu.es. Fin.Elles", "QPV ANRU l'ANRU C.A.F.",
    "covid-19, rendez-vous ; 2e 1er n° 12 3 000 m² ½ ²", "e\u0301cole E\u0301TE\u0301 soft\u00adhyphen",
    "Ελληνικά ΟΔΟΣ όσο", "Straße İstanbul ıŋ ǅ", "日本語 한국어 العربية עברית हिन्दी", "a_b __c__ 𝐀𝐁 ﬁn Ⅷ ⅷ",
    "l'a b c d'y un une", "tel·le·s qu’il·elle", "mot.s mot.es. mot.esx", "naïve Zoë ÿ Ÿ", "\u02bcapos ’ '",
)  # fmt: skip
ASKED = (
    "", '"', '""', "«»", "-", "- sport", "-sport", "--sport", '-"contrat de ville"', '"contrat de ville',
    "« contrat de ville » -sport école", "“réussite éducative”", "rendez-vous", "école-école", 'a"b"c',
    "contrat contrat", '"contrat" contrat', "-de la", '"de la"', "covid-19 -covid-19",
    " ".join(f"mot{rank}" for rank in range(40)),
)  # fmt: skip
LETTERS = "abcdeéèêëfghiîïlmnoôœpqrstuùûvxyzçæAÉŒ'’·.-_ 0123\u00a0\u00ad\u0301«»\""

_STEMS = """async (texts) => {
    const { stems } = await import("/archives/assets/search/words.js");
    return texts.map(stems);
}"""
_PARSE = """async (texts) => {
    const { parse } = await import("/archives/assets/search/words.js");
    return texts.map((text) => parse(text)).map(({ wanted, unwanted }) => [wanted, unwanted]);
}"""

_WIDENED = """async ([history, texts]) => {
    const { parse, widened } = await import("/archives/assets/search/words.js");
    return texts.map((text) => widened(parse(text), history)).map(({ query, aliases }) => [
        query.wanted, query.either, aliases.map((one) => [one.typed, one.added, one.since, one.older]),
    ]);
}"""


def strange(seed: int, most: int) -> list[str]:
    rng = random.Random(seed)
    return ["".join(rng.choices(LETTERS, k=rng.randint(1, most))) for _ in range(1500)]


def test_a_word_has_the_same_stem_in_the_index_and_in_the_browser(page: Page) -> None:
    forms = [root + ending for root, ending in product(ROOTS, ENDINGS)]
    assert len(set(forms)) > 20_000
    texts = [*forms, *TEXTS, *strange(1, 24)]
    got: Any = page.evaluate(_STEMS, texts)
    pairs = zip(texts, got, strict=True)
    wrong = [(text, told, stems(text)) for text, told in pairs if told != stems(text)]
    assert wrong == []


def test_what_is_typed_asks_for_the_same_as_at_the_desk(page: Page) -> None:
    texts = [*ASKED, *strange(2, 30)]
    got: Any = page.evaluate(_PARSE, texts)
    for text, (wanted, unwanted) in zip(texts, got, strict=True):
        query = parse(text)
        assert [tuple(one) for one in wanted] == list(query.wanted), text
        assert [tuple(one) for one in unwanted] == list(query.unwanted), text


def test_another_name_of_a_thing_is_looked_for_as_at_the_desk(page: Page) -> None:
    texts = [*ASKED, "zus", "les QPV", '"ZUS"', "contrats de ville CUCS", "CGET acse", "ville", ""]
    told = [(one.was, one.now, one.since) for one in HISTORY]
    got: Any = page.evaluate(_WIDENED, [told, texts])
    for text, (wanted, either, aliases) in zip(texts, got, strict=True):
        query, found = widened(parse(text), HISTORY)
        assert _frozen(wanted) == query.wanted, text
        assert _frozen(either) == query.either, text
        assert [tuple(one) for one in aliases] == [
            (one.typed, one.added, one.since, one.older) for one in found
        ], text


def _frozen(lists: Any) -> Any:
    return tuple(_frozen(one) for one in lists) if isinstance(lists, list) else lists
