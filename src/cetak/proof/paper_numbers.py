"""The proof of what a paper says of its own pages: every number and every link leads right.

Where a story begins is known from the pieces on the pages, whose words have been compared.
Labels, links, named places and outline are those that a reader's program finds in the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from cetak.article.binding import Binding, pages_of
from cetak.article.words import words_of
from cetak.findings import Finding, Where, error
from cetak.proof.comparing import page_words
from cetak.proof.paper_structure import ReadLink, ReadStructure
from cetak.proof.reading import ReadPage

NUMBER = "{page}"
_MARKED = "pagenumberhere"
_SAMPLE = 80


@dataclass(frozen=True, slots=True)
class Phrases:
    """How a paper names its own pages, each with ``{page}`` where the number stands.

    Attributes:
        see: Behind a link, such as ``(lihat hal. {page})``.
        on: Where a story breaks off, such as ``Bersambung ke hal. {page}``.
        back: Where it goes on, such as ``Sambungan dari hal. {page}``.
    """

    see: tuple[str, ...] = ()
    on: tuple[str, ...] = ()
    back: tuple[str, ...] = ()


def phrases_of(words: Iterable[Mapping[str, str]]) -> Phrases:
    """How a paper names its pages, in all languages of its stories.

    Args:
        words: Words of the layout and of the newsroom by their keys.
    """
    every = list(words)

    def said(key: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one[key] for one in every if NUMBER in one.get(key, "")))

    return Phrases(said("see-page"), said("continued-on"), said("continued-from"))


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers and links of a bound paper, to be checked.

    Attributes:
        pages: Its pages as they were read.
        read: Its links, places and outline as they were read.
        binding: What should be where.
        phrases: How it names its pages.
        furniture: The words of heads and feet, by page, in order.
    """

    pages: Sequence[ReadPage]
    read: ReadStructure
    binding: Binding
    phrases: Phrases = field(default_factory=Phrases)
    furniture: Mapping[int, Sequence[str]] = field(default_factory=dict)

    def findings(self) -> Iterator[Finding]:
        """All that leads wrong."""
        begins = {slug: pages for slug, pages in pages_of(self.binding).items() if pages}
        yield from self._labels()
        yield from self._missing(begins)
        yield from self._places(begins)
        yield from self._outline(begins)
        for link, said, meant in self.named():
            if said != "".join(words_of(meant)):
                where = Where(part=f"page {link.page + 1}")
                yield error("paper-number-wrong", where, said=said, wanted=meant)
        for link in self.read.links:
            if link.leads < 0:
                where = Where(part=f"page {link.page + 1}")
                yield error("paper-link-nowhere", where, name=link.name)
        yield from self._jumps(begins)

    def named(self) -> Iterator[tuple[ReadLink, str, str]]:
        """Every page number beside a link: the link, what it says, what it should say."""
        titles = {part.destination: words_of(part.title) for part in self.binding.parts}
        for link in self.read.links:
            said = self._said(link, titles.get(link.name, []))
            if said and 0 <= link.leads < len(self.pages):
                yield link, said, self._label(link.leads)

    def _said(self, link: ReadLink, title: Sequence[str]) -> str:
        """The page that a link names, or ``""``.

        The paper's own links end with it, unless they are the headline alone, or a line of it.
        Behind a story's link it stands in a phrase of its own.
        """
        spots = [self.pages[page].spots[number] for page, number in link.spots]
        if link.story:
            return _phrased(page_words([spots[-1].after]), self.phrases.see)
        words = page_words(spot.text for spot in spots)
        is_headline = f" {' '.join(words)} " in f" {' '.join(title)} "
        return words[-1] if words and not is_headline and words[-1][-1].isdigit() else ""

    def _label(self, number: int) -> str:
        return self.binding.pages[number].label

    def _labels(self) -> Iterator[Finding]:
        """Every page is called what its foot or head says."""
        for number, (page, bound) in enumerate(
            zip(self.pages, self.binding.pages, strict=False), start=1
        ):
            where = Where(part=f"page {number}")
            if page.label != bound.label:
                yield error("paper-label-wrong", where, said=page.label, wanted=bound.label)
            words = self.furniture.get(number - 1)
            if words and not set(words_of(bound.label)) <= set(words):
                yield error("paper-folio-missing", where, wanted=bound.label)

    def _missing(self, begins: Mapping[str, tuple[int, ...]]) -> Iterator[Finding]:
        tagged = list(self.read.stories)
        for part in self.binding.parts:
            if part.kind == "story" and (part.slug not in begins or part.title not in tagged):
                yield error("paper-story-missing", headline=part.title[:_SAMPLE])
            elif part.kind == "story":
                tagged.remove(part.title)

    def _places(self, begins: Mapping[str, tuple[int, ...]]) -> Iterator[Finding]:
        for part in self.binding.parts:
            if part.slug in begins:
                found = self.read.names.get(part.destination, -1)
                if found != begins[part.slug][0]:
                    yield error(
                        "paper-place-wrong",
                        headline=part.title[:_SAMPLE],
                        wanted=self._label(begins[part.slug][0]),
                    )

    def _outline(self, begins: Mapping[str, tuple[int, ...]]) -> Iterator[Finding]:
        """The first two levels are sections and stories, in order."""
        sections = {part.slug for part in self.binding.parts if part.kind == "section"}
        wanted = [
            (2 if part.within in sections else 1, part.title, begins[part.slug][0])
            for part in self.binding.parts
            if part.slug in begins
        ]
        found = [entry for entry in self.read.outline if entry[0] <= 2]
        if not self.binding.outline and found != wanted:
            first = next((one for one in wanted if one not in found), None)
            title = first[1] if first else found[0][1] if found else ""
            yield error("paper-outline-wrong", headline=title[:_SAMPLE])

    def _jumps(self, begins: Mapping[str, tuple[int, ...]]) -> Iterator[Finding]:
        """A jump line names the page where a story of its page goes on, or comes from."""
        nexts: dict[int, set[str]] = {}
        lasts: dict[int, set[str]] = {}
        stories = {part.slug for part in self.binding.parts if part.kind == "story"}
        for slug in stories & begins.keys():
            for one, other in zip(begins[slug], begins[slug][1:], strict=False):
                nexts.setdefault(one, set()).update(words_of(self._label(other)))
                lasts.setdefault(other, set()).update(words_of(self._label(one)))
        for number, words in self.furniture.items():
            for phrases, there in ((self.phrases.on, nexts), (self.phrases.back, lasts)):
                for said in _all_phrased(words, phrases):
                    if said not in there.get(number, ()):
                        where = Where(part=f"page {number + 1}")
                        yield error("paper-jump-wrong", where, said=said)


def _phrased(words: Sequence[str], phrases: Sequence[str]) -> str:
    """The number in the phrase that words begin with, or ``""``."""
    for phrase in phrases:
        form = words_of(phrase.replace(NUMBER, f" {_MARKED} "))
        if len(words) >= len(form) and _MARKED in form:
            at = form.index(_MARKED)
            if [*form[:at], *form[at + 1 :]] == [*words[:at], *words[at + 1 : len(form)]]:
                return words[at]
    return ""


def _all_phrased(words: Sequence[str], phrases: Sequence[str]) -> Iterator[str]:
    for start in range(len(words)):
        if said := _phrased(words[start:], phrases):
            yield said
