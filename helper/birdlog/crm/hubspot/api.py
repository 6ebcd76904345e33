"""What Birdlog asks of HubSpot's API and what the answers mean.

Shapes are those of HubSpot's published OpenAPI specification (2026-03) and of its pages: property values are
strings, ids too.

Paths of CRM objects bear the configured version (`/crm/objects/2026-03/…`, `/crm/v3/objects/…`); account,
owners and association labels keep the paths that serve every version.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Concatenate, ParamSpec, TypeVar
from urllib.parse import quote

from birdlog.crm.hubspot.client import Client, harmless
from birdlog.crm.hubspot.problem import HubSpotError
from birdlog.mail.addresses import fold

OPEN_DEALS = 5
"""How many of a contact's open deals, the most recent ones, an email is associated with."""

SETTLING_SECONDS = 5.0

EMAIL_TO_CONTACT = 198
EMAIL_TO_COMPANY = 186
EMAIL_TO_DEAL = 210
"""Association types that HubSpot defines (its page on associations, 2026)."""

_PAGE = 100  # records; searches give 200 at most
_PAGES = 20  # of one search
_IDS_AT_ONCE = 25  # Message-IDs of one search, each in up to four spellings
_ONE_BY_ONE = 2  # Message-IDs that fit into the five filter groups of a search, in two spellings
_INPUTS_AT_ONCE = 100  # of a batch
_EMAIL_PROPERTIES = ("hs_email_message_id", "hs_email_subject", "hs_email_direction", "hs_timestamp")
_PRIMARY = ("contact_to_company",)

_P = ParamSpec("_P")
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Account:
    """The HubSpot account that a token belongs to: the number in its addresses, and where its data lie."""

    portal: str
    hosting: str


@dataclass(frozen=True, slots=True)
class Email:
    """An email on HubSpot's timelines. `at` is in UTC; what HubSpot does not say is empty or None."""

    id: str
    message_id: str
    subject: str
    direction: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact, and the id of its primary company (of its only one; None where there is none)."""

    id: str
    company: str | None


@dataclass(frozen=True, slots=True)
class Association:
    """What an email is tied to: a record's id and the type, one of those that HubSpot defines."""

    to: str
    type: int


def _shaped(
    method: Callable[Concatenate[HubSpot, _P], _T],
) -> Callable[Concatenate[HubSpot, _P], _T]:
    """An answer of another shape than the specification's is a HubSpotError (`garbled`) too."""

    def checked(self: HubSpot, /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
        try:
            return method(self, *args, **kwargs)
        except (LookupError, TypeError, ValueError, AttributeError):
            raise HubSpotError("garbled") from None

    checked.__doc__ = method.__doc__
    return checked


class HubSpot:
    """HubSpot's records. Every method raises HubSpotError."""

    def __init__(self, client: Client) -> None:
        self._client = client
        dated = not client.version.startswith("v")
        self._objects = f"/crm/objects/{client.version}" if dated else f"/crm/{client.version}/objects"

    @_shaped
    def account(self) -> Account:
        """Return which account the token belongs to."""
        said = self._client.get("/account-info/v3/details")
        return Account(harmless(str(said["portalId"])), harmless(str(said.get("dataHostingLocation") or "")))

    @_shaped
    def emails_by_message_id(self, message_ids: Iterable[str]) -> dict[str, Email]:
        """Return the emails that bear one of these Message-IDs (without angle brackets), by `same(id)`.

        One search for each 25. Where several bear the same, the first counts.
        """
        found: dict[str, Email] = {}
        for some in _portions(list(dict.fromkeys(message_ids)), _IDS_AT_ONCE):
            for email in self._emails(_message_id_filters(some)):
                found.setdefault(same(email.message_id), email)
        return found

    @_shaped
    def emails_of_contact(self, contact: str, start: datetime, end: datetime, subject: str) -> list[Email]:
        """Return the emails on a contact's timeline between two moments, and those of this subject ever."""
        mine = _equal("associations.contact", contact)
        between = {"operator": "BETWEEN", "value": _milliseconds(start), "highValue": _milliseconds(end)}
        then = {"filters": [mine, {"propertyName": "hs_timestamp", **between}]}
        same_subject = {"filters": [mine, _equal("hs_email_subject", subject)]}
        return list(self._emails([then, same_subject]))

    @_shaped
    def newest_emails(self, contact: str) -> list[Email]:
        """Return the newest emails that are tied to a contact, as of now: no search index lags behind."""
        said = self._client.get(f"{self._objects}/contacts/{contact}", associations="emails")
        tied = (said.get("associations") or {}).get("emails", {}).get("results", [])
        newest = sorted({int(each["id"]) for each in tied}, reverse=True)[:_INPUTS_AT_ONCE]
        if not newest:
            return []
        body = {
            "inputs": [{"id": str(id)} for id in newest],
            "properties": list(_EMAIL_PROPERTIES),
            "propertiesWithHistory": [],
        }
        return [
            _email(record)
            for record in self._client.read(f"{self._objects}/emails/batch/read", body)["results"]
        ]

    @_shaped
    def contact_ids(self, addresses: Iterable[str]) -> dict[str, str]:
        """Return the contacts' ids by folded address; addresses that are no contact's are left out."""
        ids: dict[str, str] = {}
        for some in _portions(list(dict.fromkeys(addresses)), _INPUTS_AT_ONCE):
            said = self._client.read(
                f"{self._objects}/contacts/batch/read",
                {
                    "idProperty": "email",
                    "inputs": [{"id": address} for address in some],
                    "properties": ["email"],
                    "propertiesWithHistory": [],
                },
            )
            for record in said["results"]:
                ids[fold(record["properties"]["email"] or "")] = str(record["id"])
        return ids

    @_shaped
    def contact(self, address: str) -> Contact | None:
        """Return the contact of this address with its primary company; None where there is none."""
        return self._contact(quote(address, safe=""), idProperty="email")

    @_shaped
    def new_contact(self, address: str, name: str | None) -> Contact:
        """Make a contact, or return the one that has come in between."""
        first, _, last = (name or "").strip().rpartition(" ")
        names = {"firstname": first or last, "lastname": last if first else ""}
        properties = {"email": address, **{key: value for key, value in names.items() if value}}
        try:
            made = self._client.create(
                f"{self._objects}/contacts", {"properties": properties, "associations": []}
            )
            return Contact(str(made["id"]), None)
        except HubSpotError as problem:
            if problem.code != "conflict" and not problem.outcome_unknown:
                raise
            existing = problem.values.get("existing")
            found = self._contact(existing) if existing else self.contact(address)
            if found is None:
                raise
            return found

    @_shaped
    def open_deals(self, contact: str) -> list[str]:
        """Return the ids of a contact's most recent open deals, newest first, at most OPEN_DEALS.

        HubSpot's pages and its specification disagree on how a search is told to sort, so it is sorted here.
        """
        filters = [_equal("associations.contact", contact), _equal("hs_is_closed", "false")]
        deals = self._found("deals", [{"filters": filters}], ("createdate", "hs_is_closed"))
        newest = sorted(deals, key=lambda deal: str(deal["properties"].get("createdate") or ""), reverse=True)
        return [str(deal["id"]) for deal in newest[:OPEN_DEALS]]

    @_shaped
    def email_to_company(self) -> int:
        """Return the type by which HubSpot itself ties an email to a company, as the account lists it."""
        labels = self._client.get("/crm/v4/associations/emails/companies/labels")["results"]
        own = [label for label in labels if label["category"] == "HUBSPOT_DEFINED"]
        unlabelled = [label for label in own if not label.get("label")] or own
        return int(unlabelled[0]["typeId"]) if unlabelled else EMAIL_TO_COMPANY

    @_shaped
    def owner(self, address: str) -> str | None:
        """Return the id of the HubSpot user with this address, None where there is none."""
        owners = self._client.get("/crm/v3/owners", email=address)["results"]
        return next(
            (str(owner["id"]) for owner in owners if fold(owner.get("email") or "") == fold(address)), None
        )

    @_shaped
    def new_email(self, properties: dict[str, str], associations: Sequence[Association]) -> str:
        """Put an email on the timelines and return its id. It is sent once; a lost answer is an error."""
        ties = [
            {
                "to": {"id": tie.to},
                "types": [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": tie.type}],
            }
            for tie in associations
        ]
        made = self._client.create(
            f"{self._objects}/emails", {"properties": properties, "associations": ties}
        )
        return str(made["id"])

    def settle(self) -> None:
        """Give HubSpot time to finish what it was doing when its answer got lost."""
        self._client.wait(SETTLING_SECONDS)

    def _contact(self, id: str, **query: str) -> Contact | None:
        try:
            said = self._client.get(f"{self._objects}/contacts/{id}", associations="companies,deals", **query)
        except HubSpotError as problem:
            if problem.code == "not-found":
                return None
            raise
        companies = (said.get("associations") or {}).get("companies", {}).get("results", [])
        primary = [company for company in companies if company["type"] in _PRIMARY] or companies
        return Contact(str(said["id"]), str(primary[0]["id"]) if primary else None)

    def _emails(self, groups: list[dict[str, Any]]) -> Iterator[Email]:
        return map(_email, self._found("emails", groups, _EMAIL_PROPERTIES))

    def _found(
        self, kind: str, groups: list[dict[str, Any]], properties: Sequence[str]
    ) -> Iterator[dict[str, Any]]:
        """The records of a kind that a search finds, page by page."""
        after = "0"
        for _ in range(_PAGES):
            body = {
                "filterGroups": groups,
                "sorts": [],
                "properties": list(properties),
                "limit": _PAGE,
                "after": after,
            }
            said = self._client.search(f"{self._objects}/{kind}/search", body)
            yield from said["results"]
            following = (said.get("paging") or {}).get("next")
            if not following:
                return
            after = str(following["after"])


def same(message_id: str) -> str:
    """Return the form in which two spellings of a Message-ID are equal: no angle brackets, letter case alike.

    A search with IN compares in lower case (HubSpot's page on searches, 2026).
    """
    return message_id.strip().removeprefix("<").removesuffix(">").lower()


def _message_id_filters(message_ids: list[str]) -> list[dict[str, Any]]:
    """HubSpot keeps a Message-ID with or without angle brackets, depending on where the mail came in."""
    name = "hs_email_message_id"
    if len(message_ids) <= _ONE_BY_ONE:
        spellings = [spelling for id in message_ids for spelling in (id, f"<{id}>")]
        return [{"filters": [_equal(name, spelling)]} for spelling in spellings]
    forms = [form for id in message_ids for form in dict.fromkeys((id, id.lower()))]
    values = [spelling for form in forms for spelling in (form, f"<{form}>")]
    return [{"filters": [{"propertyName": name, "operator": "IN", "values": values}]}]


def _equal(name: str, value: str) -> dict[str, Any]:
    return {"propertyName": name, "operator": "EQ", "value": value}


def _email(record: dict[str, Any]) -> Email:
    properties = record["properties"]
    return Email(
        id=str(record["id"]),
        message_id=properties.get("hs_email_message_id") or "",
        subject=properties.get("hs_email_subject") or "",
        direction=properties.get("hs_email_direction") or "",
        at=_moment(properties.get("hs_timestamp")),
    )


def _moment(value: str | None) -> datetime | None:
    """A time as HubSpot writes it: ISO 8601, or milliseconds since 1970."""
    if not value:
        return None
    try:
        if value.isdecimal():
            return datetime.fromtimestamp(int(value) / 1000, UTC)
        moment = datetime.fromisoformat(value)
    except (ValueError, OverflowError, OSError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _milliseconds(moment: datetime) -> str:
    return str(int(moment.timestamp() * 1000))


def _portions(entries: list[str], size: int) -> Iterator[list[str]]:
    for start in range(0, len(entries), size):
        yield entries[start : start + size]
