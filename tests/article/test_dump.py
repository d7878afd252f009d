from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cetak.adapt import read_story
from cetak.article.blocks import (
    Block,
    Cell,
    Crosshead,
    Embed,
    EndMark,
    Figure,
    List,
    ListItem,
    Paragraph,
    Picture,
    Preformatted,
    PullQuote,
    Quotation,
    Refer,
    Sidebar,
    Table,
)
from cetak.article.draft import BlocksCopy
from cetak.article.dump import article_to_dict, article_to_json, article_to_yaml
from cetak.article.richtext import RichText, Run, Style
from cetak.article.story import Article, Correction, Credit, Dateline, Status

characters = st.one_of(
    st.characters(categories=("L", "N", "P", "S", "Z"), exclude_characters="\x00"),
    st.sampled_from(list(" :-#&<>\"'\n\t[]{}|@%*!~,?“”–\u2028\x85")),
)
words = st.text(characters, max_size=30)
names = st.one_of(
    words, st.sampled_from(["no", "yes", "null", "~", "12:30", "1.10", "2023-09-20"])
)
filled = names.filter(bool)
links = st.sampled_from(["", "https://a.id/?x=1&y=2", "mailto:a@b.id", "http://a/\"'<>"])
runs = st.builds(
    Run,
    filled,
    st.frozensets(st.sampled_from(Style), max_size=2),
    links,
    st.sampled_from(["", "en", "ar"]),
)
rich = st.lists(runs, max_size=3).map(RichText.of)
pictures = st.builds(
    Picture, source=filled, alt=names, credit=names, cleared_for_print=st.booleans()
)
items = st.builds(ListItem, text=rich, items=st.lists(st.builds(ListItem, text=rich)).map(tuple))
cells = st.builds(Cell, text=rich, header=st.booleans(), colspan=st.integers(1, 50))
rows = st.lists(st.lists(cells, max_size=2).map(tuple), min_size=1, max_size=2).map(tuple)
inner = st.one_of(
    st.builds(Paragraph, text=rich),
    st.builds(Crosshead, text=rich, level=st.integers(1, 3)),
    st.builds(Figure, picture=pictures, cutline=rich),
    st.builds(Quotation, paragraphs=st.lists(rich, min_size=1, max_size=2).map(tuple), by=names),
    st.builds(
        List, ordered=st.booleans(), items=st.lists(items, min_size=1, max_size=2).map(tuple)
    ),
    st.builds(Table, caption=rich, head=st.one_of(st.just(()), rows), rows=rows),
    st.builds(Refer, text=rich, address=names),
    st.builds(Preformatted, text=names),
)
blocks: st.SearchStrategy[Block] = st.one_of(
    inner,
    st.builds(PullQuote, text=rich, by=names),
    st.builds(Sidebar, headline=rich, blocks=st.lists(inner, min_size=1, max_size=2).map(tuple)),
    st.builds(Embed, kind=st.sampled_from(["video", "map"]), address=names, title=names),
    st.builds(EndMark, text=names),
)
moments = st.one_of(
    st.none(),
    st.dates(dt.date(1900, 1, 1)),
    st.datetimes(dt.datetime(1900, 1, 1)),  # noqa: DTZ001 - a source may name no offset
    st.datetimes(dt.datetime(1900, 1, 1), timezones=st.just(dt.timezone(dt.timedelta(hours=8)))),  # noqa: DTZ001
)
articles = st.builds(
    Article,
    headline=rich,
    deck=rich,
    byline=st.lists(names, max_size=2).map(tuple),
    dateline=st.none() | st.builds(Dateline, place=names, date=st.none() | st.dates()),
    credits=st.lists(st.builds(Credit, role=names, name=names), max_size=2).map(tuple),
    body=st.lists(blocks, max_size=3).map(tuple),
    picture=st.none() | st.builds(Figure, picture=pictures, cutline=rich),
    section=names,
    published=moments,
    updated=moments,
    version=names,
    status=st.sampled_from(Status),
    priority=st.integers(1, 9),
    corrections=st.lists(st.builds(Correction, text=rich), max_size=1).map(tuple),
    keywords=st.lists(names, max_size=2).map(tuple),
)


@pytest.mark.parametrize(
    ("name", "write"), [("story.yaml", article_to_yaml), ("story.json", article_to_json)]
)
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(article=articles)
def test_what_is_written_is_read_as_the_same_story(
    name: str, write: Callable[[Article], str], article: Article
) -> None:
    draft = read_story(name, write(article).encode())
    assert isinstance(draft.copy, BlocksCopy)
    assert draft.facts.model_copy(update={"body": draft.copy.blocks}) == article


def test_blocks_say_their_type_and_defaults_are_left_out() -> None:
    picture = Picture(source="a.jpg", cleared_for_print=False)
    article = Article(
        headline=RichText.plain("Hujan"),
        body=(Paragraph(text=RichText.plain("Turun.")), Figure(picture=picture), EndMark()),
        canonical_url="https://a.id/1",
        published=dt.date(2023, 9, 20),
    )
    assert article_to_dict(article) == {
        "headline": "Hujan",
        "canonical-url": "https://a.id/1",
        "published": "2023-09-20",
        "body": [
            {"type": "paragraph", "text": "Turun."},
            {"type": "figure", "picture": {"source": "a.jpg", "cleared-for-print": False}},
            {"type": "end-mark"},
        ],
    }


def test_body_stands_last_and_the_order_is_stable() -> None:
    article = Article(
        section="Daerah", headline=RichText.plain("A"), body=(EndMark(),), status=Status.WITHHELD
    )
    assert list(article_to_dict(article)) == ["headline", "section", "status", "body"]
    assert article_to_yaml(article) == (
        "headline: A\nsection: Daerah\nstatus: withheld\nbody:\n- type: end-mark\n"
    )
