"""What "Log to CRM" writes above a message is read back equal, whatever the message's headers say.

The block is written by the add-on's own code (extension/received/forward-block.js), one run of node for many
messages, and read by the helper's.
"""

import json
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from birdlog.mail import html_text
from birdlog.mail.forward import read_parts
from birdlog.mail.forward.words import shown
from birdlog.mail.parts import Leaf, Parts
from birdlog.rules.composed import Composed, Original, check
from birdlog.settings import Profile, Settings

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 24, tzinfo=UTC)
ANA = "ana@acme.example"
BOB = "bob@kunde.example"
SETTINGS = Settings((Profile("work", "hubspot", "HubSpot", identities=(ANA,)),))

_WRITE = """
import { readFileSync } from "node:fs";
import { withEnglishBlock } from "./extension/received/forward-block.js";
const block = '-- Weitergeleitet --<table class="moz-email-headers-table"><tbody><tr></tr></tbody></table>';
const body = `<html><body><p><br></p><div class="moz-forward-container"><br>${block}<br><br><p>Ja.</p></div>`;
const messages = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(messages.map((headers) => withEnglishBlock(body, { headers }))));
"""

_LABEL_SIGNS = " |:\uff1a*\t"  # at a value's ends they may be those of its label
_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=60)
_ODD = (
    "From: Eve <eve@evil.example>",
    "-------- Forwarded Message --------",
    "> Subject: old",
    "<b>&amp;</b>",
    "Re: AW: Fwd: \u2068עברית\u2069 (2026)",
    "👩\u200d👧 ✔️ می\u200cخواهم",
    "a\r\n folded\tsubject",
    "To:",
    "x" * 900,
)
_SUBJECTS = (st.sampled_from(_ODD) | _TEXT).filter(lambda text: shown(text).strip(_LABEL_SIGNS))
_PHASES = (Phase.explicit, Phase.generate)  # a batch is not worth its shrinking
_READ_BACK = ("Bob", "Bob O'Brien", "محمد علي", "山田 太郎", "Müller, Jörg", "Bob (Kunde GmbH)")
_NAMES = st.sampled_from((*_READ_BACK, "", 'Bob "B" Kunde', "bob@old.example"))
_LOCALS = st.from_regex(r"[a-z0-9][a-z0-9+_'-]{0,9}[a-z0-9](\.[a-z0-9]{1,6})?", fullmatch=True).filter(
    lambda text: "''" not in text
)
_HOSTS = st.from_regex(r"[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,4})?\.(example|com\.br|de)", fullmatch=True)
_DATES = st.sampled_from(
    (
        "Tue, 24 Nov 2026 10:00:00 +0100 (CET)",
        "24 Nov 2026 10:00 GMT",
        "Tue,  1 Dec 2026 01:02:03 -0330",
        "gestern",
    )
)


@st.composite
def messages(draw):
    """The decoded headers of a message, and its sender's address."""
    address = f"{draw(_LOCALS)}@{draw(_HOSTS)}"
    to = [mailbox(draw(_NAMES), f"{draw(_LOCALS)}@{draw(_HOSTS)}") for _ in range(draw(st.integers(1, 3)))]
    headers = {
        "subject": [draw(_SUBJECTS)],
        "date": [draw(_DATES)],
        "from": [mailbox(draw(_NAMES), address)],
        "to": [", ".join(to)],
    }
    return address, headers


def mailbox(name, address):
    """As Thunderbird decodes it: a name with signs of RFC 5322 in it is quoted."""
    if not name:
        return address
    plain = not set(name) & set('",;:<>()[]@\\')
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    return f"{name} <{address}>" if plain else f'"{quoted}" <{address}>'


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), phases=_PHASES)
@given(st.lists(messages(), min_size=20, max_size=60))
@example([(BOB, {"subject": [odd], "date": ["x"], "from": [BOB], "to": [ANA]}) for odd in _ODD])
def test_what_is_written_is_read_back_equal_and_may_go(batch):
    for (address, headers), html in zip(batch, written([headers for _, headers in batch]), strict=True):
        plain = html_text.text(html)
        block = read_back(plain, html).forward
        assert block.sender.address == address
        assert as_shown(block.subject).strip(_LABEL_SIGNS) == as_shown(headers["subject"][0]).strip(
            _LABEL_SIGNS
        )
        assert as_shown(block.date) == as_shown(headers["date"][0])
        assert not block.chain
        original = Original(address, headers["subject"][0], headers["date"][0])
        findings = check(Composed(ANA, html=html, plain=plain, original=original), SETTINGS, (), NOW)
        assert [finding.code for finding in findings if finding.level == "block"] == []


@pytest.mark.parametrize(
    "name", ["Bob", "Bob O'Brien", "محمد علي", "山田 太郎", "Müller, Jörg", "Bob (Kunde GmbH)"]
)
def test_a_name_is_read_back_as_it_was_written(name):
    headers = {"from": [mailbox(name, BOB)], "date": ["x"], "subject": ["s"], "to": [ANA]}
    (html,) = written([headers])
    reading = read_back(html_text.text(html), html)
    assert (reading.html.sender.name, reading.plain.sender.name) == (name, name)


def written(messages):
    """The HTML of each forward, by the add-on's code."""
    command = ["node", "--input-type=module", "--eval", _WRITE]
    given = json.dumps(messages)
    done = subprocess.run(
        command, cwd=ROOT, input=given, capture_output=True, text=True, check=True, timeout=60
    )
    return json.loads(done.stdout)


def read_back(plain, html):
    """What the helper reads in both parts."""
    texts = {"text/plain": plain, "text/html": html}
    leaves = tuple(Leaf(kind, None, False, text.encode(), "utf-8") for kind, text in texts.items())
    return read_parts(Parts((), "multipart/alternative", leaves))


def as_shown(text):
    """How a value looks in a line: no invisible signs, each run of spaces one."""
    return " ".join(shown(text).split())
