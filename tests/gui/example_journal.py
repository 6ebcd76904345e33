"""A journal such as a person has after a few days, for tests and pictures of the window."""

from datetime import UTC, datetime, timedelta

from birdlog.journal.entry import Bounce
from birdlog.journal.store import Journal, Observation
from birdlog.rules.finding import Finding

BCC = "7812@bcc.hubspot.com"
FORWARD = "7812@forward.hubspot.com"
ANA = "ana@firma.example"

SETTINGS = """
[profile.work]
preset = "hubspot"
bcc = "7812@bcc.hubspot.com"
forward = "7812@forward.hubspot.com"
identities = ["ana@firma.example"]
created = "2024-01-01T00:00:00Z"
"""

LONG_SUBJECT = "Re: " + "Angebot für die Wartung der Anlage in Halle 3, " * 250
HOSTILE_SUBJECT = "<b>Invoice</b> <img src=x> \u202egnp.exe\u202c\r\n\x07 &amp; done"
DIAGNOSTIC = (
    "smtp; 552 5.3.4 Message size exceeds the limit of 2 MB for this address. Learn more: "
    "https://knowledge.hubspot.example/email/logging-limits?ref=bounce-3471-77f0-4c1e-aa0b-6a1f0c2b9d11"
)


def utc(moment: datetime) -> str:
    """The time as the journal writes it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def sent(number: int, subject: str | None, *recipients: str, **more) -> Observation:
    """A mail that went to the CRM by Bcc."""
    fields = {
        "event": f"00000000-0000-4000-8000-{number:012}",
        "kind": "bcc",
        "state": "sent",
        "subject": subject,
        "message_id": f"{number:04}.8f2c1d@firma.example",
        "sent_message_id": f"{number:04}.8f2c1d@firma.example",
        "profile": "work",
        "identity": ANA,
        "crm_address": BCC,
        "recipients": recipients,
    }
    return Observation(**(fields | more))


def comes_back(journal: Journal, number: int, subject: str = "Offer") -> int:
    """Write a mail that was sent just now and has come back; its entry."""
    now = utc(datetime.now(UTC))
    id, _ = journal.add_or_move(sent(number, subject, "tom@example.com"), now, "sent")
    bounce = Bounce(BCC, "5.3.4", None, "too-large", "message-id")
    values = {"crm": "HubSpot", "address": BCC}
    told = {"reason": "too-large", "reason_values": values, "bounce": bounce, "evidence": "x"}
    journal.move(id, "bounced", at=now, **told)
    return id


def fill(journal: Journal, now: datetime | None = None) -> dict[str, int]:
    """Write the example into `journal`, as it would look at `now`; the ids of its entries by name."""
    now = now or datetime.now(UTC)

    def add(observation: Observation, ago: timedelta, evidence: str = "sent") -> int:
        return journal.add_or_move(observation, utc(now - ago), evidence)[0]

    def move(name: str, state: str, ago: timedelta, bounce: Bounce | None = None, **reason: str) -> None:
        code = bounce.reason if bounce else None
        at, evidence = utc(now - ago), f"{bounce.recipient} {bounce.status}" if bounce else "crm"
        journal.move(
            ids[name], state, at=at, reason=code, reason_values=reason, bounce=bounce, evidence=evidence
        )

    ids = {}
    ids["old"] = add(sent(1, "Kick-off on 14 March", "lena.fischer@kunde.example"), timedelta(days=40))
    ids["confirmed"] = add(
        sent(2, "Offer 2024-117: annual maintenance", "maria.souza@acme.example"), timedelta(days=6, hours=3)
    )
    move("confirmed", "confirmed", timedelta(days=6, hours=2))
    ids["long"] = add(
        sent(3, LONG_SUBJECT[:998], "technik@sehr-langer-name-einer-firma.example"), timedelta(days=3)
    )
    ids["unconfirmed"] = add(sent(4, "Price list for spring", "tom@example.com"), timedelta(days=2))
    move("unconfirmed", "unconfirmed", timedelta(days=1, hours=20))
    ids["private"] = add(
        Observation(
            event="00000000-0000-4000-8000-000000000005",
            kind="bcc",
            state="skipped",
            reason="never-log",
            reason_values={"pattern": "*@familia.example"},
            private=True,
        ),
        timedelta(days=1, hours=2),
    )
    ids["missed"] = add(
        sent(
            6,
            "Your question about the invoice",
            "buchhaltung@kunde.example",
            state="missed",
            reason="no-helper",
        ),
        timedelta(days=1),
    )
    ids["forward"] = add(
        sent(
            7,
            "Re: Offer 2024-117: annual maintenance",
            "maria.souza@acme.example",
            kind="forward",
            crm_address=FORWARD,
            message_id="CAJ7+reply-2024@mail.acme.example",
        ),
        timedelta(hours=5),
        "forwarded",
    )
    ids["hostile"] = add(sent(8, HOSTILE_SUBJECT, "x@example.org"), timedelta(days=20))
    ids["failed"] = add(
        sent(
            9,
            "Minutes of Tuesday's call",
            "tom@example.com",
            "lena.fischer@kunde.example",
            state="failed",
            reason="smtp-error",
        ),
        timedelta(hours=3),
        "failed",
    )
    ids["turned-off"] = add(
        sent(
            10, "Lunch?", "lena.fischer@kunde.example", state="skipped", reason="turned-off", crm_address=None
        ),
        timedelta(hours=2),
    )
    ids["findings"] = add(
        sent(
            11,
            "Drawings, second revision",
            "planung@acme.example",
            findings=(
                Finding(
                    "attachments-too-large",
                    "warn",
                    {"crm": "HubSpot", "size": "62914560", "limit": "52428800"},
                ),
            ),
        ),
        timedelta(minutes=48),
    )
    ids["bounced"] = add(
        sent(12, "Re: Re: Fwd: Contract draft with the whole history", "maria.souza@acme.example"),
        timedelta(minutes=26),
    )
    too_large = Bounce(BCC, "5.3.4", DIAGNOSTIC, "too-large", "message-id")
    values = {"crm": "HubSpot", "address": BCC, "variant": "content", "more": "limit", "limit": "2097152"}
    move("bounced", "bounced", timedelta(minutes=24), too_large, **values)
    ids["sent"] = add(
        sent(13, "Appointment on Thursday at ten", "lena.fischer@kunde.example"), timedelta(minutes=5)
    )
    ids["pending"] = add(
        sent(14, "Follow-up to our meeting", "tom@example.com", state="pending"),
        timedelta(seconds=20),
        "sent-later",
    )
    return ids
