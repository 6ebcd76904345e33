"""A file is written whole or not at all."""

import os
import stat
from pathlib import Path

import pytest

from birdlog.files import remove, write


def test_a_file_is_for_its_owner_alone(tmp_path):
    write(tmp_path / "file", "text\r\n")

    assert (tmp_path / "file").read_bytes() == b"text\r\n"
    assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == 0o600


def test_a_program_may_be_run(tmp_path):
    write(tmp_path / "program", "#!/bin/sh\n", mode=0o700)

    assert os.access(tmp_path / "program", os.X_OK)


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "link").symlink_to(tmp_path / "file")
    write(tmp_path / "link", "text")

    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file").read_text() == "text"


def test_a_file_that_can_not_be_written_stays_as_it_was_and_is_named(tmp_path, monkeypatch):
    write(tmp_path / "file", "old")

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left") as caught:
        write(tmp_path / "file", "new")

    assert caught.value.filename == str(tmp_path / "file")
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("file", "old")]


def test_a_folder_that_is_not_there_is_said(tmp_path):
    with pytest.raises(FileNotFoundError) as caught:
        write(tmp_path / "nowhere" / "file", "text")

    assert Path(caught.value.filename) == tmp_path / "nowhere" / "file"


def test_removing_says_whether_there_was_a_file(tmp_path):
    write(tmp_path / "file", "text")

    assert remove(tmp_path / "file")
    assert not remove(tmp_path / "file")
