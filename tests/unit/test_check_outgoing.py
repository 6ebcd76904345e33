"""`birdlog check outgoing`: each rule, and what only looks like it, over whole mails."""

import base64
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from birdlog.cli import cli
from birdlog.commands.check import _outgoing
from birdlog.mail import parts
from birdlog.people_edit import add_team, add_user
from birdlog.rules.outgoing import decide
from birdlog.settings import Settings, Team, User, load
from birdlog.settings_edit import add_never_log, add_profile, set_paused, set_profile

ANA, BOB, EVE = "ana@oficina.example", "bob@cliente.example", "eve@cliente.example"
MARIA = "maria@familia.example"
CRM, FORWARD = "4711@bcc.hubspot.com", "4711@forward.hubspot.com"
MB = 1024 * 1024
NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _one_profile(tmp_path, monkeypatch):
    monkeypatch.setenv("BIRDLOG_BASE_DIR", str(tmp_path / "base"))
    monkeypatch.setenv("LC_ALL", "en")
    add_profile("work", "hubspot", bcc=CRM, forward=FORWARD, identities=(ANA,))


@pytest.fixture
def check(tmp_path):
    def run(raw):
        file = tmp_path / "mail.eml"
        file.write_bytes(raw)
        result = CliRunner().invoke(cli, ["check", "outgoing", "--json", str(file)])
        (line,) = result.stdout.splitlines()
        answer = json.loads(line)
        assert result.exit_code == (0 if answer["log"] else 1)
        assert answer["address"] == (CRM if answer["log"] else None)
        return answer

    return run


@pytest.fixture
def codes(check):
    def run(raw):
        return [finding["code"] for finding in check(raw)["findings"]]

    return run


def mail(
    to=BOB, *, body=b"Hello.\n", type="text/plain; charset=utf-8", headers="", sender=ANA, cc="", bcc=""
):
    """A whole mail as bytes."""
    lines = [f"From: {sender}", f"To: {to}"]
    lines += [f"{name}: {value}" for name, value in (("Cc", cc), ("Bcc", bcc)) if value]
    lines += ["Subject: Offer", "Message-ID: <m1@oficina.example>", "MIME-Version: 1.0"]
    lines += [headers] if headers else []
    return "\r\n".join([*lines, f"Content-Type: {type}", "", ""]).encode() + body


def part(type, content, *more):
    """A part in base64, so that each byte of its content counts once."""
    fields = "".join(f"{field}\r\n" for field in (f"Content-Type: {type}", *more))
    return f"{fields}Content-Transfer-Encoding: base64\r\n\r\n".encode() + base64.encodebytes(content)


def multipart(*inner, subtype="mixed", boundary="outer"):
    """A multipart as a part of another."""
    return f'Content-Type: multipart/{subtype}; boundary="{boundary}"\r\n\r\n'.encode() + joined(
        inner, boundary
    )


def joined(inner, boundary):
    cut = f"\r\n--{boundary}".encode()
    return b"".join(cut + b"\r\n" + one for one in inner) + cut + b"--\r\n"


def mixed(*inner, **more):
    """A mail of several parts."""
    return mail(body=joined(inner, "top"), type='multipart/mixed; boundary="top"', **more)


def attached(content, name="file.bin", type="application/octet-stream"):
    return part(type, content, f"Content-Disposition: attachment; filename={name}")


# The near miss of every rule: a mail that is logged without a word


@pytest.mark.parametrize(
    "raw",
    [
        mail(),
        mail(to=f"Bob <{BOB}>", cc=f"{EVE}, Ana <{ANA}>"),
        mail(sender="Ana Souza <Ana@Oficina.EXAMPLE>"),
        mail(to=f"Team: {BOB}, {EVE};"),
        mail(to='"bob smith"@cliente.example'),
        mail(body=b"x" * 2 * MB, headers="Content-Transfer-Encoding: binary"),
        mixed(part("text/plain", b"Hi"), attached(b"a" * 10)),
    ],
    ids=["plain", "names", "spelling", "group", "quoted", "exactly 2 MB", "attachment"],
)
def test_a_mail_that_no_rule_has_anything_to_say_about(check, raw):
    answer = check(raw)
    assert (answer["log"], answer["findings"], answer["attributed_to"]) == (True, [], ANA)


# Sizes


@pytest.mark.parametrize(("more", "found"), [(0, []), (1, ["body-too-large"])])
def test_content_counts_to_the_byte_whatever_is_attached(codes, more, found):
    text, html = b"t" * MB, b"h" * (MB + more)
    alternative = multipart(part("text/plain", text), part("text/html", html), subtype="alternative")
    assert codes(mixed(alternative, attached(b"\0" * 40 * MB))) == found


@pytest.mark.parametrize(("more", "found"), [(0, []), (1, ["attachments-too-large"])])
def test_attachments_count_to_the_byte_and_do_not_keep_a_mail_out(check, more, found):
    set_profile("work", {"attachments-limit": "3 MB"})
    files = (attached(b"a" * 2 * MB), attached(b"b" * (MB + more)))
    answer = check(mixed(part("text/plain", b"Hi"), *files))
    assert answer["log"]
    assert [finding["code"] for finding in answer["findings"]] == found


@pytest.mark.parametrize(("size", "found"), [(MB, []), (2 * MB, ["body-too-large"])])
def test_an_image_in_a_data_uri_is_a_part_of_the_html_that_travels(codes, size, found):
    image = base64.b64encode(b"\xff" * size)
    html = b'<img src="data:image/jpeg;base64,' + image + b'">'
    assert codes(mail(body=html, type="text/html", headers="Content-Transfer-Encoding: binary")) == found


def test_texts_in_nested_multiparts_are_added_up(codes):
    inner = part("text/plain", b"t" * MB)
    for depth in range(10):
        inner = multipart(inner, boundary=f"b{depth}")
    assert codes(mixed(inner, part("text/plain", b"t" * MB))) == []
    assert codes(mixed(inner, part("text/plain", b"t" * (MB + 1)))) == ["body-too-large"]


def test_an_image_that_the_html_shows_counts_as_an_attachment(codes):
    image = part("image/png", b"i" * 3 * MB, "Content-Disposition: inline", "Content-ID: <i1>")
    related = multipart(part("text/html", b"<img src=cid:i1>"), image, subtype="related", boundary="rel")
    assert codes(mixed(related)) == []


@pytest.mark.parametrize("type", ["text/plain", "text/html"])
def test_a_text_that_is_attached_counts_as_an_attachment(codes, type):
    assert codes(mixed(part("text/plain", b"Hi"), attached(b"t" * 3 * MB, "log.txt", type))) == []


def test_an_attached_message_counts_as_an_attachment_with_all_that_is_in_it(codes):
    message = b"Content-Type: message/rfc822\r\nContent-Disposition: attachment\r\n\r\n"
    inner = mail(to=MARIA, body=b"t" * 3 * MB)
    add_never_log([MARIA])
    assert codes(mixed(part("text/plain", b"Hi"), message + inner)) == []
    set_profile("work", {"attachments-limit": "3 MB"})
    assert codes(mixed(part("text/plain", b"Hi"), message + inner)) == ["attachments-too-large"]


def test_quoted_printable_counts_as_what_it_decodes_to(codes):
    encoded = b"=C3=A9" * (MB - 1)  # six bytes on the way for two
    headers = "Content-Transfer-Encoding: quoted-printable"
    assert codes(mail(body=encoded, headers=headers)) == []


def test_the_profiles_own_limit_counts(codes):
    set_profile("work", {"content-limit": "5 B"})
    assert codes(mail(body=b"12345")) == []
    assert codes(mail(body=b"123456")) == ["body-too-large"]


# Never-log


@pytest.mark.parametrize(
    ("pattern", "to"),
    [
        (MARIA, "MARIA@Familia.Example"),
        (MARIA, f"Family: Maria <{MARIA}>;"),
        (MARIA, f"Undisclosed: {MARIA};, "),
        (MARIA, '"maria"@familia.example'),
        (MARIA, f"maria (at home) <{MARIA}> (mother)"),
        (MARIA, "=?utf-8?q?Maria?= <maria@familia.example>"),
        ("*@familia.example", "who-ever+x@familia.example"),
        ("*@*.familia.example", "maria@a.b.familia.example"),
        ("*@bücher.example", "maria@xn--bcher-kva.example"),
        ("*@xn--bcher-kva.example", "maria@BÜCHER.example"),
        ("joão@bücher.example", "João@xn--bcher-kva.example"),
        ('"a b"@familia.example', '"A b"@familia.example'),
    ],
)
def test_a_mail_to_people_on_the_list_alone_is_not_logged(codes, pattern, to):
    assert add_never_log([pattern])[1] == ()
    assert codes(mail(to=to)) == ["never-log"]


@pytest.mark.parametrize(
    ("pattern", "to"),
    [
        ("maria@familia.example", "maria+x@familia.example"),
        ("maria+x@familia.example", "maria@familia.example"),
        ("*@familia.example", "maria@a.familia.example"),
        ("*@*.familia.example", "maria@familia.example"),
        ("*@familia.example", "maria@xfamilia.example"),
        ("*@bücher.example", "maria@bucher.example"),
        ("bob@cliente.example", f'"{BOB}" <eve@cliente.example>'),
    ],
)
def test_another_address_than_that_on_the_list_is_logged(codes, pattern, to):
    add_never_log([pattern])
    assert codes(mail(to=to)) == []


@pytest.mark.parametrize("field", ["to", "cc", "bcc"])
@pytest.mark.parametrize(("rule", "logged"), [("leave-out", False), ("ask", False), ("log", True)])
def test_beside_others_the_profiles_rule_decides(check, field, rule, logged):
    add_never_log([MARIA])
    set_profile("work", {"mixed": rule})
    people = {"to": BOB} | ({"to": f"Everybody: {BOB}, {MARIA};"} if field == "to" else {field: MARIA})
    answer = check(mail(**people))
    assert answer["log"] is logged
    assert [(each["code"], each["level"]) for each in answer["findings"]] == [("partly-never-log", "warn")]


# Who is in the mail


@pytest.mark.parametrize(
    ("raw", "found", "logged"),
    [
        (mail(to="col@oficina.example"), ["internal-only"], False),
        (mail(to="col@sub.oficina.example"), [], True),
        (mail(to="col@oficina.example", cc=BOB), [], True),
        (mail(bcc=CRM), ["already-there"], True),
        (mail(bcc="4711@BCC.HubSpot.com"), ["already-there"], True),
        (mail(cc=CRM), ["crm-address-visible"], True),
        (mail(to=f"{BOB}, {CRM}"), ["crm-address-visible"], True),
        (mail(to=FORWARD), [], False),
        (mail(headers="Newsgroups: comp.mail"), [], False),
        (mail(headers=f"Resent-From: {ANA}"), [], False),
        (mail(sender="ana@casa.example"), ["no-profile"], False),
        (mail(sender=""), ["no-profile"], False),
    ],
    ids=[
        "own domain",
        "sub-domain",
        "own domain and outside",
        "Sent copy",
        "Sent copy, other spelling",
        "in Cc",
        "in To",
        "a forward",
        "news",
        "redirect",
        "other identity",
        "no sender",
    ],
)
def test_who_sends_it_to_whom_decides(check, raw, found, logged):
    answer = check(raw)
    assert ([each["code"] for each in answer["findings"]], answer["log"]) == (found, logged)


def test_a_free_mail_domain_is_nobodys_own(codes):
    add_profile("home", "hubspot", bcc=CRM, forward=FORWARD, identities=("ana@gmail.com",))
    assert codes(mail(sender="ana@gmail.com", to="bob@gmail.com")) == []


def test_the_first_profile_that_names_the_identity_wins(check):
    add_profile("other", "custom", bcc="log@crm.example", identities=(ANA, "ana@casa.example"))
    assert check(mail())["address"] == CRM
    assert load().profile_for("ana@casa.example").bcc == "log@crm.example"


def test_a_pause_and_its_end(codes):
    set_paused("on")
    assert codes(mail()) == ["paused"]
    set_paused("2001-01-01T00:00:00Z")
    assert codes(mail()) == []


@pytest.mark.parametrize(
    ("known", "found"),
    [
        (User("boss@oficina.example"), ["sender-not-a-user"]),
        (User("Ana@oficina.example"), []),
        (User("boss@oficina.example", connected=((ANA, None),)), []),
        (User("boss@oficina.example", aliases=(ANA,)), []),
    ],
    ids=["a stranger", "account", "connected", "alias"],
)
def test_a_sender_whom_the_crm_does_not_know_is_said(codes, known, found):
    add_user(known)
    assert codes(mail()) == found


def test_a_team_address_is_known_too(check):
    add_user(User("boss@oficina.example"))
    add_team(Team(ANA, ("boss@oficina.example",)))
    answer = check(mail())
    assert (answer["findings"], answer["attributed_to"]) == ([], "boss@oficina.example")


# Encryption


def cms(last):
    """The beginning of a CMS structure whose object identifier ends in `last`."""
    return bytes.fromhex("3080 06092a864886f70d0107") + bytes([last]) + b"\xa0\x80" + b"\0" * 100


PGP = "-----BEGIN PGP MESSAGE-----\n\nhQEMA\n=x\n-----END PGP MESSAGE-----\n"


@pytest.mark.parametrize(
    "raw",
    [
        mail(
            body=joined([part("application/pgp-encrypted", b"Version: 1"), attached(b"x")], "e"),
            type='multipart/encrypted; protocol="application/pgp-encrypted"; boundary="e"',
        ),
        mixed(
            multipart(
                part("application/pgp-encrypted", b"Version: 1"),
                attached(b"x"),
                subtype="encrypted",
                boundary="e",
            ),
            part("text/plain", b"list footer"),
        ),
        mail(body=PGP.encode()),
        mail(body=f"Dear Bob,\n\n{PGP}".replace("\n", "\r\n").encode()),
        mail(body=b"x", type="application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m"),
        mail(body=b"x", type="application/x-pkcs7-mime; name=smime.p7m"),
        mail(body=cms(3), type="application/pkcs7-mime", headers="Content-Transfer-Encoding: binary"),
        mixed(part("application/pkcs7-mime; name=smime.p7m", cms(3)), part("text/plain", b"list footer")),
    ],
    ids=[
        "pgp/mime",
        "in a part",
        "inline",
        "inline below",
        "s/mime",
        "old s/mime",
        "by its content",
        "s/mime part",
    ],
)
def test_an_encrypted_mail_is_not_logged(codes, raw):
    assert codes(raw) == ["encrypted"]


@pytest.mark.parametrize(
    "raw",
    [
        mail(body=b"x", type='application/pkcs7-mime; smime-type="signed-data"'),
        mail(body=cms(2), type="application/pkcs7-mime", headers="Content-Transfer-Encoding: binary"),
        mixed(part("application/pkcs7-mime; name=smime.p7m", cms(2)), part("text/plain", b"list footer")),
        mail(
            body=joined([part("text/plain", b"Hi"), part("application/pkcs7-signature", cms(2))], "s"),
            type='multipart/signed; protocol="application/pkcs7-signature"; boundary="s"',
        ),
        mail(
            body=joined([part("text/plain", b"Hi"), part("application/pgp-signature", b"-----BEGIN")], "s"),
            type='multipart/signed; protocol="application/pgp-signature"; boundary="s"',
        ),
        mail(body=b"-----BEGIN PGP SIGNED MESSAGE-----\n\nHi\n-----BEGIN PGP SIGNATURE-----\n"),
        mail(body=b"How do I read\n> -----BEGIN PGP MESSAGE-----\n> x\n> -----END PGP MESSAGE-----\n"),
        mail(body=b"A line -----BEGIN PGP MESSAGE----- is no block.\n"),
        mixed(part("text/plain", b"Hi"), attached(PGP.encode(), "notes.txt", "text/plain")),
    ],
    ids=[
        "opaque s/mime",
        "by its content",
        "in a part",
        "s/mime signature",
        "pgp signature",
        "inline signature",
        "quoted",
        "in a line",
        "attached",
    ],
)
def test_what_is_signed_or_only_speaks_of_encryption_is_logged(codes, raw):
    assert codes(raw) == []


# Any bytes


FRAGMENTS = (
    *(b"From: ", b"To: ", b"Cc: ", b"\r\n", b"\n\n", b"--b", b"--", b"<>,;:()", b"=?utf-8?b?", b"\xff\0"),
    *(ANA.encode(), MARIA.encode(), PGP.encode(), cms(3)),
    b"Content-Type: multipart/mixed; boundary=b\n",
    b"Content-Type: application/pkcs7-mime\n",
    b"Content-Transfer-Encoding: base64\n",
    b"Resent-From: x\n",
)
HOSTILE = st.binary(max_size=2_000) | st.lists(st.sampled_from(FRAGMENTS), max_size=60).map(b"".join)


@given(HOSTILE)
def test_whatever_the_bytes_there_is_an_answer(raw):
    known = Settings(profiles=load().profiles, never_log=(MARIA,), users=(User(ANA),))
    decision = decide(_outgoing(parts.read(raw)), known, NOW)
    assert decision.log is (decision.address is not None)


def test_a_header_of_a_megabyte_is_answered(check):
    people = ", ".join(f"p{number}@cliente.example" for number in range(50_000))
    assert check(mail(to=people))["log"]


def test_a_mail_without_an_end_is_answered(check):
    raw = mixed(attached(b"x" * MB))
    assert check(raw[: len(raw) // 2])["log"]


def test_file_names_are_answered_as_they_were_given(tmp_path):
    file = Path(tmp_path, "ação.eml")
    file.write_bytes(mail())
    result = CliRunner().invoke(cli, ["check", "outgoing", "--json", str(file)])
    assert json.loads(result.stdout)["file"] == str(file)
