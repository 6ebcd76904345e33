"""The shapes in which programs of phones, webmail and desktops write the block, as far as they differ."""

from email.message import EmailMessage

import pytest

from birdlog.mail import forward
from birdlog.mail.people import Person

BOB = Person("Bob Builder", "bob@globex.example")
ANA = "ana@acme.example"
CARLA = Person("Carla", "carla@initech.example")


def read(text, subject="Fwd: The offer", subtype="plain"):
    mail = EmailMessage()
    mail["Subject"] = subject
    mail.set_content(text, subtype=subtype)
    return forward.read(mail.as_bytes())


def assert_is_bobs(found, date):
    assert found is not None
    assert (found.sender, found.subject, found.date) == (BOB, "The offer", date)
    assert [person.address for person in found.to] in ([ANA], [])
    assert found.cc in ((CARLA,), ())
    assert found.text.split() == ["We", "take", "it."]


PLAIN = {
    "Samsung, on one line": (
        "-------- Original message --------From: Bob Builder <bob@globex.example> Date: "
        "23/11/2026  10:00 (GMT-03:00) To: ana@acme.example Cc: Carla "
        "<carla@initech.example> Subject: The offer\n\n"
        "We take it.",
        "23/11/2026  10:00 (GMT-03:00)",
    ),
    "QQ, with semicolons": (
        "------------------ 原始邮件 ------------------\n"
        '发件人: "Bob Builder" <bob@globex.example>;\n'
        "发送时间: 2026年11月23日(星期一) 上午10:00;\n"
        '收件人: "ana" <ana@acme.example>;\n\n'
        "主题: The offer\n\n\n\n"
        "We take it.",
        "2026年11月23日(星期一) 上午10:00",
    ),
    "NetEase, in bars": (
        "---- 转发的邮件 ----\n"
        "| 发件人 | Bob Builder<bob@globex.example> |\n"
        "| 日期 | 2026年11月23日 10:00 |\n"
        "| 收件人 | <ana@acme.example> |\n"
        "| 抄送至 | |\n"
        "| 主题 | The offer |\n\n"
        "We take it.",
        "2026年11月23日 10:00",
    ),
    "Foxmail, spread out": (
        "发件人： Bob Builder<bob@globex.example>\n"
        "发送时间： 2026-11-23 10:00\n"
        "收件人： ana@acme.example\n"
        "主　题： The offer\n\n"
        "We take it.",
        "2026-11-23 10:00",
    ),
    "Zoho, between two lines": (
        "============ Forwarded message ============\n"
        "From : Bob Builder <bob@globex.example>\n"
        "To : <ana@acme.example>\n"
        "Date : Mon, 23 Nov 2026 10:00:00 -0300\n"
        "Subject : The offer\n"
        "============ Forwarded message ============\n\n"
        "We take it.",
        "Mon, 23 Nov 2026 10:00:00 -0300",
    ),
    "eM Client, without colons": (
        "------ Forwarded Message ------\n"
        'From "Bob Builder" <bob@globex.example>\n'
        'To "ana@acme.example" <ana@acme.example>\n'
        "Date 11/23/2026 10:00:00 AM\n"
        "Subject The offer\n\n"
        "We take it.",
        "11/23/2026 10:00:00 AM",
    ),
    "SquirrelMail, to the right": (
        "---------------------------- Original Message ----------------------------\n"
        "Subject: The offer\n"
        'From:    "Bob Builder" <bob@globex.example>\n'
        "Date:    Mon, November 23, 2026 10:00 am\n"
        "To:      ana@acme.example\n"
        "--------------------------------------------------------------------------\n\n"
        "We take it.",
        "Mon, November 23, 2026 10:00 am",
    ),
    "Horde, with the sender above": (
        "----- Forwarded message from Bob Builder <bob@globex.example> -----\n"
        "    Date: Mon, 23 Nov 2026 10:00:00\n"
        "    From: Bob Builder <bob@globex.example>\n"
        "Reply-To: Bob Builder <bob@globex.example>\n"
        " Subject: The offer\n"
        "      To: ana@acme.example\n\n"
        "We take it.",
        "Mon, 23 Nov 2026 10:00:00",
    ),
    "Notes, with who forwards": (
        "----- Forwarded by Ana Souza/Acme on 11/24/2026 09:00 AM -----\n\n"
        "From:\tBob Builder <bob@globex.example>\n"
        "To:\tana@acme.example\n"
        "Cc:\tCarla <carla@initech.example>\n"
        "Date:\t11/23/2026 10:00 AM\n"
        "Subject:\tThe offer\n\n\n"
        "We take it.",
        "11/23/2026 10:00 AM",
    ),
    "Yandex, a sentence below its line": (
        "-------- Пересылаемое сообщение --------\n"
        '23.11.2026, 10:00, "Bob Builder" <bob@globex.example>:\n\n'
        "We take it.",
        "23.11.2026, 10:00",
    ),
    "Orange, quoted below a date": (
        "> Message du 23/11/26 10:00\n"
        '> De : "Bob Builder" <bob@globex.example>\n'
        "> A : ana@acme.example\n"
        "> Copie à : \n"
        "> Objet : The offer\n"
        "> \n"
        "> We take it.",
        None,
    ),
    "GMX, bare": (
        "Gesendet: Montag, 23. November 2026 um 10:00 Uhr\n"
        'Von: "Bob Builder" <bob@globex.example>\n'
        "An: ana@acme.example\n"
        "Betreff: The offer\n\n"
        "We take it.",
        "Montag, 23. November 2026 um 10:00 Uhr",
    ),
    "Outlook for Mac, a sentence": (
        '\ufeffOn 23/11/2026, 10:00, "Bob Builder" <bob@globex.example> wrote:\n\n    We take it.',
        "23/11/2026, 10:00",
    ),
    "Outlook for Mac, a sentence that is wrapped": (
        "On Monday, 23 November 2026 at 10:00, Bob Builder\n<bob@globex.example> wrote:\n\n    We take it.",
        "Monday, 23 November 2026 at 10:00",
    ),
    "Apple Mail in bold, made text": (
        "Begin forwarded message:\n\n"
        "> **From:** Bob Builder <bob@globex.example>\n"
        "> **Date:** 23 November 2026 at 10:00:00\n"
        "> **To:** ana@acme.example\n"
        "> **Subject:** **The offer**\n"
        ">\n"
        "> We take it.",
        "23 November 2026 at 10:00:00",
    ),
    "mailto in brackets": (
        "From: Bob Builder [mailto:bob@globex.example]\n"
        "Sent: Monday, November 23, 2026 10:00 AM\n"
        "To: ana@acme.example\n"
        "Subject: The offer\n\n"
        "We take it.",
        "Monday, November 23, 2026 10:00 AM",
    ),
    "an unknown language below a known prefix": (
        "-=-=- Qlmrt -=-=-\n"
        "Zxx: Bob Builder <bob@globex.example>\n"
        "Pqx: 23.11.2026 10:00\n"
        "Vvx: The offer\n"
        "Kkx: ana@acme.example\n\n"
        "We take it.",
        "23.11.2026 10:00",
    ),
    "a label that no table has": (
        "---------- Forwarded message ---------\n"
        "From: Bob Builder <bob@globex.example>\n"
        "Whenabouts: Mon, 23 Nov 2026\n"
        "Subject: The offer\n"
        "To: ana@acme.example\n\n"
        "We take it.",
        "Mon, 23 Nov 2026",
    ),
}


@pytest.mark.parametrize(("text", "date"), PLAIN.values(), ids=PLAIN)
def test_a_plain_texts_block_is_read(text, date):
    assert_is_bobs(read(text), date)


HTML = {
    "Outlook on the web": (
        '<div id="appendonsend"></div><hr tabindex="-1" style="width:98%"><div '
        'id="divRplyFwdMsg" dir="ltr"><font face="Calibri"><b>From:</b> Bob Builder '
        "&lt;bob@globex.example&gt;<br><b>Sent:</b> Monday, November 23, 2026 10:00 "
        "AM<br><b>To:</b> ana@acme.example &lt;ana@acme.example&gt;<br><b>Subject:</b> The "
        "offer</font><div>&nbsp;</div></div><div>We take it.</div>",
        "Monday, November 23, 2026 10:00 AM",
    ),
    "Gmail, with names as links": (
        '<div class="gmail_quote"><div dir="ltr" class="gmail_attr">---------- Forwarded '
        'message ---------<br>From: <strong class="gmail_sendername" dir="auto">Bob '
        'Builder</strong> <span dir="auto">&lt;<a '
        'href="mailto:bob@globex.example">bob@globex.example</a>&gt;</span><br>Date: Mon, '
        "Nov 23, 2026 at 10:00 AM<br>Subject: The offer<br>To:  &lt;<a "
        'href="mailto:ana@acme.example">ana@acme.example</a>&gt;<br></div><br><br>We take '
        "it.</div>",
        "Mon, Nov 23, 2026 at 10:00 AM",
    ),
    "an address in the link alone": (
        "<div>Begin forwarded message:</div><br><div><b>From: </b><a "
        'href="mailto:bob@globex.example">Bob Builder</a></div><div><b>Date: </b>23 November '
        "2026</div><div><b>To: </b><a "
        'href="mailto:ana@acme.example">Ana</a></div><div><b>Subject: </b>The '
        "offer</div><br><div>We take it.</div>",
        "23 November 2026",
    ),
    "eM Client": (
        '<div>------ Forwarded Message ------</div><div>From "Bob Builder" &lt;<a '
        'href="mailto:bob@globex.example">bob@globex.example</a>&gt;</div><div>To <a '
        'href="mailto:ana@acme.example">ana@acme.example</a></div><div>Date 11/23/2026 '
        "10:00:00 AM</div><div>Subject The offer</div><br><div>We take it.</div>",
        "11/23/2026 10:00:00 AM",
    ),
    "two fields in a row": (
        "<table><tr><td>From:</td><td>Bob Builder "
        "&lt;bob@globex.example&gt;</td><td>Date:</td><td>23.11.2026 "
        "10:00</td></tr><tr><td>To:</td><td>ana@acme.example</td><td>Subject:</td><td>The "
        "offer</td></tr></table><p>We take it.</p>",
        "23.11.2026 10:00",
    ),
    "labels in cells of their own lines": (
        "<div>-------- Original Message --------</div><div>From:</div><div>Bob Builder "
        "&lt;bob@globex.example&gt;</div><div>Date:</div><div>23.11.2026 "
        "10:00</div><div>To:</div><div>ana@acme.example</div><div>Subject:</div><div>The "
        "offer</div><br><div>We take it.</div>",
        "23.11.2026 10:00",
    ),
}


@pytest.mark.parametrize(("page", "date"), HTML.values(), ids=HTML)
def test_a_pages_block_is_read(page, date):
    assert_is_bobs(read(page, subtype="html"), date)
