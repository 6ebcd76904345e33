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


def test_a_mail_that_is_returned_without_a_name_is_a_failure_of_nobody_known():
    text = "Your message could not be delivered: no valid recipients.\n"

    report = read((HEAD + text + FOLLOWS).encode())

    assert report.bounce
    assert report.recipients == ()
    assert report.original_message_id == "m@oficina.example"


def test_a_list_s_copy_of_such_a_return_is_none():
    head = HEAD.replace("\n\n", "\nList-Id: <list.example>\n\n")

    assert read((head + "Your message could not be delivered.\n" + FOLLOWS).encode()) == NO_REPORT


def test_a_text_that_tells_of_success_is_no_bounce():
    text = (
        "Your message has been successfully relayed to the following recipients:\n\n  joao@cliente.example\n"
    )
    head = HEAD.replace("Undelivered mail", "Delivery Status Notification (Relay)")

    report = read((head + text).encode())

    assert not report.bounce
    assert [recipient.action for recipient in report.recipients] == ["delivered"]


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


def test_a_notification_of_a_delay_is_read():
    raw = (
        "From: no-reply@sns.example\nSubject: Notification\n\n"
        '{"eventType":"DeliveryDelay","deliveryDelay":{"delayedRecipients":'
        '[{"emailAddress":"joao@cliente.example","status":"4.4.1"}]}}'
    )

    report = read(raw.encode())

    assert [(r.address, r.action, r.reason) for r in report.recipients] == [
        ("joao@cliente.example", "delayed", "temporary")
    ]
