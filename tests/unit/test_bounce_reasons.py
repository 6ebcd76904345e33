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
    ("mailbox-full", "5.2.3", "maildir has overdrawn the diskspace quota"),
    ("mailbox-full", None, "Message rejected. Not enough storage space in user's mailbox to accept message."),
    ("mailbox-full", "5.0.0", "550 Benutzer hat zu viele Mails / User has too many messages on the server"),
    ("mailbox-full", "5.0.0", "552 A caixa postal do destinatário está cheia"),
    ("mailbox-full", None, "受信者のメールボックスがいっぱいです"),
    ("address-unknown", "5.4.1", "550 5.4.1 Recipient address rejected: Access denied. AS(201806281)"),
    ("address-unknown", "5.0.0", "551 <a@b.example> is a deactivated mailbox"),
    ("address-unknown", None, "User Ana (ana@b.example) not listed in Domino Directory"),
    ("address-unknown", "5.2.0", "550 5.2.0 Message filtered"),
    ("address-unknown", "5.0.0", "550 Cette adresse n'existe pas, destinataire inconnu"),
    ("address-unknown", "5.0.0", "550 Нет такого пользователя: адрес не существует"),
    ("domain-unknown", "5.4.310", "550 5.4.310 DNS domain b.example does not exist"),
    ("domain-unknown", "5.4.4", "DNS type 'mx' lookup of b.example responded with code NXDOMAIN"),
    ("too-large", "5.0.0", "552 Taille limite du message atteinte"),
    ("too-large", "5.3.4", "552 Your message exceeded the mail system's message size limits"),
    ("refused", "5.0.0", "550 Sender verify failed: unknown user"),
    ("refused", "5.1.8", "550 5.1.8 Access denied, bad outbound sender"),
    ("refused", "5.0.0", "550-Sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)"),
    ("refused", "4.7.0", "Sender not pre-approved. Follow the instructions above"),
    ("refused", "5.7.9", "554 5.7.9 Message not accepted for policy reasons"),
    ("refused", "5.0.0", "554 Command died with status 2"),
    ("refused", "5.5.0", "504 Command parameter not implemented"),
    ("temporary", "5.0.0", "mail for b.example loops back to myself"),
    ("temporary", None, "all hosts have been failing for a long time and were last tried 5 days ago"),
    ("temporary", "4.2.1", "450 4.2.1 The user is receiving mail too quickly"),
    ("temporary", "5.4.5", "550 5.4.5 Daily user sending quota exceeded"),
    ("temporary", "5.4.14", ""),
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


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("421 no", "temporary"),
        ("551 no", "address-unknown"),
        ("552 no", "mailbox-full"),
        ("553-no 553 no", "address-unknown"),
        ("554 no", "refused"),
        ("550 no", "unknown"),
        ("192.0.2.554 no", "unknown"),
    ],
)
def test_a_reply_says_something_where_nothing_else_does(said, reason):
    assert reason_of(None, said) == reason


def test_a_code_of_the_temporary_class_is_temporary():
    assert reason_of("4.9.9", "") == "temporary"
