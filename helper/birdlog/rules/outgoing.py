"""Will this mail log? The rules for a mail that is being written, and the one decision that follows from
them.

Each rule is a small pure function that returns what it found, or None; `NEVER_LOG` and `RULES` are their
order, which is the order in which the person reads them and in which the first of level `block` becomes the
reason. A rule is added by writing it and naming it there. rules/README.md lists every code with its source.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from birdlog.mail.addresses import domain, fold
from birdlog.rules import either_way, never_log
from birdlog.rules.either_way import Circumstances
from birdlog.rules.finding import Finding
from birdlog.rules.free_mail import FREE_MAIL_DOMAINS
from birdlog.rules.preset import preset
from birdlog.settings import Mixed, Profile, Settings

Kind = Literal["new", "reply", "forward", "redirect", "draft"]
_NAMED_AT_MOST = 3


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as the compose window has it (`compose.decide` in PROTOCOL.md); sizes in bytes."""

    identity: str
    kind: Kind = "new"
    sender: str | None = None
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    bcc: tuple[str, ...] = ()
    newsgroups: tuple[str, ...] = ()
    lists_unexpanded: tuple[str, ...] = ()
    subject: str = ""
    body_bytes: int = 0
    attachment_bytes: int = 0
    encrypted: bool = False
    wanted: bool | None = None
    typed: tuple[str, ...] = ()

    @property
    def recipients(self) -> tuple[str, ...]:
        """Everybody in To, Cc and Bcc, in this order."""
        return self.to + self.cc + self.bcc


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether the mail is to reach the CRM, by which address, and what has to leave To, Cc and Bcc.

    A mail that the helper itself takes in needs no address.
    """

    log: bool
    address: str | None
    remove: tuple[str, ...]
    findings: tuple[Finding, ...]
    profile: Profile | None


@dataclass(frozen=True, slots=True)
class Case(Circumstances):
    """What the rules look at.

    `people`: the recipients without the CRMs' addresses; `listed`: those of them whom the never-log list
    protects, with the pattern; `withheld`: never-log keeps this mail from the CRM, whatever else is the case.
    """

    mail: Mail
    bcc_addresses: frozenset[str]
    forward_addresses: frozenset[str]
    mixed: Mixed
    people: tuple[str, ...]
    listed: dict[str, str]
    all_listed: bool
    withheld: bool


def decide(mail: Mail, settings: Settings, now: datetime) -> Decision:
    """Return whether and where the mail, sent as it stands, is to be logged. `now` has a time zone."""
    profile = settings.profile_for(mail.identity)
    case = _case(mail, settings, now, profile)
    if mail.kind == "redirect":
        return Decision(False, None, (), (), profile)
    protected = tuple(finding for protect in NEVER_LOG if (finding := protect(case)))
    if _is_left_alone(case):
        return Decision(False, None, _misplaced(case, log=False), protected if case.withheld else (), profile)
    if profile is None:
        findings = (either_way.no_profile(mail.identity), *protected)
        return Decision(False, None, _misplaced(case, log=False), findings, None)
    findings = protected + tuple(finding for rule in RULES if (finding := rule(case, profile)))
    log = not case.withheld and all(finding.level != "block" for finding in findings)
    remove = _misplaced(case, log)
    if not log:
        return Decision(False, None, remove, findings, profile)
    return Decision(True, case.crm_address, remove, (*findings, *_address_there(case, remove)), profile)


def never_log_only(case: Case) -> Finding | None:
    """Everybody whom the mail goes to is on the never-log list."""
    return Finding("never-log", "block", _listed_values(case)) if case.all_listed else None


def partly_never_log(case: Case) -> Finding | None:
    """Some are on the never-log list, others are not: the others' record would hold the full text."""
    if not case.listed or case.all_listed:
        return None
    asked = case.withheld and case.mixed == "ask" and case.mail.wanted is None
    variant = "ask" if asked else "leave-out" if case.withheld else "log"
    return Finding("partly-never-log", "warn", _listed_values(case) | {"variant": variant})


def turned_off(case: Case, profile: Profile) -> Finding | None:
    """The person switched logging off for this mail."""
    return Finding("turned-off", "block", {"crm": profile.crm}) if case.mail.wanted is False else None


def internal_only(case: Case, profile: Profile) -> Finding | None:
    """Everybody is in the identity's own domain or in one of the profile's; a free-mail domain is nobody's
    own.
    """
    own = {domain(case.identity), *profile.own_domains} - FREE_MAIL_DOMAINS - {""}
    domains = dict.fromkeys(map(domain, case.people))
    if not domains or not own.issuperset(domains):
        return None
    return Finding("internal-only", "block", {"domains": _named(domains)})


def list_not_expanded(case: Case, profile: Profile) -> Finding | None:
    """An address-book list whose members can't be seen: somebody on the never-log list may be in it."""
    lists = case.mail.lists_unexpanded
    return Finding("list-not-expanded", "block", {"lists": _named(lists)}) if lists else None


def sender_not_a_user(case: Case, profile: Profile) -> Finding | None:
    """The CRM's users are described, and the sending address is none of theirs."""
    users, teams = case.settings.users, case.settings.teams
    if not users:
        return None
    sender = case.mail.sender or case.identity
    known = {fold(team.address) for team in teams}
    for user in users:
        known.update(map(fold, (user.account, *user.aliases, *(address for address, _ in user.connected))))
    if fold(sender) in known:
        return None
    values = {"sender": sender, "crm": profile.crm}
    if preset(profile.preset).tells_unknown_senders:
        values["variant"] = "told"
    return Finding("sender-not-a-user", "warn", values)


# Never-log comes before everything else: it must be the reason where it applies, since a mail that is left
# out for it leaves neither subject nor address in the journal. It needs no profile: it holds for mail of
# every identity.
NEVER_LOG: tuple[Callable[[Case], Finding | None], ...] = (never_log_only, partly_never_log)
RULES: tuple[Callable[[Case, Profile], Finding | None], ...] = (
    turned_off,
    either_way.paused,
    either_way.bad_crm_address,
    internal_only,
    list_not_expanded,
    either_way.encrypted,
    either_way.body_too_large,
    either_way.attachments_too_large,
    sender_not_a_user,
)


def _case(mail: Mail, settings: Settings, now: datetime, profile: Profile | None) -> Case:
    bcc_addresses = frozenset(fold(each.bcc) for each in settings.profiles if each.bcc)
    forward_addresses = frozenset(fold(each.forward) for each in settings.profiles if each.forward)
    crm_addresses = bcc_addresses | forward_addresses
    people = tuple(each for each in mail.recipients if each.strip() and fold(each) not in crm_addresses)
    protected = _without_sender(mail, people)
    matcher = never_log.compile(settings.never_log)
    listed = {address: pattern for address in protected if (pattern := matcher.match(address))}
    all_listed = bool(listed) and len(listed) == len(set(protected))
    mixed: Mixed = profile.mixed if profile else "leave-out"
    allowed = mixed == "log" or (mixed == "ask" and mail.wanted is True)
    return Case(
        settings=settings,
        now=now,
        identity=mail.identity,
        crm_address=profile.bcc if profile else None,
        content_bytes=mail.body_bytes,
        attachment_bytes=mail.attachment_bytes,
        encrypted=mail.encrypted,
        mail=mail,
        bcc_addresses=bcc_addresses,
        forward_addresses=forward_addresses,
        mixed=mixed,
        people=people,
        listed=listed,
        all_listed=all_listed,
        withheld=all_listed or (bool(listed) and not allowed),
    )


def _without_sender(mail: Mail, people: tuple[str, ...]) -> tuple[str, ...]:
    """A copy to oneself makes no mail mixed; a mail to oneself alone is judged as it is."""
    own = {fold(mail.identity), fold(mail.sender or "")}
    return tuple(address for address in people if fold(address) not in own) or people


def _is_left_alone(case: Case) -> bool:
    """A news post, or a mail to a forwarding address of a CRM."""
    return bool(case.mail.newsgroups) or any(_is_forward(case, *placed) for placed in _crm_addresses(case))


def _crm_addresses(case: Case) -> Iterator[tuple[str, bool]]:
    """The CRM addresses in the mail as they are spelt, each with whether everybody sees it."""
    visible = len(case.mail.to) + len(case.mail.cc)
    known = case.bcc_addresses | case.forward_addresses
    for index, address in enumerate(case.mail.recipients):
        if fold(address) in known:
            yield address, index < visible


def _is_forward(case: Case, address: str, visible: bool) -> bool:
    """Some CRMs have one address for both: in Bcc it is the one for copies, in To and Cc the one for
    forwards.
    """
    folded = fold(address)
    return folded in case.forward_addresses and (visible or folded not in case.bcc_addresses)


def _misplaced(case: Case, log: bool) -> tuple[str, ...]:
    """The CRM addresses that do not belong into the mail, as they are spelt in it.

    Never-log takes all of them out. Else these stay: what the person typed, an address that the mail is
    forwarded to, and the one that the mail needs, once: a second one in the same spelling is named, and the
    extension then adds it.
    """
    placed = tuple(_crm_addresses(case))
    if case.withheld:
        return tuple(dict.fromkeys(address for address, _ in placed))
    typed = set(map(fold, case.mail.typed))
    forwarded = {fold(address) for address, visible in placed if _is_forward(case, address, visible)}
    needed = fold(case.crm_address) if log and case.crm_address else None
    misplaced: dict[str, None] = {}
    for address, _ in placed:
        if fold(address) == needed:
            needed = None
        elif fold(address) not in typed | forwarded:
            misplaced[address] = None
    return tuple(misplaced)


def _address_there(case: Case, remove: tuple[str, ...]) -> Iterator[Finding]:
    """The address that the mail needs is there already and stays there; in To or Cc everybody sees it."""
    if not case.crm_address:
        return
    own, mail = fold(case.crm_address), case.mail
    if any(fold(address) == own and address not in remove for address in mail.to + mail.cc):
        yield Finding("crm-address-visible", "warn", {"address": case.crm_address})
    elif any(fold(address) == own and address not in remove for address in mail.bcc):
        yield Finding("already-there", "ok", {"address": case.crm_address})


def _listed_values(case: Case) -> dict[str, str]:
    return {"pattern": _named(dict.fromkeys(case.listed.values())), "addresses": _named(case.listed)}


def _named(names: Iterable[str]) -> str:
    """The first few names, for a sentence."""
    listed = list(names)
    more = f" (+{len(listed) - _NAMED_AT_MOST})" if len(listed) > _NAMED_AT_MOST else ""
    return ", ".join(listed[:_NAMED_AT_MOST]) + more
