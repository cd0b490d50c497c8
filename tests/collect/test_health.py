"""The table of what is known of a source → its state; every trouble has its cure in words."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.collect.samples import NOW, source
from veille.collect.health import diagnose, doubt_of, trouble_of
from veille.errors import (
    FetchError,
    MailError,
    NoHostError,
    NoServerError,
    ReadError,
    RobotsError,
    SourceError,
    TooHeavyError,
)
from veille.model.health import Facts, Health, Trouble
from veille.model.item import Candidate

WELL = {"last_ok_at": NOW, "last_filled_at": NOW, "newest_at": NOW, "rhythm": 2.0}
FAILED = {**WELL, "failures": 1, "error": "raison", "trouble": Trouble.NETWORK}


def _ago(days: int) -> object:
    return NOW - timedelta(days=days)


@pytest.mark.parametrize(
    "facts, state",
    [
        ({}, Health.NEVER),
        (WELL, Health.OK),
        ({**FAILED, "enabled": False}, Health.PAUSED),
        (FAILED, Health.UNCERTAIN),
        ({**FAILED, "failures": 2}, Health.FAILING),
        ({"failures": 1, "error": "raison", "trouble": Trouble.NOT_FOUND}, Health.UNCERTAIN),
        # One failure is enough when nothing will mend by itself.
        ({**FAILED, "trouble": Trouble.GONE}, Health.FAILING),
        # However often: a person should look, but the site works.
        ({**FAILED, "failures": 9, "trouble": Trouble.EMPTY, "empty_runs": 9}, Health.UNCERTAIN),
        ({**FAILED, "failures": 9, "trouble": Trouble.ROBOTS}, Health.UNCERTAIN),
        ({**FAILED, "failures": 9, "trouble": Trouble.MAINTENANCE}, Health.UNCERTAIN),
        ({**FAILED, "failures": 9, "trouble": Trouble.BLOCKED}, Health.FAILING),
        ({**WELL, "moved_to": "https://nouveau.example/rss"}, Health.UNCERTAIN),
        ({**WELL, "trouble": Trouble.TOO_MANY, "error": "x"}, Health.UNCERTAIN),
        ({**WELL, "trouble": Trouble.MISDATED, "error": "x"}, Health.UNCERTAIN),
        ({**WELL, "trouble": Trouble.UNDATED, "error": "x"}, Health.UNCERTAIN),
        ({**WELL, "trouble": Trouble.NO_DATES, "error": "x"}, Health.OK),
        # Silence: four times the rhythm, a month at least, and never without history.
        ({**WELL, "newest_at": _ago(29)}, Health.OK),
        ({**WELL, "newest_at": _ago(31)}, Health.SILENT),
        ({**WELL, "newest_at": _ago(31), "rhythm": 14.0}, Health.OK),
        ({**WELL, "newest_at": _ago(57), "rhythm": 14.0}, Health.SILENT),
        ({**WELL, "newest_at": _ago(900), "rhythm": None}, Health.OK),
        # A failure says more than the silence that comes of it.
        ({**FAILED, "newest_at": _ago(90)}, Health.UNCERTAIN),
        # A row of before migration 0006 has no name for its trouble.
        ({"failures": 3, "error": "raison"}, Health.FAILING),
    ],
)
def test_the_state_of_a_source(facts: dict[str, object], state: Health) -> None:
    found = diagnose(Facts(**facts))  # type: ignore[arg-type]

    assert found.state is state
    if found.state.troubled:
        assert found.reason
        assert found.cure


@pytest.mark.parametrize("trouble", list(Trouble))
def test_every_trouble_has_a_cure_of_its_own(trouble: Trouble) -> None:
    told = {**WELL, "trouble": trouble, "error": "x", "failures": 0 if trouble.is_doubt else 1}
    fallback = diagnose(Facts(**{**FAILED, "trouble": ""})).cure  # type: ignore[arg-type]

    cure = diagnose(Facts(**told)).cure  # type: ignore[arg-type]

    assert cure.endswith(".")
    assert (cure == fallback) is (trouble is Trouble.NETWORK)


def test_the_reason_says_how_long_and_since_when() -> None:
    silent = diagnose(Facts(**{**WELL, "newest_at": _ago(60)}))  # type: ignore[arg-type]
    empty = {**FAILED, "failures": 3, "trouble": Trouble.EMPTY, "last_filled_at": _ago(10)}

    assert "22\u00a0septembre\u00a02026 (60\u00a0jours)" in silent.reason
    assert "tous les 2 jours" in silent.reason
    emptied = diagnose(Facts(**empty)).reason  # type: ignore[arg-type]
    assert "elle ne l’était pas le 11\u00a0novembre\u00a02026 (3 fois de suite)" in emptied


def test_the_feed_that_the_site_declares_is_the_cure() -> None:
    facts = {**FAILED, "proposed_url": "https://site.example/flux"}

    assert "https://site.example/flux" in diagnose(Facts(**facts)).cure  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "error, name",
    [
        (NoHostError("x"), Trouble.NO_HOST),
        (NoServerError("x"), Trouble.NO_SERVER),
        (TooHeavyError("x"), Trouble.TOO_HEAVY),
        (FetchError("x"), Trouble.NETWORK),
        (FetchError("x", status=403), Trouble.REFUSED),
        (FetchError("x", status=404), Trouble.NOT_FOUND),
        (FetchError("x", status=410), Trouble.GONE),
        (FetchError("x", status=429), Trouble.BUSY),
        (FetchError("x", status=502), Trouble.SERVER),
        (ReadError("x"), Trouble.UNREADABLE),
        (ReadError("x", trouble="login"), Trouble.LOGIN),
        (RobotsError("x"), Trouble.ROBOTS),
        (MailError("x"), Trouble.MAILBOX),
    ],
)
def test_every_failure_has_a_name(error: SourceError, name: Trouble) -> None:
    assert trouble_of(error) is name


def _entries(dated: int, undated: int = 0, misdated: int = 0) -> list[Candidate]:
    return (
        [Candidate(f"d{rank}", None, "t", published_at=NOW) for rank in range(dated)]
        + [Candidate(f"u{rank}", None, "t") for rank in range(undated)]
        + [Candidate(f"m{rank}", None, "t", misdated=True) for rank in range(misdated)]
    )


PAGE = {"item": "li", "title": "a", "link": "a"}


@pytest.mark.parametrize(
    "entries, left_out, page, name",
    [
        (_entries(10), 0, None, ""),
        (_entries(10, 5), 0, None, ""),
        (_entries(2, 8), 0, None, "undated"),
        (_entries(0, 8), 0, None, "no-dates"),
        (_entries(0, 3), 0, None, ""),
        (_entries(0, 0, 3), 0, None, "misdated"),
        (_entries(5, 0, 5), 0, None, ""),
        (_entries(10), 40, None, "too-many"),
        (_entries(0, 8), 0, PAGE, ""),
        (_entries(0, 8), 0, {**PAGE, "date": "time"}, "undated"),
    ],
)
def test_what_calls_for_a_look_in_what_was_read(
    entries: list[Candidate], left_out: int, page: dict[str, str] | None, name: str
) -> None:
    declared = source("page" if page else "rss", page=page)

    trouble, words = doubt_of(entries, left_out, declared)

    assert trouble == name
    assert bool(words) is bool(name)


def test_a_source_is_not_silent_because_veille_was_stopped() -> None:
    """A month of holidays: nobody was asked, so nobody kept silent."""
    newest = NOW - timedelta(days=90)
    heard = {"newest_at": newest, "rhythm": 1.0, "last_ok_at": newest + timedelta(days=1)}

    assert diagnose(Facts(**heard)).state is Health.OK  # type: ignore[arg-type]
