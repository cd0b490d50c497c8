"""What a page's notices say of who may read it: « réservé aux abonnés », « en libre accès ». Pure.

Words of French sites, and of the English tools that some of them run on. Sites speak of closed articles beside open
ones: lists of other articles are cut away first, then what frees the article at hand wins over what closes it,
unless it is a promise or a memory. Measured on a table of notices: tests/quality.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from veille.text.stems import first_gender, fold

_BEGINNING, _END, _LONGEST = 600, 900, 400
"""Characters: where notices stand around an article, and the longest sentence that may be one."""

_READER = (
    r"(?:abonne|adherent|membre|client|souscripteur|partenaire|cotisant|donateur|contributeur|societaire|inscrit|titulaire"
    r"|bibliotheque|institution|etablissement|universite)(?:e?s)?"
)
_READING = (
    r"(?:lire|lisez|lecture|suite|continue[rz]|poursuiv(?:re|ez)|accede[rz]|acces|decouvr(?:ir|ez)|consulte[rz]|integralite|totalite"
    r"|en entier|affiche[rz]|debloque[rz]|deverrouille[rz]|telecharge[rz]|illimite|profite[rz]|article complet|voir|retrouve[rz]"
    r"|ecouter|regarder|visionner|integrale?|texte integral)"
)
_PIECE = (
    r"(?:articles?|contenus?|dossiers?|documents?|numeros?|textes?|enquetes?|reportages?|interviews?|analyses?|rapports?"
    r"|revues?|entretiens?|portraits?|tribunes?|lecture|acces|replay|pdf|publications?|fiches?|page|videos?|podcasts?|suite|version"
    r"|etude|compte rendu|note|depeche|breve|chronique|edito\w*|papier|lettre|webinaire|captation|chapitre|cette (?:ressource|rubrique|partie))"
)
_SUBSCRIBE = (
    r"(?:(?:re)?abonn\w+|compte\b|adhere[rz]|adhesion|souscri\w+|connecte[rz]|connectant|connexion|identifie[rz]"
    r"|identifiants?|identification|authentifie[rz]|soutenez|etre (?:abonne|adherent|membre|connecte|identifie)|formules?|(?:nos|voir les|une) offres?"
    r"|essayez|testez|a partir de \d|(?:des|pour) \d[\d,.]* ?€|rejoignez|devenez|pass numerique|mon pass|abonnez vous)"
)
_BUY = r"(?:achete[rz]|achat|acquer\w+|commande[rz]|offrez-vous|ajouter au panier|telechargement immediat|payer|regle[rz]|louer|location)"
_PRICE = r"\d+(?:[.,]\d+)? ?(?:€|euros?\b|eur\b|credits?\b|jetons?\b)"
_LOCKED = (
    r"(?:premium|payante?s?|verrouillee?s?|protegee?s?|restreinte?s?|reservee?s?|privee?s?|conditionnel(?:le)?s?|limitee?s?"
    r"|bloquee?s?|sous abonnement|sur abonnement|exclusi(?:f|ve)s?|soumise? a|ferme|inaccessible|plus)"
)
_FREE = r"(?:gratuit|libre|ouvert|offert)(?:e|s|es|ement)?"

CLOSED: Mapping[str, re.Pattern[str]] = {
    name: re.compile(pattern)
    for name, pattern in {
        "reserved": rf"\b(?:reserve|exclusi)\w*.{{0,30}}?\b{_READER}\b|\b{_PIECE}\b.{{0,40}}(?:accessible|disponible|lisible|visible|ouvert)\w* .{{0,30}}?\b{_READER}\b"
        rf"|\b{_PIECE}\b.{{0,25}} reserve\w* (?:a|aux) |pour (?:les |nos )?abonnes\b|{_READER} (?:uniquement|seulement|exclusivement|only)"
        rf"|(?:exclusif|integral\w*|{_PIECE}|suite) (?:pour )?(?:nos |les |aux )?{_READER}\b",
        "only": rf"seuls? (?:nos |les |vos )?{_READER}|{_READER} (?:ont|a) acces|(?:devez|faut|faudra) (?:etre|vous)"
        rf"|(?:deja|vous etes|toujours|encore) {_READER} ?\?|(?:droits|autorise\w*) .{{0,30}}{_READING}|acces (?:refuse|interdit)|n.avez pas (?:les droits|acces)"
        rf"|{_READER} ?: (?:lire|suite|acced)|pas (?:encore )?(?:abonne|membre|adherent).{{0,60}}{_READING}",
        "subscribe": rf"\b{_READING}\b.{{0,80}}?\b{_SUBSCRIBE}|\b{_SUBSCRIBE}\b.{{0,80}}?\b{_READING}\b"
        rf"|deja {_READER}.{{0,50}}{_READING}|abonnement (?:requis|necessaire|obligatoire)|(?:necessite|requiert|suppose|exige|moyennant|contre) (?:un|une|d|de|l)\W?.{{0,25}}(?:abonnement|compte|connexion|adhesion|identification|paiement|achat)"
        r"|(?:envie de|souhaitez|voulez)[^.?]{0,20} (?:lire|acceder|poursuivre|continuer|connaitre) (?:la suite|cet|l.article|votre|en entier)[^.?]{0,40}\?",
        "left": r"\d+ ?% .{0,40}(?:reste|restant|a lire|a decouvrir)|rest\w+ (?:encore )?\d[\d ]* ?(?:%|mots|lignes|paragraphes)",
        "buy": rf"\b(?:a l.achat|vente au numero|achat au numero)\b|(?:lire|lecture|prix|tarif|pdf|numero)\b[^.]{{0,25}}{_PRICE}|{_BUY} .{{0,25}}{_PIECE}|{_BUY} {_PRICE}|ajouter au panier|{_PIECE}[^.]{{0,45}}{_PRICE}|{_PRICE} l.(?:unite|article)",
        "locked": rf"{_PIECE} (?:est |sont |en )?(?:acces |entierement |desormais )?{_LOCKED}\b|(?:contenu|acces|zone|espace) {_LOCKED}"
        r"|(?:debloqu|deverrouill)\w+|(?:espace|zone|extranet|intranet) (?:abonnes?|adherents?|membres?|pro\w*|reserve\w*) ?:|apercu limite|recent et payant|payant car",
        "login": r"veuillez (?:vous (?:identifier|connecter|abonner)|saisir|entrer)|authentification .{0,25}requise"
        r"|mot de passe|codes? d.acces|identifiants? |(?:connectez|identifiez|authentifiez)-vous(?! pour (?:comment|reag|particip|enregistr|aim|sign))|compte (?:abonne|adherent|professionnel)|acces institutionnel"
        r"|merci de (?:vous )?(?:identifier|connecter|abonner|saisir)|(?:connexion|identification|authentification|inscription) (?:requise|obligatoire|necessaire)"
        r"|extranet|via votre (?:institution|etablissement|universite)|(?:votre|son) (?:institution|etablissement|universite) (?:n|est|doit|dispose)",
        "ended": r"(?:plus|pas) acces a|n.est plus (?:gratuit|libre|accessible|en (?:libre )?acces|disponible gratuit)|(?:acces|lecture)\w* .{0,40}(?:terminee?|expire|epuise)|(?:essai|abonnement|lien)\b.{0,40}(?:a expire|est terminee?|a pris fin|arrive a echeance)"
        r"|embargo|barriere mobile|aucune? (?:lecture|article) gratuite?|(?:limite|quota|nombre maximal|maximum) (?:de|d.).{0,30}(?:atteint|lectures?|articles?)"
        r"|(?:atteint|epuise) (?:la|votre|vos|le|l).{0,40}(?:limite|quota|gratuit)|vous avez (?:deja )?(?:lu|consomme|utilise|epuise) (?:tous )?(?:vos|l.ensemble)|dernier article gratuit|plus d.articles? gratuit",
        "later": rf"(?:passera|sera|deviendra)\b.{{0,25}}{_FREE}|{_FREE} (?:acces )?(?:a partir|dans \w+ (?:mois|an|jours|semaines))",
        "barred": rf"(?:pas|non|plus) (?:encore )?(?:en )?(?:acces )?{_FREE}\b|{_FREE}[^.]{{0,25}}\b(?:aux?|pour|a) (?:\w+ )?{_READER}\b",
        "extract": r"(?:lisez|ceci est|voici|seul\w*|visible) .{0,20}(?:extrait|debut|resume|apercu)|(?:extrait|debut|resume|apercu) (?:seul\w*|uniquement)"
        r"|texte integral (?:non |in)disponible|integral\w* .{0,20}(?:n.est pas|non) disponible|credits? (?:de lecture|pour|restant)|acces differe",
        "paper": r"(?:a lire|retrouvez|a retrouver|est a lire|lire).{0,60}(?:edition (?:papier|abonnes)|version papier|en kiosque|en vente|chez votre|numero (?:de|du|papier)|dans (?:notre|le) (?:journal|magazine))",
        "english": r"subscri(?:be|ption|bers?)[ -](?:to (?:continue|read|access|unlock)|now|only|required|content|or)"
        r"|members?[ -]only|(?:sign up|register|create an account|pay) to|preview only|article limit|(?:log|sign) ?in to (?:read|continue|access)|(?:buy|purchase|unlock|rent) this"
        r"|already a subscriber|access options|for subscribers|exclusive to|remaining|institutional|(?:get|purchase) (?:full |unlimited )?access|become a (?:member|subscriber)|unlimited access|full (?:text|access) (?:is )?(?:available )?(?:to|for|via)"
        r"|free articles? (?:left|remaining|this)|free trial|(?:you.ve|you have) (?:reached|used|read)|to (?:continue|keep) reading|purchase (?:pdf|article|access)|^premium\W|premium content|rent (?:this|for)",
        "label": r"^\W*(?:le plus |edition |espace )?(?:abonnee?s?|premium|payant|adherents?|exclusif|exclusivite)\W*$|[🔑🔒]|^\W*(?!espace|service|nos|les|\d|tarif|aux|pour nos|compte|mon)(?:[\w'+]+\W+){0,3}abonnee?s?\W*$|^\W*\[(?:abonne|premium|payant|reserve)|^\W*[+★🔑🔒]? ?(?:le plus )?abonnes?\b",
    }.items()
}
"""What closes, class by class, in folded words."""

FREED: Mapping[str, re.Pattern[str]] = {
    name: re.compile(pattern)
    for name, pattern in {
        "denied": r"(?:\bnon|\bpas|\bplus|n.est pas|jamais) (?:un (?:article|contenu) )?(?:reserve|payant|pour (?:les )?abonnes)"
        r"|(?:pas|aucun|sans) (?:besoin d.)?(?:abonnement|s.abonner|etre abonne|inscription)|(?:no|without) paywall|n.est pas necessaire",
        "this": rf"\b{_PIECE}\b(?! gratuite? (?:ne|n|du mois|atteint))[^.;:]{{0,60}}?\b{_FREE}\b(?![^.]{{0,25}}\b{_READER}\b)"
        rf"|\b(?:en|libre|acces) (?:libre )?(?:acces|libre|ouvert|gratuit)\b(?![^.]{{0,25}}\b{_READER}\b)|{_FREE} (?:a|pour|exceptionnellement).{{0,15}}\b(?:tous|toutes)\b"
        r"|(?:accessibles?|disponibles?|ouverte?s?) (?:a|pour) (?:tous|toutes)|tout le monde|comme celui-ci|open access|free (?:article|access|to read)",
        "offered": r"(?:vous est|vous sont|exceptionnellement) (?:offert|propose)|offert(?:e|s|es)? (?:par|a tous|aux lecteurs)|vous offre",
        "registered": r"compte gratuit|inscription gratuite|inscri\w+ gratuit|gratuitement|simple inscription|connecte via votre",
        "except": r"sauf cel(?:le|ui)|a l.exception de cel(?:le|ui)",
        "elsewhere": r"(?:abonne[rz]|inscri\w+|s.inscrire|recev\w+|recevoir)\b.{0,40}(?:infolettre|newsletter|lettre|flux|fil rss|chaine|podcast|alertes?|page|agenda|compte)",
        "entire": r"lire l.article ci-dessous|reproduit\w* .{0,15}(?:integral|en entier)|(?:article|texte) (?:complet|integral) (?:ci-dessous|en ligne)",
    }.items()
}
"""What frees, or speaks of something else than reading."""

_OTHERS = re.compile(
    r"\b(?:a lire (?:aussi|egalement|gratuitement|pour nos abonnes|ailleurs|sur le meme sujet)|lire aussi|sur le meme sujet"
    r"|les plus (?:lus|lues|partages)|selection(?: de la redaction)?|dans la meme rubrique|a decouvrir(?: aussi)?|notre selection"
    r"|articles (?:lies|similaires|recents)|publicite|en ce moment)\b[^:.]{0,30}:.*"
    r"|(?:nos|les) (?:derniers |autres )?(?:articles|contenus|enquetes|dossiers)(?: suivants[^.]*?| [^.]{0,30}?)? (?:reserve\w*|payants?)[^.]*"
    r"(?:signal|cadenas|suivant)[^.]*|les articles suivants[^.]*|espace abonnes?|bloqueur[^.]*"
)
_TEASER = re.compile(
    r"\b(?:essai|mois|semaines?|jours?|extraits?|resumes?|sommaire|debut|apercu|chapo|premiers? paragraphes?|articles? par mois)"
    r" (?:\w+ )?(?:gratuit|libre|ouvert|offert)\w*|gratuit\w* (?:pendant|le premier|les premiers?)|\bfree trial|sans engagement"
    r"|(?:\b\d+|\bvos|\bvotre|\baucun|\bdernier|\bquota d.|\blimite d.)(?: \w+){0,3} ?articles? (?:gratuit|offert)\w*"
    r"|(?:essayez|testez|essayer|tester)[^.]{0,40}gratuit\w*|articles? gratuits? (?:par|du|ce|de la|restant)"
)
"""Free, but not the article."""
_SERVICE = re.compile(
    r"\b(?:places?|tarifs?|salles?|parkings?|billet\w*|bus|metro|tram\w*|trains?|ter|transports?|velos?|piscines?|mediatheques?|theatre"
    r"|cinemas?|musees?|stades?|clubs?|gaz|electricite|eau|internet|wi-?fi|forfaits?|cantine|centre aere|spectacles?|saison|sport\w*"
    r"|mobilite|autopartage|magasins?|supermarche|carte de fidelite|assemblee generale|local|jardins?|ateliers?|sorties?|colis"
    r"|epicerie|loisirs|logements?|reductions?|scene|concerts?|navigo|demandeurs d.emploi|fibre|telephone|entree|locaux|activites|application|formations?|journees?|rencontres?|soirees?|repas|parcelles?|creneaux?|cours|seances?"
    r"|visites?|voyages?|permanences?|guichet|vote|distribution|ventes?|aides?|avantages?|rapport moral|souscription|banniere|cooperative)\b"
)
_READ_HERE = re.compile(
    r"\b(?:articles?|contenus?|lire|lecture|la suite|documents?|numeros?|redaction|journal|enquete|dossier)\b"
)
_PROMISED = re.compile(
    r"embargo|(?:passera|sera|deviendra)\b.{0,25}(?:libre|gratuit|ouvert)|(?:libre|gratuit|ouvert)\w*(?: acces)? a partir d"
    r"|desormais|a expire|est terminee?\b|etait (?:en|gratuit|libre|ouvert)|aucune? (?:lecture|article) gratuit|sans limite"
    r"|a pris fin|(?:pas|non|plus) (?:encore )?en (?:acces )?(?:libre|ouvert)|n.est pas (?:gratuit|libre|offert)|n.est plus (?:gratuit|libre|en|accessible)|epuise|dernier article|jusqu.a hier|(?:que|seule?s?|seulement) (?:le|la|les|l)\b.{0,20}(?:gratuit|libre)"
)
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\s+[–—|·]\s+")


def is_closed(text: str) -> bool:
    """Whether the words of an article, or of a notice, say that it is for subscribers, members or buyers."""
    folded = _OTHERS.sub(" ", " ".join(_near(fold(first_gender(text)))))
    pieces = [piece for piece in _SENTENCE.split(folded) if not _is_service(piece)]
    folded = " – ".join(pieces)
    if _PROMISED.search(folded) is None and said(FREED, _TEASER.sub(" ", folded)):
        return False
    return said(CLOSED, folded) != "" or any(CLOSED["label"].search(piece) for piece in pieces)


def _is_service(sentence: str) -> bool:
    """Whether a sentence speaks of another thing that one subscribes to: a bus, a pool, a season."""
    return _SERVICE.search(sentence) is not None and _READ_HERE.search(sentence) is None


def said(notices: Mapping[str, re.Pattern[str]], folded: str) -> str:
    """The class of the first notice found, or nothing."""
    return next((name for name, pattern in notices.items() if pattern.search(folded)), "")


def _near(folded: str) -> Iterator[str]:
    """The sentences at both ends of an article: what stands in its middle is what it tells."""
    if len(folded) <= _BEGINNING + _END:
        yield folded
        return
    bounds = [0, *(found.end() for found in _SENTENCE.finditer(folded)), len(folded)]
    for start, end in pairwise(bounds):
        if (end <= _BEGINNING or start >= len(folded) - _END) and end - start <= _LONGEST:
            yield folded[start:end]
