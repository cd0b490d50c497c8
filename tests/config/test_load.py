"""The three files to one Config, or every problem of the three at once."""

from __future__ import annotations

import dataclasses
import time
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from tests.config.conftest import SOURCES, THEMES, VEILLE, Write, plain, told
from veille.config import wording
from veille.config.load import load
from veille.errors import ConfigError, NotFoundError
from veille.model.declared import CentreFile, SourcesFile, ThemesFile
from veille.shipped import shipped


def test_three_good_files_make_a_configuration(write: Write) -> None:
    folder = write()
    config = load(folder)
    assert config.folder == folder
    assert config.centre.mail.from_ == "lettre@centre.example"
    assert [source.key for source in config.sources] == ["essai"]
    assert [theme.key for theme in config.themes] == ["education", "orientation"]
    assert [nature.key for nature in config.natures] == ["evenement"]


def test_things_are_found_by_their_key(write: Write) -> None:
    config = load(write())
    assert config.source("essai").name == "Essai"
    assert config.theme("orientation").parent == "education"
    assert config.nature("evenement").label == "Événement"
    assert config.publication("lettre").template == "letter"


@pytest.mark.parametrize(
    "noun, key, words",
    [
        ("source", "esai", "aucune source n’a la clé « esai » ; vouliez-vous dire « essai » ?"),
        ("theme", "x", "aucun thème n’a la clé « x »"),
        ("nature", "x", "aucune nature n’a la clé « x »"),
        ("publication", "x", "aucune publication n’a la clé « x »"),
    ],
)
def test_a_key_that_nothing_has_is_told_in_french(
    write: Write, noun: str, key: str, words: str
) -> None:
    config = load(write())
    with pytest.raises(NotFoundError) as refused:
        getattr(config, noun)(key)
    assert plain(str(refused.value)) == words


def test_a_configuration_does_not_change(write: Write) -> None:
    config = load(write())
    with pytest.raises(dataclasses.FrozenInstanceError):
        config.sources = ()  # type: ignore[misc]
    with pytest.raises(ValidationError):
        config.centre.version = 1


def test_the_files_that_travel_with_the_program_load_clean(tmp_path: Path) -> None:
    for name in ("veille.yml", "sources.yml", "themes.yml"):
        (tmp_path / name).write_bytes(shipped(name).read_bytes())
    config = load(tmp_path)
    assert [publication.key for publication in config.centre.publications] == [
        "lettre",
        "revue",
        "alerte",
        "annonce",
    ]
    assert len(config.sources) >= 100
    assert len(config.themes) >= 50


def test_every_problem_of_the_three_files_is_told_at_once(write: Write) -> None:
    folder = write(
        veille=VEILLE.replace("contact@centre.example", "contact").replace(
            "lettre, cron", "x, cron"
        ),
        sources="""\
sources:
  - key: onisep
    name: "Onisep"
    url: "onisep.fr"
    kind: rss
    themes: orientation
    frequnce: 12
  - key: onisep
    url: "https://autre.example/"
    kind: rs
""",
        themes=THEMES.replace("parent: education", "parent: educatoin"),
    )
    assert told(folder) == [
        "sources.yml, ligne 4 : url — l’adresse doit commencer par http:// ou https://",
        "sources.yml, ligne 6 : themes — attendu : une liste, par exemple [orientation]",
        "sources.yml, ligne 7 : frequnce — champ inconnu",
        "sources.yml, ligne 8 : key — la clé « onisep » est déjà utilisée (ligne 2)",
        "sources.yml, ligne 8 : name — champ obligatoire",
        "sources.yml, ligne 10 : kind — attendu : l’un de rss, atom, json, podcast, youtube, page,"
        " watch, sitemap, mail, csv, archive ; vouliez-vous dire « rss » ?",
        "themes.yml, ligne 3 : parent — thème inconnu : « educatoin » ; vouliez-vous dire"
        " « education » ?",
        "veille.yml, ligne 4 : centre.email — attendu : une adresse de courriel, par exemple"
        " « lettre@centre.example »",
        "veille.yml, ligne 17 : publication — publication inconnue : « x »",
    ]


def test_a_file_that_cannot_be_read_does_not_hide_the_others(write: Write) -> None:
    folder = write(
        themes="themes:\n\t- a\n", sources=SOURCES.replace("https://", "ftp://"), veille=""
    )
    assert told(folder) == [
        "sources.yml, ligne 4 : url — l’adresse doit commencer par http:// ou https://",
        "themes.yml, ligne 2 : une tabulation sert de retrait : remplacez-la par des espaces",
        "veille.yml : ce fichier est vide",
    ]


def test_a_missing_file_is_told_with_the_rest(write: Write) -> None:
    folder = write(sources=SOURCES.replace("rss", "rs s"))
    (folder / "themes.yml").unlink()
    assert [line.split(" : ")[0] for line in told(folder)] == ["sources.yml, ligne 5", "themes.yml"]


def test_a_field_written_twice_is_told_beside_other_problems(write: Write) -> None:
    assert told(write(sources=SOURCES + '    name: "Bis"\n    cle: x\n')) == [
        "sources.yml, ligne 7 : name — le champ « name » est déjà donné (ligne 3)",
        "sources.yml, ligne 8 : cle — champ inconnu ; vouliez-vous dire « key » ?",
    ]


@pytest.mark.parametrize(
    "line, words",
    [
        ("enabld: true", "7 : enabld — champ inconnu ; vouliez-vous dire « enabled » ?"),
        ("langue: fr", "7 : langue — champ inconnu ; vouliez-vous dire « language » ?"),
        ("zzz: 1", "7 : zzz — champ inconnu"),
        ("12: 1", "7 : 12 — champ inconnu"),
        (
            "\u00a0note: x",
            "7 :  note — champ inconnu : une espace insécable précède ou suit ce nom, effacez-la",
        ),
        ("note: 12", "7 : note — attendu : un texte ; mettez-le entre guillemets"),
        ("note: [a]", "7 : note — attendu : un texte"),
        ("note:", "7 : note — rien n’est écrit ici : complétez, ou supprimez la ligne"),
        ("enabled: oui", "7 : enabled — attendu : true ou false"),
        ("enabled: [true]", "7 : enabled — attendu : true ou false"),
        (
            "access: fre",
            "7 : access — attendu : l’un de free, mixed, subscribers ; vouliez-vous dire"
            " « free » ?",
        ),
        ("proof: E", "7 : proof — attendu : l’un de A, B, C, D"),
        (
            "territory: [FR, R99]",
            "7 : territory — code de territoire inconnu : attendu EU, FR, R53, D35, E et un SIREN,"
            " une commune ou un QPV",
        ),
        ("territory: 35238", "7 : territory — attendu : une liste, par exemple [R53]"),
        (
            "territory: [35238]",
            "7 : territory — attendu : un texte ; mettez-le entre guillemets",
        ),
        ("site: essai.example", "7 : site — l’adresse doit commencer par http:// ou https://"),
    ],
)
def test_a_wrong_field_of_a_source_is_told_with_its_line(
    write: Write, line: str, words: str
) -> None:
    assert told(write(sources=f"{SOURCES}    {line}\n")) == [f"sources.yml, ligne {words}"]


@pytest.mark.parametrize(
    "old, new, words",
    [
        (
            "key: essai",
            "key: Éssai",
            "2 : key — une clé ne contient que des minuscules sans accent,",
        ),
        ('name: "Essai"', 'name: ""', "3 : name — ne doit pas être vide"),
        ("    kind: rss\n", "", "2 : kind — champ obligatoire"),
        ("[orientation]", "[orientatoin]", "6 : themes — thème inconnu : « orientatoin » ;"),
        ("kind: rss", "kind: page", "5 : kind — une source « page » demande ses sélecteurs,"),
        ("kind: rss", "kind: page\n    page:", "5 : kind — une source « page » demande ses"),
        ("kind: rss", "kind: mail", "5 : kind — déclarez d’abord la boîte aux lettres"),
        ("kind: rss", "kind: csv\n    enabled: true", "5 : kind — une source « csv » demande"),
        ("kind: rss", "kind: csv", "5 : kind — une source « csv » demande ses colonnes, « csv: »"),
        (
            "kind: rss",
            "kind: archive\n    archive: {words: []}",
            "5 : kind — une source « archive »",
        ),
        (
            "kind: rss",
            "kind: page\n    page: article",
            "6 : page — attendu : des champs « nom: valeur »",
        ),
        (
            "kind: rss",
            "kind: page\n    page: {item: a, title: b}",
            "6 : page.link — champ obligatoire",
        ),
        (
            "kind: rss",
            "kind: watch\n    watch: {ignor: [a]}",
            "6 : watch.ignor — champ inconnu ; vouliez-vous dire « ignore » ?",
        ),
        (
            "kind: rss",
            'kind: watch\n    watch: {ignore_text: ["["]}',
            "6 : watch.ignore_text — motif mal écrit : attendu une expression régulière, comme"
            " « Mis à jour le .* »",
        ),
        (
            "kind: rss",
            "kind: watch\n    watch: {ignore: a}",
            "6 : watch.ignore — attendu : une liste, un tiret devant chaque élément",
        ),
        (
            "kind: rss",
            "kind: rss\n    page: {item: a, title: b, link: c}",
            "6 : page — « page: » ne",
        ),
        (
            "kind: rss",
            "kind: page\n    reader: kentika\n    watch: {keep: a}",
            "7 : watch — « watch: »",
        ),
        (
            "kind: rss",
            "kind: rss\n    mail: {from: [a]}",
            "6 : mail — « mail: » ne sert qu’aux sources",
        ),
        ("kind: rss", "kind: rss\n    reader: kentika", "6 : reader — « reader: » ne sert qu’aux"),
        (
            "kind: rss",
            "kind: page\n    reader: kentica",
            "6 : reader — attendu : l’un de assemblee-nationale, embedded-json, kentika ; vouliez-vous"
            " dire « kentika » ?",
        ),
        (
            "kind: rss",
            "kind: sitemap\n    sitemap:\n      include: [/a/]\n      exclude:\n        - actualites",
            "9 : sitemap.exclude — un motif est le début d’un chemin : commencez par / ou par *",
        ),
        (
            "kind: rss",
            "kind: sitemap\n    sitemap: {include: [/a$b]}",
            "6 : sitemap.include — motif mal écrit : ni espace, ni « # », et « $ » seulement à la fin",
        ),
        (
            "kind: rss",
            "kind: csv\n    csv: {title: '{Titre', link: URL}",
            "6 : csv.title — accolades mal fermées : écrivez « {nom de la colonne} »",
        ),
        (
            "sources:\n",
            "sources:\n  - essai\n",
            "2 : sources — attendu : des champs « nom: valeur »",
        ),
        ("sources:", "source:", "1 : source — champ inconnu ; vouliez-vous dire « sources » ?"),
    ],
)
def test_a_wrong_source_is_told_with_its_line(write: Write, old: str, new: str, words: str) -> None:
    assert any(
        problem.startswith(f"sources.yml, ligne {words}")
        for problem in told(write(sources=SOURCES.replace(old, new)))
    )


@pytest.mark.parametrize("off", ["false", "no", "off", "False"])
def test_a_source_that_is_off_may_lack_what_its_kind_asks_for(write: Write, off: str) -> None:
    folder = write(sources=SOURCES.replace("kind: rss", f"kind: csv\n    enabled: {off}"))
    assert load(folder).source("essai").enabled is False


def test_a_page_with_its_selectors_may_be_on(write: Write) -> None:
    page = "kind: page\n    page: {item: article, title: h2, link: a}"
    assert load(write(sources=SOURCES.replace("kind: rss", page))).source("essai").page is not None


def test_an_empty_list_of_sources_is_a_configuration(write: Write) -> None:
    assert load(write(sources="sources: []\n")).sources == ()


@pytest.mark.parametrize(
    "row, words",
    [
        (
            "{key: education, label: x}",
            ["4 : key — la clé « education » est déjà utilisée (ligne 2)"],
        ),
        ("{key: a, label: x, parent: b}", ["4 : parent — thème inconnu : « b »"]),
        (
            "{key: a, label: x, parent: orientation}",
            ["4 : parent — deux niveaux au plus : « orientation » est déjà sous « education »"],
        ),
        ("{key: a, label: x, parent: a}", ["4 : parent — ce thème est son propre ancêtre"]),
        (
            "{key: a, label: x, parent: b}\n  - {key: b, label: x, parent: a}",
            [
                "4 : parent — ce thème est son propre ancêtre",
                "5 : parent — ce thème est son propre ancêtre",
            ],
        ),
        ("{key: a}", ["4 : label — champ obligatoire"]),
    ],
)
def test_a_wrong_theme_is_told_with_its_line(write: Write, row: str, words: list[str]) -> None:
    themes = THEMES.replace("natures:", f"  - {row}\nnatures:")
    assert told(write(themes=themes)) == [f"themes.yml, ligne {line}" for line in words]


def test_a_key_may_serve_for_a_theme_and_a_nature(write: Write) -> None:
    themes = THEMES + "  - {key: education, label: x}\n"
    assert load(write(themes=themes)).nature("education").label == "x"


def test_a_nature_used_twice_is_told_with_both_lines(write: Write) -> None:
    assert told(write(themes=THEMES + "  - {key: evenement, label: x}\n")) == [
        "themes.yml, ligne 6 : key — la clé « evenement » est déjà utilisée (ligne 5)"
    ]


def test_names_of_the_past_are_read_and_the_wrong_ones_told(write: Write) -> None:
    good = THEMES + 'history:\n  - {was: "ZUS", now: "QPV", since: 2015}\n'
    assert load(write(themes=good)).history[0].now == "QPV"
    lines = [
        '{was: "zus", now: "qpv"}',
        '{was: "Maison", now: "maison"}',
        '{was: "x", now: "y", since: 15}',
        '{was: "x"}',
    ]
    assert told(write(themes=good + "".join(f"  - {line}\n" for line in lines))) == [
        "themes.yml, ligne 8 : history — ce changement de nom est déjà écrit (ligne 7)",
        "themes.yml, ligne 9 : now — c’est le même nom que « was »",
        "themes.yml, ligne 10 : since — attendu : 1900 au moins",
        "themes.yml, ligne 11 : now — champ obligatoire",
    ]


def test_a_theme_that_was_merged_names_its_heir(write: Write) -> None:
    themes = THEMES.replace("parent: education", "parent: education, replaces: [onisep]")
    sources = SOURCES.replace("[orientation]", "\n      - orientation\n      - onisep")
    assert told(write(themes=themes, sources=sources)) == [
        "sources.yml, ligne 8 : themes — « onisep » est remplacé par « orientation »"
    ]


@pytest.mark.parametrize(
    "old, new, words",
    [
        (
            "template: letter",
            "template: letter\n    where: {themes: [x]}",
            "12 : where.themes — thème inconnu : « x »",
        ),
        ('title: "Tout"', 'title: "Tout", themes: [x]', "14 : themes — thème inconnu : « x »"),
        (
            'title: "Tout"',
            'title: "Tout", natures: [evenemnt]',
            "14 : natures — nature inconnue : « evenemnt » ; vouliez-vous dire « evenement » ?",
        ),
        ('title: "Tout"', 'title: "Tout", max: 0', "14 : max — attendu : 1 au moins"),
        ('title: "Tout"', 'title: "Tout", max: dix', "14 : max — attendu : un nombre entier"),
        (
            'title: "Tout"',
            'title: "Tout", scope: locale',
            "14 : scope — attendu : l’un de any, national, departmental, local, europe ; vouliez-vous dire"
            " « local » ?",
        ),
        (
            'title: "Tout"}',
            'title: "Tout"}\n      - {key: tout, title: "Bis"}',
            "15 : key — la clé « tout » est déjà utilisée (ligne 14)",
        ),
        (
            'sections:\n      - {key: tout, title: "Tout"}',
            "sections: []",
            "13 : sections — la liste ne doit pas être vide",
        ),
        ("shortcut: l", "shortcut: le", "12 : shortcut — trop long : 1 caractère au plus"),
        (
            "shortcut: l",
            "accent: #1F3A6E",
            "12 : accent — mettez la couleur entre guillemets : sans eux, « # » ouvre un"
            " commentaire",
        ),
        (
            "shortcut: l",
            "accent: bleu",
            "12 : accent — attendu : une couleur à six chiffres, par exemple « #1F3A6E »",
        ),
        (
            "shortcut: l",
            "numbering: {nex: 2}",
            "12 : numbering.nex — champ inconnu ; vouliez-vous dire « next » ?",
        ),
        (
            '"0 7 * * mon-fri"',
            '"0 7 * * 1-5"',
            "16 : cron — écrivez les jours par leur nom (mon, tue…) : les chiffres n’ont pas le"
            " même sens partout",
        ),
        (
            "name: draft-lettre",
            "name: collect",
            "17 : name — la tâche « collect » existe déjà (ligne 16)",
        ),
        (
            "publication: lettre",
            "publication: letre",
            "17 : publication — publication inconnue : « letre » ; vouliez-vous dire « lettre » ?",
        ),
        (
            "publication: lettre, ",
            "",
            "17 : publication — une tâche « draft » dit de quelle publication : ajoutez"
            " « publication: »",
        ),
        (
            "task: collect",
            "task: collect, publication: lettre",
            "16 : publication — seule une tâche « draft » a une publication : supprimez cette"
            " ligne",
        ),
        (
            "task: collect",
            "task: colect",
            "16 : task — attendu : l’un de collect, draft, archive, publish, backup, links ; vouliez-vous dire"
            " « collect » ?",
        ),
        (
            "task: collect",
            "task: collect, catch_up: 12 heures",
            "16 : catch_up — attendu : une durée comme « 12h », « 30min » ou « 2j »",
        ),
        (
            "archives.centre.example/",
            "archives.centre.example",
            "6 : site.archive_url — l’adresse doit finir par « / »",
        ),
        (
            '"https://centre.example/"',
            '"https://centre.example/?p=1"',
            "7 : site.public_url — l’adresse ne doit contenir ni « ? » ni « # »",
        ),
        ("  from: ", "  form: ", "19 : mail.form — champ inconnu ; vouliez-vous dire « from » ?"),
        (
            "mail:\n",
            "collect: {connect_to: {essai.example: '127.0.0.1:80'}}\nmail:\n",
            "18 : collect.connect_to.essai.example — attendu : « hôte:port » des deux côtés, par"
            " exemple essai.example:443",
        ),
        (
            "mail:\n",
            "collect:\n  connect_to:\n    'a.example:80': '127.0.0.1:0'\nmail:\n",
            "20 : collect.connect_to.a.example:80 — attendu : « hôte:port » des deux côtés, par"
            " exemple essai.example:443",
        ),
        (
            "mail:\n",
            "collect: {connect_to: a}\nmail:\n",
            "18 : collect.connect_to — attendu : des champs « nom: valeur »",
        ),
        (
            "mail:\n",
            "collect: {allow_networks: [chez-nous]}\nmail:\n",
            "18 : collect.allow_networks — attendu : un réseau, par exemple « 127.0.0.0/8 »",
        ),
        (
            "mail:\n",
            "collect: {threads: 101}\nmail:\n",
            "18 : collect.threads — attendu : 100 au plus",
        ),
        ("  email: contact@centre.example\n", "", "2 : centre.email — champ obligatoire"),
        ("version: 1\n", "", "1 : version — champ obligatoire"),
        ("version: 1", 'version: "un"', "1 : version — attendu : 1"),
    ],
)
def test_a_wrong_veille_yml_is_told_with_its_line(
    write: Write, old: str, new: str, words: str
) -> None:
    assert old in VEILLE
    assert f"veille.yml, ligne {words}" in told(write(veille=VEILLE.replace(old, new)))


def _second_publication(key: str, shortcut: str) -> str:
    row = f"""\
  - key: {key}
    title: "Autre"
    template: review
    shortcut: {shortcut}
    sections: [{{key: tout, title: "Tout"}}]
"""
    return VEILLE.replace("jobs:\n", f"{row}jobs:\n")


@pytest.mark.parametrize(
    "key, shortcut, words",
    [
        ("lettre", "r", "15 : key — la clé « lettre » est déjà utilisée (ligne 9)"),
        ("revue", "l", "18 : shortcut — la touche « l » est déjà prise (ligne 12)"),
        ("agenda", "r", "15 : key — « agenda » est réservé aux adresses de l’archive : prenez une"),
        ('"2026"', "r", "15 : key — « 2026 » est réservé aux adresses de l’archive : prenez une"),
    ],
)
def test_a_second_publication_may_not_take_what_is_taken(
    write: Write, key: str, shortcut: str, words: str
) -> None:
    (problem,) = told(write(veille=_second_publication(key, shortcut)))
    assert problem.startswith(f"veille.yml, ligne {words}")


def test_a_second_publication_with_its_own_key_and_letter_is_welcome(write: Write) -> None:
    config = load(write(veille=_second_publication("revue", "r")))
    assert config.publication("revue").shortcut == "r"


def test_several_publications_may_go_without_shortcut(write: Write) -> None:
    text = _second_publication("revue", '""').replace("shortcut: l", 'shortcut: ""')
    assert {one.shortcut for one in load(write(veille=text)).centre.publications} == {""}


def test_connections_and_networks_may_be_opened_on_purpose(write: Write) -> None:
    opened = """\
collect:
  allow_networks: ["127.0.0.0/8", "::1/128"]
  connect_to: {"essai.example:443": "127.0.0.1:8443", "[::2]:80": "[::1]:8080"}
"""
    collect = load(write(veille=VEILLE + opened)).centre.collect
    assert [str(network) for network in collect.allow_networks] == ["127.0.0.0/8", "::1/128"]
    assert collect.connect_to["essai.example:443"] == "127.0.0.1:8443"


def test_another_version_is_the_only_thing_told(write: Write) -> None:
    folder = write(veille="version: 2\nnouveau: champ\n", sources="sources: non\n")
    assert told(folder) == [
        "veille.yml, ligne 1 : version — cet espace de travail est de la version 2 ; ce programme"
        " lit la version 1"
    ]


def test_messages_are_typeset_in_french(write: Write) -> None:
    folder = write(sources=SOURCES + "    enabld: 1\n    enabled: peut-être\n")
    with pytest.raises(ConfigError) as refused:
        load(folder)
    assert [problem.message for problem in refused.value.problems] == [
        "champ inconnu\u202f; vouliez-vous dire «\u00a0enabled\u00a0»\u202f?",
        "attendu\u00a0: true ou false",
    ]


# --- nothing of pydantic's English is left ---------------------------------------------

WRONG: tuple[Any, ...] = (
    None, True, -1, 0, 1.5, float("inf"), 10**400, "", "x", "x" * 50, [], [1], ["x"], [[]], {},
    {"x": 1}, {"x": "x"}, [{}],
)  # fmt: skip


@pytest.mark.parametrize("model", [CentreFile, SourcesFile, ThemesFile])
def test_whatever_is_written_the_answer_is_french(model: type[BaseModel]) -> None:
    seen: set[str] = set()
    for data in _bad_data(model):
        try:
            model.model_validate(data)
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                seen.add(detail["type"])
                assert wording.message(detail, model) != "valeur refusée", detail
    assert {"missing", "extra_forbidden", "string_type", "tuple_type"} <= seen


def _bad_data(model: type[BaseModel]) -> list[Any]:
    """Every field of the model, and of the models within, with every wrong value in turn."""
    found: list[Any] = list(WRONG)
    for name, field in model.model_fields.items():
        written = field.alias or name
        found.extend({written: wrong} for wrong in WRONG)
        for inner in wording._models(field.annotation):
            found.extend({written: value} for value in _bad_data(inner))
            found.extend({written: [value]} for value in _bad_data(inner))
    return found


def test_a_great_many_sources_load_without_being_checked_against_each_other(write: Write) -> None:
    """500 sources: the time grows with their number, not with its square."""
    row = "  - {{key: s{0}, name: S, url: 'https://s{0}.example/', kind: rss, themes: [x{0}]}}\n"

    def seconds(count: int) -> float:
        folder = write(sources="sources:\n" + "".join(row.format(n) for n in range(count)))
        start = time.process_time()
        with pytest.raises(ConfigError):
            load(folder)
        return time.process_time() - start

    seconds(40)  # another than those compared: what was read lately is not read again
    assert seconds(500) < 30 * seconds(50)


@pytest.mark.parametrize(
    "audit, expected",
    [
        (
            "{state: partial, auditor: Nous, rate: 78}",
            "5 : centre.accessibility.state — « state: partial » se déclare d’après un audit :"
            " ajoutez « date »",
        ),
        (
            "{state: full, date: 2026-11-20, auditor: Nous, rate: 78}",
            "5 : centre.accessibility.rate — « state: full » veut un taux de 100 % :"
            " corrigez l’un des deux",
        ),
        (
            "{state: none, date: hier, auditor: Nous, rate: 12}",
            "5 : centre.accessibility.date — attendu : un jour comme 2026-11-20",
        ),
    ],
)
def test_an_accessible_site_is_declared_from_an_audit_and_from_nothing_else(
    write: Write, audit: str, expected: str
) -> None:
    declared = VEILLE.replace("site:\n", f"  accessibility: {audit}\nsite:\n", 1)
    assert told(write(veille=declared)) == [f"veille.yml, ligne {expected}"]


def test_an_audit_that_holds_together_is_read(write: Write) -> None:
    audit = "{state: partial, date: 2026-11-20, auditor: Nous, rate: 78}"
    declared = VEILLE.replace("site:\n", f"  accessibility: {audit}\nsite:\n", 1)
    found = load(write(veille=declared)).centre.centre.accessibility
    assert (found.words, found.rate) == ("partiellement conforme", 78)
