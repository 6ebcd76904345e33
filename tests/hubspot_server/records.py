"""The records of one HubSpot account, and what a search finds among them."""

import itertools
from dataclasses import dataclass, field
from datetime import UTC, datetime

DEFAULT_PROPERTIES = {
    "contacts": ("email", "firstname", "lastname"),
    "companies": ("name", "domain"),
    "deals": ("dealname", "dealstage", "createdate"),
    "emails": (),
}
REQUIRED = {"emails": ("hs_timestamp",), "contacts": (), "deals": (), "companies": ()}
READ_ONLY = (
    "hs_object_id",
    "hs_createdate",
    "hs_lastmodifieddate",
    "hs_email_from_email",
    "hs_email_to_email",
)
SINGULAR = {"contacts": "contact", "companies": "company", "deals": "deal", "emails": "email"}
TYPES = {
    ("emails", "contacts"): 198,
    ("emails", "companies"): 186,
    ("emails", "deals"): 210,
    ("contacts", "companies"): 1,
    ("contacts", "deals"): 4,
}


class Refused(Exception):
    """A request that is answered with an error of HubSpot's form."""

    def __init__(self, status, category, message, **more):
        super().__init__(message)
        self.status, self.category, self.message, self.more = status, category, message, more


@dataclass
class Record:
    id: str
    kind: str
    properties: dict
    created: str
    indexed: bool
    archived: bool = False
    ties: list = field(default_factory=list)  # (kind, id, type of the association)

    def shown(self, wanted=()):
        names = [*DEFAULT_PROPERTIES[self.kind], *wanted]
        own = {name: self.properties.get(name) for name in names}
        stamps = {"hs_createdate": self.created, "hs_lastmodifieddate": self.created, "hs_object_id": self.id}
        return {
            "id": self.id,
            "properties": {**own, **stamps},
            "createdAt": self.created,
            "updatedAt": self.created,
            "archived": self.archived,
        }


class Records:
    """Everything in the account. `indexing` False: no search finds what is written now, until `index()`."""

    def __init__(self):
        self.all = {}
        self.indexing = True
        self._numbers = itertools.count(1001)

    def of(self, kind):
        return [record for record in self.all.values() if record.kind == kind and not record.archived]

    def add(self, kind, properties, ties=()):
        """Put a record in, as a test or the CRM's own mail intake does."""
        created = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
        record = Record(str(next(self._numbers)), kind, dict(properties), created, self.indexing, ties=[])
        self.all[record.id] = record
        for other in ties:
            self.tie(record, other, TYPES.get((kind, other.kind)) or TYPES[(other.kind, kind)])
        return record

    def tie(self, record, other, type):
        record.ties.append((other.kind, other.id, type))
        other.ties.append((record.kind, record.id, type))

    def index(self):
        for record in self.all.values():
            record.indexed = True

    def find(self, kind, id, id_property=None):
        for record in self.of(kind):
            value = record.properties.get(id_property) if id_property else record.id
            if value is not None and value.lower() == id.lower():
                return record
        return None

    def create(self, kind, properties, associations):
        """Write a record as a request asks for it; raises Refused."""
        for name in properties:
            if name in READ_ONLY:
                raise Refused(
                    400,
                    "VALIDATION_ERROR",
                    f'Property values were not valid: [{{"error":"READ_ONLY_VALUE","name":"{name}"}}]',
                    errors=[
                        {
                            "message": "read only",
                            "code": "READ_ONLY_VALUE",
                            "context": {"propertyName": [name]},
                        }
                    ],
                )
        for name in REQUIRED[kind]:
            if not properties.get(name):
                raise Refused(400, "VALIDATION_ERROR", f"Required properties were missing: {name}")
        if kind == "contacts" and (there := self.find("contacts", properties.get("email", ""), "email")):
            raise Refused(409, "CONFLICT", f"Contact already exists. Existing ID: {there.id}")
        others = [(self._other(tie), tie["types"]) for tie in associations]
        record = self.add(kind, properties)
        for other, types in others:
            for each in types:
                if each["associationTypeId"] != TYPES.get((kind, other.kind)):
                    del self.all[record.id]
                    raise Refused(400, "VALIDATION_ERROR", f"invalid association type for {other.kind}")
                self.tie(record, other, each["associationTypeId"])
        return record

    def _other(self, tie):
        other = self.all.get(tie["to"]["id"])
        if other is None:
            raise Refused(400, "VALIDATION_ERROR", f"object {tie['to']['id']} does not exist")
        return other

    def search(self, kind, groups):
        """What the filter groups find (any group, all filters of it), of what the index knows."""
        known = [record for record in self.of(kind) if record.indexed]
        if not groups:
            return known
        return [record for record in known if any(self._fits(record, group["filters"]) for group in groups)]

    def _fits(self, record, filters):
        return all(self._passes(record, each) for each in filters)

    def _passes(self, record, each):
        name, operator = each["propertyName"], each["operator"]
        if name.startswith("associations."):
            held = [id for kind, id, _ in record.ties if SINGULAR[kind] == name.partition(".")[2]]
            return each["value"] in held
        value = record.properties.get(name)
        if operator in ("HAS_PROPERTY", "NOT_HAS_PROPERTY"):
            return (value is not None) == (operator == "HAS_PROPERTY")
        if value is None:
            return operator in ("NEQ", "NOT_IN", "NOT_CONTAINS_TOKEN")
        if operator in ("IN", "NOT_IN"):  # the values have to be in lower case
            return (value.lower() in each["values"]) == (operator == "IN")
        if operator in ("EQ", "NEQ"):
            return (value.lower() == each["value"].lower()) == (operator == "EQ")
        if operator in ("CONTAINS_TOKEN", "NOT_CONTAINS_TOKEN"):
            return (each["value"].lower() in value.lower().split()) == (operator == "CONTAINS_TOKEN")
        number, low = moment(value), moment(each["value"])
        return {
            "GT": number > low,
            "GTE": number >= low,
            "LT": number < low,
            "LTE": number <= low,
            "BETWEEN": low <= number <= moment(each.get("highValue", each["value"])),
        }[operator]


def moment(value):
    """Milliseconds since 1970, from either of the forms that HubSpot takes."""
    if value.lstrip("-").isdecimal():
        return int(value)
    return int(datetime.fromisoformat(value).timestamp() * 1000)
