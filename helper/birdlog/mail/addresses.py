"""Addresses: reading them out of a header (RFC 5322 section 3.4) and comparing them (UTS 46 for domains)."""

import re
import unicodedata
from collections.abc import Iterator

_QUOTED = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_LITERAL = re.compile(r"\[[^\[\]\s]*\]")
_ATOM = re.compile(r'[^\s"\[<>,;:()]+|["\[(]')
_SPECIALS = frozenset("<>,;:)")
_DOTS = re.compile("[.\u3002\uff0e\uff61]")
_IGNORED_IN_DOMAINS = dict.fromkeys((0x00AD, 0x200B, 0x2060, 0xFEFF))  # UTS 46, status "ignored"
_LONGEST_LABEL = 63  # RFC 1035 section 2.3.4
_LONGEST_ADDRESS = 320  # 64 + 1 + 255, RFC 5321 section 4.5.3.1
_WELL_FORMED = re.compile(
    r"""(?:[^\s"(),:;<>@\[\\\].]+(?:\.[^\s"(),:;<>@\[\\\].]+)*  # a dot-atom
        |"(?:[^"\\\r\n]|\\[^\r\n])+")                           # or a quoted string
        @LABEL(?:\.LABEL)*""".replace("LABEL", r"(?!-)(?:[A-Za-z0-9_-]|[^\x00-\x7f\s])+(?<!-)"),
    re.VERBOSE,
)


def bare_addresses(header: str) -> tuple[str, ...]:
    """Return the addresses of an address-list header in their order, without names, comments and routes.

    Understands groups, quoted local parts, nested comments, `;` between addresses, and what real mails get
    wrong: no closing bracket or quote, no brackets around the address, no comma between two. Never raises;
    takes time in proportion to the header's length. Letter case stays as written.
    """
    found: list[str] = []
    words: list[str] = []
    bracketed: list[str] | None = None
    has_bracketed = False
    for token in _tokens(header):
        if token == "<":
            if bracketed:
                found += _addresses(bracketed)
            bracketed = []
        elif bracketed is not None:
            if token != ">":
                bracketed.append(token)
                continue
            inside = _addresses(bracketed)
            has_bracketed = has_bracketed or bool(inside)
            found += inside
            bracketed = None
        elif token in {",", ";", ":"}:
            found += () if has_bracketed else _addresses(words)
            words, has_bracketed = [], False
        elif token not in _SPECIALS:
            words.append(token)
    found += _addresses(bracketed) if bracketed else ()
    found += () if has_bracketed else _addresses(words)
    return tuple(found)


def fold(address: str) -> str:
    """Return the form in which two spellings of the same address are equal.

    Lower-case on both sides, the domain in punycode and without a final dot, a local part without quotes that
    it does not need. `a+x@b` stays another address than `a@b`. Never raises; text that is no address is only
    lower-cased.
    """
    text = address.strip()
    if text.endswith(">"):
        text = text[text.rfind("<") + 1 : -1]
    local, at, host = text.rpartition("@")
    return f"{_fold_local(local.strip())}@{fold_domain(host)}" if at else text.lower()


def fold_domain(domain: str) -> str:
    """Return a domain in lower-case punycode (UTS 46, non-transitional), so that its Unicode form compares
    equal.
    """
    plain = domain.strip().removesuffix(".")
    if plain.isascii():
        return plain.lower()
    return ".".join(_ascii_label(label) for label in _DOTS.split(plain)).removesuffix(".")


def domain(address: str) -> str:
    """Return the address's domain as `fold_domain` writes it; empty where there is none."""
    return fold(address).rpartition("@")[2] if "@" in address else ""


def with_lower_domain(address: str) -> str:
    """Return the address as Birdlog shows it: the local part as written, the domain in lower case."""
    local, at, host = address.rpartition("@")
    return f"{local}{at}{host.lower()}"


def is_address(text: str) -> bool:
    """Whether this is one bare, well-formed address."""
    return len(text) <= _LONGEST_ADDRESS and _WELL_FORMED.fullmatch(text) is not None


def _fold_local(local: str) -> str:
    if len(local) > 2 and local[0] == local[-1] == '"':
        inner = re.sub(r"\\(.)", r"\1", local[1:-1], flags=re.DOTALL)
        if is_address(f"{inner}@x"):
            local = inner
    return local.lower() if local.isascii() else unicodedata.normalize("NFC", local.lower())


def _ascii_label(label: str) -> str:
    composed = unicodedata.normalize("NFKC", label.translate(_IGNORED_IN_DOMAINS))
    # One by one: str.lower() writes a capital sigma by its place in the word, UTS 46 does not.
    lowered = unicodedata.normalize("NFKC", "".join(character.lower() for character in composed))
    if lowered.isascii() or len(lowered) > _LONGEST_LABEL:
        return lowered
    return "xn--" + lowered.encode("punycode").decode("ascii")


def _addresses(tokens: list[str]) -> list[str]:
    """Return every address among the words of one mailbox; `a @ b` is one word (RFC 5322 section 4.4)."""
    words: list[str] = []
    for token in tokens:
        if words and words[-1] not in _SPECIALS and (token[0] == "@" or words[-1][-1] == "@"):
            words[-1] += token
        else:
            words.append(token)
    return [address for address in map(_bare, words) if address]


def _bare(word: str) -> str | None:
    local, _, host = word.rpartition("@")
    if local[:1] == "'" and host[-1:] == "'":
        local, host = local[1:], host[:-1]
    if local[:1] == '"' and (local[-1:] != '"' or len(local) == 1):
        local = local[1:]
    return f"{local}@{host}" if local and host and '"' not in host else None


def _tokens(header: str) -> Iterator[str]:
    """Cut a header into words and specials; comments and white space only part words."""
    at, size = 0, len(header)
    word = ""
    quotes_close = comments_close = True
    while at < size:
        start = header[at]
        end = at
        if start == "(" and comments_close:
            end = _comment_end(header, at)
            comments_close = end > at
        if end > at or start.isspace() or start in _SPECIALS:
            if word:
                yield word
                word = ""
            if start in _SPECIALS:
                yield start
            at = max(end, at + 1)
            continue
        piece = None
        if start == '"' and quotes_close:
            piece = _QUOTED.match(header, at)
            quotes_close = piece is not None
        elif start == "[":
            piece = _LITERAL.match(header, at)
        piece = piece or _ATOM.match(header, at)
        word += piece.group() if piece else start
        at = piece.end() if piece else at + 1
    if word:
        yield word


def _comment_end(header: str, at: int) -> int:
    """Return where the comment that begins at `at` ends, or `at` where it never does."""
    depth = 0
    for match in re.compile(r"\\.|[()]", re.DOTALL).finditer(header, at):
        depth += {"(": 1, ")": -1}.get(match.group(), 0)
        if depth == 0:
            return match.end()
    return at
