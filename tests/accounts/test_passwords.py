"""Passwords: hashed so that a thief pays, refused when anyone would guess them, whatever the alphabet."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from tests.cast import CHEAP
from veille.accounts.passwords import AT_ONCE, Cost, Passwords, fault

OWN = ("Alice Le Goff", "alice@breal.example", "Centre de ressources de Bréal", "Bréal")
GOOD = "tulipe verre gazon nuage"


@pytest.fixture
def passwords() -> Passwords:
    return Passwords(CHEAP)


def test_a_password_is_known_again_and_another_is_not(passwords: Passwords) -> None:
    kept = passwords.hash(GOOD)

    assert passwords.match(kept, GOOD)
    assert not passwords.match(kept, GOOD + " ")
    assert not passwords.match(kept, "")


def test_the_default_cost_is_argon2id_with_at_least_46_mebibytes() -> None:
    kept = Passwords().hash(GOOD)

    assert kept.startswith("$argon2id$")
    assert Cost().memory >= 46 * 1024
    assert f"m={Cost().memory},t=3,p=4" in kept


def test_one_hash_is_never_another_s(passwords: Passwords) -> None:
    assert passwords.hash(GOOD) != passwords.hash(GOOD)


def test_nothing_matches_nobody_and_yet_a_hash_is_computed(
    passwords: Passwords, monkeypatch: pytest.MonkeyPatch
) -> None:
    verified: list[str] = []
    real = passwords._hasher.verify

    class Counting:
        def verify(self, kept: str, given: str) -> bool:
            verified.append(kept)
            return real(kept, given)

    _ = passwords._decoy
    monkeypatch.setitem(passwords.__dict__, "_hasher", Counting())

    assert not passwords.match(None, "personne n’a ce mot de passe")
    assert len(verified) == 1


def test_a_damaged_hash_matches_nothing(passwords: Passwords) -> None:
    for kept in ("", "$argon2id$v=19$cassé", "$argon2id$v=19$m=8,t=1,p=1$xx$yy", "en clair"):
        assert not passwords.match(kept, kept or GOOD)


def test_an_accent_is_the_same_whichever_keyboard_typed_it(passwords: Passwords) -> None:
    assert passwords.match(passwords.hash("le cafe\u0301 est ferme\u0301"), "le café est fermé")


def test_no_more_than_two_hashes_are_under_way(
    passwords: Passwords, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside: list[int] = []
    most: list[int] = []
    together = Barrier(AT_ONCE)

    class Slow:
        def hash(self, given: str) -> str:
            inside.append(1)
            most.append(len(inside))
            together.wait(5)  # the second one lets both go
            inside.pop()
            return given

    monkeypatch.setitem(passwords.__dict__, "_hasher", Slow())
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(passwords.hash, [GOOD] * 6))

    assert max(most) == AT_ONCE


@pytest.mark.parametrize(
    "password",
    [
        GOOD,
        "Alice aime les jonquilles",
        "correcthorsebatterystaple",
        "qK7#vTz!2mWp",
        "ελληνικά γράμματα",
        "x" * 3 + "yzabcefghijk" * 8,
    ],
)
def test_what_nobody_expects_will_do_without_any_rule_of_composition(password: str) -> None:
    assert fault(password, OWN) == ""


@pytest.mark.parametrize(
    "password, word",
    [
        ("court", "au moins 12"),
        ("a" * 11, "au moins 12"),
        (GOOD * 6, "pas plus de 128"),
        ("aaaaaaaaaaaa", "mêmes caractères"),
        ("abcabcabcabc", "mêmes caractères"),
        ("ababbaabbaba", "mêmes caractères"),
        ("motdepasse2026", "premiers que l’on essaie"),
        ("Mot de passe 2026 !", "premiers que l’on essaie"),
        ("M0td3p@sse1234", "premiers que l’on essaie"),
        ("azertyuiop123", "premiers que l’on essaie"),
        ("123456789012345", "premiers que l’on essaie"),
        ("Bonjour-Bonsoir-1", "premiers que l’on essaie"),
        ("Alice2026Alice!", "au nom, à l’adresse ou au centre"),
        ("LeGoffAlice35", "au nom, à l’adresse ou au centre"),
        ("alice@breal.example", "au nom, à l’adresse ou au centre"),
        ("Breal-Breal-2027", "au nom, à l’adresse ou au centre"),
        ("CentreDeBréal35", "au nom, à l’adresse ou au centre"),
    ],
)
def test_what_is_tried_first_is_refused_with_its_reason(password: str, word: str) -> None:
    assert word in fault(password, OWN)


def test_a_long_and_hostile_password_is_judged_at_once() -> None:
    assert fault("ab" * 64, OWN)
    assert "pas plus" in fault("a" * 100_000, OWN)
