"""How a domain looks to somebody who reads it: letters of other scripts that pass for Latin ones.

The table holds the lower-case letters that browsers' and registries' rules about mixed scripts are made for
(Unicode Technical Standard 39 calls them confusable); accents are no difference at a glance either.
"""

import unicodedata

_FOREIGN = "авсԁеһіјӏкмոорԛѕтսԝхуɡɑıοανρτυκωɩօհյ"
_LATIN = "abcdehijlkmnopqstuwxygaioavptukwiohj"
_SEEN_AS = dict(zip(map(ord, _FOREIGN), _LATIN, strict=True))


def seen_as(domain: str) -> str:
    """Return what a reader takes a domain for, which is given in lower-case punycode or Unicode."""
    return ".".join(map(_label, domain.split(".")))


def _label(label: str) -> str:
    if label.startswith("xn--"):
        try:
            label = label.removeprefix("xn--").encode("ascii").decode("punycode")
        except UnicodeError:
            return label
    if label.isascii():
        return label
    bare = (each for each in unicodedata.normalize("NFKD", label.lower()) if not unicodedata.combining(each))
    return "".join(bare).translate(_SEEN_AS)
