"""Each command typed wrong once: exit 2, French words, nothing done."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Type
from tests.cli.english import english
from tests.cli.tree import commands

MISTYPED: dict[str, tuple[str, str]] = {
    "veille": ("colect", "Commande inconnue : colect. Vouliez-vous dire 'collect' ?"),
    "veille init": ("un deux", "Argument en trop : deux"),
    "veille check": ("--tout", "Option inconnue : --tout."),
    "veille demo": ("--exit=oui", "L’option --exit ne prend pas de valeur."),
    "veille serve": ("--port 99999", "Valeur refusée pour '--port' : 99999 n’est pas dans"),
    "veille backup": ("ici là", "Arguments en trop : ici là"),
    "veille restore": ("", "Argument manquant : 'SAUVEGARDE'."),
    "veille sources": ("lst", "Commande inconnue : lst. Vouliez-vous dire 'list' ?"),
    "veille sources list": ("--al", "Vouliez-vous dire l’un de ceux-ci : '--all', '--help' ?"),
    "veille sources test": ("--tout", "Option inconnue : --tout."),
    "veille sources add": ("", "Argument manquant : 'ADRESSE'."),
    "veille sources import": ("", "Argument manquant : 'FICHIER'."),
    "veille sources export": ("ici", "Argument en trop : ici"),
    "veille themes": ("imprt", "Commande inconnue : imprt. Vouliez-vous dire 'import' ?"),
    "veille themes export": ("ici", "Argument en trop : ici"),
    "veille themes import": ("", "Argument manquant : 'FICHIER'."),
    "veille territories": ("imprt", "Commande inconnue : imprt. Vouliez-vous dire 'import' ?"),
    "veille territories import": ("", "Argument manquant : 'FICHIER'."),
    "veille sources pause": ("", "Argument manquant : 'CLÉ…'."),
    "veille collect": (
        "--pause",
        "Option inconnue : --pause. Vouliez-vous dire '--pause-failing' ?",
    ),
    "veille items": ("--json", "Option inconnue : --json."),
    "veille items list": ("--limit beaucoup", "« beaucoup » n’est pas un nombre entier valable."),
    "veille items show": ("", "Argument manquant : 'ÉLÉMENT'."),
    "veille items add": ("", "Argument manquant : 'ADRESSE'."),
    "veille items triage": (
        "abc --closes 31/12/2026",
        "« 31/12/2026 » n’a pas la forme '%Y-%m-%d'",
    ),
    "veille publications": ("creer", "Commande inconnue : creer."),
    "veille publications list": ("tout", "Argument en trop : tout"),
    "veille publications copy": ("lettre", "Argument manquant : 'TITRE'."),
    "veille edition": ("sceller", "Commande inconnue : sceller."),
    "veille edition list": (
        "--state fini",
        "« fini » n’est pas dans la liste : 'draft', 'validated', 'sealed'.",
    ),
    "veille edition new": ("", "Argument manquant : 'PUBLICATION'."),
    "veille edition preview": ("1 --part", "L’option --part attend une valeur."),
    "veille edition check": ("", "Argument manquant : 'ÉDITION'."),
    "veille edition seal": ("1 2", "Argument en trop : 2"),
    "veille edition validate": ("", "Argument manquant : 'ÉDITION'."),
    "veille edition erratum": ("1", "Argument manquant : 'TEXTE'."),
    "veille edition send": ("1 --by", "L’option --by attend une valeur."),
    "veille edition export": ("1", "Argument manquant : 'DOSSIER'."),
    "veille archive": ("biuld", "Commande inconnue : biuld. Vouliez-vous dire 'build' ?"),
    "veille archive build": ("ici", "Argument en trop : ici"),
    "veille archive verify": ("-v", "Option inconnue : -v."),
    "veille archive links": ("--nul", "Option inconnue : --nul."),
    "veille archive publish": ("ici", "Argument en trop : ici"),
    "veille archive headers": (
        "--for iis",
        "« iis » n’est pas dans la liste : 'nginx', 'apache', 'headers', 'redirects'.",
    ),
    "veille archive embed": ("--limit 0", "Valeur refusée pour '--limit' : 0 n’est pas dans"),
    "veille jobs": ("rum", "Commande inconnue : rum. Vouliez-vous dire 'run' ?"),
    "veille jobs list": (
        "--limit 0",
        "Valeur refusée pour '--limit' : 0 n’est pas dans les bornes",
    ),
    "veille jobs run": ("", "Argument manquant : 'TRAVAIL'."),
    "veille people": ("lsit", "Commande inconnue : lsit. Vouliez-vous dire 'list' ?"),
    "veille people list": ("tous", "Argument en trop : tous"),
    "veille people add": ("Bob --role chef", "« chef » n’est pas dans la liste : 'redaction',"),
    "veille people link": ("", "Argument manquant : 'NOM'."),
    "veille people role": ("Bob chef", "« chef » n’est pas dans la liste : 'redaction',"),
    "veille people disable": ("", "Argument manquant : 'NOM'."),
    "veille people enable": ("Bob Chloé", "Argument en trop : Chloé"),
}


def test_every_command_is_mistyped_here() -> None:
    assert [path for path, _ in commands() if path not in MISTYPED] == []


@pytest.mark.parametrize("path", MISTYPED)
def test_a_mistyped_command_is_told_in_french(here: Path, veille: Type, path: str) -> None:
    wrong, told = MISTYPED[path]
    said = veille(*path.split()[1:], *wrong.split())
    assert said.code == 2
    assert said.out == ""
    assert told in said.err
    assert said.err.splitlines()[-1].startswith("Erreur : ")
    assert english(said.err) == []
    assert list(here.iterdir()) == []


@pytest.mark.parametrize("path", ["veille", "veille items", "veille archive"])
def test_a_group_alone_shows_what_may_follow(here: Path, veille: Type, path: str) -> None:
    said = veille(*path.split()[1:])
    assert said.code == 2
    assert said.err.startswith(f"Usage : {path} [OPTIONS] COMMANDE [ARGUMENTS]…\n")
    assert english(said.err) == []


@pytest.mark.parametrize(
    "words, told",
    [
        (["init", "fichier"], "« fichier » est un fichier."),
        (["restore", "dossier"], "« dossier » est un dossier."),
    ],
)
def test_a_file_for_a_folder_is_told(here: Path, veille: Type, words: list[str], told: str) -> None:
    (here / "fichier").write_text("", "utf-8")
    (here / "dossier").mkdir()
    said = veille(*words)
    assert said.code == 2
    assert said.err.endswith(f" : {told}\n")
    assert english(said.err) == []
