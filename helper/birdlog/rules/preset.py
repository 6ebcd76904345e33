"""What is known of a CRM: `presets/<name>.toml`, each value with its source and date beside it.

A preset is added by adding a file.
"""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from birdlog.mail.addresses import domain, fold, is_address
from birdlog.mail.look_alike import seen_as

_FOLDER = Path(__file__).parent / "presets"
# How alike two domains are (the ratio of difflib) that a typo turns into each other.
_MISTYPED = 0.85


class Preset(NamedTuple):
    """What one CRM's pages say. Sizes in bytes; domains in lower-case ASCII, `*` stands for one label.

    `portal` is the form of what stands before the @, its group the account's own part of it; None where it
    has no form. `contacts_from` are the header fields whose people become contacts, `contacts_at_most` how
    many of them. `languages` of a forward's header block are read for sure, `languages_probable` probably;
    both empty where any is read. `api_base` and `api_version` are where its API is, None where Birdlog knows
    none. `first_look` is how many seconds after a mail it is asked whether the mail arrived, None where it
    can't be asked. `where` says in each language where a person finds the addresses, `help` is the CRM's page
    about them, `one_address` that both are the same.
    """

    name: str
    crm: str
    bcc_domains: tuple[str, ...]
    forward_domains: tuple[str, ...]
    domains: tuple[str, ...]
    portal: str | None
    content_limit: int
    attachments_limit: int
    addresses_needed: bool
    contacts_from: tuple[str, ...]
    contacts_at_most: int | None
    tells_unknown_senders: bool
    languages: frozenset[str]
    languages_probable: frozenset[str]
    api_base: str | None
    api_version: str | None
    first_look: int | None
    where: dict[str, str]
    help: str | None
    one_address: bool

    def distrusts(self, address: str) -> bool:
        """Whether no mail may go to this address as this CRM's: malformed, or in a domain that only looks
        like the CRM's.

        An address in a domain of another form is trusted: CRMs add domains, and a person may relay through
        one's own.
        """
        if not is_address(address):
            return True
        host = domain(address)
        own = any(host == known or host.endswith(f".{known}") for known in self.domains)
        return not own and any(_resembles(host, known) for known in self.domains)

    def expects(self, address: str, forms: tuple[str, ...]) -> bool:
        """Whether the address is of the form that the CRM gives out: in one of the domains `forms`, with a
        portal before the @. True where no form is known.
        """
        labels = domain(address).split(".")
        in_domain = not forms or any(_has_form(labels, form.split(".")) for form in forms)
        return in_domain and (self.portal is None or self.portal_of(address) is not None)

    def portal_of(self, address: str) -> str | None:
        """The account that an address belongs to; None where the CRM's addresses do not tell, or this one."""
        found = self.portal and re.fullmatch(self.portal, fold(address).rpartition("@")[0])
        return found[1] if found else None


def preset_names() -> tuple[str, ...]:
    """Return the names of all presets, in alphabetical order."""
    return tuple(sorted(file.stem for file in _FOLDER.glob("*.toml")))


@cache
def preset(name: str) -> Preset:
    """Return a preset; raises KeyError where there is none of this name."""
    if name not in preset_names():
        raise KeyError(name)
    data = tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    return Preset(
        name=name,
        crm=data["crm"],
        bcc_domains=tuple(data["bcc-domains"]),
        forward_domains=tuple(data["forward-domains"]),
        domains=tuple(data["domains"]),
        portal=data.get("portal"),
        content_limit=data["content-limit"],
        attachments_limit=data["attachments-limit"],
        addresses_needed=data.get("addresses-needed", True),
        contacts_from=tuple(data["contacts-from"]),
        contacts_at_most=data.get("contacts-at-most"),
        tells_unknown_senders=data["tells-unknown-senders"],
        languages=frozenset(data.get("languages", ())),
        languages_probable=frozenset(data.get("languages-probable", ())),
        api_base=data.get("api-base"),
        api_version=data.get("api-version"),
        first_look=data.get("first-look"),
        where=data["where"],
        help=data.get("help"),
        one_address=data.get("one-address", False),
    )


def _has_form(labels: list[str], form: list[str]) -> bool:
    return len(labels) == len(form) and all(
        want in ("*", label) for label, want in zip(labels, form, strict=True)
    )


def _resembles(host: str, known: str) -> bool:
    """Whether a reader sees the domain `known` somewhere inside `host`, or a typo of it at its end."""
    host = seen_as(host)
    if known in host:
        return True
    from difflib import SequenceMatcher

    tail = ".".join(host.split(".")[-known.count(".") - 1 :])
    return SequenceMatcher(None, tail, known).ratio() >= _MISTYPED
