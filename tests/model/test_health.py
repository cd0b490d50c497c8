"""How a source does: what should be looked at, and in which order."""

from __future__ import annotations

from veille.model.health import Health


def test_what_should_be_looked_at_comes_first() -> None:
    assert [one for one in Health if one.troubled] == list(Health)[:3]
    assert list(Health)[-1] is Health.PAUSED
