"""A WordPress post, from an export or from the REST interface, becomes a Draft."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from cetak.adapt.pictures import figure_from, figure_markup, shows, stem_of
from cetak.adapt.shortcodes import Shortcodes
from cetak.adapt.stated import Stated, is_excerpt, moment_in, text_in
from cetak.adapt.tables import words
from cetak.adapt.wordpress_paragraphs import embedded, paragraphs_of
from cetak.article.blocks import Figure
from cetak.article.draft import Draft, MarkupCopy
from cetak.findings import error, info, warning

_NO_DATE = "0000-00-00"
_PAGES = re.compile(r"<!--\s{0,9}(?:more\b[^>]{0,200}|noteaser|nextpage)\s{0,9}-->")
_GALLERY_OPENS = re.compile(r"(<!-- wp:gallery\b[^>]{0,5000}-->\s{0,99})<figure\b")
_GALLERY_ENDS = re.compile(r"</figure>(\s{0,99}<!-- /wp:gallery -->)")
_EMBED_ADDRESS = re.compile(
    r"(<div class=\"wp-block-embed__wrapper\">)\s{0,99}(https?://[^\s<>\"]{3,1000})\s{0,99}(?=</div>)"
)
_LINKED = re.compile(
    r"(<a\b[^<>]{0,500}?\bhref=[\"'](https?://[^\"'<>]{4,1000}\.(?:jpe?g|png|webp|gif))[\"'][^<>]{0,500}>"
    r"\s{0,9}<img\b[^<>]{0,500}?\ssrc=[\"'])([^\"'<>]{4,1000})(?=[\"'])",
    re.IGNORECASE,
)
_SHARED_BLOCK = re.compile(r"<!-- wp:block \{[^}]{0,500}\} /-->")
_MOST_PICTURES = 60


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of the media library."""

    address: str
    alt: str = ""
    caption: str = ""

    def figure(self) -> Figure | None:
        """The picture with its cutline; ``None`` where it is no picture."""
        bare = self.address.partition("?")[0].lower()
        if not bare.endswith((".jpg", ".jpeg", ".png", ".webp", ".gif")):
            return None
        return figure_from(self.address, cutline=text_in(self.caption), alt=text_in(self.alt))


@dataclass(frozen=True, slots=True)
class Post:
    """What WordPress says of a post, before anything of it is judged.

    Attributes:
        content: HTML, with shortcodes and blank lines where ``is_rendered`` is false.
        published: Local time, as WordPress writes it.
        published_gmt: The same moment in UTC, or ``""`` or zeros.
        gallery: Attachments that galleries name, by id.
        own: Ids of the attachments that belong to the post, in their order.
    """

    title: str = ""
    content: str = ""
    excerpt: str = ""
    is_rendered: bool = False
    is_locked: bool = False
    status: str = ""
    uri: str = ""
    link: str = ""
    slug: str = ""
    base_url: str = ""
    language: str = ""
    published: str = ""
    published_gmt: str = ""
    modified: str = ""
    modified_gmt: str = ""
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    featured: Attachment | None = None
    gallery: Mapping[str, Attachment] = field(default_factory=dict)
    own: tuple[str, ...] = ()


def post_draft(name: str, post: Post, language: str = "") -> Draft:
    """The Draft of a post; what is not public is held back."""
    stated = Stated(name)
    copy = MarkupCopy(_markup(post, stated), post.base_url or post.link)
    _facts(post, stated)
    _hold_back(post, stated)
    summary = text_in(post.excerpt)
    if summary and not is_excerpt(summary, text_in(copy.markup)):
        stated.line("deck", summary)
    if post.featured is not None and not shows(copy.markup, post.featured.address):
        stated.picture(post.featured.figure())
    return stated.draft(copy, language)


def _facts(post: Post, stated: Stated) -> None:
    stated.rich("headline", post.title)
    stated.names("byline", post.authors)
    stated.text("uri", post.uri)
    stated.address(post.link)
    stated.slug(post.slug)
    stated.language(post.language)
    for key, local, gmt in (
        ("published", post.published, post.published_gmt),
        ("updated", post.modified, post.modified_gmt),
    ):
        _state_moment(stated, key, local, gmt)
    said = [name for name in post.categories if name.casefold() not in _silent()]
    stated.text("section", next(iter(said), ""))
    stated.names("keywords", (*post.tags, *said[1:]))


def _silent() -> frozenset[str]:
    return words("wordpress", "no-section")


def _state_moment(stated: Stated, key: str, local: str, gmt: str) -> None:
    """The moment in the newsroom's own time, its offset told by the two clocks."""
    given = [text for text in (local, gmt) if text and not text.startswith(_NO_DATE)]
    if not given:
        if local or gmt:
            stated.moment(key, local or gmt)
        return
    here, there = moment_in(local), moment_in(gmt)
    both = isinstance(here, dt.datetime) and isinstance(there, dt.datetime)
    if both and isinstance(here, dt.datetime) and isinstance(there, dt.datetime):
        offset = here.replace(tzinfo=None) - there.replace(tzinfo=None)
        usual = abs(offset) <= dt.timedelta(hours=15) and not offset.seconds % 900
        zone = dt.timezone(offset) if usual else dt.UTC
        stated.fields[key] = (here if usual else there).replace(tzinfo=zone)
    elif isinstance(there, dt.datetime):
        stated.fields[key] = there.replace(tzinfo=dt.UTC)
    else:
        stated.moment(key, given[0])


def _hold_back(post: Post, stated: Stated) -> None:
    status = post.status.strip().lower()
    if status not in words("wordpress", "public-statuses"):
        stated.withhold(error("post-not-public", stated.name, status=status[:40]))
    if post.is_locked:
        stated.withhold(error("post-protected", stated.name))


def _markup(post: Post, stated: Stated) -> str:
    """The copy as a page would hold it."""
    text = post.content
    is_blocks = "<!-- wp:" in text
    if _SHARED_BLOCK.search(text):
        stated.notice(warning("shared-block-missing", stated.name))
    text = _GALLERY_ENDS.sub(r"</div>\1", _GALLERY_OPENS.sub(r"\1<div", text))
    text = _EMBED_ADDRESS.sub(lambda match: match[1] + embedded(match[2]), text)
    text = _without_comments(_PAGES.sub("\n\n", text))
    codes = Shortcodes(lambda attributes: _gallery(post, attributes, stated))
    text = _LINKED.sub(_largest, codes.resolved(text))
    for code, count in sorted(codes.removed.items()):
        stated.notice(info("shortcode-removed", stated.name, shortcode=code, count=count))
    return text if is_blocks or post.is_rendered else paragraphs_of(text)


def _largest(picture: re.Match[str]) -> str:
    """A small picture that links to its own original is printed from that."""
    same = stem_of(picture[2]) == stem_of(picture[3])
    return picture[1] + (picture[2] if same else picture[3])


def _without_comments(text: str) -> str:
    """The text without comments; one that never ends is copy."""
    first, *others = text.split("<!--")
    kept = [first]
    for other in others:
        _, ended, rest = other.partition("-->")
        kept.append(rest if ended else f"<!--{other}")
    return "".join(kept)


def _gallery(post: Post, attributes: Mapping[str, str], stated: Stated) -> str:
    named = attributes.get("ids") or attributes.get("include") or ""
    ids = tuple(re.findall(r"\d{1,12}", named)) if named else post.own
    found = [post.gallery[number] for number in ids if number in post.gallery]
    figures = [figure for one in found[:_MOST_PICTURES] if (figure := one.figure())]
    if len(figures) < len(ids) or not ids:
        missing = max(len(ids) - len(figures), 1)
        stated.notice(warning("gallery-picture-missing", stated.name, count=missing))
    return "\n\n" + "\n".join(figure_markup(figure) for figure in figures) + "\n\n"
