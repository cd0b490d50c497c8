"""What a workspace could still say: sentences, not faults."""

from __future__ import annotations

from tests.compose.samples import CENTRE
from veille.config.hints import hints
from veille.model.declared import Accessibility, Centre

AUDITED = Accessibility.model_validate(
    {"state": "full", "date": "2026-11-02", "auditor": "Cabinet fictif", "rate": 100}
)


def test_a_centre_that_says_everything_is_asked_for_nothing() -> None:
    whole = CENTRE.model_copy(
        update={
            "host": f"{CENTRE.host}, 01 99 00 00 00",
            "about": "Nous.",
            "accessibility": AUDITED,
        }
    )
    assert list(hints(whole)) == []


def test_each_fact_that_the_law_asks_for_is_named_with_its_field_and_the_law() -> None:
    told = list(hints(Centre(name="Un centre", email="contact@centre.example")))
    fields = [one.split(" : ")[0] for one in told]
    assert fields == [
        "centre.address", "centre.phone", "centre.director", "centre.host",
        "centre.about", "centre.accessibility",
    ]  # fmt: skip
    assert all("loi n° 2004-575" in one for one in told[:4])


def test_a_host_without_a_telephone_is_pointed_out() -> None:
    (told,) = [one for one in hints(CENTRE) if one.startswith("centre.host")]
    assert "téléphone de l’hébergeur" in told
