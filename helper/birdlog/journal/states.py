"""The states of an entry and the way from one to the next."""

from typing import Literal, get_args

State = Literal["pending", "sent", "confirmed", "unconfirmed", "bounced", "failed", "skipped", "missed"]

STATES: tuple[State, ...] = get_args(State)

# A mail that left can't fail any more, a log that the CRM shows can't be undone by a report (anyone may have
# forged it), and what a rule or the person kept out stays out.
MAY_FOLLOW: dict[State, tuple[State, ...]] = {
    "pending": ("pending", "sent", "confirmed", "bounced", "failed", "skipped", "missed"),
    "failed": ("pending", "sent", "confirmed", "skipped", "missed"),
    "sent": ("confirmed", "unconfirmed", "bounced"),
    "unconfirmed": ("confirmed", "bounced"),
    "bounced": ("confirmed",),
    "confirmed": (),
    "skipped": (),
    "missed": ("confirmed",),
}

# An entry in one of these says that the CRM has the mail, or will get it.
LOGGED: tuple[State, ...] = ("pending", "sent", "confirmed", "unconfirmed")

# An entry in one of these asks something of the person, and so does one of the reason beneath in any state.
NEEDS_YOU: tuple[State, ...] = ("bounced", "failed", "missed")
ADDED_ELSEWHERE = "added-elsewhere"
RECIPIENT_BOUNCED = "recipient-bounced"  # a customer did not get the mail
UNREADABLE_COPY = "unreadable-copy"  # a forward left, and its Sent copy shows that the CRM can't read it
COPY_AWAITED = "copy-awaited"  # the mail left, and the helper waits for Thunderbird's copy of it
REASONS_THAT_NEED_YOU = (ADDED_ELSEWHERE, RECIPIENT_BOUNCED, UNREADABLE_COPY)

# What a delivery report says of a copy for the CRM that is on its way.
DELAYED = "delayed"
ARRIVED = "arrived"
ATTACHMENTS_LEFT_OUT = "attachments-left-out"

# Why the CRM can't be asked whether it shows a mail: these go when it can be again.
CANT_ASK = (
    *("token-expired", "token-refused", "scopes-missing", "other-account"),
    *("keyring-locked", "keyring-missing", "api-unusable", "database-unusable"),
)

# Which reasons give way to which: what was noted later is shown, but for what needs the person.
GIVE_WAY = (None, DELAYED, ARRIVED, "recipient-delayed", *CANT_ASK)


def may_follow(state: State, following: State) -> bool:
    """Whether an entry in `state` may become `following`."""
    return following in MAY_FOLLOW[state]
