"""Categories of sources, and the words people read for them."""

from __future__ import annotations

CATEGORIES = {
    "institution": "Institutions",
    "parlement-droit": "Parlement, droit",
    "reseau-crpv": "Centres de ressources",
    "association": "Associations",
    "recherche": "Recherche",
    "presse-nationale": "Presse nationale",
    "presse-regionale": "Presse régionale",
    "presse-specialisee": "Presse spécialisée",
    "audio-video": "Audio, vidéo",
    "europe": "Europe",
    "agregateur": "Agrégateurs",
    "centre": "Notre centre",
    "": "Sans catégorie",
}
"""Those of the sources that ship, as a reader meets them; another centre's own stand under their key."""


def category_label(key: str) -> str:
    """The words for a category; its key, made readable, for one that is not ours."""
    return CATEGORIES.get(key) or key.replace("-", " ").capitalize()
