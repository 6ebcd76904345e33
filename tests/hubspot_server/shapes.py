"""The shapes of requests, from HubSpot's published OpenAPI specification (CRM objects, 2026-03)."""

from hubspot_server.records import Refused

OPERATORS = {
    *("BETWEEN", "CONTAINS_TOKEN", "EQ", "GT", "GTE", "HAS_PROPERTY", "IN"),
    *("LT", "LTE", "NEQ", "NOT_CONTAINS_TOKEN", "NOT_HAS_PROPERTY", "NOT_IN"),
}
CATEGORIES = {"HUBSPOT_DEFINED", "INTEGRATOR_DEFINED", "USER_DEFINED", "WORK"}
MOST_GROUPS, MOST_FILTERS_IN_A_GROUP, MOST_FILTERS = 5, 6, 18  # the page on searches


def _invalid(message):
    raise Refused(400, "VALIDATION_ERROR", f"Invalid input JSON: {message}")


def _object(value, name, required, optional=()):
    if not isinstance(value, dict):
        _invalid(f"{name} is no object")
    if missing := set(required) - set(value):
        _invalid(f"{name} lacks {', '.join(sorted(missing))}")
    if unknown := set(value) - set(required) - set(optional):
        _invalid(f"{name} has unknown fields {', '.join(sorted(unknown))}")
    return value


def _strings(value, name):
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        _invalid(f"{name} is no list of strings")


def _string(value, name):
    if not isinstance(value, str):
        _invalid(f"{name} is no string")


def _properties(value):
    if not isinstance(value, dict) or not all(isinstance(each, str) for each in value.values()):
        _invalid("properties: values must be strings")


def check_create(body):
    _object(body, "SimplePublicObjectInputForCreate", ("properties",), ("associations", "objectWriteTraceId"))
    _properties(body["properties"])
    for tie in body.get("associations") or []:
        _object(tie, "PublicAssociationsForObject", ("to", "types"))
        _string(_object(tie["to"], "PublicObjectId", ("id",))["id"], "to.id")
        for each in tie["types"]:
            _object(each, "AssociationSpec", ("associationCategory", "associationTypeId"))
            if each["associationCategory"] not in CATEGORIES or not isinstance(
                each["associationTypeId"], int
            ):
                _invalid("AssociationSpec")


def check_search(body):
    _object(
        body,
        "PublicObjectSearchRequest",
        ("filterGroups", "limit", "properties", "sorts", "after"),
        ("query",),
    )
    groups = body["filterGroups"]
    if not isinstance(groups, list) or len(groups) > MOST_GROUPS:
        _invalid(f"at most {MOST_GROUPS} filter groups")
    if not isinstance(body["limit"], int) or not 1 <= body["limit"] <= 200:
        _invalid("limit")
    _strings(body["properties"], "properties")
    _strings(body["sorts"], "sorts")
    _string(body["after"], "after")
    filters = [each for group in groups for each in _object(group, "FilterGroup", ("filters",))["filters"]]
    if len(filters) > MOST_FILTERS or any(
        len(group["filters"]) > MOST_FILTERS_IN_A_GROUP for group in groups
    ):
        _invalid("too many filters")
    for each in filters:
        _check_filter(each)


def _check_filter(each):
    _object(each, "Filter", ("operator", "propertyName"), ("value", "values", "highValue"))
    if each["operator"] not in OPERATORS:
        _invalid("operator")
    if each["operator"] in ("IN", "NOT_IN"):
        _strings(each.get("values"), "values")
    elif not each["operator"].endswith("HAS_PROPERTY"):
        _string(each.get("value"), "value")
    if each["operator"] == "BETWEEN":
        _string(each.get("highValue"), "highValue")


def check_batch_read(body):
    _object(
        body,
        "BatchReadInputSimplePublicObjectId",
        ("inputs", "properties", "propertiesWithHistory"),
        ("idProperty",),
    )
    for each in body["inputs"]:
        _string(_object(each, "SimplePublicObjectId", ("id",))["id"], "inputs.id")
    if len(body["inputs"]) > 100:
        _invalid("at most 100 inputs")
    _strings(body["properties"], "properties")
