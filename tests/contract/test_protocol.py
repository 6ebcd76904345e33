"""PROTOCOL.md is normative: the code has its types, its error codes, its fields, and reads its frames."""

import base64
import json
import re
import sys
from io import BytesIO
from pathlib import Path

import pytest

from birdlog.host import dispatch
from birdlog.host.frames import BrokenFrame, UnreadableFrame, read_frame
from birdlog.host.refusal import RETRYABLE
from birdlog.host.session import settings_json
from birdlog.settings import Profile, Settings
from birdlog.texts import has_text

HERE = Path(__file__).parent
PROTOCOL = (Path(dispatch.__file__).parent / "PROTOCOL.md").read_text(encoding="utf-8")
FRAMES = json.loads((HERE / "frames.json").read_text(encoding="utf-8"))


def _read_all(stream):
    read = []
    while True:
        try:
            message = read_frame(stream)
        except UnreadableFrame:
            read.append("unreadable")
            continue
        except BrokenFrame:
            return [*read, "broken"]
        if message is None:
            return read
        read.append(message)


@pytest.mark.skipif(sys.byteorder != "little", reason="the vectors are little-endian")
@pytest.mark.parametrize("case", FRAMES, ids=[case["name"] for case in FRAMES])
def test_frames_are_read_as_the_vectors_say(case):
    assert _read_all(BytesIO(base64.b64decode(case["bytes"]))) == case["read"]


def test_every_type_that_the_protocol_describes_is_answered():
    sections = set(re.findall(r"^## ([a-z.-]+)$", PROTOCOL, re.MULTILINE))
    assert set(dispatch.HANDLERS) == sections


def test_every_error_code_of_the_protocol_is_known_with_what_it_says_of_trying_again():
    rows = re.findall(r"^\| ([a-z-]+) \| .* \| (yes|no) \|$", PROTOCOL, re.MULTILINE)
    assert {code: again == "yes" for code, again in rows} == RETRYABLE


def test_every_error_code_has_words():
    elsewhere = {"settings-invalid", "journal-unavailable"}  # say themselves what is wrong
    assert all(
        has_text(f"host.{code}.{part}")
        for code in set(RETRYABLE) - elsewhere
        for part in ("title", "message")
    )


def test_settings_have_the_fields_of_the_protocol_and_no_other():
    told = settings_json(Settings(profiles=(Profile(name="Work", preset="hubspot", crm="HubSpot"),)))
    block = PROTOCOL[PROTOCOL.index('{"profiles": [{') : PROTOCOL.index("## compose.decide")]
    named = set(re.findall(r'"([a-z_]+)"(?=[,:}\s])', block)) - {"leave-out", "ask", "log", "on"}
    assert set(told) | set(told["profiles"][0]) == named
