"""The only door to Jinja2: strict, autoescaping, French filters; sandboxed and counted for workspaces."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FunctionLoader
from jinja2.loaders import split_template_path
from markupsafe import Markup

from veille.templating.bounds import Bounded, counted
from veille.templating.faults import explained
from veille.templating.filters import (
    autoescape,
    environment_options,
    furnish,
    paragraphs,
    prose,
    wrapped,
)
from veille.templating.measures import SIZE, TooLargeError

__all__ = ["Templates", "environment_options", "furnish", "paragraphs", "prose", "wrapped"]


class Templates:
    """The templates of a workspace over the shipped ones, file by file; staff text is never one."""

    def __init__(self, *folders: Path, ours: Path | None = None) -> None:
        """`ours`: the folder that came with this program, looked into last."""
        self.folders = (*folders, ours) if ours else folders
        self._strange = folders
        options: Any = {
            "loader": FunctionLoader(self._read),
            "autoescape": autoescape,
            "keep_trailing_newline": True,
        }
        self._bounded = Bounded(**options)
        # What came with the program does not change while it runs.
        self._plain = Environment(**options, auto_reload=False)  # noqa: S701 -- in the options
        for env in (self._bounded, self._plain):
            furnish(env)
        self._bounded.bound()

    def render(self, name: str, /, **context: object) -> str:
        """The template `name` (« letters/review/body.html ») filled, within its turns. Raises TemplateError."""
        try:
            with counted():
                return self._filled(name, context)
        except Exception as error:  # whatever a template's own code can raise
            raise explained(error, name, self.folders) from error

    def part(self, name: str, context: Mapping[str, object]) -> Markup:
        """A template that another one asks for while it is filled: it spends the turns of that one."""
        return Markup(self._filled(name, context))  # noqa: S704 -- filled by a template that escapes

    def _filled(self, name: str, context: Mapping[str, object]) -> str:
        pieces: list[str] = []
        size = 0
        env = self._plain if self._is_ours(name) else self._bounded
        for piece in env.get_template(name).generate(context):
            size += len(piece)
            if size > SIZE:
                raise TooLargeError
            pieces.append(piece)
        return "".join(pieces)

    def _is_ours(self, name: str) -> bool:
        """Whether all that a template may reach came with this program: half the cost of an archive is counting.

        Letters and archive each stand in a folder of their own and take nothing from the other's.
        """
        top = name.partition("/")[0]
        return not any((folder / top).exists() for folder in self._strange)

    def _read(self, name: str) -> tuple[str, str, Callable[[], bool]] | None:
        """A template's text, and whether it still stands: a file laid over it is seen at once."""
        # Refuses « .. »; a name that begins with « / » begins here all the same.
        within = "/".join(split_template_path(name))
        path = self.path_of(within)
        if path is None:
            return None
        stamp = _stamp(path)
        text = path.read_text("utf-8")
        return text, str(path), lambda: self.path_of(within) == path and _stamp(path) == stamp

    def path_of(self, name: str) -> Path | None:
        """Where a template or asset lies, the workspace's own first."""
        return next((folder / name for folder in self.folders if (folder / name).is_file()), None)


def _stamp(path: Path) -> tuple[int, int]:
    stat = path.stat()
    return stat.st_mtime_ns, stat.st_size
