"""Frames: whatever comes down the pipe, reading it ends in a message, a refusal or the end."""

import json
import sys
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from birdlog.host.frames import (
    LONGEST_IN,
    LONGEST_OUT,
    BrokenFrame,
    OverlongFrame,
    UnreadableFrame,
    frame,
    read_frame,
)

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


class Trickle:
    """A stream that gives a few bytes at a time, as a pipe may."""

    def __init__(self, content, pieces):
        self._stream = BytesIO(content)
        self._pieces = pieces

    def read(self, count):
        return self._stream.read(min(count, self._pieces))


def _framed(payload, length=None):
    return (len(payload) if length is None else length).to_bytes(4, sys.byteorder) + payload


@given(message=st.dictionaries(st.text(), JSON, max_size=5), pieces=st.integers(1, 9))
def test_what_is_written_is_read_however_the_pipe_cuts_it(message, pieces):
    assert read_frame(Trickle(frame(message), pieces)) == json.loads(json.dumps(message))


@given(st.binary(max_size=64))
def test_no_bytes_make_reading_fail_in_another_way_than_its_two(content):
    stream = BytesIO(content)
    try:
        message = read_frame(stream)
    except (BrokenFrame, UnreadableFrame):
        return
    assert message is None or isinstance(message, dict)


def test_reading_takes_nothing_beyond_its_frame():
    stream = BytesIO(frame({"id": 1}) + b"rest")
    read_frame(stream)
    assert stream.read() == b"rest"


def test_a_frame_that_is_too_long_is_read_past_and_refused():
    stream = BytesIO(_framed(b" " * (LONGEST_IN + 1)) + frame({"id": 2}))
    with pytest.raises(UnreadableFrame):
        read_frame(stream)
    assert read_frame(stream) == {"id": 2}


def test_a_frame_that_claims_gigabytes_and_ends_is_broken():
    with pytest.raises(BrokenFrame):
        read_frame(BytesIO(_framed(b"{}", length=2**32 - 1)))


def test_json_that_is_nested_without_end_is_refused():
    with pytest.raises(UnreadableFrame):
        read_frame(BytesIO(_framed(b"[" * 500_000)))


def test_a_number_with_a_million_digits_is_refused():
    with pytest.raises(UnreadableFrame):
        read_frame(BytesIO(_framed(b'{"id":' + b"9" * 1_000_000 + b"}")))


def test_the_longest_message_that_thunderbird_takes_is_written_and_one_byte_more_is_not():
    room = LONGEST_OUT - len('{"t":""}')
    assert len(frame({"t": "x" * room})) == LONGEST_OUT + 4
    with pytest.raises(OverlongFrame):
        frame({"t": "x" * (room + 1)})


def test_half_a_surrogate_pair_does_not_keep_an_answer_from_being_written():
    assert read_frame(BytesIO(frame({"t": "a\ud83d"}))) == {"t": "a?"}
