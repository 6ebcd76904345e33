"""Why a mail came back: from what was said and the status code to one of eight reasons.

What was said comes first, since codes are coarse and often wrong (5.7.1 for an unknown user, 5.0.0 for a full
mailbox); then the RFC 3463 code; then words that only hint; then the class of the code.
"""

from __future__ import annotations

import re

from birdlog.mail.bounce.phrases import ADDRESS, any_of
from birdlog.mail.bounce.report import Reason

# Ordered: where two fit, the first one holds. In lower case, as in phrases.py.
PLAIN_WORDS: tuple[tuple[Reason, re.Pattern[str]], ...] = (
    (
        "forwarding-refused",
        any_of(
            r"5\.7\.520\b",
            r"external\w* forward|auto(?:matic\w*)?[ -]?forward",
            r"forwarding .{0,40}(?:not allowed|not permitted|disabled|denied|refused|blocked|prohibited)",
            r"(?:not allow|not permit|disallow|prohibit|block)\w* .{0,30}forwarding",
            r"externe weiterleit|automatische weiterleit|weiterleitung .{0,40}nicht (?:erlaubt|zul[äa]ssig)",
            r"encaminhamento (?:externo|autom)|reenv[íi]o (?:externo|autom)",
            r"transfert (?:externe|automatique)",
        ),
    ),
    (
        "address-unknown",
        any_of(
            r"unknown (?:local )?(?:user|recipient|mailbox)\b|no such (?:user|recipient|mailbox)\b",
            r"(?:invalid|non-?existent) (?:user|recipient|mailbox)\b",
            r"user (?:is )?(?:unknown|not (?:found|known))",
            r"recip(?:ient)?notfound|no mailbox (?:here )?by that name",
            r"(?:account|mailbox|user|compte) \S{0,60} ?(?:is |has been |est |temporar(?:y|ily) )?"
            r"(?:disabled|inactive"
            r"|suspended|locked|blocked|bloque|frozen|deactivated|discontinued)",
        ),
    ),
    (
        "refused",
        any_of(
            r"sender (?:address |domain )?(?:is |was )?(?:rejected|denied|blocked|refused)",
            r"sender (?:address |domain )?(?:is |was )?not (?:allowed|authori[sz]ed)",
            r"sender verify failed|(?:invalid|unknown|unresolvable) sender",
            r"sender.{0,20}(?:not exist|domain .{0,30}not)",
            r"reverse dns|rdns|\bptr\b|missing reverse",
            r"mismatches client ip|unverif\w* sending ip|invalid ip\b",
            r"\bspf\b|\bdkim\b|\bdmarc\b|senderid|unauthenticated e?mail",
            r"spam|\bube\b|junk mail|virus|malware|phish|bulk mail",
            r"black-?list|block-?list|\brbl\b|dnsbl|sorbs|(?:poor|bad|low) reputation",
            r"relay\w* (?:access )?(?:denied|not|prohibited)",
            r"unable to relay|no relaying|open relay|mail relay|relaying",
            r"null mx|(?:does not|doesn'?t|not) accept (?:any )?(?:e?mail|mails|incoming)",
            r"receive email according to",
            r"(?:messages?|mail) from \S+ (?:weren't|were not|was not|is not|has been|are|temporarily)",
            r"smtp auth|authentication (?:is )?required",
            r"content (?:was )?(?:rejected|blocked|filter)|message (?:content )?(?:was )?rejected",
            r"blocked (?:by|using|for)|\bblocked\.? (?:see|please|error)|is blocked|access denied",
            r"polic(?:y|ies)|prohibited|not (?:a )?compliant|\brfc ?\d{3,4}",
            r"from: ?.{0,20}domain is invalid|my name was rejected|invalid domain name",
        ),
    ),
    (
        "mailbox-full",
        any_of(
            r"quota",
            r"(?:mail ?box|inbox|mail ?folder|account)\S* .{0,40}\b(?:full|exceed\w*|no space|too much)",
            r"mail ?box size|out of storage|storage (?:space|allocation)",
            r"(?:mail ?box|message) store .{0,20}full",
            r"too much mail|too many messages in|number of messages in",
            r"(?:not enough|insufficient|no) (?:disk |storage )?space|disk (?:is )?full",
            r"overdrawn|over (?:the|its|their) .{0,10}limit|mail ?box full",
            r"postfach .{0,30}voll|bo[îi]te .{0,40}pleine",
            r"buz[óo]n .{0,30}llen|caixa .{0,40}cheia|casella .{0,30}piena",
        ),
    ),
    (
        "too-large",
        any_of(
            r"(?:message|mail|body|content|data|header|size|line)\S* .{0,40}too (?:big|large)",
            r"too (?:big|large) .{0,30}(?:message|mail|system|recipient)|(?:body|header|line) too long",
            r"(?:message|mail|content|maximum|fixed|allowed|inbound) .{0,30}(?:size|length)",
            r"(?:size|length) .{0,40}(?:exceed|limit)|exceed\w* .{0,40}(?:size|length|max)|sizelimit",
            r"nachricht .{0,30}zu gro(?:ss|ß)|muito grande|demasiado grande|trop (?:gros|volumineux|grand)",
        ),
    ),
    (
        "temporary",
        any_of(
            r"lookup of \S+ responded with code (?:nxdomain|noerror|servfail)",
            r"too many (?:connections|messages|recipients|sessions)",
            r"\bat a rate|rate limit|throttl|gr[ea]y-?list",
            r"(?:internal|system) (?:system )?error|system resources|insufficient system|out of memory",
            r"configuration error|local problem",
        ),
    ),
    (
        "domain-unknown",
        any_of(
            r"(?:unknown|invalid|illegal|no such) (?:host|domain|mail domain|server|destination)",
            r"(?:host|domain|server)(?:name| name| or domain name)?:? (?:\S{1,80} )?"
            r"(?:is |was |does |could )?"
            r"(?:not (?:be )?found|unknown|not exist|invalid|non-?existent)",
            r"nxdomain|name service error for|name or service not known|any host named",
            r"bad destination (?:system|host)|unrouteable (?:mail )?domain|could not be resolved",
            r"all relevant mx records point to non-?existent|\S+\.\S+ does(?: not|n't) exist",
        ),
    ),
    (
        "address-unknown",
        any_of(
            r"(?:user|account|recipient|mail ?box|address(?:ee)?|person|destinat\w+|customer|local-part)\S*"
            r" .{0,60}\b(?:unknown"
            r"|not (?:found|exist|known|listed|recogni[sz]ed|valid|available|active|in |be found)"
            r"|invalid|unavailable|inactive|disabled|deactivated"
            r"|suspended|deleted|expired|closed|moved|no longer)",
            r"(?:unknown|invalid|illegal|no such|bad|undeliverable|wrong|incorrect|no valid|not a valid)"
            r" (?:or \w+ )?(?:\w+ )?(?:user|account|recipient|mail ?box|address|person|rcpt|local|final)",
            r"does(?: not|n't|nt) (?:exist|have an?|like recipient)",
            r"(?:address|user|account|recipient|mailbox)\S*.{0,30}(?:do(?:es)? not|do(?:es)?n'?t) "
            r"(?:exist|have|match)",
            r"no (?:mailbox|user|such|account) (?:here|by that|with that|user|mail|recipient|address|at)",
            r"no longer (?:on|valid|available|with|in use|active|accept)|(?:has|was|is) (?:moved|disabled)",
            r"not (?:a )?(?:known|valid|our) (?:user|customer|address|recipient|mailbox)|not listed in",
            r"not recogni[sz]ed|unrouteable address|no mail ?box|final email delivery point",
            r"(?:could|can|was)(?: ?not|n.t) (?:be )?found|not found",
            r"(?:mail|message) .{0,20}rejected by the recipient|did not exactly match|no matches",
            r"empf[äa]nger .{0,30}(?:unbekannt|existiert|nicht)",
            r"unbekannte[rn]? (?:empf|benutz)|existe pas|inconnu",
            r"destinataire .{0,20}invalide|no existe|desconocid|n[ãa]o existe|desconhecid|inv[áa]lid",
            r"inesistente|sconosciut|onbekend",
        ),
    ),
)

# RFC 3463 and the IANA registry of enhanced status codes: subject and detail, whatever the class.
STATUS: dict[str, Reason] = {
    "1.0": "address-unknown",
    "1.1": "address-unknown",
    "1.2": "domain-unknown",
    "1.3": "address-unknown",
    "1.4": "address-unknown",
    "1.6": "address-unknown",
    "1.7": "refused",
    "1.8": "refused",
    "1.9": "refused",
    "1.10": "refused",
    "2.1": "address-unknown",
    "2.2": "mailbox-full",
    "2.3": "too-large",
    "2.4": "refused",
    "3.1": "temporary",
    "3.2": "refused",
    "3.4": "too-large",
    "4.1": "temporary",
    "4.2": "temporary",
    "4.3": "temporary",
    "4.4": "domain-unknown",
    "4.5": "temporary",
    "4.6": "temporary",
    "4.7": "temporary",
    "7.13": "address-unknown",
    "7.520": "forwarding-refused",
}
SURE = ("1.7", "1.8", "2.2", "2.3", "3.4", "7.520")
"""Codes that are used for nothing else: they hold whatever the words are."""

HINTS: tuple[tuple[Reason, re.Pattern[str]], ...] = (
    (
        "temporary",
        any_of(
            r"timed? ?out|timing out|expired|giving up|gave up",
            r"retry timeout|maximum .{0,30}(?:attempts|retries|time)",
            r"connect\w* .{0,30}(?:refused|reset|failed|error|dropped|lost)",
            r"not respond|did not (?:respond|accept our)",
            r"could not (?:connect|be reached)|cannot connect",
            r"unable to (?:connect|contact|establish)|able to establish",
            r"try again|deferred|unreachable|not reachable",
            r"not been collected|in the queue too long|lost connection",
            r"protocol error|refused to talk|temporar",
        ),
    ),
    (
        "refused",
        any_of(
            r"block|reject|refus|denied|deny",
            r"not (?:allowed|permitted|authori[sz]ed|accept)|permission|restricted|abus",
            r"google groups",  # in the reader's language: there is no such group, or no right to post to it
        ),
    ),
    (
        "temporary",
        any_of(
            r"later|unavailable|network|attempts|for \d+ days|within \d",
            r"queue|service not|\bloop|too many hops|hop count",
        ),
    ),
)

_NOT_WORDS = re.compile(rf"{ADDRESS}|https?:\S*|\bsize=\d+")
_CODE = re.compile(r"([245])\.(\d{1,3})\.(\d{1,3})")


def reason_of(status: str | None, said: str) -> Reason:
    """The reason that the RFC 3463 `status` and the words of whoever refused give; `unknown` where neither
    does.
    """
    code = _CODE.match(status or "")
    detail = f"{code[2]}.{code[3]}" if code else ""
    if detail in SURE:
        return STATUS[detail]
    words = _words(said)
    for reason, plain in PLAIN_WORDS:
        if plain.search(words):
            return reason
    if detail in STATUS:
        return STATUS[detail]
    if detail.startswith(("6.", "7.")):
        return "refused"
    for reason, hint in HINTS:
        if hint.search(words):
            return reason
    return "temporary" if code and code[1] == "4" else "unknown"


def names_a_reason(said: str) -> bool:
    """Whether the words alone give a reason."""
    words = _words(said)
    return any(plain.search(words) for _, plain in PLAIN_WORDS)


def _words(said: str) -> str:
    """What was said, in lower case, without addresses, links and quoted sizes, whose words are no reasons."""
    return _NOT_WORDS.sub("@", " ".join(said.lower().split()))
