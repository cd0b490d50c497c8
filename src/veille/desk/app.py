"""Makes the desk: one Flask application over the facade, closed by the guard, in French throughout."""

from __future__ import annotations

from typing import Any

from flask import Flask

from veille.core import Veille
from veille.desk import (
    access,
    adding,
    comments,
    composer,
    dead_links,
    dossiers,
    editions,
    elsewhere,
    events,
    failures,
    feeds,
    guard,
    items,
    jobs,
    journal,
    links,
    me,
    people,
    pieces,
    previews,
    publications,
    reviews,
    revisions,
    scratch,
    sealing,
    search,
    selection,
    sources,
    stories,
    vocabulary,
    welcome,
)
from veille.desk.around import baskets
from veille.desk.current import Notices, visitor
from veille.desk.moments import over, proposed
from veille.desk.nav import PLACES
from veille.desk.reading import Reading, follow
from veille.desk.receiving import LegibleRequest
from veille.desk.words import when
from veille.templating import environment_options, furnish
from veille.text.dates import paris_day, paris_wall
from veille.text.french import ended, hour
from veille.text.relay import hidden_by

LARGEST_FORM = 4 * 1024 * 1024
"""Bytes. Far above any note, so that one of a megabyte is still refused beside its field, word for word."""


PAGES = (
    access,
    adding,
    comments,
    composer,
    dead_links,
    dossiers,
    editions,
    elsewhere,
    events,
    feeds,
    items,
    jobs,
    journal,
    links,
    me,
    people,
    pieces,
    previews,
    publications,
    reviews,
    revisions,
    scratch,
    sealing,
    search,
    selection,
    sources,
    stories,
    vocabulary,
    welcome,
)
"""Rooms of the desk, each with its blueprint."""


def create_app(veille: Veille, *, archive_address: str = "") -> Flask:
    """The desk over one workspace. `archive_address` is where its archive is read, with the slash."""
    app = Flask(__name__, static_url_path="/bureau/static")
    app.request_class = LegibleRequest
    app.config.update(MAX_CONTENT_LENGTH=LARGEST_FORM, MAX_FORM_MEMORY_SIZE=LARGEST_FORM)
    reading = Reading(veille)
    app.extensions.update(
        veille=veille,
        reading=reading,
        notices=Notices(),
        readings=feeds.Readings(),
        archive_address=archive_address or veille.config.archive_url,
    )
    _furnish(app)
    follow(app, reading)
    pieces.widen(app)
    guard.watch(app)
    failures.explain(app)
    for page in PAGES:
        app.register_blueprint(page.bp)
    return app


def _furnish(app: Flask) -> None:
    app.jinja_options = environment_options()
    env = furnish(app.jinja_env)
    env.filters.update(paris=paris_day, wall=paris_wall, hour=hour, baskets=baskets, when=when)
    env.filters["hidden_by"] = hidden_by
    env.filters["ended"] = ended
    env.filters["over"] = over
    env.filters["moment_proposed"] = proposed
    env.filters["capitalize_first"] = lambda text: text[:1].upper() + text[1:]

    @app.context_processor
    def at_hand() -> dict[str, Any]:
        """What every template may name."""
        here = app.extensions
        return {
            "visitor": visitor(),
            "words": here["reading"].words,
            "problems": here["reading"].problems,
            "places": [place for place in PLACES if place.endpoint in app.view_functions],
            "archive_address": here["archive_address"],
            "today": paris_day(here["veille"].clock.now()),
            "comments_on": comments.comments_on,
        }
