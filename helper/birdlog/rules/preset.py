"""What is known of a CRM: `presets/<name>.toml`, each value with its source and date beside it.

A preset is added by adding a file.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from birdlog.mail.addresses import domain, is_address

_FOLDER = Path(__file__).parent / "presets"
# How alike two domains are (the ratio of difflib) that a typo turns into each other.
_MISTYPED = 0.85


@dataclass(frozen=True, slots=True)
class Preset:
    """What one CRM's pages say. Sizes in bytes; domains in lower-case ASCII, `*` stands for one label."""

    name: str
    crm: str
    bcc_domains: tuple[str, ...]
    forward_domains: tuple[str, ...]
    domains: tuple[str, ...]
    content_limit: int
    attachments_limit: int
    addresses_needed: bool

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
        """Whether the address lies in one of the domains that the CRM gives out; true where none is known."""
        labels = domain(address).split(".")
        return not forms or any(_has_form(labels, form.split(".")) for form in forms)


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
        content_limit=data["content-limit"],
        attachments_limit=data["attachments-limit"],
        addresses_needed=data.get("addresses-needed", True),
    )


def _has_form(labels: list[str], form: list[str]) -> bool:
    return len(labels) == len(form) and all(
        want in ("*", label) for label, want in zip(labels, form, strict=True)
    )


def _resembles(host: str, known: str) -> bool:
    """Whether `host` has the domain `known` somewhere inside, or ends in a typo of it."""
    if known in host:
        return True
    from difflib import SequenceMatcher

    tail = ".".join(host.split(".")[-known.count(".") - 1 :])
    return SequenceMatcher(None, tail, known).ratio() >= _MISTYPED
