"""A story that goes on elsewhere is completed: a feed's summary from its page, page after page.

Where the rest is, the room ``adapt`` has read; bringing it is the caller's; what a page says
and what of it is copy is decided by ``adapt`` and ``clean``. Here is only the asking, and what
is told where a page does not come.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from cetak.adapt.continued import completed
from cetak.adapt.page_addresses import same_site
from cetak.adapt.paged import MOST_PAGES
from cetak.article.draft import Draft, Paging
from cetak.clean.joining import adds_to, copy_words, joined
from cetak.clean.report import Cleaned
from cetak.errors import CetakError, SourceError
from cetak.findings import Finding, Severity, error, info, warning

if TYPE_CHECKING:
    from cetak.acquire.sources import Raw


class OtherPages(Protocol):
    """Brings the pages that a story goes on on."""

    def page(self, address: str, beside: Raw) -> Raw:
        """A page.

        Args:
            address: As the page beside it writes it: absolute or relative.
            beside: The page that leads there.

        Raises:
            CetakError: With the reason why it does not come.
        """

    def took(self, raw: Raw) -> None:
        """Told of every page that has become part of a story: it is no story by itself."""


@dataclass(frozen=True, slots=True)
class Readers:
    """How bytes become a cleaned story."""

    read: Callable[[Raw], Draft]
    clean: Callable[[Draft], Cleaned]


def whole_story(raw: Raw, pages: OtherPages, readers: Readers) -> Cleaned:
    """A story with all that its source keeps elsewhere.

    Args:
        raw: A story, a feed's item, or one page of a story.
        pages: Brings what is missing.
        readers: Read and clean each page for itself.

    Returns:
        The story; what could not be had is told by findings: ``page-not-had`` where a summary
        stands for the story, ``page-missing`` (error) where text is lost.

    Raises:
        CetakError: Where not even the story's own bytes can be read.
    """
    draft = readers.read(raw)
    if draft.summary_of:
        return _of_summary(raw, draft, pages, readers)
    if draft.paging is not None:
        return _of_pages(raw, draft, draft.paging, pages, readers)
    return readers.clean(draft)


def _of_summary(raw: Raw, draft: Draft, pages: OtherPages, readers: Readers) -> Cleaned:
    """The story's own page in the place of its summary, where it can be had and says more."""
    summary = readers.clean(draft)
    try:
        page = pages.page(draft.summary_of, raw)
        full = completed(draft, readers.read(page))
        if full.paging is not None:
            story = _of_pages(page, full, full.paging, pages, readers)
        else:
            story = readers.clean(full)
    except CetakError as problem:
        told = warning("page-not-had", draft.name, address=draft.summary_of)
        return _noticed(summary, told, *_reasons(problem))
    if copy_words(story) <= copy_words(summary):
        return _noticed(summary, info("page-says-less", draft.name, address=draft.summary_of))
    pages.took(page)
    return story


def _of_pages(
    raw: Raw, draft: Draft, paging: Paging, pages: OtherPages, readers: Readers
) -> Cleaned:
    gathering = _Gathering(pages, readers)
    if paging.number > 1:
        raw, draft, paging = gathering.beginning(raw, draft, paging)
    first = readers.clean(draft)
    pages.took(raw)
    whole = gathering.on_one_page(raw, draft, paging, first)
    if whole is not None:
        return whole
    story = joined(gathering.in_order(raw, paging, first))
    return _noticed(story, *gathering.findings(draft.name))


@dataclass(slots=True)
class _Gathering:
    """Collects the pages of one story, each once.

    Attributes:
        missing: Numbers of the pages that did not come.
        told: What was noticed on the way.
    """

    pages: OtherPages
    readers: Readers
    missing: list[int] = field(default_factory=list)
    told: list[Finding] = field(default_factory=list)
    count: int = 0

    def beginning(self, raw: Raw, draft: Draft, paging: Paging) -> tuple[Raw, Draft, Paging]:
        """The first page, where a later one was named; that one where the first does not come."""
        problem: CetakError | None = None
        for address in filter(None, (paging.pages.get(1, ""), draft.facts.canonical_url)):
            try:
                first = self._asked(address, raw)
                read = self.readers.read(first)
            except CetakError as reason:
                problem = problem or reason
                continue
            if read.paging is not None and read.paging.number == 1:
                self.pages.took(raw)
                return first, read, read.paging
        self._lost(range(1, paging.number), problem)
        return raw, draft, paging

    def on_one_page(
        self, raw: Raw, draft: Draft, paging: Paging, first: Cleaned
    ) -> Cleaned | None:
        """The story from a page that holds all of it, where one is linked and says more."""
        for address in paging.whole if not self.missing else ():
            try:
                page = self._asked(address, raw)
                read = self.readers.read(page)
                story = self.readers.clean(completed(draft, read))
            except CetakError:
                continue
            if read.paging is None and copy_words(story) > copy_words(first):
                self.pages.took(page)
                return story
        return None

    def in_order(self, raw: Raw, paging: Paging, first: Cleaned) -> list[Cleaned]:
        """The first page and those after it."""
        found, number, self.count = [first], paging.number, paging.count
        known = {there: (address, raw) for there, address in paging.pages.items()}
        while number < min(self.count, MOST_PAGES):
            number += 1
            try:
                at, page, more = self._page(number, *known.get(number, ("", raw)))
            except CetakError as problem:
                self._lost((number,), problem)
                continue
            known |= {there: (address, at) for there, address in more.pages.items()}
            self.count = max(self.count, more.count)
            if adds_to(found, page):
                found.append(page)
            else:
                self.told.append(warning("page-repeated", number=number))
            self.pages.took(at)
        self.missing += range(max(number, MOST_PAGES) + 1, self.count + 1)
        return found

    def findings(self, name: str) -> Iterator[Finding]:
        """What an editor has to know of the pages; a missing one is lost text."""
        if self.missing:
            numbers = _ranges(self.missing)
            yield error("page-missing", name, pages=numbers, count=max(self.count, *self.missing))
        for finding in self.told:
            where = replace(finding.where, source=finding.where.source or name)
            yield replace(finding, where=where)

    def _page(self, number: int, address: str, at: Raw) -> tuple[Raw, Cleaned, Paging]:
        raw = self._asked(address, at)
        draft = self.readers.read(raw)
        paging = draft.paging or Paging(number, number, {})
        return raw, self.readers.clean(draft), paging

    def _asked(self, address: str, beside: Raw) -> Raw:
        """A page of the story's own site."""
        if not address:
            raise SourceError.because("page-not-linked", beside.name)
        home = beside.address or ""
        if home and "://" in address and not same_site(address, home):
            raise SourceError.because("page-elsewhere", address, home=home)
        return self.pages.page(address, beside)

    def _lost(self, numbers: range | tuple[int], problem: CetakError | None) -> None:
        """Pages that do not come; the first reason tells why the ones after it cannot either."""
        self.missing += numbers
        for reason in _reasons(problem) if problem is not None else ():
            if reason not in self.told and not (self.told and reason.code == "page-not-linked"):
                self.told.append(reason)


def _ranges(numbers: list[int]) -> str:
    """``2, 4-6``."""
    parts: list[list[int]] = []
    for number in sorted(set(numbers)):
        if parts and parts[-1][-1] == number - 1:
            parts[-1][1:] = [number]
        else:
            parts.append([number])
    return ", ".join("-".join(map(str, part)) for part in parts)


def _reasons(problem: CetakError) -> list[Finding]:
    """Why something did not come; that it costs text is said by another finding."""
    return [replace(finding, severity=Severity.WARNING) for finding in problem.findings]


def _noticed(story: Cleaned, *findings: Finding) -> Cleaned:
    return replace(story, findings=(*story.findings, *findings))
