"""References: what an edition, a theme's year or a dossier cites, as RIS, BibTeX (biblatex) and CSL-JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from typing import Literal

from veille.archive.holdings import Page
from veille.archive.once import Once
from veille.model.edition import EditionView, EntryView
from veille.model.places import item_path
from veille.text.french import issue_number
from veille.text.stems import fold
from veille.text.wire import xml_text

Sort = Literal["article", "report", "page", "audio", "video", "issue"]

_RIS = {
    "article": "NEWS",
    "report": "RPRT",
    "page": "ELEC",
    "audio": "SOUND",
    "video": "VIDEO",
    "issue": "JFULL",
}
"""Types of the RIS specification of 2011, as Zotero reads them too."""
_BIB = {
    "article": "article",
    "report": "report",
    "page": "online",
    "audio": "audio",
    "video": "video",
    "issue": "periodical",
}
"""Entry types of biblatex 3."""
_CSL = {
    "article": "article-newspaper",
    "report": "report",
    "page": "webpage",
    "audio": "broadcast",
    "video": "motion_picture",
    "issue": "periodical",
}
"""Types of CSL 1.0.2."""


@dataclass(frozen=True, slots=True)
class Reference:
    """What can be cited. The source stands where its sort wants it: journal, institution, site."""

    key: str
    sort: Sort
    title: str
    source: str
    url: str
    issued: date | None = None
    keywords: tuple[str, ...] = ()
    note: str = ""
    """Our own words, never an abstract of the source's."""
    number: str = ""
    issn: str = ""
    publisher: str = ""


@dataclass(frozen=True, slots=True)
class ReferenceFile:
    """One file of references, written only when it is asked for: a plan holds thousands."""

    form: str
    cited: Sequence[Reference]

    @property
    def text(self) -> str:
        return FORMS[self.form](self.cited)


def sort_of(view: EntryView) -> Sort:
    """What kind of document an entry tells of, by its medium and by the words of its nature."""
    if view.medium != "read":
        return "audio" if view.medium == "listen" else "video"
    if view.starts_at or view.event:
        return "page"
    nature = fold(view.nature)
    if "rapport" in nature or "etude" in nature:
        return "report"
    # A press article has the nature « Actualité », or none.
    return "article" if not nature or "actualite" in nature else "page"


def of_entry(view: EntryView, archive_url: str) -> Reference:
    """A resource, at its own address; at ours where it has none. What is ours is a page, in no newspaper."""
    return _referring(archive_url)(view)


@lru_cache(maxsize=4)
def _referring(archive_url: str) -> Once[EntryView, Reference]:
    return Once(partial(_referred, archive_url))


def _referred(archive_url: str, view: EntryView) -> Reference:
    sort = sort_of(view)
    ours = not view.url or view.url.startswith(archive_url)
    return Reference(
        key=view.public_id,
        sort="page" if ours and sort == "article" else sort,
        title=view.title,
        source=view.source,
        url=view.url or archive_url + item_path(view.public_id),
        issued=view.published_on,
        keywords=tuple(one.label for one in (*view.themes, *view.territories)),
        note=view.note,
    )


def of_edition(edition: EditionView, publisher: str, archive_url: str) -> Reference:
    """An edition itself, as an issue of a periodical."""
    name = f"{edition.publication_title} {issue_number(edition.slug, edition.per_year)}"
    return Reference(
        key=f"{edition.publication}-{edition.date.year}-{edition.slug}",
        sort="issue",
        title=f"{name}, {edition.period}" if edition.period else name,
        source=edition.publication_title,
        url=archive_url + edition.path,
        issued=edition.date,
        number=edition.slug,
        issn=edition.issn,
        publisher=publisher,
    )


def reference_pages(base: str, title: str, cited: Sequence[Reference]) -> Iterator[Page]:
    """The three files of a list, under `base`; nothing to cite makes them empty, and they stay."""
    for path, form in zip(reference_paths(base), FORMS, strict=True):
        yield Page(path, "archive/file.txt", title, {"file": ReferenceFile(form, cited)})


def empty_references(address: str) -> Page | None:
    """What answers where the references of a list were that is gone; None for any other address."""
    name, _dot, form = address.rpartition("/")[2].rpartition(".")
    if name != "references" or form not in FORMS:
        return None
    return Page(address, "archive/file.txt", "", {"file": ReferenceFile(form, ())})


def reference_paths(base: str) -> list[str]:
    """Where the three files of a list lie."""
    return [f"{base}references.{form}" for form in FORMS]


# --- RIS --------------------------------------------------------------------------------


def ris(cited: Iterable[Reference]) -> str:
    """Lines « TY  - NEWS » ended by CR LF, as the RIS specification asks, in UTF-8."""
    return "".join(map(_ris_entry, cited))


def _ris_made(one: Reference) -> str:
    return "".join(f"{line}\r\n" for line in _ris_lines(one))


_ris_entry = Once(_ris_made)


def _ris_lines(one: Reference) -> Iterator[str]:
    yield f"TY  - {_RIS[one.sort]}"
    for tag, value in _ris_fields(one):
        if value:
            yield f"{tag}  - {_one_line(value)}"
    yield "ER  - "


def _ris_fields(one: Reference) -> Iterator[tuple[str, str]]:
    yield "ID", one.key
    yield "TI", one.title
    yield ("PB" if one.sort in ("report", "audio", "video") else "T2"), one.source
    yield "PB", one.publisher
    if one.issued:
        yield "PY", f"{one.issued.year:04d}"
        # « YYYY/MM/DD/ »: the last slash ends the day, and another word may follow it.
        yield "DA", one.issued.strftime("%Y/%m/%d/")
    yield "IS", one.number
    yield "SN", one.issn
    yield "UR", one.url
    yield "LA", "fr"
    for word in one.keywords:
        yield "KW", word
    yield "N1", one.note


# --- BibTeX -----------------------------------------------------------------------------

_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        # Not « \{ »: whoever counts braces counts that one too.
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "$": r"\$",
        "&": r"\&",
        "%": r"\%",
        "#": r"\#",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
_TEX_URL = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"})
"""An address is read as it is, but for what would open or close the field."""


def bibtex(cited: Iterable[Reference]) -> str:
    """Entries for biblatex and biber, in UTF-8: accents as they are, what TeX would read escaped."""
    return "\n".join(map(_bib_entry, cited))


def _bib_made(one: Reference) -> str:
    lines = [f"  {name} = {{{value}}},\n" for name, value in _bib_fields(one) if value]
    return f"@{_BIB[one.sort]}{{{one.key},\n{''.join(lines)}}}\n"


_bib_entry = Once(_bib_made)


def _bib_fields(one: Reference) -> Iterator[tuple[str, str]]:
    if one.sort == "issue":
        yield "title", _tex(one.source)
        yield "issuetitle", _tex(one.title)
    else:
        yield "title", _tex(one.title)
        yield _BIB_SOURCE[one.sort], _tex(one.source)
    yield "type", "report" if one.sort == "report" else ""
    yield "number", _tex(one.number)
    yield "issn", _tex(one.issn)
    # A periodical has an editor and no publisher (biblatex 3.19, 2.1.1); braces: one name, not first and last.
    yield "editor", f"{{{_tex(one.publisher)}}}" if one.publisher else ""
    yield "date", one.issued.isoformat() if one.issued else ""
    yield "url", _one_line(one.url).translate(_TEX_URL)
    yield "langid", "french"
    # A comma inside a label would cut it in two.
    words = (f"{{{_tex(word)}}}" if "," in word else _tex(word) for word in one.keywords)
    yield "keywords", ", ".join(words)
    yield "annotation", _tex(one.note)


_BIB_SOURCE: Mapping[Sort, str] = {
    "article": "journaltitle",
    "report": "institution",
    "page": "organization",
    "audio": "organization",
    "video": "organization",
}


_SPECIAL = re.compile(r"[\\{}$&%#_~^]")


def _tex(text: str) -> str:
    line = _one_line(text)
    return line.translate(_TEX) if _SPECIAL.search(line) else line


# --- CSL-JSON ---------------------------------------------------------------------------


def csl(cited: Iterable[Reference]) -> str:
    """A list for citation processors (CSL 1.0.2 input)."""
    made = ",\n ".join(map(_csl_entry, cited))
    return f"[\n {made}\n]\n" if made else "[]\n"


def _csl_made(one: Reference) -> str:
    """As `json.dumps` writes it in a list with an indent of one, which takes Python ten times as long."""
    fields = ",\n".join(f'  "{key}": {value}' for key, value in _csl_item(one) if value)
    return f"{{\n{fields}\n }}"


_csl_entry = Once(_csl_made)


def _csl_item(one: Reference) -> Iterator[tuple[str, str]]:
    """(key, its value in JSON), nothing where there is none."""
    yield "id", _json(one.key)
    yield "type", _json(_CSL[one.sort])
    yield "title", _json(one.title)
    yield ("publisher" if one.sort == "report" else "container-title"), _json(one.source)
    yield "publisher", _json(one.publisher)
    yield "issued", _csl_day(one.issued) if one.issued else ""
    yield "issue", _json(one.number)
    yield "ISSN", _json(one.issn)
    yield "URL", _json(one.url)
    yield "language", _json("fr-FR")
    yield "keyword", _json(", ".join(_one_line(word) for word in one.keywords))
    yield "note", _json(one.note)


def _csl_day(day: date) -> str:
    parts = ",\n     ".join(str(part) for part in (day.year, day.month, day.day))
    return f'{{\n   "date-parts": [\n    [\n     {parts}\n    ]\n   ]\n  }}'


def _json(text: str) -> str:
    line = _one_line(text)
    return json.dumps(line, ensure_ascii=False) if line else ""


def _one_line(text: str) -> str:
    """A value holds on one line, with plain spaces: each citation style puts in its own."""
    return " ".join(xml_text(text).split())


FORMS: Mapping[str, Callable[[Iterable[Reference]], str]] = {
    "ris": ris,
    "bib": bibtex,
    "json": csl,
}
"""Ending of the file → what makes it."""
