"""Pages to bytes: each template is given its page, the site around it and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from veille.archive.holdings import Holdings, Page
from veille.archive.plan import pages
from veille.templating import Templates

ASSETS = (
    "site.css",
    "fonts/source-serif-4-latin-400-normal.woff2",
    "fonts/source-serif-4-latin-400-italic.woff2",
    "fonts/source-serif-4-latin-600-normal.woff2",
    "fonts/OFL.txt",
)


def files(
    holdings: Holdings, templates: Templates, only: Collection[str] | None = None
) -> Iterator[tuple[str, bytes]]:
    """(path, bytes) of the whole archive, or of some of its pages. Raises TemplateError."""
    for asset in ASSETS:
        if only is None and (path := templates.path_of(f"archive/assets/{asset}")):
            yield f"assets/{asset}", path.read_bytes()
    for page in pages(holdings):
        if only is not None and page.path not in only:
            continue
        yield page.path, _bytes(page, holdings, templates)


def _bytes(page: Page, holdings: Holdings, templates: Templates) -> bytes:
    text = templates.render(
        page.template,
        **page.context,
        page=page,
        site=holdings,
        centre=holdings.centre,
        canonical=holdings.archive_url + page.address,
    )
    return text.encode()
