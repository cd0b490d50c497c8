"""What the house adds to any template: French filters, paragraphs, lists, lines; no undefined name goes by."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Callable, Mapping, Sequence
from gettext import gettext as _
from itertools import groupby, takewhile
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup, escape

from veille.geography import territory_name
from veille.model.colour import night
from veille.text import french
from veille.text.dates import paris_day
from veille.text.wire import rfc822, rfc3339, xml_text

_FILTERS: Mapping[str, Callable[..., object]] = {
    "typo": french.typo,
    "long_date": french.long_date,
    "short_date": french.short_date,
    "day_list": french.day_list,
    "short_address": french.short_address,
    "day_number": french.day_number,
    "day_title": french.day_title,
    "month_year": french.month_year,
    "issue": french.issue_number,
    "hours": french.hours,
    "medium": french.medium_words,
    "access": french.access_words,
    "duration": french.duration_words,
    "count": french.count,
    "paris_day": paris_day,
    "file_size": french.file_size,
    "territory": territory_name,
    "night": night,
    "rfc3339": rfc3339,
    "rfc822": rfc822,
}


def paragraphs(text: str) -> Markup:
    """Plain text as HTML paragraphs: a blank line parts them, a line end is a line end."""
    blocks = [block.strip() for block in text.replace("\r\n", "\n").split("\n\n")]
    return Markup("\n").join(
        Markup("<p>{}</p>").format(
            Markup("<br>\n").join(escape(line) for line in block.split("\n"))
        )
        for block in blocks
        if block
    )


_ITEM = re.compile(r"\s*([-–•*])\s+(\S.*)")


def prose(text: str) -> Markup:
    """The same, and lines that begin with a dash or a bullet make a list; another mark, one inside it."""
    made: list[Markup] = []
    rest = text.replace("\r\n", "\n").split("\n")
    while rest:
        taken = list(takewhile(lambda line: not _ITEM.fullmatch(line), rest))
        made += [paragraphs("\n".join(taken))]
        rest = rest[len(taken) :]
        items: list[tuple[str, str]] = []
        # A blank line between two items parts nothing.
        while rest and ((found := _ITEM.fullmatch(rest[0])) or (items and _goes_on(rest))):
            items += [(found[1], found[2])] if found else []
            rest = rest[1:]
        made += [_list(items)] if items else []
    return Markup("\n").join(filter(None, made))


def _goes_on(rest: Sequence[str]) -> bool:
    """Whether a blank line is followed by one more item."""
    after = next((line for line in rest if line.strip()), "")
    return not rest[0].strip() and _ITEM.fullmatch(after) is not None


def _list(items: Sequence[tuple[str, str]]) -> Markup:
    outer = items[0][0]
    lines: list[Markup] = []
    for mark, group in groupby(items, key=lambda item: item[0]):
        inside = Markup("\n").join(Markup("<li>{}</li>").format(words) for _mark, words in group)
        if mark != outer:
            inside = Markup("<ul>\n{}\n</ul></li>").format(inside)
            lines[-1] = lines[-1].removesuffix("</li>")
        lines += [inside]
    return Markup("<ul>\n{}\n</ul>").format(Markup("\n").join(lines))


_IN_SCRIPT = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def json_value(value: object) -> Markup:
    """A value as JSON (RFC 8259), which may stand in a file or in a <script>: no tag can begin or end in it."""
    written = json.dumps(value, ensure_ascii=False, separators=(", ", ": "))
    return Markup(written.translate(_IN_SCRIPT))  # noqa: S704


def xml(text: str) -> Markup:
    """A whole XML file, made by a template that escapes: without what XML 1.0 cannot hold."""
    return Markup(xml_text(text).lstrip())  # noqa: S704


def wrapped(text: str, width: int = 72, indent: str = "") -> str:
    """Text cut into lines for the text part of a letter; an address is never cut."""
    return "\n".join(
        textwrap.fill(
            line,
            width,
            initial_indent=indent,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for line in text.splitlines()
    )


def autoescape(name: str | None) -> bool:
    return name is None or not name.endswith(".txt")


def furnish(env: Environment) -> Environment:
    """The house's filters and habits, for any environment: Flask's own goes through here too."""
    env.undefined = StrictUndefined
    env.trim_blocks = env.lstrip_blocks = True
    env.filters.update(_FILTERS)
    env.filters["paragraphs"] = lambda text: paragraphs(french.typo(text))
    env.filters["prose"] = lambda text: prose(french.typo(text))
    env.filters["wrapped"] = wrapped
    env.filters["json"] = json_value
    env.filters["xml"] = xml
    env.globals["_"] = _
    return env


def environment_options() -> dict[str, Any]:
    """Options for Flask's own environment, so that both follow the same rules."""
    return {"autoescape": autoescape, "undefined": StrictUndefined}
