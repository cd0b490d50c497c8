"""Letters of every shape, rendered once: what the gates look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache

from lxml import html as lxml_html
from lxml.html import HtmlElement

from tests.compose.samples import (
    LABELS,
    NOTE,
    TITLES,
    cycle,
    edition,
    entry,
    event,
    rendered,
    section,
)
from veille.model.edition import EditionView, EntryView, Named, Rendered, SectionView
from veille.model.item import Medium
from veille.send.message import Envelope

TEMPLATES = ("letter", "review", "alert", "announcement")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def usual() -> tuple[SectionView, ...]:
    first, *others = (entry(title, at=at) for at, title in enumerate(TITLES))
    told = replace(first, quotation="On nous consulte", also_seen=("Le Fil", "La Gazette"))
    return (
        section(told, others[0], key="a", title=LABELS[0]),
        section(*others[1:], key="b", title=LABELS[1]),
    )


def _long() -> tuple[SectionView, ...]:
    title = " ; ".join(TITLES[:4])
    entries = [
        replace(entry(f"{at}. {title}", note=NOTE * 5, at=at), source="Observatoire " * 9)
        for at in range(3)
    ]
    head = (
        "Publications, études, rapports et enquêtes de longue haleine sur les quartiers de l’Ouest"
    )
    return (section(*entries, title=head),)


def _bare() -> tuple[SectionView, ...]:
    entries = [
        replace(entry(title, note="", at=at), themes=(), territories=(), published_on=None)
        for at, title in enumerate(TITLES[:3])
    ]
    return (section(*entries),)


def agenda() -> tuple[SectionView, ...]:
    days = [datetime(2026, 12, 1, 9, 30), datetime(2026, 12, 5), datetime(2027, 1, 8, 18)]
    events = [
        event(f"{title}, la rencontre", starts=day, at=at)
        for at, (title, day) in enumerate(zip(TITLES, days, strict=False))
    ]
    return (section(*events, title="Agenda", kind="agenda"), section(entry(TITLES[5])))


def _cycle() -> tuple[SectionView, ...]:
    return (
        section(cycle(), entry(TITLES[0]), key="invitation"),
        section(cycle("Un autre cycle", at=1), title="Agenda", kind="agenda"),
    )


def _one() -> tuple[SectionView, ...]:
    return (section(entry("Un café")),)


def _sixty() -> tuple[SectionView, ...]:
    return tuple(
        section(
            *(entry(f"{TITLES[at % 6]} ({at})", at=at) for at in range(start, start + 10)),
            key=f"s{start}",
            title=LABELS[start // 10 % 4],
        )
        for start in range(0, 60, 10)
    )


LONGEST = (
    "anticonstitutionnellement", "intergouvernementalisations", "désinstitutionnalisation",
    "hexakosioihexekontahexaphobie", "dichlorodiphényltrichloroéthane",
)  # fmt: skip
TITLE = ("Vers une " + ", ".join(LONGEST) + " : ") * 2
EDITO = "\n\n".join(["Chères lectrices, chers lecteurs, " + NOTE] * 4)
MEDIA: tuple[Medium, ...] = ("listen", "watch", "read")


def full(at: int) -> EntryView:
    """Every field that an entry has, each as long as people make them."""
    return replace(
        entry(f"{at}. {TITLE}"[:300], note=f"{NOTE} {' '.join(LONGEST)}", at=at),
        source="Observatoire national de la politique de la ville et de la cohésion des territoires",
        medium=MEDIA[at % 3],
        duration=3_600 * 2 + 59 * 60,
        access="subscribers",
        nature="Publication, étude, rapport",
        themes=tuple(Named(f"theme{rank}", label) for rank, label in enumerate(LABELS)),
        territories=(
            Named("R84", "Auvergne-Rhône-Alpes"),
            Named("R93", "Provence-Alpes-Côte d’Azur"),
        ),
        quotation="« On nous consulte, on ne nous répond pas », dit-elle : « C’est long ! »",
        also_seen=("La Gazette de l’Estuaire", "Radio des Tours (à écouter, 12 min)", "Le Fil"),
        closes_on=date(2027, 2, 28),
    )


def _maximal() -> tuple[SectionView, ...]:
    days = [replace(event(f"{at}. {TITLE}"[:300], at=at), note=NOTE) for at in range(30)]
    return (
        section(*map(full, range(35)), key="a", title=" et ".join(LABELS)),
        section(cycle(TITLE[:300]), *days[:29], key="b", title="Agenda", kind="agenda"),
        section(*map(full, range(35, 70)), key="c", title=LABELS[1]),
    )


SHAPES = {
    "usual": usual,
    "long": _long,
    "bare": _bare,
    "agenda": agenda,
    "cycle": _cycle,
    "one": _one,
    "sixty": _sixty,
    "maximal": _maximal,
}


class Letter:
    """A letter rendered once, with what tests look at."""

    def __init__(self, view: EditionView) -> None:
        self.view = view
        self.made: Rendered = rendered(view)
        self.document: HtmlElement = lxml_html.document_fromstring(self.made.html)
        self.body: HtmlElement = self.document.body

    def all(self, *tags: str) -> Iterator[HtmlElement]:
        found: Iterator[HtmlElement] = self.document.iter(*tags)
        return found

    @property
    def shown(self) -> tuple[EntryView, ...]:
        """The entries that stand in the letter; the others are read online."""
        places = {link.get("href") for link in self.links}
        return tuple(one for one in self.view.entries if one.url in places)

    @property
    def links(self) -> list[HtmlElement]:
        return list(self.all("a"))

    @property
    def preheader(self) -> HtmlElement:
        return next(self.body.iterchildren("div"))


@cache
def made_of(template: str, shape: str) -> Letter:
    view = edition(*SHAPES[shape](), template=template)
    if shape == "maximal":
        view = replace(view, title=TITLE[:200], edito=EDITO, issn="1234-5679")
    return Letter(view)


def words(element: HtmlElement) -> str:
    return plain(element.text_content())


def plain(text: str) -> str:
    return " ".join(text.split())


ENVELOPE = Envelope(
    sender_name="Bréal",
    sender="lettre@breal.example",
    reply_to="contact@breal.example",
    to="bob@quartiers.example",
    list_name="La lettre de Bréal",
    list_id="lettre.breal.example",
    message_id="abcdefghij.0123456789abcdef@breal.example",
    date=datetime(2026, 11, 23, 7, 45, tzinfo=UTC),
    unsubscribe_url="https://breal.example/desabonnement/" + "x" * 60,
    unsubscribe_mail="contact@breal.example?subject=STOP",
    archive_url="https://archives.breal.example/lettre/",
)
