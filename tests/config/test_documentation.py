"""docs/configuration.md and the program say the same thing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from tests.config.conftest import plain, told
from veille.config.load import load
from veille.model import declared, source_rules
from veille.model.fields import Declared

PAGE = (Path(__file__).parents[2] / "docs" / "configuration.md").read_text(encoding="utf-8")

FILES = {"veille.yml", "sources.yml", "themes.yml"}

TABLES: dict[tuple[str, str], type[BaseModel]] = {
    ("veille.yml", "The file"): declared.CentreFile,
    ("veille.yml", "`centre`"): declared.Centre,
    ("veille.yml", "`accessibility`"): declared.Accessibility,
    ("veille.yml", "`site`"): declared.Site,
    ("veille.yml", "`collect`"): declared.CollectSettings,
    ("veille.yml", "`mailbox`"): declared.MailboxSettings,
    ("veille.yml", "A publication"): declared.Publication,
    ("veille.yml", "`numbering`"): declared.Numbering,
    ("veille.yml", "`where`"): declared.Where,
    ("veille.yml", "`propose`"): declared.Proposal,
    ("veille.yml", "A section"): declared.Section,
    ("veille.yml", "A job"): declared.JobRule,
    ("veille.yml", "`mail`"): declared.Mail,
    ("veille.yml", "`retention`"): declared.Retention,
    ("veille.yml", "`publish`"): declared.Publish,
    ("sources.yml", "The file"): declared.SourcesFile,
    ("sources.yml", "A source"): declared.Source,
    ("sources.yml", "`page`"): source_rules.PageRules,
    ("sources.yml", "`watch`"): source_rules.WatchRules,
    ("sources.yml", "`sitemap`"): source_rules.SitemapRules,
    ("sources.yml", "`csv`"): source_rules.CsvRules,
    ("sources.yml", "`archive`"): source_rules.ArchiveRules,
    ("sources.yml", "`mail`"): source_rules.MailRules,
    ("themes.yml", "The file"): declared.ThemesFile,
    ("themes.yml", "A theme"): declared.Theme,
    ("themes.yml", "A nature"): declared.Nature,
    ("themes.yml", "A name of the past"): declared.Renamed,
}


def _rows(file: str, title: str) -> dict[str, str]:
    """Key to default, as the table under those headings says."""
    chapter = PAGE.split(f"\n## {file}\n")[1].split("\n## ")[0]
    part = chapter.split(f"\n### {title}\n")[1].split("\n### ")[0]
    return dict(re.findall(r"^\| `(\w+)` \| ([^|]+) \|", part, re.MULTILINE))


def _samples(label: str) -> dict[str, str]:
    """The YAML blocks that open with the comment `# label`, by file, whole: lines count from it."""
    blocks = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    headed = ((re.match(rf"# {label}(\w+\.yml)\n", block), block) for block in blocks)
    return {found.group(1): block for found, block in headed if found}


def test_every_class_of_the_schema_has_its_table() -> None:
    classes = {
        value
        for room in (declared, source_rules)
        for value in vars(room).values()
        if isinstance(value, type) and issubclass(value, Declared)
    }
    assert set(TABLES.values()) == classes - {Declared}


@pytest.mark.parametrize("place", TABLES, ids=" ".join)
def test_a_table_lists_the_fields_of_its_class_and_which_are_required(
    place: tuple[str, str],
) -> None:
    fields = {
        field.alias or name: field.is_required()
        for name, field in TABLES[place].model_fields.items()
    }
    assert {key: default == "required" for key, default in _rows(*place).items()} == fields


def test_the_defaults_that_are_written_are_the_real_ones() -> None:
    for place, model in TABLES.items():
        for name, field in model.model_fields.items():
            written = _rows(*place)[field.alias or name]
            if written.startswith("`"):
                shown = (
                    str(field.default).lower() if field.default in (True, False) else field.default
                )
                assert written.strip('`"') == str(shown), (place, name)


def test_the_samples_of_the_page_load(tmp_path: Path) -> None:
    samples = _samples("")
    assert set(samples) == FILES
    for name, text in samples.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    config = load(tmp_path)
    assert config.source("mairie").territory == ("R53",)
    assert config.theme("orientation").replaces == ("onisep",)


def test_the_faulty_samples_are_answered_as_the_page_says(tmp_path: Path) -> None:
    samples = _samples("faulty: ")
    assert set(samples) == FILES
    good = _samples("")["veille.yml"]
    rows = samples["veille.yml"].partition("jobs:\n")[2]
    samples["veille.yml"] = re.sub(r"(?<=^jobs:\n)(  - .*\n)+", rows, good, flags=re.MULTILINE)
    for name, text in samples.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (answer,) = re.findall(r"^```text\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert plain(answer).splitlines() == told(tmp_path)
