"""Somebody who types hostile words into every field of every form, and reads every page afterwards.

Forms are found on the pages themselves, so that a new one is typed into without being named here.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from html.parser import HTMLParser
from itertools import cycle
from typing import Any

from PIL import Image

from tests.cast import ALICE, RENTS, SCHOOL, Told, by_url, feed, sealed
from tests.desk.conftest import SAME_ORIGIN, Desk
from tests.hostile import HOSTILE
from veille.core import Veille
from veille.model.event import Day, EventForm, EventView
from veille.model.item import Fetched, Filter, Triage, Validators
from veille.model.piece import PieceForm

PAGES = (
    "", "?state=kept", "ajouter/", "breves/", "breves/nouvelle", "dossiers/", "editions/",
    "equipe/", "equipe/1", "evenements/", "evenements/nouveau", "journal/", "moi/", "moi/codes",
    "premiers-pas/", "premiers-pas/cours", "rechercher/", "selection/", "source/gazette",
    "sources/", "sources/ajouter", "travaux/", "vocabulaire/", "vocabulaire/education",
)  # fmt: skip

LEFT_ALONE = re.compile(
    r"/(sortir|connexion.*|moi/.*|sceller|abandonner|fermer|finir|archive|collecter|essai|livrees)$"
    r"|/travaux/|/supprimer$|/retirer$|/fusionner$|/annuler$|/pause$|/separer$|/equipe/\d+/"
)
"""What takes no words, or would take away what is looked at afterwards."""

PARTICULAR = re.compile(
    r"^theme$|hours|starts|ends|until|since|duration|_on$|_by$|key|email|territory|code"
)
"""Fields that take no words."""

_CODE = re.compile(r"[\s\x00-\x20]*(javascript|vbscript|data|file|blob)\s*:", re.IGNORECASE)
_OURS = re.compile(r"data:,$|data:image/svg\+xml|javascript:void\(window\.open\('http://")
"""The icon, the square of one-time codes, the bookmarklet."""
_LEADING = ("href", "src", "action", "formaction", "data", "poster", "xlink:href", "srcdoc")
_NEVER = frozenset(
    "svg math style object embed base marquee video audio xss applet frame animate mglyph".split()
)


class Tags(HTMLParser):
    """Collects what could run, load or lead astray: elements, attributes that are code, addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.alive: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        data = given.get("type") == "application/ld+json"  # which no browser runs
        if tag in _NEVER or (tag == "script" and "src" not in given and not data):
            self.alive.append(tag)
        if tag == "meta" and "http-equiv" in given:
            self.alive.append("meta")
        if tag in ("img", "iframe", "script", "link") and not data and not self._is_ours(given):
            self.alive.append(f"{tag} {given}")
        for name, value in given.items():
            if name.startswith("on") or name in ("style", "srcdoc"):
                self.alive.append(f"{tag} {name}")
            if name in _LEADING and _CODE.match(value) and not _OURS.match(value):
                self.alive.append(f"{tag} {name}={value}")

    def handle_data(self, data: str) -> None:
        if self.cdata_elem == "script" and "<" in data:
            self.alive.append(f"script {data}")

    def _is_ours(self, given: dict[str, str]) -> bool:
        if given.get("rel") in ("canonical", "alternate", "self"):
            return True  # said, not loaded
        address = given.get("src", given.get("href", ""))
        return bool(_OURS.match(address)) or not re.match(r"\s*([a-z]+:|//|\\)", address, re.I)


def dead(html: str, *, letter: bool = False) -> None:
    """No tag of theirs is alive in the page, no sum of theirs was made. A letter styles itself."""
    found = Tags()
    found.feed(html)
    alive = [one for one in found.alive if not (letter and re.fullmatch(r"style|\w+ style", one))]
    assert alive == [], alive
    assert "7006652" not in html


@dataclass(frozen=True)
class Field:
    """What a person types into."""

    name: str
    kind: str
    value: str = ""
    most: int = 1000


@dataclass
class Form:
    """One form as a browser would send it."""

    action: str
    id: str = ""
    fields: list[tuple[str, str]] = field(default_factory=list)
    written: list[Field] = field(default_factory=list)
    files: bool = False


class Forms(HTMLParser):
    """The forms of a page that are posted."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._open: Form | None = None
        self._select = self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = None
            if given.get("method") == "post":
                self._open = self._named(given.get("id", ""))
                self._open.action = given.get("action", "")
        elif "form" in given:
            self._take(self._named(given["form"]), tag, given)
        elif self._open is not None and tag in ("input", "textarea", "select", "option", "button"):
            self._take(self._open, tag, given)

    def _named(self, name: str) -> Form:
        """The form of that id, which a field may name before it comes."""
        for one in self.found:
            if name and one.id == name:
                return one
        self.found.append(Form("", name))
        return self.found[-1]

    def _take(self, form: Form, tag: str, given: dict[str, str]) -> None:
        name, value, kind = given.get("name", ""), given.get("value", ""), given.get("type", "text")
        if tag == "option" and self._select:
            if "selected" in given or self._select not in dict(form.fields):
                form.fields.append((self._select, value))
            return
        self._select = name if tag == "select" else ""
        if not name:
            return
        if tag == "textarea":
            form.written.append(Field(name, "area"))
        elif tag == "button":
            form.fields += [(name, value)] if name not in dict(form.fields) else []
        elif tag == "input" and kind in ("checkbox", "radio"):
            form.fields += (
                [(name, value or "on")] if kind == "checkbox" or "checked" in given else []
            )
        elif kind == "file":
            form.files = True
        elif tag == "input" and kind not in ("hidden", "password"):
            most = int(given.get("maxlength", 1000))
            form.written.append(Field(name, given.get("inputmode") or kind, value, most))
        elif kind == "hidden":
            form.fields.append((name, value))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None


PAGE, FEED = "https://piege.example/page", "https://piege.example/flux"


def web() -> dict[str, Fetched | Exception]:
    """A page and a feed of a site that means harm: whatever they say of themselves is a trap."""
    lines = [_attribute(line) for line in groups()]
    metas = "".join(
        f'<meta property="og:{name}" content="{line}"><meta name="{name}" content="{line}">'
        for name, line in zip(("title", "description", "site_name", "author"), lines, strict=False)
    )
    page = f"<html><head><title>{lines[4]}</title>{metas}</head><body>{lines[5]}</body></html>"
    told = [Told(line, f"https://piege.example/{n}", line) for n, line in enumerate(groups())]
    made = feed(*told, url=FEED)
    titled = made.body.replace(b"<title>Essai<", f"<title>{lines[6]}<".encode())
    return {
        PAGE: Fetched(PAGE, 200, {"content-type": "text/html"}, page.encode(), Validators()),
        FEED: replace(made, body=titled),
    }


def groups() -> list[str]:
    """Every payload, several on a line as long as fits a title."""
    lines = [""]
    for payload in HOSTILE:
        if len(lines[-1]) + len(payload) > 150:
            lines.append("")
        lines[-1] = f"{lines[-1]} {payload}".strip()
    return [f"'\"><i>{line}" for line in lines]


def furnished(veille: Veille) -> list[str]:
    """One thing of each kind, made in peace; the addresses of all pages."""
    edition = sealed(veille, "revue", SCHOOL)
    item = by_url(veille)[RENTS.url].public_id
    veille.items.triage(item, Triage(select=("lettre", "revue"), summary="Une note."), by=ALICE)
    veille.comments.add(f"item:{item}", "À garder pour lundi.", by=ALICE)
    draft = veille.drafts.new("revue", by=ALICE)
    token = veille.reviews.invite(draft.public_id, "Mme Bréal", by=ALICE)
    kept = veille.searches.keep(Filter(source="gazette"), "La Gazette", by=ALICE)
    dossier = veille.dossiers.open(kept.public_id, by=ALICE)
    other = veille.searches.keep(Filter(text="école"), "L’école", by=ALICE)
    veille.dossiers.take(dossier.public_id, item, by=ALICE)
    veille.dossiers.publish(dossier.public_id, by=ALICE)
    piece = veille.pieces.write(
        PieceForm(title="Une brève", body="Un texte.", public=True), by=ALICE
    )
    day = Day(rank=0, date=date(2026, 12, 1), starts=time(10), ends=time(17), programme="Accueil")
    event = veille.events.write(
        EventForm(title="Une journée", view=EventView(days=(day,)), public=True), by=ALICE
    )
    return [
        *(f"/bureau/{page}" for page in PAGES),
        f"/bureau/?item={item}",
        f"/bureau/?state=kept&item={item}",
        f"/bureau/breves/{piece.public_id}",
        f"/bureau/dossiers/{kept.public_id}",
        f"/bureau/flux/{other.token}.atom",
        f"/bureau/editions/{draft.public_id}",
        f"/bureau/editions/{edition.public_id}",
        f"/bureau/evenements/{event.public_id}",
        f"/bureau/histoires/{item}",
        f"/relecture/{token}",
        "/bureau/rechercher/?text=bailleur",
        f"/bureau/rechercher/?text=bailleur&dossier={dossier.public_id}",
        f"/bureau/ajouter/?url={PAGE}",
        f"/bureau/sources/ajouter?url={FEED}",
    ]


class Typist:
    """Fills every form of the pages that it is given, and keeps what each answer showed."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._lines = cycle(groups())
        self._words = cycle(HOSTILE)
        # A word of the vocabulary has 80 characters: the few longer ones go into lines.
        short = [one for one in HOSTILE if len(one) <= 80]
        self._halves = cycle(("\n".join(short[:30]), "\n".join(short[30:])))
        self.answers: dict[str, list[int]] = {}

    def type_into(self, page: str, passes: Sequence[bool] = (False, True)) -> None:
        """Each form once: all of it hostile; then what must be an address or a day put right."""
        done = set(self.answers)
        for right in passes:
            forms = Forms()
            forms.feed(self.desk.get(page).text)
            for form in forms.found:
                wanted = form.action and (form.written or form.files)
                if (
                    wanted
                    and _bare(form.action) not in done
                    and not LEFT_ALONE.search(_bare(form.action))
                ):
                    self._send(form, right=right)

    def _send(self, form: Form, *, right: bool) -> None:
        data: dict[str, Any] = {}
        for name, value in form.fields:
            data.setdefault(name, []).append(value)
        for one in form.written:
            data.setdefault(one.name, []).append(self._word(one, right=right))
        if form.files:
            data |= {"picture": picture("trap.png"), "list": opml()}
        answer = self.desk.client.post(
            form.action, data=data, headers=SAME_ORIGIN, follow_redirects=True
        )
        assert answer.status_code < 500, form.action
        if "html" in answer.content_type:
            dead(answer.text)
        self.answers.setdefault(_bare(form.action), []).append(answer.status_code)

    def _word(self, one: Field, *, right: bool) -> str:
        if one.kind == "url" or one.name in ("url", "site", "link", "pasted"):
            return "https://piege.example/?\"'><i>" if right else "javascript:globalThis.ran=1"
        if right and one.kind != "date" and "date" in one.name:
            return "1/12/2026"
        if right and (PARTICULAR.search(one.name) or one.kind not in ("text", "search", "area")):
            return one.value
        if one.name == "quotation":
            return next(self._words)[:190]
        if one.kind == "area" and one.name != "addresses":
            return next(self._halves)
        return next(self._lines if one.most > 150 else self._words)


def _bare(address: str) -> str:
    return address.partition("?")[0]


def picture(name: str) -> tuple[io.BytesIO, str]:
    """A small honest picture under a hostile name."""
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "PNG")
    return io.BytesIO(out.getvalue()), f"../../<img src=x onerror=globalThis.ran=1>{name}"


def opml() -> tuple[io.BytesIO, str]:
    """A list whose every title and folder is a trap."""
    rows = "".join(
        f'<outline text="{_attribute(group)}"><outline text="{_attribute(group)}"'
        f' xmlUrl="https://piege.example/{rank}"/></outline>'
        for rank, group in enumerate(groups())
    )
    made = f'<opml version="2.0"><body>{rows}</body></opml>'
    return io.BytesIO(made.encode()), "<svg onload=globalThis.ran=1>.opml"


def _attribute(text: str) -> str:
    plain = re.sub(r"[\x00-\x08]", "", text)
    return re.sub(r'[&<>"]', lambda mark: f"&#{ord(mark[0])};", plain)
