from __future__ import annotations

from typing import Any

import pytest

from cetak.article.blocks import (
    Cell,
    Embed,
    EndMark,
    Figure,
    Picture,
    Preformatted,
    Refer,
    Sidebar,
    Table,
)
from cetak.article.sheet import PictureFile
from cetak.layout.geometry import plan_page
from cetak.layout.options import resolve_options
from cetak.layout.order import delayed, segments_of, with_end_marks
from cetak.layout.spec import Lever
from cetak.layout.view import Notes, Setter, short_address
from printed import crosshead, figure, paragraph, photograph, reader, text

WIDTH_MM = 120.0


def setter(pictures: dict[str, PictureFile] | None = None, /, **given: str) -> Setter:
    asked = {name.replace("_", "-"): value for name, value in given.items()}
    options = resolve_options(reader().spec, asked)
    geometry, _ = plan_page(reader().spec, options, Lever(), "")
    known = {"a.jpg": photograph()} if pictures is None else pictures
    return Setter(reader(), reader().wordings["id"], geometry, options, known, "story.yaml")


def view(block: Any, **given: str) -> dict[str, Any]:
    found = setter(**given).block(block, WIDTH_MM)
    assert found is not None
    return found


def test_the_same_address_keeps_its_number() -> None:
    notes = Notes()
    assert [notes.number(one) for one in ("a", "b", "a", "c")] == [1, 2, 1, 3]
    assert notes.addresses == ["a", "b", "c"]


def test_links_are_numbered_in_the_order_of_the_copy() -> None:
    one = setter()
    linked = '<a href="https://b.id">b</a> dan <a href="https://a.id">a</a>'
    mail = '<a href="mailto:x@y.id">surat</a>'
    first = one.block(paragraph(f"{linked} {mail}"), WIDTH_MM)
    second = one.block(paragraph(linked), WIDTH_MM)
    assert first is not None
    assert second is not None
    assert [run["note"] for run in first["runs"]] == [1, 0, 2, 0, 0]
    assert [run["note"] for run in second["runs"]] == [1, 0, 2]
    assert one.notes.addresses == ["https://b.id", "https://a.id"]


def test_no_notes_where_links_are_off() -> None:
    runs = view(paragraph('<a href="https://b.id">b</a>'), links="no")["runs"]
    assert [(run["note"], run["href"]) for run in runs] == [(0, "https://b.id")]


def test_crossheads_carry_no_notes() -> None:
    from cetak.article.blocks import Crosshead  # noqa: PLC0415

    one = setter()
    one.block(Crosshead(text=text('<a href="https://b.id">b</a>')), WIDTH_MM)
    assert one.notes.addresses == []


def test_a_picture_keeps_its_shape_and_its_place() -> None:
    shown = view(figure())
    assert shown["picture"] == photograph().id
    assert shown["alt"] == "Sebuah kapal"
    assert 0 < shown["width_mm"] <= WIDTH_MM
    assert shown["height_mm"] <= shown["width_mm"]


@pytest.mark.parametrize("shape", [(4000, 100), (100, 4000), (1, 1), (3, 2)])
def test_no_picture_is_larger_than_half_a_page(shape: tuple[int, int]) -> None:
    one = setter({"a.jpg": photograph(*shape)})
    shown = one.figure(figure(), WIDTH_MM)
    assert shown is not None
    assert shown["width_mm"] <= WIDTH_MM
    assert shown["height_mm"] <= one.geometry.depth_mm * 0.6


def test_a_picture_that_could_not_be_had_is_told() -> None:
    shown = setter({}).figure(figure(), WIDTH_MM)
    assert shown is not None
    assert shown["missing"] is True
    assert "picture" not in shown
    assert shown["placeholder"] == "Gambar tidak dicetak"


def test_no_picture_where_it_must_not_be() -> None:
    barred = Figure(picture=Picture(source="a.jpg", cleared_for_print=False))
    assert setter().figure(barred, WIDTH_MM) is None
    off = resolve_options(reader().spec, {"pictures": "no"})
    one = setter()
    one.options = off
    assert one.figure(figure(), WIDTH_MM) is None


def test_a_picture_without_description_is_a_finding() -> None:
    one = setter()
    shown = one.figure(figure(alt="", cutline="Kapal di dermaga."), WIDTH_MM)
    assert shown is not None
    assert shown["alt"] == "Kapal di dermaga."
    assert [finding.code for finding in one.findings] == ["picture-without-alt"]
    bare = setter().figure(figure(alt="", cutline="", credit=""), WIDTH_MM)
    assert bare is not None
    assert bare["alt"]


@pytest.mark.parametrize(
    ("cells", "numbers"),
    [
        (["10", "20"], True),
        (["Rp 1.000.000", "Rp 5"], True),
        (["1.234,5", "−3", "12 %"], True),
        (["(12)", "+4"], True),
        (["satu", "dua"], False),
        (["10", "tak ada", "lupa"], False),
        (["", ""], False),
        (["-", "-"], False),
    ],
)
def test_columns_of_numbers_are_known(cells: list[str], numbers: bool) -> None:
    rows = tuple((Cell(text=text("Nama"), header=True), Cell(text=text(one))) for one in cells)
    shown = view(Table(rows=rows))
    assert {row[1]["number"] for row in shown["rows"]} == {numbers}
    assert {row[0]["number"] for row in shown["rows"]} == {False}


def test_a_wide_table_spans_both_columns() -> None:
    def wide(columns: int) -> Table:
        return Table(rows=(tuple(Cell(text=text("Pelabuhan Ratu")) for _ in range(columns)),))

    assert view(wide(9), columns="2")["spanning"] is True
    assert view(wide(1), columns="2")["spanning"] is False
    assert view(wide(9))["spanning"] is False


def test_embeds_and_refers_have_a_short_address() -> None:
    shown = view(Embed(kind="video", address="https://www.a.id/b-c?utm_source=x", title="Judul"))
    assert (shown["label"], shown["title"]) == ("Video", "Judul")
    assert shown["address"] == "a.id/b\u2010c"
    assert shown["href"] == "https://www.a.id/b-c?utm_source=x"
    assert view(Refer(text=text("Lihat"), address=""))["address"] == ""


def test_preformatted_text_stays_as_it_is() -> None:
    assert view(Preformatted(text="a - 'b'  ...\n"))["text"] == "a - 'b'  ...\n"


@pytest.mark.parametrize(
    ("address", "short"),
    [
        ("https://www.example.com/", "example.com"),
        ("https://example.com/a/b/", "example.com/a/b"),
        ("http://example.com/?id=5", "example.com?id=5"),
        ("https://example.com/a?utm_source=x&utm_medium=y", "example.com/a"),
        ("https://user:pass@example.com:8080/a", "example.com/a"),
        ("", ""),
        ("mailto:a@b.id", "mailto:a@b.id"),
    ],
)
def test_short_addresses(address: str, short: str) -> None:
    assert short_address(address) == short


def test_an_impossible_port_does_no_harm() -> None:
    assert short_address("https://a.id:99999/b") == "a.id/b"


@pytest.mark.parametrize("address", ["https://[::1", "http://[x"])
def test_a_broken_address_does_not_stop_the_page(address: str) -> None:
    assert isinstance(short_address(address), str)


def views(*kinds: str) -> list[dict[str, Any]]:
    return [
        {"type": kind, "number": number, "runs": ["x"], "text": "(*)", "spanning": kind == "table"}
        for number, kind in enumerate(kinds)
    ]


def shape(found: list[dict[str, Any]]) -> list[str]:
    return [one["type"] + "*" * ("end_mark" in one) for one in found]


@pytest.mark.parametrize(
    ("kinds", "after"),
    [
        (["paragraph", "end-mark"], ["paragraph*"]),
        (["paragraph", "refer", "end-mark"], ["paragraph*", "refer"]),
        (["paragraph", "figure", "embed", "end-mark"], ["paragraph*", "figure", "embed"]),
        (["end-mark"], ["paragraph*"]),
        (["paragraph", "table", "end-mark"], ["paragraph", "table", "paragraph*"]),
        (["paragraph", "list", "end-mark"], ["paragraph", "list", "paragraph*"]),
        (["paragraph", "paragraph"], ["paragraph", "paragraph"]),
        ([], []),
    ],
)
def test_end_marks_close_a_paragraph(kinds: list[str], after: list[str]) -> None:
    assert shape(with_end_marks(views(*kinds))) == after


def test_blocks_come_later_by_paragraphs() -> None:
    def numbers(delays: dict[int, int]) -> list[int]:
        kinds = ("figure", "paragraph", "crosshead", "paragraph", "paragraph")
        return [one["number"] for one in delayed(views(*kinds), delays)]

    assert numbers({}) == [0, 1, 2, 3, 4]
    assert numbers({0: 1}) == [1, 0, 2, 3, 4]
    assert numbers({0: 2}) == [1, 2, 3, 0, 4]
    assert numbers({0: 99}) == [1, 2, 3, 4, 0]
    assert numbers({7: 1}) == [0, 1, 2, 3, 4]


def test_a_crosshead_is_never_left_before_a_late_block() -> None:
    kinds = ("paragraph", "figure", "crosshead", "paragraph")
    after = [one["type"] for one in delayed(views(*kinds), {1: 1})]
    assert after == ["paragraph", "crosshead", "paragraph", "figure"]


def test_what_spans_stands_between_the_columns() -> None:
    found = segments_of(views("paragraph", "table", "table", "paragraph", "list"))
    assert [(one["spanning"], shape(one["blocks"])) for one in found] == [
        (False, ["paragraph"]),
        (True, ["table"]),
        (True, ["table"]),
        (False, ["paragraph", "list"]),
    ]
    assert segments_of([]) == []


def test_a_sidebar_leaves_out_what_the_page_leaves_out() -> None:
    box = Sidebar(headline=text("Data"), blocks=(figure(), paragraph("x"), crosshead("y")))
    one = setter()
    one.options = resolve_options(reader().spec, {"pictures": "no"})
    shown = one.block(box, WIDTH_MM)
    assert shown is not None
    assert shape(shown["blocks"]) == ["paragraph", "crosshead"]


def test_every_end_mark_is_a_view() -> None:
    assert view(EndMark(text="(fai)"))["text"] == "(fai)"
