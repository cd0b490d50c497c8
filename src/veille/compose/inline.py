"""The only door to premailer: style sheets into style attributes, once per edition."""

from __future__ import annotations

import re
from gettext import gettext as _

from veille.errors import TemplateError

_REMOTE = re.compile(
    r"<link\b[^>]*\bstylesheet\b[^>]*>|<style\b[^>]*>(?:(?!</style>).)*?(@import[^;<]*)",
    re.IGNORECASE | re.DOTALL,
)
_DOCTYPE = re.compile(r"^\s*<!DOCTYPE[^>]*>", re.IGNORECASE)


def inline(html: str, name: str = "body.html") -> str:
    """The same letter with its CSS inlined; @media rules stay in <style>. Marks %%LIKE_THIS%% survive.

    The options close premailer's known faults: it would fetch linked CSS from the network, strip
    `!important` and drop classes that the kept rules need. It loses the doctype: put back here.
    Raises TemplateError for a sheet from elsewhere: no option stops it from fetching an @import,
    and a letter that asks for one tells its server who reads.
    """
    from premailer import Premailer  # a tenth of a second, which a collect does without

    if remote := _REMOTE.search(html):
        reason = _("feuille de style distante : {0} ; recopiez ses règles dans le gabarit")
        raise TemplateError(name, None, reason.format(remote[1] or remote[0]))
    premailer = Premailer(
        html,
        allow_network=False,
        keep_style_tags=True,
        remove_classes=False,
        strip_important=False,
        disable_validation=True,
        cssutils_logging_level="CRITICAL",
        include_star_selectors=False,
        method="html",
    )
    return "<!DOCTYPE html>\n" + _DOCTYPE.sub("", str(premailer.transform())).lstrip()
