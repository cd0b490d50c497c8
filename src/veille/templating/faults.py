"""What is wrong with a template, in French, with its file, line and block: Jinja2 speaks English only."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from gettext import gettext as _
from pathlib import Path

from jinja2 import TemplateError as JinjaError
from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError

from veille.errors import TemplateError
from veille.templating.bounds import TooLongError
from veille.templating.measures import TooLargeError

_BLOCKS = re.compile(
    r"\{#.*?#\}"
    r"|\{%[-+]?\s*raw\s*[-+]?%\}.*?\{%[-+]?\s*endraw\s*[-+]?%\}"
    r"|\{%[-+]?\s*(?P<end>end)?block\b\s*(?P<name>\w*)",
    re.DOTALL,
)

_ENGLISH: Sequence[tuple[str, str]] = (
    (
        r"Encountered unknown tag '(\w+)'.* needs to be closed is '(\w+)'.*",
        _("« {0} » n’est pas attendu ici : « {1} » n’est pas encore fermé"),
    ),
    (r"Encountered unknown tag '((?:end|el)\w+)'.*", _("« {0} » ne répond à rien")),
    (r"Encountered unknown tag '(\w+)'.*", _("mot inconnu : « {0} »")),
    (
        r"Unexpected end of template\..* needs to be closed is '(\w+)'.*",
        _("« {0} » n’est pas fermé à la fin du fichier"),
    ),
    (r"unexpected end of template, expected '(.+)'\.", _("il manque « {0} »")),
    (r"No filter named '(\w+)'.*", _("filtre inconnu : « {0} »")),
    (r"No test named '(\w+)'.*", _("test inconnu : « {0} »")),
    (r"unexpected char '(.+)' at \d+", _("signe inattendu ou jamais refermé : {0}")),
    (r"unexpected char \"(.+)\" at \d+", _("signe inattendu ou jamais refermé : {0}")),
    (r"unexpected '(.+)', expected '(.+)'", _("« {1} » attendu, et non « {0} »")),
    (r"unexpected '(.+)'", _("« {0} » inattendu")),
    (r"Expected an expression, got '(.+)'", _("il manque une expression avant « {0} »")),
    (r"expected token '(.+)', got '(.+)'", _("« {0} » attendu, et non « {1} »")),
    (r"block '(\w+)' defined twice", _("deux blocs s’appellent « {0} »")),
    (r"Block names in Jinja .*", _("le nom d’un bloc n’a ni espace ni trait d’union")),
    (r"Missing end of comment tag", _("un commentaire « {{# » n’est pas fermé")),
    (r"Missing end of raw directive", _("« raw » n’est pas fermé")),
)
"""What Jinja2 says of a mistake of syntax → what we say, the quoted words by their place."""

_TOKENS = {
    "end of print statement": "}}",
    "end of statement block": "%}",
    "end of template": _("fin du fichier"),
    "name": _("un nom"),
    "string": _("un texte"),
    "integer": _("un nombre"),
}


def syntax(message: str) -> str:
    """Its English in French; what it says once in ten years stays as it is, between quotes."""
    for english, french in _ENGLISH:
        if found := re.fullmatch(english, message, re.DOTALL):
            words = (_TOKENS.get(word, word) for word in found.groups())
            return _("syntaxe : {0}").format(french.format(*words))
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
        # While it cuts a file into words, Jinja2 takes the path for the name.
        path = Path(error.filename or error.name or "")
        where = _within(path, folders) or error.name or name
        return _told(where, error.lineno, syntax(error.message or ""), folders)
    where, line = _place(error, name, folders)
    if isinstance(error, RecursionError | SyntaxError) and line is None:
        return _told(where, None, _("trop de balises les unes dans les autres"), folders)
    return _told(where, line, _reason(error), folders)


def _within(path: Path, folders: Sequence[Path]) -> str:
    """« letters/_base.html » for a file of one of the folders; an error never tells where they lie."""
    for folder in folders:
        if path.is_relative_to(folder):
            return path.relative_to(folder).as_posix()
    return ""


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
        if found := _within(Path(traceback.tb_frame.f_code.co_filename), folders):
            where, line = found, traceback.tb_lineno
        traceback = traceback.tb_next
    return where, line


def _reason(error: Exception) -> str:
    for kind, words in _REASONS:
        if isinstance(error, kind):
            return words(error)
    return _("calcul impossible : « {0} »").format(error)


def _undefined(error: Exception) -> str:
    if found := re.fullmatch(r".* has no element (.+)", str(error)):
        return _("variable absente : pas d’élément {0}").format(found[1])
    found = re.fullmatch(r"'(\w+)' is undefined|.* has no attribute '(.+)'", str(error))
    absent = (found[1] or found[2]) if found else str(error)
    # An outsider's names: what is not there is no more allowed than what is.
    if absent.startswith("_"):
        return _("interdit dans un gabarit : « {0} »").format(absent)
    return _("variable absente : « {0} »").format(absent)


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
    (JinjaError, lambda e: syntax(str(e))),
    (UnicodeDecodeError, lambda _e: _("ce fichier n’est pas enregistré en UTF-8")),
    (OSError, lambda _e: _("ce fichier ne peut pas être lu")),
)
