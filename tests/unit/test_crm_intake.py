"""The rules of HubSpot's help page (3 July 2018), on the records that a delivery leaves behind."""

import json
from datetime import UTC, datetime
from importlib.resources import files

import pytest
from click.testing import CliRunner
from crm_mails import ANA, BOB, CARLA, ENGLISH, FORWARD, LOG, forwarded, outgoing
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from test_forward_reading import block_of

from birdlog import settings_edit
from birdlog.cli import cli
from birdlog.crm.local import intake, records, timeline
from birdlog.crm.local.imports import import_records
from birdlog.rules.preset import preset
from birdlog.settings import Profile, Settings, Team, User, load

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
PROFILE = Profile(name="CRM", preset="local", crm="Birdlog CRM", bcc=LOG, forward=FORWARD, identities=(ANA,))
SETTINGS = Settings(profiles=(PROFILE,))


@pytest.fixture
def engine(database):
    engine = records.open_records(database)
    yield engine
    engine.dispose()


@pytest.fixture
def crm(engine):
    return Crm(engine)


class Crm:
    """The records, and deliveries into them."""

    def __init__(self, engine):
        self.engine = engine

    def take(self, raw, *recipients, settings=SETTINGS):
        return intake.take(self.engine, raw, recipients or (LOG,), settings, NOW)

    def accept(self, raw, *recipients, settings=SETTINGS):
        answers = self.take(raw, *recipients, settings=settings)
        assert [answer.status for answer in answers] == [250] * len(answers)
        return answers

    def refuse(self, raw, *recipients, settings=SETTINGS):
        (answer,) = self.take(raw, *recipients, settings=settings)
        assert not answer.logged
        return answer.status, answer.enhanced, answer.finding.code

    def imports(self, *lines):
        import_records(self.engine, "\n".join(lines).encode(), NOW)

    def contacts(self):
        with records.reading(self.engine) as connection:
            return {each["email"]: each["name"] for each in timeline.contacts(connection)}

    def companies(self):
        with records.reading(self.engine) as connection:
            return [each["domain"] for each in timeline.companies(connection)]

    def timeline(self, address):
        with records.reading(self.engine) as connection:
            return list(timeline.timeline(connection, address))

    def emails(self):
        with records.reading(self.engine) as connection:
            return connection.execute(select(func.count()).select_from(records.email)).scalar_one()


def test_rule_1_a_mail_by_bcc_is_on_the_recipients_timeline_with_its_text_and_attachments(crm):
    crm.accept(outgoing(attachments=[("offer.pdf", b"%PDF")]))
    (email,) = crm.timeline(BOB)
    assert email == {
        "thread": "1@acme.example",
        "message_id": "1@acme.example",
        "direction": "outgoing",
        "via": "bcc",
        "subject": "The offer",
        "date": "2026-11-23T13:00:00Z",
        "from": ANA,
        "to": [BOB],
        "cc": [],
        "credited_to": ANA,
        "company": "globex.example",
        "deals": [],
        "attachments": [{"name": "offer.pdf", "bytes": 4, "logged": True}],
        "text": "Here is the offer.",
    }


def test_what_an_attachment_holds_is_kept(crm, engine):
    crm.accept(outgoing(attachments=[("offer.pdf", b"%PDF")]))
    with records.reading(engine) as connection:
        assert connection.execute(select(records.attachment.c.content)).scalars().all() == [b"%PDF"]


def deal(number, stage="open"):
    created = f"2026-01-0{number}"
    return json.dumps(
        {"type": "deal", "name": f"D{number}", "contact": BOB, "stage": stage, "created": created}
    )


def test_rule_2_a_mail_is_tied_to_company_and_the_five_most_recent_open_deals(crm):
    crm.imports(
        '{"type": "company", "name": "Globex", "domain": "globex.example"}',
        *(deal(number) for number in (3, 1, 7, 2, 5, 4)),
        deal(8, "won"),
        deal(9, "lost"),
        deal(6),
    )
    crm.accept(outgoing())
    (email,) = crm.timeline(BOB)
    assert email["company"] == "Globex"
    assert email["deals"] == ["D7", "D6", "D5", "D4", "D3"]


def test_a_deal_that_is_made_later_is_not_tied_to_the_mail(crm):
    crm.accept(outgoing())
    crm.imports(deal(1))
    assert crm.timeline(BOB)[0]["deals"] == []


def test_each_contacts_timeline_shows_its_own_company_and_deals(crm):
    crm.imports(deal(1))
    crm.accept(outgoing(cc=CARLA))
    assert [(email["company"], email["deals"]) for email in crm.timeline(CARLA)] == [("initech.example", [])]


def test_rule_3_people_in_to_and_cc_become_contacts_with_their_names(crm):
    crm.accept(outgoing(cc=f"Carla <{CARLA}>, dan@gmail.com"))
    assert crm.contacts() == {BOB: "Bob Builder", CARLA: "Carla", "dan@gmail.com": None}


def test_rule_3_people_in_bcc_get_no_record_and_their_timeline_does_not_change(crm):
    crm.accept(outgoing(to=CARLA, message_id="0@acme.example"))
    crm.accept(b"Bcc: eve@evil.example, " + CARLA.encode() + b"\n" + outgoing())
    assert set(crm.contacts()) == {CARLA, BOB}
    assert len(crm.timeline(CARLA)) == 1


def test_the_senders_side_and_the_crms_addresses_are_no_contacts(crm):
    crm.accept(outgoing(to=f"{BOB}, {ANA.upper()}, {LOG}", cc=FORWARD))
    assert set(crm.contacts()) == {BOB}


def test_a_mail_for_nobody_outside_is_refused(crm):
    assert crm.refuse(outgoing(to=ANA)) == (550, "5.7.1", "nobody-to-log")


def test_rule_4_attachments_over_the_limit_are_left_out_and_the_mail_is_logged(crm, engine):
    settings = Settings(profiles=(profile(attachments_limit=8),))
    (fits,) = crm.accept(outgoing(attachments=[("a", b"1234"), ("b", b"5678")]), settings=settings)
    assert fits.finding is None
    raw = outgoing(attachments=[("a", b"1234"), ("b", b"56789")], message_id="2@acme.example")
    (over,) = crm.accept(raw, settings=settings)
    assert over.finding.code == "attachments-too-large"
    newest, _oldest = crm.timeline(BOB)
    assert newest["attachments"] == [
        {"name": "a", "bytes": 4, "logged": False},
        {"name": "b", "bytes": 5, "logged": False},
    ]


def test_rule_5_content_over_the_limit_is_refused_and_leaves_nothing(crm):
    limit = preset("local").content_limit
    assert limit == 2 * 1024 * 1024
    at_the_limit = ("x" * 63 + "\n") * (limit // 64)
    crm.accept(outgoing(text=at_the_limit))
    over = outgoing(text=at_the_limit + "y\n", to=CARLA, message_id="2@acme.example")
    assert crm.refuse(over) == (552, "5.3.4", "body-too-large")
    assert crm.contacts() == {BOB: "Bob Builder"}


def test_rule_5_attachments_are_no_content(crm):
    crm.accept(outgoing(attachments=[("big.bin", b"\0" * 3_000_000)]))


def test_rule_7_a_forward_is_on_the_original_senders_timeline(crm):
    crm.accept(forwarded(), FORWARD)
    (email,) = crm.timeline(BOB)
    assert email == {
        "thread": "2@acme.example",
        "message_id": "9@globex.example",
        "direction": "incoming",
        "via": "forward",
        "subject": "The offer",
        "date": "2026-11-23T13:00:00Z",
        "from": BOB,
        "to": [ANA],
        "cc": [CARLA],
        "credited_to": ANA,
        "company": "globex.example",
        "deals": [],
        "attachments": [],
        "text": "We take it.",
    }


def test_rule_7_a_sender_on_the_never_log_list_becomes_no_contact(crm):
    settings = Settings(profiles=(PROFILE,), never_log=("*@globex.example",))
    assert crm.refuse(forwarded(), FORWARD, settings=settings) == (550, "5.7.1", "never-log")
    assert crm.contacts() == {}


def test_a_mail_to_never_log_people_alone_is_refused(crm):
    settings = Settings(profiles=(PROFILE,), never_log=(BOB, "*@initech.example"))
    assert crm.refuse(outgoing(cc=CARLA), settings=settings) == (550, "5.7.1", "never-log")
    assert crm.contacts() == {}


def test_beside_others_never_log_people_are_left_out(crm):
    settings = Settings(profiles=(PROFILE,), never_log=(BOB,))
    crm.accept(outgoing(cc=CARLA), settings=settings)
    assert set(crm.contacts()) == {CARLA}


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (outgoing(), "no-header"),
        (forwarded(parts=("plain",)), "no-html-part"),
        (forwarded(parts=("html",)), "no-plain-part"),
        (forwarded(labels=ENGLISH | {"From": "Bob"}), "missing-from"),
        (forwarded(labels={name: ENGLISH[name] for name in ("From", "Subject")}), "missing-date"),
    ],
)
def test_rule_8_a_forward_that_cannot_be_read_is_refused_with_what_is_missing(crm, raw, code):
    assert crm.refuse(raw, FORWARD) == (550, "5.6.0", code)
    assert crm.emails() == 0


def test_rule_9_people_in_cc_of_a_forwarded_reply_become_no_contacts(crm):
    crm.accept(forwarded(), FORWARD)
    assert crm.contacts() == {BOB: "Bob Builder"}
    assert crm.timeline(CARLA) == []


def test_rule_6_a_mail_by_bcc_is_logged_and_nothing_watches_it(crm):
    crm.accept(outgoing(text="Here."))
    (email,) = crm.timeline(BOB)
    assert not [name for name in email if "open" in name or "click" in name]
    assert email["text"] == "Here."


LABELS_OF = files("birdlog.mail").joinpath("forward_labels")
SPECIFIED = ("thunderbird", "gmail", "apple", "outlook", "yahoo", "samsung", "k9", "webmail")
CLIENTS = {
    entry["client"]: entry
    for name in SPECIFIED
    for entry in json.loads(LABELS_OF.joinpath(f"{name}.json").read_text(encoding="utf-8"))["dialects"]
    if entry["language"] == "en" and "labels" in entry
}


@pytest.mark.parametrize("client", CLIENTS)
def test_rule_10_a_forward_of_each_client_is_read(crm, client):
    entry = CLIENTS[client]
    lines = (*entry.get("lines", ()), *entry.get("shared_lines", ()))
    crm.accept(forwarded(**block_of(entry | {"lines": lines})), FORWARD)
    assert [email["from"] for email in crm.timeline(BOB)] == [BOB]


BEA = "bea@acme.example"
CREDIT = {
    "1, the only one who connected it": (
        [User("one@acme.example", connected=((ANA, None),)), User(ANA), User(BEA, aliases=(ANA,))],
        "one@acme.example",
    ),
    "2, the only one whose account it is": ([User(ANA), User(BEA, aliases=(ANA,))], ANA),
    "3, the only one who has it as alias": ([User(BEA, aliases=(ANA,))], BEA),
    "4, of several who connected it, the first": (
        [
            User(BEA, connected=((ANA, "2026-03-01"),)),
            User("one@acme.example", connected=((ANA, "2026-02-01"),)),
        ],
        "one@acme.example",
    ),
    "nobody, where several have it and nobody connected it": (
        [User(BEA, aliases=(ANA,)), User("one@acme.example", aliases=(ANA,))],
        None,
    ),
}


@pytest.mark.parametrize(("users", "credited"), CREDIT.values(), ids=CREDIT)
def test_rule_11_who_is_credited(crm, users, credited):
    settings = Settings(profiles=(PROFILE,), users=tuple(users))
    crm.accept(outgoing(), settings=settings)
    crm.accept(forwarded(), FORWARD, settings=settings)
    assert [email["credited_to"] for email in crm.timeline(BOB)] == [credited, credited]


def test_rule_12_both_addresses_as_the_profile_shows_them_take_mail(crm):
    settings_edit.add_profile("CRM", "local", bcc=LOG, forward=FORWARD, identities=[ANA])
    shown = json.loads(CliRunner().invoke(cli, ["profile", "list", "--json"]).stdout)
    crm.accept(outgoing(), shown["bcc"], settings=load())
    crm.accept(forwarded(), shown["forward"], settings=load())
    assert [email["via"] for email in crm.timeline(BOB)] == ["forward", "bcc"]


def test_rule_11_a_sender_whom_the_crm_does_not_know_is_refused_with_a_reason(crm):
    settings = Settings(profiles=(PROFILE,), users=(User("bea@acme.example"),))
    assert crm.refuse(outgoing(), settings=settings) == (550, "5.7.1", "sender-unknown")


def test_rule_11_where_no_users_are_described_the_identities_are_the_users(crm):
    assert crm.refuse(outgoing(sender="eve@evil.example")) == (550, "5.7.1", "sender-unknown")
    everybody = Settings(profiles=(profile(identities=()),))
    crm.accept(outgoing(sender="eve@evil.example"), settings=everybody)
    assert crm.timeline(BOB)[0]["credited_to"] == "eve@evil.example"


def test_rule_11_a_teams_mail_is_of_the_user_who_connected_it_first(crm):
    team = Team(ANA, ("bea@acme.example",))
    crm.accept(
        outgoing(), settings=Settings(profiles=(PROFILE,), users=(User("bea@acme.example"),), teams=(team,))
    )
    assert crm.timeline(BOB)[0]["credited_to"] == "bea@acme.example"


def profile(**changes):
    values = {
        "name": "CRM",
        "preset": "local",
        "crm": "Birdlog CRM",
        "bcc": LOG,
        "forward": FORWARD,
        "identities": (ANA,),
    }
    return Profile(**(values | changes))


def test_the_same_mail_again_is_one_email(crm):
    crm.accept(outgoing())
    (again,) = crm.accept(outgoing())
    assert again.repeated
    assert crm.emails() == 1


def test_a_mail_by_bcc_to_two_profiles_is_one_email(crm):
    settings = Settings(profiles=(PROFILE, profile(name="Other", bcc="log@other.example", forward=None)))
    crm.accept(outgoing(), LOG, "log@other.example", settings=settings)
    assert crm.emails() == 1


TO_BOTH = {
    "at once": [(LOG, FORWARD)],
    "at once, the other way round": [(FORWARD, LOG)],
    "by BCC first": [(LOG,), (FORWARD,)],
    "by forward first": [(FORWARD,), (LOG,)],
}


@pytest.mark.parametrize("deliveries", TO_BOTH.values(), ids=TO_BOTH)
def test_a_forward_with_the_bcc_address_on_it_is_one_email(crm, deliveries):
    for recipients in deliveries:
        crm.accept(forwarded(), *recipients)
    assert crm.emails() == 1
    assert [email["via"] for email in crm.timeline(BOB)] == ["forward"]


@pytest.mark.parametrize("deliveries", TO_BOTH.values(), ids=TO_BOTH)
def test_a_forward_that_goes_to_a_customer_too_is_one_email_on_both_timelines(crm, deliveries):
    raw = forwarded().replace(f"To: {FORWARD}".encode(), f"To: {CARLA}".encode())
    for recipients in deliveries:
        crm.accept(raw, *recipients)
    assert crm.emails() == 1
    assert crm.timeline(BOB)[0]["via"] == "forward"
    assert [email["message_id"] for email in crm.timeline(CARLA)] == ["9@globex.example"]


def test_the_copy_of_a_forward_that_cannot_be_read_is_refused_with_what_is_missing(crm):
    assert crm.refuse(forwarded(parts=("plain",)), LOG) == (550, "5.6.0", "no-html-part")


def test_a_mail_that_is_no_forward_is_logged_by_bcc_and_refused_as_a_forward(crm):
    logged, refused = crm.take(outgoing(), LOG, FORWARD)
    assert logged.logged
    assert refused.finding.code == "no-header"


@pytest.mark.parametrize("original", ["1@acme.example", None], ids=["named", "not named"])
def test_a_forward_of_what_was_logged_by_bcc_is_one_email(crm, original):
    settings = Settings(profiles=(profile(identities=(ANA, "bea@acme.example")),))
    crm.accept(outgoing(), settings=settings)
    labels = ENGLISH | {"From": ANA, "To": BOB}
    own = forwarded(
        labels=labels, original_message_id=original, sender="bea@acme.example", text="Here is the offer."
    )
    (again,) = crm.accept(own, FORWARD, settings=settings)
    assert again.repeated
    assert crm.emails() == 1


def test_a_forward_of_a_colleagues_mail_that_was_logged_by_bcc_is_one_email_and_makes_no_contact(crm):
    settings = Settings(profiles=(PROFILE,), users=(User(ANA), User(BEA)))
    crm.accept(outgoing(), settings=settings)
    labels = ENGLISH | {"From": ANA, "To": BOB}
    crm.accept(
        forwarded(labels=labels, original_message_id="1@acme.example", sender=BEA), FORWARD, settings=settings
    )
    assert (crm.emails(), set(crm.contacts())) == (1, {BOB})


def test_a_forward_of_ones_own_mail_that_was_not_logged_is_refused(crm):
    assert crm.refuse(forwarded(labels=ENGLISH | {"From": ANA}), FORWARD) == (550, "5.7.1", "own-message")


def test_the_same_message_forwarded_twice_is_one_email(crm):
    crm.accept(forwarded(), FORWARD)
    crm.accept(forwarded(message_id="3@acme.example"), FORWARD)
    assert crm.emails() == 1


def test_the_same_message_forwarded_by_two_programs_that_name_no_original_is_one_email(crm):
    crm.accept(forwarded(original_message_id=None), FORWARD)
    crm.accept(forwarded(original_message_id=None, message_id="3@acme.example"), FORWARD)
    assert crm.emails() == 1
    crm.accept(forwarded(original_message_id=None, message_id="4@acme.example", text="No."), FORWARD)
    assert crm.emails() == 2


def test_a_message_id_that_somebody_else_used_hides_nothing(crm):
    settings = Settings(profiles=(PROFILE,), users=(User(ANA), User(BEA)))
    crm.accept(outgoing(), settings=settings)
    crm.accept(outgoing(sender=BEA), settings=settings)
    assert [email["from"] for email in crm.timeline(BOB)] == [BEA, ANA]


def test_an_encrypted_mail_is_refused(crm):
    text = "-----BEGIN PGP MESSAGE-----\n\nhQEM\n-----END PGP MESSAGE-----\n"
    assert crm.refuse(outgoing(text=text)) == (550, "5.6.0", "encrypted")


def test_the_company_that_was_set_goes_before_the_domains(crm):
    crm.imports(f'{{"type": "contact", "email": "{BOB}", "company": "Bob and Sons"}}')
    crm.accept(outgoing())
    assert crm.timeline(BOB)[0]["company"] == "Bob and Sons"


def test_a_mail_keeps_the_company_that_the_contact_had_then(crm):
    crm.accept(outgoing())
    crm.imports(f'{{"type": "contact", "email": "{BOB}", "company": "Bob and Sons"}}')
    crm.accept(outgoing(message_id="2@acme.example"))
    assert [email["company"] for email in crm.timeline(BOB)] == ["Bob and Sons", "globex.example"]


def test_a_mail_that_is_handed_in_is_logged_without_any_address(crm, engine):
    answer = intake.take_sent(engine, outgoing(cc=CARLA), PROFILE, SETTINGS, NOW)
    assert (answer.logged, answer.via) == (True, "helper")
    (email,) = crm.timeline(CARLA)
    assert (email["direction"], email["via"], email["credited_to"]) == ("outgoing", "helper", ANA)


def test_what_was_handed_in_and_comes_by_bcc_too_is_one_email(crm, engine):
    intake.take_sent(engine, outgoing(), PROFILE, SETTINGS, NOW)
    (again,) = crm.accept(outgoing())
    assert again.repeated


RECEIVED = outgoing(sender=f"Bob <{BOB}>", to=ANA, cc=CARLA, message_id="9@globex.example")


def test_a_mail_that_was_received_and_is_handed_in_is_on_its_senders_timeline(crm, engine):
    assert intake.take_received(engine, RECEIVED, PROFILE, SETTINGS, NOW, identity=ANA).logged
    assert crm.contacts() == {BOB: "Bob"}
    (email,) = crm.timeline(BOB)
    assert (email["direction"], email["via"], email["credited_to"]) == ("incoming", "helper", ANA)


def test_what_was_handed_in_and_is_forwarded_too_is_one_email(crm, engine):
    intake.take_received(engine, RECEIVED, PROFILE, SETTINGS, NOW, identity=ANA)
    (again,) = crm.accept(forwarded(), FORWARD)
    assert again.repeated


@pytest.mark.parametrize(
    ("raw", "never_log", "code"),
    [
        (RECEIVED, ("*@globex.example",), "never-log"),
        (outgoing(to=BOB), (), "own-message"),
        (b"To: ana@acme.example\n\nhi", (), "no-sender"),
    ],
)
def test_what_is_handed_in_obeys_the_same_rules(engine, raw, never_log, code):
    settings = Settings(profiles=(PROFILE,), never_log=never_log)
    answer = intake.take_received(engine, raw, PROFILE, settings, NOW, identity=ANA)
    assert (answer.logged, answer.finding.code) == (False, code)


def test_a_forward_that_names_no_original_has_its_own_message_id(crm):
    crm.accept(forwarded(original_message_id=None), FORWARD)
    assert crm.timeline(BOB)[0]["message_id"] == "2@acme.example"


def test_a_reference_to_somebody_elses_mail_does_not_hide_the_forward(crm):
    crm.accept(outgoing())
    crm.accept(b"References: <1@acme.example>\n" + forwarded(original_message_id=None), FORWARD)
    assert [email["message_id"] for email in crm.timeline(BOB)] == ["2@acme.example", "1@acme.example"]


def test_mails_without_a_message_id_are_told_apart_by_what_they_say(crm):
    for text in ("one", "two", "one"):
        crm.accept(outgoing(message_id=None, text=text))
    assert [email["message_id"] for email in crm.timeline(BOB)] == [None, None]


def test_a_very_long_message_id_is_one_too(crm):
    long = "x" * 5_000 + "@acme.example"
    mail = f"From: {ANA}\nTo: {BOB}\nMessage-ID: <{long}>\n\nhi".encode()
    crm.accept(mail)
    (again,) = crm.accept(mail)
    assert again.repeated
    assert crm.timeline(BOB)[0]["message_id"] == long


def test_letter_case_and_punycode_are_one_contact(crm):
    crm.accept(outgoing(to="Zoe@buecher.example").replace(b"buecher", "Bücher".encode()))
    crm.accept(outgoing(to="zoe@xn--bcher-kva.example", message_id="2@acme.example"))
    assert crm.emails() == 2
    assert len(crm.timeline("ZOE@bücher.example")) == 2


def test_a_free_mail_domain_is_no_company(crm):
    crm.accept(outgoing(to="dan@gmail.com"))
    assert crm.companies() == []
    assert crm.timeline("dan@gmail.com")[0]["company"] is None


def test_a_name_that_comes_later_is_taken_and_one_that_is_there_stays(crm):
    for number, name in enumerate(("", "Bob", "Robert")):
        crm.accept(outgoing(to=f"{name} <{BOB}>", message_id=f"{number}@acme.example"))
    assert crm.contacts() == {BOB: "Bob"}


def test_an_address_that_no_profile_has_is_unknown(crm):
    assert crm.refuse(outgoing(), "x@bcc.crm.example") == (550, "5.1.1", "unknown-address")


def test_an_address_for_both_takes_a_forward_as_one(crm):
    settings = Settings(profiles=(profile(forward=LOG),))
    crm.accept(forwarded(), LOG, settings=settings)
    crm.accept(outgoing(), LOG, settings=settings)
    assert [email["via"] for email in crm.timeline(BOB)] == ["bcc", "forward"]


def test_of_two_profiles_with_one_address_the_senders_counts(crm):
    strict = profile(name="Strict", content_limit=3, identities=("bea@acme.example",))
    settings = Settings(profiles=(strict, PROFILE))
    crm.accept(outgoing(), settings=settings)
    assert crm.refuse(outgoing(sender="bea@acme.example"), settings=settings)[2] == "body-too-large"


@given(
    st.lists(
        st.sampled_from([b"From: ana@acme.example\n", b"To: b@c.example\n", b"\n", b"\0", b"--b"]), max_size=9
    )
)
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_get_an_answer(engine, pieces):
    (answer,) = Crm(engine).take(b"".join(pieces))
    assert answer.status in (250, 550, 552)


def test_a_delivery_that_fails_in_the_middle_leaves_nothing(crm, engine):
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE attachment RENAME TO gone")
    with pytest.raises(SQLAlchemyError):
        crm.take(outgoing(attachments=[("a", b"1")]))
    assert (crm.emails(), crm.contacts(), crm.companies()) == (0, {}, [])
