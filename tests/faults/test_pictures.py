"""Hostile pictures and servers: each ends in one clear refusal, never in a hang or a leak.

The rows are those of the project's table of hostile input: addresses (1-13), files (20, 21),
schemes (22), servers (23, 24), and what a file itself may hold (25-31, 33).
"""

from __future__ import annotations

import gzip
import io
import shutil
import socket
import socketserver
import ssl
import struct
import subprocess
import threading
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Any

import httpcore
import pytest
from PIL import Image

from cetak.acquire.deadline import Deadline
from cetak.acquire.exchange import Answer, Question, resolve
from cetak.acquire.network import HttpsFetch, fetch_https
from cetak.acquire.pictures import take_in, to_gray
from cetak.acquire.places import Place
from cetak.acquire.policy import PictureError, PicturePolicy
from cetak.acquire.wire import HttpExchange
from cetak.article.sheet import PictureFile
from cetak.messages import explain
from cetak.resources import LocalResources, MemoryResources

HOST = "img.example.id"
LOOPBACK = IPv4Network("127.0.0.0/8")
Script = Callable[[socket.socket], None]


def file_of(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


PHOTOGRAPH = file_of(Image.radial_gradient("L").convert("RGB"), "JPEG")


# A server on this machine, whose every answer is a script.


@dataclass
class Server:
    """What it answers to each path, and what it was asked."""

    port: int = 0
    scripts: dict[str, Script] = field(default_factory=dict)
    asked: list[bytes] = field(default_factory=list)

    def url(self, path: str = "/a.jpg", host: str = HOST) -> str:
        return f"https://{host}:{self.port}{path}"


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as server:
        yield server


@contextmanager
def serving(tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    served = Server()

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            try:
                self.request.settimeout(5)
                line = tls.wrap_socket(self.request, server_side=True) if tls else self.request
                asked = line.recv(65536)
                served.asked.append(asked)
                served.scripts[asked.split(b" ")[1].decode()](line)
                line.close()
            except OSError:
                pass  # the one who asked has gone

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as listening:
        listening.daemon_threads = True
        served.port = listening.server_address[1]
        threading.Thread(target=listening.serve_forever, args=(0.01,), daemon=True).start()
        yield served
        listening.shutdown()


def says(body: bytes, status: str = "200 OK", **headers: str) -> Script:
    given = {
        "Content-Length": str(len(body)),
        **{k.replace("_", "-"): v for k, v in headers.items()},
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in given.items())
    return lambda line: line.sendall(f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body)


def passes_on(location: str) -> Script:
    return says(b"", "302 Found", Location=location)


def drips(head: bytes, drop: bytes = b"x") -> Script:
    def script(line: socket.socket) -> None:
        line.sendall(head)
        gone = threading.Event()
        for _ in range(1000):
            line.sendall(drop)
            gone.wait(0.02)

    return script


# The fetcher as it is, but for TLS, which the server above does not speak.


class PlainStream(httpcore.NetworkStream):
    def __init__(self, inner: httpcore.NetworkStream) -> None:
        self.inner = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.inner.read(max_bytes, timeout)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.inner.write(buffer, timeout)

    def close(self) -> None:
        self.inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        return self

    def get_extra_info(self, info: str) -> Any:
        return None


@dataclass
class PlainBackend(httpcore.SyncBackend):
    connected: list[str] = field(default_factory=list)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        self.connected.append(host)
        return PlainStream(super().connect_tcp(host, port, timeout, local_address, socket_options))


@dataclass
class Names:
    """A resolver with answers of its own; the last one stays."""

    answers: list[list[str]] = field(default_factory=lambda: [["127.0.0.1"]])
    asked: list[str] = field(default_factory=list)

    def __call__(self, place: Place, deadline: Deadline) -> Sequence[str]:
        self.asked.append(place.host)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def no_exchange(question: Question, addresses: Sequence[str]) -> Answer:
    raise AssertionError("a server was asked")


def policy_for(server: Server, **changes: Any) -> PicturePolicy:
    hosts = (f"{HOST}:{server.port}",)
    return replace(PicturePolicy(hosts=hosts, allow_addresses=(LOOPBACK,)), **changes)


def fetched(
    server: Server,
    url: str = "",
    policy: PicturePolicy | None = None,
    names: Names | None = None,
    backend: PlainBackend | None = None,
) -> bytes:
    exchange = HttpExchange(backend or PlainBackend())
    fetch = HttpsFetch(names or Names(), exchange)
    return fetch(url or server.url(), policy or policy_for(server))


def refusal(act: Callable[..., object], *values: object, **named: object) -> str:
    with pytest.raises(PictureError) as raised:
        act(*values, **named)
    return told(raised.value)


def told(error: PictureError) -> str:
    """The code of a refusal, which has to have words in both languages."""
    (finding,) = error.findings
    for language in ("en", "id"):
        words = explain(finding, language)
        assert "{" not in words.message
        assert not words.message.startswith(finding.code)
        assert words.hint
    return finding.code


def taken(content: bytes, **limits: Any) -> PictureFile:
    return take_in(
        "a",
        story_folder=Path("/d"),
        policy=PicturePolicy(**limits),
        resources=MemoryResources({"/d/a": content}),
        fetch=fetch_https,
    )


# Rows 1-9: where a picture may not come from


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("http://127.0.0.1/a.jpg", "picture-scheme"),  # row 1
        ("https://127.0.0.1/a.jpg", "picture-url"),
        ("https://2130706433/", "picture-url"),  # rows 2-6
        ("https://0x7f000001/", "picture-url"),
        ("https://0177.0.0.1/", "picture-url"),
        ("https://127.1/", "picture-url"),
        ("https://0/", "picture-url"),
        ("https://[::ffff:127.0.0.1]/", "picture-url"),  # row 7
        ("https://[64:ff9b::7f00:1]/", "picture-url"),
        ("https://[2002:7f00:1::]/", "picture-url"),
        ("https://[::]/", "picture-url"),
        ("HTTPS://LOCALHOST./", "picture-address"),  # row 8
        ("https://img.example.id@127.0.0.1/", "picture-url"),  # row 9
        ("https://img.example.id:443@localhost/", "picture-url"),
        ("file:///etc/passwd", "picture-scheme"),  # row 20
        ("FILE:a.jpg", "picture-scheme"),
        ("file:///dev/zero", "picture-scheme"),  # row 21
        ("/dev/zero", "picture-outside-folder"),
        ("ftp://img.example.id/a.jpg", "picture-scheme"),  # row 22
        ("data:image/png;base64,AAAA", "picture-scheme"),
        ("javascript:alert(1)", "picture-scheme"),
        ("C:\\a.jpg", "picture-name"),
        ("c:/a.jpg", "picture-name"),
    ],
)
def test_rows_1_to_9_and_20_to_22_are_refused_before_anything_is_asked(
    source: str, code: str, tmp_path: Path
) -> None:
    hosts = ("127.0.0.1", "localhost", "img.example.id", "0", "2130706433")
    fetch = HttpsFetch(exchange=no_exchange)

    def act() -> PictureFile:
        return take_in(
            source,
            story_folder=tmp_path,
            policy=PicturePolicy(hosts=hosts),
            resources=LocalResources(),
            fetch=fetch,
        )

    assert refusal(act) == code


@pytest.mark.parametrize(
    "addresses",
    [["10.0.0.1"], ["8.8.8.8", "127.0.0.1"], ["::ffff:8.8.8.8"], ["64:ff9b::1"], ["2002::1"]],
)
def test_row_7_a_name_that_leads_to_an_address_within_is_not_asked(addresses: list[str]) -> None:
    fetch = HttpsFetch(Names([addresses]), no_exchange)
    assert refusal(fetch, f"https://{HOST}/", PicturePolicy(hosts=(HOST,))) == "picture-address"


def test_without_named_hosts_nothing_is_even_resolved() -> None:
    names = Names()
    fetch = HttpsFetch(names, no_exchange)
    assert refusal(fetch, f"https://{HOST}/", PicturePolicy()) == "picture-host"
    assert names.asked == []


# Rows 10-13: servers that send elsewhere, names that change their mind


def test_a_picture_is_fetched_and_passed_on_within_the_named_hosts(server: Server) -> None:
    server.scripts |= {"/a.jpg": passes_on("/b.jpg"), "/b.jpg": says(PHOTOGRAPH)}
    assert fetched(server) == PHOTOGRAPH
    asked = server.asked[0].lower()
    assert f"host: {HOST}:{server.port}\r\n".encode() in asked
    assert b"accept-encoding: identity\r\n" in asked
    assert b"cookie" not in asked


@pytest.mark.parametrize(
    ("location", "code"),
    [
        ("https://127.0.0.1/", "picture-url"),  # row 10
        ("//localhost/", "picture-host"),
        ("https://img.example.id:22/", "picture-port"),
        ("http://img.example.id/", "picture-scheme"),
        ("file:///etc/passwd", "picture-scheme"),  # row 13
        ("ftp://img.example.id/", "picture-scheme"),
        ("https://[/", "picture-url"),
        ("https://u:p@img.example.id/", "picture-url"),
    ],
)
def test_rows_10_and_13_each_hop_is_judged_anew(server: Server, location: str, code: str) -> None:
    server.scripts["/a.jpg"] = passes_on(location)
    assert refusal(fetched, server) == code
    assert len(server.asked) == 1


def test_row_10_a_hop_that_leads_within_is_judged_by_its_address(server: Server) -> None:
    server.scripts["/a.jpg"] = passes_on("/b.jpg")
    names = Names([["127.0.0.1"], ["10.0.0.1"]])
    assert refusal(fetched, server, names=names) == "picture-address"
    assert len(server.asked) == 1


def test_row_11_a_circle_ends_after_three_hops(server: Server) -> None:
    server.scripts["/a.jpg"] = passes_on("/a.jpg")
    assert refusal(fetched, server) == "picture-redirects"
    assert len(server.asked) == 4


def test_row_12_the_address_that_was_judged_is_the_one_connected_to(server: Server) -> None:
    server.scripts["/a.jpg"] = says(PHOTOGRAPH)
    names, backend = Names([["127.0.0.1"], ["10.0.0.1"]]), PlainBackend()
    assert fetched(server, names=names, backend=backend) == PHOTOGRAPH
    assert (names.asked, backend.connected) == ([HOST], ["127.0.0.1"])


def test_the_next_address_is_tried_where_one_is_dead(server: Server) -> None:
    server.scripts["/a.jpg"] = says(PHOTOGRAPH)
    backend = PlainBackend()
    names = Names([["127.0.0.2", "127.0.0.1"]])
    assert fetched(server, names=names, backend=backend) == PHOTOGRAPH
    assert backend.connected == ["127.0.0.2", "127.0.0.1"]


def test_the_resolver_answers_and_keeps_the_deadline() -> None:
    place = Place("localhost", 443, "/")
    assert set(resolve(place, Deadline.after(30))) <= {"127.0.0.1", "::1"}
    with pytest.raises(TimeoutError):
        resolve(place, Deadline.after(-1))
    with pytest.raises(OSError, match="label"):
        resolve(replace(place, host="a" * 64), Deadline.after(30))


def test_the_real_fetcher_judges_before_it_asks() -> None:
    assert refusal(fetch_https, f"https://{HOST}/", PicturePolicy()) == "picture-host"
    here = PicturePolicy(hosts=("localhost:1",))
    assert refusal(fetch_https, "https://localhost:1/", here) == "picture-address"
    opened = replace(here, allow_addresses=(LOOPBACK, IPv6Network("::1/128")))
    assert refusal(fetch_https, "https://localhost:1/", opened) == "picture-unreachable"


def test_a_fetched_picture_is_developed_like_any_other(server: Server) -> None:
    server.scripts["/a.jpg"] = says(PHOTOGRAPH)
    picture = take_in(
        server.url(),
        story_folder=None,
        policy=policy_for(server),
        resources=MemoryResources(),
        fetch=HttpsFetch(Names(), HttpExchange(PlainBackend())),
    )
    assert picture == taken(PHOTOGRAPH)
    assert to_gray(picture).media_type == "image/jpeg"


# Rows 23 and 24: servers that take their time, or send without end


@pytest.mark.parametrize(
    "head", [b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-"]
)
def test_row_23_a_dripping_server_is_left_at_the_deadline(server: Server, head: bytes) -> None:
    server.scripts["/a.jpg"] = drips(head)
    policy = policy_for(server, timeout_seconds=0.3)
    assert refusal(fetched, server, policy=policy) == "picture-timeout"


def test_row_23_a_silent_server_is_left_at_the_deadline(server: Server) -> None:
    server.scripts["/a.jpg"] = drips(b"", b"")
    policy = policy_for(server, timeout_seconds=0.2)
    assert refusal(fetched, server, policy=policy) == "picture-timeout"


def test_row_24_what_is_packed_unasked_is_unpacked_within_the_limit(server: Server) -> None:
    bomb = gzip.compress(bytes(300_000_000), 1)
    server.scripts |= {
        "/a.jpg": says(gzip.compress(PHOTOGRAPH), Content_Encoding="gzip"),
        "/z.jpg": says(zlib.compress(PHOTOGRAPH), Content_Encoding="Deflate"),
        "/bomb": says(bomb, Content_Encoding="gzip"),
        "/br": says(b"x", Content_Encoding="br"),
        "/twice": says(b"x", Content_Encoding="gzip, gzip"),
        "/junk": says(b"junk", Content_Encoding="gzip"),
    }
    policy = policy_for(server, max_bytes=1_000_000)
    assert fetched(server, policy=policy) == PHOTOGRAPH
    assert fetched(server, server.url("/z.jpg"), policy) == PHOTOGRAPH
    codes = [
        refusal(fetched, server, server.url(path), policy)
        for path in ("/bomb", "/br", "/twice", "/junk")
    ]
    assert codes == [
        "picture-too-large",
        "picture-encoding",
        "picture-encoding",
        "picture-broken",
    ]


def test_a_body_without_end_is_cut_off(server: Server) -> None:
    server.scripts["/a.jpg"] = drips(b"HTTP/1.1 200 OK\r\n\r\n", bytes(50_000))
    assert refusal(fetched, server, policy=policy_for(server, max_bytes=100_000)) == (
        "picture-too-large"
    )


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (b"", "picture-answer"),
        (b"junk\r\n\r\n", "picture-answer"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx", "picture-answer"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200_000, "picture-answer"),
        (b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "picture-status"),
        (b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n", "picture-status"),
        (b"HTTP/1.1 206 Partial Content\r\nContent-Length: 0\r\n\r\n", "picture-status"),
    ],
)
def test_answers_that_are_none(server: Server, answer: bytes, code: str) -> None:
    server.scripts["/a.jpg"] = lambda line: line.sendall(answer)
    assert refusal(fetched, server) == code


def test_a_host_that_is_not_there(server: Server) -> None:
    names = Names([["127.0.0.2"]])
    assert refusal(fetched, server, names=names) == "picture-unreachable"

    def unknown(place: Place, deadline: Deadline) -> Sequence[str]:
        raise socket.gaierror(-2, "Name or service not known")

    fetch = HttpsFetch(unknown, no_exchange)
    assert refusal(fetch, server.url(), policy_for(server)) == "picture-unreachable"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for the host's name, good for a day."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    folder = tmp_path_factory.mktemp("tls")
    key, chain = folder / "key.pem", folder / "chain.pem"
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    named = ["-nodes", "-days", "1", "-subj", "/CN=test", "-addext", f"subjectAltName=DNS:{HOST}"]
    files = ["-keyout", str(key), "-out", str(chain)]
    subprocess.run([*made, *named, *files], check=True, capture_output=True)
    return chain, key


@pytest.mark.parametrize(
    ("host", "believed", "code"),
    [
        (HOST, True, ""),
        (HOST, False, "picture-certificate"),
        ("other.example.id", True, "picture-certificate"),
    ],
)
def test_a_server_proves_the_name_it_was_asked_by(
    certificate: tuple[Path, Path], host: str, believed: bool, code: str
) -> None:
    chain, key = certificate
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(chain, key)
    trust = ssl.create_default_context(cafile=str(chain)) if believed else None
    with serving(tls) as server:
        server.scripts["/a.jpg"] = says(PHOTOGRAPH)
        fetch = HttpsFetch(Names(), HttpExchange(tls=trust))
        policy = policy_for(server, hosts=(f"*.example.id:{server.port}",))
        url = server.url(host=host)
        if code:
            assert refusal(fetch, url, policy) == code
        else:
            assert fetch(url, policy) == PHOTOGRAPH


# Rows 25 and 26: small files that would be huge pictures


def chunk(kind: bytes, content: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + check


def png_of(width: int, height: int, *more: bytes) -> bytes:
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(bytes(100_000)))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(more) + pixels + chunk(b"IEND", b"")


def jpeg_of(width: int, height: int) -> bytes:
    at = PHOTOGRAPH.index(b"\xff\xc0") + 5
    return PHOTOGRAPH[:at] + struct.pack(">HH", height, width) + PHOTOGRAPH[at + 4 :]


def gif_of(width: int, height: int) -> bytes:
    small = file_of(Image.new("P", (2, 2)), "GIF")
    return small[:6] + struct.pack("<HH", width, height) + small[10:]


def webp_of(width: int, height: int) -> bytes:
    canvas = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    chunks = b"VP8X" + struct.pack("<I", 10) + bytes(4) + canvas
    return b"RIFF" + struct.pack("<I", len(chunks) + 4) + b"WEBP" + chunks


HUGE: Mapping[str, bytes] = {
    "PNG, row 25": png_of(30_000, 30_000),
    "PNG, row 26": png_of(12_000, 12_000),
    "PNG": png_of(20_000, 20_000),
    "PNG, widest": png_of(2**31 - 1, 2**31 - 1),
    "JPEG": jpeg_of(20_000, 20_000),
    "GIF": gif_of(65_535, 65_535),
    "WEBP, extended": webp_of(2**24, 2**8),
    "WEBP, lossless": file_of(Image.new("RGB", (2, 2)), "WEBP", lossless=True)[:21]
    + b"\xff\xff\xff\x0f",
    "WEBP, lossy": file_of(Image.new("RGB", (2, 2)), "WEBP")[:26] + b"\xff\x3f\xff\x3f",
}


@pytest.mark.parametrize("kind", HUGE)
def test_rows_25_and_26_too_many_pixels_are_refused_by_the_header_alone(kind: str) -> None:
    assert refusal(taken, HUGE[kind]) == "picture-too-many-pixels"


def test_the_limit_is_exact() -> None:
    content = file_of(Image.new("RGB", (100, 50)), "PNG")
    assert taken(content, max_pixels=5000).width_px == 100
    assert refusal(taken, content, max_pixels=4999) == "picture-too-many-pixels"


# Rows 27-31 and 33: what is no picture for a newspaper


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "SVG"),
        (
            b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>',
            "SVG",
        ),
        (b'\xef\xbb\xbf <svg><image href="http://127.0.0.1/"/></svg>', "SVG"),
        (b'<!DOCTYPE a [<!ENTITY b "&c;&c;">]><a>&b;</a>', "XML"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n(x) run", "EPS"),
        (b"\xc5\xd0\xd3\xc6" + bytes(30), "EPS"),
        (b"%PDF-1.7\n", "PDF"),
        (file_of(Image.new("RGB", (2, 2)), "TIFF"), "TIFF"),
        (file_of(Image.new("RGB", (2, 2)), "BMP"), "BMP"),
        (file_of(Image.new("RGB", (2, 2)), "AVIF"), "AVIF"),
        (b"<!DOCTYPE html><html>not found</html>", "HTML"),
        (b"PK\x03\x04", "ZIP"),
        (gzip.compress(b"<svg/>", mtime=0), "GZIP"),
        (b"\x00\x01\x02", ""),
    ],
)
def test_rows_27_to_31_and_33_other_formats_are_refused_by_name(
    content: bytes, named: str
) -> None:
    with pytest.raises(PictureError) as raised:
        taken(content)
    finding = raised.value.findings[0]
    assert (finding.code, finding.facts["format"]) == ("picture-format", named)


def test_nothing_is_a_picture_of_nothing() -> None:
    assert refusal(taken, b"") == "picture-empty"


# Pictures that are cut off, damaged or made to cost


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_picture_that_is_cut_off_is_refused(kind: str, share: float) -> None:
    content = file_of(Image.effect_noise((200, 200), 50).convert("RGB"), kind)
    assert refusal(taken, content[: int(len(content) * share)]) == "picture-broken"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
def test_any_damage_ends_in_a_picture_or_a_refusal(kind: str) -> None:
    content = file_of(Image.radial_gradient("L").resize((40, 40)).convert("RGB"), kind)
    outcomes = set()
    for at in range(0, len(content), max(1, len(content) // 150)):
        for wrong in (0x00, 0xFF, content[at] ^ 0x10):
            damaged = content[:at] + bytes([wrong]) + content[at + 1 :]
            try:
                outcomes.add(taken(damaged, max_pixels=1_000_000).media_type)
            except PictureError as error:
                outcomes.add(told(error))
    assert "picture-broken" in outcomes
    assert outcomes <= {
        "image/jpeg",
        "image/png",
        "picture-broken",
        "picture-format",
        "picture-too-many-pixels",
    }


def test_a_gif_of_a_thousand_frames_costs_as_much_as_its_first() -> None:
    frames = [Image.new("L", (8, 8), shade % 256) for shade in range(1000)]
    content = file_of(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert taken(content).media_type == "image/png"


@pytest.mark.parametrize(
    ("size", "code"), [(8000, "picture-too-many-pixels"), (65_535, "picture-broken")]
)
def test_a_gif_whose_frame_outgrows_its_screen_is_judged_by_the_frame(
    size: int, code: str
) -> None:
    small = bytearray(file_of(Image.new("P", (2, 2)), "GIF"))
    at = small.index(b"\x2c\x00\x00\x00\x00\x02\x00\x02\x00")
    small[at + 5 : at + 9] = struct.pack("<HH", size, size)
    assert refusal(taken, bytes(small)) == code


def test_a_jpeg_with_endless_scans_is_refused() -> None:
    content = file_of(Image.radial_gradient("L"), "JPEG", progressive=True)
    first = content.index(b"\xff\xda")
    second = content.index(b"\xff", first + 12)
    scan = content[first:second]
    assert refusal(taken, content[:first] + scan * 200 + content[first:]) == "picture-broken"


def exploding(kind: bytes) -> bytes:
    return chunk(kind, b"x\0\0" + zlib.compress(bytes(200_000_000), 1))


def test_notes_that_explode_are_not_even_unpacked() -> None:
    assert taken(png_of(100, 100, exploding(b"zTXt"))) == taken(png_of(100, 100))


def test_a_profile_that_explodes_is_refused() -> None:
    assert refusal(taken, png_of(100, 100, exploding(b"iCCP"))) == "picture-broken"
