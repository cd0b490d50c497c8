"""feedparser's test files: « Expect: » in a comment is a Python expression on what it parsed."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from bench.corpus_case import NOT_KEPT, NOT_TOLD, Case, Expected, Field, Skipped, dated

Check = Expected | Skipped

_EXPECT = re.compile(r"Expect:\s*(.*?)\s*-->", re.DOTALL)
_HEADER = re.compile(r"^Header:\s+([^:]+):(.*)$", re.MULTILINE)
_ALIAS = {
    "description": "summary", "guid": "id", "url": "link", "modified": "updated",
    "modified_parsed": "updated_parsed", "issued": "published", "issued_parsed": "published_parsed",
    "date": "updated", "date_parsed": "updated_parsed",
}  # fmt: skip
_DATES = {"published", "updated", "created", "published_parsed", "updated_parsed", "created_parsed"}
_FIELDS: dict[tuple[str, ...], Field] = {
    ("title",): "title", ("title_detail", "value"): "title", ("link",): "link", ("id",): "id",
    ("author",): "author", ("author_detail", "name"): "author", ("authors", "0", "name"): "author",
    ("summary",): "summary", ("summary_detail", "value"): "summary",
    ("content", "0", "value"): "summary",
}  # fmt: skip
_MAIL = "a mail address: personal data, never kept"


def cases(folder: Path) -> Iterator[Case]:
    """Every document of tests/, with what its comment expects; then the table of dates."""
    for file in sorted((folder / "tests").rglob("*.xml")):
        body = file.read_bytes()
        text = _text(body)
        place = str(file.relative_to(folder))
        told = {name.strip().lower(): value.strip() for name, value in _HEADER.findall(text)}
        found = _EXPECT.search(text)
        checks = tuple(_checks(found[1], "/atom" in place)) if found else ()
        url = f"http://127.0.0.1:8097/{place}"
        yield Case(place, url, {"content-type": told.get("content-type", "")}, body, checks)
    yield from _dates(folder / "tests/test_date_parsers.py")


def _dates(file: Path) -> Iterator[Case]:
    """Each row « (parser, text, nine numbers or None) » of its table, as the date of an item."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if not isinstance(node, ast.Tuple) or len(node.elts) != 3:
            continue
        written, told = _value(node.elts[1]), _value(node.elts[2])
        if isinstance(written, str) and (told is None or isinstance(told, tuple)):
            value = _utc(told) if told else None
            yield dated("tests/test_date_parsers.py", written, value)


def _utc(numbers: tuple[int, ...]) -> datetime:
    year, month, day, hour, minute, second = numbers[:6]
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC)


def moment(written: str) -> datetime | None:
    """A date in RFC 822 or ISO 8601, read without veille's or feedparser's help."""
    try:
        read = datetime.fromisoformat(written.strip())
    except ValueError:
        try:
            read = parsedate_to_datetime(written.strip())
        except ValueError:
            return None
    return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)


def _text(body: bytes) -> str:
    for mark, name in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if body.startswith(mark) and body[2:4] != b"\0\0":
            return body.decode(name, "replace")
    if b"\0" in body[:8]:
        nulls = [index for index, byte in enumerate(body[:4]) if not byte]
        wide = {
            (0, 1, 2): "utf-32be",
            (1, 2, 3): "utf-32le",
            (0, 2): "utf-16be",
            (1, 3): "utf-16le",
        }
        return body.decode(wide.get(tuple(nulls), "utf-32"), "replace")
    return body.decode("utf-8", "replace")


def _checks(expression: str, atom: bool) -> Iterator[Check]:
    try:
        tree = ast.parse(expression, mode="eval").body
    except (SyntaxError, ValueError):
        yield Skipped("an expression that cannot be read")
        return
    yield from _clauses(tree, atom)


def _clauses(node: ast.expr, atom: bool) -> Iterator[Check]:
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And):
        for one in node.values:
            yield from _clauses(one, atom)
    elif isinstance(node, ast.Compare) and all(isinstance(op, ast.Eq) for op in node.ops):
        *paths, told = [node.left, *node.comparators]
        for path in paths:
            yield _check(_path(path), told, atom)
    elif "bozo" not in ast.dump(node) or isinstance(node, ast.Compare):
        yield Skipped(NOT_TOLD)


def _check(path: tuple[str, ...] | None, told: ast.expr, atom: bool) -> Check:
    value = _value(told)
    if path is None or value is ...:
        return Skipped(NOT_TOLD)
    index = None
    if path[0] == "entries":
        index, path = int(path[1]), path[2:]
    elif path[0] == "feed":
        path = path[1:]
    else:
        return Skipped(NOT_TOLD)
    path = tuple(_ALIAS.get(part, part) for part in path)
    if path[-1:] == ("email",):
        return Skipped(_MAIL)
    name = "date" if path[-1] in _DATES and len(path) == 1 else _FIELDS.get(path)
    if name is None or (index is None and name not in ("title", "link")):
        return Skipped(NOT_KEPT)
    return _expected(index, name, value, atom)


def _expected(index: int | None, name: Any, value: Any, atom: bool) -> Check:
    if isinstance(value, tuple) and len(value) == 9:
        return Expected(index, name, _utc(value))
    if isinstance(value, str):
        return Expected(index, name, value, literal=atom and name == "title")
    return Skipped(NOT_TOLD) if value is not None else Expected(index, name, None)


def _path(node: ast.expr) -> tuple[str, ...] | None:
    """« entries[0]['title_detail']['value'] » as its parts; None for any other expression."""
    if isinstance(node, ast.Name):
        return (node.id,)
    if isinstance(node, ast.Attribute):
        head = _path(node.value)
        return head and (*head, node.attr)
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        head = _path(node.value)
        return head and (*head, str(node.slice.value))
    return None


def _value(node: ast.expr) -> Any:
    """A constant, strings added up too; … for any other expression."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = _value(node.left), _value(node.right)
        return left + right if isinstance(left, str) and isinstance(right, str) else ...
    try:
        return ast.literal_eval(node)
    except ValueError:
        return ...
