"""The archive on every kind of host: whole, then only what changed; whatever stops it, the next run ends it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.publish.hosts import HOSTS, NO_RSYNC, SERVERS, Place, cargo
from veille.errors import PublishError, RefusedError
from veille.ports import Target
from veille.publish.carry import carry, compare
from veille.publish.folder import FolderTarget
from veille.publish.ledger import LEDGER
from veille.text.french import NBSP

SITE = {
    "index.html": b"accueil",
    "feed.atom": b"fil",
    "themes/index.html": "thèmes".encode(),
    "revue/2026/48/index.html": b"revue",
    "ressource/abc/index.html": b"une ressource",
    "ressource/def/index.html": b"une autre",
    "assets/site.css": b"body {}" * 10_000,
    ".htaccess": b"# reglages",
}


@pytest.fixture
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """An empty folder of a host."""
    if request.param == "rsync" and NO_RSYNC:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(NO_RSYNC)
    (tmp_path / "host" / "www").mkdir(parents=True)
    with HOSTS[request.param](tmp_path / "host") as found:
        yield found


@dataclass
class Mortal:
    """A target whose process dies after so many files, the ledger counted."""

    target: Target
    steps: int
    batch: int = 2

    def read(self, path: str) -> bytes | None:
        return self.target.read(path)

    def names(self, folder: str) -> frozenset[str] | None:
        return self.target.names(folder)

    def put(self, files: Iterable[tuple[str, bytes]], arrived: Callable[[str], None]) -> None:
        for one in files:
            if not self.steps:
                raise SystemExit
            self.steps -= 1
            self.target.put([one], arrived)

    def remove(self, paths: Iterable[str], gone: Callable[[str], None]) -> None:
        self.target.remove(paths, gone)

    def close(self) -> None:
        self.target.close()


everywhere = pytest.mark.parametrize("place", HOSTS, indirect=True)
nearly = pytest.mark.parametrize("place", [name for name in HOSTS if name != "ftps"], indirect=True)
quickly = pytest.mark.parametrize("place", ["folder", "sftp", "ftp"], indirect=True)
on_servers = pytest.mark.parametrize("place", SERVERS, indirect=True)


# --- when all goes well ----------------------------------------------------------------


@everywhere
def test_the_host_receives_the_archive_then_only_what_changes(place: Place) -> None:
    sent = carry(place.opening, cargo(SITE))
    assert place.files == SITE
    assert sent.put[-1] == "index.html"
    assert sent.size == sum(map(len, SITE.values()))

    again = carry(place.opening, cargo(SITE))
    assert (again.put, again.removed) == ((), ())

    moved = {**SITE, "index.html": b"neuf", "ressource/new/index.html": b"neuve"}
    del moved["ressource/abc/index.html"]
    sent = carry(place.opening, cargo(moved))
    assert sent.put == ("ressource/new/index.html", "index.html")
    assert sent.removed == ("ressource/abc/index.html",)
    assert sent.words.replace(NBSP, " ") == "2 fichiers envoyés, 1 retiré, 1 Ko"
    assert place.files == moved


@nearly
def test_what_is_already_there_and_not_ours_is_refused_by_name_then_adopted_when_asked(
    place: Place,
) -> None:
    (place.folder / "blog").mkdir()
    (place.folder / "blog" / "index.php").write_bytes(b"<?php")
    (place.folder / "index.html").write_bytes(b"leur accueil")
    (place.folder / ".htaccess").write_bytes(b"# a eux")
    with pytest.raises(RefusedError, match=r"« \.htaccess » \(et un autre\) est déjà"):
        carry(place.opening, cargo(SITE))
    assert set(place.files) == {"blog/index.php", "index.html", ".htaccess"}

    carry(place.opening, cargo(SITE), adopt=True)
    assert place.files == {**SITE, "blog/index.php": b"<?php"}
    carry(place.opening, cargo({"index.html": b"seule"}))
    assert place.files == {"index.html": b"seule", "blog/index.php": b"<?php"}


@quickly
def test_a_look_beforehand_writes_nothing(place: Place) -> None:
    transfer = compare(place.opening, cargo(SITE))
    assert set(transfer.puts) == set(SITE)
    assert list(place.folder.iterdir()) == []


@quickly
def test_everything_is_sent_again_when_asked(place: Place) -> None:
    carry(place.opening, cargo(SITE))
    (place.folder / "index.html").write_bytes(b"abim\xc3\xa9")
    assert set(carry(place.opening, cargo(SITE), again=True).put) == set(SITE)
    assert place.files == SITE


@quickly
def test_the_archive_of_another_workspace_is_left_alone(place: Place) -> None:
    carry(place.opening, cargo(SITE, workspace="voisin"))
    with pytest.raises(PublishError, match="autre espace de travail"):
        carry(place.opening, cargo({"index.html": b"a moi"}))
    assert place.files == SITE


@on_servers
def test_no_link_is_online_before_its_page(place: Place) -> None:
    carry(place.opening, cargo(SITE))
    written = place.written
    assert written.index("ressource/abc/index.html") < written.index("themes/index.html")
    assert written.index("themes/index.html") < written.index("feed.atom")
    assert written[-1] == "index.html"


# --- when the host fails ---------------------------------------------------------------


NEXT = {
    **{path: data + b" 2" for path, data in SITE.items()},
    "ressource/new/index.html": b"neuve",
}


@on_servers
@pytest.mark.parametrize("fault", ["drops_at", "full_at"])
def test_a_host_that_fails_half_way_keeps_its_site_and_the_next_run_sends_only_the_rest(
    place: Place, fault: str
) -> None:
    carry(place.opening, cargo(SITE))
    before = place.written
    setattr(place.faults, fault, "ressource/new/.index.html.part")
    words = "connexion" if fault == "drops_at" else "plein"
    with pytest.raises(PublishError, match=rf"« ressource/new/index\.html » : .*{words}") as told:
        carry(place.opening, cargo(NEXT))
    assert "Ce qui était en ligne y reste" in str(told.value)
    done = place.written
    assert done == ["assets/site.css", ".htaccess", "revue/2026/48/index.html"] + [
        f"ressource/{key}/index.html" for key in ("abc", "def")
    ]
    assert place.files == {**SITE, **{path: NEXT[path] for path in done}}

    setattr(place.faults, fault, "")
    carry(place.opening, cargo(NEXT))
    assert place.files == NEXT
    assert sorted([*done, *place.written]) == sorted(NEXT)  # nothing was sent twice
    assert len(before) == len(SITE)


@on_servers
def test_a_host_that_refuses_to_write_keeps_its_site(place: Place) -> None:
    carry(place.opening, cargo(SITE))
    assert place.faults
    place.faults.refuses = True
    with pytest.raises(PublishError, match="le serveur refuse"):
        carry(place.opening, cargo(NEXT))
    assert place.files == SITE


@on_servers
def test_a_line_cut_once_is_opened_again_and_nobody_has_to_know(place: Place) -> None:
    assert place.faults
    place.faults.drops_at = "themes/.index.html.part"
    place.faults.drops_once = True
    sent = carry(place.opening, cargo(SITE))
    assert len(sent.put) == len(SITE)
    assert place.files == SITE


@on_servers
def test_whoever_stops_it_finds_the_rest_to_do_next_time(place: Place) -> None:
    def stop(done: int, total: int, path: str) -> None:
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        carry(place.opening, cargo(SITE), heard=stop)
    assert len(place.written) == 4
    carry(place.opening, cargo(SITE))
    assert len(place.written) == len(SITE) - 4
    assert place.files == SITE


@pytest.mark.parametrize("place", ["folder"], indirect=True)
@pytest.mark.parametrize("steps", range(13))
def test_killed_anywhere_the_next_run_ends_it_and_takes_nothing_for_a_stranger(
    place: Place, steps: int
) -> None:
    """Nothing more is written once it is dead: neither a page nor the ledger."""
    (place.folder / "blog.php").write_bytes(b"<?php")
    with pytest.raises(SystemExit):
        carry(lambda: Mortal(place.opening(), steps), cargo(SITE))
    assert carry(place.opening, cargo(SITE)).put
    assert place.files == {**SITE, "blog.php": b"<?php"}


@on_servers
def test_a_file_that_is_not_what_was_built_stops_before_it_is_sent(place: Place) -> None:
    built = cargo(SITE)

    def touched(path: str) -> bytes:
        if path == "index.html":
            raise RefusedError("touché")
        return SITE[path]

    with pytest.raises(RefusedError, match="touché"):
        carry(place.opening, type(built)(built.workspace, built.files, touched))
    assert set(place.files) == set(SITE) - {"index.html"}


@on_servers
@pytest.mark.parametrize("fault", ["drops_at", "full_at"])
def test_many_files_are_carried_by_several_hands_and_none_is_lost_when_one_fails(
    place: Place, fault: str
) -> None:
    many = {f"ressource/{rank:03}/index.html": b"%d" % rank for rank in range(60)}
    setattr(place.faults, fault, "ressource/040/.index.html.part")
    with pytest.raises(PublishError, match=r"« ressource/0[34]\d/index\.html » : "):
        carry(place.opening, cargo(many))
    done = place.written
    assert 20 <= len(done) < 60
    setattr(place.faults, fault, "")
    carry(place.opening, cargo(many))
    assert place.files == many
    if fault == "full_at":
        assert sorted([*done, *place.written]) == sorted(many)


# --- a folder of this machine ----------------------------------------------------------


@pytest.mark.parametrize("place", ["folder"], indirect=True)
def test_a_full_drive_is_told_and_leaves_nothing_half_written(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    carry(place.opening, cargo(SITE))

    def no_room(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("veille.publish.folder.os.replace", no_room)
        with pytest.raises(PublishError, match="plein"):
            carry(place.opening, cargo(NEXT))
    assert place.files == SITE
    carry(place.opening, cargo(NEXT))
    assert place.files == NEXT


@pytest.mark.parametrize("place", ["folder"], indirect=True)
def test_a_ledger_that_somebody_spoiled_is_named(place: Place) -> None:
    carry(place.opening, cargo(SITE))
    (place.folder / LEDGER).write_text("n’importe quoi")
    with pytest.raises(
        PublishError, match=r"« \.veille-published », sur le serveur, est illisible"
    ):
        carry(place.opening, cargo(SITE))


def test_a_link_in_a_folder_does_not_lead_a_publication_out_of_it(tmp_path: Path) -> None:
    www, outside = tmp_path / "www", tmp_path / "ailleurs"
    www.mkdir()
    outside.mkdir()
    (outside / "index.html").write_bytes(b"a quelqu'un")
    (www / "lien").symlink_to(outside)
    target = FolderTarget(www)

    with pytest.raises(PublishError, match="passe par un lien"):
        target.remove(["lien/index.html"], lambda _path: None)
    with pytest.raises(PublishError, match="passe par un lien"):
        target.put([("lien/index.html", b"nous")], lambda _path: None)

    assert (outside / "index.html").read_bytes() == b"a quelqu'un"
    assert [one.name for one in outside.iterdir()] == ["index.html"]
