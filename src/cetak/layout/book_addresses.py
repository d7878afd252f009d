"""Addresses as a book may carry them: an e-reader refuses a whole book for one that is broken."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote, urlsplit

from cetak.article.richtext import link_is_allowed

_LONGEST: Final = 2000
_HOST: Final = re.compile(
    r"[a-z0-9](?:[a-z0-9-]{0,62})?(?:\.[a-z0-9](?:[a-z0-9-]{0,62})?){0,20}\.?(?::\d{1,5})?"
)
_HALF_ESCAPE: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_MAIL: Final = re.compile(r"[A-Za-z0-9.!#$&'*+/=?^_`{|}~%-]{1,64}@[A-Za-z0-9.-]{1,253}")


def web_address(address: str) -> str:
    """The address spelled as RFC 3986 asks for; ``""`` where it leads nowhere.

    Args:
        address: http, https or mailto, however it was written.

    Source: RFC 3986, sections 2.1 and 3; RFC 5891 for names in other scripts.
    """
    address = address.strip()
    if not address or len(address) > _LONGEST or not link_is_allowed(address):
        return ""
    try:
        parts = urlsplit(address)
        host = parts.netloc.rpartition("@")[2].encode("idna").decode().lower()
    except (ValueError, UnicodeError):  # half an IPv6 host, a name that is none
        return ""
    if parts.scheme == "mailto":
        path = parts.path.split("?", maxsplit=1)[0]
        return f"mailto:{path}" if _MAIL.fullmatch(path) else ""
    if not _HOST.fullmatch(host):
        return ""
    query = f"?{_escaped(parts.query)}" if parts.query else ""
    fragment = f"#{_escaped(parts.fragment)}" if parts.fragment else ""
    return f"{parts.scheme}://{host}{_escaped(parts.path)}{query}{fragment}"


def _escaped(text: str) -> str:
    halved = _HALF_ESCAPE.sub("%25", text)
    return quote(halved, safe="/:@!$&'()*+,;=?%~-._", errors="replace")
