"""Pages to bytes: each template is given its page, the site around it and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from veille.archive.head import head
from veille.archive.holdings import Page, Site
from veille.archive.parts import Parts
from veille.errors import TemplateError
from veille.templating import Templates

ASSETS = (
    "site.css",
    "fonts/source-serif-4-latin-400-normal.woff2",
    "fonts/source-serif-4-latin-400-italic.woff2",
    "fonts/source-serif-4-latin-600-normal.woff2",
    "fonts/OFL.txt",
    *(f"search/{name}" for name in ("words.js", "index.js", "page.js")),
    *(f"search/vendor/{name}" for name in ("base-stemmer.js", "french-stemmer.js", "COPYING.txt")),
)


def assets(templates: Templates) -> Iterator[tuple[str, bytes]]:
    """(path, bytes) of what is copied as it is."""
    for asset in ASSETS:
        if path := templates.path_of(f"archive/assets/{asset}"):
            yield f"assets/{asset}", path.read_bytes()


def render(page: Page, site: Site, templates: Templates, parts: Parts | None = None) -> bytes:
    """One page; `parts` are those of other pages. Raises TemplateError, which names the page too."""
    try:
        text = templates.render(
            page.template,
            **page.context,
            page=page,
            site=site,
            centre=site.centre,
            canonical=site.archive_url + page.address,
            part=parts or Parts(site, templates),
            head=head(page, site.centre, site.archive_url),
        )
    except TemplateError as error:
        raise error.on(page.path) from error
    return text.encode()
