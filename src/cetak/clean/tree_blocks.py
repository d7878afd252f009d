"""A page's tree becomes typed blocks: no word lost, none invented."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from cetak.article.blocks import (
    Block,
    Crosshead,
    Embed,
    Paragraph,
    Preformatted,
    PullQuote,
    Quotation,
    Sidebar,
)
from cetak.article.richtext import RichText, Run, Style
from cetak.clean.block_texts import texts_of
from cetak.clean.elements import BLOCKS, HEADINGS, UNPRINTED
from cetak.clean.inline import PLAIN, Manner, address_of, collapsed, joined, paragraphs
from cetak.clean.parsed import all_text, source_line
from cetak.clean.tree_figures import caption_box, figure_of, is_sign, picture_of, take_credit
from cetak.clean.tree_lists import list_of
from cetak.clean.tree_tables import is_layout, table_of
from cetak.findings import Finding, Where, warning

Node = etree._Element
DEEPEST = 100
SIDEBAR_BLOCKS = frozenset(
    {"paragraph", "crosshead", "figure", "quotation", "list", "table", "refer", "preformatted"}
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A block and the line of the source on which it begins."""

    block: Block
    line: int = 0


@dataclass(slots=True)
class TreeReader:
    """Collects blocks while it walks a tree once.

    Attributes:
        source: Name of the source, for findings.
        base_url: What relative addresses are resolved against.
        first_line: Line of the source on which the markup begins.
        embeds: Elements that are printed as one line with an address.
    """

    source: str
    base_url: str = ""
    first_line: int = 1
    embeds: Mapping[Node, Embed] = field(default_factory=dict)
    placed: list[Placed] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    levels: tuple[int, ...] = ()
    _runs: list[Run] = field(default_factory=list)
    _waiting: list[Block] = field(default_factory=list)
    _line: int = 0

    def read(self, root: Node) -> list[Placed]:
        """The blocks of a tree in reading order."""
        found = {HEADINGS[str(node.tag)] for node in root.iter(*HEADINGS)}
        self.levels = tuple(sorted(found))
        self._inside(root, PLAIN, 0)
        self.flush()
        return self.placed

    def blocks_below(self, node: Node, depth: int) -> list[Block]:
        """The blocks that an element holds, read apart from the rest."""
        reader = TreeReader(
            self.source, self.base_url, self.first_line, self.embeds, levels=self.levels
        )
        reader._inside(node, PLAIN, depth)
        reader.flush()
        self.findings += reader.findings
        return [placed.block for placed in reader.placed]

    def text_below(self, node: Node, depth: int) -> tuple[RichText, list[Block]]:
        """All text of an element on lines of one text, and its figures and embeds."""
        blocks = self.blocks_below(node, depth)
        texts = [text for block in blocks for text in texts_of(block)]
        return joined(texts), [block for block in blocks if block.type in ("figure", "embed")]

    def add(self, block: Block, node: Node | None = None) -> None:
        """Put a block after what came before it."""
        self.flush()
        line = self._line_of(node) if node is not None else self._line
        self.placed.append(Placed(block, line))

    def flush(self) -> None:
        """End the running paragraph; pictures inside it come after it."""
        runs, self._runs = self._runs, []
        for text in paragraphs(runs):
            if text.text.strip():
                self.placed.append(Placed(Paragraph(text=text), self._line))
        waiting, self._waiting = self._waiting, []
        self.placed += [Placed(block, self._line) for block in waiting]
        self._line = 0

    def notice(self, code: str, **facts: str | int) -> None:
        """A finding, once a story for each of its facts."""
        finding = warning(code, Where(self.source), **facts)
        if finding not in self.findings:
            self.findings.append(finding)

    def _inside(self, node: Node, manner: Manner, depth: int) -> None:
        if depth >= DEEPEST:
            self._flat(node, manner)
            return
        self._text(node.text, manner, node)
        for child in node:
            if isinstance(child.tag, str):
                self._element(child, manner, depth + 1)
            self._text(child.tail, manner, node)

    def _flat(self, node: Node, manner: Manner) -> None:
        self.notice("markup-too-deep", depth=DEEPEST)
        for part in node.iter():
            printed = isinstance(part.tag, str) and part.tag not in UNPRINTED
            self._text((part.text or "") if printed else "", manner, node)
            self._text(f" {part.tail or ''}" if part is not node else "", manner, node)

    def _element(self, node: Node, manner: Manner, depth: int) -> None:
        tag = str(node.tag)
        if node in self.embeds:
            self.add(self.embeds[node], node)
        elif tag == "br":
            self._runs.append(manner.of("\n"))
        elif tag == "img":
            self._image(node, manner)
        elif tag in BLOCKS:
            self.flush()
            self._block(node, tag, manner, depth)
            self.flush()
        elif tag not in UNPRINTED:
            self._phrase(node, tag, manner, depth)

    def _phrase(self, node: Node, tag: str, manner: Manner, depth: int) -> None:
        href = self._href(node) if tag == "a" else ""
        lang = node.get("lang") or ""
        inner = manner.inside(tag, href, lang)
        if tag == "q":
            self._runs.append(inner.of("“"))
        self._inside(node, inner, depth)
        if tag == "q":
            self._runs.append(inner.of("”"))

    def _href(self, node: Node) -> str:
        href = (node.get("href") or "").strip()
        address = address_of(href, self.base_url)
        if href and not address and not href.startswith("#") and ":" in href:
            self.notice("link-dropped", address=href[:80])
        return address

    def _image(self, node: Node, manner: Manner) -> None:
        if is_sign(node):
            self._text(node.get("alt"), manner, node)
            return
        picture = picture_of(node, self)
        if picture is not None:
            self._waiting.append(figure_of(picture, node))

    def _block(self, node: Node, tag: str, manner: Manner, depth: int) -> None:
        plain = {"pre": self._preformatted, "aside": self._aside, "blockquote": self._quotation}
        if tag in HEADINGS:
            self._heading(node, HEADINGS[tag], depth)
        elif tag in ("ul", "ol", "menu", "dir"):
            self._all(list_of(node, self, depth), node)
        elif tag == "table" and not is_layout(node):
            self._all(table_of(node, self, depth), node)
        elif tag == "figure" or caption_box(node):
            self._figure(node, depth)
        elif tag in plain:
            plain[tag](node, depth)
        elif tag == "dt":
            self._inside(node, manner.inside("strong", "", ""), depth)
        else:
            self._inside(node, manner, depth)

    def _all(self, blocks: Iterable[Block], node: Node) -> None:
        for block in blocks:
            self.add(block, node)

    def _heading(self, node: Node, level: int, depth: int) -> None:
        text, others = self.text_below(node, depth)
        around = next(node.iterancestors("a"), None)
        href = self._href(around) if around is not None else ""
        text = RichText.of(_of_heading(run, href) for run in text.runs)
        rank = self.levels.index(level) + 1 if level in self.levels else level
        if text:
            self.add(Crosshead(text=text, level=min(rank, 3)), node)
        self._all(others, node)

    def _preformatted(self, node: Node, depth: int) -> None:  # noqa: ARG002 - one shape for all
        text = all_text(node).strip("\n").rstrip()
        if text:
            self.add(Preformatted(text=text), node)

    def _aside(self, node: Node, depth: int) -> None:
        blocks = self.blocks_below(node, depth)
        if "pullquote" in (node.get("class") or ""):
            self._pull_quote(blocks, node)
            return
        headline = RichText()
        if blocks and isinstance(blocks[0], Crosshead):
            headline = blocks[0].text
            blocks = blocks[1:]
        if blocks and all(block.type in SIDEBAR_BLOCKS for block in blocks):
            self.add(Sidebar.model_validate({"headline": headline, "blocks": blocks}), node)
        else:
            heads = [Crosshead(text=headline)] if headline else []
            self._all([*heads, *blocks], node)

    def _quotation(self, node: Node, depth: int) -> None:
        by = ""
        for child in list(node):
            if child.tag in ("cite", "footer") and not (child.tail or "").strip():
                by = collapsed(all_text(child)).strip(" —–-")
                node.remove(child)
        blocks = self.blocks_below(node, depth)
        if "pullquote" in (node.get("class") or ""):
            self._pull_quote(blocks, node, by)
            return
        texts = tuple(text for block in blocks for text in texts_of(block))
        if texts:
            self.add(Quotation(paragraphs=texts, by=by), node)
        elif by:
            self.add(Paragraph(text=RichText.plain(by)), node)
        self._all([block for block in blocks if block.type in ("figure", "embed")], node)

    def _pull_quote(self, blocks: list[Block], node: Node, by: str = "") -> None:
        quotes = [block for block in blocks if isinstance(block, Quotation)]
        by = by or next((quote.by for quote in quotes if quote.by), "")
        texts = [text for block in blocks for text in texts_of(block, cite=False)]
        if texts:
            self.add(PullQuote(text=joined(texts), by=by), node)

    def _figure(self, node: Node, depth: int) -> None:
        if node.find(".//figure//figure") is not None:
            # A gallery holds figures; deeper ones come of tags that were never closed.
            self._inside(node, PLAIN, depth)
            return
        captions = [child for child in node.iter() if caption_box(child, part=True)]
        pictures = [picture_of(image, self) for image in node.iter("img") if not is_sign(image)]
        usable = [picture for picture in pictures if picture is not None]
        others = any(True for _ in node.iterdescendants("table", "pre", "ul", "ol", "blockquote"))
        if not usable or others or any(child in self.embeds for child in node.iter()):
            self._inside(node, PLAIN, depth)
            return
        credit = take_credit(node)
        cutline = joined([self.text_below(caption, depth)[0] for caption in captions], " ")
        for caption in captions:
            caption.clear()
        loose = self.text_below(node, depth)[0]
        for picture in usable:
            last = picture is usable[-1]
            text = joined([cutline, loose], " ") if last else RichText()
            self.add(figure_of(picture, node, text, credit), node)

    def _text(self, text: str | None, manner: Manner, node: Node) -> None:
        if not text:
            return
        plain = collapsed(text)
        if plain.strip() and not self._line:
            self._line = self._line_of(node)
        self._runs.append(manner.of(plain))

    def _line_of(self, node: Node) -> int:
        return self.first_line + source_line(node) - 1


def _of_heading(run: Run, href: str) -> Run:
    """A run on one line, as bold as its heading; a link around the heading is its own."""
    plain = run.text.replace("\n", " ")
    return replace(run, text=plain, styles=run.styles - {Style.BOLD}, href=run.href or href)
