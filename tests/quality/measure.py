"""What the program says of the tables, counted: precision, recall, and where it errs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from veille.collect.pages.notices import is_closed
from veille.config.load import load
from veille.model.moment import Moment
from veille.shipped import shipped
from veille.triage.moments import read as read_moment
from veille.triage.natures import NEWS
from veille.triage.places import spot
from veille.triage.stories import alike
from veille.triage.stories import read as read_title
from veille.triage.suggest import Suggester

FIFTEEN = frozenset(
    "contrats-de-ville anru-npnru logement-social habitat-degrade acces-emploi insertion-clauses cites-educatives"
    " ecole-quartiers asv-cls prevention-delinquance conseils-citoyens vie-associative femmes-hommes"
    " inclusion-numerique nature-agriculture".split()
)


@dataclass
class Score:
    """Counts of one question, over one table."""

    lines: int = 0
    right: Counter[str] = field(default_factory=Counter, repr=False)
    wrong: Counter[str] = field(default_factory=Counter, repr=False)
    missed: Counter[str] = field(default_factory=Counter, repr=False)
    answered: int = 0
    confused: Counter[tuple[str, str]] = field(default_factory=Counter, repr=False)
    """What was wanted, and what was told instead."""

    @property
    def precision(self) -> float:
        told = self.right.total() + self.wrong.total()
        return self.right.total() / told if told else 1.0

    @property
    def recall(self) -> float:
        wanted = self.right.total() + self.missed.total()
        return self.right.total() / wanted if wanted else 1.0

    @property
    def coverage(self) -> float:
        """Share of the lines on which anything was said."""
        return self.answered / self.lines if self.lines else 0.0

    @property
    def accuracy(self) -> float:
        """Share of the lines answered right, for what has one answer a line."""
        return self.right.total() / self.lines if self.lines else 1.0

    @property
    def macro_f1(self) -> float:
        """F1 of each class, all of one weight."""
        kinds = self.right.keys() | self.wrong.keys() | self.missed.keys()
        return sum(map(self.f1, kinds)) / len(kinds) if kinds else 1.0

    def f1(self, kind: str) -> float:
        right = 2 * self.right[kind]
        told = right + self.wrong[kind] + self.missed[kind]
        return right / told if told else 1.0

    def choose(self, told: str, wanted: str, *, silent: str) -> None:
        """One answer among several; `silent` is what saying nothing means, and counts as a class."""
        self.add([told], [wanted])
        self.answered -= told == silent
        if told != wanted:
            self.confused[wanted, told] += 1

    def add(self, told: Iterable[str], wanted: Iterable[str]) -> None:
        told, wanted = set(told), set(wanted)
        self.lines += 1
        self.answered += bool(told)
        self.right.update(told & wanted)
        self.wrong.update(told - wanted)
        self.missed.update(wanted - told)


def rows(table: Path) -> Iterable[Sequence[str]]:
    """The lines of a table, cut at their tabs."""
    for line in table.read_text("utf-8").splitlines():
        yield line.split("\t")


def shipped_suggester() -> Suggester:
    """The rules of the vocabulary that travels with the program."""
    config = load(shipped("themes.yml").parent)
    return Suggester(config.themes, config.natures)


def themes(table: Path, suggester: Suggester) -> Score:
    """What the rules alone propose, among the fifteen themes of the table."""
    score = Score()
    for title, excerpt, wanted in rows(table):
        told = {one.key for one in suggester.themes(title, excerpt)} & FIFTEEN
        score.add(told, filter(None, wanted.split(",")))
    return score


def closings(table: Path) -> Score:
    """Whether kind and value are both what a line wants; one that wants none counts like the others."""
    score = Score()
    for day, text, kind, value in rows(table):
        told = moment_words(read_moment(text, date.fromisoformat(day)))
        score.add([told], [f"{kind} {value}".strip()])
    return score


def moment_words(moment: Moment | None) -> str:
    """As the table writes it: « closes 2027-01-15 », « starts 2027-01-09T10:00 », « none »."""
    if moment is None:
        return "none"
    if moment.closes:
        return f"closes {moment.closes}"
    until = f"/{moment.ends}" if moment.ends else ""
    return f"starts {moment.starts}{f'T{moment.at:%H:%M}' if moment.at else until}"


def stories(table: Path) -> Score:
    """Pairs that the rule joins, against those that tell one story."""
    score = Score()
    for one, other, same in rows(table):
        told = ["one"] if alike(read_title(one), read_title(other)) else []
        score.add(told, ["one"] if same == "1" else [])
    return score


def territories(table: Path) -> Score:
    """What is spotted surely; the source's territories only help."""
    score = Score()
    for title, excerpt, around, wanted in rows(table):
        score.add(spot(title, excerpt, _codes(around)).codes, _codes(wanted))
    return score


def _codes(cell: str) -> list[str]:
    return [one for one in cell.split(",") if one]


def natures(table: Path, suggester: Suggester) -> Score:
    """What nature the words tell; saying none says « actualite »."""
    score = Score()
    for title, excerpt, wanted in rows(table):
        told = suggester.nature(title, excerpt)
        score.choose(told.key if told else NEWS, wanted, silent=NEWS)
    return score


def access(table: Path) -> Score:
    """Whether a notice is taken for a wall; saying nothing says « free »."""
    score = Score()
    for notice, wanted in rows(table):
        score.choose("subscribers" if is_closed(notice) else "free", wanted, silent="free")
    return score
