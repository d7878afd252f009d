"""Books of papers before epubcheck, the judge that shops and libraries use."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from book_shelf import an_article, book, masthead, point
from cetak.article.sheet import PictureFile
from cetak.cli.app import app
from cetak.layout.book import Cover
from cetak.press.epub import write_epub
from cetak.resources import asset_root
from paper_desk import PaperDesk

pytestmark = pytest.mark.integration
JAR = "/usr/share/java/epubcheck.jar"
SCRIPT = Path(__file__).parents[2] / "scripts" / "epubcheck.sh"
SECONDS = 300


@pytest.fixture(scope="module")
def java() -> str:
    """epubcheck, installed where that is allowed; where it cannot be had the tests are skipped."""
    done = subprocess.run(
        ["sh", str(SCRIPT)], capture_output=True, text=True, timeout=SECONDS, check=False
    )
    if done.returncode:
        told = f"There is no epubcheck. {done.stderr[-500:]}"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(told)
    return "java"


def judged(java: str, file: Path) -> list[tuple[str, str, str]]:
    """Everything that epubcheck has to say: severity, code, message."""
    answer = file.with_suffix(".json")
    subprocess.run(
        [java, "-jar", JAR, "--json", str(answer), str(file)],
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )
    told = json.loads(answer.read_text())["messages"]
    return [(one["severity"], one["ID"], one["message"]) for one in told]


def test_the_sample_paper(java: str, tmp_path: Path) -> None:
    samples = asset_root() / "samples"
    desk = PaperDesk(tmp_path)
    (tmp_path / "cetak.yaml").write_bytes((samples / "cetak.yaml").read_bytes())
    command = desk.command("2023-09-20", "--extras", str(tmp_path / "beside"))
    command[command.index("--from") + 1] = str(samples)
    assert CliRunner().invoke(app, command, obj=desk.house()).exit_code == 0
    assert judged(java, tmp_path / "beside" / "paper.epub") == []


def test_stories_that_are_not_as_they_should_be(java: str, tmp_path: Path) -> None:
    """No headline, no text, addresses that are none, pictures that are gone, leftward script."""
    links = " ".join(
        f'<a href="{one}">tautan</a>'
        for one in (
            "https://contoh.id/a b/[x]|y?a=b&amp;c=%",
            "http://kafé.id:8080/é#a#b",
            "mailto:redaksi@contoh.id",
            "https://con toh.id/",
        )
    )
    figure = {"picture": {"source": "a.jpg"}}
    articles = (
        an_article(headline="", body=[]),
        an_article(headline="", body=[{"type": "crosshead", "text": "Satu"}]),
        an_article(body=[{"type": "paragraph", "text": links}], canonical_url="http://x.id/a b"),
        an_article(picture=figure, body=[{"type": "figure", **figure}]),
        an_article(picture={"picture": {"source": "hilang.jpg"}}),
        an_article(language="ar", headline="خبر", body=[{"type": "paragraph", "text": "نص"}]),
        an_article(
            body=[
                {"type": "table", "rows": [[{"text": ""}], [{"text": "1", "colspan": 2}]]},
                {"type": "list", "ordered": True, "start": 0, "items": [{"text": ""}]},
                {"type": "paragraph", "text": '<span lang="en">so <sup>2</sup></span><br>x'},
            ]
        ),
    )
    pictures = {"a.jpg": PictureFile("ab" * 32, "image/png", 1, 1, point("PNG"))}
    head = masthead(name="A & <B>", imprint={})
    made = book(*articles, pictures=pictures, head=head, cover=Cover(point("JPEG"), 1, 1))
    file = tmp_path / "odd.epub"
    file.write_bytes(write_epub(made))
    assert [one for one in judged(java, file) if one[0] in {"ERROR", "FATAL"}] == []


def test_the_judge_is_one(java: str, tmp_path: Path) -> None:
    """A book without its style sheet is refused: silence would mean nothing otherwise."""
    made = book(an_article(), cover=Cover(point("JPEG"), 1, 1))
    files = tuple(one for one in made.files if one.path != "book.css")
    file = tmp_path / "torn.epub"
    file.write_bytes(write_epub(replace(made, files=files)))
    assert {one[0] for one in judged(java, file)} == {"ERROR"}
