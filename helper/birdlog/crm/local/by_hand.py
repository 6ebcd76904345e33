"""Putting a mail into the embedded CRM by hand, under the rules by which it takes any mail in."""

from __future__ import annotations

from sqlalchemy import Engine

from birdlog.crm.by_hand import Draft, Incoming, Written
from birdlog.crm.local import intake
from birdlog.crm.local.confirming import opened
from birdlog.crm.local.intake import Answer
from birdlog.rules.finding import Finding
from birdlog.settings import Profile


def put(profile: Profile, draft: Draft, incoming: Incoming) -> Written | Finding:
    """Put the mail on the timelines, or return what the CRM has against it. Raises CantAskError."""
    with opened(incoming.settings.crm_database) as engine:
        answer = _taken(engine, profile, draft, incoming)
    if not answer.logged:
        return answer.finding or Finding("nobody-to-log", "block")
    return Written(draft.message_id or "–", answer.repeated)


def _taken(engine: Engine, profile: Profile, draft: Draft, incoming: Incoming) -> Answer:
    raw, settings, now = incoming.raw, incoming.settings, incoming.now
    if draft.way == "forwarded" and profile.forward:
        return intake.take(engine, raw, [profile.forward], settings, now)[0]
    if draft.way == "sent":
        return intake.take_sent(engine, raw, profile, settings, now)
    return intake.take_received(engine, raw, profile, settings, now, identity=incoming.identity)
