"""Times a letter of 100 items, beside bare jinja2 + premailer on the same bytes: `python -m bench.letter`.

In ms of CPU, the contenders in turn, so that a busy machine slows them all alike; the ratios are what counts.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from jinja2 import Environment, FileSystemLoader
from premailer import Premailer

from veille.compose.inline import inline
from veille.compose.render import UNSUBSCRIBE_MARK, render
from veille.model.declared import Centre
from veille.model.edition import EditionView, EntryView, Named, SectionView
from veille.shipped import shipped
from veille.templating import Templates, furnish

ITEMS = 100
ARCHIVE = "https://archives.breal.example/"
CENTRE = Centre(name="Centre de Bréal", email="contact@breal.example", address="Bréal")


def view(items: int = ITEMS) -> EditionView:
    """Ten sections of plausible items, light enough to stand whole in a letter or not."""
    one = EntryView(
        public_id="bench",
        title="Le contrat de ville signé à l’automne",
        url="https://gazette.example/contrat",
        source="La Gazette",
        published_on=date(2026, 11, 2),
        themes=(Named("habitat", "Habitat"),),
        note="La ville et le bailleur ont présenté un calendrier, discuté avec les habitants.",
    )
    entries = [replace(one, public_id=f"b{at}", url=f"{one.url}-{at}") for at in range(items)]
    sections = tuple(
        SectionView(f"s{at}", f"Rubrique {at}", "items", tuple(entries[at : at + 10]))
        for at in range(0, items, 10)
    )
    return EditionView(
        publication="lettre", publication_title="La lettre", template="letter", accent="#1F3A6E",
        number=1, slug="1", date=date(2026, 11, 23), period="novembre 2026", sections=sections,
    )  # fmt: skip


def contenders() -> dict[str, Callable[[], str]]:
    """Name → one whole pass; the first is the one that the others are measured against."""
    letter = view()
    context = {
        "letter": letter, "centre": CENTRE, "archive_url": ARCHIVE, "subject": "La lettre",
        "online_url": ARCHIVE + letter.path, "unsubscribe_url": UNSUBSCRIBE_MARK, "shown": ITEMS,
    }  # fmt: skip
    folder = shipped("templates")
    ours = Templates(folder)
    bare = furnish(Environment(loader=FileSystemLoader(folder), autoescape=True))
    body = "letters/letter/body.html"

    def whole() -> str:
        made = render(
            letter, centre=CENTRE, archive_url=ARCHIVE, unsubscribe=UNSUBSCRIBE_MARK, templates=ours
        )
        return made.html

    return {
        "jinja2 + premailer, bare": lambda: str(
            Premailer(bare.get_template(body).render(**context), allow_network=False).transform()
        ),
        "veille, the same HTML": lambda: inline(ours.render(body, **context)),
        "veille, letter fitted, both parts": whole,
    }


def measure(rounds: int) -> dict[str, float]:
    """Name → median ms of CPU, each round trying everybody once."""
    tried = contenders()
    took: dict[str, list[float]] = {name: [] for name in tried}
    for _ in range(rounds + 1):
        for name, once in tried.items():
            started = time.thread_time()
            once()
            took[name].append((time.thread_time() - started) * 1000)
    # The first round compiles the templates.
    return {name: statistics.median(times[1:]) for name, times in took.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    medians = measure(parser.parse_args().rounds)
    base = next(iter(medians.values()))
    print(f"{'a letter of 100 items':<36}{'ms':>8}{'ratio':>8}")
    for name, median in medians.items():
        print(f"{name:<36}{median:>8.1f}{median / base:>8.2f}")


if __name__ == "__main__":
    main()
