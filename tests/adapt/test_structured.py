from __future__ import annotations

import datetime as dt

import pytest

from cetak.adapt import read_story
from cetak.article.blocks import Block, Cell, Crosshead, Figure, List, Picture, Sidebar, Table
from cetak.article.draft import BlocksCopy, MarkupCopy
from cetak.article.story import Article, Credit, Dateline
from cetak.errors import SourceError


def _facts(text: str) -> Article:
    return read_story("s.yaml", text.encode()).facts


def _blocks(body: str) -> tuple[Block, ...]:
    copy = read_story("s.yaml", f"body:\n{body}".encode()).copy
    assert isinstance(copy, BlocksCopy)
    return copy.blocks


def _problems(text: str, name: str = "s.yaml") -> list[tuple[int, int, str, str]]:
    with pytest.raises(SourceError) as caught:
        read_story(name, text.encode())
    found = [(finding.where, finding.code) for finding in caught.value.findings]
    return [(where.line, where.column, where.part, code) for where, code in found]


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("MOSCOW, 20 September 2023", Dateline(place="MOSCOW", date=dt.date(2023, 9, 20))),
        ("MOSCOW, 20 September 2023 –", Dateline(place="MOSCOW", date=dt.date(2023, 9, 20))),
        ("ENDE, 3 Mei 2023", Dateline(place="ENDE", date=dt.date(2023, 5, 3))),
        ("ENDE, May 3, 2023", Dateline(place="ENDE", date=dt.date(2023, 5, 3))),
        ("JAKARTA, KOMPAS.com", Dateline(place="JAKARTA", agency="KOMPAS.com")),
        ("Jakarta (ANTARA News)", Dateline(place="Jakarta", agency="ANTARA News")),
        ("KUPANG", Dateline(place="KUPANG")),
    ],
)
def test_a_dateline_in_one_text(text: str, dateline: Dateline) -> None:
    assert _facts(f"dateline: '{text}'").dateline == dateline


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2023-09-20", dt.date(2023, 9, 20)),
        ("20 September 2023", dt.date(2023, 9, 20)),
        ("2023-09-20T05:30:00+08:00", dt.datetime.fromisoformat("2023-09-20T05:30:00+08:00")),
        ("2023-09-20 05:30 +08:00", dt.datetime.fromisoformat("2023-09-20T05:30:00+08:00")),
        ("2023-09-19T21:30:00Z", dt.datetime.fromisoformat("2023-09-19T21:30:00+00:00")),
    ],
)
def test_a_day_stays_a_day_and_a_time_a_time(text: str, moment: dt.date) -> None:
    published = _facts(f"published: {text}").published
    assert published == moment
    assert type(published) is type(moment)


def test_short_spellings_of_facts() -> None:
    facts = _facts(
        "title: No\nauthor: Ani\ncredits: {Editor: Budi, Photo: [Citra, Dedi]}\n"
        "url: https://example.com/1\ntags: rain, wells\ncorrections: It was Monday.\n"
        "embargoed_until: 2023-09-20 05:00\npicture: field.jpg\nkicker:\n"
    )
    assert facts.headline.text == "No"
    assert facts.byline == ("Ani",)
    assert facts.credits == (
        Credit(role="Editor", name="Budi"),
        Credit(role="Photo", name="Citra"),
        Credit(role="Photo", name="Dedi"),
    )
    assert facts.canonical_url == "https://example.com/1"
    assert facts.keywords == ("rain", "wells")
    assert [correction.text.text for correction in facts.corrections] == ["It was Monday."]
    assert facts.embargoed_until == dt.datetime(2023, 9, 20, 5)  # noqa: DTZ001 - none was named
    assert facts.picture == Figure(picture=Picture(source="field.jpg"))
    assert not facts.kicker


@pytest.mark.parametrize(
    "credit", ["[{Editor: Budi}]", "['Editor: Budi']", "[{role: Editor, name: Budi}]"]
)
def test_credits_as_a_list(credit: str) -> None:
    assert _facts(f"credits: {credit}").credits == (Credit(role="Editor", name="Budi"),)


@pytest.mark.parametrize(
    "text",
    [
        "- figure: {picture: {source: a.jpg, alt: A, credit: Ani}, cutline: C}",
        "- figure: {picture: a.jpg, alt: A, credit: Ani, cutline: C}",
        "- figure: a.jpg\n  alt: A\n  credit: Ani\n  caption: C",
        "- {type: figure, image: a.jpg, alt: A, credit: Ani, cutline: C}",
    ],
)
def test_a_figure_in_every_spelling(text: str) -> None:
    (figure,) = _blocks(text)
    assert isinstance(figure, Figure)
    assert figure.picture == Picture(source="a.jpg", alt="A", credit="Ani")
    assert figure.cutline.text == "C"


def test_short_blocks() -> None:
    crosshead, items, table, box, mark = _blocks(
        "- crosshead: Wells\n  level: 2\n"
        "- list: [a, {text: b, items: [c]}]\n"
        "- table: {head: [A, B], rows: [[x, 1.10], [~, {text: y, colspan: 1}]]}\n"
        "- sidebar: {headline: H, blocks: [a, {crosshead: b}]}\n"
        "- end_mark:\n"
    )
    assert isinstance(crosshead, Crosshead)
    assert (crosshead.text.text, crosshead.level) == ("Wells", 2)
    assert isinstance(items, List)
    assert [item.text.text for item in items.items] == ["a", "b"]
    assert items.items[1].items[0].text.text == "c"
    assert isinstance(table, Table)
    assert [[cell.text.text for cell in row] for row in table.head] == [["A", "B"]]
    assert [[cell.text.text for cell in row] for row in table.rows] == [["x", "1.10"], ["", "y"]]
    assert table.rows[1][0] == Cell()
    assert isinstance(box, Sidebar)
    assert [block.type for block in box.blocks] == ["paragraph", "crosshead"]
    assert mark.type == "end-mark"


def test_each_block_knows_its_line() -> None:
    copy = read_story("s.yaml", b"headline: x\nbody:\n- a\n\n- crosshead: b\n- c\n").copy
    assert isinstance(copy, BlocksCopy)
    assert copy.lines == (3, 5, 6)


def test_a_body_of_one_text_is_markdown() -> None:
    draft = read_story("s.yaml", b"headline: x\nbody: |\n  Rain at *last*.\n")
    assert draft.copy == MarkupCopy("<p>Rain at <em>last</em>.</p>\n", first_line=3)


def test_the_asked_language_counts_where_the_story_names_none() -> None:
    assert read_story("s.yaml", b"headline: x", language="id").facts.language == "id"
    assert read_story("s.yaml", b"language: en", language="id").facts.language == "en"


def test_every_problem_is_told_at_once_with_its_place() -> None:
    text = (
        "headlin: x\n"
        "priority: 12\n"
        "published: yesterday\n"
        "status: printed\n"
        "byline: {a: b}\n"
        "dateline: {plase: x, date: 2023-02-30}\n"
        "body:\n"
        "  - Kata dia: harga naik\n"
        "  - figure: {cutline: x}\n"
        "  -\n"
        "  - [a]\n"
        "  - <blink>x</blink>\n"
        "  - see <a href='javascript:1'>x</a>\n"
        "  - sidebar: {blocks: [{pull-quote: x}]}\n"
        "  - table: {rows: [[{text: a, colspan: 99}]]}\n"
        "  - list: {items: [], orderd: yes}\n"
    )
    assert _problems(text) == [
        (1, 1, "headlin", "field-unknown"),
        (2, 11, "priority", "number-out-of-range"),
        (3, 12, "published", "date-expected"),
        (4, 9, "status", "choice-unknown"),
        (5, 9, "byline", "list-expected"),
        (6, 12, "dateline.plase", "field-unknown"),
        (6, 28, "dateline.date", "date-expected"),
        (8, 5, "body[0]", "block-unknown"),
        (9, 5, "body[1].picture", "field-missing"),
        (10, 4, "body[2]", "block-empty"),
        (11, 5, "body[3]", "block-form"),
        (12, 5, "body[4].text", "inline-markup-unknown"),
        (13, 5, "body[5].text", "link-not-allowed"),
        (14, 24, "body[6].blocks[0]", "block-unknown"),
        (15, 40, "body[7].rows[0][0].colspan", "number-out-of-range"),
        (16, 19, "body[8].items", "field-empty"),
        (16, 23, "body[8].orderd", "field-unknown"),
    ]


def test_json_problems_have_places_too() -> None:
    text = '{"headline": true,\n "body": [1, true, {"type": 3}]}'
    assert _problems(text, "s.json") == [
        (1, 14, "headline", "text-expected"),
        (2, 14, "body[1]", "block-form"),
        (2, 20, "body[2]", "block-unknown"),
    ]


def test_the_nearest_names_are_offered() -> None:
    with pytest.raises(SourceError) as caught:
        read_story("s.yaml", b"headlin: x\nbody: [{tabel: 1}]")
    assert [finding.facts["known"] for finding in caught.value.findings] == ["headline", "table"]


def test_a_field_in_two_spellings_is_given_twice() -> None:
    assert _problems("title: a\nheadline: b") == [(2, 1, "headline", "key-twice")]
    assert _problems("canonical_url: http://a\nurl: http://b") == [
        (2, 1, "canonical-url", "key-twice")
    ]


@pytest.mark.parametrize("text", ["- a", "just text", "[]"])
def test_a_story_has_fields(text: str) -> None:
    assert [code for *_, code in _problems(text)] == ["story-without-fields"]


@pytest.mark.parametrize(
    "text",
    [
        "headline: {{ title }}",
        "headline: '<a <a <a'\nbody: 1",
        "body: {a: b}",
        "picture: [a]",
        "credits: 5",
        "credits: [[a]]",
        "dateline: [a]",
        "corrections: [[a]]",
        "keywords: {a: b}",
        "body: [{table: {rows: a}}]",
        "body: [{list: {a: b}}]",
        "body: [{list: [[a]]}]",
        "body: [{sidebar: {blocks: {a: b}}}]",
        "body: [{figure: [a]}]",
        "body: [{type: [a]}]",
        "body: [{quotation: {paragraphs: {a: b}}}]",
        "? ''\n: x",
    ],
)
def test_odd_shapes_are_read_or_told(text: str) -> None:
    try:
        draft = read_story("s.yaml", text.encode())
    except SourceError as stop:
        told = [finding.where.line for finding in stop.findings]
    else:
        told = [1] if draft.facts.headline or draft.copy else []
    assert told
    assert all(line >= 1 for line in told)
