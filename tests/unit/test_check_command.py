"""`birdlog check`: one answer a file, as it goes, and an exit status that says whether any answer is no."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from birdlog.cli import cli
from birdlog.people_edit import add_user
from birdlog.settings import User
from birdlog.settings_edit import add_never_log, add_profile

MAILS = Path(__file__).parents[1] / "data" / "bounce"
BOUNCE = str(MAILS / "postfix_too_large.eml")
NO_BOUNCE = str(MAILS / "vacation.eml")
CRM = "4711@bcc.hubspot.com"
FORWARD = "4711@forward.hubspot.com"


@pytest.fixture
def _profile():
    add_profile("work", "hubspot", bcc=CRM, forward=FORWARD, identities=("ana@oficina.example",))


def _check(kind, *files):
    result = CliRunner().invoke(cli, ["check", kind, "--json", *map(str, files)])
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines()], result.stderr


@pytest.fixture
def mail(tmp_path):
    def write(text, name="mail.eml"):
        file = tmp_path / name
        file.write_bytes(text.encode())
        return file

    return write


# bounce


def test_a_bounce_is_answered_with_all_that_it_says():
    status, answers, _ = _check("bounce", BOUNCE)

    assert status == 0
    assert answers == [
        {
            "file": BOUNCE,
            "bounce": True,
            "original_message_id": "oferta-1@oficina.example",
            "recipients": [
                {
                    "address": "4711@bcc.crm.example",
                    "action": "failed",
                    "status": "5.3.4",
                    "diagnostic": "message size 3145728 exceeds size limit 2097152 of server "
                    "mx.crm.example[203.0.113.9]",
                    "reason": "too-large",
                }
            ],
        }
    ]


def test_one_file_that_is_no_bounce_makes_the_answer_no():
    status, answers, _ = _check("bounce", BOUNCE, NO_BOUNCE)

    assert status == 1
    assert [answer["bounce"] for answer in answers] == [True, False]


def test_a_file_that_can_not_be_read_is_told_and_the_others_are_answered(tmp_path):
    missing = tmp_path / "missing.eml"

    status, answers, errors = _check("bounce", NO_BOUNCE, missing, tmp_path, BOUNCE)

    assert status == 2
    assert [answer["file"] for answer in answers] == [NO_BOUNCE, BOUNCE]
    assert errors.splitlines() == [
        f"birdlog: {missing} can't be read: No such file or directory.",
        f"birdlog: {tmp_path} can't be read: Is a directory.",
    ]


def test_without_files_the_usage_is_wrong():
    assert _check("bounce")[0] == 2


def test_a_person_reads_sentences():
    result = CliRunner().invoke(cli, ["check", "bounce", BOUNCE, NO_BOUNCE])

    assert result.stdout.splitlines() == [
        BOUNCE,
        "  A mail came back, or is delayed.",
        "  4711@bcc.crm.example did not get it: the mail is too large. (too-large, 5.3.4)",
        "    message size 3145728 exceeds size limit 2097152 of server mx.crm.example[203.0.113.9]",
        NO_BOUNCE,
        "  No mail came back.",
    ]


def test_a_terminal_takes_no_command_from_a_mail(mail):
    hostile = mail(
        "From: MAILER-DAEMON@mx.example\nSubject: Undelivered mail\n\nNot delivered:\n\n"
        "<a@b.example>: 550 \x1b]0;owned\x07\n"
    )

    result = CliRunner().invoke(cli, ["check", "bounce", str(hostile)])

    assert "550" in result.stdout
    assert "\x1b" not in result.stdout


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_answers_come_while_others_are_still_to_be_read(tmp_path):
    fifo = tmp_path / "late.eml"
    os.mkfifo(fifo)
    program = "from birdlog.cli import main; main()"
    command = [sys.executable, "-c", program, "check", "bounce", "--json", BOUNCE, str(fifo)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        first = json.loads(running.stdout.readline())
        fifo.write_bytes(Path(NO_BOUNCE).read_bytes())
        second = json.loads(running.stdout.readline())

    assert (first["file"], second["file"]) == (BOUNCE, str(fifo))
    assert running.returncode == 1


# outgoing

OUTGOING = (
    "From: Ana <Ana@Oficina.example>\nTo: João <joao@cliente.example>\nCc: compras@cliente.example\n"
    "Subject: Oferta\nMessage-ID: <m@oficina.example>\n\nOlá\n"
)


@pytest.mark.usefixtures("_profile")
def test_a_mail_that_would_be_logged_is_answered_with_address_and_account(mail):
    add_user(User(account="ana@oficina.example"))
    file = mail(OUTGOING)

    assert _check("outgoing", file) == (
        0,
        [
            {
                "file": str(file),
                "log": True,
                "address": CRM,
                "findings": [],
                "attributed_to": "ana@oficina.example",
            }
        ],
        "",
    )


@pytest.mark.usefixtures("_profile")
def test_a_mail_that_the_rules_keep_out(mail):
    add_never_log(["*@cliente.example"])

    status, (answer,), _ = _check("outgoing", mail(OUTGOING))

    assert (status, answer["log"], answer["address"]) == (1, False, None)
    assert [(finding["code"], finding["level"]) for finding in answer["findings"]] == [("never-log", "block")]


def test_addresses_are_answered_with_their_domain_in_lower_case(mail):
    add_profile("all", "hubspot", bcc="4711@BCC.hubspot.com", forward=FORWARD)

    _, (answer,), _ = _check("outgoing", mail(OUTGOING))

    assert (answer["address"], answer["attributed_to"]) == (CRM, "Ana@oficina.example")


def test_a_mail_that_no_profile_serves(mail):
    status, (answer,), _ = _check("outgoing", mail(OUTGOING))

    assert (status, answer["log"], answer["attributed_to"]) == (1, False, None)
    assert [finding["code"] for finding in answer["findings"]] == ["no-profile"]


@pytest.mark.usefixtures("_profile")
@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ("Content-Type: multipart/encrypted; boundary=b", "--b\n\nx\n--b--\n"),
        ("Content-Type: application/pkcs7-mime; smime-type=enveloped-data", "x"),
        ("Content-Type: text/plain", "-----BEGIN PGP MESSAGE-----\n"),
    ],
    ids=["pgp/mime", "s/mime", "inline"],
)
def test_an_encrypted_mail_is_told_by_its_form(mail, headers, body):
    _, (answer,), _ = _check("outgoing", mail(OUTGOING.replace("\n\nOlá\n", f"\n{headers}\n\n{body}")))

    assert [finding["code"] for finding in answer["findings"]] == ["encrypted"]


@pytest.mark.usefixtures("_profile")
def test_a_signature_is_no_encryption(mail):
    signed = "Content-Type: application/pkcs7-mime; smime-type=signed-data\n\nx"

    assert _check("outgoing", mail(OUTGOING.replace("\n\nOlá\n", f"\n{signed}")))[0] == 0


@pytest.mark.usefixtures("_profile")
def test_a_person_reads_the_verdict_and_the_remedy(mail):
    add_never_log(["*@cliente.example"])
    file = mail(OUTGOING)

    result = CliRunner().invoke(cli, ["check", "outgoing", str(file)])

    assert result.stdout.splitlines() == [
        str(file),
        "  Will not be logged.",
        "  On your never-log list: *@cliente.example. Take the entry off the list.",
    ]


# forward

BLOCK = (
    "---------- Forwarded message ---------\nFrom: João <joao@Cliente.example>\n"
    "Date: Wed, 01 Jul 2026 09:00:00 -0300\nSubject: Pedido\nTo: <ana@oficina.example>\n\nQuero dois.\n"
)
FORWARDED = (
    f"From: ana@oficina.example\nTo: {FORWARD}\nSubject: Fwd: Pedido\n"
    "Content-Type: multipart/alternative; boundary=b\n\n"
    f"--b\nContent-Type: text/plain; charset=utf-8\n\n{BLOCK}\n"
    f"--b\nContent-Type: text/html; charset=utf-8\n\n<pre>{BLOCK.replace('<', '&lt;')}</pre>\n--b--\n"
)


@pytest.mark.usefixtures("_profile")
def test_a_forward_that_can_be_logged(mail):
    file = mail(FORWARDED)

    status, (answer,), _ = _check("forward", file)

    assert status == 0
    assert answer == {
        "file": str(file),
        "ok": True,
        "findings": [],
        "language": "en",
        "client": answer["client"],
        "header": {
            "from": {"name": "João", "address": "joao@cliente.example"},
            "to": [{"name": None, "address": "ana@oficina.example"}],
            "cc": [],
            "subject": "Pedido",
            "date": "Wed, 01 Jul 2026 09:00:00 -0300",
            "date_utc": "2026-07-01T12:00:00Z",
        },
    }


@pytest.mark.usefixtures("_profile")
def test_a_mail_without_a_block_has_no_header(mail):
    status, (answer,), _ = _check("forward", mail(OUTGOING))

    assert (status, answer["ok"], answer["header"], answer["client"], answer["language"]) == (
        1,
        False,
        None,
        None,
        None,
    )
    assert "no-header" in {finding["code"] for finding in answer["findings"]}


def test_a_forward_that_no_profile_serves_is_read_all_the_same(mail):
    status, (answer,), _ = _check("forward", mail(FORWARDED))

    assert (status, answer["header"]["subject"]) == (1, "Pedido")
    assert [finding["code"] for finding in answer["findings"]] == ["no-profile"]


@pytest.mark.parametrize("kind", ["outgoing", "forward", "bounce"])
def test_a_mail_that_is_none_has_an_answer(kind, mail):
    status, answers, errors = _check(kind, mail(""), mail("\0\xff\n\n", "other.eml"))

    assert (status, len(answers), errors) == (1, 2, "")
