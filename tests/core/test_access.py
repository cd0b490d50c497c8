"""Coming in: a link opens once, within the hour; a session ends when idle and at the end of the day."""

from __future__ import annotations

import pytest

from tests.cast import ALICE, NOW, PASSWORD, Stage, enrol, rows, settle
from veille.core import Veille
from veille.core.access import STRANGERS, Browser
from veille.errors import RefusedError, TooSoonError
from veille.model.role import Right, Role
from veille.store import settings


def _entered(veille: Veille) -> str:
    key = veille.access.redeem(veille.access.new_link(ALICE))
    assert key
    return key


def test_a_link_opens_a_session(veille: Veille) -> None:
    visitor = veille.access.visitor(_entered(veille))

    assert visitor
    assert visitor.name == ALICE
    assert len(visitor.csrf) >= 24


def test_looking_at_a_link_does_not_spend_it(veille: Veille) -> None:
    link = veille.access.new_link(ALICE)

    assert veille.access.is_open(link)
    assert veille.access.is_open(link)
    assert veille.access.redeem(link)


def test_a_link_opens_once(veille: Veille) -> None:
    link = veille.access.new_link(ALICE)
    veille.access.redeem(link)

    assert not veille.access.is_open(link)
    assert veille.access.redeem(link) is None


def test_a_link_opens_within_the_hour(stage: Stage, veille: Veille) -> None:
    early, late = veille.access.new_link(ALICE), veille.access.new_link(ALICE)
    stage.clock.advance(minutes=59)
    assert veille.access.redeem(early)

    stage.clock.advance(minutes=1)

    assert not veille.access.is_open(late)
    assert veille.access.redeem(late) is None


@pytest.mark.parametrize("token", ["", "x", "'; DROP TABLE person; --"])
def test_an_unknown_link_or_key_opens_nothing(veille: Veille, token: str) -> None:
    _entered(veille)

    assert veille.access.redeem(token) is None
    assert veille.access.visitor(token) is None


def test_a_session_ends_after_half_an_hour_of_rest(stage: Stage, veille: Veille) -> None:
    key = _entered(veille)

    stage.clock.advance(minutes=30)
    assert veille.access.visitor(key)
    stage.clock.advance(minutes=30, seconds=1)
    assert veille.access.visitor(key) is None


def test_a_session_ends_after_twelve_hours_whatever_is_done(stage: Stage, veille: Veille) -> None:
    key = _entered(veille)
    for _ in range(36):
        stage.clock.advance(minutes=20)
        assert veille.access.visitor(key)

    stage.clock.advance(minutes=1)

    assert veille.access.visitor(key) is None


def test_leaving_ends_one_session_and_no_other(veille: Veille) -> None:
    here, elsewhere = _entered(veille), _entered(veille)

    veille.access.leave(here)

    assert veille.access.visitor(here) is None
    assert veille.access.visitor(elsewhere)


def test_entering_clears_away_the_sessions_that_ended(stage: Stage, veille: Veille) -> None:
    idle = _entered(veille)
    stage.clock.advance(hours=1)
    _entered(veille)
    # Idle, it opens nothing; what it leaves lets its own browser send the forms it still shows.
    assert veille.access.visitor(idle) is None
    stage.clock.advance(hours=12, minutes=1)

    key = _entered(veille)

    assert len(rows(veille.ctx.store, "session")["session"]) == 1
    assert veille.access.visitor(key)


def test_a_person_who_was_shut_out_stays_out(veille: Veille) -> None:
    key = _entered(veille)
    with veille.ctx.store.write() as w:
        w.exec_driver_sql("UPDATE person SET disabled_at = '2026-11-16 07:45:00.000000'")

    assert veille.access.visitor(key) is None


def test_the_store_holds_neither_links_nor_keys(stage: Stage, veille: Veille) -> None:
    link = veille.access.new_link(ALICE)
    key = veille.access.redeem(link)
    assert key

    kept = repr(rows(veille.ctx.store, "session", "login_link"))
    assert link not in kept
    assert key not in kept


# --- by name and password ----------------------------------------------------------------

HERE, ELSEWHERE = Browser("127.0.0.1", "Firefox"), Browser("192.0.2.7", "curl")


def test_a_name_and_a_password_open_a_session(veille: Veille) -> None:
    settle(veille, ALICE)

    for typed in (ALICE, " Alice ", "ALICE@breal.example", "alice@breal.example"):
        visitor = veille.access.visitor(veille.access.login(typed, PASSWORD, HERE).key)

        assert visitor
        assert (visitor.name, visitor.role) == (ALICE, Role.ADMINISTRATION)
        assert visitor.may("administer")
        assert visitor.has_password


def test_every_refusal_is_in_the_same_words(veille: Veille) -> None:
    settle(veille, ALICE)
    settle(veille, "Bob", Role.REDACTION)
    veille.team.disable("Bob", by=ALICE)
    enrol(veille, "Chloé", Role.REDACTION)

    told = set()
    for typed, password in (
        (ALICE, "autre chose que cela"),
        (ALICE, ""),
        (ALICE, "x" * 10_000),
        ("Personne", PASSWORD),
        ("", ""),
        ("Bob", PASSWORD),
        ("Chloé", "autre chose que cela"),
        ("Alice\r\nBob", PASSWORD),
    ):
        with pytest.raises(RefusedError) as refusal:
            veille.access.login(typed, password, Browser(f"192.0.2.{len(typed)}"))
        told.add((type(refusal.value), str(refusal.value)))

    assert told == {(RefusedError, "le nom ou le mot de passe n’est pas le bon")}


def test_the_same_work_is_done_for_a_name_that_nobody_has(
    veille: Veille, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(veille, ALICE)
    done: list[str | None] = []
    match = veille.ctx.passwords.match

    def counted(kept: str | None, given: str) -> bool:
        done.append(kept)
        return match(kept, given)

    monkeypatch.setattr(veille.ctx.passwords, "match", counted)
    before = rows(veille.ctx.store, "journal", "setting")

    for name in (ALICE, "Personne"):
        with pytest.raises(RefusedError):
            veille.access.login(name, "pas le bon mot", HERE)

    assert [kept is None for kept in done] == [False, True]
    after = rows(veille.ctx.store, "journal", "setting")
    # One row each, in one transaction each: the disk takes as long either way.
    assert [len(after[one]) - len(before[one]) for one in after] == [1, 1]


def test_refused_logins_are_counted_and_the_password_is_not_kept(veille: Veille) -> None:
    settle(veille, ALICE)
    for name in (ALICE, "Personne", "Personne"):
        with pytest.raises(RefusedError):
            veille.access.login(name, "un mot de passe faux", HERE)

    with veille.ctx.store.read() as r:
        assert settings.get(r, STRANGERS) == "2"
        verbs = r.exec_driver_sql("SELECT verb FROM journal ORDER BY id").scalars().all()
    assert verbs[-1] == "refused-login"
    assert verbs.count("refused-login") == 1
    assert "un mot de passe faux" not in repr(rows(veille.ctx.store, "journal", "setting"))


def test_whoever_guesses_waits_and_whoever_knows_comes_in_from_elsewhere(
    stage: Stage, veille: Veille
) -> None:
    settle(veille, ALICE)
    for _ in range(5):
        with pytest.raises(RefusedError):
            veille.access.login(ALICE, "au hasard, encore", ELSEWHERE)

    with pytest.raises(TooSoonError, match="attendez 1\xa0seconde"):
        veille.access.login(ALICE, PASSWORD, ELSEWHERE)
    assert veille.access.login(ALICE, PASSWORD, HERE).key
    stage.clock.advance(seconds=1)
    assert veille.access.login(ALICE, PASSWORD, ELSEWHERE).key


def test_a_name_and_an_address_of_one_account_are_counted_together(veille: Veille) -> None:
    settle(veille, ALICE)
    for number in range(20):
        typed = ALICE if number % 2 else "alice@breal.example"
        with pytest.raises(RefusedError):
            veille.access.login(typed, "au hasard, encore", Browser(f"192.0.2.{number}"))

    with pytest.raises(TooSoonError):
        veille.access.login(ALICE, "au hasard, encore", Browser("198.51.100.1"))


def test_no_key_is_taken_from_the_browser_that_comes_in(veille: Veille) -> None:
    """Session fixation: whatever key was planted, another one is opened, and that one is closed."""
    settle(veille, ALICE)
    planted = _entered(veille)
    before = veille.access.visitor(planted)

    key = veille.access.login(ALICE, PASSWORD, Browser("127.0.0.1", "", planted)).key

    assert key != planted
    assert veille.access.visitor(planted) is None
    after = veille.access.visitor(key)
    assert before
    assert after
    # The same person in the same browser: the forms that stayed open there can still be sent.
    assert after.csrf == before.csrf


def test_a_form_opened_by_somebody_else_is_not_one_s_own(veille: Veille) -> None:
    settle(veille, ALICE)
    settle(veille, "Bob", Role.REDACTION)
    planted = veille.access.login("Bob", PASSWORD, HERE).key
    before = veille.access.visitor(planted)

    key = veille.access.login(ALICE, PASSWORD, Browser("127.0.0.1", "", planted)).key

    after = veille.access.visitor(key)
    assert before
    assert after
    assert after.csrf != before.csrf


def test_a_code_is_due_after_the_password_and_serves_once(stage: Stage, veille: Veille) -> None:
    code = enrol(veille, ALICE)
    stage.clock.advance(seconds=60)
    entered = veille.access.login(ALICE, PASSWORD, HERE)
    assert entered.key == ""
    with pytest.raises(RefusedError, match="n’est pas le bon"):
        veille.access.finish(entered.ticket, "000000", HERE)

    spent = code(stage.clock.now())
    assert veille.access.visitor(veille.access.finish(entered.ticket, spent, HERE))

    with pytest.raises(RefusedError, match="trop tard"):
        veille.access.finish(entered.ticket, spent, HERE)
    again = veille.access.login(ALICE, PASSWORD, HERE)
    with pytest.raises(RefusedError, match="a déjà servi"):
        veille.access.finish(again.ticket, spent, HERE)
    stage.clock.advance(seconds=30)
    assert veille.access.finish(again.ticket, code(stage.clock.now()), HERE)


def test_guessing_the_code_is_slowed_and_ends_with_the_ticket(stage: Stage, veille: Veille) -> None:
    enrol(veille, ALICE)
    ticket = veille.access.login(ALICE, PASSWORD, HERE).ticket
    for number in range(5):
        with pytest.raises(RefusedError):
            veille.access.finish(ticket, f"00000{number}", HERE)
    stage.clock.advance(minutes=1)

    with pytest.raises(RefusedError, match="recommencez depuis le début"):
        veille.access.finish(ticket, "123456", HERE)


def test_an_account_closed_between_password_and_code_stays_closed(
    stage: Stage, veille: Veille
) -> None:
    settle(veille, ALICE)
    code = enrol(veille, "Bob", Role.REDACTION)
    stage.clock.advance(seconds=60)
    ticket = veille.access.login("Bob", PASSWORD, HERE).ticket
    veille.team.disable("Bob", by=ALICE)

    with pytest.raises(RefusedError):
        veille.access.finish(ticket, code(stage.clock.now()), HERE)


def test_a_link_of_a_closed_account_opens_nothing(veille: Veille) -> None:
    settle(veille, ALICE)
    token = veille.team.add("Bob", "", Role.REDACTION, by=ALICE)
    veille.team.disable("Bob", by=ALICE)

    assert veille.access.redeem(token) is None
    with pytest.raises(RefusedError, match="fermé"):
        veille.access.new_link("Bob")


def test_whoever_comes_by_the_console_first_may_do_all(veille: Veille) -> None:
    assert veille.access.lacks_administrator()
    visitor = veille.access.visitor(_entered(veille))
    assert visitor
    assert all(visitor.may(right) for right in Right)
    assert not visitor.has_password

    settle(veille, ALICE)

    assert not veille.access.lacks_administrator()


def test_coming_in_is_in_the_journal_with_the_way(veille: Veille) -> None:
    settle(veille, ALICE)
    veille.access.login(ALICE, PASSWORD, HERE)

    with veille.ctx.store.read() as r:
        query = "SELECT at, after FROM journal WHERE verb = 'enter' ORDER BY id"
        told = r.exec_driver_sql(query).all()
    assert [after for _, after in told] == ['{"by": "link"}', '{"by": "password"}']
    assert told[0].at.startswith(NOW.strftime("%Y-%m-%d"))
