"""Territory codes, and the names of regions and départements.

Names: Insee, code officiel géographique 2026, Licence Ouverte 2.0.
"""

from __future__ import annotations

import re

REGIONS = {
    "01": "Guadeloupe", "02": "Martinique", "03": "Guyane", "04": "La Réunion", "06": "Mayotte",
    "11": "Île-de-France", "24": "Centre-Val de Loire", "27": "Bourgogne-Franche-Comté",
    "28": "Normandie", "32": "Hauts-de-France", "44": "Grand Est", "52": "Pays de la Loire",
    "53": "Bretagne", "75": "Nouvelle-Aquitaine", "76": "Occitanie", "84": "Auvergne-Rhône-Alpes",
    "93": "Provence-Alpes-Côte d’Azur", "94": "Corse",
}  # fmt: skip

DEPARTEMENTS = {
    "01": "Ain", "02": "Aisne", "03": "Allier", "04": "Alpes-de-Haute-Provence",
    "05": "Hautes-Alpes", "06": "Alpes-Maritimes", "07": "Ardèche", "08": "Ardennes", "09": "Ariège",
    "10": "Aube", "11": "Aude", "12": "Aveyron", "13": "Bouches-du-Rhône", "14": "Calvados",
    "15": "Cantal", "16": "Charente", "17": "Charente-Maritime", "18": "Cher", "19": "Corrèze",
    "21": "Côte-d’Or", "22": "Côtes-d’Armor", "23": "Creuse", "24": "Dordogne", "25": "Doubs",
    "26": "Drôme", "27": "Eure", "28": "Eure-et-Loir", "29": "Finistère", "2A": "Corse-du-Sud",
    "2B": "Haute-Corse", "30": "Gard", "31": "Haute-Garonne", "32": "Gers", "33": "Gironde",
    "34": "Hérault", "35": "Ille-et-Vilaine", "36": "Indre", "37": "Indre-et-Loire", "38": "Isère",
    "39": "Jura", "40": "Landes", "41": "Loir-et-Cher", "42": "Loire", "43": "Haute-Loire",
    "44": "Loire-Atlantique", "45": "Loiret", "46": "Lot", "47": "Lot-et-Garonne", "48": "Lozère",
    "49": "Maine-et-Loire", "50": "Manche", "51": "Marne", "52": "Haute-Marne", "53": "Mayenne",
    "54": "Meurthe-et-Moselle", "55": "Meuse", "56": "Morbihan", "57": "Moselle", "58": "Nièvre",
    "59": "Nord", "60": "Oise", "61": "Orne", "62": "Pas-de-Calais", "63": "Puy-de-Dôme",
    "64": "Pyrénées-Atlantiques", "65": "Hautes-Pyrénées", "66": "Pyrénées-Orientales",
    "67": "Bas-Rhin", "68": "Haut-Rhin", "69": "Rhône", "70": "Haute-Saône", "71": "Saône-et-Loire",
    "72": "Sarthe", "73": "Savoie", "74": "Haute-Savoie", "75": "Paris", "76": "Seine-Maritime",
    "77": "Seine-et-Marne", "78": "Yvelines", "79": "Deux-Sèvres", "80": "Somme", "81": "Tarn",
    "82": "Tarn-et-Garonne", "83": "Var", "84": "Vaucluse", "85": "Vendée", "86": "Vienne",
    "87": "Haute-Vienne", "88": "Vosges", "89": "Yonne", "90": "Territoire de Belfort",
    "91": "Essonne", "92": "Hauts-de-Seine", "93": "Seine-Saint-Denis", "94": "Val-de-Marne",
    "95": "Val-d’Oise", "971": "Guadeloupe", "972": "Martinique", "973": "Guyane",
    "974": "La Réunion", "976": "Mayotte",
}  # fmt: skip

_MEMBERS = {
    "01": "971", "02": "972", "03": "973", "04": "974", "06": "976",
    "11": "75 77 78 91 92 93 94 95", "24": "18 28 36 37 41 45", "27": "21 25 39 58 70 71 89 90",
    "28": "14 27 50 61 76", "32": "02 59 60 62 80", "44": "08 10 51 52 54 55 57 67 68 88",
    "52": "44 49 53 72 85", "53": "22 29 35 56", "75": "16 17 19 23 24 33 40 47 64 79 86 87",
    "76": "09 11 12 30 31 32 34 46 48 65 66 81 82", "84": "01 03 07 15 26 38 42 43 63 69 73 74",
    "93": "04 05 06 13 83 84", "94": "2A 2B",
}  # fmt: skip
_REGION_OF = {code: region for region, codes in _MEMBERS.items() for code in codes.split()}

# A commune (35238, 2A004, 97411), an EPCI (E + SIREN), a QPV (QN03501M).
_FINER = re.compile(r"(\d{5}|2[AB]\d{3}|E\d{9}|QN(?:\d{5}|02[AB]\d\d)[A-Z])")


def is_territory_code(code: str) -> bool:
    """EU, FR, R53, D35, E200000000, 35238 or QN03501M; anything else is refused."""
    if code in ("EU", "FR"):
        return True
    if code[:1] == "R":
        return code[1:] in REGIONS
    if code[:1] == "D":
        return code[1:] in DEPARTEMENTS
    return _FINER.fullmatch(code) is not None


def areas_of(code: str) -> tuple[str, ...]:
    """A territory and what it lies in: a commune or a QPV, its département, its région."""
    part = _departement(code)
    if part is None:
        return (code,)
    around = (f"D{part}", f"R{_REGION_OF[part]}")
    return around if code in around else (code, *around)


def _departement(code: str) -> str | None:
    """The département of a département, commune or QPV code; None for anything else."""
    if code[:1] == "D":
        part = code[1:]
    elif code[:2] == "QN":
        part = code[2:5].removeprefix("0")
    elif len(code) == 5:
        part = code[:3] if code.startswith("97") else code[:2]
    else:
        return None
    return part if part in _REGION_OF else None


def area_name(code: str) -> str:
    """The name people read; a finer code stands for itself: see veille.geography."""
    if code == "EU":
        return "Europe"
    if code == "FR":
        return "national"
    if code[:1] == "R":
        return REGIONS.get(code[1:], code)
    if code[:1] == "D":
        return DEPARTEMENTS.get(code[1:], code)
    return code


def territory_kind(code: str) -> str:
    """wide (EU, FR), region, departement, epci, commune or qpv."""
    if code in ("EU", "FR"):
        return "wide"
    if code[:1] == "R":
        return "region"
    if code[:1] == "D":
        return "departement"
    if code[:1] == "E":
        return "epci"
    return "qpv" if code[:2] == "QN" else "commune"
