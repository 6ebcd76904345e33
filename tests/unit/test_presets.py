"""What is known of each CRM is complete, sourced, and tells its addresses from look-alikes."""

import re
from pathlib import Path

import pytest

from birdlog.rules import preset as module
from birdlog.rules.preset import preset, preset_names
from birdlog.settings import Profile
from birdlog.texts import LOCALES

FILES = sorted((Path(module.__file__).parent / "presets").glob("*.toml"))


def test_these_crms_are_known():
    assert preset_names() == ("close", "custom", "hubspot", "local", "pipedrive", "salesforce", "zoho")


@pytest.mark.parametrize("name", preset_names())
def test_every_preset_has_a_name_and_limits(name):
    known = preset(name)

    assert known.name == name
    assert known.crm
    assert known.content_limit > 0
    assert known.attachments_limit >= known.content_limit


@pytest.mark.parametrize("name", preset_names())
def test_every_preset_says_in_each_language_where_its_addresses_are(name):
    assert sorted(preset(name).where) == sorted(LOCALES)
    assert all(preset(name).where.values())
    assert (preset(name).help or "https://").startswith("https://")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_preset_names_its_source_and_a_date(file):
    assert re.search(r"^# .*\b20\d\d\b", file.read_text(encoding="utf-8"), re.MULTILINE)


def test_the_limits_that_hubspots_page_names():
    assert preset("hubspot").content_limit == 2 * 1024 * 1024
    assert preset("hubspot").attachments_limit == 50 * 1024 * 1024


def test_there_is_no_preset_of_another_name():
    with pytest.raises(KeyError):
        preset("../hubspot")


@pytest.mark.parametrize(
    "address",
    [
        "123@bcc.hubspot.com",
        "123@BCC.EU1.HubSpot.com",
        "123@bcc.na2.hubspot.com",
        "123@anything-new.hubspot.com",
        "crm@relay.acme.example",
        "hub@spot.example",
    ],
)
def test_hubspots_own_addresses_and_relays_are_trusted(address):
    assert not preset("hubspot").distrusts(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "123",
        "123@",
        "123@bcc.hubspot.com, 124@bcc.hubspot.com",
        "123@bcc.hubspot.com.evil.example",
        "123@bcc-hubspot.com",
        "123@bcc.hubspot.com.br",
        "123@bcc.hubspt.com",
        "123@bcc.hubpsot.com",
        "123@bcc.hubspot.co",
        "123@bcc.hubspot.con",
    ],
)
def test_malformed_addresses_typos_and_look_alikes_are_not(address):
    assert preset("hubspot").distrusts(address)


def test_a_crm_without_a_domain_of_its_own_has_no_look_alikes():
    assert not preset("custom").distrusts("log@hubspot.com.example")
    assert not preset("local").distrusts("log@crm")


@pytest.mark.parametrize("name", preset_names())
def test_no_preset_distrusts_its_own_forms(name):
    known = preset(name)
    for form in known.bcc_domains + known.forward_domains:
        address = f"123@{form.replace('*', 'eu1')}"
        assert known.portal_of(address) == "123"
        assert not known.distrusts(address)
        assert known.expects(address, known.bcc_domains) or known.expects(address, known.forward_domains)


def test_an_address_of_another_form_is_unexpected():
    hubspot = preset("hubspot")

    assert hubspot.expects("123@bcc.hubspot.com", hubspot.bcc_domains)
    assert not hubspot.expects("123@forward.hubspot.com", hubspot.bcc_domains)
    assert not hubspot.expects("123@bcc.a.b.hubspot.com", hubspot.bcc_domains)
    assert preset("close").expects("x@anywhere.example", preset("close").bcc_domains)


@pytest.mark.parametrize("name", preset_names())
def test_every_preset_says_who_becomes_a_contact_and_what_unknown_senders_hear(name):
    known = preset(name)

    assert set(known.contacts_from) <= {"to", "cc"}
    assert known.contacts_from
    assert isinstance(known.tells_unknown_senders, bool)


def test_salesforce_takes_the_first_fifty_addresses():
    assert preset("salesforce").contacts_at_most == 50


def test_only_hubspot_is_known_to_read_certain_languages():
    assert {name for name in preset_names() if preset(name).languages} == {"hubspot"}
    assert not preset("hubspot").languages & preset("hubspot").languages_probable


def test_what_stands_before_the_at_tells_the_account():
    hubspot, pipedrive = preset("hubspot"), preset("pipedrive")

    assert hubspot.portal_of("4711@bcc.hubspot.com") == "4711"
    assert hubspot.portal_of("log@bcc.hubspot.com") is None
    assert not hubspot.expects("log@bcc.hubspot.com", hubspot.bcc_domains)
    assert pipedrive.portal_of("Acme+deal12@pipedrivemail.com") == "acme"
    assert pipedrive.expects("acme+deal12@pipedrivemail.com", pipedrive.bcc_domains)
    assert preset("custom").portal_of("log@crm.example") is None


def profile(bcc, forward, name="hubspot"):
    return Profile("work", name, "CRM", bcc=bcc, forward=forward)


@pytest.mark.parametrize(
    ("bcc", "forward", "doubt"),
    [
        ("1@bcc.hubspot.com", "1@forward.hubspot.com", None),
        ("1@bcc.eu1.hubspot.com", "1@forward.hubspot.com", None),
        ("1@bcc.hubspot.com", None, None),
        ("1@bcc.hubspot.com", "2@forward.hubspot.com", "other-portal"),
        ("1@forward.hubspot.com", "1@bcc.hubspot.com", "other-form"),
        ("1@relay.acme.example", "1@forward.hubspot.com", "other-form"),
        ("one@bcc.hubspot.com", "1@forward.hubspot.com", "other-form"),
        ("1@bcc.hubspot.com", "two@forward.hubspot.com", None),
        ("1@bcc.hubspt.com", "2@forward.hubspot.com", None),
    ],
)
def test_a_suspicious_address_is_doubted_and_a_bad_one_is_worse(bcc, forward, doubt):
    assert profile(bcc, forward).doubt(bcc) == doubt


def test_a_deals_address_is_of_the_same_company():
    deals = profile("acme+deal7@pipedrivemail.com", "acme@pipedrivemail.com", "pipedrive")
    assert deals.doubt(deals.bcc) is None
    others = profile("acme@pipedrivemail.com", "acmee@pipedrivemail.com", "pipedrive")
    assert others.doubt(others.forward) == "other-portal"


def test_where_nothing_is_known_of_the_addresses_nothing_is_doubted():
    assert profile("a@crm.example", "b@other.example", "custom").doubt("a@crm.example") is None
