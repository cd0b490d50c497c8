"""What is looked at on the letter itself, once rendered: subject, pictures, links, colours, weight, CSS."""

from __future__ import annotations

from collections.abc import Iterator
from gettext import gettext as _

from veille.compose.checks.contrast import Pair, night_rules, pairs
from veille.compose.checks.css import refused
from veille.compose.checks.page import Element, read
from veille.compose.weight import LIGHT, encoded
from veille.model.edition import EditionView, EntryView, Finding, Rendered
from veille.text.french import NBSP, count, typo
from veille.text.stems import fold

LONGEST_SUBJECT = 90
"""Characters; mailboxes show fewer."""
NEARLY = LIGHT - 5 * 1024
"""Bytes from which a letter that still holds whole is about to be cut."""

_BLIND = frozenset(
    fold(words)
    for words in (
        "ici", "cliquez ici", "cliquer ici", "clic", "lire la suite", "la suite", "suite", "lien",
        "en savoir plus", "savoir plus", "plus", "voir", "voir plus", "lire", "lire plus", "plus d’infos",
        "plus d’informations", "ce lien", "par ici", "→", "»", "…",
    )
)  # fmt: skip
"""Links that say nothing of where they lead, when a screen reader lists them."""
_IMAGE = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg")


def check_letter(view: EditionView, made: Rendered, last_subject: str = "") -> list[Finding]:
    """`last_subject`: of the edition sealed before, empty for the first."""
    document = read(made.html)
    return [
        *_subject(made.subject, last_subject),
        *_pictures(view, document),
        *_links(view, document),
        *_colours(view, document, made.html),
        *_weight(view, document, encoded(made.html)),
        *_css(view, document),
    ]


def _template(view: EditionView) -> str:
    return f"templates/letters/{view.template}/body.html"


def _subject(subject: str, last: str) -> Iterator[Finding]:
    if not subject:
        yield Finding(
            True, "", _("objet vide"), _("écrivez l’objet du courriel"), rule="subject-missing"
        )
    elif subject == last:
        message = _("même objet que l’édition précédente")
        fix = _("changez l’objet : un lecteur croirait l’avoir lue")
        yield Finding(False, "", message, fix, rule="subject-same")
    if len(subject) > LONGEST_SUBJECT:
        message = _("objet de {0} : les messageries le coupent").format(
            count(len(subject), "caractère", "caractères")
        )
        fix = _("tenez-le en {0} caractères, l’important d’abord").format(LONGEST_SUBJECT)
        yield Finding(False, "", message, fix, rule="subject-long")


def _entry_of(view: EditionView, element: Element) -> tuple[str, str]:
    """(title, public id) of the entry whose link this is, or stands in; empty for the letter's own."""
    places = {one.attributes.get("href", "") for one in element.lineage}
    found: EntryView | None = next((one for one in view.entries if places & _places(one)), None)
    return (found.title, found.public_id) if found else ("", "")


def _places(entry: EntryView) -> set[str]:
    registration = entry.event.registration_url if entry.event else ""
    return {url for url in (entry.url, registration) if url}


def _pictures(view: EditionView, document: Element) -> Iterator[Finding]:
    for picture in document.all("img"):
        alt = picture.attributes.get("alt")
        if alt is not None and not alt.strip().lower().endswith(_IMAGE):
            continue
        title, entry_id = _entry_of(view, picture)
        name = picture.attributes.get("src", "").rpartition("/")[2] or _("sans nom")
        if alt is None:
            message = _("image sans texte de remplacement : {0}")
        else:
            message = _("le texte de remplacement d’une image est un nom de fichier : {0}")
        fix = _("dites en quelques mots ce qu’elle montre (alt), dans {0}").format(_template(view))
        yield Finding(False, title, message.format(name), fix, rule="image-alt", entry_id=entry_id)


def _links(view: EditionView, document: Element) -> Iterator[Finding]:
    places: dict[str, set[str]] = {}
    for link in document.all("a"):
        href, words = link.attributes.get("href", ""), link.text
        if not href or link.hidden:
            continue
        title, entry_id = _entry_of(view, link)
        said = fold(words).strip(" .:>»→…") or fold(words)
        if not words or said in _BLIND:
            yield _blind(words, title, entry_id)
            continue
        others = places.setdefault(said, {href})
        if href not in others:
            if len(others) == 1:
                yield _alike(words, title, entry_id)
            others.add(href)


def _blind(words: str, title: str, entry_id: str) -> Finding:
    told = typo(_("le lien « {0} » ne dit pas où il mène").format(words))
    return Finding(
        False,
        title,
        told if words else _("lien sans texte"),
        _("écrivez ce que l’on trouvera au bout, comme « Lire le rapport »"),
        rule="link-words",
        entry_id=entry_id,
    )


def _alike(words: str, title: str, entry_id: str) -> Finding:
    return Finding(
        False,
        title,
        typo(_("deux liens disent « {0} » et mènent à deux adresses").format(words)),
        _("distinguez-les : une source, une date, un lieu"),
        rule="link-alike",
        entry_id=entry_id,
    )


def _colours(view: EditionView, document: Element, html: str) -> Iterator[Finding]:
    told: set[tuple[str, str]] = set()
    for when, rules in (("", []), (_(" (écran sombre)"), night_rules(html))):
        for pair in pairs(document, rules):
            if not pair.enough and (pair.ink, pair.paper) not in told:
                told.add((pair.ink, pair.paper))
                yield _pale(view, pair, when)


def _pale(view: EditionView, pair: Pair, when: str) -> Finding:
    ratio = f"{pair.ratio:.1f}".replace(".", ",")
    shown = pair.text if len(pair.text) <= 40 else pair.text[:40].rstrip() + "…"
    message = _("contraste de {0} entre {1} et {2}{3} : « {4} »").format(
        ratio, pair.ink, pair.paper, when, shown
    )
    fix = _("il en faut 4,5 : foncez la couleur (accent dans veille.yml, ou {0})")
    return Finding(False, "", typo(message), fix.format(_template(view)), rule="contrast")


def _weight(view: EditionView, document: Element, weight: int) -> Iterator[Finding]:
    shown = {link.attributes.get("href", "") for link in document.all("a")}
    moved = sum(bool(one.url) and one.url not in shown for one in view.entries)
    told = f"{weight // 1024}{NBSP}Ko"
    if moved and weight > LIGHT // 2:
        message = _("courriel de {0} : {1} en ligne, sous « La suite en ligne »").format(
            told, count(moved, "élément passe", "éléments passent")
        )
    elif weight > NEARLY:
        message = _("courriel de {0}, tout près des {1} Ko où la suite passe en ligne").format(
            told, LIGHT // 1024
        )
    else:
        return
    fix = _("raccourcissez des notes ou retirez des éléments pour que tout y tienne")
    yield Finding(False, "", typo(message), fix, rule="weight")


def _css(view: EditionView, document: Element) -> Iterator[Finding]:
    for client, what in refused(document):
        yield Finding(
            False,
            "",
            typo(_("{0} refuse « {1} »").format(client, what)),
            _("retirez-le de {0}, ou de ce que ce gabarit inclut").format(_template(view)),
            rule="css-refused",
        )
