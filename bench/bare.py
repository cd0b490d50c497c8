"""The bare limit of an archive: the same bytes out of Jinja2, to as many files: `python -m bench.bare FROM TO`.

No store, no plan, no choice, no manifest: each page of a built archive is a list of its lines, given to a
template of one loop, and the result is written where it must go. What is read beforehand is off the clock.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

BATCH = 500
"""Pages in memory at once."""
RENDERED = {".html", ".atom", ".xml"}
TEMPLATE = "{% for line in lines %}{{ line }}{% endfor %}"

Page = tuple[str, list[Markup] | bytes]


def pages(built: Path) -> Iterator[Page]:
    """(path, its lines), or (path, its bytes) where no template made it."""
    for folder, _folders, names in os.walk(built):
        for name in names:
            file = Path(folder, name)
            path, data = str(file.relative_to(built)), file.read_bytes()
            made = file.suffix in RENDERED
            yield path, [Markup(one) for one in data.decode().splitlines(True)] if made else data  # noqa: S704


def lay(path: str, data: bytes) -> None:
    """Folders are made when they are found missing."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    try:
        file = os.open(path, flags, 0o644)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        file = os.open(path, flags, 0o644)
    os.write(file, data)
    os.close(file)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("built", type=Path)
    parser.add_argument("to", type=Path)
    asked = parser.parse_args()
    template = Environment(autoescape=True).from_string(TEMPLATE)
    found, wall, cpu = pages(asked.built), 0.0, 0.0
    while batch := list(islice(found, BATCH)):
        began, worked = time.perf_counter(), time.process_time()
        for path, made in batch:
            data = made if isinstance(made, bytes) else template.render(lines=made).encode()
            lay(f"{asked.to}/{path}", data)
        wall += time.perf_counter() - began
        cpu += time.process_time() - worked
    print(json.dumps({"wall": wall, "cpu": cpu}))


if __name__ == "__main__":
    main()
