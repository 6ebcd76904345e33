"""What an event does to the journal: what was observed counts, and never-log people leave no trace."""

from pathlib import Path

import pytest

from birdlog.host import messages
from birdlog.host.messages import Body, Identity
from birdlog.journal import events
from birdlog.journal.entry import explanation, remedy
from birdlog.rules.finding import Finding
from birdlog.settings import Profile, Settings
from birdlog.texts import LOCALES

AT = "2026-07-01T09:30:00Z"
LATER = "2026-07-01T09:40:00Z"
ANA = "ana@empresa.example"
JOAO = "joao@cliente.example"
MARIA = "maria@familia.example"
BCC = "123@bcc.hubspot.com"
FORWARD = "123@forward.hubspot.com"

PROFILE = Profile(
    name="Work",
    preset="hubspot",
    crm="HubSpot",
    bcc=BCC,
    forward=FORWARD,
    identities=(ANA,),
    created="2026-06-01T00:00:00Z",
)
SETTINGS = Settings(profiles=(PROFILE,), never_log=("*@familia.example", "chefe@cliente.example"))
NOTHING = {"entry": None, "state": None}


def _body(**fields):
    usual = {
        "event": "e1",
        "at": AT,
        "mode": "now",
        "identity": ANA,
        "message_id": "m1@mx",
        "subject": "Offer",
        "to": [JOAO],
        "bcc": [BCC],
        "log": True,
        "address": BCC,
        "profile": "Work",
    }
    return Body({**usual, **fields})


def _sent(journal, settings=SETTINGS, **fields):
    return events.sent(journal, settings, messages.sent(_body(**fields)))


def _failed(journal, settings=SETTINGS, **fields):
    return events.failed(journal, settings, messages.failed(_body(**{"message_id": None, **fields})))


def _forwarded(journal, settings=SETTINGS, **fields):
    usual = {
        "event": "f1",
        "at": AT,
        "ok": True,
        "original_message_id": "original@mx",
        "message_id": "forward@mx",
        "author": JOAO,
        "subject": "Question",
        "identity": ANA,
        "address": FORWARD,
        "profile": "Work",
    }
    return events.forwarded(journal, settings, messages.forwarded(Body({**usual, **fields})))


def _only(journal):
    (entry,) = journal.entries()
    return entry


def _finding(code, level="block", **values):
    return {"code": code, "level": level, "values": values}


# sent


def test_a_mail_that_carried_the_crm_address_is_sent(journal):
    answer = _sent(journal)
    entry = _only(journal)
    assert answer == {"entry": entry.id, "state": "sent"}
    assert (entry.kind, entry.state, entry.reason) == ("bcc", "sent", None)
    assert (entry.subject, entry.message_id, entry.sent_message_id) == ("Offer", "m1@mx", "m1@mx")
    assert (entry.profile, entry.identity, entry.crm_address) == ("Work", ANA, BCC)
    assert (entry.recipients, entry.created, entry.updated) == ((JOAO,), AT, AT)


def test_the_crm_address_is_known_in_any_letter_case_and_any_field(journal):
    assert _sent(journal, bcc=[], cc=["123@BCC.HubSpot.com"])["state"] == "sent"


def test_the_address_that_was_decided_counts_though_the_profile_has_another_one_by_now(journal):
    assert _sent(journal, bcc=["9@bcc.hubspot.com"], address="9@bcc.hubspot.com")["state"] == "sent"
    assert _only(journal).crm_address == "9@bcc.hubspot.com"


def test_a_mail_to_the_forward_address_is_a_forward_whose_original_is_not_known(journal):
    _sent(journal, to=[FORWARD], bcc=[], log=False, address=None)
    entry = _only(journal)
    assert (entry.kind, entry.state, entry.crm_address) == ("forward", "sent", FORWARD)
    assert (entry.message_id, entry.sent_message_id, entry.recipients) == (None, "m1@mx", ())


def test_recipients_are_those_of_to_and_cc_each_once(journal):
    _sent(
        journal,
        to=[JOAO, "Joao@CLIENTE.example", "b@X.example"],
        cc=["c@x.example"],
        bcc=[BCC, "hidden@x.example"],
    )
    assert _only(journal).recipients == (JOAO, "b@x.example", "c@x.example")


def test_a_mail_in_the_outbox_waits_and_is_sent_under_the_same_event(journal):
    assert _sent(journal, mode="later")["state"] == "pending"
    assert _sent(journal, at=LATER)["state"] == "sent"
    entry = _only(journal)
    assert (entry.created, entry.updated) == (AT, LATER)
    assert [step.evidence for step in journal.steps(entry.id)] == ["sent-later", "sent"]


def test_a_mail_of_which_nobody_saw_whether_it_left_says_so_until_it_is_found(journal):
    _sent(journal, mode="later", reason="quit-while-sending")
    assert (_only(journal).state, _only(journal).reason) == ("pending", "quit-while-sending")
    _sent(journal, at=LATER, reason="quit-while-sending")
    assert (_only(journal).state, _only(journal).reason) == ("sent", None)


def test_a_forward_of_which_nobody_saw_whether_it_left_says_so_too(journal):
    _forwarded(journal, mode="later", reason="quit-while-sending", message_id=None)
    assert (_only(journal).state, _only(journal).reason) == ("pending", "quit-while-sending")


def test_word_of_the_outbox_that_comes_late_changes_nothing(journal):
    _sent(journal)
    assert _sent(journal, mode="later")["state"] == "sent"
    assert _only(journal).state == "sent"


def test_a_repeated_event_changes_nothing_and_is_answered_as_before(journal):
    first = _sent(journal)
    journal.move(
        first["entry"], "bounced", reason="refused", reason_values={}, bounce=None, evidence=None, at=LATER
    )
    assert _sent(journal, subject="Other") == first
    assert (_only(journal).state, _only(journal).subject) == ("bounced", "Offer")


def test_what_a_rule_refused_is_skipped_for_its_first_block(journal):
    findings = [
        _finding("attachments-too-large", "warn"),
        _finding("body-too-large", size="3", limit="2"),
        _finding("encrypted"),
    ]
    assert _sent(journal, bcc=[], log=False, address=None, findings=findings)["state"] == "skipped"
    assert (_only(journal).reason, _only(journal).subject) == ("body-too-large", "Offer")


def test_what_the_person_switched_off_is_skipped(journal):
    _sent(journal, bcc=[], log=False, address=None)
    assert (_only(journal).state, _only(journal).reason) == ("skipped", "turned-off")


def test_an_address_that_got_lost_is_missed(journal):
    _sent(journal, bcc=[])
    assert (_only(journal).state, _only(journal).reason) == ("missed", "address-lost")


def test_what_could_not_be_decided_without_the_helper_is_missed_for_its_reason(journal):
    _sent(journal, bcc=[], address=None, decided="degraded", reason="encrypted")
    assert (_only(journal).state, _only(journal).reason) == ("missed", "encrypted")


def test_what_nobody_could_decide_is_missed(journal):
    _sent(journal, bcc=[], log=False, address=None, profile=None, decided="none")
    assert (_only(journal).state, _only(journal).reason) == ("missed", "no-helper")


def test_what_nobody_could_decide_and_a_rule_would_have_refused_was_not_missed(journal):
    _sent(journal, to=["rui@empresa.example"], bcc=[], log=False, address=None, decided="none")
    assert (_only(journal).state, _only(journal).reason) == ("skipped", "internal-only")


def test_what_was_observed_counts_whatever_was_decided(journal):
    assert _sent(journal, log=False, decided="none", findings=[_finding("encrypted")])["state"] == "sent"


@pytest.mark.parametrize("identity", ["other@privat.example", "ana@empresa.example.evil.example"])
def test_an_identity_that_no_profile_serves_leaves_no_entry(journal, identity):
    assert _sent(journal, identity=identity, profile=None) == NOTHING
    assert journal.entries() == []


def test_a_mail_from_before_the_profile_leaves_no_entry(journal):
    assert _sent(journal, at="2026-05-31T23:59:59Z") == NOTHING
    assert _sent(journal, event="e2", at="2026-06-01T00:00:00.900Z")["state"] == "sent"


def test_a_subject_longer_than_a_line_of_a_mail_is_cut(journal):
    _sent(journal, subject="x" * 100_000)
    assert len(_only(journal).subject) == 998


# failed


def test_a_mail_that_could_not_be_sent_is_failed_and_then_sent(journal):
    assert _failed(journal)["state"] == "failed"
    assert _only(journal).reason == "smtp-error"
    assert _sent(journal, at=LATER)["state"] == "sent"
    assert (_only(journal).state, _only(journal).reason, _only(journal).message_id) == ("sent", None, "m1@mx")


def test_a_failure_that_is_told_late_changes_nothing(journal):
    _sent(journal)
    assert _failed(journal)["state"] == "sent"


def test_a_failed_mail_that_was_not_to_be_logged_leaves_no_entry(journal):
    assert _failed(journal, log=False) == NOTHING
    assert journal.entries() == []


def test_the_person_may_switch_a_failed_mail_off(journal):
    _failed(journal)
    _sent(journal, bcc=[], log=False, address=None)
    assert (_only(journal).state, _only(journal).reason) == ("skipped", "turned-off")


# forwarded


def test_a_forward_is_an_entry_about_the_original(journal):
    assert _forwarded(journal)["state"] == "sent"
    entry = _only(journal)
    assert (entry.kind, entry.subject, entry.recipients) == ("forward", "Question", (JOAO,))
    assert (entry.message_id, entry.sent_message_id, entry.crm_address) == (
        "original@mx",
        "forward@mx",
        FORWARD,
    )
    assert journal.logged_before("original@mx") == entry.id


def test_a_forward_waits_in_the_outbox(journal):
    assert _forwarded(journal, mode="later")["state"] == "pending"
    assert _forwarded(journal)["state"] == "sent"


def test_a_forward_that_thunderbird_could_not_send_is_failed(journal):
    _forwarded(journal, ok=False, message_id=None, reason="smtp-error")
    assert (_only(journal).state, _only(journal).reason) == ("failed", "smtp-error")


def test_a_forward_that_failed_may_be_sent_again_from_its_window(journal):
    _forwarded(journal, ok=False, message_id=None)
    assert _forwarded(journal, at=LATER)["state"] == "sent"
    assert (_only(journal).state, _only(journal).sent_message_id) == ("sent", "forward@mx")
    assert [step.evidence for step in journal.steps(_only(journal).id)] == ["forward-failed", "forwarded"]


def test_a_forward_that_failed_and_is_tried_anew_is_one_entry(journal):
    _forwarded(journal, ok=False, message_id=None)
    assert _forwarded(journal, event="f2", mode="later", at=LATER)["state"] == "pending"
    assert _forwarded(journal, event="f2", at=LATER)["state"] == "sent"
    assert (_only(journal).state, _only(journal).created) == ("sent", AT)
    assert _forwarded(journal, ok=False, message_id=None)["state"] == "failed"
    assert _only(journal).state == "sent"


def test_a_forward_that_fails_twice_is_one_entry(journal):
    _forwarded(journal, ok=False, message_id=None)
    assert _forwarded(journal, event="f2", ok=False, message_id=None, at=LATER)["state"] == "failed"
    assert _only(journal).state == "failed"


def test_a_message_that_is_logged_once_more_is_another_entry(journal):
    _forwarded(journal)
    _forwarded(journal, event="f2", at=LATER)
    assert len(journal.entries()) == 2


def test_a_forward_that_a_rule_refused_is_skipped(journal):
    _forwarded(journal, ok=False, message_id=None, findings=[_finding("encrypted", crm="HubSpot")])
    assert (_only(journal).state, _only(journal).reason) == ("skipped", "encrypted")


def test_a_forward_from_an_identity_without_profile_leaves_no_entry(journal):
    assert _forwarded(journal, identity="x@privat.example", profile=None) == NOTHING
    assert _forwarded(journal, event="f2", identity=None, profile=None) == NOTHING


# never-log

TELLTALE = {
    "subject": "Aniversário da Maria",
    "message_id": "secret-id@mx",
    "to": [MARIA],
    "bcc": [],
    "address": None,
}
NEVER_LOG = _finding("never-log", pattern="*@familia.example", addresses=MARIA)
PRIVATE_BODIES = [
    {**TELLTALE, "log": False, "findings": [NEVER_LOG]},
    {
        **TELLTALE,
        "log": False,
        "findings": [NEVER_LOG],
        "pattern": "*@familia.example",
        "decided": "degraded",
    },
    {**TELLTALE, "log": False, "to": [], "pattern": "*@familia.example", "findings": [_finding("never-log")]},
    {**TELLTALE, "log": False, "pattern": MARIA, "findings": [NEVER_LOG]},
    {**TELLTALE, "log": False},
    {**TELLTALE, "log": False, "decided": "none", "profile": None},
    {**TELLTALE, "log": False, "findings": [_finding("turned-off")]},
    {**TELLTALE, "log": True, "decided": "degraded", "reason": "no-helper"},
    {**TELLTALE, "log": False, "to": [MARIA, ANA], "findings": [NEVER_LOG]},
    {
        **TELLTALE,
        "log": False,
        "to": [MARIA, JOAO],
        "findings": [_finding("partly-never-log", "warn", pattern="*@familia.example", addresses=MARIA)],
    },
    {**TELLTALE, "log": False, "to": [MARIA, JOAO], "decided": "none"},
]


def _on_disk(file: Path) -> bytes:
    return b"".join(each.read_bytes() for each in sorted(file.parent.iterdir()))


@pytest.mark.parametrize("fields", PRIVATE_BODIES)
def test_a_mail_that_never_log_keeps_out_leaves_time_rule_and_pattern_alone(journal, file, fields):
    assert _sent(journal, **fields)["state"] == "skipped"
    entry = _only(journal)
    assert entry.reason in {"never-log", "partly-never-log"}
    assert entry.created == AT
    empty = (
        entry.subject,
        entry.message_id,
        entry.sent_message_id,
        entry.identity,
        entry.crm_address,
        entry.profile,
    )
    assert empty == (None,) * 6
    assert (entry.recipients, entry.findings) == ((), ())
    assert set(entry.reason_values.values()) <= {"*@familia.example"}
    for telltale in (MARIA, "Anivers", "secret-id", "joao@"):
        assert telltale.encode() not in _on_disk(file)


def test_the_pattern_is_said(journal):
    _sent(journal, **PRIVATE_BODIES[0])
    assert _only(journal).reason_values == {"pattern": "*@familia.example"}
    assert "*@familia.example" in explanation(_only(journal), "en")


def test_a_mail_that_failed_first_and_is_kept_out_then_leaves_nothing_either(journal):
    _failed(journal, to=[JOAO])
    _sent(journal, **PRIVATE_BODIES[0])
    assert (_only(journal).subject, _only(journal).recipients) == (None, ())


def test_a_mixed_mail_that_the_person_logs_names_only_the_others(journal, file):
    listed = _finding("partly-never-log", "warn", pattern="*@familia.example", addresses=MARIA, variant="log")
    _sent(journal, to=[MARIA, JOAO], cc=["chefe@CLIENTE.example"], findings=[listed])
    entry = _only(journal)
    assert (entry.state, entry.recipients) == ("sent", (JOAO,))
    assert MARIA.encode() not in _on_disk(file)
    pattern = "*@familia.example"
    kept = {"pattern": pattern, "addresses": pattern, "variant": "log"}
    assert entry.findings == (Finding("partly-never-log", "warn", kept),)


def test_a_mixed_mail_that_another_rule_refused_says_that_rule(journal, file):
    listed = _finding("partly-never-log", "warn", pattern="*@familia.example", addresses=MARIA, variant="log")
    findings = [listed, _finding("body-too-large", size="3", limit="2")]
    _sent(journal, to=[MARIA, JOAO], bcc=[], log=False, findings=findings)
    assert _only(journal).reason == "body-too-large"
    assert MARIA.encode() not in _on_disk(file)


def test_a_forward_of_a_never_log_persons_mail_leaves_nothing(journal, file):
    answer = _forwarded(
        journal,
        ok=False,
        author=MARIA,
        subject="Aniversário",
        original_message_id="secret-id@mx",
        findings=[NEVER_LOG],
    )
    assert answer["state"] == "skipped"
    entry = _only(journal)
    assert (entry.kind, entry.reason, entry.reason_values) == (
        "forward",
        "never-log",
        {"pattern": "*@familia.example"},
    )
    for telltale in (MARIA, "Anivers", "secret-id"):
        assert telltale.encode() not in _on_disk(file)


def test_a_forward_that_was_kept_back_is_explained_by_its_pattern_alone(journal):
    finding = _finding("never-log", pattern="*@familia.example, someone@else.example")
    _forwarded(
        journal,
        ok=False,
        author="",
        subject="",
        message_id=None,
        original_message_id=None,
        findings=[finding],
    )
    entry = _only(journal)
    assert (entry.state, entry.reason) == ("skipped", "never-log")
    assert entry.reason_values == {"pattern": "*@familia.example"}


# hello


def _hello(journal, at=AT, settings=SETTINGS, **fields):
    events.hello(journal, settings, messages.hello(Body(fields)), at)


def test_hello_is_remembered_by_instance(journal):
    _hello(journal, instance="i1", thunderbird="153.7", identities=[ANA])
    _hello(journal, at=LATER, instance="i1", thunderbird="154.0", identities=[ANA])
    (seen,) = journal.thunderbirds()
    assert (seen.version, seen.last_hello, seen.identities) == ("154.0", LATER, (Identity(ANA),))


def test_hello_without_an_instance_is_not_remembered(journal):
    _hello(journal)
    assert journal.thunderbirds() == []


# Words


@pytest.mark.parametrize("locale", LOCALES)
def test_every_state_explains_itself(journal, locale):
    _sent(journal)
    _sent(journal, event="e2", bcc=[])
    _sent(
        journal,
        event="e3",
        bcc=[],
        log=False,
        findings=[_finding("body-too-large", size="3", limit="2", crm="HubSpot")],
    )
    _sent(journal, event="e4", **PRIVATE_BODIES[4])
    _failed(journal, event="e5")
    sentences = [explanation(entry, locale) for entry in journal.entries()]
    assert len(set(sentences)) == 5
    assert all(
        sentence.endswith(".") and "{" not in sentence and "…" not in sentence for sentence in sentences
    )


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, ""),
        ({"bcc": [], "log": False}, ""),
        ({"bcc": [], "decided": "none", "log": False}, "birdlog doctor"),
        ({"bcc": []}, "by hand"),
        ({"bcc": [], "log": False, "findings": [_finding("encrypted", crm="HubSpot")]}, "HubSpot"),
    ],
)
def test_a_reason_says_what_to_do_where_there_is_something(journal, fields, said):
    _sent(journal, **fields)
    found = remedy(_only(journal), "en")
    assert (said in found) if said else found == ""


def test_a_reason_that_this_version_does_not_know_is_still_said(journal):
    _sent(journal, bcc=[], reason="brand-new-reason")
    assert "brand-new-reason" in explanation(_only(journal), "en")


# What another add-on adds

ADDED = {"log": False, "address": None, "reason": "added-elsewhere"}


@pytest.mark.parametrize(("mode", "state"), [("now", "sent"), ("later", "pending")])
def test_a_mail_of_never_log_people_that_got_the_address_elsewhere_is_told_and_stays_private(
    journal, mode, state
):
    told = {"to": [], "subject": None, "message_id": None, "pattern": "*@familia.example"}
    _sent(journal, mode=mode, **ADDED, **told, findings=[{"code": "never-log", "level": "block"}])
    (entry,) = journal.entries()
    assert (entry.state, entry.reason, entry.crm_address) == (state, "added-elsewhere", BCC)
    assert (entry.subject, entry.recipients) == (None, ())
    assert "*@familia.example is on your never-log list" in explanation(entry, "en")
    assert remedy(entry, "en")


def test_any_other_mail_that_got_the_address_elsewhere_is_told_with_all_that_is_known(journal):
    _sent(journal, **ADDED, findings=[{"code": "encrypted", "level": "block", "values": {"crm": "HubSpot"}}])
    (entry,) = journal.entries()
    assert (entry.state, entry.reason, entry.subject) == ("sent", "added-elsewhere", "Offer")
    assert entry.recipients == (JOAO,)
    assert "although Birdlog had left it out" in explanation(entry, "en")


def test_an_address_that_is_not_there_was_not_added(journal):
    _sent(journal, **ADDED, bcc=[], findings=[{"code": "encrypted", "level": "block"}])
    (entry,) = journal.entries()
    assert (entry.state, entry.reason) == ("skipped", "encrypted")
