"""Every kind of source that this version reads. A new kind is one file and one line here."""

from __future__ import annotations

from collections.abc import Mapping

from veille.collect.kinds.archive import visit_archive
from veille.collect.kinds.columns import MOST_BYTES, read_csv
from veille.collect.kinds.feed import read_feed
from veille.collect.kinds.jsonfeed import read_json_feed
from veille.collect.kinds.newsletter import read_mail
from veille.collect.kinds.sitemap import visit_sitemap
from veille.collect.kinds.sites import read_listing
from veille.collect.kinds.visit import Visit, reading
from veille.collect.kinds.watch import visit_watched
from veille.collect.kinds.youtube import visit_youtube
from veille.model.source_rules import Kind

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
