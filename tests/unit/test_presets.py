"""What is known of each CRM is complete, sourced, and tells its addresses from look-alikes."""

import re
from pathlib import Path

import pytest

from birdlog.rules import preset as module
from birdlog.rules.preset import preset, preset_names

FILES = sorted((Path(module.__file__).parent / "presets").glob("*.toml"))


def test_the_presets():
    assert preset_names() == ("close", "custom", "hubspot", "local", "pipedrive", "salesforce", "zoho")


@pytest.mark.parametrize("name", preset_names())
def test_every_preset_has_a_name_and_limits(name):
    known = preset(name)

    assert known.name == name
    assert known.crm
    assert known.content_limit > 0
    assert known.attachments_limit >= known.content_limit


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
        assert not known.distrusts(address)
        assert known.expects(address, known.bcc_domains) or known.expects(address, known.forward_domains)


def test_an_address_of_another_form_is_unexpected():
    hubspot = preset("hubspot")

    assert hubspot.expects("123@bcc.hubspot.com", hubspot.bcc_domains)
    assert not hubspot.expects("123@forward.hubspot.com", hubspot.bcc_domains)
    assert not hubspot.expects("123@bcc.a.b.hubspot.com", hubspot.bcc_domains)
    assert preset("close").expects("x@anywhere.example", preset("close").bcc_domains)
