"""The page of sources: trouble first, with its reason."""

from __future__ import annotations

from tests.cast import MINISTERE, Stage
from tests.desk.conftest import Desk
from veille.core import Veille
from veille.errors import FetchError


def test_a_failing_source_comes_first_with_its_reason(
    desk: Desk, veille: Veille, stage: Stage
) -> None:
    assert "à revoir" not in desk.get("/bureau/").text
    stage.web.answers[MINISTERE] = FetchError("le certificat a expiré")
    veille.collect()
    html = desk.get("/bureau/sources/").text
    assert html.index("Le Ministère") < html.index("La Gazette")
    assert "À vérifier" in html
    assert "le certificat a expiré" in html
    assert "1\u00a0source à revoir" in desk.get("/bureau/").text
    veille.collect()
    assert "En panne" in desk.get("/bureau/sources/").text
