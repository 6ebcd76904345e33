"""Whether a mail is encrypted: S/MIME (RFC 8551), PGP/MIME (RFC 3156), or PGP in its text (RFC 9580)."""

from birdlog.mail.parts import Leaf, Parts

_SMIME = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_KEYLESS = ("smime-type=signed-data", "smime-type=certs-only", "smime-type=compressed-data")
_CMS = bytes.fromhex("2a864886f70d0107")
"""The object identifiers of CMS (RFC 5652) but for their last byte."""
_KEYLESS_CMS = frozenset({1, 2, 5})  # data, signed, digested; 3 is enveloped, 6 encrypted
_CMS_WITHIN = 64  # bytes; it is the first thing in the structure
_PGP_BEGINS = "-----BEGIN PGP MESSAGE-----"
_PGP_ENDS = "\n-----END PGP MESSAGE-----"


def is_encrypted(mail: Parts) -> bool:
    """Whether the mail's content, or a part of it, can be read with a key alone; a mere signature is none."""
    if mail.content_type == "multipart/encrypted":
        return True
    field = (mail.field("content-type") or "").lower().replace('"', "").replace(" ", "")
    keyless = any(type in field for type in _KEYLESS)
    return any(
        leaf.content_type == "application/pgp-encrypted"
        or (leaf.content_type in _SMIME and _needs_key(leaf, keyless))
        for leaf in mail.leaves
    ) or any(map(_holds_pgp, mail.texts("text/plain")))


def _needs_key(leaf: Leaf, keyless: bool) -> bool:
    """What the structure itself says; where it says nothing, what the mail's Content-Type does."""
    start = leaf.content[:_CMS_WITHIN]
    at = start.find(_CMS) + len(_CMS)
    if at < len(_CMS) or at == len(start):
        return not keyless
    return start[at] not in _KEYLESS_CMS


def _holds_pgp(text: str) -> bool:
    """A text that begins with an encrypted block, or holds a whole one on lines of their own."""
    if text.lstrip().startswith(_PGP_BEGINS):
        return True
    begins = text.find(f"\n{_PGP_BEGINS}\n")
    return begins >= 0 and text.find(_PGP_ENDS, begins) > 0
