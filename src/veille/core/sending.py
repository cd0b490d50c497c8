"""Send a sealed edition: for now to the trial addresses, as one file each in the outbox."""

from __future__ import annotations

import hashlib
from gettext import gettext as _
from pathlib import Path

from veille.compose.render import UNSUBSCRIBE_MARK
from veille.config.workspace import secret
from veille.core.context import Context
from veille.core.editions import Editions
from veille.errors import RefusedError
from veille.model.edition import Edition, EditionState, Rendered
from veille.model.role import Right
from veille.send.links import unsubscribe_url
from veille.send.message import Envelope, message
from veille.send.outbox import lay
from veille.store import people


def send_trial(ctx: Context, editions: Editions, name: str, *, by: str) -> list[Path]:
    """One .eml per address of mail.test_to. Raises RefusedError before sealing, OutboxError."""
    edition = editions.get(name)
    if edition.state is not EditionState.SEALED or edition.view is None:
        raise RefusedError(
            _("« {0} » n’est pas scellée : scellez-la avant de l’envoyer").format(name)
        )
    return lay_trial(ctx, edition, editions.preview(name), "", "send-trial", by=by)


def lay_trial(
    ctx: Context, edition: Edition, rendered: Rendered, part: str, verb: str, *, by: str
) -> list[Path]:
    """The same for any letter of a sealed edition; `part` tells its files and message ids from the others'."""
    addresses = ctx.config.centre.mail.test_to
    if not addresses:
        raise RefusedError(_("aucune adresse d’essai : complétez mail.test_to dans veille.yml"))
    path = edition.view.path if edition.view else edition.public_id
    stem = "-".join(filter(None, [path.strip("/").replace("/", "-"), part]))
    made = [
        (
            f"{stem}-{address.replace('/', '_')}.eml",
            message(rendered, _envelope(ctx, edition, address, part), UNSUBSCRIBE_MARK),
        )
        for address in addresses
    ]
    laid = lay(ctx.workspace.outbox, made)
    with ctx.store.write() as w:
        people.write_journal(
            w,
            at=ctx.clock.now(),
            by=people.acting(w, by, Right.SEND),
            verb=verb,
            about=f"edition:{edition.id}",
            before={},
            after={"messages": len(laid)},
        )
    return laid


def _envelope(ctx: Context, edition: Edition, address: str, part: str) -> Envelope:
    centre, mail, site = ctx.config.centre.centre, ctx.config.centre.mail, ctx.config.centre.site
    rule = ctx.config.publication(edition.publication)
    list_key = rule.list or rule.key
    domain = mail.from_.rpartition("@")[2]
    who = hashlib.sha256(address.lower().encode()).hexdigest()[:16]
    return Envelope(
        sender_name=centre.short,
        sender=mail.from_,
        reply_to=mail.reply_to or mail.from_,
        to=address,
        list_name=rule.title,
        list_id=f"{list_key}.{domain}",
        message_id=".".join(filter(None, [edition.public_id, part, f"{who}@{domain}"])),
        date=ctx.clock.now() if part else edition.sealed_at or ctx.clock.now(),
        unsubscribe_url=unsubscribe_url(site.public_url, secret(ctx.workspace), list_key, address),
        unsubscribe_mail=f"{mail.reply_to or mail.from_}?subject=STOP",
        archive_url=f"{ctx.config.archive_url}{edition.publication}/",
    )
