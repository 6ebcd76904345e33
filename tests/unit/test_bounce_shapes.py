"""The shapes in which mail systems name an address: each is read without knowing the system."""

import pytest

from birdlog.mail.bounce import read
from birdlog.mail.bounce.report import NO_REPORT

HEAD = "From: MAILER-DAEMON@mx.example\nTo: ana@oficina.example\nSubject: Undelivered mail\n\n"
FOLLOWS = "\n----- Original message -----\nMessage-ID: <m@oficina.example>\nTo: other@cliente.example\n"

NAMING = {
    "tagged": "Could not be delivered:\n\n<joao@cliente.example>:\nno such user\n",
    "tagged, one line": "Could not be delivered:\n\n<joao@cliente.example>: 550 no such user\n",
    "listed": "The following addresses failed:\n\n  joao@cliente.example\n    no such user\n",
    "starred": "Delivery failed to these recipients:\n\n   * joao@cliente.example\n",
    "quoted": 'Delivery to this address\n\n"joao@cliente.example"\n\nhas failed.\n',
    "bracketed": "Delivery has failed to these recipients:\n * [joao@cliente.example]: 550 over quota\n",
    "dotted": "Failed addresses follow:\n joao@cliente.example ... unknown host\n",
    "with a mailto": "Delivery has failed to these recipients or groups:\njoao@cliente.example<mailto:x>\n",
    "with a time": "did not reach the following recipient(s):\n\njoao@cliente.example on Thu, 1 Jul 2026\n",
    "labelled": "Failed Recipient: joao@cliente.example\nReason: unknown user\n",
    "labelled, typed": "Recipient: [SMTP:joao@cliente.example]\nReason: 550 not local\n",
    "labelled, x400": "did not reach:\n\nc=US;a= ;p=X;dda:SMTP=joao@cliente.example; on Fri\n",
    "in a sentence": "There was an error delivering your mail to <joao@cliente.example>.\n",
    "in a wrapped sentence": "Your message could not be delivered to\n joao@cliente.example for a reason.\n",
    "in a reply": "  -- Transcript of session follows --\n550 <joao@cliente.example>... User unknown\n",
    "in a command": "Error: invalid user\n\nMessage details:\n  RCPT TO: joao@cliente.example\n",
    "in fields": "Could not be delivered.\n\nFinal-Recipient: rfc822; joao@cliente.example\nAction: failed\n",
}


@pytest.mark.parametrize("shape", NAMING)
def test_an_address_is_found_in_every_shape(shape):
    report = read((HEAD + NAMING[shape] + FOLLOWS).encode())

    assert report.bounce
    assert [recipient.address for recipient in report.recipients] == ["joao@cliente.example"]
    assert report.original_message_id == "m@oficina.example"


@pytest.mark.parametrize("shape", NAMING)
def test_the_same_words_from_a_person_are_no_report(shape):
    head = "From: Maria <maria@firma.example>\nUser-Agent: Thunderbird\nSubject: Re: Undelivered mail\n\n"

    assert read((head + NAMING[shape]).encode()) == NO_REPORT


def test_a_page_is_read_like_a_text():
    head = HEAD.replace("\n\n", "\nContent-Type: text/html; charset=utf-8\n\n")
    page = (
        "<style>p {}</style><p>Could not be delivered to:<br><b>joao@cliente.example</b><br>No such user</p>"
    )

    report = read((head + page).encode())

    assert [(r.address, r.reason) for r in report.recipients] == [("joao@cliente.example", "address-unknown")]


def test_whom_to_ask_is_not_whom_it_failed_for():
    text = (
        "The following addresses failed:\n\n<joao@cliente.example>\n\n"
        "For help, write to\n\n<postmaster@mx.example>\n"
    )

    assert [r.address for r in read((HEAD + text).encode()).recipients] == ["joao@cliente.example"]


def test_a_local_name_belongs_to_the_system_that_reports():
    text = "Your mail to the following recipients could not be delivered:\n\n\tjoao\n"

    assert [r.address for r in read((HEAD + text).encode()).recipients] == ["joao@mx.example"]


def test_the_only_addressee_of_a_described_mail_is_meant():
    text = "I wasn't able to deliver the following message.\n\nSubject: Oi\nTo: joao@cliente.example\n"

    assert [r.address for r in read((HEAD + text).encode()).recipients] == ["joao@cliente.example"]


def test_a_warning_is_a_delay_and_no_failure():
    text = (
        "Your message has not yet been delivered to\n\n  joao@cliente.example\n\n"
        "Delivery attempts will continue for some time.\n"
    )

    (recipient,) = read((HEAD + text).encode()).recipients

    assert recipient.action == "delayed"


def test_a_permanent_code_is_a_failure_whatever_the_text_promises():
    text = "We will try again.\n\n<joao@cliente.example>: 550 5.1.1 it has been delayed for 2 days\n"

    (recipient,) = read((HEAD + text).encode()).recipients

    assert recipient.action == "failed"


def test_a_notification_for_programs_is_read():
    raw = (
        "From: no-reply@sns.example\nSubject: Notification\n\n"
        '{"Message": "{\\"notificationType\\":\\"Bounce\\",\\"bounce\\":{\\"bouncedRecipients\\":'
        '[{\\"emailAddress\\":\\"joao@cliente.example\\",\\"action\\":\\"failed\\",\\"status\\":\\"5.1.1\\",'
        '\\"diagnosticCode\\":\\"smtp; 550 5.1.1 user unknown\\"}]}}"}'
    )

    report = read(raw.encode())

    assert [(r.address, r.status, r.diagnostic) for r in report.recipients] == [
        ("joao@cliente.example", "5.1.1", "550 5.1.1 user unknown")
    ]


# As the manuals of these systems show their reports.
SYSTEMS = {
    "MailMarshal": (
        "From: postmaster@mx.example\nSubject: Undeliverable Mail: Pedido\n\nYour message:\n"
        "   From:    ana@oficina.example\n   Subject: Pedido\n\nCould not be delivered because of\n\n"
        "550 5.1.1 User unknown\n\nThe following recipients were affected:\n    joao@cliente.example\n\n"
        "Additional Information\n======================\n",
        ("joao@cliente.example", "failed", "5.1.1", "address-unknown"),
    ),
    "Notes": (
        "From: Postmaster@notes.example\nSubject: DELIVERY FAILURE: no such user\n\n"
        "------- Failure Reasons  --------\n\nUser not listed in public Name & Address Book\n"
        "joao@cliente.example\n\n\n------- Returned Message --------\n\nReceived: by x\n",
        ("joao@cliente.example", "failed", None, "address-unknown"),
    ),
    "CommuniGate": (
        "From: MAILER-DAEMON@cgp.example\nSubject: Undeliverable mail: Pedido\n\n"
        "Failed to deliver to '<joao@cliente.example>'\nSMTP module(domain cliente.example) reports:\n"
        " host mx.cliente.example says:\n 552 5.2.2 mailbox over quota\n",
        ("joao@cliente.example", "failed", "5.2.2", "mailbox-full"),
    ),
    "GMX": (
        "From: MAILER-DAEMON@mail.example\nSubject: Zustellung fehlgeschlagen\n\n"
        "Diese Nachricht wurde automatisch erstellt.\n\nIhre Nachricht konnte nicht zugestellt werden."
        " Die folgende Adresse ist fehlgeschlagen:\n\njoao@cliente.example:\n"
        "SMTP error from remote server after RCPT command: 550 Unbekannter Empfaenger\n",
        ("joao@cliente.example", "failed", None, "address-unknown"),
    ),
    "a provider in Brazil": (
        "From: Mail Delivery System <mailer-daemon@provedor.example>\nSubject: Falha na entrega\n\n"
        "Não foi possível entregar sua mensagem para os seguintes destinatários:\n\n"
        "<joao@cliente.example>\nA caixa postal do destinatário está cheia\n",
        ("joao@cliente.example", "failed", None, "mailbox-full"),
    ),
    "a provider in Spain": (
        "From: postmaster@proveedor.example\nSubject: No se puede entregar: Pedido\n\n"
        "Su mensaje no ha podido ser entregado a:\n\n  joao@cliente.example\n\nEl usuario no existe\n",
        ("joao@cliente.example", "failed", None, "address-unknown"),
    ),
    "Ecelerity": (
        "From: <>\nSubject: Mail Delivery Failure\n\n"
        "This message was created automatically by the mail system (ecelerity).\n\n"
        "A message that you sent could not be delivered to one or more of its\nrecipients. This is a"
        " permanent error. The following address(es) failed:\n\n"
        ">>> joao@cliente.example (after RCPT TO): 550 5.7.1 blocked using bl.example\n",
        ("joao@cliente.example", "failed", "5.7.1", "refused"),
    ),
    "James": (
        "From: postmaster@james.example\nSubject: [BOUNCE]\n\nHi. This is the James mail server.\n"
        "I'm afraid I wasn't able to deliver your message to the following addresses.\n\n"
        "Error message below:\n550 - 5.1.1 no such user here\n\nMessage details:\n"
        "  MAIL FROM: ana@oficina.example\n  RCPT TO: joao@cliente.example\n",
        ("joao@cliente.example", "failed", "5.1.1", "address-unknown"),
    ),
    "a virus wall": (
        "From: scanner@wall.example\nSubject: Your mail could not be delivered\n\n"
        "Sent <<< RCPT TO:<joao@cliente.example>\nReceived >>> 452 4.3.1 out of memory\n"
        "Unable to deliver message to <joao@cliente.example>.\n",
        ("joao@cliente.example", "failed", "4.3.1", "temporary"),
    ),
}


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_system_that_has_no_reader_of_its_own_is_read(system):
    raw, expected = SYSTEMS[system]

    (recipient,) = read(raw.encode()).recipients

    assert (recipient.address, recipient.action, recipient.status, recipient.reason) == expected


@pytest.mark.parametrize(
    "subject",
    [
        "Unzustellbar: Angebot",
        "Nicht zustellbar: Angebot",
        "Não entregue: Oferta",
        "Falha na entrega: Oferta",
        "Non remis : Offre",
        "Échec de la remise : Offre",
        "No se puede entregar: Oferta",
        "Mancata consegna: Offerta",
        "Onbestelbaar: Offerte",
        "недоставленное сообщение",
        "退信通知",
        "配信エラー",
    ],
)
def test_mail_systems_speak_many_languages(subject):
    raw = f"From: postmaster@mx.example\nSubject: {subject}\n\n<joao@cliente.example>: 550 5.1.1 nein\n"

    assert read(raw.encode()).bounce
