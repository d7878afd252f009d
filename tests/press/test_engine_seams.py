"""Each seam in the engine, held by a page that comes out wrong without it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import weasyprint
import weasyprint.layout.inline
import weasyprint.layout.preferred
import weasyprint.pdf
import weasyprint.pdf.stream
import weasyprint.pdf.tags
import weasyprint.text.line_break

from cetak.article.sheet import PictureFile
from cetak.press import engine, line_boxes
from cetak.press.hyphenation import HyphenationModule, keeping
from printed import Paper, numbered, photograph, press, story

MENDED = "satu <em>dua</em> tiga empat lima enam <strong>tujuh</strong> delapan sembilan "


@pytest.fixture
def unbent(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Seams taken out in a test are in place again after it."""
    press(story("Hangat."))
    yield monkeypatch
    monkeypatch.undo()


def test_the_seams_are_in_place_once_or_often() -> None:
    engine.bend()
    first = (weasyprint.pdf.Stream, weasyprint.pdf.tags._build_box_tree)
    engine.bend()
    assert (weasyprint.pdf.Stream, weasyprint.pdf.tags._build_box_tree) == first
    assert weasyprint.text.line_break.pyphen is HyphenationModule


def test_without_our_hyphenator_names_are_divided(unbent: pytest.MonkeyPatch) -> None:
    names = story("Pangkalpinang Tanjungpinang Bandarlampung Palangkaraya " * 12)
    assert not ends_with_hyphen(press(names))
    import pyphen  # noqa: PLC0415

    unbent.setattr(weasyprint.text.line_break, "pyphen", pyphen)
    assert ends_with_hyphen(press(names))


def ends_with_hyphen(paper: Paper) -> list[str]:
    return [line.text for line in paper.lines if line.text.endswith("-")]


def test_without_our_stream_furniture_is_content(unbent: pytest.MonkeyPatch) -> None:
    article = story(*numbered(1))
    assert artifacts(press(article)) >= 2
    unbent.setattr(weasyprint.pdf, "Stream", weasyprint.pdf.stream.Stream)
    with pytest.raises(AssertionError):  # the engine itself counts what it has marked
        press(article)


def artifacts(paper: Paper) -> int:
    """Text painted between an artifact's beginning and its end."""
    content = b"".join(paper.contents())
    stretches = re.findall(rb"/Artifact\s+BMC(.*?)EMC", content, re.DOTALL)
    return sum(b"TJ" in stretch or b"Tj" in stretch for stretch in stretches)


def test_no_line_is_left_with_one_word_before_emphasis(unbent: pytest.MonkeyPatch) -> None:
    """The engine takes a line whose last space does not fit for a single long word."""
    assert not any(has_short_line(width) for width in range(80, 92))
    original = weasyprint.text.line_break.split_first_line
    unbent.setattr(weasyprint.layout.inline, "split_first_line", original)
    assert any(has_short_line(width) for width in range(80, 125))


def has_short_line(width_mm: int) -> bool:
    printed = press(story(MENDED * 6), paper=f"{width_mm}x160", justify="no")
    copy = [line for line in printed.lines if "Cetak-Text" in line.font]
    return min(line.right_mm - line.left_mm for line in copy[:-1]) < (width_mm - 20) * 0.6


def test_a_line_that_is_moved_stands_where_the_engine_would_set_it(
    unbent: pytest.MonkeyPatch,
) -> None:
    """Many lines of a second pass are moved, and the file is the same to the byte."""
    article = story(*(f"<em>Kapal</em> {text}" for text in numbered(14)), "Kenang-kenangan. " * 30)
    engine_set = line_boxes._engine_get_next_linebox
    counted: list[Any] = []

    def counting(*arguments: Any) -> Any:
        counted.append(arguments[1])
        return engine_set(*arguments)

    unbent.setattr(line_boxes, "_engine_get_next_linebox", counting)
    moved, set_once = press(article, paper="A5", columns="2"), len(counted)
    counted.clear()
    unbent.setattr(weasyprint.layout.inline, "get_next_linebox", counting)
    assert press(article, paper="A5", columns="2").pdf == moved.pdf
    assert 0 < set_once < len(counted) * 0.7


def test_a_page_without_furniture_makes_no_boxes_for_it(unbent: pytest.MonkeyPatch) -> None:
    made: list[Any] = []
    original = engine._make_margin_boxes

    def counting(context: Any, page: Any, state: Any) -> Any:
        made.append(page)
        return original(context, page, state)

    unbent.setattr(engine, "_make_margin_boxes", counting)
    press(story("Satu."))
    assert made
    made.clear()
    fetcher = engine.PictureFetcher({})
    tree = engine.Tree(
        "<html><body>Satu.</body></html>", fetcher, engine.new_font_configuration(), []
    )
    assert len(tree.laid_out().pages) == 1
    assert not made


def test_widths_of_a_table_are_found_once_for_all_passes(unbent: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []
    original = weasyprint.layout.preferred.table_cell_min_max_content_width

    def counting(context: Any, box: Any, outer: bool = True) -> Any:
        asked.append(box)
        return original(context, box, outer)

    unbent.setattr(weasyprint.layout.preferred, "table_cell_min_max_content_width", counting)
    html = "<html><body><table><tr><td>Beras</td><td>Ikan</td></tr></table></body></html>"
    tree = engine.Tree(html, engine.PictureFetcher({}), engine.new_font_configuration(), [])
    tree.laid_out()
    once = len(asked)
    tree.laid_out()
    assert len(asked) == once > 0
    with keeping(frozenset({"Beras"}), frozenset()):
        tree.laid_out()
    assert len(asked) == 2 * once


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/x.png",
        "http://127.0.0.1/",
        "file:///etc/passwd",
        "data:image/png;base64,AAAA",
        "picture:nobody",
        "picture:",
        "",
        "ABC",
    ],
)
def test_only_pictures_of_the_job_are_answered(url: str) -> None:
    picture: PictureFile = photograph()
    fetcher = engine.PictureFetcher({picture.id: picture, "ABC": picture})
    with pytest.raises(ValueError, match="refused"):
        fetcher.fetch(url)
    assert fetcher.refused == [url]
    answer: Any = fetcher.fetch(f"picture:{picture.id}")
    assert answer.read() == picture.content


def test_an_address_in_a_layout_is_refused_and_told(tmp_path: Any) -> None:
    from cetak.layout.load import load_layout  # noqa: PLC0415
    from cetak.resources import LocalResources  # noqa: PLC0415

    (tmp_path / "layout.yaml").write_text("name: ours\ninherits: reader\n")
    tokens = (LocalResources().asset("layouts/reader") / "tokens.css").read_text()
    css = f"{tokens}\nbody {{ background: url(file:///etc/passwd) }}\n"
    (tmp_path / "tokens.css").write_text(css)
    layout = load_layout(str(tmp_path), LocalResources())
    printed = press(story("Satu."), {}, layout)
    assert "address-refused" in printed.codes
    assert "Satu." in printed.text
