"""What a page's notices say of who may read it: « réservé aux abonnés », « en libre accès ». Pure.

Words of French sites, and of the English tools that some of them run on. Sites speak of closed articles beside
open ones: lists of other articles are cut away first, then what frees the article at hand wins over what closes
it, unless it is a promise or a memory. Measured on a table of notices: tests/quality.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from veille.collect.pages.notice_words import CLOSED, FREED
from veille.text.stems import first_gender, fold

_BEGINNING, _END, _LONGEST = 600, 900, 220
"""Characters: where notices stand around an article, and the longest sentence that may be one."""

_WEAK, _STRONG = ("gratis", "elsewhere"), ("reserved", "only", "left")
_OTHERS = re.compile(
    r"\b(?:certains|(?:les |d.|nos )autres|quelques)(?: \w+){0,2} (?:articles|contenus|enquetes|dossiers"
    r"|archives)\b[^.:]{0,40}(?:reserve|payant|abonne)[^.]*|"
    r"\b(?:a lire (?:aussi|egalement|gratuitement|pour nos abonnes|ailleurs|sur le meme sujet)|lire aussi"
    r"|sur le meme sujet"
    r"|les plus (?:lus|lues|partages)|selection(?: de la redaction)?|dans la meme rubrique"
    r"|notre selection"
    r"|articles (?:lies|similaires|recents)|publicite)\b[^:.]{0,30}:.*"
    r"|(?:nos|les) (?:derniers |autres )?(?:articles|contenus|enquetes|dossiers)(?: suivants[^.]*?"
    r"| [^.]{0,30}?)? (?:reserve\w*|payants?)[^.]*"
    r"(?:signal|cadenas|suivant)[^.]*|les articles suivants[^.]*|espace abonnes?(?= ?(?:$|[—–|.-]))"
    r"|bloqueur[^.]*"
)
_EVERYBODY = re.compile(
    r"(?:abonnee?s?|adherents?|membres?),? (?:ou|et|comme) (?:pas\b|non(?:[- ]\w+)?)"
    r"|(?:aux|pour les|par les) non[- ](?:abonnes|adherents|membres)"
)
_TEASER = re.compile(
    r"\b(?:essai|mois|semaines?|jours?|extraits?|resumes?|sommaire|debut|apercu|chapo|premiers? paragraphes?"
    r"|articles? par mois|introduction|edito\w*|chapeau|archives"
    r"|premier chapitre|premiere partie|preface|titres|newsletter|infolettre|lettre)"
    r"\b[^.;–—]{0,30}?\b(?:gratuit|libre|ouvert|offert)\w*|gratuit\w* (?:pendant|le premier|les premiers?)"
    r"|\bfree trial|sans engagement"
    r"|(?:\b\d+|\bvos|\bvotre|\baucun|\bdernier|\bquota d.|\blimite d.)(?: \w+){0,3} ?articles? (?:gratuit"
    r"|offert)\w*"
    r"|(?:essayez|testez|essayer|tester)[^.]{0,40}gratuit\w*|articles? gratuits? (?:par|du|ce|de la|restant)"
)
"""Free, but not the article."""
_SERVICE = re.compile(
    r"\b(?:places?|tarifs?|salles?|parkings?|billet\w*|bus|metro|tram\w*|trains?|ter|transports?|velos?"
    r"|piscines?|mediatheques?|theatre"
    r"|cinemas?|musees?|stades?|clubs?|gaz|electricite|eau|internet|wi-?fi|forfaits?|cantine|centre aere"
    r"|spectacles?|saison|sport\w*"
    r"|mobilite|autopartage|magasins?|supermarche|carte de fidelite|assemblee generale|local|jardins?|ateliers?"
    r"|sorties?|colis"
    r"|epicerie|loisirs|logements?|reductions?|scene|concerts?|navigo|demandeurs d.emploi|fibre|telephone"
    r"|entree|locaux|activites|application|formations?|journees?|rencontres?|soirees?|repas|parcelles?"
    r"|creneaux?|cours|seances?"
    r"|visites?|voyages?|permanences?|guichet|vote|distribution|ventes?|aides?|avantages?|rapport moral"
    r"|souscription|banniere|cooperative)\b"
)
_PLACE = re.compile(
    r"\bacces (?:au |aux |a la |a l.|a cette? |a un )(?!article|suite|integral|totalite|contenu|texte|dossier"
    r"|document"
    r"|numero|ensemble|version|lecture|information|revue|enquete|rapport|page|archive|site|ressource|espace"
    r"|pdf|video|replay|podcast|fichier|reste|base|publication|journal|support|captation|enregistrement|fiche"
    r"|etude"
    r"|analyse|lien|resultat|reportage|entretien|interview|portrait|edition|magazine|kiosque|abonne|offre)\w+"
)
"""« L’accès au gymnase » opens a door."""
_READ_HERE = re.compile(
    r"\b(?:articles?|contenus?|lire|lecture|la suite|documents?|numeros?|redaction|journal"
    r"|enquete|dossier)\b"
)
_REMEMBERED = re.compile(
    r"d.abord|initialement|precedemment|auparavant|a ete (?:libre|gratuit|ouvert)|puis (?:reserve|payant)"
    r"|redevien"
    r"|(?:maintenant|aujourd.hui|ensuite) (?:reserve|payant)|desormais(?!.{0,20}(?:libre|gratuit|ouvert|offert))"
    r"|embargo(?!.{0,25}(?:leve|termine|expire|echu|passe))|a expire|a pris fin|est terminee?\b"
    r"|etait (?:en|gratuit|libre|ouvert)|aucune? (?:lecture|article) gratuit|dernier article gratuit"
    r"|abonne[rz]\S* pour (?:lire|acceder|profiter)[^.]{0,60}(?:libre|gratuit)"
    r"|(?:pas|non|plus) (?:encore )?en (?:acces )?(?:libre|ouvert)|n.est pas (?:gratuit|libre|offert)"
    r"|n.est plus (?:gratuit|libre|en|accessible)|gratuit\w* .{0,15}epuise|jusqu.a hier"
    r"|(?:que|seule?s?|seulement) (?:le|la|les|l)\b.{0,20}(?:gratuit|libre)"
)
"""What was free, or of which only a part is."""
_SPEAKS_OF_IT = re.compile(
    r"abonn|adherents|reserve|premium|payant|gratuit|offert|subscri|members? only|verrou|debloqu|embargo|panier"
    r"|\d ?%|\barticles?\b|paywall|(?:log|sign) in to|(?:connectez|identifiez|offrez)-vous|achetez|acheter\b"
    r"|deja (?:membre|client)|acces (?:libre|restreint)|authentification"
    r"|(?:contenu|document|texte|dossier|numero) .{0,40}(?:libre|ouvert|protege|lire)"
)
"""Without one of these words a sentence of an article is no notice."""
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\s+[–—|·]\s+")


def is_closed(notice: str) -> bool:
    """Whether the words of a notice say that the article at hand is for subscribers, members or buyers."""
    folded = _EVERYBODY.sub("tout le monde", _OTHERS.sub(" ", _plain(notice)))
    pieces = [piece for piece in _SENTENCE.split(folded) if not _is_service(piece)]
    folded = " – ".join(pieces)
    closed = said(CLOSED, folded)
    not_now = CLOSED["later"].search(folded) or _REMEMBERED.search(folded)
    freed = "" if not_now else said(FREED, _TEASER.sub(" ", folded))
    if freed and not (freed in _WEAK and closed in _STRONG):
        return False
    return closed != "" or any(CLOSED["label"].search(piece) for piece in pieces)


def closes(article: str) -> bool:
    """The same of a whole article: of the short sentences at both its ends, those that speak of subscribing."""
    notices = [one for one in _near(article) if _SPEAKS_OF_IT.search(_plain(one))]
    return bool(notices) and is_closed(" ".join(notices))


def _plain(text: str) -> str:
    """Folded, with one kind of space: « 62 % » holds another."""
    return " ".join(fold(first_gender(text)).split())


def _is_service(sentence: str) -> bool:
    """Whether a sentence speaks of another thing that one subscribes to: a bus, a pool, a season."""
    elsewhere = _SERVICE.search(sentence) or _PLACE.search(sentence)
    return elsewhere is not None and _READ_HERE.search(sentence) is None


def said(notices: Mapping[str, re.Pattern[str]], folded: str) -> str:
    """The class of the first notice found, or nothing."""
    return next((name for name, pattern in notices.items() if pattern.search(folded)), "")


def _near(article: str) -> Iterator[str]:
    """The short sentences at both ends of an article: what stands in its middle is what it tells."""
    bounds = [0, *(found.end() for found in _SENTENCE.finditer(article)), len(article)]
    for start, end in pairwise(bounds):
        at_an_end = start <= _BEGINNING or end >= len(article) - _END
        if at_an_end and end - start <= _LONGEST:
            yield article[start:end]
