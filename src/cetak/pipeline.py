"""The stages in order, on one page.

Nothing here decides what a stage does; it says what comes after what, and what happens when
one of them gives up: a simpler page is tried, and the reader is told.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from cetak.article.sheet import Measured, PictureFile, Sheet, StoryFrame
from cetak.article.story import Article, Status
from cetak.article.words import printed_parts
from cetak.errors import CetakError, LayoutError, PressError, ProofError, SourceError
from cetak.findings import Finding, Severity, distinct, info, warning
from cetak.jobs import FurnitureJob, Job
from cetak.layout.compose import Composed, Setting, compose
from cetak.layout.furniture import FurnitureSetting, compose_furniture
from cetak.layout.grid import edition_of, plan_grid
from cetak.layout.legs import Legs
from cetak.layout.levers import (
    HEADS,
    LITTLE,
    MOST_DELAYS,
    TAKING_BACK,
    Makeup,
    can_take_back,
    is_better,
    last_page_is_short,
    lever_candidates,
    white_left,
)
from cetak.layout.options import Options, resolve_options

if TYPE_CHECKING:  # the desk does not load the engine, nor a worker the readers of formats
    from cetak.acquire.sources import Raw
    from cetak.clean.report import Cleaned
    from cetak.config import Desk
    from cetak.continuing import OtherPages
    from cetak.press.galleys import Galley
    from cetak.press.printing import LaidOut, Pages, Press

    _Set = tuple[Composed, Galley]

SIMPLER = (("drop-cap", "no"), ("columns", "1"), ("justify", "no"))
"""Options that a page is set again with, one after the other, when the engine loses words."""
SIMPLER_IN_LEGS = (("justify", "no"),)
"""The same for a story of an edition, whose columns are the paper's."""


def prepare(raw: Raw, desk: Desk, pages: OtherPages | None = None) -> Cleaned:
    """Adapt and clean: bytes become an Article and the report of what went.

    Args:
        raw: The story as it came in.
        desk: The newsroom's rules, and what it knows of its stories.
        pages: Brings what a story goes on on elsewhere; without it each page stands for itself.

    Raises:
        SourceError: What cannot be read as a story.
        ConfigError: A rule of the newsroom's own that is not one.
    """
    from cetak.adapt import read_story  # noqa: PLC0415
    from cetak.clean import clean  # noqa: PLC0415
    from cetak.clean.rulebook import load_rulebook  # noqa: PLC0415
    from cetak.continuing import Readers, whole_story  # noqa: PLC0415

    rulebook = load_rulebook(desk.cleaning.own_rules(), desk.cleaning.packs)
    readers = Readers(
        read=lambda one: read_story(one.name, one.content, alone=pages is None),
        clean=lambda draft: clean(draft, rulebook),
    )
    if pages is None:
        cleaned = readers.clean(readers.read(raw))
    else:
        cleaned = whole_story(raw, pages, readers)
    paper = desk.publication
    article = cleaned.article
    missing = {
        "language": article.language or paper.language,
        "section": article.section or paper.section,
        "rights": article.rights or paper.rights,
    }
    unnamed = () if article.headline else (warning("headline-missing", raw.name),)
    return replace(
        cleaned,
        article=article.model_copy(update=missing),
        findings=(*cleaned.findings, *unnamed),
    )


def release(
    article: Article, name: str, now: dt.datetime, findings: Iterable[Finding] = ()
) -> None:
    """Let a story through to the press, or not.

    Args:
        article: The story.
        name: What the user calls its source.
        now: The moment, aware.
        findings: What was noticed; errors among it say why a story is held back.

    Raises:
        SourceError: ``story-canceled`` and ``story-withheld`` for a status that must not
            print, or the reasons that are known; ``story-embargoed`` before the embargo ends.

    Source: IPTC ninjs 3.1, ``pubStatus`` and ``embargoedUntil``.
    """
    reasons = [finding for finding in findings if finding.severity is Severity.ERROR]
    if article.status is Status.WITHHELD and reasons:
        raise SourceError(*reasons)
    if article.status is not Status.USABLE:
        raise SourceError.because(f"story-{article.status}", name)
    until = article.embargoed_until
    if until is not None and (until if until.tzinfo else until.astimezone()) > now:
        raise SourceError.because("story-embargoed", name, until=until.isoformat())


def print_sheet(job: Job) -> Sheet:
    """Layout, press and proof: a job becomes a finished sheet. Runs in a worker.

    Raises:
        ConfigError: An option the layout does not have.
        LayoutError: A broken template, or a layout for whole papers without a frame.
        PressError: The engine failed on the simplest page too.
        ProofError: The finished file does not hold the story.
    """
    if job.frame is None and job.layout.spec.edition is not None:
        raise LayoutError.because("layout-for-editions", job.layout.name)
    options = resolve_options(job.layout.spec, job.options)
    story = " ".join(part.text for part in printed_parts(job.article))
    with _press().on_story(story):
        return _printed(job, options)


def _printed(job: Job, options: Options) -> Sheet:
    """The sheet as asked for, or in the first simpler form that the engine gets right."""
    first: CetakError | None = None
    simpler = SIMPLER if job.frame is None else SIMPLER_IN_LEGS
    for form in _simpler_forms(options, simpler):
        try:
            sheet = _proved(job, form)
        except (PressError, ProofError) as problem:
            first = first or problem
            continue
        if first is None:
            return sheet
        told = warning("layout-simplified", reason=_reason(first))
        return replace(sheet, findings=(told, *sheet.findings))
    assert first is not None  # noqa: S101 - without a problem the first form was returned
    raise first


def _simpler_forms(options: Options, simpler: Sequence[tuple[str, str]]) -> Iterator[Options]:
    """The options as they are, then with one after the other in its simplest value."""
    yield options
    for name, value in simpler:
        if options.values.get(name, value) != value:
            options = replace(options, values={**options.values, name: value})
            yield options


def warm_up() -> None:
    """Import the engine, load the fonts, shut the doors: a worker's first act."""
    import jinja2.sandbox  # noqa: F401, PLC0415
    import segno  # noqa: F401, PLC0415

    from cetak.press.guard import shut_doors  # noqa: PLC0415
    from cetak.proof import checking  # noqa: F401, PLC0415

    _press()
    shut_doors()


def _proved(job: Job, options: Options) -> Sheet:
    from cetak.proof.checking import check  # noqa: PLC0415

    if job.frame is None:
        composed, laid = _well_filled(job, options)
        sheet = _press().correct(laid).write()
    else:
        composed, sheet = _in_legs(job, job.frame, options)
    top, _, bottom, _ = composed.geometry.margins_mm
    texts = check(
        sheet.pdf,
        composed.article,
        added=composed.added,
        margins_mm=(top - 1, bottom - 1),
        pictures=options.on("pictures"),
    )
    findings = distinct((*composed.findings, *sheet.findings, *_rivers(sheet.measured)))
    return replace(sheet, findings=findings, texts=texts if job.frame else ())


def _rivers(measured: Measured) -> Iterator[Finding]:
    if measured.stretched:
        lines, widest = measured.stretched, measured.widest_space
        yield info("lines-stretched", lines=lines, widest=widest)


def print_furniture(job: FurnitureJob) -> Sheet:
    """Set furniture in its fullest form that fits. Runs in a worker.

    Raises:
        ConfigError: An option the layout does not have.
        LayoutError: A broken template, or a layout for single stories.
        PressError: The engine failed, or nothing fits.
    """
    from cetak.press.furniture import set_furniture  # noqa: PLC0415
    from cetak.proof.reading import read_texts  # noqa: PLC0415

    options = resolve_options(job.layout.spec, job.options)
    setting = FurnitureSetting(job.facts, options, job.language, job.name, job.words)
    forms = compose_furniture(job.layout, setting)
    sheet = set_furniture(_press(), forms, job.layout.stylesheets, job.name)
    return replace(sheet, texts=read_texts(sheet.pdf))


def _in_legs(job: Job, frame: StoryFrame, options: Options) -> tuple[Composed, Sheet]:
    """A story of an edition as a makeup editor would have it: no holes, no page of a few lines."""
    makeup, first = next(_galleys(job, frame, options, HEADS), (Makeup(), None))
    if first is None:
        raise PressError.because("head-too-deep", legs=frame.legs or 1)
    composed, galley = first
    pages = galley.story_pages
    if len(pages) > 1 and pages[-1].depth_mm < galley.legs.later.depth_mm * LITTLE:
        for other, attempt in _galleys(job, frame, options, _taking_back(galley)):
            if len(attempt[1].story_pages) < len(pages):
                makeup, (composed, galley) = other, attempt
                break
    composed, galley = _without_holes_in_legs(job, frame, options, makeup, (composed, galley))
    return composed, galley.write()


def _taking_back(galley: Galley) -> Iterator[Makeup]:
    """Ways to set a story that may take its last page back: each costs a whole setting."""
    legs = galley.legs
    spare_mm = sum(legs.legs_on(page) for page in range(len(galley.story_pages) - 1))
    wanted_mm = galley.last_mm - galley.holes_mm - spare_mm * legs.grid.line_mm
    wide = legs.picture_legs or legs.first.legs
    for makeup in TAKING_BACK:
        if can_take_back(makeup, wanted_mm, galley.pictures_mm, wide):
            yield makeup


def _without_holes_in_legs(
    job: Job, frame: StoryFrame, options: Options, makeup: Makeup, first: _Set
) -> _Set:
    """Pictures that a leg has no room for stand later, and copy fills the hole."""
    best = latest = first
    for _ in range(MOST_DELAYS):
        if not latest[1].pushed:
            break
        makeup = makeup.delaying(latest[1].pushed)
        found = next(_galleys(job, frame, options, (makeup,)), None)
        if found is None:
            break
        latest = found[1]
        if _is_fuller(latest[1], best[1]):
            best = latest
    return best


def _is_fuller(now: Galley, before: Galley) -> bool:
    """Whether a story takes fewer pages, or as many with smaller holes."""
    pages = len(now.story_pages), len(before.story_pages)
    return pages[0] < pages[1] or (pages[0] == pages[1] and now.holes_mm < before.holes_mm - 1)


def _galleys(
    job: Job, frame: StoryFrame, options: Options, makeups: Iterable[Makeup]
) -> Iterator[tuple[Makeup, _Set]]:
    """The story in legs in each of several ways; one whose head fits no page is passed over."""
    from cetak.press.galleys import set_in_legs  # noqa: PLC0415

    grid, _ = plan_grid(job.layout.spec, options)
    fewest = edition_of(job.layout.spec).fewest_lines
    for makeup in makeups:
        composed, pages = _composed(job, options, makeup)
        legs = Legs.of(
            grid, frame, fewest, has_head=composed.has_head, picture_legs=composed.picture_legs
        )
        galley = set_in_legs(_press(), pages, legs)
        if galley is not None:
            yield makeup, (composed, galley)


def _well_filled(job: Job, options: Options) -> tuple[Composed, LaidOut]:
    """The pages as a makeup editor would have them, within the layout's small levers."""
    makeup, composed, laid = _without_holes(job, options)
    spec, first = job.layout.spec, laid.measured
    pictures = bool(job.pictures) and options.on("pictures")
    for lever in lever_candidates(spec, first, composed.geometry, pictures=pictures):
        other = _laid_out(job, options, makeup.with_lever(lever))
        if is_better(spec, first, other[1].measured, composed.geometry):
            return other
    if last_page_is_short(spec, first, composed.geometry):
        told = warning("last-page-short", lines=first.lines[-1])
        composed = replace(composed, findings=(*composed.findings, told))
    return composed, laid


def _without_holes(job: Job, options: Options) -> tuple[Makeup, Composed, LaidOut]:
    """Pictures that do not fit where they stand come later, and text fills the hole."""
    makeup = Makeup()
    best = (makeup, *_laid_out(job, options, makeup))
    latest = best[2].measured
    for _ in range(MOST_DELAYS):
        if not latest.pushed:
            break
        makeup = makeup.delaying(latest.pushed)
        attempt = (makeup, *_laid_out(job, options, makeup))
        latest = attempt[2].measured
        if white_left(latest) < white_left(best[2].measured):
            best = attempt
    return best


def _laid_out(job: Job, options: Options, makeup: Makeup) -> tuple[Composed, LaidOut]:
    composed, pages = _composed(job, options, makeup)
    return composed, _press().lay_out(pages)


def _composed(job: Job, options: Options, makeup: Makeup) -> tuple[Composed, Pages]:
    from cetak.press.printing import Pages  # noqa: PLC0415

    setting = Setting(
        name="",
        article=job.article,
        pictures=_inked(job.pictures, options),
        options=options,
        publication=job.publication,
        language=job.language or "id",
        time_zone=job.time_zone,
        words=job.words,
        printed_on=job.printed_on,
        frame=job.frame,
        page_labels=job.page_labels,
    )
    composed = compose(job.layout, setting, makeup)
    pages = Pages(composed.html, composed.stylesheets, composed.pictures, composed.metadata)
    return composed, pages


def _inked(pictures: Mapping[str, PictureFile], options: Options) -> Mapping[str, PictureFile]:
    if not options.on("ink-saver"):
        return pictures
    from cetak.acquire.pictures import to_gray  # noqa: PLC0415

    return {source: to_gray(picture) for source, picture in pictures.items()}


def _reason(problem: CetakError) -> str:
    return ", ".join(finding.code for finding in problem.findings)


@functools.cache
def _press() -> Press:
    """The one warm press of this process."""
    from cetak.press.printing import Press  # noqa: PLC0415

    return Press()
