"""Reports without status fields: the shapes in which mail systems write an address and what was said of it.

A shape is a family, not a vendor: qmail, Yahoo and Postfix write `<address>:` and go on; Exim, Gmail, GMX
and a dozen others announce a list and indent what they have to say. That way a system that nobody has seen
yet is read too. All of these detectors need two of the notice's witnesses.
"""

from __future__ import annotations

import re

from birdlog.mail.bounce.notice import Mention, Notice
from birdlog.mail.bounce.phrases import ADDRESS, ANNOUNCEMENT, DESCRIBED_MAIL, NOT_THE_RECIPIENT
from birdlog.mail.bounce.reasons import names_a_reason

_SAID_LINES = 12
_SAID_CHARACTERS = 300
_LOOSE = " :;.,>\"')]"
_LEAD_IN = 40

_ADDRESS = re.compile(ADDRESS)
_TAGGED = re.compile(rf"^\s{{0,8}}<(?P<address>{ADDRESS})>(?=[\s:(.]|$)[:. ]{{0,4}}(?P<rest>.*)$")
_LISTED = re.compile(
    r"^(?P<indent>\s{0,40})(?:[*>•·\"'\[(<]|--? |>> ?){0,4} ?[\"'\[(<]?"
    rf"(?P<address>{ADDRESS})[>\"'\])]{{0,3}}"
    r"(?P<rest>|\s*[:;<\[(,].*|\s*\.\.\..*|\s+\S.*)$"
)
_LABELLED = re.compile(
    r"^[\s>*\[-]{0,12}(?P<label>[^<>@\n]{2,80}?)[:=：][\s\"'<\[(]{0,16}(?P<type>SMTP[:=])?"
    rf"(?P<address>{ADDRESS})(?P<rest>.*)$",
    re.IGNORECASE,
)
_RECIPIENT_LABEL = re.compile(
    r"recipient|address|user|mail ?box|deliver|fail|reach|error-for|destinat|empf[äa]nger|odbiorc"
    r"|получател|адресат|収件|收件|受信|宛先|あて先|받는|수신",
    re.IGNORECASE,
)
_OTHER_LABEL = re.compile(
    r"from|sender|return(?!ed)|reply|contact|postmaster|message-?id"
    r"|subject|\bby\b|help|mailto|envelope|server|rcpt",
    re.IGNORECASE,
)
_IN_A_SENTENCE = re.compile(
    r"(?:\b(?:to|for|mailbox|user|recipient|address|addressed(?: to)?,?|an|para|pour"
    r"|(?:generated|expanded) (?:from|by):?)|message to:|full:)"
    rf"\s[\"'<(\[]{{0,2}}(?P<address>{ADDRESS})",
    re.IGNORECASE,
)
_REPLY = re.compile(r"^\W{0,8}(?:[45]\d\d[ -]|<<< [45]\d\d|received >>> [45]\d\d)", re.IGNORECASE)
_COMMAND = re.compile(rf"\bRCPT TO:\s?<?(?P<address>{ADDRESS})", re.IGNORECASE)
_ALIAS = re.compile(rf"\((?:generated|expanded) (?:from|by):? <?(?P<address>{ADDRESS})>?\)", re.IGNORECASE)
_TO_LINE = re.compile(rf"^\s{{0,8}}To: ?<?(?P<address>{ADDRESS})>?$", re.IGNORECASE | re.MULTILINE)
_RULE = re.compile(r"\s{0,8}[-=*_]{4}")
_BARE_NAME = re.compile(r"\s{1,40}[\w.+-]{2,64}")

_Starts = list[tuple[int, re.Match[str]]]


def failed_recipients_header(notice: Notice) -> tuple[Mention, ...]:
    """Exim's X-Failed-Recipients, which Gmail and Google Groups write too; the text has what was said."""
    listed = {mention.address.lower(): mention for mention in listed_addresses(notice)}
    names = _ADDRESS.findall(notice.headers.get("x-failed-recipients", ""))
    return tuple(listed.get(name.lower()) or Mention(name) for name in names)


def tagged_addresses(notice: Notice) -> tuple[Mention, ...]:
    """`<address>:` at the beginning of a line: qmail, Postfix, Yahoo, MXLogic and their descendants."""
    lines = notice.text.split("\n")
    return _mentions(lines, _starts(lines, _TAGGED))


def listed_addresses(notice: Notice) -> tuple[Mention, ...]:
    """An announcement, then an address a line: Exim, Gmail, Exchange, OpenSMTPD, GMX, MDaemon, Notes.

    A line that is indented deeper than the first belongs to what was said about the address above it.
    """
    lines = notice.text.split("\n")
    announced = next((at for at, line in enumerate(lines) if ANNOUNCEMENT.search(line.lower())), len(lines))
    starts = _starts(lines, _LISTED, announced + 1)
    depth = len(starts[0][1]["indent"]) if starts else 0
    return _mentions(lines, [(at, found) for at, found in starts if len(found["indent"]) <= depth])


def labelled_addresses(notice: Notice) -> tuple[Mention, ...]:
    """`Failed recipient: address`, in whatever words: IMail, MailEnable, LSMTP, MailFoundry, PMDF."""
    lines = notice.text.split("\n")
    starts = _starts(lines, _LABELLED)
    return _mentions(lines, [(at, found) for at, found in starts if _labels_recipient(found)])


def addresses_in_sentences(notice: Notice) -> tuple[Mention, ...]:
    """`There was an error delivering your mail to <address>`: DragonFly, Demon, HotPOP, mail.ru, Dovecot."""
    if "subject" not in notice.witnesses:  # people write such sentences too
        return ()
    text = notice.flowing
    found = [match for match in _IN_A_SENTENCE.finditer(text) if not _leads_to_another(text, match.start())]
    own = own_addresses(notice)
    others = [match for match in found if match["address"].lower() not in own] or found
    ends = [*(match.start() for match in others[1:]), len(text)]
    return tuple(
        Mention(
            match["address"].rstrip(".'"),
            said=text[match.end() : min(end, match.end() + _SAID_CHARACTERS)].lstrip(_LOOSE),
        )
        for match, end in zip(others, ends, strict=False)
    )


def transcript(notice: Notice) -> tuple[Mention, ...]:
    """An SMTP dialogue, `550 <address>... User unknown` or RCPT TO and its reply: Sendmail 5, InterScan."""
    own = own_addresses(notice)
    mentions: list[Mention] = []
    asked: list[Mention] = []
    heard = ""
    for line in notice.text.split("\n"):
        command = _COMMAND.search(line)
        if command:
            asked.append(Mention(command["address"]))
            continue
        spoken = [
            found[0].rstrip(".")
            for found in _ADDRESS.finditer(line)
            if found[0].lower() not in own and not _leads_to_another(line, found.start())
        ]
        if spoken and (_REPLY.match(line) or names_a_reason(line)):
            mentions.append(Mention(spoken[0], said=f"{heard} {line.strip()}".strip()))
            heard = ""
        elif _REPLY.match(line):
            heard = line.strip(" <>")
    return tuple(mentions or asked)


def described_mail(notice: Notice) -> tuple[Mention, ...]:
    """`I wasn't able to deliver the following message`, which its only To line describes: Yahoo."""
    described = DESCRIBED_MAIL.search(notice.spoken)
    addressees = set(_TO_LINE.findall(notice.text)) if described else set()
    return tuple(Mention(address) for address in addressees) if len(addressees) == 1 else ()


def bare_names(notice: Notice) -> tuple[Mention, ...]:
    """A list of local parts, whose domain is that of the system which reports: AOL."""
    reporter = _ADDRESS.search(notice.headers.get("from", ""))
    if not reporter:
        return ()
    lines = [line for line in notice.text.split("\n") if line]
    announcing = (
        at for at, line in enumerate(lines) if line[-1] == ":" and ANNOUNCEMENT.search(line.lower())
    )
    listed = lines[next(announcing, len(lines)) + 1 :]
    names = [line.strip() for line in listed if _BARE_NAME.fullmatch(line)]
    domain = reporter[0].rpartition("@")[2].lower()
    return tuple(Mention(f"{name}@{domain}") for name in names)


def own_addresses(notice: Notice) -> set[str]:
    """Whom the report is from and for, in lower case."""
    fields = notice.headers.get("to", "") + " " + notice.headers.get("from", "")
    return {address.lower() for address in _ADDRESS.findall(fields)}


def _leads_to_another(text: str, at: int) -> bool:
    """Whether the words before the address at this place lead to one that is nobody's failed recipient."""
    return bool(NOT_THE_RECIPIENT.search(text[max(0, at - _LEAD_IN) : at].lower()))


def _starts(lines: list[str], shape: re.Pattern[str], begin: int = 0) -> _Starts:
    """The lines of a shape, from `begin` on; not those whose line before leads to another address."""
    starts: _Starts = []
    before = lines[begin - 1].lower() if 0 < begin <= len(lines) else ""
    for at in range(begin, len(lines)):
        line = lines[at]
        found = shape.match(line) if "@" in line else None
        if found and not NOT_THE_RECIPIENT.search(before):
            starts.append((at, found))
        before = line.lower() or before
    return starts


def _labels_recipient(found: re.Match[str]) -> bool:
    if found["type"]:
        return True
    return bool(_RECIPIENT_LABEL.search(found["label"])) and not _OTHER_LABEL.search(found["label"])


def _mentions(lines: list[str], starts: _Starts) -> tuple[Mention, ...]:
    """Each start with what stands behind the address and below it."""
    ends = [*(at for at, _ in starts[1:]), len(lines)]
    return tuple(_mention(found, lines[at + 1 : end]) for (at, found), end in zip(starts, ends, strict=False))


def _mention(found: re.Match[str], below: list[str]) -> Mention:
    words = " ".join([found["rest"].lstrip(_LOOSE), *_paragraph(below)])
    said = " ".join(words.split())
    alias = _ALIAS.search(said)
    return Mention(found["address"].rstrip("."), also=(alias["address"],) if alias else (), said=said)


def _paragraph(lines: list[str]) -> list[str]:
    """The lines up to the next blank one or rule; leading blank lines are passed over."""
    said: list[str] = []
    for line in lines[:_SAID_LINES]:
        if _RULE.match(line) or (said and not line):
            break
        if line:
            said.append(line)
    return said
