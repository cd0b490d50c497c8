"""What a disk says when it refuses: in French, or as the system says it."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from veille.text.disk import refused


def test_a_folder_in_the_place_of_a_file_is_told_in_french(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError) as told:
        tmp_path.read_bytes()
    assert refused(told.value) == "un dossier se trouve là où il faudrait un fichier"


def test_what_nobody_has_met_yet_is_told_as_the_system_says_it() -> None:
    assert refused(OSError(errno.EXDEV, "Invalid cross-device link")) == "Invalid cross-device link"
    assert refused(OSError("rien de connu")) == "rien de connu"
