"""Every sentence exists in every language, and is filled in rightly."""

import json
import re
import string
from pathlib import Path

import pytest

import birdlog
from birdlog import texts
from birdlog.rules.finding import Finding
from birdlog.texts import finding_json, match_locale, text

FOLDER = Path(birdlog.__file__).parent / "locales"
PARTS = sorted({file.name for file in FOLDER.glob("*/*.json")})
KEY = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")


def sentences(locale, part):
    return json.loads((FOLDER / locale / part).read_text(encoding="utf-8"))


def placeholders(sentence):
    return sorted((name, form) for _, name, form, _ in string.Formatter().parse(sentence) if name is not None)


def test_the_folders_are_the_locales_that_are_offered():
    assert sorted(folder.name for folder in FOLDER.iterdir()) == sorted(texts.LOCALES)


@pytest.mark.parametrize("part", PARTS)
def test_both_languages_have_the_same_sentences(part):
    assert sentences("en", part).keys() == sentences("pt_BR", part).keys()


@pytest.mark.parametrize("part", PARTS)
def test_both_languages_fill_the_same_values_in(part):
    portuguese = sentences("pt_BR", part)
    for key, sentence in sentences("en", part).items():
        assert placeholders(sentence) == placeholders(portuguese[key]), key


@pytest.mark.parametrize("locale", texts.LOCALES)
@pytest.mark.parametrize("part", PARTS)
def test_no_sentence_is_empty_or_formed_in_a_way_that_nobody_reads(locale, part):
    for key, sentence in sentences(locale, part).items():
        assert sentence.strip(), key
        assert KEY.fullmatch(key), key
        assert all(
            name.isidentifier() and form in ("", "bytes", "time") for name, form in placeholders(sentence)
        )


@pytest.mark.parametrize("locale", texts.LOCALES)
def test_no_sentence_is_in_two_parts(locale):
    keys = [key for part in PARTS for key in sentences(locale, part)]

    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("locale", texts.LOCALES)
@pytest.mark.parametrize("part", PARTS)
def test_no_sentence_is_written_twice_under_one_key(locale, part):
    def once(pairs):
        assert len(pairs) == len(dict(pairs))
        return dict(pairs)

    json.loads((FOLDER / locale / part).read_text(encoding="utf-8"), object_pairs_hook=once)


@pytest.mark.parametrize(
    ("wanted", "locale"),
    [
        ("pt-BR", "pt_BR"),
        ("pt_BR.UTF-8", "pt_BR"),
        ("pt", "pt_BR"),
        ("pt-PT", "pt_BR"),
        ("PT_br", "pt_BR"),
        ("en-US", "en"),
        ("de", "en"),
        ("C.UTF-8", "en"),
        ("ptolemaic", "en"),
        ("", "en"),
    ],
)
def test_a_wish_is_served_by_the_nearest_language(wanted, locale):
    assert match_locale(wanted) == locale


@pytest.mark.parametrize(
    ("environment", "locale"),
    [
        ({}, "en"),
        ({"LANG": "pt_BR.UTF-8"}, "pt_BR"),
        ({"LANG": "pt_BR.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "en"),
        ({"LC_ALL": "pt_BR.UTF-8", "LC_MESSAGES": "C", "LANG": "C"}, "pt_BR"),
        ({"LC_ALL": "", "LANG": "pt_BR"}, "pt_BR"),
    ],
)
def test_without_a_wish_the_environment_decides(monkeypatch, environment, locale):
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(variable, raising=False)
    for variable, value in environment.items():
        monkeypatch.setenv(variable, value)

    assert match_locale(None) == locale


def test_values_are_filled_in_and_never_read_as_sentences():
    finding = Finding("never-log", "block", {"pattern": "{crm} {0.__class__}"})

    assert finding_json(finding, "en")["message"] == "On your never-log list: {crm} {0.__class__}."


def test_a_value_that_nobody_gave_shows_as_dots():
    assert finding_json(Finding("never-log", "block"), "en")["message"] == "On your never-log list: …."


def test_a_sentence_that_does_not_exist_is_a_fault():
    with pytest.raises(KeyError):
        text("finding.no-such-code.message", "en")


@pytest.mark.parametrize(
    ("size", "english", "portuguese"),
    [
        ("0", "0 KB", "0 KB"),
        ("1", "0.1 KB", "0,1 KB"),
        ("1024", "1 KB", "1 KB"),
        ("2097152", "2 MB", "2 MB"),
        ("2097153", "2.1 MB", "2,1 MB"),
        ("52428800", "50 MB", "50 MB"),
        ("many", "many", "many"),
    ],
)
def test_sizes_are_rounded_up(size, english, portuguese):
    values = {"size": size, "limit": "2097152", "crm": "HubSpot"}
    finding = Finding("body-too-large", "block", values)

    assert finding_json(finding, "en")["message"].startswith(f"The text is {english};")
    assert finding_json(finding, "pt-BR")["message"].startswith(f"O texto tem {portuguese};")


def test_times_are_local_and_in_the_order_of_the_language():
    finding = Finding("paused", "block", {"variant": "until", "until": "2026-03-01T15:00:00"})

    assert finding_json(finding, "en")["message"] == "Logging is paused until 2026-03-01 15:00."
    assert finding_json(finding, "pt")["message"] == "O registro está em pausa até 01/03/2026 15:00."


@pytest.mark.parametrize("until", ["tomorrow", "", "0001-01-01T00:00:00+23:59", None])
def test_a_time_that_can_not_be_read_is_shown_as_it_is(until):
    finding = Finding("paused", "block", {"variant": "until", "until": until})

    assert finding_json(finding, "en")["message"] == f"Logging is paused until {until}."


def test_a_code_of_a_newer_version_is_named_as_it_is():
    said = finding_json(Finding("from-the-future", "warn"), "en")

    assert said["code"] == "from-the-future"
    assert said["level"] == "warn"
    assert "from-the-future" in said["message"]


def test_a_variant_changes_what_it_has_sentences_for():
    own = finding_json(
        Finding("partly-never-log", "warn", {"pattern": "*@x.example", "variant": "ask"}), "en"
    )
    general = finding_json(Finding("partly-never-log", "warn", {"pattern": "*@x.example"}), "en")

    assert own["message"] == general["message"]
    assert own["fix"] != general["fix"]
