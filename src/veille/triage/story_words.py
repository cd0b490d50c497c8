"""Words of headlines: those that say one thing, those that only announce, and figures in words. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from veille.text.french import DAYS, MONTHS
from veille.text.stems import fold, stems

_THOUSANDS = re.compile(r"(?<=\d)[ .\u00a0\u202f](?=\d{3}(?!\d))")
_FIGURES = {
    word: str(figure)
    for figure, word in enumerate(
        "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize".split(),
        2,
    )
} | {
    "vingt": "20",
    "trente": "30",
    "quarante": "40",
    "cinquante": "50",
    "soixante": "60",
    "cent": "100",
    "mille": "1000",
}
_IN_WORDS = re.compile(rf"\b(?:{'|'.join(_FIGURES)})\b", re.IGNORECASE)
_SPELLED = (
    (re.compile(r"\((?:[A-Z]{2,6}|étude|vidéo|photos?|video)\)"), " "),
    (re.compile(r"(?<=\d)\s*M€|(?<=\d)\s*millions? d['’]euros", re.IGNORECASE), " millions euros"),
    (re.compile(r"(?<=\d)\s*(?:Md€|milliards? d['’]euros)", re.IGNORECASE), " milliards euros"),
    (re.compile(r"\bQPV\b"), "quartiers prioritaires"),
    (
        re.compile(r"\bquartiers? prioritaires? de la politique de la ville\b", re.IGNORECASE),
        "quartiers prioritaires",
    ),
    (re.compile(r"\bcaisses? d['’]allocations familiales\b", re.IGNORECASE), "Caf"),
    (re.compile(r"\bla PJ\b"), "la police judiciaire"),
    (re.compile(r"\b(?:voit|verra|voient|voir) le jour\b", re.IGNORECASE), "ouvre"),
    (re.compile(r"\b(?:a|aura|auront|ont) lieu\b", re.IGNORECASE), " "),
    (re.compile(r"\bentre(?:nt)? en vigueur\b", re.IGNORECASE), " "),
    (re.compile(r"\bc['’]est parti\b", re.IGNORECASE), " "),
    (re.compile(r"\bprend(?:re|ra)? fin\b", re.IGNORECASE), "fin"),
    (re.compile(r"\b(?:de|en) plus\b", re.IGNORECASE), " supplémentaires "),
)
# The letter of a building or of a line is a name; « À » that begins a sentence is a word.
_LETTER = re.compile(
    r"\b(?:barre|tour|ligne|bâtiment|bloc|zone|hall|immeuble|groupe|volet)s? ([A-Z])\b"
)
_ROMAN = re.compile(r"[ivxlc]{2,}")
_ALIKE = (
    "annule annulé annulée annulation annulent",
    "reporte reporté reportée report",
    "rejette rejeté rejetée rejet",
    "suspend suspendu suspendue suspension",
    "abandonne abandonné abandonnée abandon",
    "retire retiré retirée retrait",
    "renonce renoncent renoncement",
    "dément démenti",
    "recule reculent",
    "ouvre ouvert ouverte ouverture ouvrira rouvre rouvert réouverture",
    "ferme fermé fermée fermeture fermera",
    "incendie feu brûle",
    "recrute embauche recrutement",
    "bébé nourrisson",
    "retrouvé découvert découverte trouvé",
    "supprime suppression",
    "inaugure inauguration inauguré",
    "vote voté adopte adopté adoption",
    "justice tribunal juge",
    "maire mairie municipalité",
    "policier police policiers",
    "hausse augmente augmentation bondit progresse grimpe",
    "baisse diminue diminution chute",
    "supplémentaires supplémentaire",
    "manifeste manifestation défile marche défilent marchent",
    "fusion fusionnent fusionne",
    "démolit démolition démolie démoli rasée rasé",
    "mort décès meurt décède tué",
    "écoles école scolaire",
    "habitants habitante riverains",
    "aînés seniors âgées",
    "gratuit gratuite gratuité gratuitement",
    "retour reviennent revient",
    "sénat sénatorial sénateurs",
    "parlement députés parlementaires",
    "labellisé labellisée label labels",
    "appel appelle",
    "simplifier simplification",
    "équipe installe installent",
    "évacué évacuation évacuées évacuée évacue",
    "définitivement définitif",
    "refuse refusent refus opposent opposition oppose",
    "logement logements",
    "installe installation",
    "création créent créé crée",
    "extinction éteint éteints éteinte",
)
_ANNOUNCING = (
    "annonce annoncé dévoile présente présenté publie publié publiée paru parue paraît sort lance lancé lancement"
    " voici relative relatif nouveau nouvelle nouvel nouveaux nouvelles prochain prochaine selon confirme confirmé"
    " affirme explique montre révèle enfin bientôt après face lors suite obtient reçoit accueille tiendra tient"
    " organise organisée fait faire être sera seront était été vont va sur entre dont cette cet ces très aussi"
    " quartier place lieu afin chez sous vers jour début débute débutent devient deviendra"
    " flambant neuf destination côté grande grand numéro ce selon avec"
)
_TURNING = "annule reporte rejette suspend abandonne retire renonce dément empêche recule"
_NEGATIONS = frozenset("ne n non pas sans jamais".split())
_WORD = re.compile(r"[^\W_]+")
_RANKS = "premier première deuxième second troisième quatrième dernier dernière demi".split()


def _stem(word: str) -> str:
    return next(iter(stems(word)), fold(word))


_ONE = {_stem(word): _stem(group.split()[0]) for group in _ALIKE for word in group.split()}
_EMPTY = frozenset(_stem(word) for word in _ANNOUNCING.split())
_TURNS = frozenset(_stem(word) for word in _TURNING.split())
_DAYS = frozenset(_stem(word) for word in (*DAYS, *MONTHS, *_RANKS))


def spelled(title: str) -> str:
    """A title with its figures in digits, and its acronyms in the words of those who spell them."""
    title = _IN_WORDS.sub(lambda found: _FIGURES[found[0].lower()], _THOUSANDS.sub("", title))
    for pattern, words in _SPELLED:
        title = pattern.sub(words, title)
    return title


def canonical(found: Iterable[str]) -> tuple[str, ...]:
    """Stems as they come, one for those that say one thing; without days, figures, and announcing."""
    kept = dict.fromkeys(_ONE.get(stem, stem) for stem in found if stem not in _EMPTY)
    return tuple(stem for stem in kept if not _is_number(stem) and stem not in _DAYS)


def figures(found: Iterable[str]) -> frozenset[str]:
    return frozenset(stem for stem in found if _is_number(stem))


def turns(title: str, found: Iterable[str]) -> frozenset[str]:
    """Letters of buildings, and words that turn a sentence over."""
    told = (_ONE.get(stem, stem) for stem in found)
    marks = {stem for stem in told if stem in _TURNS}
    marks |= _NEGATIONS & {fold(word) for word in _WORD.findall(title)}
    return frozenset(marks | {"letter " + letter for letter in _LETTER.findall(title)})


def days(found: Iterable[str]) -> frozenset[str]:
    return frozenset(stem for stem in found if stem in _DAYS)


@lru_cache(maxsize=10_000)
def kin(one: str, other: str) -> bool:
    """« rénover » and « rénovation »: most of the longer one is in both."""
    short, long = sorted((one, other), key=len)
    common = next(
        (at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short)
    )
    return common >= 5 and common >= 0.7 * len(long)


def _is_number(stem: str) -> bool:
    return any(char.isdigit() for char in stem) or _ROMAN.fullmatch(stem) is not None
