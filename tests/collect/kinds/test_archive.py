"""The Journal officiel's open archives. Texts and numbers are invented; the shape is the true one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from tests.collect.bodies.test_zipped import packed
from tests.collect.samples import DATA, NOW, answer, plain, source
from veille.collect.gather import Gathered, gather
from veille.collect.kinds import archive
from veille.collect.kinds.archive import FIRST_ARCHIVES, MOST_ARCHIVES
from veille.collect.kinds.visit import Ask
from veille.errors import FetchError
from veille.model.item import Outcome, Validators
from veille.testing import FakeFetcher

DEPOT = "https://depot.example/OPENDATA/JORF/"
RULES = {"words": ["politique de la ville", "quartier prioritaire", "ANRU"]}
TEXT = (DATA / "JORFTEXT.xml").read_text("utf-8")


def text(
    number: int,
    title: str = "Décret n° 2026-9001 du 20 novembre 2026 relatif à la politique de la ville",
    *,
    nature: str = "DECRET",
    published: str = "2026-11-21",
) -> tuple[str, bytes]:
    """(path in the archive, XML) of one text."""
    name = f"JORFTEXT9000000{number:05}"
    folders = "/".join(name[8 + at : 10 + at] for at in range(0, 10, 2))
    filled = TEXT.format(id=name, title=title, nature=nature, published=published)
    return (
        f"20261121-010203/jorf/global/texte/version/JORF/TEXT/{folders}/{name}.xml",
        filled.encode(),
    )


class Depot:
    """A folder of archives of which a test writes the files."""

    def __init__(self) -> None:
        self.fetcher = FakeFetcher()
        self.memory, self.validators = "", Validators()
        self.names: list[str] = []

    def lay(self, day: str, files: Sequence[tuple[str, bytes]] | bytes | Exception) -> None:
        name = f"JORF_{day}-010203.tar.gz"
        self.names.append(name)
        rows = "".join(f'<a href="{one}">{one}</a> 2026-11-21 01:05  412K\n' for one in self.names)
        whole = '<a href="Freemium_jorf_global_20250713.tar.gz">x</a>'
        page = f'<html><pre><a href="../">../</a>\n{whole}{rows}</pre>'
        self.fetcher.answers[DEPOT] = answer(page, url=DEPOT)
        if isinstance(files, Exception):
            self.fetcher.answers[DEPOT + name] = files
        else:
            body = files if isinstance(files, bytes) else packed(files)
            self.fetcher.answers[DEPOT + name] = answer(body, url=DEPOT + name)

    def visit(self, **rules: object) -> Gathered:
        declared = source("archive", DEPOT, archive=rules or RULES)
        ask = Ask(declared, self.fetcher, NOW, self.validators, self.memory)
        gathered = gather(ask)
        if gathered.outcome is not Outcome.FAILED:
            self.memory, self.validators = gathered.memory, gathered.validators
        return gathered

    @property
    def read(self) -> list[str]:
        return [url[len(DEPOT) + 5 :][:8] for url, _ in self.fetcher.asked if url != DEPOT]


@pytest.fixture
def depot() -> Depot:
    made = Depot()
    made.lay("20261121", [text(1), text(2, "Arrêté fixant le prix du timbre", nature="ARRETE")])
    return made


def test_the_wanted_texts_of_an_archive_are_items(depot: Depot) -> None:
    (only,) = depot.visit().candidates

    assert (
        only.title == "Décret n° 2026-9001 du 20 novembre 2026 relatif à la politique de la ville"
    )
    assert only.guid == "JORFTEXT900000000001"
    assert only.url == "https://www.legifrance.gouv.fr/jorf/id/JORFTEXT900000000001"
    assert only.published_at == datetime(2026, 11, 21, 11, 0, tzinfo=UTC)
    assert only.excerpt == "Décret n° 2026-9001 · NOR : FICX2600001D · Ministère fictif de la ville"


@pytest.mark.parametrize(
    "rules, numbers",
    [
        ({"natures": ["arrêté"]}, [2]),
        ({"natures": ["Décrets", "ARRETE"]}, [1, 2]),
        ({"natures": ["loi"]}, []),
        ({"words": ["timbre"], "natures": ["decret"]}, []),
        ({"words": ["timbre"]}, [2]),
    ],
)
def test_words_and_natures_choose(
    depot: Depot, rules: dict[str, object], numbers: list[int]
) -> None:
    assert [int(one.guid[-5:]) for one in depot.visit(**rules).candidates] == numbers


def test_only_archives_laid_down_since_are_read(depot: Depot) -> None:
    depot.visit()
    depot.lay("20261122", [text(3)])

    assert [one.guid[-1] for one in depot.visit().candidates] == ["3"]
    assert depot.read == ["20261121", "20261122"]
    assert depot.visit().outcome is Outcome.NOT_MODIFIED
    assert depot.read == ["20261121", "20261122"]


def test_an_issue_without_a_wanted_text_is_healthy(depot: Depot) -> None:
    depot.visit()
    depot.lay("20261122", [text(3, "Arrêté sur la pêche")])

    assert depot.visit().outcome is Outcome.NOT_MODIFIED
    assert depot.memory == "20261122-010203"


def test_a_first_visit_reads_a_week_and_a_late_one_catches_up_in_order() -> None:
    depot = Depot()
    for day in range(10, 20):
        depot.lay(f"202610{day}", [])
    depot.visit()
    assert len(depot.read) == FIRST_ARCHIVES
    for day in range(10, 22):
        depot.lay(f"202611{day}", [text(day)])

    late = [len(depot.visit().candidates) for _ in range(3)]

    assert late == [MOST_ARCHIVES, 2, 0]
    assert depot.read == sorted(depot.read)


def test_a_correction_of_an_old_text_is_no_news(depot: Depot) -> None:
    depot.lay("20261122", [text(3, published="2019-04-02")])

    assert [one.guid[-1] for one in depot.visit().candidates] == ["1"]


def test_a_link_or_another_file_in_the_archive_is_never_read() -> None:
    depot = Depot()
    path, body = text(1)
    depot.lay("20261121", packed([(path.replace("TEXT9", "ARTI9"), body)], **{path: "/etc/passwd"}))

    assert depot.visit().outcome is Outcome.NOT_MODIFIED


@pytest.mark.parametrize("body", [packed([text(9)])[:200], b"<html>Maintenance</html>"])
def test_a_broken_archive_stops_the_visit_until_another_follows(depot: Depot, body: bytes) -> None:
    depot.visit()
    depot.lay("20261122", body)
    stopped = depot.visit()
    assert (stopped.outcome, stopped.status) == (Outcome.FAILED, 200)
    assert plain(stopped.reason).startswith("JORF_20261122-010203.tar.gz : ")
    assert plain(stopped.reason).endswith("elle sera redemandée à la prochaine collecte")

    depot.lay("20261123", [text(5)])
    assert [one.guid[-1] for one in depot.visit().candidates] == ["5"]


def test_an_archive_that_does_not_come_is_asked_again(depot: Depot) -> None:
    depot.lay("20261122", FetchError("le serveur est en panne (500)", status=500))
    assert plain(depot.visit().reason) == "le serveur est en panne (500)"
    assert depot.memory == ""


def test_a_nature_that_is_mistyped_is_named_at_the_first_visit(depot: Depot) -> None:
    assert plain(depot.visit(natures=["decrait"]).reason) == (
        "archive.natures : aucun texte n’est de nature « decrait » ; il y a arrete, decret"
    )


def test_a_page_without_archives_is_named() -> None:
    depot = Depot()
    depot.fetcher.answers[DEPOT] = answer("<html>Index vide</html>", url=DEPOT)

    assert plain(depot.visit().reason) == (
        "aucune archive « JORF_….tar.gz » sur cette page : vérifiez l’adresse"
    )


def test_a_wall_before_the_archives_is_named() -> None:
    depot = Depot()
    page = "<html><title>Request Rejected</title></html>"
    depot.fetcher.answers[DEPOT] = answer(page, url=DEPOT)

    assert plain(depot.visit().reason).startswith("le site a répondu par une page de blocage")


def test_archives_that_hold_more_than_one_visit_tells_wait_for_the_next(
    depot: Depot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MOST_TEXTS", 5)
    for day in range(22, 25):
        depot.lay(f"202611{day}", [text(100 * day + rank) for rank in range(3)])

    told = [[one.guid for one in depot.visit().candidates] for _ in range(4)]

    assert [len(one) for one in told] == [4, 3, 3, 0]
    assert len({one for guids in told for one in guids}) == 10
