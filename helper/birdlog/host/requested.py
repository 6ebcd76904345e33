"""The answers to `requests.open`, `request.take` and `request.done`: what Thunderbird is asked to do."""

from __future__ import annotations

TYPE_CHECKING = False  # as typing's, which the host's start does not wait for
if TYPE_CHECKING:
    from typing import Any

    from birdlog.host.messages import Body
    from birdlog.host.session import Session

MOST = 100  # requests of one answer
LONGEST_ID = 100  # characters; a UUID has 36


def opened(session: Session, _body: Body) -> dict[str, Any]:
    """Answer `requests.open`: what this Thunderbird profile may do, the oldest first."""
    from birdlog.journal import requests
    from birdlog.journal.store import Journal

    with Journal.open() as journal:
        waiting = requests.open_requests(journal, session.instance, limit=MOST)
    return {"requests": [{"id": each.id, "kind": each.kind, "body": each.body} for each in waiting]}


def take(session: Session, body: Body) -> dict[str, Any]:
    """Answer `request.take`: may this Thunderbird profile do it?"""
    from birdlog.journal import requests
    from birdlog.journal.store import Journal

    id = _id(body)
    with Journal.open() as journal:
        return {"taken": requests.take(journal, id, session.instance)}


def done(session: Session, body: Body) -> dict[str, Any]:
    """Answer `request.done`: what became of it is on disk then."""
    from typing import cast, get_args

    from birdlog.journal import requests, trial
    from birdlog.journal.store import Journal

    id, reason = _id(body), body.optional(body.text, "reason")
    outcome = cast("requests.Outcome", body.choice("outcome", *get_args(requests.Outcome)))
    with Journal.open() as journal:
        outcome, reason = trial.outcome(journal, id, outcome, reason)
        return {"closed": requests.close(journal, id, outcome, reason, session.instance)}


def _id(body: Body) -> str:
    from birdlog.host.messages import BadMessage

    id = body.text("request")
    if len(id) > LONGEST_ID:
        raise BadMessage("request")
    return id
