"""The journal as a file, however many entries it has."""

import csv
import json
from itertools import islice

import pytest

from birdlog.journal import export
from birdlog.journal.search import Filter
from birdlog.journal.store import Observation

HOSTILE = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", 'say "a, b"', "a\nb", "\u202egnp")


@pytest.fixture
def entries(journal):
    for number, subject in enumerate(HOSTILE):
        observation = Observation(f"e{number}", "bcc", "sent", subject=subject, recipients=("a@b.example",))
        journal.add_or_move(observation, f"2026-01-0{number + 1}", "sent")
    return journal


def test_a_spreadsheet_runs_no_subject_as_a_formula(entries, tmp_path):
    file = tmp_path / "log.CSV"

    assert export.export(file, entries.each(Filter()), "en") == len(HOSTILE)

    with file.open(encoding="utf-8", newline="") as stream:
        subjects = [row["subject"] for row in csv.DictReader(stream)][::-1]
    assert subjects[:6] == [f"'{subject}" for subject in HOSTILE[:6]]
    assert subjects[6:] == list(HOSTILE[6:])


def test_json_lines_hold_what_the_journal_holds(entries, tmp_path):
    file = tmp_path / "log.jsonl"

    assert export.export(file, entries.each(Filter()), "en") == len(HOSTILE)

    lines = file.read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["subject"] for line in lines][::-1] == list(HOSTILE)


def test_entries_are_written_as_they_are_read(entries):
    read = []

    def noted():
        for entry in entries.each(Filter()):
            read.append(entry.id)
            yield entry

    assert len(list(islice(export.comma_separated(noted()), 3))) == 3
    assert len(read) == 2


def test_what_is_broken_off_leaves_the_old_file(entries, tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    file = folder / "log.csv"
    file.write_text("old", encoding="utf-8")

    def broken_off():
        yield next(entries.each(Filter()))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export.export(file, broken_off())

    assert [each.name for each in folder.iterdir()] == ["log.csv"]
    assert file.read_text(encoding="utf-8") == "old"


def test_a_folder_that_can_t_be_written_is_named(entries, tmp_path):
    with pytest.raises(FileNotFoundError) as told:
        export.export(tmp_path / "nowhere" / "log.csv", entries.each(Filter()))

    assert "nowhere" in str(told.value.filename)
