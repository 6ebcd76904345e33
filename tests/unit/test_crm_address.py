"""What a person is told of a CRM's address while typing it, and what is made of a pasted one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from birdlog.rules.crm_address import examine, fitting, taken_apart
from birdlog.rules.preset import preset, preset_names
from birdlog.texts import finding_json, text

BCC, FORWARD = "7812@bcc.hubspot.com", "7812@forward.hubspot.com"


def said(finding):
    return finding and text(f"crm-address.{finding.code}.message", "en", **finding.values)


@pytest.mark.parametrize(
    "pasted",
    [
        f"  {BCC}\n",
        f"HubSpot <{BCC}>",
        f"<{BCC}>",
        f'"{BCC}"',
        f"“{BCC}”.",
        f"mailto:{BCC}?subject=x",
        "mailto:7812%40bcc.hubspot.com",
        f"BCC address: {BCC}",
    ],
)
def test_the_address_in_what_is_pasted_is_found(pasted):
    assert taken_apart(pasted) == BCC


@pytest.mark.parametrize("pasted", ["7812", "", f"{BCC}, {FORWARD}", "no address at all"])
def test_a_text_without_one_address_stays_as_it_is(pasted):
    assert taken_apart(f" {pasted} ") == pasted


@given(st.text())
def test_any_text_can_be_pasted_and_examined(pasted):
    address = taken_apart(pasted)
    for name in preset_names():
        examine(address, "bcc", name, address)
        fitting(pasted, "forward", name, address)


def test_nothing_is_said_of_an_empty_field():
    assert examine("", "bcc", "hubspot") is None


@pytest.mark.parametrize(("address", "role"), [(BCC, "bcc"), (FORWARD, "forward")])
def test_an_address_of_the_crms_form_is_said_to_be_of_its_account(address, role):
    found = examine(address, role, "hubspot", FORWARD)
    assert (found.code, found.level) == ("fits-account", "ok")
    assert said(found) == "It looks right: HubSpot's account 7812."


@pytest.mark.parametrize(
    ("address", "role", "preset_name", "code", "level"),
    [
        ("7812", "bcc", "hubspot", "unfinished", "block"),
        ("7812@bcc.hubspt.com", "bcc", "hubspot", "look-alike", "block"),
        ("7812@bcc.hubspot.com.evil.example", "bcc", "hubspot", "look-alike", "block"),
        ("7812@bcc.hubѕроt.com", "bcc", "hubspot", "look-alike", "block"),
        (FORWARD, "bcc", "hubspot", "other-field-bcc", "block"),
        (BCC, "forward", "hubspot", "other-field-forward", "block"),
        ("crm@relay.acme.example", "bcc", "hubspot", "other-form", "warn"),
        ("ana@bcc.hubspot.com", "bcc", "hubspot", "other-form", "warn"),
        ("acme@pipedrivemail.com", "forward", "pipedrive", "fits-account", "ok"),
        ("ana@acme.example", "bcc", "salesforce", "other-domain", "warn"),
        ("emailtosalesforce@a.b.le.salesforce.com", "bcc", "salesforce", "no-form", "ok"),
        ("log@crm.example", "bcc", "custom", "no-form", "ok"),
    ],
)
def test_what_is_seen_of_an_address(address, role, preset_name, code, level):
    found = examine(address, role, preset_name)
    assert (found.code, found.level) == (code, level)


def test_two_addresses_of_different_accounts_are_noticed():
    found = examine("7813@forward.hubspot.com", "forward", "hubspot", BCC)
    assert said(found) == "This is an address of the account 7813, the other one is of 7812."


def test_a_look_alike_is_named_with_what_it_looks_like():
    found = examine("7812@bcc.hubspt.com", "bcc", "hubspot")
    assert said(found) == "“bcc.hubspt.com” only looks like HubSpot's “bcc.hubspot.com”."


def test_what_blocks_here_is_what_can_not_be_kept():
    """The field and the rules agree about look-alikes, but for an address in the wrong field."""
    for address in ("7812@bcc.hubspt.com", "7812", "log@hubspot.com.example"):
        assert examine(address, "bcc", "hubspot").level == "block"
        assert preset("hubspot").distrusts(address)


@pytest.mark.parametrize(
    ("copied", "role", "preset_name", "other", "offered"),
    [
        (f"Your addresses: {FORWARD}, {BCC}", "bcc", "hubspot", None, BCC),
        (f"Your addresses: {FORWARD}, {BCC}", "forward", "hubspot", None, FORWARD),
        ("7812@bcc.hubspt.com", "bcc", "hubspot", None, None),
        ("ana@acme.example", "bcc", "hubspot", None, None),
        ("a@x.le.salesforce.com", "bcc", "salesforce", None, "a@x.le.salesforce.com"),
        ("ana@acme.example", "bcc", "salesforce", None, None),
        ("log@crm.example", "bcc", "custom", None, "log@crm.example"),
        ("log@crm.example", "bcc", "custom", "LOG@crm.example", None),
        ("write to log@crm.example please", "bcc", "custom", None, None),
    ],
)
def test_a_copied_address_is_offered_where_it_may_be_meant(copied, role, preset_name, other, offered):
    assert fitting(copied, role, preset_name, other) == offered


def test_every_finding_has_words_for_what_to_do():
    found = examine("crm@relay.acme.example", "bcc", "hubspot")
    assert "HubSpot's page" in text(f"crm-address.{found.code}.fix", "en", **found.values)
    assert finding_json(found)["code"] == found.code
