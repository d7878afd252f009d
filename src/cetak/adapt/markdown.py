"""Markdown as HTML: the copy of a story whose body is one text.

Source: CommonMark 0.31; tables and strikethrough as in GitHub Flavored Markdown.
"""

from __future__ import annotations

from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from cetak.article.draft import MarkupCopy
from cetak.article.richtext import RichText
from cetak.errors import SourceError
from cetak.findings import Where

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

DEPTH_LIMIT = 60
SIZE_LIMIT = 2_000_000
# The parser looks for the end of a link from each bracket anew.
BRACKET_LIMIT = 2_000


def markdown_copy(text: str, name: str, first_line: int = 1) -> MarkupCopy:
    """Markdown as HTML; HTML in it stays for the cleaning to judge.

    A picture alone in its paragraph becomes a figure, its title the cutline.

    Args:
        text: The copy in Markdown.
        name: What the user calls the source.
        first_line: Line of the source on which the copy begins.

    Raises:
        SourceError: ``too-deep``, beyond which the parser would drop text, or
            ``source-too-large``.
    """
    if len(text) > SIZE_LIMIT:
        raise SourceError.because("source-too-large", name, limit_mb=SIZE_LIMIT // 1_000_000)
    parser = _parser()
    tokens = parser.parse(text)
    for token in tokens:
        if token.level >= DEPTH_LIMIT - 2:
            line = first_line + (token.map[0] if token.map else 0)
            raise SourceError.because("too-deep", Where(name, line), limit=DEPTH_LIMIT)
    for opening, inline, closing in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if opening.type == "paragraph_open" and _is_picture_alone(inline):
            _as_figure(opening, inline, closing)
    markup = str(parser.renderer.render(tokens, parser.options, {}))
    return MarkupCopy(markup, first_line=first_line)


def markdown_line(text: str) -> RichText:
    """One line of Markdown, such as a headline; markup outside the closed set stays text."""
    try:
        return RichText.parse(str(_parser().renderInline(text)).strip())
    except ValueError:
        return RichText.plain(text)


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - for stories in Markdown alone

    parser = MarkdownIt("commonmark", {"maxNesting": DEPTH_LIMIT})
    parser.core.ruler.before("inline", "cetak_brackets", _escape_brackets)
    return parser.enable(["table", "strikethrough"])


def _escape_brackets(state: StateCore) -> None:
    """Text with thousands of brackets has no links, and would take minutes to find that."""
    for token in state.tokens:
        if token.type == "inline" and token.content.count("[") > BRACKET_LIMIT:
            token.content = token.content.replace("[", "&#91;")


def _is_picture_alone(inline: Token) -> bool:
    children = inline.children or []
    return inline.type == "inline" and len(children) == 1 and children[0].type == "image"


def _as_figure(opening: Token, inline: Token, closing: Token) -> None:
    from markdown_it.token import Token  # noqa: PLC0415 - for stories in Markdown alone

    opening.tag = closing.tag = "figure"
    opening.hidden = closing.hidden = False
    picture = (inline.children or [])[0]
    cutline = str(picture.attrs.pop("title", ""))
    if cutline and inline.children is not None:
        caption = f"<figcaption>{escape(cutline)}</figcaption>"
        inline.children.append(Token("html_inline", "", 0, content=caption))
