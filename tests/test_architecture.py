"""The house keeps its shape: who imports whom, one door a library, sizes, and what no file may hold."""

from __future__ import annotations

import ast
import io
import re
import statistics
import sys
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from importlinter import cli

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "veille"
MODULES = sorted(PACKAGE.rglob("*.py"))
NAMES = [str(module.relative_to(PACKAGE)) for module in MODULES]

DOORS: dict[str, tuple[str, ...]] = {
    "httpx": ("collect/reach/fetch.py",),
    "httpcore": ("collect/reach/fetch.py", "collect/reach/guard.py"),
    "feedparser": ("collect/kinds/feed.py",),
    "listparser": ("collect/opml.py",),
    "bs4": (
        "collect/pages/",
        "collect/kinds/sites/",
        "collect/mail/blocks.py",
    ),
    "soupsieve": ("collect/pages/page.py",),
    "protego": ("collect/reach/robots.py",),
    "pypdf": ("collect/bodies/pdf.py",),
    "nh3": ("collect/entries/clean.py", "centre/markdown.py"),
    "markdown_it": ("centre/markdown.py",),
    "PIL": ("centre/picture.py",),
    "icalendar": ("centre/ics.py",),
    "jinja2": ("templating/",),
    "markupsafe": ("templating/",),
    "premailer": ("compose/inline.py",),
    "weasyprint": ("compose/paper.py",),
    "odfdo": ("compose/odt.py",),
    "itsdangerous": ("send/links.py",),
    "argon2": ("accounts/passwords.py",),
    "pyotp": ("accounts/codes.py",),
    "paramiko": ("publish/sftp.py",),
    "segno": ("accounts/codes.py",),
    "Stemmer": ("text/stems.py",),
    "rapidfuzz": ("triage/stories.py",),
    "apscheduler": ("jobs/clock.py",),
    "sqlalchemy": ("store/",),
    "alembic": ("store/",),
    "flask": ("desk/",),
    "werkzeug": ("desk/",),
    "waitress": ("desk/",),
    "ruamel": ("config/",),
    "pydantic": ("model/declared.py", "model/fields.py", "model/source_rules.py", "config/"),
    "pydantic_core": ("config/",),
    "click": ("cli/",),
}
"""Library → the only modules, or folders, that may import it."""

WATCHED: dict[str, tuple[str, ...]] = {
    "smtplib": (),
    "socket": (
        "collect/reach/guard.py",
        "collect/mail/imap.py",
        "desk/server.py",
        "publish/ftp.py",
        "publish/words.py",
    ),
    "ssl": (
        "collect/reach/fetch.py",
        "collect/reach/guard.py",
        "collect/mail/imap.py",
        "publish/ftp.py",
    ),
    "imaplib": ("collect/mail/imap.py",),
    "mailbox": ("collect/mail/maildir.py",),
    "ftplib": ("publish/ftp.py",),
    "sqlite3": ("store/",),
    # One guarded way out for every request (feeds, pages, pictures, links): httpx, in collect/reach/fetch.py.
    "urllib.request": (),
    "http.client": (),
    "asyncio": (),
    "xmlrpc": (),
    "webbrowser": (),
    # WeasyPrint costs a second and 50 MB: it wakes up in a child process and leaves with it.
    # rsync, and a command of the owner's: words in a list, never a shell.
    "subprocess": ("compose/paper.py", "publish/running.py"),
    "pickle": (),
    "xml": ("collect/kinds/feed.py", "collect/bodies/elements.py"),
    "unittest": (),
}
"""The same for what Python brings and only some may touch."""


@cache
def parsed(module: Path) -> ast.Module:
    return ast.parse(module.read_text("utf-8"))


@cache
def imports(module: Path) -> frozenset[str]:
    """Full names, wherever in the module they are imported."""
    found: set[str] = set()
    for node in ast.walk(parsed(module)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return frozenset(found)


def within(name: str, library: str) -> bool:
    return name == library or name.startswith(f"{library}.")


# --- who imports whom ------------------------------------------------------------------


def test_imports_only_go_down(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    code = cli.lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert code == cli.EXIT_STATUS_SUCCESS, capsys.readouterr().out


@pytest.mark.parametrize("library", [*DOORS, *WATCHED])
def test_a_library_has_one_door(library: str) -> None:
    doors = (DOORS | WATCHED)[library]
    strays = [
        name
        for name, module in zip(NAMES, MODULES, strict=True)
        if any(within(one, library) for one in imports(module))
        and not name.startswith(doors or "/")
    ]
    assert strays == []


@pytest.mark.parametrize("library", [*DOORS, *WATCHED])
def test_no_door_stands_where_nobody_passes(library: str) -> None:
    users = [
        name
        for name, module in zip(NAMES, MODULES, strict=True)
        if any(within(one, library) for one in imports(module))
    ]
    doors = (DOORS | WATCHED)[library]
    assert [door for door in doors if not any(name.startswith(door) for name in users)] == []


def test_every_library_that_is_imported_has_its_door() -> None:
    used = {one.partition(".")[0] for module in MODULES for one in imports(module)}
    # _typeshed is there for the checker of types alone.
    assert used - set(sys.stdlib_module_names) - {"veille", "_typeshed"} == set(DOORS)


def test_no_library_comes_in_by_its_name_in_a_string() -> None:
    """Else the doors above would watch in vain."""
    found = [
        name
        for name, module in zip(NAMES, MODULES, strict=True)
        if re.search(r"\b(?:__import__|import_module)\s*\(", module.read_text("utf-8"))
    ]
    assert found == []


def test_every_request_goes_through_the_guard() -> None:
    """Who makes a client of HTTP, or what is under one: one place, where the guard stands under it."""
    makers = re.compile(
        r"httpx\.(?:\w*Client|\w*Transport|get|post|stream|request|head|put)\(|ConnectionPool\("
    )
    found = {
        name: sorted(set(makers.findall(module.read_text("utf-8"))))
        for name, module in zip(NAMES, MODULES, strict=True)
        if makers.search(module.read_text("utf-8"))
    }
    assert found == {"collect/reach/fetch.py": ["ConnectionPool(", "httpx.HTTPTransport("]}
    assert "network_backend=guard" in (PACKAGE / "collect/reach/fetch.py").read_text("utf-8")


def test_the_program_does_not_know_that_it_is_tested() -> None:
    for module in MODULES:
        if module.name != "testing.py":
            assert not re.search(r"pytest|veille\.testing", module.read_text("utf-8")), module


# --- sizes -----------------------------------------------------------------------------


@cache
def code_lines(module: Path) -> frozenset[int]:
    """Numbers of the lines that hold code: no blank line, no comment, no docstring."""
    told = {
        line
        for node in ast.walk(parsed(module))
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }
    quiet = {
        tokenize.COMMENT,
        tokenize.NL,
        tokenize.NEWLINE,
        tokenize.INDENT,
        tokenize.DEDENT,
        tokenize.ENDMARKER,
    }
    tokens = tokenize.generate_tokens(io.StringIO(module.read_text("utf-8")).readline)
    held = {
        line
        for token in tokens
        if token.type not in quiet
        for line in range(token.start[0], token.end[0] + 1)
    }
    return frozenset(held - told)


def bodies() -> Iterator[tuple[int, str]]:
    """(lines of code, name) of every function."""
    for name, module in zip(NAMES, MODULES, strict=True):
        if is_migration(name):
            continue
        for node in ast.walk(parsed(module)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                span = range(node.body[0].lineno, (node.end_lineno or 0) + 1)
                yield len(code_lines(module) & set(span)), f"{name}: {node.name}"


def is_migration(name: str) -> bool:
    """A migration is a list of facts, written once."""
    return name.startswith("store/migrations/versions/")


@pytest.mark.parametrize("name", [name for name in NAMES if not is_migration(name)])
def test_a_module_is_read_in_one_sitting(name: str) -> None:
    assert len(code_lines(PACKAGE / name)) <= 250


def test_modules_are_small() -> None:
    assert statistics.median(len(code_lines(module)) for module in MODULES) <= 110


def test_functions_are_short() -> None:
    sizes = sorted(size for size, _ in bodies())
    assert statistics.median(sizes) <= 8
    assert statistics.quantiles(sizes, n=10)[-1] <= 30
    assert [name for size, name in bodies() if size > 50] == []


# --- every module, every file ----------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_a_module_says_in_its_first_line_what_room_it_is(name: str) -> None:
    text = (PACKAGE / name).read_text("utf-8")
    assert text.startswith('"""')
    assert re.match(r'"""\S[^\n]{14,}[.!?](?:"""\n|\n)', text), text.partition("\n")[0]


def test_no_room_is_for_whatever_has_no_room() -> None:
    refused = {"utils", "util", "helpers", "helper", "misc", "common", "tools", "stuff", "lib"}
    assert not refused & {part for name in NAMES for part in Path(name).with_suffix("").parts}


def repository() -> Iterator[tuple[Path, str]]:
    """(path, text) of every file that is handed over, pictures and fonts apart."""
    folders = (".ci", "archive", "demo", "docs", "src", "templates", "tests")
    files = [file for folder in folders for file in (ROOT / folder).rglob("*")]
    for file in sorted([*files, *ROOT.iterdir()]):
        if file.is_file() and "__pycache__" not in file.parts:
            try:
                yield file.relative_to(ROOT), file.read_text("utf-8")
            except UnicodeDecodeError:
                continue


def test_no_file_names_a_package_registry() -> None:
    # In pieces, so that this file passes too.
    hosts = ["pypi." + "org", "python" + "hosted.org", "npm" + "js.org", "npm" + "js.com"]
    hosts += ["deb." + "debian.org", "registry." + "yarnpkg", "proxy." + "golang.org"]
    found = [(str(file), host) for file, text in repository() for host in hosts if host in text]
    assert found == []


def test_no_file_names_a_folder_of_someones_machine() -> None:
    someones = re.compile(r"(?<![\w.~$}/-])/(?:work|home|root|tmp|Users|mnt)/\w")
    found = [
        (str(file), match[0])
        for file, text in repository()
        if file.parts[0] != "tests" and (match := someones.search(text))
    ]
    assert found == []


@pytest.mark.parametrize("sheet", sorted(PACKAGE.rglob("static/*.css")), ids=lambda file: file.name)
def test_a_style_sheet_closes_what_it_opens(sheet: Path) -> None:
    """Two branches that both add to its end may lose a brace between them, and all that follows."""
    depth = 0
    for number, line in enumerate(sheet.read_text("utf-8").splitlines(), 1):
        assert depth == 0 or not line.startswith("/* "), f"line {number}: a block is still open"
        depth += line.count("{") - line.count("}")
    assert depth == 0


def test_no_test_sleeps() -> None:
    for file, text in repository():
        if file.parts[0] == "tests" and file.suffix == ".py" and file.name != "server.py":
            assert not re.search(r"\bsleep" + r"\(", text), file
