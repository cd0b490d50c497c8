"""What French says around the names of places, and the names that also mean something else. Hand-written lists."""

from __future__ import annotations

import re

AMBIGUOUS = frozenset(
    "albert ambert anse arques avion avon bar baud beaumont beaune benet bernay biot blanc bois bon"
    " bonneville bruges cannes castres cesson champagne champs chantilly charmes chaumont cherbourg clermont"
    " cognac colombes comines condom contes corte cours craon craponne crest creil croix cuers dax decize die"
    " dole donges drap eu falaise feurs fleury fontaine fosses fouras gaillard gaillon gannat gan gap genets"
    " gerzat ghana gorges gourdon grans grasse gray grenade grimaud gros guer guignes ham harnes hem houilles"
    " igny ifs indre isle istres langres laval lens leers livron lons loos lorient louvres lunel lure luxe"
    " macau mana marans marche marck marquise marly martigues maule maure mayenne meaux melle menton mer metz"
    " milly mions monnaie mons monts moulins munster nemours nice nieppe nicole noves olivet orange oraison"
    " orly ornans orsay passy persan pertuis plaisir pons pontoise port prades presles privas provins publier"
    " rance redon rethel revel rians rives rochefort roques roquettes rousset roussillon roye rue sables"
    " saintes salles salon sceaux sens sierra solesmes sorbiers sorgues sous stains tarascon tende thiers"
    " tonnerre toul tours trappes tresses tulle ussel valence vallet vannes vence vernon verdun vertou vertus"
    " vias vienne vif villars villers villeneuve viry vire voiron vitry sable sel serres soyaux son sor lux"
    " mus by y rosny saint savoie aube union aigle arbresle hopital hermitage horme ile port tampon robert"
    " francois carbet diamant lamentin marin moule moulle prise centre europe paix concorde republique"
    " victoire liberte egalite justice bonsecours martin bernard thomas petit durand robert richard moreau"
    " simon laurent lefebvre michel garcia david bertrand roux vincent fournier morel girard andre mercier"
    " dupont lambert bonnet francois martinez legrand garnier faure rousseau blanc guerin muller henry roussel"
    " nicolas perrin morin mathieu clement gauthier dumont lopez fontaine chevalier robin masson sanchez"
    " gerard nguyen boyer denis lemaire duval joly gautier roger roche roy noel meyer lucas meunier jean perez"
    " marchand dufour blanchard marie barbier brun dumas brunet schmitt leroux colin fernandez pierre renard"
    " arnaud rolland caron aubert giraud leclerc vidal bourgeois renaud lemoine picard gaillard philippe"
    " leclercq lacroix fabre dupuis olivier rodriguez hubert charpentier dupuy etoile maire prince comte"
    " marquis bourg chateau tour pont mont val port la les le".split()
)
"""Folded. Words of the language, first names and surnames: their own capital proves nothing."""

TOO_SHORT = frozenset(
    "aulnoy aix bois bourg bussy cap castel champ champs chateau fort grand grande isle la le les l mont"
    " montagne neuf neuville noyelles petit pont pont port roche romans saint sainte salon tour val vaux vieux"
    " ville villefranche villers la roche la chapelle la celle la ferte la grand le bois le bourg le grand le"
    " petit le port le pont les mureaux ville la ville la tour le val l isle notre dame".split()
) | {
    "la roche",
    "la chapelle",
    "la celle",
    "la ferte",
    "le bois",
    "le bourg",
    "le pont",
    "la tour",
    "l isle",
}
"""Beginnings of longer names that nobody says alone for the whole."""

FORMER = {
    "lomme": "59350", "hellemmes": "59350", "pierrefitte sur seine": "93066", "pierrefitte": "93066",
    "evry": "91228", "courcouronnes": "91228", "octeville": "50129", "tourlaville": "50129",
    "equeurdreville": "50129", "equeurdreville hainneville": "50129", "querqueville": "50129",
    "annecy le vieux": "74010", "cran gevrier": "74010", "seynod": "74010", "meythet": "74010",
    "le chesnay": "78158", "rocquencourt": "78158", "fort mardyck": "59183", "saint pol sur mer": "59183",
    "notre dame de gravenchon": "76476", "lillebonne": "76384", "la plaine saint denis": "93066",
    "montaigu": "85146", "bellegarde sur valserine": "01033", "cognac la foret": "87046",
}  # fmt: skip
"""Communes that joined another, by the code of today's."""

PEOPLE = {
    "Parisiens": "75056", "Marseillais": "13055", "Lyonnais": "69123", "Toulousains": "31555", "Niçois": "06088",
    "Nantais": "44109", "Montpelliérains": "34172", "Strasbourgeois": "67482", "Bordelais": "33063",
    "Lillois": "59350", "Rennais": "35238", "Rémois": "51454", "Stéphanois": "42218", "Toulonnais": "83137",
    "Havrais": "76351", "Grenoblois": "38185", "Dijonnais": "21231", "Angevins": "49007", "Nîmois": "30189",
    "Clermontois": "63113", "Manceaux": "72181", "Brestois": "29019", "Tourangeaux": "37261", "Amiénois": "80021",
    "Limougeauds": "87085", "Messins": "57463", "Perpignanais": "66136", "Bisontins": "25056",
    "Orléanais": "45234", "Mulhousiens": "68224", "Rouennais": "76540", "Caennais": "14118", "Nancéiens": "54395",
    "Dionysiens": "93066", "Montreuillois": "93048", "Roubaisiens": "59512", "Tourquennois": "59599",
    "Avignonnais": "84007", "Dunkerquois": "59183", "Lorientais": "56121", "Quimpérois": "29232",
    "Vannetais": "56260", "Nazairiens": "44184", "Palois": "64445", "Calaisiens": "62193", "Troyens": "10387",
    "Valentinois": "26362", "Vaudais": "69256", "Vénissians": "69259", "Villeurbannais": "69266",
    "Rennaises": "35238", "Lilloises": "59350", "Nantaises": "44109", "Marseillaises": "13055",
    "Brestoises": "29019", "Toulousaines": "31555", "Lyonnaises": "69123", "Parisiennes": "75056",
}  # fmt: skip

ADJECTIVES = {
    "réunionnais": "R04", "réunionnaise": "R04", "martiniquais": "R02", "martiniquaise": "R02",
    "guadeloupéen": "R01", "guadeloupéenne": "R01", "guyanais": "R03", "guyanaise": "R03", "mahorais": "R06",
    "mahoraise": "R06", "corse": "R94", "sarthois": "D72", "sarthoise": "D72", "isérois": "D38",
    "iséroise": "D38", "girondin": "D33", "vendéen": "D85", "francilien": "R11", "francilienne": "R11",
    "breton": "R53", "bretonne": "R53", "normand": "R28", "normande": "R28", "mosellan": "D57",
    "mosellane": "D57", "drômois": "D26", "drômoise": "D26", "ardéchois": "D07", "savoyard": "D73",
    "vauclusien": "D84", "varois": "D83", "varoise": "D83", "héraultais": "D34", "audois": "D11", "gardois": "D30",
    "essonnien": "D91", "séquanodionysien": "D93", "alsacien": "D67", "alsacienne": "D67", "charentais": "D16",
    "landais": "D40", "finistérien": "D29", "morbihannais": "D56", "costarmoricain": "D22", "picard": "R32",
    "picarde": "R32", "ligérien": "R52", "ligérienne": "R52", "meurthe-et-mosellan": "D54",
}  # fmt: skip
"""What places a commune that has namesakes; never a territory by itself."""

ALSO = {
    "region sud": "R93", "region centre": "R24", "paca": "R93", "picardie": "R32", "lorraine": "R44",
    "alsace": "D67 D68", "champagne ardenne": "R44", "aquitaine": "R75", "limousin": "R75",
    "poitou charentes": "R75", "auvergne": "R84", "rhone alpes": "R84", "bourgogne": "R27",
    "franche comte": "R27", "haute normandie": "R28", "basse normandie": "R28", "languedoc roussillon": "R76",
    "midi pyrenees": "R76", "nord pas de calais": "R32", "petite couronne": "D92 D93 D94",
    "grande couronne": "D77 D78 D91 D95", "banlieue parisienne": "R11", "region parisienne": "R11", "aura": "",
}  # fmt: skip
"""Other names of régions, those of before 2016 included."""

FOREIGN = re.compile(
    r"\b(?:Espagne|Andalousie|Catalogne|Italie|Allemagne|Belgique|Portugal|Suisse|Québec|québécoise?|Canada|"
    r"Maroc|Algérie|Tunisie|Sénégal|Angleterre|Royaume-Uni|États-Unis|Brésil|Grèce|Pologne|Pays-Bas|Autriche|Turquie|"
    r"Liban|Syrie|Ukraine|Russie|Chine|Japon|Inde|Mexique|Louisiane|Wallonie|wallonn?e?|Haïti|Mali)\b"
)

ALSO_ABROAD = frozenset(
    "valence grenade vienne bruges orange florence mons ham barcelonne cordes sarre treves bale".split()
)

# Before a name, on the same line: it names a thing, not the place where it happens.
THING = re.compile(
    r"(?:\b(?:rue|avenue|boulevard|bd|av\.|place|quai|cours|allée|impasse|route|chemin|square|pont|porte|faubourg|"
    r"gare|station|rond-point|esplanade|promenade|passage|villa|tour|résidence|quartier|cité|hôpital|caserne)s?"
    r"|\b(?:cour d['’]appel|tribunal(?: (?:judiciaire|administratif|correctionnel))?|université|pacte|traité|"
    r"charte|accords?|déclaration|convention|rectorat|académie|aéroport|procès|parfum|comité|appel|édit|école|"
    r"cour administrative d['’]appel|agence de l['’]eau|couleur|fondation|groupe|opérateur|société|journal|"
    r"prix|traités|engagement|centrale)s?"
    r")\s+(?:de\s+la\s+|de\s+l['’]|des\s+|du\s+|de\s+|d['’])?[«\"]?\s*$",
    re.IGNORECASE,
)
STREET = re.compile(
    r"\b(?:rue|avenue|boulevard|place|route|chemin|square|impasse)\s+(?:de\s+la\s+|de\s+l['’]|des\s+|du\s+|de\s+)?$",
    re.IGNORECASE,
)
RIVER = re.compile(
    r"\b(?:bords?|rives?|vallées?|berges?|quais?|crues?|eaux?|estuaire|canal|ponts?|sources?|bassin|affluent)"
    r"\s+(?:de\s+la|de\s+l['’]|du|de)\s*$",
    re.IGNORECASE,
)
PERSON = re.compile(
    r"(?:\b(?:M|Me|Dr|Pr)\.|\b(?:Mme|Mmes|MM\.|Monsieur|Madame|nommée?|prénommée?|surnommée?|née?|dite?|baptisée?|"
    r"députée?|sénateur|sénatrice|ministre))\s+$"
)
SPORT = re.compile(
    r"\b(?:Ligue [12]|Top 14|Pro [AB D]2?|Nationale? [123]|basket|football|foot|handball|rugby|volley|hockey|"
    r"coupe de France|championnat|match nul|mi-temps|s[’']impose|s[’']incline|penalty|buts? à|en fin de match|"
    r"première période|équipe première|entraîneur|victoire \d)\b",
    re.IGNORECASE,
)
RESULT = re.compile(r"\b\d{1,3}\s?[-–]\s?\d{1,3}\b(?!\d)")

AT = re.compile(
    r"(?:^|[^\w])(?:à|À|A|aux?|Aux?|entre|Entre|sur|vers|chez)\s+(?:la |les |le |l['’])?$"
)
AT_CAPS = re.compile(r"(?:^|[^\w])(?:À|A|AUX?|ENTRE)\s+$")
OF = re.compile(r"(?:^|[^\w])(?:de|d['’]|du|des|De|D['’]|Du|en|En)\s*(?:la |les |le |l['’])?$")
IN_AREA = re.compile(
    r"(?:\b(?:dans|en|préfète?s?|préfets?|préfectures?|départements?|conseil départemental|départementale?s?|"
    r"région|conseil régional|habitants|communes|villes?|élus|collèges|fédération|CAF|Caf|CPAM|ARS|DDETS|DREETS|"
    r"Dreets|Ddets)\s+(?:(?:de\s+la|de\s+l['’]|du|des|de|d['’]|la|le|les|l['’])\s*)?|\()$",
    re.IGNORECASE,
)
ARTICLE = re.compile(r"(?:^|[^\w])(?:le|la|les|l['’]|du|de la|de l['’]|des)\s*$", re.IGNORECASE)
CITY_OF = re.compile(
    r"\b(?:ville|commune|maire|mairie|municipalité|habitants|habitantes|élus|maires|agglomération|métropole|"
    r"centre-ville|quartiers|bailleur|conseil municipal|nord|sud|est|ouest|banlieue)"
    r"\s+(?:de\s+|d['’]|du\s+|des\s+)(?:la |le |les |l['’])?$",
    re.IGNORECASE,
)
# Words that a capital begins and that may stand just before a name of place.
BEFORE_A_PLACE = frozenset(
    "ville mairie métropole agglo agglomération grand grande est ouest nord sud préfecture mission habitat"
    " radio les le la l un une des du de d en à au aux dans pour par sur vers chez entre depuis et ou mais"
    " avec sans quand comment pourquoi où si puis hors sous quartiers banlieue prison caf ccas mjc npnru anru"
    " qpv pôle festival cité région département maison ensemble théâtre épisode pays".split()
)
