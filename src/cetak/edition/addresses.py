"""Addresses of one story, however they are spelt."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

# What tells where a reader came from, never which story is meant.
_TRACKING = re.compile(
    r"^(utm_\w{1,40}|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|_ga|cmpid|ref|ref_src"
    r"|amp|outputtype|source|xtor|spm)$",
    re.IGNORECASE,
)
_AMP_PATH = re.compile(r"/amp/?$|^/amp(?=/)|\.amp(?=\.html?$)", re.IGNORECASE)
_AMP_HOST = re.compile(r"^(www|amp|m|mobile)\.")
_INDEX = re.compile(r"/index\.(html?|php)$", re.IGNORECASE)
_PORTS = {"http": ":80", "https": ":443"}


def same_address(address: str) -> str:
    """One spelling for all addresses of a story; ``""`` for what is no web address.

    Scheme, ``www.`` and mobile hosts, the order of a query, tracking parameters, fragments, AMP
    and a slash at the end make no other story.
    """
    try:
        parts = urlsplit(address.strip()[:2000])
    except ValueError:
        return ""
    if parts.scheme.lower() not in _PORTS or not parts.netloc:
        return ""
    host = parts.netloc.rpartition("@")[2].lower().removesuffix(_PORTS[parts.scheme.lower()])
    path = _INDEX.sub("/", _AMP_PATH.sub("", unquote(parts.path)))
    query = sorted(
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _TRACKING.match(name)
    )
    asked = f"?{urlencode(query)}" if query else ""
    return f"{_AMP_HOST.sub('', host)}{path.rstrip('/')}{asked}"
