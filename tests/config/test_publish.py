"""The `publish:` of veille.yml: what each method needs, told with its line; and what the French pages show."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent

import pytest

from tests.config.conftest import VEILLE, Write, told
from veille.config.load import load

PAGES = sorted((Path(__file__).parents[2] / "docs").glob("publier*.md"))
SHOWN = [
    pytest.param(dedent(block), id=f"{page.name} {rank}")
    for page in PAGES
    for rank, block in enumerate(
        re.findall(r"^ *```yaml\n(.*?)^ *```$", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    )
]
FINGERPRINT = "SHA256:" + "A" * 43


def declared(write: Write, words: str) -> Path:
    return write(veille=f"{VEILLE}publish: {words}\n")


@pytest.mark.parametrize(
    "words",
    [
        "{method: folder, folder: /srv/www}",
        f'{{method: sftp, host: sftp.example, user: a, fingerprint: "{FINGERPRINT}"}}',
        "{method: ftps, host: ftp.example, port: 2121, user: a, password_file: data/mot}",
        "{method: ftp, host: 192.0.2.1, user: a, folder: www, server: apache, auto: true}",
        "{method: rsync, host: ssh.example, user: a, folder: /srv/www, key_file: data/cle}",
        "{method: command, command: [bin/envoyer]}",
    ],
)
def test_each_method_may_be_declared(write: Write, words: str) -> None:
    assert load(declared(write, words)).centre.publish


@pytest.mark.parametrize(
    "words, refusal",
    [
        ("{method: sftp}", "publish.method — la méthode « sftp » demande aussi « host »"),
        ("{method: ftps, host: a.example}", "la méthode « ftps » demande aussi « user »"),
        ("{method: folder}", "la méthode « folder » demande aussi « folder »"),
        ("{method: command}", "la méthode « command » demande aussi « command »"),
        ("{method: scp}", "attendu : l’un de folder, sftp, ftps, ftp, rsync, command"),
        (
            "{method: folder, folder: a, ca_file: b}",
            "publish.ca_file — la méthode « folder » ne s’en sert pas : supprimez cette ligne",
        ),
        ("{method: folder, folder: ../www}", "publish.folder — le dossier ne contient pas « .. »"),
        (
            "{method: ftp, host: 'ftp://a.example/', user: a}",
            "publish.host — attendu : le nom du serveur seul",
        ),
        (
            "{method: sftp, host: a.example, user: a, fingerprint: 'MD5:aa'}",
            "publish.fingerprint — attendu : « SHA256:… » en entier",
        ),
        ("{method: folder, folder: a, password: b}", "publish.password — champ inconnu"),
        ("{method: sftp, host: a, user: b, port: 99999}", "attendu : 65535 au plus"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(write: Write, words: str, refusal: str) -> None:
    line = VEILLE.count("\n") + 1
    said = told(declared(write, words))
    assert any(refusal in one and one.startswith(f"veille.yml, ligne {line} ") for one in said), (
        said
    )


@pytest.mark.parametrize(
    "folder", ["archive", "archive/2026", "./archive/", ".", "data/www", "{here}/archive"]
)
@pytest.mark.parametrize("method", ["folder", "rsync"])
def test_a_target_that_is_the_archive_itself_is_refused(
    write: Write, method: str, folder: str
) -> None:
    here = declared(write, "{method: folder, folder: /srv/www}")
    inside = f'"{folder.format(here=here)}"'
    said = "\n".join(told(declared(write, f"{{method: {method}, folder: {inside}}}")))
    assert "publish.folder — « " in said
    assert "choisissez un dossier à part" in said


def test_a_target_beside_the_archive_or_on_another_machine_is_accepted(write: Write) -> None:
    for words in (
        "{method: folder, folder: archive-publique}",
        "{method: sftp, host: a.example, user: a, folder: archive}",
        "{method: rsync, host: a.example, user: a, folder: archive}",
    ):
        assert load(declared(write, words)).centre.publish


@pytest.mark.parametrize("block", SHOWN)
def test_what_the_pages_tell_people_to_write_is_read(write: Write, block: str) -> None:
    told_site = re.search(r"^site:\n(?:  .+\n)+", block, re.MULTILINE)
    assert told_site is None or "archive_url" in told_site[0]
    publish = block[told_site.end() :] if told_site else block
    if not publish.startswith("publish:"):  # one line to add to it
        publish = f"publish:\n  method: sftp\n  host: a.example\n  user: a\n  {publish}"
    assert load(write(veille=VEILLE + publish)).centre.publish
