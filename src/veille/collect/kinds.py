"""Every kind of source that this version reads. A new kind is one file and one line here."""

from __future__ import annotations

from collections.abc import Mapping

from veille.collect.archive import visit_archive
from veille.collect.columns import MOST_BYTES, read_csv
from veille.collect.feed import read_feed
from veille.collect.jsonfeed import read_json_feed
from veille.collect.newsletter import read_mail
from veille.collect.sitemap import visit_sitemap
from veille.collect.sites import read_listing
from veille.collect.visit import Visit, reading
from veille.collect.watch import visit_watched
from veille.collect.youtube import visit_youtube
from veille.model.declared import Kind

KINDS: Mapping[Kind, Visit] = {
    "rss": reading(read_feed),
    "atom": reading(read_feed),
    "podcast": reading(read_feed),
    "youtube": visit_youtube,
    "json": reading(read_json_feed),
    "page": reading(read_listing),
    "watch": visit_watched,
    "sitemap": visit_sitemap,
    "mail": read_mail,
    "csv": reading(read_csv, MOST_BYTES),
    "archive": visit_archive,
}
