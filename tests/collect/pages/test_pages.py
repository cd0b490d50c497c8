"""Awkward pages, each beside its expected twin: what stands in the twin was read by eye on the page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.collect.samples import NOW, answer, source, told
from veille.collect.pages.page import read_page

PAGES = sorted((Path(__file__).parent / "saved").glob("*.html"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_an_awkward_page_is_read_as_its_twin_says(page: Path) -> None:
    twin = json.loads(page.with_suffix(".json").read_text("utf-8"))
    fetched = answer(page.read_bytes(), "text/html; charset=iso-8859-1", url=twin["url"])

    found = read_page(fetched, source("page", twin["url"], page=twin["page"]), NOW)

    assert told(found) == twin["items"]


def test_there_are_ten_awkward_pages_and_more() -> None:
    assert len(PAGES) > 10
