"""A paper as a book for e-readers, from the stories that its pages were made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cetak.article.links import addresses_in
from cetak.edition.links import link_targets, target_of
from cetak.jobs import Job
from cetak.layout.book import BookFacts, BookSection, Cover, compose_book
from cetak.layout.book_story import BookStory
from cetak.layout.paper_facts import Masthead
from cetak.layout.spec import Layout
from cetak.layout.wording import wording_for
from cetak.press.epub import write_epub
from cetak.press.previews import cover_picture
from cetak.run.paper import MadeUp, PaperDesk


@dataclass(frozen=True, slots=True)
class BookJob:
    """Everything a worker needs to make a book.

    Attributes:
        layout: What the book looks like, from ``book_layout``.
        facts: What is in it.
        pdf: The paper, whose front page is the cover.
    """

    layout: Layout
    facts: BookFacts
    pdf: bytes = field(repr=False)


def make_book(job: BookJob) -> bytes:
    """The paper as an EPUB. Runs in a worker.

    Raises:
        LayoutError: A broken template.
        PressError: ``preview-failed``.
    """
    cover = Cover(*cover_picture(job.pdf))
    return write_epub(compose_book(job.layout, job.facts, cover))


def book_facts(made: MadeUp, desk: PaperDesk, jobs: Mapping[str, Job]) -> BookFacts:
    """What is in the book of a paper.

    Args:
        made: The paper.
        desk: What the newsroom has decided.
        jobs: For each story its pictures.
    """
    labels = {line.key: line.label for one in made.furniture.contents for line in one.lines}
    sections = tuple(
        BookSection(
            section.name,
            tuple(
                BookStory(
                    slug=made.slugs.stories[entry.key],
                    title=_title(entry.story.article.headline.text)
                    or entry.story.article.slug
                    or entry.key,
                    page=labels.get(entry.key, ""),
                    article=entry.story.article,
                    pictures=jobs[entry.key].pictures,
                    words=_own_words(desk, entry.story.article.language or desk.language),
                )
                for entry in section.entries
            ),
        )
        for section in made.arranged.sections
    )
    return BookFacts(_masthead(made, desk), sections, len(made.paper.pages), _inside(made))


def _masthead(made: MadeUp, desk: PaperDesk) -> Masthead:
    words = wording_for(desk.layout.wordings, desk.language).words
    issue = made.issue
    return Masthead(
        desk.publication,
        made.arranged.plan.model_copy(update={"edition": issue.edition}),
        desk.language,
        {**words, **desk.words.get(desk.language, {})},
        issue.changes,
        issue.at,
    )


def _inside(made: MadeUp) -> dict[str, str]:
    """Every address in a story that is a story of this paper, with that one's slug."""
    targets = link_targets(made.arranged, made.paper, made.slugs)
    addresses = {
        one for entry in made.arranged.entries for one in addresses_in(entry.story.article)
    }
    found = {one: target_of(one, targets) for one in sorted(addresses)}
    return {one: target.slug for one, target in found.items() if target is not None}


def _own_words(desk: PaperDesk, language: str) -> Mapping[str, str]:
    return desk.words.get(language) or desk.words.get(language.split("-", maxsplit=1)[0]) or {}


def _title(headline: str) -> str:
    return " ".join(headline.split())
