"""The edge of the helper: a message's body becomes typed values, or the error names the field."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from birdlog.host import messages
from birdlog.host.messages import BadMessage, Body, Identity
from birdlog.rules.finding import Finding

READERS = [
    messages.hello,
    messages.compose_decide,
    messages.sent,
    messages.failed,
    messages.forward_decide,
    messages.forwarded,
    messages.received,
    messages.journal_recent,
    messages.window_open,
]
SENT = {"event": "e1", "at": "2026-07-01T09:30:00.123Z", "identity": "ana@empresa.example"}
FORWARDED = {"event": "e1", "at": "2026-07-01T09:30:00Z", "ok": True}
RECEIVED = {"event": "e1", "at": "2026-07-01T09:30:00Z", "data": "YQ=="}

# Every field that any reader looks at, so that hostile values reach all of them.
FIELDS = [
    "event",
    "at",
    "mode",
    "identity",
    "message_id",
    "subject",
    "to",
    "cc",
    "bcc",
    "log",
    "address",
    "profile",
    "findings",
    "decided",
    "reason",
    "pattern",
    "ok",
    "author",
    "original_message_id",
    "data",
    "size",
    "limit",
    "entry",
    "extension",
    "thunderbird",
    "locale",
    "instance",
    "identities",
    "kind",
    "from",
    "newsgroups",
    "lists_unexpanded",
    "body_bytes",
    "attachment_bytes",
    "encrypted",
    "wanted",
    "typed",
    "delivered_to",
    "date",
    "content_bytes",
    "default_identity",
]
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just("2026-07-01T09:30:00Z"),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["code", "level", "email"]), inner)
    ),
    max_leaves=6,
)


@pytest.mark.parametrize("reader", READERS)
@given(fields=st.dictionaries(st.sampled_from(FIELDS), VALUES))
def test_any_body_is_read_or_refused_by_a_field_that_it_has_or_lacks(reader, fields):
    named = FIELDS[0]
    try:
        reader(Body(fields))
    except BadMessage as problem:
        named = problem.field
    assert named.split(".")[0] in FIELDS


@pytest.mark.parametrize("body", [None, [], "text", 7])
def test_a_body_that_is_no_object_is_refused_as_body(body):
    with pytest.raises(BadMessage, match=r"^body$"):
        Body(body)


def _field(reader, fields):
    with pytest.raises(BadMessage) as caught:
        reader(Body(fields))
    return caught.value.field


@pytest.mark.parametrize(
    ("reader", "fields", "named"),
    [
        (messages.sent, {}, "event"),
        (messages.sent, {**SENT, "event": ""}, "event"),
        (messages.sent, {**SENT, "event": "e" * 101}, "event"),
        (messages.sent, {**SENT, "at": "yesterday"}, "at"),
        (messages.sent, {**SENT, "at": "2026-07-01T09:30:00"}, "at"),
        (messages.sent, {**SENT, "at": "0001-01-01T00:00:00+23:00"}, "at"),
        (messages.sent, {**SENT, "identity": None}, "identity"),
        (messages.sent, {**SENT, "mode": "tomorrow"}, "mode"),
        (messages.sent, {**SENT, "to": "a@b.example"}, "to"),
        (messages.sent, {**SENT, "cc": ["a@b.example", 7]}, "cc"),
        (messages.sent, {**SENT, "log": "yes"}, "log"),
        (messages.sent, {**SENT, "decided": "oracle"}, "decided"),
        (messages.sent, {**SENT, "findings": [{"code": "x", "level": "loud"}]}, "findings.level"),
        (messages.sent, {**SENT, "findings": ["x"]}, "findings"),
        (
            messages.sent,
            {**SENT, "findings": [{"code": "x", "level": "ok", "values": {"a": []}}]},
            "findings.values",
        ),
        (messages.compose_decide, {}, "identity"),
        (messages.compose_decide, {"identity": "a@b", "kind": "shout"}, "kind"),
        (messages.compose_decide, {"identity": "a@b", "body_bytes": -1}, "body_bytes"),
        (messages.compose_decide, {"identity": "a@b", "body_bytes": True}, "body_bytes"),
        (messages.compose_decide, {"identity": "a@b", "attachment_bytes": 1.5}, "attachment_bytes"),
        (messages.compose_decide, {"identity": "a@b", "wanted": 1}, "wanted"),
        (messages.forward_decide, {}, "default_identity"),
        (messages.forwarded, {**FORWARDED, "ok": None}, "ok"),
        (messages.received, {**RECEIVED, "data": "not base64!"}, "data"),
        (messages.received, {**RECEIVED, "data": "YQ==é"}, "data"),
        (messages.received, {**RECEIVED, "data": "A" * 524_292}, "data"),
        (messages.hello, {"identities": [{"name": "Ana"}]}, "identities.email"),
        (messages.window_open, {"entry": "7"}, "entry"),
    ],
)
def test_the_error_names_the_field(reader, fields, named):
    assert _field(reader, fields) == named


def test_unknown_fields_are_ignored():
    assert messages.sent(Body({**SENT, "mood": "sunny"})) == messages.sent(Body(SENT))


def test_what_is_read_cannot_be_changed():
    outcome = messages.sent(Body(SENT))
    with pytest.raises(AttributeError):
        outcome.log = True


def test_missing_fields_mean_what_the_protocol_says():
    outcome = messages.sent(Body(SENT))
    assert (outcome.mode, outcome.decided, outcome.log, outcome.to, outcome.findings) == (
        "now",
        "helper",
        False,
        (),
        (),
    )
    mail = messages.compose_decide(Body({"identity": "ana@empresa.example"}))
    assert (mail.kind, mail.wanted, mail.body_bytes, mail.encrypted, mail.typed) == (
        "new",
        None,
        0,
        False,
        (),
    )


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-07-01T09:30:00.999Z", "2026-07-01T09:30:00Z"),
        ("2026-07-01T09:30:00+02:00", "2026-07-01T07:30:00Z"),
        ("2026-07-01T09:30Z", "2026-07-01T09:30:00Z"),
    ],
)
def test_times_are_utc_to_the_second(written, read):
    assert messages.sent(Body({**SENT, "at": written})).at == read


@pytest.mark.parametrize("written", ["<m@x>", "m@x", " <m@x> "])
def test_a_message_id_has_no_angle_brackets(written):
    assert messages.sent(Body({**SENT, "message_id": written})).message_id == "m@x"


def test_an_identity_is_an_object_or_a_bare_address():
    read = messages.hello(Body({"identities": ["a@b", {"email": "c@d", "name": "Ana", "account": "Work"}]}))
    assert read.identities == (Identity("a@b"), Identity("c@d", "Ana", "Work"))


def test_a_finding_comes_back_with_its_values():
    findings = [
        {"code": "body-too-large", "level": "block", "message": "…", "values": {"size": 7, "crm": "HubSpot"}}
    ]
    read = messages.sent(Body({**SENT, "findings": findings}))
    assert read.findings == (Finding("body-too-large", "block", {"size": "7", "crm": "HubSpot"}),)


def test_text_that_no_database_holds_is_made_fit():
    read = messages.sent(Body({**SENT, "subject": "a\ud83db\0c\U0001f426"}))
    assert read.subject == "a�b�c\U0001f426"


def test_data_is_base64():
    read = messages.received(Body({**RECEIVED, "data": base64.b64encode(b"From: x\r\n").decode()}))
    assert read.data == b"From: x\r\n"


@pytest.mark.parametrize(("asked", "given"), [(None, 5), (0, 0), (20, 20), (10_000, 100)])
def test_recent_entries_have_a_limit(asked, given):
    assert messages.journal_recent(Body({"limit": asked})).limit == given
