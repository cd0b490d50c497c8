"""Every kind of source that this version reads. A new kind is one file and one line here."""

from __future__ import annotations

from collections.abc import Mapping

from veille.collect.feed import read_feed
from veille.collect.jsonfeed import read_json_feed
from veille.collect.newsletter import read_mail
from veille.collect.page import read_page
from veille.collect.visit import Visit, reading
from veille.model.declared import Kind

KINDS: Mapping[Kind, Visit] = {
    "rss": reading(read_feed),
    "atom": reading(read_feed),
    "podcast": reading(read_feed),
    "youtube": reading(read_feed),
    "json": reading(read_json_feed),
    "page": reading(read_page),
    "mail": read_mail,
}
