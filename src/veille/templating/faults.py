"""What is wrong with a template, in French, with its file, line and block: Jinja2 speaks English only."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from gettext import gettext as _
from pathlib import Path

from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError

from veille.errors import TemplateError
from veille.templating.bounds import TooLargeError, TooLongError

_BLOCKS = re.compile(
    r"\{#.*?#\}"
    r"|\{%[-+]?\s*raw\s*[-+]?%\}.*?\{%[-+]?\s*endraw\s*[-+]?%\}"
    r"|\{%[-+]?\s*(?P<end>end)?block\b\s*(?P<name>\w*)",
    re.DOTALL,
)

_ENGLISH: Sequence[tuple[str, str]] = (
    (
        r"Encountered unknown tag '(\w+)'.*(?:looking for|expected tag)[^']*'(\w+)'.*",
        _("« {0} » n’est pas attendu ici : il faut d’abord « {1} »"),
    ),
    (r"Encountered unknown tag '(\w+)'.*", _("mot inconnu : « {0} »")),
    (
        r"Unexpected end of template\. .*?looking for the following tags: '(\w+)'.*",
        _("il manque « {0} » avant la fin du fichier"),
    ),
    (r"Unexpected end of template.*", _("le fichier finit au milieu d’une balise")),
    (r"No filter named '(\w+)'.*", _("filtre inconnu : « {0} »")),
    (r"No test named '(\w+)'.*", _("test inconnu : « {0} »")),
    (r"unexpected char (.+) at \d+", _("signe inattendu : {0}")),
    (r"unexpected '(.+)'", _("« {0} » inattendu")),
    (r"unexpected end of statement block", _("la balise {{% %}} est incomplète")),
    (r"unexpected '?end of print statement'?", _("la balise {{{{ }}}} est incomplète")),
    (r"Expected an expression, got '(.+)'", _("il manque une expression avant « {0} »")),
    (r"expected token '(.+)', got '(.+)'", _("« {0} » attendu, et non « {1} »")),
    (r"block '(\w+)' defined twice", _("deux blocs s’appellent « {0} »")),
    (r"Missing end of comment tag", _("un commentaire {{# n’est pas fermé")),
    (r"Missing end of raw directive", _("« raw » n’est pas fermé")),
)
"""What Jinja2 says of a mistake of syntax → what we say, the quoted words in the same order."""


def syntax(message: str) -> str:
    """Its English in French; what it says once in ten years stays as it is, between quotes."""
    for english, french in _ENGLISH:
        if found := re.fullmatch(english, message, re.DOTALL):
            return _("syntaxe : {0}").format(french.format(*found.groups()))
    return _("syntaxe : « {0} »").format(message)


def block_at(source: str, line: int) -> str:
    """The innermost block that is open at that line, or nothing."""
    open_: list[str] = []
    for mark in _BLOCKS.finditer(source):
        if source.count("\n", 0, mark.start()) + 1 > line:
            break
        if mark["name"] is None:
            continue
        closes_before = source.count("\n", 0, mark.end()) + 1 < line
        if not mark["end"]:
            open_.append(mark["name"])
        elif open_ and closes_before:
            open_.pop()
    return open_[-1] if open_ else ""


def explained(error: Exception, name: str, folders: Sequence[Path]) -> TemplateError:
    """What happened while `name` was filled, told to the person who wrote it."""
    if isinstance(error, TemplateSyntaxError):
        return _told(error.name or name, error.lineno, syntax(error.message or ""), folders)
    where, line = _place(error, name, folders)
    return _told(where, line, _reason(error), folders)


def _told(name: str, line: int | None, reason: str, folders: Sequence[Path]) -> TemplateError:
    block = ""
    path = next((folder / name for folder in folders if (folder / name).is_file()), None)
    if path and line:
        block = block_at(path.read_text("utf-8", errors="replace"), line)
    return TemplateError(f"templates/{name}", line, reason, block)


def _place(error: BaseException, name: str, folders: Sequence[Path]) -> tuple[str, int | None]:
    """The deepest template frame of the traceback: Jinja2 rewrites it to template lines."""
    where, line = name, None
    traceback = error.__traceback__
    while traceback is not None:
        code = Path(traceback.tb_frame.f_code.co_filename)
        for folder in folders:
            if code.is_relative_to(folder):
                where, line = str(code.relative_to(folder)), traceback.tb_lineno
        traceback = traceback.tb_next
    return where, line


def _reason(error: Exception) -> str:
    for kind, words in _REASONS:
        if isinstance(error, kind):
            return words(error)
    return str(error)


def _undefined(error: Exception) -> str:
    if found := re.fullmatch(r"'(\w+)' is undefined", str(error)):
        return _("variable absente : « {0} »").format(found[1])
    if found := re.fullmatch(r"'?(.+?)'? has no attribute '(.+)'", str(error)):
        if found[2].startswith("_"):
            return _("interdit dans un gabarit : « {0} »").format(found[2])
        return _("variable absente : « {0} » n’a pas de « {1} »").format(_kind(found[1]), found[2])
    return _("variable absente : {0}").format(error)


def _kind(english: str) -> str:
    """« veille.model.edition.EditionView object » as a template names it."""
    return english.removesuffix(" object").rpartition(".")[2]


def _forbidden(error: Exception) -> str:
    if found := re.fullmatch(
        r"access to attribute '(.+)' of '(.+)' object is unsafe\.", str(error)
    ):
        return _("interdit dans un gabarit : « {0} »").format(found[1])
    return _("interdit dans un gabarit : {0}").format(error)


_REASONS: Sequence[tuple[type[Exception], Callable[[Exception], str]]] = (
    (TooLongError, lambda _e: _("le gabarit demande trop de tours")),
    (TooLargeError, lambda _e: _("le gabarit demande un texte, une liste ou un nombre démesuré")),
    (RecursionError, lambda _e: _("le gabarit s’appelle lui-même sans fin")),
    (MemoryError, lambda _e: _("le gabarit demande trop de mémoire")),
    (TemplateNotFound, lambda e: _("gabarit introuvable : {0}").format(e)),
    (UndefinedError, _undefined),
    (SecurityError, _forbidden),
    (ZeroDivisionError, lambda _e: _("division par zéro")),
)
