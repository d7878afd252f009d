"""Where a WordPress site has its REST interface, and how its questions are spelled.

Source: WordPress REST API Handbook, "Discovery" and "Pagination".
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode, urljoin, urlsplit

from cetak.acquire.credentials import Credentials
from cetak.acquire.json_answers import json_in
from cetak.acquire.reach import Reach, read_place
from cetak.acquire.web import Fetched, Web
from cetak.errors import SourceError

RELATION = "https://api.w.org/"
JSON = "application/json"
_NAMESPACE = "wp/v2"
_LINK = re.compile(r"<([^<>]{1,2000})>([^<>]{0,1000})")
_LINK_ELEMENT = re.compile(r"<link\b[^<>]{1,2000}>", re.IGNORECASE)
_HREF = re.compile(r"\bhref\s{0,9}=\s{0,9}[\"']?([^\"'\s<>]{1,2000})", re.IGNORECASE)
_LOGIN = frozenset({"web-login-missing", "web-login-refused"})
_HEAD_BYTES = 512 * 1024
_ROOT_PATH = re.compile(r"/wp-json/?$")


@dataclass(frozen=True, slots=True)
class Rest:
    """The REST interface of a site.

    Attributes:
        root: ``https://example.com/wp-json/`` or ``https://example.com/?rest_route=/``.
    """

    root: str

    def url(self, route: str, **query: str | int) -> str:
        """The address of a route such as ``wp/v2/posts``."""
        joint = "&" if "rest_route=" in self.root else "?"
        asked = urlencode(query)
        return f"{self.root}{route}{joint}{asked}" if asked else f"{self.root}{route}"

    @property
    def home(self) -> str:
        """The path of the site's front page: ``/`` or ``/blog/``."""
        path = urlsplit(self.root).path.rstrip("/")
        if "rest_route=" not in self.root:
            path = path.rpartition("/")[0]
        return path.removesuffix("/index.php").rstrip("/") + "/"


def named_root(address: str) -> Rest | None:
    """The interface, where the address itself is its root."""
    parts = urlsplit(address)
    if "rest_route=/" in parts.query and not parts.query.partition("rest_route=/")[2]:
        return Rest(address)
    if _ROOT_PATH.search(parts.path) and not parts.query:
        return Rest(address.rstrip("/") + "/")
    return None


def linked_root(page: Fetched) -> Rest | None:
    """The interface that a page names in its headers or its head."""
    for address, told in _LINK.findall(page.headers.get("link", "")):
        if RELATION in told:
            return _rest(page.address, address)
    head = page.content[:_HEAD_BYTES].decode("utf-8", "replace")
    for element in _LINK_ELEMENT.findall(head):
        href = _HREF.search(element) if RELATION in element else None
        if href:
            return _rest(page.address, html.unescape(href[1]))
    return None


def discovered(
    address: str, web: Web, reach: Reach, credentials: Credentials | None, page: Fetched | None
) -> Rest:
    """The REST interface of a site.

    Args:
        address: The site, or its interface.
        web: The door to the network.
        reach: What may be asked.
        credentials: A login.
        page: The site's page, where it is at hand.

    Raises:
        SourceError: ``wordpress-not-found``, or why the site could not be asked.
    """
    own = named_root(address)
    if own is not None:
        return own
    told = page or web.get(address, reach, credentials=credentials)
    if answers_as_root(told):
        return Rest(told.address.rstrip("/") + "/")
    linked = linked_root(told)
    place = read_place(linked.root) if linked else None
    if linked and place and reach.covers(place):
        return linked
    for rest in _usual(told.address):
        if _answers(rest, web, reach, credentials):
            return rest
    if linked and place:
        raise SourceError.because("web-host", address, host=place.origin)
    raise SourceError.because("wordpress-not-found", address)


def answers_as_root(page: Fetched) -> bool:
    """Whether an answer is what the root of a REST interface says of itself."""
    if not page.content[:100].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return False
    try:
        value = json_in(page, page.address)
    except SourceError:
        return False
    spaces = value.get("namespaces") if isinstance(value, dict) else None
    return isinstance(spaces, list) and _NAMESPACE in spaces


def _usual(address: str) -> Iterator[Rest]:
    folder = urljoin(address, ".")
    yield Rest(f"{folder}wp-json/")
    yield Rest(f"{folder}?rest_route=/")


def _answers(rest: Rest, web: Web, reach: Reach, credentials: Credentials | None) -> bool:
    try:
        return answers_as_root(web.get(rest.root, reach, accept=JSON, credentials=credentials))
    except SourceError as problem:
        if problem.findings[0].code in _LOGIN:
            raise
        return False


def _rest(base: str, address: str) -> Rest | None:
    try:
        root = urljoin(base, address)
    except ValueError:
        return None
    return Rest(root if "rest_route=" in root or root.endswith("/") else root + "/")
