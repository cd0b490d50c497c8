"""What the checkers that others wrote say of the archive: nothing, full marks, and a page read aloud in order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.archive.checkers import CATEGORIES, html_validate, lighthouse, lynx, vnu
from tests.archive.pages import Seen, read
from tests.archive.site import editions, kinds, paths, served
from tests.cast import ALICE
from tests.centre.drawing import encoded, photograph_of_a_crowd
from tests.golden import COMMITTED
from veille.centre.picture import HEAVIEST
from veille.core import Veille
from veille.model.piece import PieceForm

pytestmark = pytest.mark.prove

FULL = dict.fromkeys(CATEGORIES, 100)

BAD = (
    '<!DOCTYPE html><html lang="fr"><head><title>Essai</title></head>'
    '<body><center><img src="a.png"></center></body></html>'
)


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with served() as address:
        yield address


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    """A page in which any checker finds something: without it, silence would prove nothing."""
    page = tmp_path / "index.html"
    page.write_text(BAD, encoding="utf-8")
    return page


def test_the_nu_checker_finds_no_error_and_no_warning(bad: Path) -> None:
    assert len(vnu([bad])) >= 2
    assert vnu([COMMITTED / path for path in paths()]) == []


def test_the_nu_checker_finds_nothing_in_the_style_sheets() -> None:
    sheets = sorted(COMMITTED.rglob("*.css"))
    assert sheets
    assert vnu(sheets, "--css") == []


def test_html_validate_finds_nothing(bad: Path, tmp_path: Path) -> None:
    assert len(html_validate([bad], tmp_path)) >= 2
    assert html_validate([COMMITTED / path for path in paths()], tmp_path) == []


@pytest.mark.browser
@pytest.mark.parametrize("page", ["home", "edition", "item", "theme"])
def test_lighthouse_gives_full_marks(page: str) -> None:
    # Of the two kinds of record, the one that tells of somebody else’s page.
    records = {kind: path for kind, path in kinds().items() if "prose" not in kind[-1]}
    found = {kind[0]: path for kind, path in records.items() if kind[1:2] == ("*",)}
    path = {
        "home": "index.html",
        "edition": max(editions(), key=lambda one: (COMMITTED / one).stat().st_size),
        "item": found["ressource"],
        "theme": found["themes"],
    }[page]
    # Packed: a host that has our header files sends it so, and one that packs nothing is no measure.
    with served(packed=True) as site:
        marks = lighthouse(site + path.removesuffix("index.html"))
    assert marks == FULL, path


@pytest.mark.browser
def test_lighthouse_gives_full_marks_to_a_piece_with_a_heavy_picture(veille: Veille) -> None:
    picture = encoded(photograph_of_a_crowd(), quality=92)
    piece = PieceForm(
        title="La place du marché rouvre", body="Le chantier a duré un an. " * 40, public=True,
        picture=picture, alt="La place, vue du ciel", credit="Photo : le centre",
    )  # fmt: skip
    made = veille.pieces.write(piece, by=ALICE)
    assert made.illustration
    veille.archive.build()
    archive = veille.workspace.archive
    shown = archive / "assets" / "pictures" / made.illustration.file
    assert shown.stat().st_size > HEAVIEST * 3 / 4
    with served(archive, packed=True) as site:
        assert lighthouse(f"{site}ressource/{made.public_id}/") == FULL


@pytest.mark.parametrize("path", editions())
def test_a_reader_of_text_alone_has_every_title_source_and_note_in_order(
    site: str, path: str
) -> None:
    told = lynx(site + path)
    wanted = _to_be_read((COMMITTED / path).read_bytes())
    assert len(wanted) > 3
    place = 0
    for words in wanted:
        found = told.find(words, place)
        assert found >= 0, f"« {words} » is not read after « {told[max(0, place - 80) : place]} »"
        place = found + len(words)


def _to_be_read(page: bytes) -> list[str]:
    """The title of the page, then of each entry its title, its source and its note."""
    reader = read(page)
    first = reader.all("h1")[0].text
    inside = False
    wanted = [first]
    for one in reader.elements:
        inside = inside or one.tag == "article"
        if inside and (_is(one, "title") or _is(one, "note") or one.tag == "em"):
            wanted.append(one.text)
    return [" ".join(words.split()) for words in wanted]


def _is(one: Seen, name: str) -> bool:
    return name in one.attributes.get("class", "").split()
