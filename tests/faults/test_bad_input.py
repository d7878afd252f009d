"""Bad input through the real command: a printed page with findings, or one clear error.

Never a traceback, a hang, half a file or a process left behind.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import signal
import struct
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from printed import Paper

SENTENCE = "Kapal itu berangkat dari pelabuhan pada malam hari dan kembali menjelang pagi. "
HEAD = "headline: Uji Coba\nlanguage: id\n"
SVG = """<?xml version="1.0"?>
<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">
<script>alert(1)</script><image xlink:href="http://127.0.0.1/x.png"/><text>&x;&b;</text></svg>
"""


@dataclass
class Outcome:
    """What one run of the command came to."""

    code: int
    errors: str
    printed: list[Path]
    stories: list[dict[str, Any]]

    @property
    def findings(self) -> list[str]:
        return [finding["code"] for story in self.stories for finding in story["findings"]]

    @property
    def paper(self) -> Paper:
        (path,) = self.printed
        return Paper(path.read_bytes())


@dataclass
class Desk:
    """A folder with stories, and the command run in it."""

    folder: Path
    cache: Path

    def write(self, name: str, content: str | bytes) -> str:
        raw = content if isinstance(content, bytes) else content.encode()
        (self.folder / name).write_bytes(raw)
        return name

    def command(self, *arguments: str) -> list[str]:
        fixed = ["--set", "paper=100x140", "--report", "report.json"]
        return [sys.executable, "-m", "cetak", "print", *arguments, *fixed]

    @property
    def environment(self) -> dict[str, str]:
        return os.environ | {"XDG_CACHE_HOME": str(self.cache), "LC_ALL": "C.UTF-8"}

    def run(self, *arguments: str, before: tuple[str, ...] = ()) -> Outcome:
        done = subprocess.run(
            [*before, *self.command(*arguments)],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=240,
            check=False,
        )
        return self.outcome(done.returncode, done.stderr.decode())

    def outcome(self, code: int, errors: str) -> Outcome:
        assert "Traceback" not in errors
        assert "cetak itself" not in errors
        assert [*self.folder.rglob("*.part"), *self.cache.rglob("*.part")] == []
        printed = sorted(self.folder.rglob("*.pdf"))
        for path in printed:
            assert path.read_bytes().startswith(b"%PDF-")
            assert path.read_bytes().rstrip().endswith(b"%%EOF")
        report = self.folder / "report.json"
        stories = json.loads(report.read_text())["stories"] if report.exists() else []
        return Outcome(code, errors, printed, stories)

    def print(self, name: str, content: str | bytes, *arguments: str) -> Outcome:
        return self.run(self.write(name, content), *arguments)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def desk(tmp_path: Path, cache: Path) -> Desk:
    return Desk(tmp_path, cache)


def one_error(outcome: Outcome, code: int, *words: str) -> None:
    """Nothing was written, and the reason is told once."""
    assert (outcome.code, outcome.printed) == (code, [])
    lines = outcome.errors.splitlines()
    assert len([line for line in lines if line.startswith("error: ")]) == 1
    for word in words:
        assert word in outcome.errors


# Files that are no stories.


@pytest.mark.parametrize("name", ["empty.yaml", "empty.json", "empty.md", "empty.txt"])
def test_an_empty_file(desk: Desk, name: str) -> None:
    one_error(desk.print(name, ""), 4, name, "is empty")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("binary.txt", bytes(range(256)) * 40),
        ("picture.md", b"\x89PNG\r\n\x1a\n" + bytes(4_000)),
        ("file.yaml", b"%PDF-1.7\n\x00\xff\xfe" * 100),
        ("file.json", b"PK\x03\x04" + bytes(range(256))),
    ],
)
def test_a_binary_file(desk: Desk, name: str, content: bytes) -> None:
    one_error(desk.print(name, content), 4, name, "is no text")


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
def test_another_encoding_is_read(desk: Desk, encoding: str) -> None:
    story = f"{HEAD}body:\n  - Kopi “enak” di café – begitulah.\n"
    outcome = desk.print("story.yaml", story.encode(encoding))
    assert outcome.code == 0
    assert "Kopi “enak” di café" in outcome.paper.text
    assert ("encoding-guessed" in outcome.findings) is (encoding == "cp1252")


def test_bytes_of_no_encoding(desk: Desk) -> None:
    outcome = desk.print("story.md", b"---\nheadline: Uji\n---\n\nSatu \xff\x81\x8d dua.\n")
    assert outcome.code in (0, 4)
    assert "encoding-guessed" in outcome.findings or len(outcome.printed) == 0


# Too much.


@pytest.mark.parametrize("name", ["ten.txt", "ten.md", "ten.yaml"])
def test_ten_megabytes_of_text(desk: Desk, name: str) -> None:
    body = (SENTENCE * 8 + "\n\n") * 16_500
    text = f"{HEAD}body:\n" + f"  - {SENTENCE * 8}\n" * 16_500 if name == "ten.yaml" else body
    assert len(text) > 10_000_000
    outcome = desk.print(name, text)
    one_error(outcome, 4, name)


def test_a_story_of_30_000_words(desk: Desk) -> None:
    story = f"{HEAD}body:\n" + f"  - {SENTENCE * 10}\n" * 250
    assert len(story.split()) > 30_000
    outcome = desk.run(desk.write("long.yaml", story), "--timeout", "120", "--set", "paper=A4")
    assert outcome.code in (0, 7)
    if outcome.code == 0:
        assert len(outcome.paper.reader.pages) > 20
    else:
        one_error(outcome, 7, "long.yaml")


def test_a_word_of_5_000_letters(desk: Desk) -> None:
    story = f"{HEAD}body:\n  - Satu.\n  - {'pertanggungjawaban' * 278}\n  - Dua.\n"
    outcome = desk.print("word.yaml", story, "--timeout", "8")
    assert outcome.code == 0
    assert "word-endless" in outcome.findings
    assert "Dua." in outcome.paper.text


def test_a_word_of_5_000_capitals(desk: Desk) -> None:
    story = f"{HEAD}body:\n  - Satu.\n  - {'PERTANGGUNGJAWABAN' * 278}\n  - Dua.\n"
    outcome = desk.print("word.yaml", story)
    assert outcome.code == 0
    assert "word-endless" in outcome.findings
    assert "Dua." in outcome.paper.text


def test_a_headline_of_400_characters(desk: Desk) -> None:
    words = ("Akurasi Serangan Drone Meningkat " * 13)[:399] + "!"
    outcome = desk.print("story.yaml", f"headline: {words}\nlanguage: id\nbody: [Satu kalimat.]\n")
    assert outcome.code == 0
    assert words in outcome.paper.text
    assert outcome.paper.reader.metadata is not None
    assert outcome.paper.reader.metadata.title == words


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("story.yaml", "language: id\nbody: [Satu kalimat saja.]\n"),
        ("story.json", '{"language": "id", "body": ["Satu kalimat saja."]}'),
        ("story.md", "Satu kalimat saja.\n"),
    ],
)
def test_no_headline(desk: Desk, name: str, content: str) -> None:
    outcome = desk.print(name, content)
    assert outcome.code == 0
    assert "Satu kalimat saja." in outcome.paper.text
    assert outcome.paper.reader.metadata is not None
    assert outcome.paper.reader.metadata.title


# YAML.


def test_an_unknown_key_has_its_place(desk: Desk) -> None:
    outcome = desk.print("story.yaml", "headlin: Uji\nlanguage: id\nbody: [Satu.]\n")
    one_error(outcome, 4, "story.yaml:1:1", "headlin", "headline")


def test_every_problem_at_once(desk: Desk) -> None:
    outcome = desk.print("story.yaml", "headlin: Uji\nbylin: x\nbody:\n  - paragraf: x\n")
    assert (outcome.code, outcome.printed) == (4, [])
    for place in ("story.yaml:1:1", "story.yaml:2:1", "story.yaml:4:5"):
        assert place in outcome.errors


def test_aliases_that_explode(desk: Desk) -> None:
    lines = [f"a0: &a0 [{', '.join('x' * 9)}]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    outcome = desk.print("story.yaml", "\n".join([*lines, "headline: Uji", "body: *a11\n"]))
    assert (outcome.code, outcome.printed) == (4, [])
    assert "story.yaml:1:" in outcome.errors


@pytest.mark.parametrize(
    "content",
    [
        "headline: " + "[" * 5_000,
        "headline: !!python/object/apply:os.system ['touch owned']\nbody: [x]\n",
        "? " * 20_000,
        "headline: 'x\n" + "y\n" * 1_000,
    ],
)
def test_yaml_that_is_none(desk: Desk, content: str) -> None:
    outcome = desk.print("story.yaml", content)
    assert (outcome.code, outcome.printed) == (4, [])
    assert "story.yaml:1:" in outcome.errors
    assert not (desk.folder / "owned").exists()


# Pictures.


def png_of(width: int, height: int) -> bytes:
    """A black picture of any size in a few kilobytes."""
    packer = zlib.compressobj(9)
    row = bytes(1 + (width + 7) // 8)
    rows = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(inside))
        + kind
        + inside
        + struct.pack(">I", zlib.crc32(kind + inside))
        for kind, inside in chunks
    )


def jpeg() -> bytes:
    buffer = io.BytesIO()
    Image.effect_noise((400, 300), 90).save(buffer, "JPEG")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("missing.jpg", None, "picture-missing"),
        ("cut.jpg", jpeg()[:9_000], "picture-broken"),
        ("empty.jpg", b"", "picture-empty"),
        ("huge.png", png_of(20_000, 20_000), "picture-too-many-pixels"),
        ("evil.svg", SVG.encode(), "picture-format"),
        ("evil.jpg", SVG.encode(), "picture-format"),
        ("../../../../etc/passwd", None, "picture-outside-folder"),
        ("file:///etc/passwd", None, "picture-scheme"),
        ("http://127.0.0.1/x.jpg", None, "picture-scheme"),
        ("https://169.254.169.254/x.jpg", None, "picture-url"),
        ("https://img.example.com/x.jpg", None, "picture-host"),
    ],
)
def test_a_picture_that_cannot_be_printed(
    desk: Desk, name: str, content: bytes | None, code: str
) -> None:
    if content is not None:
        desk.write(name, content)
    figure = f"{{type: figure, picture: {{source: '{name}', alt: a}}, cutline: Keterangan.}}"
    outcome = desk.print("story.yaml", f"{HEAD}body:\n  - Satu kalimat.\n  - {figure}\n")
    assert outcome.code == 0
    assert code in outcome.findings
    assert outcome.paper.images() == []
    for words in ("Satu kalimat.", "Gambar tidak dicetak", "Keterangan."):
        assert words in outcome.paper.text
    assert b"alert" not in b"".join(outcome.paper.contents())


def test_strict_refuses_what_lacks_its_picture(desk: Desk) -> None:
    figure = "{type: figure, picture: {source: missing.jpg, alt: a}}"
    outcome = desk.print("story.yaml", f"{HEAD}body: [Satu., {figure}]\n", "--strict")
    assert (outcome.code, outcome.printed) == (10, [])


# Text that looks like something else.


@pytest.mark.parametrize(
    "words",
    [
        "{{ ''.__class__.__mro__ }} {% raw %}",
        "{% for x in range(10**9) %}x{% endfor %}",
        "{{ 'x' * 10**9 }} {# x #}",
    ],
)
def test_text_that_looks_like_a_template(desk: Desk, words: str) -> None:
    quoted = json.dumps(words)
    story = f"headline: {quoted}\nkicker: {quoted}\nbyline: {quoted}\nbody: [{quoted}]\n"
    outcome = desk.print("story.yaml", f"{story}language: en\nsource: {quoted}\n")
    assert outcome.code == 0
    assert (
        outcome.paper.text.count(words.split(" %}", maxsplit=1)[0].split("'", maxsplit=1)[0]) >= 3
    )
    assert outcome.paper.reader.metadata is not None
    assert outcome.paper.reader.metadata.title == words


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd"])
@pytest.mark.parametrize("kind", ["embed", "refer"])
def test_only_web_and_mail_addresses_become_links(desk: Desk, kind: str, address: str) -> None:
    words = "title: Video" if kind == "embed" else "text: Lihat"
    block = f"{{type: {kind}, {words}, address: '{address}'}}"
    outcome = desk.print("story.yaml", f"{HEAD}body:\n  - Satu.\n  - {block}\n")
    if outcome.code == 0:
        links = [item for item in outcome.paper.objects() if item.get("/Subtype") == "/Link"]
        assert [link["/A"]["/URI"] for link in links] == []
    else:
        one_error(outcome, 4, "story.yaml")


def test_a_canonical_address_that_is_none(desk: Desk) -> None:
    outcome = desk.print("story.yaml", f"{HEAD}canonical-url: 'https://[::1'\nbody: [Satu.]\n")
    assert outcome.code in (0, 4)


# Where nothing can be written.


@pytest.mark.parametrize("arguments", [("-o", "wall/out.pdf"), ("--out-dir", "wall")])
def test_a_file_in_the_way_of_the_folder(desk: Desk, arguments: tuple[str, ...]) -> None:
    desk.write("wall", "I am no folder")
    outcome = desk.print("story.yaml", f"{HEAD}body: [Satu.]\n", *arguments)
    one_error(outcome, 6, "wall")


def test_a_folder_that_takes_no_files(desk: Desk) -> None:
    outcome = desk.print("story.yaml", f"{HEAD}body: [Satu.]\n", "--out-dir", "/proc/nowhere")
    one_error(outcome, 6, "/proc/nowhere")


@pytest.mark.skipif(os.getuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written(desk: Desk) -> None:
    (desk.folder / "closed").mkdir(mode=0o555)
    outcome = desk.print("story.yaml", f"{HEAD}body: [Satu.]\n", "--out-dir", "closed")
    one_error(outcome, 6, "closed")


def full_disk(folder: Path) -> tuple[str, ...]:
    """Prefix of a command that sees a disk of four kilobytes at a folder; empty if impossible."""
    if shutil.which("unshare") is None:
        return ()
    mount = f"mount -t tmpfs -o size=4k none '{folder}' && exec \"$@\""
    before = ("unshare", "-m", "sh", "-c", mount, "sh")
    done = subprocess.run([*before, "true"], capture_output=True, check=False, timeout=60)
    return before if done.returncode == 0 else ()


def test_a_full_disk(desk: Desk) -> None:
    small = desk.folder / "small"
    small.mkdir()
    before = full_disk(small)
    if not before:
        pytest.skip("no disk of our own can be mounted here")
    desk.write("story.yaml", f"{HEAD}body: [Satu.]\n")
    leftovers = (*before, "sh", "-c", '"$@"; code=$?; ls -A small >left; exit $code', "sh")
    outcome = desk.run("story.yaml", "--out-dir", "small", before=leftovers)
    one_error(outcome, 6, "no room left")
    assert (desk.folder / "left").read_text() == ""


# Ctrl-C.


def children(pid: int) -> set[int]:
    with contextlib.suppress(OSError):
        return {int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()}
    return set()


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def until(seconds: float) -> Iterator[None]:
    """Turns of a waiting loop."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        yield
        time.sleep(0.05)


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="processes are seen in /proc")
def test_ctrl_c(desk: Desk) -> None:
    desk.write("long.yaml", f"{HEAD}body:\n" + f"  - {SENTENCE * 10}\n" * 5_000)
    with subprocess.Popen(
        desk.command("long.yaml", "--set", "columns=2"),
        cwd=desk.folder,
        env=desk.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        workers: set[int] = set()
        for _ in until(60):
            workers = children(process.pid)
            if workers:
                break
        time.sleep(1.5)  # long enough to be at work, far from long enough to be done
        workers |= children(process.pid)
        assert process.poll() is None
        os.killpg(process.pid, signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    outcome = desk.outcome(process.returncode, errors.decode())
    assert (outcome.code, outcome.printed) == (130, [])
    assert workers
    for _ in until(10):
        if not any(is_alive(pid) for pid in workers):
            break
    assert [pid for pid in workers if is_alive(pid)] == []
