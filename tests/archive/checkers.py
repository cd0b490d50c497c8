"""The door of the checkers that others wrote: vnu, html-validate, Lighthouse, lynx (`make checkers`)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

import pytest

INSTALLED = Path(__file__).parents[2] / ".venv" / "checkers" / "node_modules"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def needed(*programs: Path | str) -> None:
    """Skips where a program is missing; fails where everything must be tried (CI)."""
    missing = [str(one) for one in programs if shutil.which(one) is None and not Path(one).exists()]
    if missing:
        why = f"missing, « make checkers » installs it: {missing}"
        pytest.fail(why) if os.environ.get("CI") else pytest.skip(why)


def vnu(files: Sequence[Path], *options: str) -> list[str]:
    """Every error and warning of the Nu Html Checker, « file:line: what »."""
    jar = INSTALLED / "vnu-jar" / "build" / "dist" / "vnu.jar"
    needed("java", jar)
    told = _run(["java", "-Xss2m", "-jar", jar, "--stdout", "--format", "json", *options, *files])
    return [
        f"{_name(one['url'])}:{one.get('lastLine', '')}: {one['message']}"
        for one in json.loads(told)["messages"]
    ]


def html_validate(files: Sequence[Path], folder: Path) -> list[str]:
    """The same of html-validate, by its recommended rules and those of accessibility."""
    program = INSTALLED / ".bin" / "html-validate"
    needed("node", program)
    rules = folder / "htmlvalidate.json"
    rules.write_text(
        json.dumps({"root": True, "extends": ["html-validate:recommended", "html-validate:a11y"]})
    )
    told = _run([program, "--config", rules, "--formatter", "json", *files])
    return [
        f"{_name(page['filePath'])}:{one['line']}: {one['ruleId']}: {one['message']}"
        for page in json.loads(told)
        for one in page["messages"]
    ]


def lighthouse(url: str, runs: int = 3) -> Mapping[str, int]:
    """Category → points of a hundred: at once if all are full, else the median of `runs`."""
    program = INSTALLED / ".bin" / "lighthouse"
    chromium = shutil.which(os.environ.get("VEILLE_CHROMIUM") or "chromium")
    needed("node", program, chromium or "chromium")
    points: list[Mapping[str, int]] = []
    for _turn in range(runs):
        points.append(_visited(url, program, str(chromium)))
        if set(points[-1].values()) == {100}:
            return points[-1]
    return {one: int(median(each[one] for each in points)) for one in CATEGORIES}


def _visited(url: str, program: Path, chromium: str) -> Mapping[str, int]:
    told = _run(
        [
            program,
            url,
            "--quiet",
            "--output=json",
            f"--only-categories={','.join(CATEGORIES)}",
            "--chrome-flags=--headless=new --no-sandbox --disable-dev-shm-usage",
        ],
        CHROME_PATH=chromium,
    )
    found: dict[str, Any] = json.loads(told)
    assert not found.get("runtimeError"), found["runtimeError"]
    return {one: round(found["categories"][one]["score"] * 100) for one in CATEGORIES}


def lynx(url: str) -> str:
    """A page as a reader of text alone has it, in one line."""
    needed("lynx")
    told = _run(
        [
            "lynx",
            "-dump",
            "-nolist",
            "-width=200",
            "-assume_charset=utf-8",
            "-display_charset=utf-8",
            url,
        ]
    )
    return " ".join(told.split())


def _run(command: Sequence[Path | str], **environment: str) -> str:
    """What it prints, whatever its verdict; a program that says nothing has not run."""
    done = subprocess.run(
        [str(one) for one in command],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | environment,
    )
    assert done.stdout.strip(), done.stderr[-2000:]
    return done.stdout


def _name(url: str) -> str:
    return url.rpartition("/archive/")[2]
