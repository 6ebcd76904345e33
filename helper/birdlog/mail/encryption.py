"""Whether a mail is encrypted: S/MIME (RFC 8551), PGP/MIME (RFC 3156), or PGP in its text (RFC 9580)."""

from birdlog.mail.parts import Parts

_SMIME = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_SIGNED_ONLY = ("smime-type=signed-data", "smime-type=certs-only")
_PGP_MESSAGE = "-----BEGIN PGP MESSAGE-----"


def is_encrypted(mail: Parts) -> bool:
    """Whether the mail's content, or a part of it, can be read with a key alone; a mere signature is none."""
    field = (mail.field("content-type") or "").lower().replace('"', "").replace(" ", "")
    if mail.content_type == "multipart/encrypted":
        return True
    if mail.content_type in _SMIME:
        return not any(signed in field for signed in _SIGNED_ONLY)
    parts = {leaf.content_type for leaf in mail.leaves}
    inside = "application/pgp-encrypted" in parts or bool(parts & _SMIME)
    return inside or any(text.lstrip().startswith(_PGP_MESSAGE) for text in mail.texts("text/plain"))
