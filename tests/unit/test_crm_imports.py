"""Contacts from other programs: what they export is taken in as it is."""

import json
import quopri
from contextlib import suppress

import pytest
from crm_mails import ANA, BOB, CARLA
from hypothesis import given
from hypothesis import strategies as st
from test_crm_commands import rows, run
from test_crm_records import NOW

from birdlog.crm.local.imports import FileError, import_records, spreadsheet, vcard
from birdlog.settings import SettingsError, load

NAMED = {BOB: "Bob Builder", CARLA: "Carla Conti"}

EXPORTS = {
    "HubSpot": (
        "Record ID,First Name,Last Name,Email,Phone Number,Associated Company\n"
        f'"1","Bob","Builder","{BOB}","+49","Globex, Inc."\n"2","Carla","Conti","{CARLA}","",""\n'
    ),
    "Google": (
        "First Name,Middle Name,Last Name,Organization Name,E-mail 1 - Label,E-mail 1 - Value\r\n"
        f'Bob,,Builder,"Globex, Inc.",Work,{BOB} ::: b@x.example\r\nCarla,,Conti,,,{CARLA}\r\n'
    ),
    "Google, as it was": (
        "Name,Given Name,Family Name,E-mail 1 - Value,Organization 1 - Name\n"
        f'Bob Builder,Bob,Builder,{BOB},"Globex, Inc."\nCarla Conti,Carla,Conti,{CARLA},\n'
    ),
    "Outlook": (
        '"Title","First Name","Last Name","Company","Notes","E-mail Address"\r\n'
        f'"","Bob","Builder","Globex, Inc.","Two\r\nlines","{BOB}"\r\n"","Carla","Conti","","","{CARLA}"\r\n'
    ),
    "Outlook in Portuguese": (
        '"Nome";"Sobrenome";"Empresa";"Endereço de Email"\r\n'
        f'"Bob";"Builder";"Globex, Inc.";"{BOB}"\r\n"Carla";"Conti";"";"{CARLA}"\r\n'
    ),
    "Outlook in German": (
        f"Vorname;Nachname;Firma;E-Mail-Adresse\nBob;Builder;Globex, Inc.;{BOB}\nCarla;Conti;;{CARLA}\n"
    ),
    "Thunderbird": (
        "First Name,Last Name,Display Name,Primary Email,Organization\n"
        f'Bob,B.,Bob Builder,{BOB},"Globex, Inc."\n,,Carla Conti,{CARLA},\n'
    ),
    "Excel": (
        f"sep=\t\nE-Mail\tFull name\tCompany\n{BOB}\tBob Builder\tGlobex, Inc.\n{CARLA}\tCarla Conti\t\n"
    ),
    "vCard 2.1": (
        "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Build=\r\ner;Bob\r\n"
        f"EMAIL;INTERNET:other@globex.example\r\nEMAIL;PREF;INTERNET:{BOB}\r\nORG:Globex, Inc.;Sales\r\n"
        "PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQ\r\n SkZJRg==\r\n\r\nEND:VCARD\r\n"
        f"BEGIN:VCARD\r\nVERSION:2.1\r\nFN:Carla Conti\r\nEMAIL:{CARLA}\r\nEND:VCARD\r\n"
    ),
    "vCard 3.0": (
        "BEGIN:VCARD\nVERSION:3.0\nFN:Bob Buil\n der\nN:Builder;Bob;;;\n"
        f"item1.EMAIL;TYPE=INTERNET:other@globex.example\nitem2.EMAIL;type=INTERNET;type=pref:{BOB}\n"
        "item2.X-ABLabel:_$!<Work>!$_\nORG:Globex\\, Inc.;\nNOTE:a line\\nand one\nno colon here\nEND:VCARD\n"
        f"begin:vcard\nversion:3.0\nfn:Carla Conti\nemail:{CARLA}\nend:vcard\n"
    ),
    "vCard 4.0": (
        "BEGIN:VCARD\nVERSION:4.0\nFN:Bob Builder\nEMAIL;PREF=2:other@globex.example\n"
        f'EMAIL;PREF="1":{BOB}\nORG;SORT-AS="a:b":Globex\\, Inc.\nEND:VCARD\n'
        f"BEGIN:VCARD\nVERSION:4.0\nFN:Carla Conti\nEMAIL:{CARLA}\nEND:VCARD"
    ),
}


@pytest.fixture
def take(tmp_path):
    def take(content, **result):
        file = tmp_path / "contacts"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return run("import", file, **result)

    return take


@pytest.mark.parametrize("export", EXPORTS.values(), ids=EXPORTS)
def test_what_others_export_is_taken_in(take, export):
    assert take(export).stdout == "Taken in: contact 2.\n"
    contacts = rows("contacts")
    assert {each["email"]: each["name"] for each in contacts} == NAMED
    assert contacts[0]["company"] == "Globex, Inc."
    take(export)
    assert rows("contacts") == contacts


ENCODINGS = {
    "UTF-8": "utf-8",
    "UTF-8 with a byte order mark": "utf-8-sig",
    "UTF-16": "utf-16",
    "what Outlook writes": "cp1252",
}


@pytest.mark.parametrize("encoding", ENCODINGS.values(), ids=ENCODINGS)
def test_a_file_is_read_in_its_encoding(take, encoding):
    take(f"Nome;E-mail\nJoão Conceição;{BOB}\n".encode(encoding))
    assert rows("contacts")[0]["name"] == "João Conceição"


def test_quoted_printable_is_read_in_its_charset(take):
    name = quopri.encodestring("Müller;Jörg".encode("latin-1")).decode()
    take(f"BEGIN:VCARD\nN;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:{name}\nEMAIL:{BOB}\nEND:VCARD\n")
    assert rows("contacts")[0]["name"] == "Jörg Müller"


def test_entries_without_an_address_are_left_out_and_named(take):
    said = take(f"Name,Email\nBob,{BOB}\nDoor,\nOld,/o=exchange/cn=old\n\n").stdout
    assert "Left out, because they have no address: 2 (line 3, 4)." in said
    assert [each["email"] for each in rows("contacts")] == [BOB]


def test_of_many_the_first_lines_are_named(take):
    said = take("Name,Email\n" + "Door,\n" * 12).stdout
    assert "12 (line 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, …)" in said


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("Name,Telephone\nBob,1\n", "no column holds addresses"),
        ("just some words", "no column holds addresses"),
        (f'Email\n{BOB}\n"{"x" * 200_000}"\n', "line 3: this line can't be read as CSV"),
        (f"BEGIN:VCARD\nEMAIL:{BOB}\n", "line 1: the card that begins here has no end"),
        ('{"type": "contact", "email": ' + "[" * 100_000, "line 1: this is not a JSON object"),
    ],
)
def test_a_file_that_can_not_be_read_is_refused_whole_in_plain_words(take, content, why):
    assert why in take(content, exit_code=2).stderr
    assert rows("contacts") == []


def test_an_agents_card_inside_another_is_not_its_own(take):
    take(
        f"BEGIN:VCARD\nFN:Bob\nAGENT:\nBEGIN:VCARD\nEMAIL:{CARLA}\nEND:VCARD\nEMAIL:{BOB}\nEND:VCARD\n",
    )
    assert [each["email"] for each in rows("contacts")] == [BOB]


def test_nothing_is_half_imported_where_a_team_has_unknown_members(engine):
    lines = [
        {"type": "contact", "email": BOB},
        {"type": "user", "account": ANA},
        {"type": "team", "address": "sales@acme.example", "members": [ANA, "nobody@acme.example"]},
    ]
    with pytest.raises(SettingsError):
        import_records(engine, "\n".join(map(json.dumps, lines)).encode(), NOW)
    assert rows("contacts") == []
    assert load().users == ()


def test_a_user_or_team_that_changed_is_described_anew(take):
    team = {"type": "team", "address": "sales@acme.example", "members": [ANA]}
    take("\n".join(map(json.dumps, [{"type": "user", "account": ANA, "name": "Ana"}, team])))
    team["members"] = [ANA, "bea@acme.example"]
    users = [
        {"type": "user", "account": ANA, "name": "Ana", "aliases": ["a@acme.example"]},
        {"type": "user", "account": "bea@acme.example"},
    ]
    take("\n".join(map(json.dumps, [*users, team])))
    assert [(user.account, user.aliases) for user in load().users] == [
        (ANA, ("a@acme.example",)),
        ("bea@acme.example", ()),
    ]
    assert [team.members for team in load().teams] == [(ANA, "bea@acme.example")]


def read_or_refused(read, text):
    with suppress(FileError):
        read(text)


@given(st.text())
def test_any_text_is_read_as_csv_or_refused(text):
    read_or_refused(spreadsheet.read, text)
    read_or_refused(spreadsheet.read, f"Email;Name\n{text}")


LINES = [
    "BEGIN:VCARD",
    "END:VCARD",
    "EMAIL;PREF:a@b.example",
    "FN",
    " x",
    "N;ENCODING=QUOTED-PRINTABLE:=",
    ":",
]


@given(st.lists(st.sampled_from(LINES)))
def test_any_lines_are_read_as_vcards_or_refused(lines):
    read_or_refused(vcard.read, "\n".join(lines))
