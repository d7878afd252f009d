from __future__ import annotations

import datetime as dt

from cetak.article import blocks as b
from cetak.article.richtext import RichText
from cetak.article.story import Article, Credit, Dateline
from cetak.cli.readable import readable
from cetak.cli.telling import Teller

ENGLISH = Teller("en")


def text(words: str) -> RichText:
    return RichText.parse(words)


def shown(*body: b.Block) -> str:
    return readable(Article(body=body), ENGLISH)


def test_facts_stand_on_top_each_on_its_line() -> None:
    story = Article(
        headline=text("Night<br>Ferry"),
        kicker=text("Harbour"),
        byline=("Rina", "Budi"),
        dateline=Dateline(place="LEMBUNG", agency="Antara", date=dt.date(2023, 9, 20)),
        credits=(Credit(role="Editor", name="Ani"),),
        published=dt.date(2023, 9, 20),
    )
    assert readable(story, ENGLISH) == (
        "Kicker: Harbour\nHeadline: Night Ferry\nBy: Rina, Budi\n"
        "Dateline: LEMBUNG, Antara, 2023-09-20\nCredits: Editor Ani\nPublished: 2023-09-20\n"
    )
    assert readable(story, Teller("id")).splitlines()[1] == "Judul: Night Ferry"


def test_every_kind_of_block_has_a_form() -> None:
    item = b.ListItem(text=text("two"), items=(b.ListItem(text=text("inner")),))
    picture = b.Picture(source="x.jpg", credit="Ani")
    cells = (b.Cell(text=text("a")), b.Cell(text=text("b")))
    forms: dict[str, b.Block] = {
        "plain <b>": b.Paragraph(text=RichText.plain("plain <b>")),
        "### Part": b.Crosshead(text=text("Part"), level=2),
        "[x.jpg] A boat. (Ani)": b.Figure(picture=picture, cutline=text("A boat.")),
        "> Never.\n> — Rina": b.PullQuote(text=text("Never."), by="Rina"),
        "> One.\n> Two.": b.Quotation(paragraphs=(text("One."), text("Two."))),
        "3. one\n4. two\n  - inner": b.List(
            ordered=True, start=3, items=(b.ListItem(text=text("one")), item)
        ),
        "- two\n  - inner": b.List(items=(item,)),
        "Fares\na | b\na | b": b.Table(caption=text("Fares"), head=(cells,), rows=(cells,)),
        "| ## Box\n|\n| Inside.": b.Sidebar(
            headline=text("Box"), blocks=(b.Paragraph(text=text("Inside.")),)
        ),
        "[video] Storm – YouTube <https://a.b>": b.Embed(
            kind="video", address="https://a.b", title="Storm", provider="YouTube"
        ),
        "→ See page 3 <https://a.b>": b.Refer(text=text("See page 3"), address="https://a.b"),
        "a  b\n c": b.Preformatted(text="a  b\n c"),
        "(*)": b.EndMark(text="(*)"),
    }
    assert {form: shown(block) for form, block in forms.items()} == {
        form: f"{form}\n" for form in forms
    }
    kinds = {type(block) for block in forms.values()}
    assert kinds == set(b.BlockValue.__subclasses__())
