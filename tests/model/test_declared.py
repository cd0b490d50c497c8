"""What may be written in the three YAML files, value by value."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from veille.model.declared import Centre, JobRule, Mail, Publication, Section, Site, Source, Theme

SECTION = Section(key="tout", title="Tout")


@pytest.mark.parametrize("key", ["Lettre", "la lettre", "la_lettre", "-a", "a-", "é", ""])
def test_a_key_that_would_make_an_ugly_address_is_refused(key: str) -> None:
    with pytest.raises(ValidationError, match="minuscules sans accent"):
        Theme(key=key, label="Thème")


@pytest.mark.parametrize(
    "address", ["centre.example", "ftp://centre.example", "http://", "http://centre.example/a b"]
)
def test_an_address_that_no_browser_opens_is_refused(address: str) -> None:
    with pytest.raises(ValidationError, match="adresse"):
        Site(archive_url=address, public_url="https://centre.example/")


@pytest.mark.parametrize("colour", ["bleu", "#123", "#12345G", "1F3A6E"])
def test_a_colour_has_six_digits(colour: str) -> None:
    with pytest.raises(ValidationError, match="six chiffres"):
        Publication(key="a", title="A", template="letter", accent=colour, sections=(SECTION,))


@pytest.mark.parametrize("address", ["centre", "a@b c", "é@centre.example", "a@b\nBcc: c@d"])
def test_a_mail_address_that_could_not_be_written_to_is_refused(address: str) -> None:
    with pytest.raises(ValidationError, match="adresse de courriel"):
        Mail.model_validate({"from": address})


def test_one_territory_stands_for_a_list_of_one() -> None:
    source = {"key": "a", "name": "A", "url": "https://a.example/", "kind": "rss"}
    assert Source.model_validate(source | {"territory": "R53"}).territory == ("R53",)
    with pytest.raises(ValidationError, match="code de territoire inconnu"):
        Source.model_validate(source | {"territory": ["Bretagne"]})


def test_a_publication_without_a_section_is_refused() -> None:
    with pytest.raises(ValidationError, match="sections"):
        Publication(key="a", title="A", template="letter", sections=())


@pytest.mark.parametrize("length", ["12", "1 jour", "-1h", ""])
def test_a_length_of_time_has_its_unit(length: str) -> None:
    with pytest.raises(ValidationError, match="durée"):
        JobRule(name="a", task="collect", cron="0 7 * * *", catch_up=length)


@pytest.mark.parametrize("length", ["0h", "00min", "0 j"])
def test_a_job_that_could_never_be_caught_up_is_refused(length: str) -> None:
    with pytest.raises(ValidationError, match="durée nulle"):
        JobRule(name="a", task="collect", cron="0 7 * * *", catch_up=length)
    assert JobRule(name="a", task="collect", cron="0 7 * * *", catch_up="10min").catch_up == "10min"


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(ValidationError, match="colour"):
        Section.model_validate({"key": "a", "title": "A", "colour": "#000000"})


def test_a_centre_without_a_short_name_goes_by_its_own() -> None:
    centre = Centre(name="Villes en veille", email="a@centre.example")
    assert centre.short == "Villes en veille"
