"""What a workspace does well to say and does not: no fault, and nothing stops for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from gettext import gettext as _

from veille.model.declared import Centre, Source

_LAW = _("la loi le demande pour tout site (loi n° 2004-575, art. 1-1)")


def hints(centre: Centre) -> Iterator[str]:
    """One sentence each, with the field of veille.yml that it is about."""
    wanted = {
        "address": (centre.address, _("l’adresse postale du centre")),
        "phone": (centre.phone, _("son téléphone")),
        "director": (
            centre.director,
            _("le nom de la directrice ou du directeur de la publication"),
        ),
        "host": (centre.host, _("le nom, l’adresse et le téléphone de l’hébergeur")),
    }
    for field, (value, words) in wanted.items():
        if not value.strip():
            yield _("centre.{0} : {1} manque ; {2}").format(field, words, _LAW)
    if centre.host.strip() and sum(char.isdigit() for char in centre.host) < 9:
        yield _("centre.host : le téléphone de l’hébergeur semble manquer ; {0}").format(_LAW)
    if not centre.about.strip():
        yield _("centre.about : dites en quelques lignes qui vous êtes, pour la page « À propos »")
    if centre.accessibility.state == "unaudited":
        yield _(
            "centre.accessibility : sans audit, le site se déclare « non conforme », comme la loi le veut"
        )


def source_hints(sources: Iterable[Source]) -> Iterator[str]:
    """One sentence for each source whose address seems to hold a secret, and of which nobody decided."""
    for one in sources:
        if one.enabled and one.public and not one.told:
            # Spaces of its own: what is between the marks is copied into the file as it stands.
            yield _(
                "{0}{nbsp}: son adresse semble contenir un secret (abonnement, jeton){nbsp}; elle n’est donc"
                " montrée nulle part en public. Écrivez «{nbsp}public: false{nbsp}» pour taire la source,"
                " «{nbsp}public: true{nbsp}» si tout le monde peut lire cette adresse"
            ).format(one.key, nbsp="\N{NO-BREAK SPACE}")
