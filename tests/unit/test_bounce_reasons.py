"""Why a mail came back, by what was said and by the code."""

import pytest

from birdlog.mail.bounce.reasons import STATUS, SURE, reason_of

SAID = [
    ("address-unknown", "5.1.1", "550 5.1.1 <a@b.example>: Recipient address rejected: User unknown"),
    ("address-unknown", "5.7.1", "550 5.7.1 550 User Unknown: a@b.example"),
    ("address-unknown", "5.1.10", "550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found by SMTP lookup"),
    ("address-unknown", "5.2.1", "550-5.2.1 The email account that you tried to reach is inactive."),
    ("address-unknown", None, "This user doesn't have a provider.example account (a@provider.example) [0]"),
    ("address-unknown", "5.0.0", "550 Empfänger unbekannt"),
    ("address-unknown", "5.0.0", "550 O destinatário não existe: caixa inválida"),
    ("domain-unknown", "5.4.4", "Host or domain name not found. Name service error for name=b.example"),
    ("domain-unknown", "5.1.2", "Sorry, I couldn't find any host named b.example. (#5.1.2)"),
    ("mailbox-full", "5.0.0", "552 Error: disk quota exceeded"),
    ("mailbox-full", "4.2.2", "452-4.2.2 The recipient's inbox is out of storage space"),
    ("mailbox-full", "5.0.0", "550 Postfach des Empfängers ist voll"),
    ("too-large", "5.3.4", "message size 31457280 exceeds size limit 26214400 of server mx.b.example"),
    ("too-large", "5.2.3", "550 5.2.3 RESOLVER.RST.RecipSizeLimit; message too large for this recipient"),
    ("too-large", "5.0.0", "552 message exceeds fixed maximum message size"),
    ("forwarding-refused", "5.7.520", "550 5.7.520 Access denied, Your organization does not allow it"),
    ("forwarding-refused", "5.7.1", "550 5.7.1 Forwarding to external addresses is not allowed here"),
    (
        "refused",
        "5.7.26",
        "550-5.7.26 Unauthenticated email is not accepted due to the domain's DMARC policy",
    ),
    ("refused", "5.7.25", "550 5.7.25 The IP address sending this message does not have a PTR record"),
    ("refused", "5.7.1", "554 5.7.1 <a@b.example>: Relay access denied"),
    ("refused", "5.1.8", "501 5.1.8 No such domain"),
    ("refused", "5.7.1", "554 5.7.1 Service unavailable; client blocked using bl.example"),
    ("temporary", "4.4.7", "550 4.4.7 QUEUE.Expired; message expired"),
    ("temporary", "4.4.1", "connect to mx.b.example[192.0.2.1]:25: Connection timed out"),
    ("temporary", None, "I'm not going to try again; this message has been in the queue too long."),
    ("temporary", "4.3.1", "452 4.3.1 Insufficient system resources"),
    ("temporary", "4.7.0", "450 4.7.0 Greylisted, come back in five minutes"),
    ("unknown", "5.0.0", "550 Computer says no"),
    ("unknown", None, ""),
]


@pytest.mark.parametrize(("reason", "status", "said"), SAID)
def test_the_reason_is_read_from_words_and_code(reason, status, said):
    assert reason_of(status, said) == reason


@pytest.mark.parametrize(("detail", "reason"), STATUS.items())
def test_a_code_alone_gives_its_reason(detail, reason):
    assert reason_of(f"5.{detail}", "") == reason


def test_a_code_that_is_used_for_one_thing_alone_holds_against_words():
    assert {STATUS[detail] for detail in SURE} == {
        "refused",
        "mailbox-full",
        "too-large",
        "forwarding-refused",
    }
    assert reason_of("5.2.2", "552 5.2.2 user unknown") == "mailbox-full"


def test_names_in_addresses_and_links_are_no_reasons():
    said = "550 no <mailbox-full@quota.example> see https://spam.example/quota SIZE=12345"

    assert reason_of(None, said) == "unknown"


def test_a_code_of_the_security_class_is_a_refusal():
    assert reason_of("5.7.999", "") == "refused"


def test_a_code_of_the_temporary_class_is_temporary():
    assert reason_of("4.9.9", "") == "temporary"
