from __future__ import annotations

import datetime as dt
import gzip
import socket
from collections.abc import Iterator, Sequence
from dataclasses import replace
from email.utils import format_datetime

import pytest

from cetak.acquire.credentials import Credentials, credentials_for, credentials_on_request
from cetak.acquire.deadline import Deadline
from cetak.acquire.exchange import Answer, FaultError, FaultKind, Question
from cetak.acquire.patience import Pace, asked_pause
from cetak.acquire.places import Place
from cetak.acquire.reach import Reach
from cetak.acquire.web import Fetched, Web
from cetak.errors import SourceError
from cetak.resources import MemoryResources
from served import (
    PUBLIC,
    Dial,
    Names,
    Naps,
    Reply,
    Site,
    far_web,
    passes_on,
    quick_web,
    serving,
    told,
)

PAGE = Reply(b"<p>Hujan turun.</p>")
NOW = dt.datetime(2026, 11, 22, 6, 0, tzinfo=dt.UTC)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


def refusal(web: Web, address: str, *hosts: str, **named: object) -> str:
    with pytest.raises(SourceError) as raised:
        web.get(address, Reach((address,), hosts), **named)  # type: ignore[arg-type]
    return told(raised.value)


def got(web: Web, address: str, *hosts: str) -> Fetched:
    return web.get(address, Reach((address,), hosts))


def test_a_page_comes_with_what_its_server_says_of_it(site: Site) -> None:
    site.scripts["/a"] = Reply(b"caf\xe9", media_type="Text/HTML; Charset=ISO-8859-1")
    page = got(quick_web(), site.url("/a?x=1#part"))
    assert page.content == b"caf\xe9"
    assert (page.media_type, page.charset) == ("text/html", "iso-8859-1")
    assert page.address == site.url("/a?x=1")
    (asked,) = site.asked
    assert asked.headers["host"] == f"127.0.0.1:{site.port}"
    assert asked.headers["user-agent"].startswith("cetak/")
    assert asked.headers["accept-encoding"] == "gzip"
    assert "cookie" not in asked.headers


def test_what_is_packed_is_unpacked_within_the_limit(site: Site) -> None:
    packed = {"Content-Encoding": "gzip"}
    site.scripts |= {
        "/a": Reply(gzip.compress(b"Hujan"), headers=packed),
        "/bomb": Reply(gzip.compress(bytes(50_000_000)), headers=packed),
        "/cut": Reply(gzip.compress(bytes(range(256)) * 100)[:200], headers=packed),
        "/junk": Reply(b"junk", headers=packed),
        "/br": Reply(b"x", headers={"Content-Encoding": "br"}),
        "/long": Reply(bytes(100_001)),
    }
    web = quick_web(retries=0)
    assert got(web, site.url("/a")).content == b"Hujan"
    codes = {
        path: refusal(web, site.url(path), limit_bytes=100_000)
        for path in ("/bomb", "/long", "/cut", "/junk", "/br")
    }
    assert codes == {
        "/bomb": "web-too-large",
        "/long": "web-too-large",
        "/cut": "web-packing",
        "/junk": "web-packing",
        "/br": "web-encoding",
    }


def test_a_hop_within_the_origin_is_followed(site: Site) -> None:
    site.scripts |= {"/a": passes_on("/b?x=1"), "/b": PAGE}
    assert got(quick_web(), site.url("/a")).address == site.url("/b?x=1")


def test_a_circle_of_hops_ends(site: Site) -> None:
    site.scripts["/a"] = passes_on("/a")
    assert refusal(quick_web(), site.url("/a")) == "web-redirects"
    assert len(site.asked) == 6


@pytest.mark.parametrize(
    ("location", "code"),
    [
        ("http://127.0.0.1/", "web-host"),
        ("http://localhost/", "web-host"),
        ("https://elsewhere.example/", "web-host"),
        ("file:///etc/passwd", "web-hop"),
        ("http://2130706433/", "web-hop"),
        ("http://u:p@koran.example/", "web-hop"),
        ("http://[/", "web-hop"),
        ("http://koran.example:22/", "web-host"),
    ],
)
def test_a_public_name_cannot_lead_elsewhere(site: Site, location: str, code: str) -> None:
    site.scripts["/a"] = passes_on(location)
    names = Names()
    assert refusal(far_web(names), site.url("/a", "koran.example")) == code
    assert names.asked == ["koran.example"]
    assert len(site.asked) == 1


def test_a_public_name_must_lead_to_the_public_internet(site: Site) -> None:
    site.scripts["/a"] = passes_on("/b")
    address = site.url("/a", "koran.example")
    within = Names({"koran.example": [["127.0.0.1"]]})
    assert refusal(far_web(within), address) == "web-private"
    mixed = Names({"koran.example": [[PUBLIC, "10.0.0.1"]]})
    assert refusal(far_web(mixed), address) == "web-private"
    assert site.asked == []
    turns = Names({"koran.example": [[PUBLIC], ["169.254.169.254"]]})
    assert refusal(far_web(turns), address) == "web-private"
    assert len(site.asked) == 1


def test_the_number_that_was_judged_is_the_one_that_is_asked(site: Site) -> None:
    site.scripts["/a"] = PAGE
    dial = Dial()
    got(far_web(Names(), dial), site.url("/a", "koran.example"))
    assert dial.told == [PUBLIC]


def test_a_number_that_was_named_may_be_private(site: Site) -> None:
    site.scripts["/a"] = PAGE
    names = Names({"koran.example": [["10.1.2.3"]], "cms.lan": [["10.1.2.3"]]})
    address = site.url("/a", "koran.example")
    assert got(far_web(names), address, "10.1.2.3").content == PAGE.body
    assert got(far_web(names), site.url("/a", "cms.lan")).content == PAGE.body
    assert refusal(far_web(names), address, "10.1.2.4") == "web-private"


def test_what_is_no_address_is_not_asked() -> None:
    for address in ("http://2130706433/", "http://u:p@x.example/", "ftp://x.example/", "http:///"):
        assert refusal(quick_web(), address) == "web-address"


def test_a_password_in_an_address_is_not_repeated() -> None:
    with pytest.raises(SourceError) as raised:
        got(quick_web(), "http://ani:rahasia@koran.example/x")
    assert raised.value.findings[0].where.source == "http://koran.example/x"


def test_a_server_that_asks_for_a_pause_gets_it(site: Site) -> None:
    naps = Naps()
    busy = [Reply(b"", 429, headers={"Retry-After": seconds}) for seconds in ("7", "900")]
    site.scripts["/a"] = [*busy, PAGE]
    assert got(quick_web(naps, retries=2), site.url("/a")).content == PAGE.body
    assert naps.seconds == [7.0, 60.0]


def test_a_server_that_stays_busy_is_left(site: Site) -> None:
    site.scripts["/a"] = Reply(b"", 429)
    naps = Naps()
    assert refusal(quick_web(naps, retries=2), site.url("/a")) == "web-busy"
    assert len(site.asked) == 3
    first, second = naps.seconds
    assert 0.5 <= first <= 1 <= second <= 1.5


@pytest.mark.parametrize(
    ("retry_after", "seconds"),
    [
        ("5", 5),
        ("", 0),
        ("soon", 0),
        ("-3", 0),
        ("9" * 5000, 60),
        (format_datetime(NOW + dt.timedelta(seconds=30), usegmt=True), 30),
        (format_datetime(NOW - dt.timedelta(days=3), usegmt=True), 0),
        ("Fri, 99 Foo 99999 99:99:99 GMT", 0),
    ],
)
def test_a_pause_is_asked_for_in_seconds_or_by_a_date(retry_after: str, seconds: float) -> None:
    assert asked_pause(retry_after, NOW, 60) == seconds


@pytest.mark.parametrize(
    ("status", "code", "asked"),
    [
        (500, "web-server-error", 3),
        (503, "web-server-error", 3),
        (501, "web-server-error", 1),
        (404, "web-missing", 1),
        (410, "web-missing", 1),
        (401, "web-forbidden", 1),
        (403, "web-forbidden", 1),
        (400, "web-status", 1),
        (204, "web-status", 1),
    ],
)
def test_a_refusal_is_told_and_asked_again_where_that_may_help(
    site: Site, status: int, code: str, asked: int
) -> None:
    site.scripts["/a"] = Reply(b"", status)
    assert refusal(quick_web(retries=2), site.url("/a")) == code
    assert len(site.asked) == asked


def test_a_fault_that_passes_is_not_told(site: Site) -> None:
    site.scripts["/a"] = [Reply(b"", 502), Reply(b"Huj", length=9), PAGE]
    assert got(quick_web(retries=2), site.url("/a")).content == PAGE.body


def test_a_server_that_stalls_is_left_at_the_deadline(site: Site) -> None:
    site.scripts["/a"] = Reply(stalls=True)
    assert refusal(quick_web(timeout_seconds=0.2, retries=1), site.url("/a")) == "web-timeout"
    assert len(site.asked) == 2


def test_an_answer_that_breaks_off_is_no_answer(site: Site) -> None:
    site.scripts["/a"] = Reply(b"Hujan", length=500)
    assert refusal(quick_web(retries=0), site.url("/a")) == "web-answer"


def test_a_server_that_is_not_there() -> None:
    with socket.socket() as unheard:
        unheard.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{unheard.getsockname()[1]}/"
        assert refusal(quick_web(retries=1), address) == "web-unreachable"


@pytest.mark.parametrize(("number", "asked"), [(socket.EAI_NONAME, 1), (socket.EAI_AGAIN, 3)])
def test_a_host_that_nobody_knows(number: int, asked: int) -> None:
    calls: list[str] = []

    def unknown(place: Place, deadline: Deadline) -> list[str]:
        calls.append(place.host)
        raise socket.gaierror(number, "unknown")

    web = replace(quick_web(retries=2), resolve=unknown)
    assert refusal(web, "https://koran.example/") == "web-host-unknown"
    assert len(calls) == asked
    nowhere = replace(web, resolve=lambda place, deadline: [])
    assert refusal(nowhere, "https://koran.example/") == "web-host-unknown"


def login(address: str) -> Credentials:
    return Credentials(address, "ani", "abcd efgh", ("CETAK_X_USER", "CETAK_X_PASSWORD"))


def test_a_login_goes_to_its_own_origin_and_nowhere_else(site: Site) -> None:
    site.scripts |= {"/a": passes_on(f"http://localhost:{site.port}/b"), "/b": PAGE}
    address = site.url("/a")
    reach = Reach((address,), (f"localhost:{site.port}",))
    quick_web().get(address, reach, credentials=login(address))
    first, second = site.asked
    assert first.headers["authorization"] == "Basic YW5pOmFiY2QgZWZnaA=="
    assert "authorization" not in second.headers
    quick_web().get(address, reach, credentials=login("http://127.0.0.1/"))
    assert all("authorization" not in asked.headers for asked in site.asked[2:])


def test_a_login_never_goes_over_the_wire_in_the_open(site: Site) -> None:
    address = site.url("/a", "koran.example")
    web = far_web(Names())
    assert refusal(web, address, credentials=login(address)) == "login-without-https"
    private = site.url("/a", "192.168.1.5")
    assert refusal(web, private, credentials=login(private)) == "login-without-https"
    assert site.asked == []


def test_who_is_not_let_in_is_told_where_the_login_comes_from(site: Site) -> None:
    site.scripts["/a"] = Reply(b"", 401)
    address = site.url("/a")
    none = replace(login(address), user="", password="")
    assert refusal(quick_web(), address, credentials=none) == "web-login-missing"
    assert refusal(quick_web(), address, credentials=login(address)) == "web-login-refused"
    with pytest.raises(SourceError) as raised:
        quick_web().get(address, Reach((address,)), credentials=none)
    facts = raised.value.findings[0].facts
    assert (facts["user_variable"], facts["password_variable"]) == (
        "CETAK_X_USER",
        "CETAK_X_PASSWORD",
    )


def test_logins_come_from_the_environment_by_name() -> None:
    environment = {
        "CETAK_KORAN_PAGI_USER": "ani",
        "CETAK_KORAN_PAGI_PASSWORD": "abcd",
        "CETAK_WORDPRESS_USER": "budi",
        "CETAK_WORDPRESS_PASSWORD": "efgh",
    }
    resources = MemoryResources(environment=environment)
    address = "https://koran.example/"
    named = credentials_for(address, "koran-pagi", resources)
    assert (named.user, named.password, named.address) == ("ani", "abcd", address)
    assert credentials_for(address, "", resources).user == "budi"
    assert not credentials_for(address, "other", resources).is_given
    assert "abcd" not in repr(named)


def test_a_login_for_one_site_is_not_taken_to_another() -> None:
    environment = {
        "CETAK_WORDPRESS_USER": "budi",
        "CETAK_WORDPRESS_PASSWORD": "efgh",
        "CETAK_WORDPRESS_SITE": "https://koran.example",
    }
    resources = MemoryResources(environment=environment)
    assert credentials_for("https://koran.example/blog/", "", resources).is_given
    assert not credentials_for("https://other.example/", "", resources).is_given
    assert not credentials_for("http://koran.example/", "", resources).is_given


UNNAMED = {"CETAK_WORDPRESS_USER": "budi", "CETAK_WORDPRESS_PASSWORD": "efgh"}


def asked_for(address: str, *named: tuple[str, str], site: str = "") -> Credentials:
    environment = {
        **UNNAMED,
        "CETAK_KORAN_USER": "ani",
        "CETAK_KORAN_PASSWORD": "abcd",
        "CETAK_WORDPRESS_SITE": site,
    }
    return credentials_on_request(address, MemoryResources(environment=environment), named)


def test_an_address_that_somebody_typed_gets_no_login_by_itself() -> None:
    login = asked_for("https://other.example/blog/")
    assert (login.user, login.password, login.is_given) == ("", "", False)
    assert login.withheld_from == "https://other.example"


def test_an_address_gets_the_login_of_the_site_that_the_environment_names() -> None:
    site = "https://koran.example"
    assert asked_for("https://koran.example/blog/", site=site).user == "budi"
    assert asked_for("http://koran.example/", site=site).withheld_from == "http://koran.example"
    assert asked_for("http://127.0.0.1:8080/", site=site).withheld_from


def test_an_address_gets_the_login_of_its_source_in_the_configuration() -> None:
    named = ("https://other.example/", ""), ("https://koran.example/", "koran")
    assert asked_for("https://koran.example/", *named).user == "ani"
    assert asked_for("https://other.example/x", *named).user == "budi"
    assert asked_for("https://third.example/", *named).withheld_from


@pytest.mark.parametrize("host", ["127.0.0.1:8080", "localhost", "[::1]"])
def test_a_copy_of_the_site_on_this_machine_gets_the_login(host: str) -> None:
    assert asked_for(f"http://{host}/").user == "budi"


def test_nothing_is_kept_back_where_there_is_no_login() -> None:
    nobody = credentials_on_request("https://koran.example/", MemoryResources())
    assert nobody == Credentials(
        "https://koran.example/", variables=("CETAK_WORDPRESS_USER", "CETAK_WORDPRESS_PASSWORD")
    )


def test_a_login_that_was_kept_back_is_told_when_the_site_wants_one(site: Site) -> None:
    site.scripts["/a"] = Reply(b"", 401)
    address = site.url("/a")
    kept = replace(login(address), user="", password="", withheld_from="https://koran.example")
    with pytest.raises(SourceError) as raised:
        quick_web().get(address, Reach((address,)), credentials=kept)
    (finding,) = raised.value.findings
    assert finding.code == "login-not-sent"
    assert finding.facts["variable"] == "CETAK_WORDPRESS_SITE"
    assert finding.facts["origin"] == "https://koran.example"


def test_a_host_is_not_asked_more_often_than_it_is_fair() -> None:
    naps = Naps()
    pace = Pace(lambda: 100.0, naps)
    waited = [pace.keep(host, 4) for host in ("a", "a", "b", "a")]
    assert waited == [0.0, 0.25, 0.0, 0.5]
    assert naps.seconds == [0.25, 0.5]


def test_the_pace_is_no_part_of_the_deadline(site: Site) -> None:
    site.scripts["/a"] = PAGE
    naps = Naps()
    web = Web(pace=Pace(lambda: 100.0, naps)).keeping(
        replace(Web().manners, timeout_seconds=2, requests_per_second=0.1)
    )
    assert [got(web, site.url("/a")).content for _ in range(2)] == [PAGE.body] * 2
    assert naps.seconds == [10.0]


@pytest.mark.parametrize(
    ("kind", "code", "asked"),
    [
        ("certificate", "web-certificate", 1),
        ("unreachable", "web-unreachable", 3),
        ("answer", "web-answer", 3),
    ],
)
def test_a_wire_that_fails_is_told_and_tried_again_where_that_may_help(
    kind: FaultKind, code: str, asked: int
) -> None:
    questions: list[Question] = []

    def failing(question: Question, addresses: Sequence[str]) -> Answer:
        questions.append(question)
        raise FaultError(kind)

    web = replace(far_web(Names(), retries=2), exchange=failing)
    assert refusal(web, "https://koran.example/") == code
    assert len(questions) == asked
