"""The letters exactly as they were sealed, beside the pages: the proof of what was sent, to the byte.

A page of the archive shows the edition; these two files are the sealed bytes themselves, whose SHA-256 is
the one that the edition was sealed with. Nothing is added, not even to help a browser: the mark that
stands for each person's address of unsubscription is therefore still in them, and leads nowhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from veille.model.edition import EditionView

HTML, TEXT = "courriel.html", "courriel.txt"
"""Under an edition's path. Web hosts are told of them by these names (a policy of their own, noindex)."""


def mail_files(
    view: EditionView, html_sha256: str, text_sha256: str, kept: Callable[[str], bytes | None]
) -> Iterator[tuple[str, bytes]]:
    """(path, bytes) of both parts; `kept` gives the bytes behind a SHA-256. What is missing is left out."""
    for name, digest in ((HTML, html_sha256), (TEXT, text_sha256)):
        content = kept(digest) if digest else None
        if content is not None:
            yield view.path + name, content
