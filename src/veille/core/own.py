"""What pieces and events share: they are items of the centre's own source, and their address is their page."""

from __future__ import annotations

import itertools
from datetime import datetime
from gettext import gettext as _

from veille.collect.entries.address import url_key
from veille.core.context import Context
from veille.errors import RefusedError
from veille.model.address import is_public_address
from veille.model.event import EventForm
from veille.model.item import Item
from veille.model.piece import PieceForm
from veille.model.territory import is_territory_code
from veille.store import items, items_read, own, people, selections, themes
from veille.store.engine import Connection
from veille.text.french import issue_number

LONGEST = 20_000
"""Characters of one text: six pages."""
LONGEST_TITLE = 300


def check_words(ctx: Context, form: PieceForm | EventForm) -> None:
    """Raises NotFoundError for an unknown theme or publication, RefusedError for what no page can hold."""
    if not form.title.strip():
        raise RefusedError(_("donnez un titre"))
    if len(form.title) > LONGEST_TITLE:
        raise RefusedError(
            _("titre de {0} caractères : pas plus de {1}").format(len(form.title), LONGEST_TITLE)
        )
    if form.territory and not is_territory_code(form.territory):
        raise RefusedError(_("« {0} » n’est pas un territoire").format(form.territory))
    for key in form.themes:
        ctx.config.theme(key)
    for key in form.select:
        ctx.config.publication(key)


def check_texts(*texts: str) -> None:
    for text in texts:
        if len(text) > LONGEST:
            raise RefusedError(
                _("texte de {0} caractères : pas plus de {1}").format(len(text), LONGEST)
            )


def check_link(link: str) -> None:
    if link and not is_public_address(link):
        raise RefusedError(_("« {0} » n’est pas une adresse de page web").format(link[:80]))


def check_selected(form: PieceForm | EventForm, public: bool) -> None:
    """What no reader can open waits for no publication."""
    if form.select and not public:
        raise RefusedError(_("publiez la page pour la retenir : un brouillon n’a pas d’adresse"))


def free_name(w: Connection, ctx: Context, natural: str) -> str:
    """A public id that no item has."""
    names = (
        ctx.ids.public_id(f"{natural}:{number}" if number else natural)
        for number in itertools.count()
    )
    return next(name for name in names if items.id_of(w, name) is None)


def add_item(w: Connection, ctx: Context, public_id: str, title: str, path: str) -> int:
    """Its item, without an address until it is public. Raises RefusedError for an id that is taken."""
    if items.id_of(w, public_id) is not None:
        raise RefusedError(_("c’est déjà enregistré : rouvrez-le depuis la liste"))
    centre = ctx.config.centre.centre
    home = own.source_id(w, name=centre.short, url=ctx.config.archive_url)
    return own.add(
        w,
        public_id=public_id,
        url_key=url_key(ctx.config.archive_url + path),
        home=home,
        title=title,
        seen_at=ctx.clock.now(),
    )


def file(
    w: Connection,
    form: PieceForm | EventForm,
    item_id: int,
    who: int,
    now: datetime,
) -> None:
    """Its themes, territory and baskets, as the form has them."""
    known = themes.ids(w)
    themes.decide(w, item_id, [known[key] for key in form.themes if key in known], who, now)
    own.place(w, item_id, [form.territory] if form.territory else [], now)
    waiting = selections.of_items(w, [item_id]).get(item_id, [])
    for publication in waiting:
        if publication not in form.select:
            selections.remove(w, item_id, publication)
    for publication in form.select:
        selections.add(w, item_id, publication, who, now)


def item_of(c: Connection, item_id: int) -> Item:
    return items_read.by_ids(c, [item_id])[0]


def take_down(w: Connection, item_id: int) -> None:
    """No address any more, and no publication waits for it. Raises RefusedError once it was sealed."""
    item = item_of(w, item_id)
    if item.published_in:
        first = item.published_in[-1]
        raise RefusedError(
            _("déjà paru dans « {0} » {1} : la page reste").format(
                first.title, issue_number(first.slug)
            )
        )
    for publication in item.selected_for:
        selections.remove(w, item_id, publication)
    own.tell(w, item_id, {"url": None})


def journal(
    w: Connection,
    ctx: Context,
    who: int,
    verb: str,
    about: str,
    before: dict[str, object],
    after: dict[str, object],
) -> None:
    """What changed, and only that."""
    changed = [key for key in after if before.get(key) != after[key]]
    people.write_journal(
        w,
        at=ctx.clock.now(),
        by=who,
        verb=verb,
        about=about,
        before={key: before[key] for key in changed if key in before},
        after={key: after[key] for key in changed},
    )
