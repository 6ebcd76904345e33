"""What a delivery report does to the journal: what it is about moves, and nothing else does."""

from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest

from birdlog.host.messages import Hello, Outcome
from birdlog.journal import events, reports
from birdlog.journal.entry import Bounce, explanation, remedy
from birdlog.journal.store import Observation
from birdlog.mail.bounce.report import NO_REPORT, Reason, Report, ReportedRecipient
from birdlog.settings import Profile, Settings
from birdlog.texts import LOCALES, finding_json

SENT = "2026-07-01T09:30:00Z"
AT = "2026-07-01T09:31:07Z"
CRM = "4711@bcc.crm.example"
CUSTOMER = "joao@cliente.example"
SETTINGS = Settings(profiles=(Profile(name="work", preset="hubspot", crm="HubSpot", bcc=CRM),))


def _entry(journal, event="e1", **values):
    values = {
        "subject": "Oferta de  manutenção",
        "message_id": f"{event}@oficina.example",
        "sent_message_id": f"{event}@oficina.example",
        "profile": "work",
        "crm_address": CRM,
        "recipients": (CUSTOMER,),
        **values,
    }
    at = values.pop("at", SENT)
    kind = values.pop("kind", "bcc")
    return journal.add_or_move(Observation(event, kind, values.pop("state", "sent"), **values), at, "sent")[0]


def _recipient(address=CRM, action="failed", **values):
    known = {"also": (), "status": "5.3.4", "diagnostic": "552 too large", "reason": "too-large"}
    return ReportedRecipient(address=address, action=action, **{**known, **values})


def _report(*recipients, message_id="e1@oficina.example", **values):
    known = {"original_subject": None, "original_recipients": (), "date": None}
    return Report(
        bounce=True,
        original_message_id=message_id,
        recipients=recipients or (_recipient(),),
        **{**known, **values},
    )


def _apply(journal, report, at=AT, settings=SETTINGS):
    return reports.apply(journal, settings, report, at)


# The copy for the CRM


def test_a_log_that_came_back_says_why(journal):
    id = _entry(journal)

    assert _apply(journal, _report()) == [id]

    entry = journal.entry(id)
    assert (entry.state, entry.reason, entry.updated) == ("bounced", "too-large", AT)
    assert entry.bounce == Bounce(CRM, "5.3.4", "552 too large", "too-large", "message-id")
    assert explanation(entry, "en") == "HubSpot sent this back: it is larger than HubSpot takes."


def test_letter_case_and_punycode_of_the_address_do_not_matter(journal):
    id = _entry(journal, crm_address="4711@bcc.Müller.example")

    assert _apply(journal, _report(_recipient("4711@BCC.xn--mller-kva.example"))) == [id]


def test_another_name_of_the_same_recipient_is_enough(journal):
    id = _entry(journal)

    assert _apply(journal, _report(_recipient("inbound@crm.example", also=(CRM,)))) == [id]


def test_a_mail_in_the_outbox_that_left_all_the_same_can_come_back(journal):
    id = _entry(journal, state="pending")

    assert _apply(journal, _report()) == [id]
    assert journal.entry(id).state == "bounced"


def test_a_forward_that_came_back_is_found_by_what_was_sent(journal):
    id = _entry(journal, kind="forward", message_id="theirs@cliente.example")

    assert _apply(journal, _report()) == [id]


def test_a_delay_is_noted_and_the_log_stays_sent(journal):
    id = _entry(journal)

    assert _apply(journal, _report(_recipient(action="delayed", status="4.4.1", reason="temporary"))) == [id]

    assert (journal.entry(id).state, journal.entry(id).bounce) == ("sent", None)
    assert [(step.state, step.reason, step.evidence) for step in journal.steps(id)][1:] == [
        ("sent", "delayed", f"{CRM} 4.4.1")
    ]


def test_a_delay_says_until_when_the_mail_server_tries(journal):
    id = _entry(journal)
    until = datetime(2026, 7, 6, 9, 30, tzinfo=UTC)
    _apply(journal, _report(_recipient(action="delayed", reason="temporary", retried_until=until)))

    assert journal.entry(id).reason == "delayed"
    assert "until 2026-07-06" in explanation(journal.entry(id), "en")


@pytest.mark.parametrize("action", ["delivered", "relayed", "expanded"])
def test_what_was_late_and_arrived_is_said(journal, action):
    id = _entry(journal)
    _apply(journal, _report(_recipient(action="delayed")))

    assert _apply(journal, _report(_recipient(action=action, status="2.0.0"))) == [id]
    assert (journal.entry(id).state, journal.entry(id).reason) == ("sent", "arrived")


def test_a_failure_after_a_delay_moves_the_entry(journal):
    id = _entry(journal)
    _apply(journal, _report(_recipient(action="delayed")))

    assert _apply(journal, _report()) == [id]
    assert journal.entry(id).state == "bounced"


def test_a_log_that_the_crm_shows_is_not_undone(journal):
    id = _entry(journal)
    journal.move(id, "confirmed", reason=None, reason_values={}, bounce=None, evidence="api", at=AT)

    assert _apply(journal, _report()) == []
    assert journal.entry(id).state == "confirmed"


@pytest.mark.parametrize("action", ["delivered", "relayed", "expanded"])
def test_a_success_changes_nothing(journal, action):
    _entry(journal)

    assert _apply(journal, _report(_recipient(action=action))) == []


def test_without_its_profile_the_crm_is_called_by_its_domain(journal):
    id = _entry(journal)
    _apply(journal, _report(), settings=Settings())

    assert journal.entry(id).reason_values["crm"] == "bcc.crm.example"


# A customer's address


def test_a_customer_who_did_not_get_it_is_a_finding_and_the_log_stays_sent(journal):
    id = _entry(journal)

    assert _apply(journal, _report(_recipient(CUSTOMER, status="5.1.1", reason="address-unknown"))) == [id]

    entry = journal.entry(id)
    (finding,) = entry.findings
    assert (entry.state, entry.reason) == ("sent", "recipient-bounced")
    assert entry.bounce == Bounce(CUSTOMER, "5.1.1", "552 too large", "address-unknown", "message-id")
    assert explanation(entry, "en") == finding_json(finding, "en")["message"]
    assert (finding.code, finding.level) == ("recipient-bounced", "warn")
    assert finding_json(finding, "en")["message"] == (
        "joao@cliente.example did not get this mail: there is no such address. HubSpot may show it as sent."
    )
    assert journal.steps(id)[-1].reason == "recipient-bounced"


def test_a_customer_s_delay_is_noted(journal):
    id = _entry(journal)

    assert _apply(journal, _report(_recipient(CUSTOMER, action="delayed"))) == [id]
    assert (journal.entry(id).findings, journal.steps(id)[-1].reason) == ((), "recipient-delayed")


def test_one_report_may_tell_of_both(journal):
    id = _entry(journal)

    assert _apply(journal, _report(_recipient(CUSTOMER), _recipient())) == [id]
    assert journal.entry(id).state == "bounced"
    assert [finding.code for finding in journal.entry(id).findings] == ["recipient-bounced"]


def test_the_person_a_forward_is_about_is_no_recipient_of_it(journal):
    _entry(journal, kind="forward")

    assert _apply(journal, _report(_recipient(CUSTOMER))) == []


# What a report may not do


@pytest.mark.parametrize("recipient", [_recipient(CRM), _recipient(CUSTOMER), _recipient(action="delayed")])
def test_a_report_that_comes_again_changes_nothing(journal, recipient):
    id = _entry(journal)
    _apply(journal, _report(recipient))
    before = (journal.entry(id), journal.steps(id))

    assert _apply(journal, _report(recipient), at="2026-07-02T00:00:00Z") == []
    assert (journal.entry(id), journal.steps(id)) == before


@pytest.mark.parametrize(
    "report",
    [
        NO_REPORT,
        _report(message_id="other@oficina.example"),
        _report(_recipient("someone@else.example")),
        _report(_recipient(f"x{CRM}")),
        _report(message_id="E1@oficina.example"),
        _report(message_id="other@oficina.example", original_subject="Oferta de manutenção"),
    ],
    ids=[
        "none",
        "foreign id",
        "foreign recipient",
        "look-alike",
        "id in capitals",
        "foreign id, own subject",
    ],
)
def test_what_does_not_fit_changes_nothing(journal, report):
    id = _entry(journal)
    before = (journal.entry(id), journal.steps(id))

    assert _apply(journal, report) == []
    assert (journal.entry(id), journal.steps(id)) == before


def test_an_entry_that_a_never_log_rule_kept_private_can_not_be_found(journal):
    private = Observation("p", "bcc", "skipped", "never-log", {"pattern": "*@x.example"}, private=True)
    journal.add_or_move(private, SENT, "sent")

    assert _apply(journal, _report(message_id=None, original_subject="")) == []


# A report without the original's Message-ID


def _nameless(**values):
    known = {"original_subject": "oferta  de\tManutenção", "date": datetime(2026, 7, 1, 9, 31, tzinfo=UTC)}
    return _report(message_id=None, **{**known, **values})


def test_address_subject_and_time_together_are_evidence(journal):
    id = _entry(journal, subject="Oferta de manutenção")

    assert _apply(journal, _nameless()) == [id]
    assert journal.entry(id).bounce.evidence == "subject-and-time"


def test_the_newest_mail_before_the_report_is_meant(journal):
    subject = "Oferta de manutenção"
    _entry(journal, "old", subject=subject, at="2026-06-30T09:00:00Z")
    newest = _entry(journal, "new", subject=subject, at="2026-07-01T09:00:00Z")
    _entry(journal, "later", subject=subject, at="2026-07-01T12:00:00Z")

    assert _apply(journal, _nameless()) == [newest]


@pytest.mark.parametrize(
    "report",
    [
        _nameless(original_subject="Outra oferta"),
        _nameless(original_subject="Oferta"),
        _nameless(original_subject=None),
        _nameless(date=datetime(2026, 7, 1, 9, 30, tzinfo=UTC) + timedelta(days=8)),
        _nameless(date=datetime(2026, 7, 1, 9, 0, tzinfo=UTC)),
    ],
    ids=["other subject", "part of the subject", "no subject", "too late", "before the mail"],
)
def test_two_of_the_three_are_no_evidence(journal, report):
    _entry(journal, subject="Oferta de manutenção")

    assert _apply(journal, report, at="2026-07-20T00:00:00Z") == []


def test_a_customer_is_never_found_by_the_subject(journal):
    _entry(journal, subject="Oferta de manutenção")

    report = Report(True, None, "Oferta de manutenção", (), None, (_recipient(CUSTOMER),))
    assert _apply(journal, report) == []


def test_a_report_from_the_future_is_taken_for_written_when_it_came(journal):
    id = _entry(journal, subject="Oferta de manutenção")

    assert _apply(journal, _nameless(date=datetime(2030, 1, 1, tzinfo=UTC))) == [id]


# Reports that come before the mail was told of


def _sent_now(journal, event="e1", **values):
    known = {"message_id": f"{event}@oficina.example", "subject": "Oferta de  manutenção", "log": True}
    known |= {"to": (CUSTOMER,), "cc": (), "bcc": (CRM,), "address": CRM, "profile": "work"}
    fields = dict.fromkeys(Outcome._fields) | {"findings": (), "mode": "now", "decided": "helper"}
    body = fields | known | {"event": event, "at": AT, "identity": "ana@oficina.example"} | values
    return events.sent(journal, SETTINGS, Outcome(**body))


def test_a_report_that_comes_before_its_mail_waits_for_it(journal):
    assert _apply(journal, _report()) == []

    answer = _sent_now(journal)

    assert answer["state"] == "bounced"
    entry = journal.entry(answer["entry"])
    assert entry.bounce == Bounce(CRM, "5.3.4", "552 too large", "too-large", "message-id")
    assert [step.state for step in journal.steps(entry.id)] == ["sent", "bounced"]


def test_a_customer_s_report_waits_too_and_names_nobody_meanwhile(journal):
    _apply(journal, _report(_recipient(CUSTOMER, diagnostic=f"550 <{CUSTOMER}> unknown")))
    kept = str([tuple(row) for row in journal.rows("SELECT * FROM early_report")])

    answer = _sent_now(journal)

    assert CUSTOMER not in kept
    assert "oficina.example" not in kept
    assert journal.entry(answer["entry"]).reason == "recipient-bounced"


def test_a_report_without_a_message_id_waits_where_it_names_the_crm(journal):
    _apply(journal, _nameless(), at=AT)

    answer = _sent_now(journal)

    assert journal.entry(answer["entry"]).bounce.evidence == "subject-and-time"


def test_a_report_about_another_mail_does_not_wait_for_this_one(journal):
    _apply(journal, _report(message_id="other@oficina.example"))
    stranger = _recipient("someone@else.example")
    _apply(journal, _report(stranger, message_id=None, original_subject="oferta de manutenção"))

    assert _sent_now(journal)["state"] == "sent"


def test_a_report_about_a_known_mail_and_a_stranger_is_not_kept(journal):
    _entry(journal)
    _apply(journal, _report(_recipient("someone@else.example")))

    assert journal.rows("SELECT * FROM early_report") == []


def test_what_waits_is_taken_once(journal):
    _apply(journal, _report())
    _sent_now(journal)

    assert journal.rows("SELECT * FROM early_report") == []


def test_reports_that_nobody_claims_go_after_some_days(journal):
    _apply(journal, _report(message_id="a@x"), at="2026-07-01T00:00:00Z")
    _apply(journal, _report(message_id="b@x"), at="2026-07-09T00:00:00Z")
    hello = Hello(**dict.fromkeys(Hello._fields))
    events.hello(journal, SETTINGS, hello, "2026-07-09T00:00:00Z")

    assert len(journal.rows("SELECT * FROM early_report")) == 1


def test_forged_reports_do_not_fill_the_journal(journal):
    for number in range(520):
        _apply(
            journal,
            _report(message_id=f"{number}@x"),
            at=f"2026-07-01T00:{number // 60:02}:{number % 60:02}Z",
        )

    assert len(journal.rows("SELECT * FROM early_report")) == 500


# Circumstances


def test_a_mail_with_large_attachments_is_to_be_logged_without_them(journal):
    sizes = {"content_bytes": 4_000, "attachment_bytes": 30 * 1024**2}
    id = _entry(journal, kind="forward", **sizes)
    said = "552 5.3.4 Message size exceeds fixed limit of 36700160 bytes"
    _apply(journal, _report(_recipient(diagnostic=said)))

    entry = journal.entry(id)
    assert explanation(entry, "en") == (
        "HubSpot sent this back: with its attachments it is larger than the mail server takes."
        " The most that gets through is 35 MB; this was about 41.1 MB on the way."
    )
    assert remedy(entry, "en") == "Log it again without the attachments."


def test_a_mail_with_a_long_history_is_to_be_logged_without_it(journal):
    id = _entry(journal, kind="forward", content_bytes=3_000_000, attachment_bytes=0)
    _apply(journal, _report(_recipient(diagnostic="552 5.3.4 over the limit of 2 MB")))

    entry = journal.entry(id)
    assert explanation(entry, "en") == (
        "HubSpot sent this back: its text is larger than HubSpot takes."
        " The most that gets through is 2 MB; this was about 2.9 MB on the way."
    )
    assert remedy(entry, "en") == "Log it again without the quoted history, or by hand in HubSpot."


def test_a_size_below_the_limit_is_not_claimed(journal):
    id = _entry(journal, content_bytes=3_000, attachment_bytes=0)
    _apply(journal, _report(_recipient(diagnostic="552 5.3.4 over the limit of 2 MB")))

    assert journal.entry(id).reason_values["more"] == "limit"


def test_a_typo_in_the_address_is_named(journal):
    wrong = "4711@bcc.hubspto.com"
    profile = Profile(
        name="work", preset="hubspot", crm="HubSpot", bcc=wrong, forward="4711@forward.hubspot.com"
    )
    id = _entry(journal, crm_address=wrong)
    unknown = _recipient(wrong, status="5.1.2", reason="domain-unknown")
    _apply(journal, _report(unknown), settings=Settings(profiles=(profile,)))

    assert explanation(journal.entry(id), "en") == (
        f"This came back: no mail server was found for {wrong}."
        " A typo? It has “hubspto” where bcc.hubspot.com has “hubspot”."
    )


def test_an_address_is_not_compared_with_one_that_is_wrong_itself(journal):
    right, wrong = "4711@forward.hubspot.com", "4711@bcc.hubspto.com"
    profile = Profile(name="work", preset="hubspot", crm="HubSpot", bcc=wrong, forward=right)
    id = _entry(journal, kind="forward", crm_address=right)
    _apply(journal, _report(_recipient(right, reason="address-unknown")), settings=Settings((profile,)))

    assert "more" not in journal.entry(id).reason_values


def test_a_sender_whom_the_server_does_not_believe_is_named(journal):
    id = _entry(journal, identity="ana@oficina.example")
    _apply(journal, _report(_recipient(status="5.7.26", reason="refused", diagnostic="550 DMARC policy")))

    assert "does not take mail from ana@oficina.example" in explanation(journal.entry(id), "en")


def test_a_customer_s_mistyped_provider_is_named(journal):
    id = _entry(journal, recipients=("joao@gmial.com",))
    nowhere = _recipient("joao@gmial.com", status="5.1.2", reason="domain-unknown")
    _apply(journal, _report(nowhere))

    assert explanation(journal.entry(id), "en").endswith("It has “gmial” where gmail.com has “gmail”.")


def test_a_report_that_gives_no_reason_says_so(journal):
    id = _entry(journal)
    _apply(journal, _report(_recipient(status=None, diagnostic=None, reason="unknown")))

    assert "does not say why" in explanation(journal.entry(id), "en")


# Words


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    "reason",
    get_args(Reason),
)
def test_every_reason_is_explained_with_all_its_values(journal, reason, locale):
    id = _entry(journal)
    _apply(journal, _report(_recipient(reason=reason), _recipient(CUSTOMER, reason=reason)))
    entry = journal.entry(id)

    said = finding_json(entry.findings[0], locale)
    assert "…" not in explanation(entry, locale) + remedy(entry, locale)
    assert CUSTOMER in said["message"]
    assert "…" not in said["message"] + said["fix"]
