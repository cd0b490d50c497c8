"""The only door to premailer: style sheets into style attributes, once per edition."""

from __future__ import annotations

import re

from premailer import Premailer

_DOCTYPE = re.compile(r"^\s*<!DOCTYPE[^>]*>", re.IGNORECASE)


def inline(html: str) -> str:
    """The same letter with its CSS inlined; @media rules stay in <style>. Marks %%LIKE_THIS%% survive.

    The options close premailer's known faults: it would fetch linked CSS from the network, strip
    `!important` and drop classes that the kept rules need. It loses the doctype: put back here.
    """
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
