"""The archive's _headers and _redirects, as Netlify and hosts like it read them. Pure."""

from __future__ import annotations

from gettext import gettext as _

from veille.publish.served import HSTS, LASTING, POLICY, SAFE, WRITTEN, Served

HEADERS = "_headers"
REDIRECTS = "_redirects"


def headers(served: Served) -> str:
    """No header is in two rules: some hosts join the values, some take the last, some the nearest.

    So sealed letters are under the strict policy here, and are shown without their own style.
    """
    lines = [f"# {WRITTEN}", f"{served.base}*", f"  Content-Security-Policy: {POLICY}"]
    lines += [f"  {name}: {value}" for name, value in SAFE.items()]
    if served.secure and served.alone:
        lines += [f"  Strict-Transport-Security: {HSTS}"]
    for folder in ("fonts", "pictures"):
        lines += [f"{served.base}assets/{folder}/*", f"  Cache-Control: {LASTING}"]
    return "\n".join([*lines, ""])


def redirects(served: Served) -> str:
    """« 301! » leads on although a page stands there, the one that says where to go."""
    lines = [f"{old} {new} 301!" for old, new in served.moves]
    return "\n".join([f"# {WRITTEN}", *(lines or [f"# {_('Aucune adresse n’a changé.')}"]), ""])
