"""What the shape of a text says of its nature, where words alone cannot tell: numbers, dates, posts. Pure.

Keys are those of the vocabulary that travels with veille; a centre that named its natures otherwise keeps to its
own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from veille.text.french import DAYS, MONTHS, NBSP, NNBSP
from veille.text.stems import fold

OFFICIAL = "texte-officiel"
NEWS = "actualite"
"""What an item is by default: it is never proposed, and its signs silence the others."""

_MONTH = f"(?:{'|'.join(fold(month) for month in MONTHS)})"
_DAY = rf"(?:(?:{'|'.join(DAYS)}) )?\d{{1,2}}(?:er)?(?: ?(?:,|et|au|-|–) ?\d{{1,2}})* {_MONTH}"
_DATED = r"\d{1,2}(?:er)? " + _MONTH
_ACT = (
    r"\b(?:decret|arrete|ordonnance|circulaire|instruction|deliberation|decision|loi|directive|reglement"
    r"|note (?:de service|d.information|technique))s?(?: (?:(?:inter)?ministeriel|prefectoral|municipal"
    r"|technique)\w*)?"
)
_ABOUT = (
    r"(?:relati|portant|fixant|modifiant|pris(?:e)? (?:pour|en)|instituant|approuvant|abrogeant|visant a"
    r"|tendant a)"
)
_POST = (
    r"(?:directeur|directrice|chargee? d|cheff?e? de (?:projet|service|mission)|animat(?:eur|rice)|mediat(?:eur"
    r"|rice)"
    r"|coordinat(?:eur|rice)|coordonnat(?:eur|rice)|agente? (?:d|administrati)|responsable (?:d|du|des)"
    r"|assistante? (?:d|social)"
    r"|educat(?:eur|rice)|conseill(?:er|ere) (?:en |numerique|d|technique|social)|documentaliste"
    r"|deleguee? du prefet"
    r"|gardien(?:ne)? d|format(?:eur|rice)|referente? |technicien|secretaire (?:general|de direction"
    r"|administrati)|comptable"
    r"|adulte-?relais|ecrivaine? public|psychologue|infirmi(?:er|ere)|puericult(?:eur|rice)|bibliothecaire"
    r"|juriste"
    r"|urbaniste|cuisini(?:er|ere)|travailleu(?:r|se) social|intervenante? social|archiviste)(?!s\b)"
)
# The verbs of headlines, third person of the present: what has a nature is a noun.
_REGULAR = (
    "abandonn|accus|adopt|agac|aim|alert|amorc|annonc|annul|arriv|assur|attaqu|augment|bascul|bataill|blam"
    "|bloqu|boud|brul"
    "|cach|cess|chang|chass|chut|command|condamn|confirm|connaiss|conserv|contest|coup|crain?gn|crev|cri"
    "|critiqu|croul|dans"
    "|debarqu|debut|decid|decroch|demand|demarr|demenag|demissionn|denonc|deplor|deploi|derap|devoil|dimin"
    "|divis|domin|donn"
    "|doubl|ecart|echou|emmen|emport|entr|envahiss|epingl|etouff|evit|exig|explos|facilit|ferm|fet|figur|financ"
    "|flamb|frapp|fustig"
    "|gagn|gard|grimp|grinc|hesit|inaugur|inond|inquiet|install|interpell|laiss|lach|limog|manifest|manqu|march"
    "|menac|mont|montr"
    "|oppos|organis|oubli|ouvr|pass|patin|pay|pein|pench|pes|plaid|plant|pleur|plong|port|pouss|priv|progress"
    "|promulgu"
    "|proteg|quitt|raill|ralli|rat|recal|recrimin|recul|redout|refus|regl|regrett|rejett|relanc|renonc|rent?r"
    "|repouss|resist|respir"
    "|rest|retard|retir|retrouv|reveill|reven?diqu|rouvr|salu|sauv|sem|sign|souffr|soulag|suffoqu|support"
    "|supprim|suspend|tacl|tard|temper"
    "|tent|termin|touch|tomb|travers|tripl|trouv|vacill|valid|vis|visit|vot"
)
_VERB = (
    rf"(?:(?:s.)?(?:{_REGULAR})(?:e|ent)|vi(?:t|vent)|veu(?:t|lent)|peu(?:t|vent)|doi(?:t|vent)|va|vont|fait"
    rf"|font|dit|disent|met|mettent"
    r"|prend|prennent|perd|perdent|rend|rendent|attend|attendent|repond|repondent|defend|defendent|reagit"
    r"|reagissent|craint|promet|promettent"
    r"|obtient|obtiennent|soutient|revient|reviennent|devient|deviennent|tient|tiennent|recoit|recoivent|voit"
    r"|voient|sait|court|part|partent"
    r"|sort|sortent|perd|permet|permettent|interdit|interdisent|subit|subissent|finit|investit|atteint"
    r"|atteignent|combat|debat|debattent|reduit"
    r"|construit|detruit|conduit|produit|suit|suivent|fuit|fuient|grandit|vieillit|s.est|se sont|n.est|n.ont"
    r"|n.a|ont|faut"
    r"|(?:est|sont) (?!en ligne|disponible|paru|sorti|ouvert|lance|publi|a pourvoir|lancee|de retour|arrive"
    r"|a vous|telechargeable|consultable|reedit))"
)
_PARTICIPLE = r"[^\W\d_]{2,}(?:é|i|u|is|it|ert)e?s?"
_CARD = (
    r"(?:contexte|objectifs?|partenaires|moyens|freins|leviers|resultats|evaluation|contact|couts?|budget"
    r"|genese|mise en oeuvre"
    r"|perspectives|calendrier|etapes|public vise|vigilance|transferab\w+|effets|demarche|deroulement"
    r"|enseignements|difficultes)"
)
"""What the headings of a card of experience are called: two of them make one."""
_PEOPLE = (
    "habitante?|jeune|parent|benevole|locataire|mere|pere|enfant|collegien(?:ne)?|lyceen(?:ne)?|voisine?"
    "|femme|association|centre social|retraitee?|eleve"
)
_MAKE = (
    r"(?:renov|cultiv|cuisin|repar|invent|transform|cre|anim|amenag|construi|fabriqu|jardin|embelli|recycl|anim"
    r"|co-?construi|tiss|gere"
    r"|imagin|s.entraid|accompagn|tourn|ecri|peign|reinvent|experiment)\w*(?:ent|e|t)\b"
)


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing seen that speaks for a nature, with the words that show it."""

    key: str
    weight: float
    shown: str
    in_title: bool


@dataclass(frozen=True, slots=True)
class _Shape:
    key: str
    title: float
    """Weight of it in a title; 0: it says nothing there."""
    excerpt: float
    pattern: re.Pattern[str]


def _shapes(*rows: tuple[str, float, float, str]) -> tuple[_Shape, ...]:
    return tuple(
        _Shape(key, title, excerpt, re.compile(pattern)) for key, title, excerpt, pattern in rows
    )


_SHAPES = _shapes(
    # An act has a number, a date, an object.
    ("texte-officiel", 4, 2.5, rf"{_ACT} n[°o] ?\d[\w.-]*"),
    ("texte-officiel", 3, 1.5, rf"{_ACT} du {_DATED}"),
    ("texte-officiel", 3, 1.5, rf"^{_ACT}\b.{{0,60}}? {_ABOUT}\w*"),
    ("texte-officiel", 4, 4, r"\bnor ?: ?[a-z]{4}\d{7}[a-z]"),
    ("texte-officiel", 3, 3, r"\b(?:jo|jorf|journal officiel)(?: de la republique francaise)? (?:du"
        r"|n[°o]) ?\d+"),
    ("texte-officiel", 2, 1.5, rf"{_ACT}(?: \S+){{0,5}} (?:enfin |vient d.etre )?(?:publie|paru|promulgue"
        rf"|precise|fixe|au jo)\w*"),
    # A volume has pages, a price, a number.
    ("publication", 2, 2, r"\b\d{2,4} ?(?:p\.|pages)"),
    ("publication", 2, 2, r"\bisbn\b"),
    ("publication", 1, 0.7, r"\b\d{1,3}(?:,\d\d)? ?€\.?$"),
    ("publication", 2, 1.5, r"(?:^|: )(?:les |la |le )?(?:\w+ ){0,5}n[°o] ?\d{1,3}\b"),
    ("publication", 3, 1, r"\b\d+e edition\)?$"),
    ("publication", 3, 2, r"\bvien(?:t|nent) de paraitre|\ba paraitre\b|\best (?:sorti|paru)e?\b"),
    # What will take place has a day and an hour, or is asked for ahead.
    ("evenement", 2.5, 2.5, rf"{_DAY}(?: 20\d\d)?(?: ?,)? (?:a|de|des) \d{{1,2}} ?h"),
    ("evenement", 2.5, 2.5, rf"\b(?:{'|'.join(DAYS)})(?: \d+)?(?: {_MONTH})? (?:a|de|des) \d{{1,2}} ?h"),
    ("evenement", 1.5, 1, rf"\b(?:le|les|mardi|jeudi|du) {_DAY}(?: 20\d\d)?(?! et demi)"),
    ("evenement", 1.5, 1.5, r"\bde (?:\d{1,2} ?h(?: ?\d\d)?|midi) a (?:\d{1,2} ?h|minuit|midi)"),
    ("evenement", 3, 1, r"^\[?(?:webinaire|agenda|evenement|save the date|rendez-vous)\b"),
    # Whoever calls names a day to answer by.
    ("appel", 2, 2, rf"\b(?:avant|jusqu.au|au plus tard|d.ici|date limite)(?: le| au)?:? (?:{_DAY}|fin \w+)"),
    ("appel", 3, 2, r"\b(?:candidatez|concourez|participez|deposez|postulez|proposez)\b.{0,40}(?:!|$|projet"
        r"|dossier|idee|ligne)"),
    ("appel", 2, 1.5, r"\b(?:dossiers?|candidatures?|offres?|projets?)\b.{0,40} (?:a (?:deposer|remettre"
        r"|envoyer|adresser|saisir)|avant le)"),
    ("appel", 3, 1.5, r"^appels? (?:a|aux) (?!temoin|manifester|la|l.aide|voter)"),
    ("appel", 2, 1, r"\b(?:aide|soutien|fonds|financement|subvention)s?\b.{0,50}\b(?:ouvert|lance"
        r"|associations?)"),
    # A post: its name stands first, without a verb.
    ("emploi-stage", 4, 3, r"\b[hf] ?/ ?[hf]\b|\(h-f\)"),
    ("emploi-stage", 2, 0, rf"^(?:recrute |recherche |offre : |poste : )?(?:une? |deux "
        rf"|trois )?{_POST}(?!.*\b{_VERB}\b)"),
    ("emploi-stage", 3.5, 2, rf"\b(?:recrute|embauche|recherche|cherche)(?:nt|ns)? (?:une?|son|sa|ses|des|deux"
        rf"|trois) .{{0,30}}{_POST}"),
    ("emploi-stage", 3, 2, r"\b(?:recherche|demande)e?s?\b(?= *(?:$|[:,.(–-]))"),
    ("emploi-stage", 2, 1.5, r"\bstage (?:de \w+ mois|master|m[12]\b|gratifie|conventionne)|\(\d mois\)"),
    # People learn: an infinitive, days, places.
    ("formation", 3, 1.5, r"^(?:se former|apprendre|s.initier|maitriser|devenir|approfondir|s.outiller)\b"),
    ("formation", 1.5, 1, r"(?<!jusqu.a )(?<!\ba )\b(?:une|deux|trois|quatre|cinq|six|\d+) "
        r"(?:jours?|journees?|demi-journees?|heures|modules|sessions|seances)\b(?! de retard)"),
    ("formation", 2.5, 2.5, r"\bjournees? de formation\b|\bformation (?:certifiante|gratuite|en presentiel"
        r"|en ligne|a distance|ouverte)"),
    # Who did it tells how.
    ("experience", 3, 2, r"\b(?:recit|histoire|bilan|enseignements|lecons) d.un\w*"),
    ("experience", 3, 1.5, r"\b(?:comment|ce que) .{0,60}\b(?:ont|a) (?:\w+ )?(?:invente|reussi|construit"
        r"|transforme|cree|monte|change)"),
    ("experience", 3, 2, r"\bretour sur (?:une?|la|l.|le)? ?(?:demarche|action|experience|experimentation"
        r"|projet|dispositif)"),
    ("experience", 2.5, 1, r"\bl.experience d(?:e|u|es|.un\w*)\b"),
    ("experience", 0, 3, rf"\b{_CARD}\b\W+(?:\w+\W+){{0,4}}?{_CARD}\b"),
    ("experience", 1, 1.5, r"\b(?:portee?|animee?|imaginee?|menee?|nee?|concue?|conduite?|montee?"
        r"|lancee?)s? (?:par|d.un|il y a|avec) "),
    ("experience", 0, 1.5, r"\b(?:l.action|la demarche|l.initiative|le projet|l.experience|l.equipe"
        r"|la coordinatrice|le coordinateur)\b"),
    ("experience", 0, 1, r"\b(?:chaque (?:semaine|mois|mercredi|samedi|vendredi|jeudi|mardi|lundi|ete|annee)"
        r"|depuis (?:20\d\d|\w+ ans?|\w+ mois|l.ouverture))"),
    ("experience", 0, 1, r"\b(?:benevoles|participants|habitantes|familles|parents|locataires|voisins)\b"),
    ("experience", 2, 0.5, rf"\b(?:{_PEOPLE})s? {_MAKE}"),
    ("rapport-etude", 3, 2, r"\b(?:selon|d.apres|revele|montre|publie par) (?:une? |l.|la |le )?(?:insee|etude"
        r"|enquete|rapport|barometre|observatoire|drees|dares|depp)"),
    ("rapport-etude", 2.5, 2, r"\b(?:donnees|chiffres|statistiques) 20\d\d|\bedition 20\d\d\b"),
    ("rapport-etude", 2, 1, r"\b(?:un|une|\d+|deux tiers|la moitie|\w+) (?:habitant|menage|jeune"
        r"|femme)\w* sur (?:deux|trois|quatre|cinq|six|dix)"),
    ("rapport-etude", 1, 1.5, r"\b(?:rapport|etude|enquete|recherche|barometre|synthese|diagnostic"
        r"|note)s? (?:d(?:e|u|es|.\w+)\b|sur|menee?|realisee?|publiee?|remis|annuel|final|parlementaire|complet"
        r"|nationale?|regionale?)"),
    ("rapport-etude", 0, 1, r"\b(?:chercheu|sociolog|economist|geograph|statistic|demograph|anthropolog"
        r"|politist)\w+|\b\d+ entretiens\b|\bquestionnaires?\b|\bindicateurs\b"),
    ("rapport-etude", 1.5, 1, r"\b\d+(?:,\d)? ?% (?:des|de|d.)"),
    ("rapport-etude", 3, 2, r"\b(?:insee|onpv|dares|drees|depp|ined|credoc|cour des comptes|observatoire|igas"
        r"|cese|agence d.urbanisme|institut)\b.{0,30}\b(?:publie|met en ligne|met a jour|analyse|mesure"
        r"|actualise|dresse|recense|livre|evalue)"),
    ("outil", 2, 1, r"^(?:une? |le |la |l.)?(?:carte|plateforme|appli|application|jeu|moteur|tableau|grille"
        r"|questionnaire|fiche|trame|quiz|tableur|site)\b"),
    ("outil", 1, 1.5, r"\b(?:a telecharger|telechargeable|imprimable|personnalisable|pret a l.emploi"
        r"|cles? en main|a adapter|a completer)"),
    ("outil", 1, 1, r"\bpour (?:aider|accompagner|outiller|evaluer|reperer|construire|animer|preparer|calculer"
        r"|estimer|orienter|choisir|comprendre) "),
    ("outil", 3, 1, r"^(?:un |le |la |une |l.)?(?:guide|kit|boite a outils|referentiel|modele|mallette|malle"
        r"|annuaire|simulateur|livret)\b"),
    ("outil", 2.5, 1, r"\ben (?:\d+|dix|sept|huit|cinq|trois) (?:etapes|fiches|questions|points|cles)"),
    ("outil", 2, 1, r": (?:le|un) (?:guide|kit|mode d.emploi|memento|vade-?mecum)\b|\bmode d.emploi$"),
)  # fmt: skip
_SILENCERS = _shapes(
    # What became of a call, of a meeting, of a text is news of it.
    (NEWS, 12, 0, r"\b(?:les |\d+ |\w+ )?laureate?s?(?: sont| ont| :|$)|\b(?:laureats|gagnants"
        r"|palmares)\b.{0,30}(?:connus|devoiles|designes|recompenses)"),
    (NEWS, 6, 0, r"\b(?:annule|reporte|conteste|suspendu|abandonne|supprime|gele|retire|censure|enterre|ajourne"
        r"|boude|perturbe|refuse|rejete|tourne court)e?s?|prives? de|sous le feu|trop tard\b"),
    (NEWS, 6, 0, r"\bretour (?:sur|en images)\b(?! (?:une?|la|l.|le)? ?(?:demarche|action|experience"
        r"|experimentation|projet|dispositif))"),
    (NEWS, 4, 0, r"\b(?:n.a pas|n.ont pas|n.est pas|ne sont pas|ne veulent|ne veut|faute d|manque d|tarde"
        r"|attend|attendu|polemique|fronde|grogne|greve|en colere|bras de fer|fait debat|sous le choc)\b"),
    (NEWS, 3, 1.5, r"\b(?:police|incendie|tribunal|proces|garde a vue|agresse|mort|blesse|fusillade|emeute"
        r"|braque|interpelle|pompiers|parquet|mis en examen)e?s?\b"),
    (NEWS, 3, 0, r"\b(?:en (?:hausse|recul|baisse|chute)|de moins|menace[es]*|expulsion|fermeture|nominations?"
        r"|nommee?|deces|hommage|portrait$)\b"),
    (NEWS, 3, 0, rf"^[^«]*?\b{_VERB}\b"),
    (NEWS, 1.5, 0, r"\b(?:le maire|la maire|l.edile|les elus|la ministre|le ministre|le prefet|le bailleur"
        r"|l.opposition|un syndicat|riverains)\b"),
    (NEWS, 2, 0, r"[:,»] .*\b(?:s.inquiete|denonce|tempere|alerte|deplore|regrette|accuse|reclame|dit|assure"
        r"|promet)(?:nt)?\b"),
    (NEWS, 1.5, 1.5, r"\b(?:s.inquietent|s.indigne|denoncent|polemique|deplore|reproche|regrette|reagit"
        r"|opposition|riverains|manifeste|greve|menacent|alertent)\b"),
    (NEWS, 0, 1, r"\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) (?:soir|matin|dernier)\b|\bhier\b"
        r"|\bont participe\b|\ba (?:acte|vote|declare|annonce|visite|inaugure)"),
    (NEWS, 0, 1, r"« (?:c.est|nous|on|je|il) "),
)  # fmt: skip
_PAST = re.compile(
    rf"\b(?:a|ont|s.est|se sont|a été|ont été) (?:pas |enfin |déjà )?{_PARTICIPLE}\b"
)
"""With its accents: « à » is no verb."""
_REFERENCE = re.compile(
    rf"{_ACT} n[°o] ?\d[\w.-]*(?: du {_DATED}(?: \d{{4}})?)?|\bnor ?: ?[a-z]{{4}}\d{{7}}[a-z]"
    rf"|\b(?:jo|jorf|journal officiel) (?:du {_DATED}(?: \d{{4}})?|n[°o] ?\d+)"
)
_SPACES = {ord(NBSP): " ", ord(NNBSP): " ", ord("\n"): " "}
_ENGLISH = re.compile(r"\b(?:the|of|and|with|from|for)\b")
_FRENCH = re.compile(r"\b(?:le|la|les|des|du|et|une?|pour|aux?|sur)\b")


def signs(title: str, excerpt: str) -> Iterator[Sign]:
    """All that shape tells of both texts, what says that it is mere news among it."""
    for text, in_title in ((title, True), (excerpt, False)):
        folded = _plain(text)
        for shape in (*_SHAPES, *_SILENCERS):
            weight = shape.title if in_title else shape.excerpt
            if weight and (found := shape.pattern.search(folded)):
                yield Sign(shape.key, weight, _as_written(text, folded, found), in_title)
        if found := _PAST.search(text.lower()):
            yield Sign(NEWS, 3 if in_title else 0.7, found[0], in_title)


def stands_first(folded: str, start: int) -> bool:
    """Whether a word is what a title is the name of: the first, or the first after a colon."""
    before = folded[:start].rpartition(":")[2].strip(' «[“"')
    return len(before.split()) <= 1 and len(before) <= 9


def reference(*texts: str) -> str:
    """« décret n° 2026-318 du 4 mai 2026 », « JO du 10 avril »: how an official text is called, or nothing."""
    for text in texts:
        folded = _plain(text)
        if found := _REFERENCE.search(folded):
            return _as_written(text, folded, found)
    return ""


def tells_nothing(title: str, excerpt: str) -> bool:
    """A title of one word alone, or a text of another language: better silent than wrong."""
    folded = fold(f"{title} {excerpt}")
    if len(folded.split()) < 2:
        return True
    return len(_ENGLISH.findall(folded)) > 1 and _FRENCH.search(folded) is None


def _plain(text: str) -> str:
    """Folded, with one kind of space, none lost: places in it are places in the text."""
    return fold(text).translate(_SPACES)


def _as_written(text: str, folded: str, found: re.Match[str]) -> str:
    """The words as the text has them; folded when a ligature moved them."""
    words = text if len(text) == len(folded) else folded
    return words[found.start() : found.end()].strip(f" :,.{NBSP}")
