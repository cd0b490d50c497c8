"""The words of notices, folded: what closes an article, and what frees it, class by class. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

_READER = (
    r"(?:abonne|adherent|membre|client|souscripteur|partenaire|cotisant|donateur|contributeur|societaire"
    r"|bibliotheque abonnee|institution)(?:e?s)?"
)
_READING = (
    r"(?:lire|lisez|lecture|suite|continue[rz]|poursuiv(?:re|ez)|accede[rz]|acces|decouvr(?:ir|ez)|consulte[rz]"
    r"|integralite|totalite"
    r"|en entier|affiche[rz]|debloque[rz]|deverrouille[rz]|telecharge[rz]|illimite|profite[rz]|article complet"
    r"|voir|retrouve[rz]"
    r"|ecouter|regarder|visionner|integrale?|texte integral)"
)
_PIECE = (
    r"(?:articles?|contenus?|dossiers?|documents?|numeros?|textes?|enquetes?|reportages?|interviews?|analyses?"
    r"|rapports?"
    r"|revues?|entretiens?|portraits?|tribunes?|lecture|acces|replay|pdf|publications?|fiches?|page|videos?"
    r"|podcasts?|suite|version"
    r"|etude|compte rendu|note|depeche|breve|chronique|edito\w*|papier|lettre|webinaire|captation|chapitre"
    r"|archives?|consultation|telechargement|guide|cette (?:ressource|rubrique|partie))"
)
_SUBSCRIBE = (
    r"(?:(?:re)?abonn\w+|(?:un|avec votre) compte\b(?!.rendu)|adhere[rz]|adhesion|souscri\w+|connecte[rz]"
    r"|connectant|identifie[rz]"
    r"|identifiants?|identification|authentifie[rz]|soutenez|etre (?:abonne|adherent|membre|connecte|identifie)"
    r"|formules?\b|(?:nos|voir les|une|notre|votre) offres?\b"
    r"(?! d.emploi| de (?:stage|formation|service))"
    r"|essayez|testez|a partir de \d|(?:des|pour) \d[\d,.]* ?€|devenez (?:abonne|membre|adherent)"
    r"|pass numerique|mon pass|abonnez vous)"
)
_BUY = (
    r"(?:achete[rz]|achat|acquer\w+|commande[rz]|offrez-vous|ajouter au panier|telechargement immediat|payer"
    r"|regle[rz]|louer|location)"
)
_PRICE = r"(?:[€$£] ?\d+(?:[.,]\d+)?|\d+ ?[$£]|\d+(?:[.,]\d+)? ?(?:€|euros?\b|eur\b|credits?\b|jetons?\b))"
_LOCKED = (
    r"(?:premium|payante?s?|verrouillee?s?|protegee?s?|restreinte?s?|reservee?s?|privee?s?"
    r"|conditionnel(?:le)?s?|limitee?s?"
    r"|bloquee?s?|sous abonnement|sur abonnement|exclusi(?:f|ve)s?|soumise? a)"
)
_FREE = r"(?:gratuit|libre|ouvert|offert)(?:e|s|es|ement)?"

CLOSED: Mapping[str, re.Pattern[str]] = {
    name: re.compile(pattern)
    for name, pattern in {
        "reserved": rf"(?:^|[.!?:–—|·•»,(-]\W?|\b{_PIECE}\b[^.]{{0,40}})(?:\w+ )?\b(?:reserve(?:e?s?)"
        rf"|exclusi(?:f|ve))\w*.{{0,30}}?\b{_READER}\b"
        rf"|\b{_PIECE}\b.{{0,40}}(?:accessible|disponible|lisible|visible|ouvert)\w* .{{0,30}}?\b{_READER}\b"
        rf"|\b(?:article|contenu|dossier|document|texte|enquete|rapport|guide|etude|ressource|numero|fiche"
        rf"|webinaire|replay)s?\b.{{0,25}} reserve\w* (?:a|aux) |{_READER} (?:uniquement|seulement"
        rf"|exclusivement|only)"
        rf"|(?:exclusif|integral\w*|{_PIECE}) [^.]{{0,30}}(?:pour )?(?:nos |les |aux )?(?:abonne|adherent"
        rf"|membre)e?s?\b"
        r"|n.est (?:lisible|accessible|visible|disponible|consultable) qu|(?:uniquement"
        r"|exclusivement) (?:accessible|disponible|reserve|visible|consultable)"
        r"|ne peu\w+ etre (?:lu|consulte|telecharge)|accessibles? uniquement|a jour de (?:leur |votre "
        r"|sa )?cotisation|(?:diffusion|consultation|usage) (?:restreint|interne|limite)"
        r"|document interne",
        "only": rf"seuls? (?:nos |les |vos )?{_READER}|{_READER} (?:ont|a) acces|(?:devez|faut|faudra) (?:etre"
        rf"|vous) {_READER}"
        rf"|(?:deja|vous etes|toujours|encore) {_READER} ?\?|(?:droits|autorise\w*) .{{0,30}}{_READING}"
        rf"|acces (?:refuse|interdit)|n.avez pas (?:les droits|acces)"
        rf"|{_READER} ?: (?:lire|suite|acced)|pas (?:encore )?(?:abonne|membre|adherent).{{0,60}}{_READING}",
        "subscribe": rf"\b{_READING}\b.{{0,80}}?\b{_SUBSCRIBE}|\b{_SUBSCRIBE}\b.{{0,80}}?\b{_READING}\b"
        rf"|deja {_READER}.{{0,50}}{_READING}"
        r"|\b(?:articles?|lire|suite|lecture|contenus?)\b.{0,80}\b(?:offres?\b(?! d.emploi| de (?:stage"
        r"|formation"
        r"|service))|abonne[rz]|abonnement)"
        r"|\b(?:offres?\b(?! d.emploi| de (?:stage|formation|service))|abonne[rz]\b)"
        r".{0,80}\b(?:articles?|lire|suite|lecture|contenus?)\b"
        r"|abonnement (?:requis|necessaire|obligatoire)|(?:necessite|requiert|suppose|exige|moyennant"
        r"|contre) (?:un|une|d|de|l)\W?.{0,25}(?:abonnement|compte|connexion|adhesion|identification|paiement"
        r"|achat)"
        r"|(?:envie de|souhaitez|voulez)[^.?]{0,20} (?:lire|acceder|poursuivre|continuer|connaitre) (?:la suite"
        r"|cet|l.article|votre|en entier)[^.?]{0,40}\?",
        "left": r"\d+ ?% .{0,40}(?:reste|restant|a lire|a decouvrir)|\d+ ?% .{0,20}(?:article|texte|contenu"
        r"|reportage|enquete|entretien|dossier)|avez lu \d+ ?%"
        r"|rest\w+ (?:encore )?\d[\d ]* ?(?:%|mots|lignes|paragraphes)",
        "buy": rf"{_PRICE} .{{0,30}}{_PIECE}|{_BUY}[^.]{{0,30}}{_PRICE}|a la vente|pay[- ]per[- ]view"
        rf"|\b(?:a l.achat|vente au numero|achat au numero)\b|(?:lire|lecture|prix|tarif|pdf"
        rf"|numero)\b[^.]{{0,25}}{_PRICE}|{_BUY} .{{0,25}}{_PIECE}|{_BUY} {_PRICE}|ajouter au panier"
        rf"|{_PIECE}[^.]{{0,45}}{_PRICE}|{_PRICE} l.(?:unite|article)",
        "locked": rf"\bpremium\b.{{0,40}}{_READING}|{_READING}.{{0,40}}\bpremium\b|^\W*premium\b"
        rf"|{_PIECE} (?:est |sont |en )?(?:acces |entierement |desormais )?{_LOCKED}\b|(?:contenu|acces"
        rf"|zone|espace) {_LOCKED}"
        r"|deverrouill\w+|debloque[rz] (?:cet|l|la|le|ce|votre|tous|tout|nos)\W?\w*|(?:espace|zone|extranet"
        r"|intranet) (?:abonnes?|adherents?|membres?|pro\w*"
        r"|reserve\w*) ?:|apercu limite|recent et payant|payant car",
        "login": r"(?:entrez|saisissez|saisir|entrer|indiquez) (?:votre|vos|un|le|ses) (?:code(?! postal)|mot"
        r"|identifiant"
        r"|numero|cle)|votre (?:abonnement|formule|compte|offre"
        r"|profil) ne "
        r"|n.etes (?:pas |plus )?(?:encore )?(?:abonne|connecte|identifie|adherent|membre|autorise)"
        r"|veuillez (?:vous (?:identifier|connecter|abonner)|saisir|entrer)|authentification .{0,25}requise"
        r"|mot de passe .{0,20}(?:communiqu|fourni|transmis|reserve|adherent|abonne|requis|necessaire)"
        r"|(?:avec|vos|saisi\w+|protege\w* par|besoin d.un|demande\w* un) (?:\w+ )?(?:mot de passe"
        r"|identifiants?)(?! (?:oubli|perdu))"
        r"|codes? d.acces|identifiants? d.(?:abonne|adherent)|(?:connectez|identifiez"
        r"|authentifiez)-vous (?:pour|afin|avec|via|et|a votre compte) (?!(?:comment|suivre|creer|donner|reag"
        r"|particip|enregistr|aim|sign))|compte (?:abonne|adherent|professionnel)|acces institutionnel"
        r"|merci de (?:vous )?(?:identifier|connecter|abonner|saisir)|(?:connexion|identification"
        r"|authentification) (?:requise|obligatoire|necessaire)"
        r"|extranet|via votre (?:institution|etablissement|universite)|(?:votre|son) (?:institution"
        r"|etablissement|universite) (?:n|est|doit|dispose)",
        "ended": r"(?:plus|pas) acces a|n.est plus (?:gratuit|libre|accessible|en (?:libre )?acces"
        r"|disponible gratuit)|(?:acces|lecture)\w* .{0,40}(?:terminee?|expire|epuise)|(?:essai|abonnement"
        r"|lien)\b.{0,40}(?:a expire|est terminee?|a pris fin|arrive a echeance)"
        r"|embargo(?!.{0,25}(?:leve|termine|expire|echu|passe))|barriere mobile|aucune? (?:lecture"
        r"|article) gratuite?|(?:limite|quota|nombre maximal|maximum) (?:de|d.).{0,30}(?:atteint|lectures?"
        r"|articles?)"
        r"|(?:atteint|epuise) (?:la|votre|vos|le|l).{0,40}(?:limite|quota|gratuit)|vous avez (?:deja )?(?:lu"
        r"|consomme|utilise|epuise) (?:tous )?(?:vos|l.ensemble)|dernier article gratuit"
        r"|plus d.articles? gratuit",
        "later": rf"\b(?:{_PIECE}|il|elle)\b.{{0,50}}(?:passera|sera|deviendra)\b.{{0,25}}{_FREE}"
        rf"|\b{_PIECE}\b.{{0,40}}(?:prochainement|bientot) .{{0,20}}{_FREE}"
        rf"|\b{_PIECE}\b.{{0,40}}{_FREE}(?: acces)?,?"
        r" (?:a partir|a compter|d.ici|au bout|en 20\d\d|dans \w+ (?:mois|an|jours|semaines))",
        "barred": rf"\b{_PIECE}\b[^.]{{0,30}}(?:n.est pas|n.est plus"
        rf"|\bnon) (?:encore )?(?:en )?(?:acces )?{_FREE}\b(?! de droits)"
        rf"|\b{_PIECE}\b[^.]{{0,40}}{_FREE}[^.]{{0,25}}\b(?:aux?|pour|a) (?:\w+ )?{_READER}\b",
        "extract": r"(?:lisez|ceci est|voici|seul\w*|visible) .{0,20}(?:extrait|debut|resume|apercu)|(?:extrait"
        r"|debut|resume|apercu) (?:seul\w*|uniquement)"
        r"|texte integral (?:non |in)disponible|integral\w* .{0,20}(?:n.est pas|non) disponible"
        r"|credits? (?:de lecture|pour|restant)|acces differe",
        "paper": r"(?:uniquement|seulement|exclusivement) (?:en|sur|dans).{0,12}(?:papier|kiosque|journal"
        r"|magazine)|papier (?:uniquement|seulement)|(?:a lire|retrouvez|a retrouver|est a lire"
        r"|lire).{0,60}(?:edition (?:papier|abonnes)|version papier|en kiosque|en vente|chez votre"
        r"|numero (?:de|du|papier)|dans (?:notre|le) (?:journal|magazine))",
        "english": r"\bsubscri\w+(?! to (?:our|the) )(?!.{0,30}(?:newsletter|rss|podcast|channel))"
        r"|keep reading|(?:sign|log) ?in .{0,20}(?:read|view|full|access|continue)"
        r"|members?.{0,3}(?:exclusive|area|content)"
        r"|this (?:article|story|content) is (?:locked|for|exclusive|restricted)|subscri(?:be|ption"
        r"|bers?)[ -](?:to (?:continue|read|access|unlock)|now|only|required|content|or)"
        r"|members?[ -]only|(?:sign up|register|create an account|pay) to|preview only|article limit|(?:log"
        r"|sign) ?in to (?:read|continue|access)|(?:buy|purchase|unlock|rent) this"
        r"|already a subscriber|access options|for subscribers|exclusive to subscribers|institutional"
        r" (?:login|access)"
        r"|(?:get"
        r"|purchase) (?:full |unlimited )?access|become a (?:member|subscriber)|unlimited access|full (?:text"
        r"|access) (?:is )?(?:available )?(?:to|for|via)"
        r"|free articles? (?:left|remaining|this)|free trial|(?:you.ve|you have) (?:reached|used|read)"
        r"|to (?:continue|keep) reading|purchase (?:pdf|article|access)|^premium\W|premium content|rent (?:this"
        r"|for)",
        "label": r"^\W*(?:le plus |edition |espace )?(?:abonnee?s?|premium|payant|adherents?|exclusif"
        r"|exclusivite)\W*$|[🔑🔒]|^\W*(?!espace|service|nos|les|\d|tarif|aux|pour nos|compte"
        r"|mon)(?:[\w'+]+\W+){0,3}abonnee?s?\W*$|^\W*\[(?:abonne|premium|payant|reserve)"
        r"|^\W*[+★🔑🔒]? ?(?:le plus )?abonnes?\b",
    }.items()
}
"""What closes, class by class, in folded words."""

FREED: Mapping[str, re.Pattern[str]] = {
    name: re.compile(pattern)
    for name, pattern in {
        "denied": r"(?:\bnon|\bpas|\bplus|n.est pas|jamais) (?:un (?:article|contenu) )?(?:reserve|payant"
        r"|pour (?:les )?abonnes)"
        r"|(?:pas|aucun|sans) (?:besoin d.)?(?:abonnement|s.abonner|etre abonne|inscription)|(?:no"
        r"|without) paywall|n.est pas necessaire",
        "this": rf"\b{_PIECE}\b(?! gratuite? (?:ne|n|du mois"
        rf"|atteint))[^.;:]{{0,60}}?\b{_FREE}\b(?![^.]{{0,25}}\b{_READER}\b)"
        rf"|\b(?:libre acces|acces (?:libre|ouvert|gratuit)\w*|en libre)\b(?![^.]{{0,25}}\b{_READER}\b)"
        rf"|{_FREE} (?:a|pour|exceptionnellement).{{0,15}}\b(?:tous|toutes)\b"
        r"|(?:accessibles?|disponibles?|ouverte?s?) (?:a|pour) (?:tous|toutes)|tout le monde|comme celui-ci"
        r"|open access|free (?:article|access|to read)",
        "offered": r"(?:vous est|vous sont|exceptionnellement) (?:offert|propose)|offert(?:e|s|es)? (?:par"
        r"|a tous|aux lecteurs)|vous offre",
        "registered": r"compte gratuit|inscription (?:obligatoire|requise|gratuite et)|(?:abonnement"
        r"|adhesion) gratuite?|inscription est gratuite"
        r"|gratuit\w* sur (?:simple )?inscription|inscription gratuite|inscri\w+ gratuit|simple inscription"
        r"|connecte via votre",
        "except": r"sauf cel(?:le|ui)|a l.exception de cel(?:le|ui)",
        "gratis": r"gratuitement",
        "elsewhere": r"(?:abonne[rz]|inscri\w+|s.inscrire|recev\w+|recevoir)\b.{0,40}(?:infolettre|newsletter"
        r"|lettre|flux|fil rss|chaine|podcast|alertes?|page|agenda|compte)",
        "entire": r"lire l.article ci-dessous|reproduit\w* .{0,15}(?:integral|en entier)|(?:article"
        r"|texte) (?:complet|integral) (?:ci-dessous|en ligne)",
    }.items()
}
"""What frees, or speaks of something else than reading."""
