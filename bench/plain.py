"""The archive's own templates in plain Jinja2, written bare: `python -m bench.plain WORKSPACE TO`.

A build asks for its pages as ever, but each is filled by an environment without the sandbox that counts what a
workspace's templates cost; that, and laying the page where it must go, is all that the clock sees.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Mapping
from itertools import count
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from bench.bare import lay
from bench.grown import opened
from veille.templating import Templates, furnish
from veille.templating.filters import autoescape


class Plain(Templates):
    """Fills templates without counting, lays each page, and says how long that took in all."""

    def __init__(self, to: Path, *folders: Path) -> None:
        super().__init__(*folders)
        self._to, self._names = to, count()
        loader = FileSystemLoader([str(folder) for folder in folders])
        self._bare = furnish(
            Environment(loader=loader, autoescape=autoescape, keep_trailing_newline=True)  # noqa: S701
        )
        self.wall = self.cpu = 0.0

    def render(self, name: str, /, **context: object) -> str:
        path = getattr(context.get("page"), "path", f"piece-{next(self._names)}")
        began, worked = time.perf_counter(), time.process_time()
        text = self._bare.get_template(name).render(**context)
        lay(f"{self._to}/{path}", text.encode())
        self.wall += time.perf_counter() - began
        self.cpu += time.process_time() - worked
        return text

    def part(self, name: str, context: Mapping[str, object]) -> Markup:
        return Markup(self._bare.get_template(name).render(context))  # noqa: S704


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("workspace", type=Path)
    parser.add_argument("to", type=Path)
    asked = parser.parse_args()
    veille = opened(asked.workspace)
    try:
        plain = Plain(asked.to, *veille.ctx.templates.folders)
        veille.ctx.templates = plain
        veille.archive.build()
    finally:
        veille.close()
    print(json.dumps({"wall": plain.wall, "cpu": plain.cpu}))


if __name__ == "__main__":
    main()
