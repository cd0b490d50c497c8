"""What is looked at on the letter itself, once rendered: subject, pictures, links, colours, weight, CSS."""

from __future__ import annotations

from collections.abc import Iterator
from gettext import gettext as _

from veille.model.edition import EditionView, Finding, Rendered
from veille.text.french import count

LONGEST_SUBJECT = 90
"""Characters; mailboxes show fewer."""


def check_letter(view: EditionView, made: Rendered, last_subject: str = "") -> list[Finding]:
    """`last_subject`: of the edition sealed before, empty for the first."""
    return list(_subject(made.subject, last_subject))


def _subject(subject: str, last: str) -> Iterator[Finding]:
    if not subject:
        yield Finding(
            True, "", _("objet vide"), _("écrivez l’objet du courriel"), rule="subject-missing"
        )
    elif subject == last:
        message = _("même objet que l’édition précédente")
        fix = _("changez l’objet : un lecteur croirait l’avoir lue")
        yield Finding(False, "", message, fix, rule="subject-same")
    if len(subject) > LONGEST_SUBJECT:
        message = _("objet de {0} : les messageries le coupent").format(
            count(len(subject), "caractère", "caractères")
        )
        fix = _("tenez-le en {0} caractères, l’important d’abord").format(LONGEST_SUBJECT)
        yield Finding(False, "", message, fix, rule="subject-long")
