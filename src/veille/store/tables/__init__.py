"""Every table, declared once. Migrations add up to this; a test proves it."""

from veille.store.tables.base import metadata
from veille.store.tables.published import blob, edition, entry, event, permalink, section, selection
from veille.store.tables.running import job_run, setting
from veille.store.tables.staff import journal, login_link, person, session
from veille.store.tables.watched import (
    fetch,
    host,
    item,
    item_search,
    item_territory,
    item_theme,
    sighting,
    source,
    territory,
    theme,
)

__all__ = [
    "blob",
    "edition",
    "entry",
    "event",
    "fetch",
    "host",
    "item",
    "item_search",
    "item_territory",
    "item_theme",
    "job_run",
    "journal",
    "login_link",
    "metadata",
    "permalink",
    "person",
    "section",
    "selection",
    "session",
    "setting",
    "sighting",
    "source",
    "territory",
    "theme",
]
