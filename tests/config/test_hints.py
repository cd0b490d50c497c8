"""What a workspace could still say: sentences, not faults."""

from __future__ import annotations

from tests.compose.samples import CENTRE
from veille.config.hints import hints, source_hints
from veille.model.declared import Accessibility, Centre, Source

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


def test_a_source_whose_address_seems_to_hold_a_secret_is_pointed_out_until_somebody_decides() -> (
    None
):
    paid = {
        "key": "gazette",
        "name": "La Gazette",
        "kind": "rss",
        "url": "https://gazette.example/rss/5f4dcc3b5aa765d61d8327deb882cf99",
    }
    (told,) = source_hints([Source.model_validate(paid)])
    assert told.startswith("gazette\N{NO-BREAK SPACE}: son adresse semble contenir un secret")
    decided = [Source.model_validate(paid | {"public": public}) for public in (True, False)]
    plain = Source.model_validate(paid | {"url": "https://gazette.example/rss"})
    assert list(source_hints([*decided, plain])) == []
