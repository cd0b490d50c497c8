"""The words around a day that tell what it is for; folded, so without accents.

The verb « a » is written ª, for folding makes it one with « à ».
"""

from __future__ import annotations

import re


def _any(*words: str) -> re.Pattern[str]:
    return re.compile("|".join(words))


_WEEKDAY = r"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s+)?"

CLOSING = _any(
    r"\bdates? limites?\b", r"\blimite d[eu']", r"\bdernier(?:e)? (?:delai|jour|releve)\b",
    r"\bderniers jours pour\b", r"\bclotur\w*", r"\bclo(?:t|se|sent|ses|ront|ra)\b", r"\bdeadline\b",
    r"\bbutoir\b", r"\breleves?\b", r"\bprochaine echeance\b",
    r"\bfin (?:des?|du|de l') ?(?:depot|candidatures?|inscriptions?|appel|campagne)\w*",
)  # fmt: skip
"""What closes by its own name."""
HANDED_IN = _any(
    r"\ba (?:remettre|deposer|envoyer|adresser|transmettre|retourner|faire parvenir)\b",
    r"\bdoi(?:t|vent) (?:nous )?(?:parvenir|etre (?:deposee?s?|envoyee?s?|remis(?:es)?|transmis(?:es)?|"
    r"adressee?s?))\b",
    r"\bremise des? (?:dossiers?|candidatures?|projets?|offres?|plis|copies)\b",
    r"\b(?:depot|envoi|retour|reception) des? (?:dossiers?|candidatures?|projets?|offres?|demandes?)\b",
    r"\b(?:candidat\w+|dossiers?|projets?|contributions?|propositions?|inscriptions?|reponses?|"
    r"demandes?)\b[^,;:]{0,30}\bpour le\s*" + _WEEKDAY + r"$",
)  # fmt: skip
"""What closes unless it opens."""
DUE = _any(
    r"\bavant\s+(?:le|la date du|minuit le|\d{1,2}\s*h\S*\s+le)?\s*" + _WEEKDAY + r"$",
    r"\bd'ici (?:le|au)\b", r"\bau plus tard\b", r"\blimites?\b", r"\bclos\b", r"\becheances?\b",
    r"\bdelai\b", r"\ba rendre\b", r"\battendu(?:e|s|es)?\b", r"\bexpir\w+", r"\bprolong\w+ (?:au|jusqu)",
    r"\b(?:repouss|report|avanc)\w* (?:au|jusqu)", r"\bvous avez\b", r"\breponses? (?:pour|avant|attendue)",
    r"\bcomplets? (?:au|le|pour)\b",
)  # fmt: skip
"""What closes only when something is asked of those who read."""
AFTERWARDS = _any(
    r"\b(?:resultats?|laureats?|jury|selection\w*|notifi\w+|connu(?:e|s|es)?|annonce\w*|designe\w*|verse\w*)\b",
    r"\b(?:realis\w+|execut\w+|demarr\w+|travaux|livr\w+|deroul\w+|mise?s? en oeuvre|finances?|financees?)\b",
)  # fmt: skip
"""What a deadline is for once the call is closed."""
NAMED = _any(
    r"\b(?:appels? (?:a|d')\s?\w+|ami|aap|candidatures?)\b[^,;.:]{0,60}(?::|–|—|-|\()\s*(?:le\s+)?$",
    r"\b(?:echeance|limite|reponse|retour)s?\s*:\s*(?:le\s+)?$",
)  # fmt: skip
"""« Appel à projets : 15 décembre »."""
CLOSING_AFTER = _any(
    r"[\s,(:–—-]*(?:a\s+)?(?:\d{1,2}\s*h\S*|midi|minuit)?[\s,(]*(?:est |sera |marque |"
    r"marquera )?(?:de )?(?:la |le |l')?(?:dernier delai|delai de rigueur|date limite|dernier jour pour|"
    r"derniere limite|cachet de la poste|cloture d)",
)  # fmt: skip
DUE_AFTER = _any(
    r"[\s,(:–—-]*(?:a\s+)?(?:\d{1,2}\s*h\S*|midi|minuit)?[\s,(]*(?:est |sera |marque |"
    r"marquera )?(?:de )?(?:la |le |l')?(?:au plus tard|dernier jour|inclus\b|\(inclus|cloture|echeance|"
    r"fin d|minuit)",
)  # fmt: skip
UNTIL = _any(
    r"\bjusqu'au\b",
)  # fmt: skip
FERMING = _any(
    r"\bferm(?:e|ent|era|eront|eture)\b", r"\b(?:prend|prendra|prennent|prendront)\s+fin\b",
    r"\b(?:s'acheve|s'achevent|s'achevera|se termine|se terminent|se terminera|s'arrete|s'arretent)\b",
)  # fmt: skip
OPENING = _any(
    r"\bouvr(?:e|ent|ira|iront|ez)\b(?! ses portes| leurs portes)", r"\bouverture\b(?! au public)",
    r"\ba (?:partir|compter) du\b", r"\bdes le\b", r"\bdepuis\b",
    r"\blancement\b(?=.*\b(?:appel|campagne|candidature))", r"\bdemarr\w+\b(?=.*\b(?:depot|candidature))",
    r"\bentre\w* en vigueur\b", r"\ben vigueur\b", r"\bresultats?\b", r"\blaureats?\b", r"\bjury\b",
    r"\bselection\b", r"\bnotification\b", r"\bdebut des (?:travaux|projets|actions)\b", r"\bs'appliqu\w+\b",
    r"\bdemissionn\w+",
)  # fmt: skip
OPEN = _any(
    r"\bouver(?:t|te|ts|tes)\b", r"\bouvre(?:nt)?\b(?! ses portes)", r"\bcourt\b", r"\bcandidatez\b",
    r"\bdeposez\b", r"\binscrivez",
)  # fmt: skip
OUT = _any(
    r"\bferm(?:e|ee|es|ees|eture|ent|era|eront)\b",
)  # fmt: skip
SHUT = _any(
    r"\bferm(?:e|ee|es|ees|eture|ent|era|eront)\b", r"\btreves?\b", r"\bconges?\b", r"\bcoupures?\b",
    r"\btravaux\b", r"\bhoraires?\b", r"\bvacances scolaires\b",
)  # fmt: skip
STRONG_CALL = _any(
    r"\bappels? (?:a|d')\s?(?!temoin)\w+", r"\bami\b", r"\baap\b", r"\bsubventions?\b", r"\bconcours\b",
    r"\bbudgets? participatifs?\b", r"\bprix\b", r"\btrophees?\b", r"\bcandidat\w+", r"\bdossiers?\b",
    r"\bfonds\b", r"\bbourses?\b", r"\bguichet\b",
)  # fmt: skip
CALL = _any(
    STRONG_CALL.pattern, r"\bprojets\b(?! (?:finances|soutenus|retenus|laureats))", r"\bdepots?\b",
    r"\bcampagnes?\b", r"\binscriptions?\b", r"\bconsultations?\b", r"\benquetes?\b", r"\bplateforme\b",
    r"\bcontributions?\b", r"\bvotes?\b", r"\bvotez\b", r"\bpropositions?\b", r"\bquestionnaires?\b",
    r"\bpostul\w+", r"\bcandidater\b", r"\bdemandes?\b", r"\bsondages?\b", r"\bdossiers\b",
    r"\bteleservice\b", r"\bappel\b",
)  # fmt: skip
ASKED = _any(
    CALL.pattern, r"\brepond\w+", r"\breponses?\b", r"\bparticip\w+", r"\bdepos\w+", r"\benvo[iy]\w+",
    r"\btransm\w+", r"\binscri\w+", r"\badress(?:er|ez)\b", r"\bremettre\b", r"\bcv\b", r"\bparvenir\b",
    r"\breserv\w+", r"\bcontribu\w+", r"\b(?!avez|chez|assez|lisez|decouvr|retrouv)\w{2,}ez\b",
    r"\brecevables?\b",
)  # fmt: skip
EVENT = _any(
    r"\b(?:expo(?:sition)?|stage|festival|semaine (?:de|du|des|d')|quinzaine|mois de|forum|universite|"
    r"rencontre|journee|matinee|soiree|seminaire|formation|colloque|salon|congres|sejour|atelier|"
    r"marche de|marche blanche|fete|tournee|cycle|webinaire|webinar|visio|conference|reunion|visite|bal|"
    r"projection|debat|assemblee|concert|spectacle|tournoi|brocante|vide-grenier|repas|carnaval|randonnee|"
    r"balade|session|chantier|hackathon|job dating|jobdating|vernissage|rendez-vous|rdv|table ronde|"
    r"tables rondes|petit-dejeuner|cafe|speed dating|assises|biennale|convention|ceremonie|pleniere|"
    r"comite|portes ouvertes|inauguration|cine|theatre|bourse aux|residence|permanence|master ?class|"
    r"kermesse|gouter|marathon|course|tournois|agenda|seance|barbecue|loto|feu d'artifice|defile|"
    r"manifestation|rassemblement|veillee|pique-nique|sensibilisation|demi-journee|operation|evenement|"
    r"caravane|bus|marche exploratoire|diagnostic en marchant|promenade|conseil citoyen|conseil municipal|"
    r"conseil de quartier|estivales|printemps de|nuit de|college|parcours|module|classe|initiation|"
    r"animation|collecte|distribution|nettoyage|don du sang|depistage|vaccination|mooc|temps fort|"
    r"tremplin|olympiades|jeux|match|accueil|village|voyage|delegation|etats generaux|dialogue|echange|"
    r"presentation|restitution|lecture|scene|cirque|danse|bourse|puces|braderie)(?:s|x)?\b",
)  # fmt: skip
ANNOUNCED = _any(
    r"\b(?:aura|auront) lieu\b", r"\b[aª] lieu\b", r"\bont lieu\b",
    r"\bse (?:tiendra|tiendront|tient|deroule\w*|reuni\w+)\b", r"\borganis\w+\b", r"\binvit\w+\b",
    r"\brendez-vous\b", r"\baccueill\w+\b", r"\bouvr\w+ (?:ses|leurs) portes\b", r"\bparticipez\b",
    r"\bvenez\b", r"\bretrouv\w+\b", r"\bpropos\w+\b", r"\breportee?s? au\b",
)  # fmt: skip
FOR_A_PLACE = _any(
    r"\binscri\w+", r"\breserv\w+", r"\bs'inscrire\b", r"\breponse\w*",
)  # fmt: skip
NO_DATE = _any(
    r"\b(?:lois?|decrets?|arretes?|circulaires?|instructions?|ordonnances?|directives?|reglements?|"
    r"deliberations?|accords?|arrets?|jugements?|decisions?|avis|note|courriers?|lettres?|jo|"
    r"journal officiel|jorf|bulletin|numero|edition|version|rapports?|communique|protocole|convention|"
    r"pacte|charte|article|discours|entretien|interview|etude|enquete insee|sondage|photo|"
    r"dossier de presse|revue|gazette|tribune)\b[^,.;:!?]{0,40}?\b(?:du|date du|datee? du|en date du|"
    r"signee? le|n°\s?\S+ du|publiee? le|paru le|parue le)\s+" + _WEEKDAY + r"$",
    r"\b(?:rue|place|avenue|boulevard|bd|square|quai|allee|impasse|pont|esplanade|passage|metro|station|"
    r"arret|parvis|rond-point|caserne)\s+(?:du\s+)?$",
    r"(?<!')\b(?:publiee?s?|parue?s?|mise?s? (?:en ligne|a jour)|postee?|modifiee?|redigee?|nee?s?|"
    r"creee?s?|fondee?|signee?s?|adoptee?s?|votee?s?|promulguee?|datee?|inauguree?s?|"
    r"lancee?s? officiellement|deposee?|enregistree?|decedee?|mort|morte|fondee?|abrogee?|dit|elue?s?|"
    r"arretee?|donnees|chiffres|situation|population|etat)\s+(?:le|au|du|depuis le|ce)\s+" + _WEEKDAY + r"$",
    r"\b(?:n°|no|numero|page|p\.|lot|art\.)\s?$", r"\bderniere mise a jour\b.{0,6}$",
    r"\bmise? a jour\s*:?\s*$", r"\battentats? du\s*$", r"\bemeutes du\s*$", r"\bevenements du\s*$",
    r"\barmistice du\s*$", r"\belections? du\s*$",
)  # fmt: skip
NAME = _any(
    r"\b(?:stade|cours|salle|gymnase|lycee|ecole|cite|residence|quartier|tour|espace|centre|parc|jardin|"
    r"college|complexe|barre|theatre|maison)\s+(?:du\s+)?$",
)  # fmt: skip
BEARS_A_NAME = _any(
    r"^(?:8|1er) mai\b", r"^11 nov", r"^4 sept", r"^14 juil", r"^19 mars", r"^18 juin", r"^6 juin",
    r"^8 mars", r"^2[45] aout",
)  # fmt: skip
"""« le gymnase du 11 novembre », when a place is named so."""
OVER = _any(
    r"\bs'(?:est|etait) (?:tenue?|deroulee?|achevee?|terminee?|close?|ouverte?|arretee?)\b",
    r"\bse sont (?:tenue?s|deroulee?s|achevee?s|terminee?s|closes?|reunie?s)\b", r"\bs'est reunie?\b",
    r"\b(?:s'est|se sont|s'etait|s'etaient) \w+e", r"\b(?:ª|ont) eu lieu\b",
    r"\bretours? (?:sur|en images?)\b",
    r"\b(?:etait|etaient|avait|avaient|courait|fermait|prenait|fallait|pouvait|devai(?:t|ent))\b",
    r"\b(?:ª|ont) (?:reuni|rassemble|accueilli|attire|permis|participe|pris fin)\b",
    r"\b(?:ª|ont) (?!lieu\b|\w+[eio]?re?\b)\w+(?:e|i|u|is|ert|t)e?s?(?: \w+)?\s+(?:le|du|ce)\s*" + _WEEKDAY + r"$",
    r"\b(?:ª|ont) ete (?!prolong|report|fix|repouss|program|etend|avanc)", r"\bcomptes?[ -]rendus?\b",
    r"\bactes d", r"\bbilan d", r"\bdepuis le\b",
    r"\b(?:est|sont) (?:close?s?|cloturee?s?|terminee?s?|achevee?s?|fermee?s?|passee?s?) depuis\b",
    r"\bclose?s? depuis\b", r"\b(?:replay|revoir|reecouter|synthese) d", r"\bphotos d", r"\blaureats d",
)  # fmt: skip
OVER_AFTER = _any(
    r"^\s*dernier\b(?! delai| jour)", r"^[^,;:]{0,60}\b(?:s'est|se sont) (?:tenu|deroul|achev|termin|reuni)",
    r"^[^,;:]{0,40}\b(?:ª|ont) (?:eu lieu|reuni|rassemble|accueilli|attire|permis|pris fin|ete (?!prolong|"
    r"report|fix|repouss|program|etend|avanc))",
    r"^[^,;:]{0,40}\b(?:est|sont) (?:desormais |maintenant )?(?:passee?s?|depassee?s?|revolue?s?)\b",
    r"^[^,;:]{0,30}\b(?:etait|etaient)\b",
)  # fmt: skip
OVER_WHOLE = _any(
    r"\b(?:appel|consultation|enquete|campagne|inscriptions|candidatures)\b[^.;]{0,40}\b(?:est|"
    r"sont) (?:desormais |maintenant )?(?:close?s?|cloturee?s?|terminee?s?)\b(?! (?:le|au)\b)",
)  # fmt: skip
AGAIN = _any(
    r"\bnouve(?:lle|au)", r"\b(?:seconde|deuxieme|prochaine?)\b",
)  # fmt: skip
LIVE = _any(
    r"\bse tient\b", r"\brendez-vous\b", r"\bprochain", r"\baura lieu\b", r"\bse tiendra\b", r"\brepouss",
    r"\breport", r"\bprolong", r"\bjusqu'au\b", r"\bse poursuit\b",
)  # fmt: skip
CALLED_OFF = _any(
    r"\bannulee?s?\b",
    r"\b(?:sine die|date ulterieure|reportee?s? a une date|n'aura pas lieu|n'auront pas lieu)\b",
)  # fmt: skip
REPLACED = _any(
    r"\bd'abord\b[^,;]*$", r"\binitialement\b[^,;]*$", r"\bau lieu du\s*" + _WEEKDAY + r"$",
    r"\b(?:precedemment|auparavant|ancienne date)\b[^,;]*$",
    r"\bet non (?:pas |plus )?(?:le|au|du)\s*" + _WEEKDAY + r"$", r"\breportee?s? du\s*" + _WEEKDAY + r"$",
    r"\bplutot que le\s*$", r"\bprevue?s? (?:d'abord|au depart)\b",
)  # fmt: skip
REPLACED_AFTER = _any(
    r"^[^.;]{0,60}\b(?:est|sont|ª ete|ont ete)? ?(?:reportee?s?|repoussee?s?|decalee?s?|deplacee?s?|"
    r"avancee?s?|prolongee?s?) (?:au|jusqu'au)\b",
)  # fmt: skip
INSTEAD = _any(
    r"\breports? au\s*" + _WEEKDAY + r"$",
    r"\b(?:reportee?s?|repoussee?s?|decalee?s?|deplacee?s?|avancee?s?|prolong\w+)\b[^;]{0,30}\b(?:au|"
    r"jusqu'au)\s*" + _WEEKDAY + r"$",
    r"\bnouvelle (?:date|echeance)\b", r"\bnouveau delai\b",
)  # fmt: skip
