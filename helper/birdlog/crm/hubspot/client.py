"""One request to HubSpot's API and its answer, or a HubSpotError.

The token goes to the configured host alone, over https (http only to this computer): redirects are not
followed, and neither a .netrc nor an error text can get it elsewhere. Every request has an end, after
CONNECT_SECONDS and ANSWER_SECONDS. What surely was not done, and what may be done twice, is tried again.
"""

from __future__ import annotations

import contextlib
import re
from typing import Any

import requests
from requests.auth import AuthBase

from birdlog import __version__
from birdlog.crm.hubspot.pace import Pace
from birdlog.crm.hubspot.problem import HubSpotError
from birdlog.secrets import Token
from birdlog.settings_table import is_api_base

CONNECT_SECONDS = 10.0
ANSWER_SECONDS = 30.0
SHORTEST_SECRET = 8
"""Characters; what is shorter is no secret, and may stand in any word."""

ATTEMPTS = 3
PATIENCE = 10.0
"""Seconds that HubSpot may ask for before a request is tried again here; longer ones are the caller's."""

# Status: what it means, and how many seconds to wait where HubSpot does not say (a lock lasts two).
_WAITS: dict[int, tuple[str, float | None]] = {
    423: ("locked", 2.0),
    429: ("limited", None),
    477: ("migrating", 3600.0),
}
_BY_POLICY = {"SECONDLY": 1.0, "TEN_SECONDLY_ROLLING": 10.0, "DAILY": 3600.0}
_DETAIL = 200  # characters of HubSpot's own words that are kept


class _Bearer(AuthBase):
    """Sets the token on each request; as an `auth`, requests prefers it to a .netrc."""

    def __init__(self, token: Token) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token.value}"
        return request


class Client:
    """Requests with one token to one host. `base` is an https address, `version` as in the paths."""

    def __init__(self, base: str, version: str, token: Token, pace: Pace | None = None) -> None:
        if not is_api_base(base):
            raise HubSpotError("insecure", base=base)
        self._base = base.rstrip("/")
        self.version = version
        self._pace = pace or Pace()
        self._token = token
        self._session = requests.Session()
        self._session.auth = _Bearer(token)
        self._session.headers.update({"Accept": "application/json", "User-Agent": f"Birdlog/{__version__}"})

    def close(self) -> None:
        """Let go of the connections."""
        self._session.close()

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def get(self, path: str, **query: str) -> Any:
        """Return what `path` answers, as JSON. Raises HubSpotError."""
        return self._answer("GET", path, query=query)

    def search(self, path: str, body: dict[str, Any]) -> Any:
        """Return what a search finds. Raises HubSpotError."""
        return self._answer("POST", path, body=body, search=True)

    def read(self, path: str, body: dict[str, Any]) -> Any:
        """Return what a request finds that is a POST though it changes nothing. Raises HubSpotError."""
        return self._answer("POST", path, body=body)

    def create(self, path: str, body: dict[str, Any]) -> Any:
        """Write something, once: tried again only where it surely was not done. Raises HubSpotError."""
        return self._answer("POST", path, body=body, changes=True)

    def wait(self, seconds: float) -> None:
        """Ask nothing for a while."""
        self._pace.sleep(seconds)

    def _answer(
        self,
        method: str,
        path: str,
        *,
        query: dict[str, str] | None = None,
        body: dict[str, Any] | None = None,
        search: bool = False,
        changes: bool = False,
    ) -> Any:
        for attempt in range(1, ATTEMPTS + 1):
            self._pace.turn(search=search)
            try:
                return _content(self._send(method, path, query, body))
            except HubSpotError as problem:
                self._mask(problem)
                wait = _pause(problem, attempt)
                if wait is None or attempt == ATTEMPTS or (changes and problem.outcome_unknown):
                    raise
                self._pace.sleep(wait)
        raise AssertionError  # the last attempt returned or raised

    def _mask(self, problem: HubSpotError) -> None:
        """Take the token out of what the server said, should it quote the request."""
        if len(self._token.value) < SHORTEST_SECRET:
            return
        for name, value in problem.values.items():
            problem.values[name] = value.replace(self._token.value, "…")

    def _send(
        self, method: str, path: str, query: dict[str, str] | None, body: dict[str, Any] | None
    ) -> requests.Response:
        try:
            return self._session.request(
                method,
                self._base + path,
                params=query,
                json=body,
                timeout=(CONNECT_SECONDS, ANSWER_SECONDS),
                allow_redirects=False,
            )
        except requests.RequestException as problem:
            failure = _failure(problem)
        # Outside of the handler: what requests raises holds the request, and that the token.
        raise HubSpotError(failure)


def _failure(problem: requests.RequestException) -> str:
    """Why there is no answer. `unanswered`: the request may have arrived."""
    from urllib3.exceptions import NewConnectionError

    if isinstance(problem, requests.exceptions.SSLError):
        return "untrusted"
    if isinstance(problem, requests.ConnectTimeout | requests.exceptions.ProxyError):
        return "offline"
    cause = problem.args[0] if problem.args else None
    if isinstance(getattr(cause, "reason", None), NewConnectionError):
        return "offline"
    return "unanswered"


def _content(response: requests.Response) -> Any:
    if response.status_code >= 300:
        raise _refusal(response)
    try:
        return response.json()
    except ValueError:
        raise HubSpotError("garbled") from None


def _refusal(response: requests.Response) -> HubSpotError:
    """What HubSpot's status and words mean (its page on error handling, 2026)."""
    status, said = response.status_code, _said(response)
    if status in _WAITS:
        code, seconds = _WAITS[status]
        policy = _BY_POLICY.get(str(said.get("policyName")), seconds)
        return HubSpotError(code, retry_after=_retry_after(response) or policy)
    if status == 401:
        expired = said.get("category") == "EXPIRED_AUTHENTICATION"
        return HubSpotError("token-expired" if expired else "token-refused")
    if status == 403:
        scopes = ", ".join(_scopes(said))
        return HubSpotError("scopes-missing", scopes=scopes) if scopes else HubSpotError("forbidden")
    if status == 404:
        return HubSpotError("not-found")
    if status == 409:
        return HubSpotError("conflict", existing=_existing(said))
    if status < 400:
        return HubSpotError("redirected")
    if status >= 500:
        return HubSpotError("unavailable", retry_after=_retry_after(response), status=str(status))
    return HubSpotError("refused", status=str(status), detail=_detail(said))


def _pause(problem: HubSpotError, attempt: int) -> float | None:
    """How long to wait before the same request is sent again; None where that is not for now."""
    if not problem.passes or problem.code == "offline":
        return None
    wait = problem.retry_after if problem.retry_after is not None else 2.0 ** (attempt - 1)
    return wait if wait <= PATIENCE else None


def _said(response: requests.Response) -> dict[str, Any]:
    """The body of an error, as HubSpot's specification has it; empty where it is something else."""
    with contextlib.suppress(ValueError):
        said = response.json()
        if isinstance(said, dict):
            return said
    return {}


def _scopes(said: dict[str, Any]) -> list[str]:
    """The scopes that an error names (`missingScopes`, `requiredGranularScopes`), in any context of it."""
    details = said.get("errors")
    places = [said, *(details if isinstance(details, list) else [])]
    contexts = [place.get("context") for place in places if isinstance(place, dict)]
    named = [
        scope
        for context in contexts
        if isinstance(context, dict)
        for key, scopes in context.items()
        if key.lower().endswith("scopes") and isinstance(scopes, list)
        for scope in scopes
    ]
    return list(dict.fromkeys(harmless(str(scope))[:_DETAIL] for scope in named))


def _existing(said: dict[str, Any]) -> str:
    """The number of the record that is there already, which HubSpot tells in words alone."""
    found = re.search(r"Existing ID: (\d+)", str(said.get("message", "")))
    return found[1] if found else ""


def _detail(said: dict[str, Any]) -> str:
    return harmless(" ".join(str(said.get("message", "")).split()))[:_DETAIL]


def harmless(text: str) -> str:
    """The text without what a terminal or a window would take for a command."""
    return "".join(character for character in text if character.isprintable())


def _retry_after(response: requests.Response) -> float | None:
    """Seconds, or until a date (RFC 9110 section 10.2.3)."""
    from datetime import UTC, datetime
    from email.utils import parsedate_to_datetime

    value = response.headers.get("Retry-After", "").strip()
    if re.fullmatch(r"\d{1,7}(\.\d+)?", value):
        return float(value)
    try:
        until = parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())
