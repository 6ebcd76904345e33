"""What a person is told of an address of the CRM while typing or pasting it, before it is kept.

It says what is seen, gravest first, and refuses nothing: settings_edit does that, with what is a look-alike.
"""

import re
from typing import Literal
from urllib.parse import unquote

from birdlog.mail.addresses import bare_addresses, domain, fold, is_address
from birdlog.mail.typo import typo
from birdlog.rules.finding import Finding
from birdlog.rules.preset import Preset, preset

Role = Literal["bcc", "forward"]

_MAILTO = re.compile(r"mailto:([^?#\s]*)", re.IGNORECASE)
_LONGEST_PASTE = 2_000
"""Characters of a pasted text that are looked through."""


def taken_apart(pasted: str) -> str:
    """Return the address in what was pasted (`Ana <a@b>`, a mailto: link, one in brackets or quotes); where
    there is none, or more than one, the text without white space around it.
    """
    found = _addresses(pasted)
    return found[0] if len(found) == 1 else pasted.strip()


def fitting(copied: str, role: Role, preset_name: str, other: str | None = None) -> str | None:
    """Return the address in a copied text that may be meant for a field, or None.

    Where the CRM's addresses have a form, that of the role is meant; where its domains alone are known, one
    of these; else a text that is an address and nothing more. The `other` field's is not meant.
    """
    known = preset(preset_name)
    found = [each for each in _addresses(copied) if fold(each) != fold(other or "")]
    if forms := _forms(known, role):
        return next((each for each in found if known.expects(each, forms)), None)
    if known.domains:
        return next((each for each in found if _is_within(each, known)), None)
    return found[0] if len(found) == 1 and found[0] == copied.strip() else None


def examine(address: str, role: Role, preset_name: str, other: str | None = None) -> Finding | None:
    """Return what there is to say of an address in the field of a role; None of an empty one.

    `other` is what the other field holds. The sentences are `crm-address.<code>.message` and `.fix`; a
    finding of level `block` can't be kept.
    """
    known = preset(preset_name)
    if not address:
        return None
    if not is_address(address):
        return Finding("unfinished", "block", {"address": address})
    if known.distrusts(address):
        return _look_alike(address, known)
    forms, values = _forms(known, role), {"crm": known.crm, "address": address}
    if not known.expects(address, forms):
        if known.expects(address, _forms(known, _OPPOSITE[role])):
            return Finding(_IN_THE_OTHER_FIELD[role], "block", values)
        return Finding("other-form", "warn", values | {"example": _example(forms)})
    if not forms and known.domains and not _is_within(address, known):
        return Finding("other-domain", "warn", values | {"domains": ", ".join(known.domains)})
    account, others = known.portal_of(address), known.portal_of(other or "")
    if account and others and account != others:
        return Finding("other-account", "warn", values | {"account": account, "other": others})
    if not forms:
        return Finding("no-form", "ok", values)
    return Finding("fits-account" if account else "fits", "ok", values | {"account": account or ""})


_OPPOSITE: dict[Role, Role] = {"bcc": "forward", "forward": "bcc"}
_IN_THE_OTHER_FIELD: dict[Role, str] = {"bcc": "other-field-bcc", "forward": "other-field-forward"}
_QUOTES = "'\"“”‘’"


def _forms(known: Preset, role: Role) -> tuple[str, ...]:
    return known.bcc_domains if role == "bcc" else known.forward_domains


def _addresses(text: str) -> list[str]:
    """The well-formed addresses in a text, each once."""
    beginning = text[:_LONGEST_PASTE]
    if link := _MAILTO.search(beginning):
        beginning = unquote(link[1])
    bare = (each.strip(f"{_QUOTES}.<>[]") for each in bare_addresses(beginning.strip().strip(_QUOTES)))
    return list({fold(each): each for each in bare if is_address(each)}.values())


def _look_alike(address: str, known: Preset) -> Finding:
    host = domain(address)
    meant = typo(address, [*known.bcc_domains, *known.forward_domains, *known.domains])
    values = {"crm": known.crm, "domain": host, "known": meant.known if meant else known.domains[0]}
    return Finding("look-alike", "block", values)


def _is_within(address: str, known: Preset) -> bool:
    host = domain(address)
    return any(host == each or host.endswith(f".{each}") for each in known.domains)


def _example(forms: tuple[str, ...]) -> str:
    """What the CRM's addresses look like, as a person may compare it."""
    return f"…@{next((form for form in forms if '*' not in form), forms[0])}"
