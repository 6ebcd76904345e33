"""What goes wrong, on request: a queue of faults, each met by the next request that it is for."""

from dataclasses import dataclass, field


@dataclass
class Fault:
    """`path` is a part of the request's path (empty: any). Either a status with a body, or a broken
    connection: `drop` "before" the request is done, or "after" it, so that nobody knows.
    """

    path: str = ""
    method: str = ""
    status: int = 0
    category: str = ""
    body: dict = field(default_factory=dict)
    headers: dict = field(default_factory=dict)
    drop: str = ""
    done: bool = False  # the request is carried out before the status is answered
    times: int = 1

    def meets(self, method, path):
        return self.path in path and self.method in ("", method)


def limited(policy, retry_after=None, path="", times=1):
    headers = {"Retry-After": retry_after} if retry_after else {}
    body = {
        "errorType": "RATE_LIMIT",
        "policyName": policy,
        "message": f"You have reached your {policy} limit.",
    }
    return Fault(path, status=429, category="RATE_LIMITS", body=body, headers=headers, times=times)
