"""``cetak edition --preview``: the pages in the browser, on this machine alone."""

from __future__ import annotations

import http.client
import io
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PIL import Image

from cetak.acquire.watching import Changes
from cetak.cli.edition import carry_out
from cetak.cli.edition_order import EditionOrder
from cetak.cli.order import OrderError
from cetak.cli.preview_page import Note, Shown, ShownPage, page_of
from cetak.cli.preview_server import MOST_CONNECTIONS, Preview, PreviewServer
from cetak.cli.telling import Teller
from cetak.errors import PressError, ResourceError
from cetak.findings import Severity, warning
from cetak.press.screen import SCREEN_PX, screen_page
from cetak.run.executor import Executor, SerialExecutor
from paper_desk import DAY, PaperDesk, PaperHouse

PIXEL = b"\x89PNG of a page"
PAGES = tuple(ShownPage(number, str(number), "Daerah", 148, 210) for number in (1, 2))
PAPER = Shown(1, "06:30:00", "paper.pdf", b"%PDF-1", PAGES)


@dataclass(frozen=True)
class Answered:
    """What a server answered."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes


@dataclass
class Browser:
    """Asks a server, one connection a question."""

    port: int

    @contextmanager
    def asking(
        self, path: str, method: str = "GET", host: str = ""
    ) -> Iterator[http.client.HTTPResponse]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        with closing(connection):
            connection.putrequest(method, path, skip_host=True)
            connection.putheader("Host", host or f"127.0.0.1:{self.port}")
            connection.endheaders()
            with connection.getresponse() as response:
                yield response

    def asked(self, path: str, method: str = "GET", host: str = "") -> Answered:
        with self.asking(path, method, host) as response:
            return Answered(response.status, response.headers, response.read())

    def text(self, path: str = "/") -> str:
        answered = self.asked(path)
        assert answered.status == 200
        return answered.body.decode()

    def status(self, path: str, method: str = "GET", host: str = "") -> int:
        return self.asked(path, method, host).status


def draw(pdf: bytes, number: int) -> bytes:
    if b"broken" in pdf:
        raise PressError.because("screen-page-failed", page=number)
    return PIXEL + str(number).encode()


@contextmanager
def serving(shown: Shown = PAPER) -> Iterator[tuple[Browser, Preview]]:
    preview = Preview(draw, "en", shown)
    with PreviewServer(preview, 0).answering() as server:
        yield Browser(server.server_port), preview


def test_a_page_is_drawn_and_kept_by_browsers() -> None:
    with serving() as (browser, _):
        response = browser.asked(f"/pages/{PAPER.digest}/2.png")
        assert (response.status, response.headers["Content-Type"]) == (200, "image/png")
        assert response.body == PIXEL + b"2"
        assert "immutable" in response.headers["Cache-Control"]
        assert browser.asked("/edition.pdf").body == b"%PDF-1"


def test_a_page_is_drawn_once() -> None:
    drawn: list[int] = []

    def counting(pdf: bytes, number: int) -> bytes:
        drawn.append(number)
        return PIXEL

    preview = Preview(counting, "en", PAPER)
    for _ in range(3):
        assert preview.picture(PAPER.digest, 1) == PIXEL
    assert drawn == [1]


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/../../etc/passwd",
        "/preview.html.jinja",
        "/audit.html.jinja",
        "/?x",
        "/pages/0123456789abcdef/1.png",
        f"/pages/{PAPER.digest}/0.png",
        f"/pages/{PAPER.digest}/3.png",
        f"/pages/{PAPER.digest}/99999999999.png",
        f"/pages/{PAPER.digest}/1.png/",
    ],
)
def test_what_is_not_on_the_list_is_not_there(path: str) -> None:
    with serving() as (browser, _):
        response = browser.asked(path)
        assert response.status == 404
        assert path.encode() not in response.body


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_nothing_can_be_changed(method: str) -> None:
    with serving() as (browser, _):
        response = browser.asked("/", method)
        assert (response.status, response.headers["Allow"]) == (405, "GET, HEAD")


def test_another_name_for_this_server_is_refused() -> None:
    with serving() as (browser, _):
        for host in ("koran.example", f"koran.example:{browser.port}", "127.0.0.1", "[::1]:80"):
            assert browser.status("/", host=host) == 421
            assert browser.status("/events", host=host) == 421
        assert browser.status("/", host=f"localhost:{browser.port}") == 200


def test_a_page_asks_nobody_else_and_is_shown_in_no_other() -> None:
    with serving() as (browser, _):
        response = browser.asked("/")
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        parts = [browser.text(path) for path in ("/", "/preview.css", "/preview.js")]
    assert [re.findall(r"https?://|\bstyle=|\bon\w+=\"|<style|url\(", one) for one in parts] == [
        [],
        [],
        [],
    ]


def test_a_head_is_the_answer_without_its_body() -> None:
    with serving() as (browser, _):
        for path in ("/", f"/pages/{PAPER.digest}/1.png", "/nothing", "/events"):
            response = browser.asked(path, "HEAD")
            assert response.status == (404 if path == "/nothing" else 200)
            assert response.body == b""


def test_a_page_that_cannot_be_drawn_is_an_error_of_the_server() -> None:
    broken = Shown(1, "", "p.pdf", b"broken", PAGES)
    with serving(broken) as (browser, _):
        assert browser.status(f"/pages/{broken.digest}/1.png") == 500
        assert browser.status("/") == 200


@pytest.mark.parametrize(
    "line", [b"\r\n\r\n", b"GET\r\n\r\n", b"\0\xff" * 40_000, b"GET / HTTP/9\r\n"]
)
def test_what_is_no_request_harms_nobody(line: bytes) -> None:
    with serving() as (browser, _):
        with (
            socket.create_connection(("127.0.0.1", browser.port), timeout=10) as rude,
            suppress(OSError),  # it may have hung up before it has heard all of it
        ):
            rude.sendall(line + b"\r\n\r\n")
            rude.shutdown(socket.SHUT_WR)
        assert browser.status("/") == 200


def test_browsers_beyond_the_limit_are_turned_away() -> None:
    with serving() as (browser, _), ExitStack() as waiting:
        for _ in range(MOST_CONNECTIONS):
            assert waiting.enter_context(browser.asking("/events")).status == 200
        with pytest.raises(ConnectionError):
            browser.asked("/")


def test_browsers_are_told_of_each_round() -> None:
    with serving() as (browser, preview), browser.asking("/events") as response:
        assert response.headers["Content-Type"] == "text/event-stream"
        assert [response.readline() for _ in range(3)] == [b"event: round\n", b"data: 1\n", b"\n"]
        preview.show(PAPER.after(None, (), "06:31:00"))
        assert [response.readline() for _ in range(2)] == [b"event: round\n", b"data: 2\n"]


def test_a_port_that_is_taken_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(ResourceError) as raised:
            PreviewServer(Preview(draw, "en"), port)
    (finding,) = raised.value.findings
    assert (finding.code, finding.facts["port"]) == ("preview-port-taken", port)


def test_what_a_story_says_is_no_markup() -> None:
    finding = warning("line-doubtful", "<script>alert(1)</script>", text="<b>x</b>")
    page = page_of(PAPER.after(None, (Note(finding, Severity.WARNING),), "06:31:00"), "id")
    assert "<script>alert" not in page
    assert "<b>" not in page
    assert "&lt;script&gt;" in page
    assert '<html lang="id">' in page
    assert "Perubahan terakhir tidak menghasilkan koran" in page


@dataclass
class ShownHouse(PaperHouse):
    steps: list[Callable[[], Changes]] = field(default_factory=list)

    def changes(self, places: Sequence[Path]) -> Iterator[Changes]:
        for step in self.steps:
            yield step()
        raise KeyboardInterrupt

    def drawers(self) -> Executor:
        return SerialExecutor()


def test_a_real_paper_is_shown_round_after_round(tmp_path: Path) -> None:
    desk, lines, pages = PaperDesk(tmp_path), list[str](), list[str]()
    desk.story("kapal", priority=1)
    desk.story("pasar", priority=2)
    house = ShownHouse(desk.clock, folder=tmp_path)

    def browser() -> Browser:
        found = re.search(r"Preview: http://127\.0\.0\.1:(\d+)/", "\n".join(lines))
        assert found is not None
        return Browser(int(found[1]))

    def look() -> Changes:
        pages.append(browser().text())
        picture = re.search(r"/pages/[0-9a-f]{16}/2\.png", pages[-1])
        assert picture is not None
        image = Image.open(io.BytesIO(browser().asked(picture[0]).body))
        assert SCREEN_PX <= max(image.size) <= SCREEN_PX + 1
        assert any(image.convert("L").histogram()[:60])
        desk.story("pasar", headline="Judul &lt;baru&gt;")
        return Changes(frozenset({tmp_path / "stories" / "pasar.yaml"}))

    def look_again() -> Changes:
        pages.append(browser().text())
        (tmp_path / "cetak.yaml").write_text("layuot: x\n")
        return Changes(frozenset({tmp_path / "cetak.yaml"}))

    def look_at_last() -> Changes:
        pages.append(browser().text())
        return Changes()

    house.steps = [look, look_again, look_at_last]
    order = EditionOrder(
        DAY,
        sources=(str(tmp_path / "stories"),),
        output=str(desk.paper),
        config=tmp_path / "cetak.yaml",
        watch=True,
        preview=True,
    )
    assert carry_out(order, house, Teller("en", write=lines.append)) == 0
    contents = [re.findall(r'<li><a href="#page-(\d)">(.+?) <span', page) for page in pages]
    assert contents[0] == [("1", "Judul kapal"), ("2", "Judul pasar")]
    assert contents[1] == contents[2] == [("1", "Judul kapal"), ("2", "Judul &lt;baru&gt;")]
    assert [re.findall(r'data-round="(\d)"', page) for page in pages] == [["1"], ["2"], ["3"]]
    assert ["layuot" in page for page in pages] == [False, False, True]
    assert "The last change gave no paper" in pages[2]
    with pytest.raises(ConnectionError):
        browser().status("/")


def test_nothing_is_served_where_nothing_can_be_watched(tmp_path: Path) -> None:
    order = EditionOrder(DAY, sources=(str(tmp_path / "gone"),), watch=True, preview=True)
    house = ShownHouse(PaperDesk(tmp_path).clock, folder=tmp_path)
    with pytest.raises(OrderError):
        carry_out(order, house, Teller("en", write=lambda _: None))
    assert "cetak-preview" not in {thread.name for thread in threading.enumerate()}


def test_what_is_no_pdf_has_no_picture() -> None:
    with pytest.raises(PressError):
        screen_page(b"no file at all", 1)


@pytest.mark.integration
def test_a_browser_shows_the_paper(tmp_path: Path) -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("there is no Chromium")
    desk = PaperDesk(tmp_path)
    desk.story("kapal", priority=1)
    arguments = desk.command(DAY, "--preview", "--port", "0")
    at = arguments.index("--report")
    command = [sys.executable, "-m", "cetak", *arguments[:at], *arguments[at + 2 :]]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        address = ""
        for line in running.stderr:
            address = address or "".join(re.findall(r"http://\S+", line))
            if str(tmp_path / "stories") in line:  # the first round is done
                break
        shot = tmp_path / "shot.png"
        look = [f"--user-data-dir={tmp_path / 'chrome'}", f"--screenshot={shot}", address]
        options = ["--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1500,1000"]
        subprocess.run([chromium, *options, *look], capture_output=True, check=True, timeout=60)
        running.send_signal(signal.SIGINT)
        assert running.wait(20) == 0
    image = Image.open(shot).convert("RGB")
    paper = image.crop((image.width * 2 // 3, 100, image.width - 50, 900))
    assert paper.getpixel((60, 10)) == (255, 255, 255)
    assert any(paper.convert("L").histogram()[:40])
