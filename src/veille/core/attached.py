"""What lies in the archive beside its pages: logos, pictures, PDF, letters as they were sent, calendars."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from gettext import gettext as _

from veille.archive.holdings import AGENDA, Holdings, Site, Touched
from veille.archive.mails import mail_files
from veille.centre.ics import agenda, calendar
from veille.core.logo import kept_logos
from veille.core.printing import pdf_name
from veille.store import blobs, shelves
from veille.store.engine import Connection


def attached(
    c: Connection, holdings: Holdings, site: Site, touched: Touched
) -> Iterator[tuple[str, bytes]]:
    """(path, bytes) of what belongs to the pages that are touched."""
    yield from kept_logos(c).items()
    yield from _pictures(c, holdings, touched)
    for edition in shelves.shelved(c, touched.editions):
        digests = (edition.html_sha256, edition.text_sha256)
        yield from mail_files(edition.view, *digests, partial(blobs.kept, c))
        if edition.pdf_sha256:
            path = edition.view.path + pdf_name(edition.view)
            yield path, blobs.kept(c, edition.pdf_sha256) or b""
    for one in holdings.events():
        if one.event.public_id in touched.events:
            yield one.calendar, calendar(one.event, site.archive_url + one.path)
    if touched.agenda and holdings.events():
        told = [(one.event, site.archive_url + one.path) for one in holdings.events()]
        yield AGENDA, agenda(told, _("Agenda, {0}").format(site.centre.name))


def _pictures(c: Connection, holdings: Holdings, touched: Touched) -> Iterator[tuple[str, bytes]]:
    for one in holdings.placed(touched.items):
        piece = holdings.piece(one.entry.public_id)
        if piece and piece.illustration:
            yield piece.picture, blobs.kept(c, piece.illustration.sha256) or b""
