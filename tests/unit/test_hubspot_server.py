"""The HubSpot of the tests serves HubSpot's own client, and errs as HubSpot's pages say."""

import hubspot
import pytest
from hubspot.crm.contacts import SimplePublicObjectInputForCreate as ContactInput
from hubspot.crm.deals import PublicObjectSearchRequest as DealSearch
from hubspot.crm.objects.emails import (
    AssociationSpec,
    BatchReadInputSimplePublicObjectId,
    Filter,
    FilterGroup,
    PublicAssociationsForObject,
    PublicObjectId,
    PublicObjectSearchRequest,
    SimplePublicObjectId,
    SimplePublicObjectInputForCreate,
)
from urllib3.exceptions import HTTPError
from urllib3.util.retry import Retry

from hubspot_server.faults import Fault, limited
from hubspot_server.server import CONTACTS_READ, HubSpotServer

SPEC = AssociationSpec(association_category="HUBSPOT_DEFINED", association_type_id=198)


@pytest.fixture
def server():
    with HubSpotServer() as running:
        yield running


@pytest.fixture
def crm(server):
    client = hubspot.HubSpot(access_token="pat-good", host=server.url, retry=Retry(False))
    return client.crm


def _email(to, **properties):
    stamped = {"hs_timestamp": "2026-11-23T13:00:00Z", "hs_email_subject": "The offer", **properties}
    tie = PublicAssociationsForObject(to=PublicObjectId(id=to), types=[SPEC])
    return SimplePublicObjectInputForCreate(properties=stamped, associations=[tie])


def _search(**filter):
    groups = [FilterGroup(filters=[Filter(**filter)])]
    return PublicObjectSearchRequest(
        filter_groups=groups, sorts=[], properties=["hs_email_subject"], limit=10, after="0"
    )


def _status(call):
    """The status and the body with which HubSpot's client says no."""
    with pytest.raises(Exception, match=r"\(\d+\)") as refused:
        call()
    return refused.value.status, refused.value.body


def test_an_email_is_created_with_its_contact_and_read_back(crm):
    contact = crm.contacts.basic_api.create(
        simple_public_object_input_for_create=ContactInput(
            properties={"email": "bob@globex.example", "firstname": "Bob"}, associations=[]
        )
    )
    made = crm.objects.emails.basic_api.create(
        simple_public_object_input_for_create=_email(contact.id, hs_email_message_id="1@acme.example")
    )
    read = crm.objects.emails.basic_api.get_by_id(made.id, associations=["contacts"])
    assert [each.id for each in read.associations["contacts"].results] == [contact.id]
    assert read.associations["contacts"].results[0].type == "email_to_contact"


def test_a_contact_is_found_by_address_with_companies_and_deals(server, crm):
    company = server.records.add("companies", {"name": "Globex"})
    contact = server.records.add("contacts", {"email": "bob@globex.example"}, [company])
    server.records.add("deals", {"dealname": "Big", "hs_is_closed": "false"}, [contact])
    found = crm.contacts.basic_api.get_by_id(
        "bob@globex.example", id_property="email", associations=["companies", "deals"]
    )
    assert found.associations["companies"].results[0].type == "contact_to_company"
    assert len(found.associations["deals"].results) == 1


def test_a_contact_that_exists_is_a_conflict(server, crm):
    there = server.records.add("contacts", {"email": "bob@globex.example"})
    again = ContactInput(properties={"email": "bob@globex.example"}, associations=[])
    status, body = _status(lambda: crm.contacts.basic_api.create(simple_public_object_input_for_create=again))
    assert status == 409
    assert f"Contact already exists. Existing ID: {there.id}" in body


def test_a_search_pages_sorts_and_knows_associations(server, crm):
    contact = server.records.add("contacts", {"email": "bob@globex.example"})
    for day in range(1, 8):
        deal = {"dealname": str(day), "hs_is_closed": "false", "createdate": f"2026-01-0{day}T00:00:00Z"}
        server.records.add("deals", deal, [contact])
    filters = [
        Filter(property_name="associations.contact", operator="EQ", value=contact.id),
        Filter(property_name="hs_is_closed", operator="EQ", value="false"),
    ]
    wanted = DealSearch(
        filter_groups=[FilterGroup(filters=filters)],
        sorts=["-createdate"],
        properties=["dealname"],
        limit=5,
        after="0",
    )
    found = crm.deals.search_api.do_search(public_object_search_request=wanted)
    assert (found.total, found.paging.next.after) == (7, "5")
    assert [deal.properties["dealname"] for deal in found.results] == ["7", "6", "5", "4", "3"]


def test_the_search_index_lags_behind(server, crm):
    server.records.indexing = False
    server.records.add("emails", {"hs_timestamp": "0", "hs_email_message_id": "1@x"})
    wanted = _search(property_name="hs_email_message_id", operator="EQ", value="1@x")
    search = crm.objects.emails.search_api.do_search
    assert search(public_object_search_request=wanted).total == 0
    server.records.index()
    assert search(public_object_search_request=wanted).total == 1


def test_an_archived_email_is_never_found(server, crm):
    email = server.records.add("emails", {"hs_timestamp": "0", "hs_email_message_id": "1@x"})
    email.archived = True
    wanted = _search(property_name="hs_email_message_id", operator="IN", values=["1@x"])
    assert crm.objects.emails.search_api.do_search(public_object_search_request=wanted).total == 0


def test_a_batch_says_what_it_did_not_find(server, crm):
    there = server.records.add("emails", {"hs_timestamp": "0"})
    wanted = BatchReadInputSimplePublicObjectId(
        inputs=[SimplePublicObjectId(id=there.id), SimplePublicObjectId(id="999")],
        properties=["hs_timestamp"],
        properties_with_history=[],
    )
    answer = crm.objects.emails.batch_api.read(batch_read_input_simple_public_object_id=wanted)
    assert [each.id for each in answer.results] == [there.id]
    assert answer.errors[0].category == "OBJECT_NOT_FOUND"


def test_labels_and_owners_are_told(server, crm):
    server.owners = [{"id": "7", "email": "ana@acme.example", "firstName": "Ana", "archived": False}]
    labels = crm.associations.v4.schema.definitions_api.get_all("emails", "companies").results
    assert [label.type_id for label in labels if label.category == "HUBSPOT_DEFINED"] == [186]
    server.owners[0] |= dict.fromkeys(("createdAt", "updatedAt"), "2026-01-01T00:00:00Z")
    assert crm.owners.owners_api.get_page(email="ana@acme.example").results[0].id == "7"


@pytest.mark.parametrize(
    ("token", "category"),
    [("pat-unknown", "INVALID_AUTHENTICATION"), ("pat-old", "EXPIRED_AUTHENTICATION")],
)
def test_a_wrong_token_is_401(server, token, category):
    server.tokens["pat-old"] = None
    client = hubspot.HubSpot(access_token=token, host=server.url)
    status, body = _status(lambda: client.crm.objects.emails.basic_api.get_by_id("1"))
    assert status == 401
    assert category in body


def test_a_missing_scope_is_403_and_named(server, crm):
    server.tokens["pat-good"] = frozenset({CONTACTS_READ})
    status, body = _status(lambda: crm.objects.emails.basic_api.get_by_id("1"))
    assert status == 403
    assert '"requiredGranularScopes": ["sales-email-read"]' in body


def test_what_is_not_there_is_404(crm):
    assert _status(lambda: crm.objects.emails.basic_api.get_by_id("999"))[0] == 404


@pytest.mark.parametrize(
    "properties",
    [{"hs_email_subject": "No time"}, {"hs_timestamp": "0", "hs_email_from_email": "ana@acme.example"}],
)
def test_an_email_without_a_time_or_with_what_is_read_only_is_400(crm, properties):
    body = SimplePublicObjectInputForCreate(properties=properties, associations=[])
    create = crm.objects.emails.basic_api.create
    assert _status(lambda: create(simple_public_object_input_for_create=body))[0] == 400


def test_six_filter_groups_are_too_many(crm):
    group = FilterGroup(filters=[Filter(property_name="hs_timestamp", operator="EQ", value="0")])
    wanted = PublicObjectSearchRequest(
        filter_groups=[group] * 6, sorts=[], properties=[], limit=10, after="0"
    )
    search = crm.objects.emails.search_api.do_search
    assert _status(lambda: search(public_object_search_request=wanted))[0] == 400


def test_a_sixth_search_within_a_second_is_429_and_names_its_policy(crm):
    wanted = _search(property_name="hs_email_message_id", operator="EQ", value="1@x")
    search = crm.objects.emails.search_api.do_search

    def six():
        for _ in range(6):
            search(public_object_search_request=wanted)

    status, body = _status(six)
    assert status == 429
    assert '"policyName": "SECONDLY"' in body


@pytest.mark.parametrize(
    "fault",
    [
        limited("DAILY"),
        limited("TEN_SECONDLY_ROLLING", retry_after="7"),
        Fault(status=423),
        Fault(status=477, headers={"Retry-After": "60"}),
        Fault(status=502),
        Fault(status=524),
    ],
    ids=lambda fault: str(fault.status),
)
def test_a_fault_is_met_once(server, crm, fault):
    server.records.add("emails", {"hs_timestamp": "0"})
    server.faults.append(fault)
    status, body = _status(lambda: crm.objects.emails.basic_api.get_by_id("1001"))
    assert status == fault.status
    assert fault.body.get("policyName", "") in body
    assert crm.objects.emails.basic_api.get_by_id("1001").id == "1001"


@pytest.mark.parametrize(("drop", "written"), [("before", 0), ("after", 1)])
def test_a_dropped_connection_leaves_open_whether_it_was_done(server, crm, drop, written):
    contact = server.records.add("contacts", {"email": "bob@globex.example"})
    server.faults.append(Fault("/emails", drop=drop))
    create = crm.objects.emails.basic_api.create
    with pytest.raises(HTTPError):
        create(simple_public_object_input_for_create=_email(contact.id))
    assert len(server.records.of("emails")) == written
