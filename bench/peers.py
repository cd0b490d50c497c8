"""Hugo and Pelican on the text of a workspace: one page an item and index pages of fifty, minimal themes.

Hugo is Debian's package; Pelican goes from PyPI into an environment of its own. Each is asked for when it is
missing, and said to be when it cannot be had.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import venv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

PELICAN = "pelican==4.12.0"
_BASE = (
    '<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>{title}</title>'
    '<link rel="stylesheet" href="/style.css"></head><body><header><a href="/">Veille</a><nav>'
    '<a href="/archives/">Archives</a> <a href="/themes/">Thèmes</a></nav></header><main>{main}'
    "</main><footer><p>Veille de la ville</p></footer></body></html>\n"
)


@dataclass(frozen=True)
class Text:
    """What a page says of an item."""

    name: str
    title: str
    day: str
    theme: str
    source: str
    url: str
    note: str


def hugo() -> str:
    """The program, installed on Debian as root when it is missing; empty when it cannot be had."""
    if not shutil.which("hugo") and os.geteuid() == 0 and shutil.which("apt-get"):
        command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "hugo"]
        subprocess.run(command, check=False, capture_output=True)
    return shutil.which("hugo") or ""


def pelican(folder: Path) -> str:
    """The program in an environment of its own in `folder`; empty when it cannot be had."""
    program = folder / "bin" / "pelican"
    if not program.exists():
        try:
            venv.create(folder, with_pip=True)
            command: list[str | Path] = [
                folder / "bin" / "python",
                "-m",
                "pip",
                "install",
                "-q",
                PELICAN,
                "markdown",
            ]
            subprocess.run(command, check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            return ""
    return str(program)


def lay_hugo(folder: Path, texts: Iterable[Text], program: str) -> None:
    """A project whose pages say the texts."""
    layouts, content = folder / "layouts" / "_default", folder / "content" / "items"
    layouts.mkdir(parents=True)
    content.mkdir(parents=True)
    told = subprocess.run([program, "version"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"v(\d+)\.(\d+)", told)
    renamed = found is not None and (int(found[1]), int(found[2])) >= (0, 128)
    pages = "[pagination]\npagerSize=50\n" if renamed else ""
    (folder / "config.toml").write_text(
        f'baseURL="/"\nlanguageCode="fr"\ntitle="Veille"\n{"" if renamed else "paginate=50"}\n'
        f'disableKinds=["RSS","sitemap","404"]\n[taxonomies]\ncategory="categories"\n{pages}'
    )
    whole = (
        '<h1>{{ .Title }}</h1><p><time>{{ .Date.Format "02/01/2006" }}</time> · {{ .Params.source }}'
        ' · {{ delimit .Params.categories ", " }}</p>{{ .Content }}'
        '<p><a href="{{ .Params.lien }}">Lire</a></p>'
    )
    rows = (
        "<h1>{{ .Title }}</h1><ul>{{ range %s }}"
        '<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>'
        '{{ if .Paginator.HasNext }}<a href="{{ .Paginator.Next.URL }}">Suite</a>{{ end }}'
    )
    (layouts / "single.html").write_text(_page("{{ .Title }}", whole))
    (layouts / "list.html").write_text(_page("{{ .Title }}", rows % ".Paginator.Pages"))
    home = rows % "(.Paginate .Site.RegularPages).Pages"
    (folder / "layouts" / "index.html").write_text(_page("{{ .Title }}", home))
    for one in texts:
        head = {
            "title": one.title,
            "date": one.day,
            "categories": [one.theme],
            "source": one.source,
        }
        matter = json.dumps({**head, "lien": one.url}, ensure_ascii=False)
        (content / f"{one.name}.md").write_text(f"{matter}\n\n{one.note}\n")


def lay_pelican(folder: Path, texts: Iterable[Text]) -> None:
    """A project whose pages say the same; neither feeds nor pages of authors and tags."""
    templates, content = folder / "theme" / "templates", folder / "content"
    templates.mkdir(parents=True)
    content.mkdir(parents=True)
    off = ("FEED_ALL_ATOM", "CATEGORY_FEED_ATOM", "TRANSLATION_FEED_ATOM", "AUTHOR_FEED_ATOM")
    none = "".join(f"{name}=None\n" for name in (*off, "AUTHOR_FEED_RSS"))
    empty = ("AUTHOR", "TAG", "AUTHORS", "TAGS", "ARCHIVES")
    none += "".join(f'{name}_SAVE_AS=""\n' for name in empty)
    (folder / "pelicanconf.py").write_text(
        'SITENAME="Veille"\nSITEURL=""\nTIMEZONE="UTC"\nDEFAULT_LANG="fr"\nPATH="content"\nTHEME="theme"\n'
        'DEFAULT_PAGINATION=50\nDIRECT_TEMPLATES=["index"]\nARTICLE_URL="i/{slug}/"\n'
        f'ARTICLE_SAVE_AS="i/{{slug}}/index.html"\nSTATIC_PATHS=[]\n{none}'
    )
    whole = (
        '<h1>{{ article.title }}</h1><p><time>{{ article.date.strftime("%d/%m/%Y") }}</time>'
        " · {{ article.source }} · {{ article.category }}</p>{{ article.content }}"
        '<p><a href="{{ article.lien }}">Lire</a></p>'
    )
    rows = (
        "<h1>{{ SITENAME }}</h1><ul>{% for a in articles_page.object_list %}"
        '<li><a href="/{{ a.url }}">{{ a.title }}</a></li>{% endfor %}</ul>{% if articles_page.has_next() %}'
        '<a href="/{{ articles_next_page.url }}">Suite</a>{% endif %}'
    )
    (templates / "article.html").write_text(_page("{{ article.title|striptags }}", whole))
    for name in ("index", "category"):
        (templates / f"{name}.html").write_text(_page("{{ SITENAME }}", rows))
    for one in texts:
        (content / f"{one.name}.md").write_text(
            f"Title: {one.title}\nDate: {one.day}\nCategory: {one.theme}\nSlug: {one.name}\n"
            f"Source: {one.source}\nLien: {one.url}\n\n{one.note}\n"
        )


def _page(title: str, main: str) -> str:
    return _BASE.replace("{title}", title).replace("{main}", main)


CACHED = ("-e", "CACHE_CONTENT=true", "LOAD_CONTENT_CACHE=true", 'CONTENT_CACHING_LAYER="reader"')
"""Pelican's own incremental build."""
