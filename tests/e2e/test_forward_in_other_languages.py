"""One click in Thunderbirds of five languages: what arrives is read as a forward from the right person.

It is read by Birdlog's own parser, and by one that knows nothing of Birdlog (email-forward-parser).
"""

import itertools
import json

import pytest
from emailforwardparser.forward_parser import get_forwarded_metadata
from scene import BOB, FORWARD, arrive, html_reply_with_attachment, plain_reply

from birdlog.demo.rig.waiting import wait_for
from birdlog.mail import html_text

pytestmark = pytest.mark.e2e

PDF = b"%PDF-1.4\n" + bytes(range(256)) * 40
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154"
    "789c6360606060000000050001a5f645400000000049454e44ae426082"
)

_numbers = itertools.count(1)


def plain(subject):
    return plain_reply(subject), "we take the offer"


def html(subject):
    """HTML with a picture in it, and a PDF."""
    message = html_reply_with_attachment(subject, PDF)
    body = message.get_body(("html",))
    body.set_content('<p>We take it.</p><p><img src="cid:stamp@kunde"></p>', subtype="html")
    body.add_related(PNG, "image", "png", cid="<stamp@kunde>", filename="stamp.png")
    return message, "We take it."


def windows_1252(subject):
    message, said = plain_reply(subject), "Wir nehmen das Angebot für Müller – “50 €”."
    message.set_content(f"Sehr geehrte Frau Souza,\n\n{said}\n\nBob\n", charset="windows-1252")
    return message, said


def emoji(subject):
    return plain_reply(f"{subject} 🎉 👩‍👧 ✔️"), "we take the offer"


def from_right_to_left(subject):
    message = plain_reply(f"{subject} عرض الأسعار (2026)")
    message.replace_header("From", f"محمد علي القاهرة <{BOB}>")
    message.set_content("السيدة آنا،\n\nنقبل العرض.\n")
    return message, "نقبل العرض."


def large(subject):
    """20 MB as it travels. From 20 MiB on Thunderbird asks by itself whether so much is really to be sent."""
    return html_reply_with_attachment(subject, PDF + bytes(14_500_000)), "Dear Ana,"


@pytest.mark.parametrize("made", [plain, html, windows_1252, emoji, from_right_to_left, large])
def test_one_click_makes_a_forward_that_anybody_can_read(rig_in_any_language, made):
    rig, (message, said) = rig_in_any_language, made(f"Re: Offer {next(_numbers)}")
    arrived = logged(rig, message)
    (sender,) = message["From"].addresses
    assert arrived["X-Forwarded-Message-Id"] == message["Message-ID"]
    assert_birdlog_reads(rig, arrived, message, sender)
    for kind in ("plain", "html"):
        assert_stranger_reads(text(arrived, kind), message, sender)
        assert said in " ".join(text(arrived, kind).split())
    assert files(arrived) == files(message)


def logged(rig, message):
    """What arrived at the CRM after one click on a mail that came in."""
    arrive(rig, message)
    rig.thunderbird.click_message_button()
    delivery = rig.door.wait_for(FORWARD, message["Subject"].removeprefix("Re: "))
    wait_for(rig.postfix.is_idle, "the mail server to be idle")
    rig.wait_for_entry(
        lambda entry: (entry["subject"], entry["state"]) == (message["Subject"], "sent"), "the forward"
    )
    return delivery.message


def assert_birdlog_reads(rig, arrived, message, sender):
    file = rig.folder / "arrived.eml"
    file.write_bytes(bytes(arrived))
    verdict = json.loads(rig.birdlog("check", "forward", "--json", str(file)))
    assert (verdict["ok"], verdict["findings"], verdict["language"]) == (True, [], "en-US")
    header = verdict["header"]
    assert header["from"] == {"name": sender.display_name, "address": sender.addr_spec}
    assert [person["address"] for person in header["to"]] == [message["To"]]
    assert (header["subject"], header["date"]) == (message["Subject"], message["Date"])


def assert_stranger_reads(said, message, sender):
    read = get_forwarded_metadata(said)
    assert read.forwarded
    assert (read.email.from_.name, read.email.from_.address) == (sender.display_name, sender.addr_spec)
    assert read.email.subject == message["Subject"].replace("\u200d", "")  # it takes joiners out
    assert read.email.date == message["Date"]


def text(message, kind):
    """The text of one part; of HTML what a person sees."""
    content = message.get_body((kind,)).get_content()
    return html_text.text(content) if kind == "html" else content


def files(message):
    """The attachments and the pictures in the text, as bytes."""
    parts = (part for part in message.walk() if not part.is_multipart())
    return [part.get_content() for part in parts if part.get_content_maintype() != "text"]
