"""An Article and a layout become HTML that needs nothing from outside."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cetak.article.metadata import Metadata, metadata_of
from cetak.article.sheet import PictureFile, StoryFrame
from cetak.article.story import Article
from cetak.findings import Finding
from cetak.layout.added import added_words
from cetak.layout.geometry import PT_PER_MM, Geometry, plan_page
from cetak.layout.grid import plan_grid, story_geometry
from cetak.layout.levers import Makeup
from cetak.layout.options import Options
from cetak.layout.order import (
    delayed,
    segments_of,
    with_end_marks,
    with_gaps,
    with_heading_levels,
)
from cetak.layout.picture_room import picture_legs, picture_width_mm
from cetak.layout.qr import qr_picture
from cetak.layout.spec import HeadlineSize, Layout, LayoutSpec, Lever, Wording
from cetak.layout.templates import rendered
from cetak.layout.type_measure import SetHeadline, deck_width_mm, set_headline, shortened
from cetak.layout.view import Setter, short_address
from cetak.layout.wording import date_and_time, date_only, in_zone, long_date, wording_for

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ps", "yi", "dv"})


@dataclass(frozen=True, slots=True)
class Setting:
    """What is to be set.

    Attributes:
        name: Source of the story, for findings.
        article: The story.
        pictures: Its pictures by the name the story gives them.
        options: Checked options of the layout.
        publication: Name of the paper.
        language: Language of the page where the story names none.
        time_zone: Zone of printed times; ``""`` for the story's own offsets.
        words: The newsroom's own words, by language.
        printed_on: Day to print in the foot; ``None`` for files that must not carry one.
        frame: The room of a story in an edition; ``None`` for a page of its own.
        page_labels: Page labels of other stories of the edition, by the addresses of links.
    """

    name: str
    article: Article
    pictures: Mapping[str, PictureFile]
    options: Options
    publication: str = ""
    language: str = "id"
    time_zone: str = ""
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    printed_on: dt.date | None = None
    frame: StoryFrame | None = None
    page_labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Composed:
    """HTML with everything it needs.

    Attributes:
        html: Well-formed XHTML.
        stylesheets: CSS texts in cascade order.
        pictures: Pictures by id, the QR code among them.
        metadata: What the file says of itself.
        added: Text that the layout adds to the story: labels, notes, furniture.
        findings: Options that fell back, pictures without alternative text.
        geometry: The page in numbers.
        has_head: Whether anything stands above the copy.
        article: The story in the order in which it is printed.
        picture_legs: Columns of its picture, where legs of an edition's story stand beside it.
    """

    html: str = field(repr=False)
    stylesheets: tuple[str, ...] = field(repr=False)
    pictures: Mapping[str, PictureFile]
    metadata: Metadata
    added: str
    findings: tuple[Finding, ...]
    geometry: Geometry
    has_head: bool
    article: Article = field(repr=False)
    picture_legs: int = 0


def compose(layout: Layout, setting: Setting, makeup: Makeup | None = None) -> Composed:
    """Set one story.

    Raises:
        LayoutError: ``layout-template`` when a template is broken.
    """
    article = setting.article
    language = article.language or setting.language
    wording = _wording(layout, setting, language)
    makeup = makeup or Makeup()
    geometry, findings = _geometry(layout.spec, setting, makeup.lever)
    setter = Setter(layout, wording, geometry, setting.options, setting.pictures, setting.name)
    setter.page_labels = setting.page_labels
    page = _page(layout, setting, setter, makeup, language)
    metadata = metadata_of(article, publication=setting.publication, language=language)
    html = rendered(
        layout, layout.spec.template, {"page": page, "geometry": geometry, "metadata": metadata}
    )
    by_id = {picture.id: picture for picture in setting.pictures.values()}
    if page["qr"]:
        by_id[page["qr"]["picture"].id] = page["qr"]["picture"]
    return Composed(
        html=html,
        stylesheets=layout.stylesheets,
        pictures=by_id,
        metadata=metadata,
        added=added_words(page, setter, article),
        findings=(*findings, *setter.findings),
        geometry=geometry,
        has_head=page["has_head"],
        article=_in_print_order(article, page["segments"]) if layout.spec.edition else article,
        picture_legs=page["picture_legs"],
    )


def _geometry(
    spec: LayoutSpec, setting: Setting, lever: Lever
) -> tuple[Geometry, tuple[Finding, ...]]:
    if spec.edition is None:
        return plan_page(spec, setting.options, lever, setting.name)
    grid, findings = plan_grid(spec, setting.options, setting.name)
    frame = setting.frame or StoryFrame()
    return story_geometry(spec, setting.options, grid, frame, lever), findings


def _in_print_order(article: Article, segments: Sequence[Mapping[str, Any]]) -> Article:
    """What spans the legs of an edition's story stands below them."""
    below = {view["number"] for part in segments if part["spanning"] for view in part["blocks"]}
    numbers = range(len(article.body))
    order = (*(n for n in numbers if n not in below), *(n for n in numbers if n in below))
    return article.model_copy(update={"body": tuple(article.body[number] for number in order)})


def _wording(layout: Layout, setting: Setting, language: str) -> Wording:
    wording = wording_for(layout.wordings, language)
    own = (
        setting.words.get(language) or setting.words.get(language.split("-", maxsplit=1)[0]) or {}
    )
    return wording.model_copy(update={"words": {**wording.words, **own}}) if own else wording


def _page(
    layout: Layout, setting: Setting, setter: Setter, makeup: Makeup, language: str
) -> dict[str, Any]:
    """Everything the template sees."""
    article, geometry = setting.article, setter.geometry
    headline = _headline(layout, setting, geometry, makeup.headline_role)
    body = _body(article, setter, makeup)
    beside, picture = _picture(setting, setter, makeup)
    if makeup.picture_in_copy and picture:
        body, picture = [{"type": "figure", "spanning": False, **picture}, *body], None
    corrections = [
        {
            "label": setter.wording.words[correction.kind],
            "date": date_only(correction.date, language) if correction.date else "",
            "runs": setter.runs(correction.text),
        }
        for correction in article.corrections
    ]
    return {
        "language": language,
        "direction": "rtl" if language.split("-", maxsplit=1)[0] in RIGHT_TO_LEFT else "ltr",
        "classes": _classes(setter),
        "words": setter.wording.words,
        "label": setter.plain(article.label),
        "kicker": setter.runs(article.kicker, links=False),
        "headline": setter.runs(article.headline, links=False),
        "headline_set": headline,
        "deck": setter.runs(article.deck, links=False),
        "deck_mm": deck_width_mm(
            article.deck.text,
            layout.metrics["Cetak Deck|400|italic"],
            geometry.measure_mm,
            geometry.copy_pt,
        ),
        "byline": [setter.plain(name) for name in article.byline],
        "credits": [
            {"role": credit.role, "name": setter.plain(credit.name)} for credit in article.credits
        ],
        "dateline": _dateline(article, language, setter),
        "has_head": bool(
            picture
            or any((article.label, article.kicker, article.headline, article.deck, article.byline))
        ),
        "agency": setter.plain(_agency(setting)) if article.headline else "",
        "dateline_runs_in": any(view["type"] == "paragraph" for view in body),
        "picture": picture,
        "picture_legs": beside,
        "corrections": corrections,
        "segments": segments_of(_with_initial(body, setter)),
        "notes_heading": 2 if article.headline else 1,
        "notes": [
            {"number": number, "href": address, "address": short_address(address)}
            for number, address in enumerate(setter.notes.addresses, start=1)
        ],
        "rights": setter.plain(article.rights),
        "source": setter.plain(article.source),
        "address": short_address(article.canonical_url),
        "canonical_url": article.canonical_url,
        "qr": _qr(article, setting.options, setter.wording),
        **_dates(setting, language, setter.wording),
        **_furniture(layout, setting, setter, language),
    }


def _body(article: Article, setter: Setter, makeup: Makeup) -> list[dict[str, Any]]:
    """The blocks of the copy, in the order in which they are printed."""
    views = [
        {**view, "number": number}
        for number, block in enumerate(article.body)
        if (view := setter.block(block, setter.geometry.column_mm))
    ]
    body = with_gaps(delayed(with_end_marks(views), makeup.delays))
    with_heading_levels(body, 1 if article.headline else 0)
    return body


def _picture(
    setting: Setting, setter: Setter, makeup: Makeup
) -> tuple[int, dict[str, Any] | None]:
    """Columns of the picture, 0 for the whole measure, and the picture itself."""
    article, geometry = setting.article, setter.geometry
    shown = setting.pictures if setting.options.on("pictures") else {}
    is_free = setting.frame is not None and not makeup.picture_in_copy
    beside = picture_legs(article, shown, geometry, makeup.narrower) if is_free else 0
    room_mm = picture_width_mm(geometry, beside)
    if makeup.picture_in_copy:
        room_mm = geometry.column_mm
    return beside, setter.figure(article.picture, room_mm) if article.picture else None


def _headline(layout: Layout, setting: Setting, geometry: Geometry, role: str) -> SetHeadline:
    return set_headline(
        setting.article.headline.text.replace("\n", " "),
        layout.metrics["Cetak Headline|600|normal"],
        geometry.measure_mm,
        geometry.copy_pt,
        _headline_sizes(layout.spec, setting.frame, role),
    )


def _agency(setting: Setting) -> str:
    """Whoever a paper has a story from, where neither byline nor dateline says it."""
    article = setting.article
    said = (setting.publication, article.dateline.agency if article.dateline else "")
    known = {name.casefold() for name in (*said, *article.byline)}
    return "" if article.source.casefold() in known else article.source


def _headline_sizes(
    spec: LayoutSpec, frame: StoryFrame | None, role: str
) -> Sequence[HeadlineSize]:
    """A lead's headline is larger than a brief's; a reader's page knows but one row of sizes."""
    if spec.edition is None or frame is None:
        return spec.headlines
    return spec.edition.headlines.get(role or frame.role, spec.headlines)


def _classes(setter: Setter) -> str:
    geometry, options = setter.geometry, setter.options
    flags = {
        f"frame-{geometry.frame}": True,
        f"size-{options['text-size']}": True,
        f"columns-{geometry.columns}": True,
        "with-rail": geometry.has_rail,
        "justified": geometry.justified,
        "hyphenated": geometry.hyphenated,
        "ink-saver": options.on("ink-saver"),
    }
    return " ".join(name for name, on in flags.items() if on)


def _dateline(article: Article, language: str, setter: Setter) -> dict[str, str] | None:
    """Place and date that open the copy; a dateline that names an agency stays as it is."""
    dateline = article.dateline
    if dateline is None or not (dateline.place or dateline.agency):
        return None
    date = dateline.date or (None if dateline.agency else article.published)
    return {
        "place": setter.plain(dateline.place),
        "agency": setter.plain(dateline.agency),
        "date": date_only(date, language) if date else "",
        "dash": setter.wording.dateline_dash,
    }


def _with_initial(views: list[dict[str, Any]], setter: Setter) -> list[dict[str, Any]]:
    """The first paragraph opens the copy: with the dateline, or with a large initial."""
    for view in views:
        if view["type"] == "paragraph":
            view["opening"] = True
            if setter.geometry.drop_cap:
                view["initial"], view["rest"] = _initial(view["runs"])
                view.update(_initial_room(view["initial"], setter))
            return views
    return views


def _initial_room(initial: str, setter: Setter) -> dict[str, float]:
    """The width that the lines beside an initial leave free, and its gap, in millimetres."""
    face = setter.layout.metrics["Cetak Initials|600|normal"]
    gap_mm = setter.geometry.copy_pt * 0.09 / PT_PER_MM
    width_mm = face.width_em(initial) * setter.geometry.copy_pt / PT_PER_MM + gap_mm
    return {"initial_mm": round(width_mm, 3), "initial_gap_mm": round(gap_mm, 3)}


def _initial(runs: list[dict[str, Any]]) -> tuple[str, list[dict[str, Any]]]:
    """The first letter, with an opening quote before it, and the runs without it."""
    first = runs[0] if runs else {"lines": [""]}
    match = re.match(r"^[“‘\"'(]?\w", first["lines"][0])
    if match is None:
        return "", runs
    rest = {**first, "lines": [first["lines"][0][match.end() :], *first["lines"][1:]]}
    return match[0], [rest, *runs[1:]]


def _dates(setting: Setting, language: str, wording: Wording) -> dict[str, str]:
    published = in_zone(setting.article.published, setting.time_zone)
    updated = in_zone(setting.article.updated, setting.time_zone)
    return {
        "published": date_and_time(published, language, wording) if published else "",
        "updated": date_and_time(updated, language, wording) if updated else "",
        "day": long_date(published, language) if published else "",
    }


def _furniture(layout: Layout, setting: Setting, setter: Setter, language: str) -> dict[str, Any]:
    article, geometry = setting.article, setter.geometry
    words = setter.wording.words
    publication = article.source or setting.publication
    face = layout.metrics["Cetak Franklin|400|normal"]
    width = geometry.rail_mm + geometry.gap_mm + geometry.measure_mm
    room = width * 0.6
    printed = setting.printed_on
    before, _, rest = words["page-of"].partition("{page}")
    between, _, after = rest.partition("{pages}")
    foot = words["printed"].format(date=_print_day(printed, language)) + words["page-of"]
    foot_mm = face.width_em(foot) * geometry.furniture_pt / PT_PER_MM + 4
    return {
        "publication": setter.plain(publication),
        "section": setter.plain(article.section),
        "short_headline": setter.plain(
            shortened(article.headline.text.replace("\n", " "), face, geometry.furniture_pt, room)
        ),
        "short_address": shortened(
            short_address(article.canonical_url), face, geometry.furniture_pt, width - foot_mm
        ),
        "printed": words["printed"].format(date=_print_day(printed, language)) if printed else "",
        "page_of": (before, between, after),
    }


def _print_day(printed: dt.date | None, language: str) -> str:
    return date_only(printed, language) if printed else ""


def _qr(article: Article, options: Options, wording: Wording) -> dict[str, Any] | None:
    if not article.canonical_url or not options.on("qr"):
        return None
    address = article.canonical_url
    alt = wording.words["qr-alt"].format(address=short_address(address))
    return {"picture": qr_picture(address), "alt": alt}
