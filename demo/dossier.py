"""The demo's dossier: a search that is kept, followed, then put in order and introduced."""

from __future__ import annotations

from veille.core import Veille
from veille.model.item import Filter

TITLE = "Habiter le quartier pendant les travaux"
INTRODUCTION = """\
Démolir, réhabiliter, reloger : un projet de renouvellement dure dix ans, et l’on habite le quartier pendant\
 tout ce temps. Ce dossier réunit ce que nous avons publié sur le logement, du chantier à la vie ordinaire.

Il est tenu à jour : ce qui s’ajoute vient en tête."""


def grow(veille: Veille, *, by: str) -> None:
    """A dossier grown out of a kept search: what was published on housing, introduced and in order."""
    if veille.dossiers.listed():
        return
    kept = veille.searches.keep(Filter(theme="habitat"), TITLE, by=by)
    dossier = veille.dossiers.open(kept.public_id, by=by)
    # Sources answer in any order: the order of the dossier must follow from the items alone.
    waiting = [one for one in veille.dossiers.queue(dossier, 100) if one.published_in]
    for item in sorted(waiting, key=lambda one: (one.published_at or one.seen_at, one.public_id)):
        veille.dossiers.take(dossier.public_id, item.public_id, by=by)
    veille.dossiers.write(dossier.public_id, title=TITLE, introduction=INTRODUCTION, by=by)
    if veille.dossiers.get(dossier.public_id).size:
        veille.dossiers.publish(dossier.public_id, by=by)
