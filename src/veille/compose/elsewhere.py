"""A letter for another mailer: that tool's own unsubscribe tag in the place of our mark. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from veille.compose.render import UNSUBSCRIBE_MARK
from veille.model.edition import Rendered


@dataclass(frozen=True, slots=True)
class Tool:
    """A mailer, and the merge tag that it turns into each person's unsubscribe address."""

    name: str
    unsubscribe: str


TOOLS: Mapping[str, Tool] = {
    # help.brevo.com, « Insert an unsubscribe link »
    "brevo": Tool("Brevo", "{{ unsubscribe }}"),
    # listmonk.app/docs/templating
    "listmonk": Tool("listmonk", "{{ UnsubscribeURL }}"),
    # mailchimp.com/help/all-the-merge-tags-cheat-sheet
    "mailchimp": Tool("Mailchimp", "*|UNSUB|*"),
    # documentation.mailjet.com, « Lien de désabonnement »
    "mailjet": Tool("Mailjet", "[[UNSUB_LINK_FR]]"),
    # kb.mailpoet.com, « Unsubscribe link »
    "mailpoet": Tool("MailPoet", "[link:subscription_unsubscribe_url]"),
    # phplist.org/manual, « Placeholders »
    "phplist": Tool("phpList", "[UNSUBSCRIBEURL]"),
    "": Tool("un autre outil, ou aucun", ""),
}
"""Key → tool. Without a tag the line that offers to leave is taken out: the tool adds its own."""

_LINK = re.compile(
    rf'(?:&nbsp;|\u00a0|\s)*<a\b[^>]*href="{re.escape(UNSUBSCRIBE_MARK)}"[^>]*>.*?</a>', re.DOTALL
)
_LINES = re.compile(rf"^[^\n]*:[ \u00a0]*\n{re.escape(UNSUBSCRIBE_MARK)}\n\n?", re.MULTILINE)
_ALONE = re.compile(r"<p\b[^>]*>(?:&nbsp;|\u00a0|\s)*</p>\n?")
"""A paragraph that held nothing but the link."""

_CODE = re.compile(r"""(https?://[^\s"'<>]*)|([{](?=[{%])|[*](?=[|])|\[(?=\[|[a-z]+:|[A-Z]))""")
_JOINER = "\u2060"


def _disarmed(part: str) -> str:
    """What a title happens to hold of a mailer's own code is words: an invisible sign parts it."""
    return _CODE.sub(lambda found: found[1] or found[2] + _JOINER, part)


def for_tool(rendered: Rendered, tool: str) -> Rendered:
    """The same letter, its two parts ready to be pasted into that tool. An unknown tool is none."""
    tag = TOOLS[tool].unsubscribe if tool in TOOLS else ""
    rendered = replace(rendered, html=_disarmed(rendered.html), text=_disarmed(rendered.text))
    if tag:
        return replace(
            rendered,
            html=rendered.html.replace(UNSUBSCRIBE_MARK, tag),
            text=rendered.text.replace(UNSUBSCRIBE_MARK, tag),
        )
    return replace(
        rendered,
        html=_ALONE.sub("", _LINK.sub("", rendered.html)).replace(UNSUBSCRIBE_MARK, ""),
        text=_LINES.sub("", rendered.text).replace(UNSUBSCRIBE_MARK, ""),
    )
