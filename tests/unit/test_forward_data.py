"""What mail programs write above a forward: each file is well-formed, and each entry is read back."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

import birdlog
from birdlog.mail import forward
from birdlog.mail.forward.words import COLONS

FOLDER = Path(birdlog.__file__).parent / "mail" / "forward_labels"
FILES = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))}
DIALECTS = [entry for file in FILES.values() for entry in file["dialects"]]

KEYS = {"client", "language", "lines", "shared_lines", "sentences", "labels"}
FIELDS = {
    *("from", "sender", "to", "cc", "bcc", "reply_to", "subject", "date", "organization", "newsgroups"),
    *("followup_to", "references", "attachments", "resent_from", "resent_to", "resent_cc", "resent_date"),
}
PLACEHOLDERS = {"from", "to", "subject", "date", "*"}
# RFC 5646: language, script, region, and one variant; case as the registry writes it.
BCP_47 = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?(-[a-z\d]{5,8})?")
VALUES = {
    "from": "Ana Souza <ana@acme.example>",
    "to": "Rui <rui@globex.example>",
    "cc": "Li <li@globex.example>",
    "subject": "Proposta 2026",
    "date": "Mon, 23 Nov 2026 10:00:00 +0000",
    "reply_to": "Ana Souza <replies@acme.example>",
}
READ = ("from", "to", "cc", "subject", "date")


def name(entry: dict[str, Any]) -> str:
    return f"{entry['client']}, {entry['language']}"


def key(words: str) -> str:
    """The words without letter case, spacing and accents: what a reader cannot tell apart."""
    plain = unicodedata.normalize("NFKD", words).casefold()
    return " ".join("".join(sign for sign in plain if not unicodedata.combining(sign)).split())


def texts(entry: dict[str, Any]) -> list[str]:
    written = [text for kind in ("lines", "shared_lines", "sentences") for text in entry.get(kind, ())]
    return written + [label for labels in entry.get("labels", {}).values() for label in labels]


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{(.*?)\}", text))


@pytest.mark.parametrize("stem", FILES)
def test_a_file_says_where_its_words_are_from(stem: str) -> None:
    file = FILES[stem]
    assert file.keys() == {"origin", "dialects"}
    assert len(file["origin"]) > 20
    assert file["dialects"]


@pytest.mark.parametrize("stem", FILES)
def test_a_file_has_one_entry_on_each_line(stem: str) -> None:
    lines = (FOLDER / f"{stem}.json").read_text(encoding="utf-8").splitlines()
    entries = [json.loads(line.strip().removesuffix(",")) for line in lines[3:-2]]
    assert entries == FILES[stem]["dialects"]


@pytest.mark.parametrize("stem", FILES)
def test_an_entry_names_a_program_and_a_language(stem: str) -> None:
    for entry in FILES[stem]["dialects"]:
        assert entry.keys() <= KEYS, name(entry)
        assert re.fullmatch(r"[a-z\d]+(-[a-z\d]+)*", entry["client"]), name(entry)
        assert BCP_47.fullmatch(entry["language"]), name(entry)


@pytest.mark.parametrize("stem", FILES)
def test_an_entry_says_something_about_known_fields(stem: str) -> None:
    for entry in FILES[stem]["dialects"]:
        assert entry.get("labels", {}).keys() <= FIELDS, name(entry)
        assert texts(entry), name(entry)
        assert all(entry[part] for part in entry.keys() - {"client", "language"}), name(entry)


@pytest.mark.parametrize("stem", FILES)
def test_words_are_written_as_the_program_shows_them(stem: str) -> None:
    for entry in FILES[stem]["dialects"]:
        for text in texts(entry):
            assert text == " ".join(text.split()), name(entry)
            assert unicodedata.is_normalized("NFC", text), name(entry)
        for labels in entry.get("labels", {}).values():
            assert all(label[-1] not in COLONS for label in labels), name(entry)


@pytest.mark.parametrize("stem", FILES)
def test_placeholders_are_those_that_are_read(stem: str) -> None:
    for entry in FILES[stem]["dialects"]:
        assert {part for text in texts(entry) for part in placeholders(text)} <= PLACEHOLDERS, name(entry)
        assert all({"from", "date"} <= placeholders(text) for text in entry.get("sentences", ())), name(entry)


@pytest.mark.parametrize("stem", FILES)
def test_no_label_means_two_things(stem: str) -> None:
    """But for a language that names From and Sender alike, where From is meant; References are never read."""
    for entry in FILES[stem]["dialects"]:
        labels = dict(entry.get("labels", {}))
        labels.pop("references", None)
        if "from" in labels:
            labels.pop("sender", None)
        counts = Counter(word for words in labels.values() for word in {key(label) for label in words})
        assert [label for label, count in counts.items() if count > 1] == [], name(entry)


def test_no_program_has_a_language_twice() -> None:
    counts = Counter(name(entry) for entry in DIALECTS)
    assert [twice for twice, count in counts.items() if count > 1] == []


@pytest.mark.parametrize(
    ("client", "least"),
    [
        ("roundcube", 80),
        ("evolution", 80),
        ("thunderbird", 65),
        ("gmail", 40),
        ("outlook", 40),
        ("k9-mail", 50),
        ("android-email", 15),
    ],
)
def test_programs_are_known_in_most_of_their_languages(client: str, least: int) -> None:
    assert len({entry["language"] for entry in DIALECTS if entry["client"] == client}) >= least


@pytest.mark.parametrize("stem", FILES)
def test_a_block_is_read_as_the_program_writes_it(stem: str) -> None:
    entries = [entry for entry in FILES[stem]["dialects"] if "from" in entry.get("labels", {})]
    wrong = [
        (name(entry), spelling)
        for entry in entries
        for spelling in range(max(map(len, entry["labels"].values())))
        if what_is_read(block(entry, spelling)) != what_was_written(entry)
    ]
    assert wrong == []


def block(entry: dict[str, Any], spelling: int) -> str:
    """The block as the program writes it, with the nth of several spellings."""
    announcing = [*entry.get("lines", ()), *entry.get("shared_lines", ())]
    above = [filled_in(nth(announcing, spelling))] if announcing else []
    labels = {
        field: nth(spellings, spelling) for field, spellings in entry["labels"].items() if field in VALUES
    }
    return "\n".join([*above, *(f"{label}: {VALUES[field]}" for field, label in labels.items())])


def filled_in(line: str) -> str:
    return re.sub(r"\{(.*?)\}", lambda part: VALUES.get(part[1], "Rui/Globex"), line)


def what_was_written(entry: dict[str, Any]) -> dict[str, Any]:
    return {field: VALUES[field] if field in entry["labels"] else None for field in READ}


def what_is_read(text: str) -> dict[str, Any]:
    mail = EmailMessage()
    mail["From"], mail["To"] = "Rui <rui@globex.example>", "log@crm.example"
    mail["Subject"] = f"Fwd: {VALUES['subject']}"
    mail.set_content(f"{text}\n\nSegue a proposta.\n")
    read = forward.read(mail.as_bytes())
    if read is None:
        return {}
    people = {"from": (read.sender,), "to": read.to, "cc": read.cc}
    written = {
        field: ", ".join(f"{one.name} <{one.address}>" for one in them if one)
        for field, them in people.items()
    }
    return {
        **{field: text or None for field, text in written.items()},
        "subject": read.subject,
        "date": read.date,
    }


def nth(spellings: list[str], number: int) -> str:
    return spellings[min(number, len(spellings) - 1)]
