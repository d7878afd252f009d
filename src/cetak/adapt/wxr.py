"""WordPress exports (WXR 1.0 to 1.2) become Drafts, item by item.

An export of any size is taken apart before it comes here (``acquire/exports.py``): what is
read here is small, one story with the attachments it names.

Source: WordPress eXtended RSS, ``wp-admin/includes/export.php``.
"""

from __future__ import annotations

from collections.abc import Iterator

from cetak.adapt.several import NotRead
from cetak.adapt.wordpress_post import Attachment, Post, post_draft
from cetak.adapt.xml import Node, child, children, local, raw_text, text_at
from cetak.article.draft import Draft
from cetak.errors import SourceError

_EXPORT = "wordpress.org/export/"


def is_wxr(root: Node) -> bool:
    """Whether an RSS file is an export: its items have a post type."""
    return _EXPORT in "".join(str(uri) for uri in root.nsmap.values()) and local(root) == "rss"


def read_wxr(name: str, root: Node, language: str = "") -> Iterator[Draft | NotRead]:
    """The Drafts of an export's items, attachments left out.

    Args:
        name: What the user calls the source.
        root: The ``rss`` element.
        language: BCP 47 language where the export names none.
    """
    channel = child(root, "channel")
    files = {
        text_at(item, "post_id"): item for item in children(channel, "item") if _is_file(item)
    }
    names = _names(channel)
    for number, item in enumerate(children(channel, "item"), start=1):
        if _is_file(item):
            continue
        try:
            post = _post(item, channel, names, files)
            yield post_draft(name, post, language)
        except (ValueError, ArithmeticError) as problem:
            error = SourceError.because("item-broken", name, number=number, problem=str(problem))
            yield NotRead(name, error)


def _post(item: Node, channel: Node | None, names: dict[str, str], files: dict[str, Node]) -> Post:
    meta = _meta(item)
    gallery = {number: _attachment(file) for number, file in files.items()}
    logins = [raw_text(one).strip() for one in children(item, "creator")]
    return Post(
        title=raw_text(child(item, "title")).strip(),
        content=_encoded(item, "content"),
        excerpt=_encoded(item, "excerpt"),
        is_locked=bool(text_at(item, "post_password")),
        status=text_at(item, "status"),
        uri=text_at(item, "guid"),
        link=text_at(item, "link"),
        slug=text_at(item, "post_name"),
        base_url=text_at(channel, "base_blog_url") or text_at(channel, "link"),
        language=text_at(channel, "language"),
        published=text_at(item, "post_date") or text_at(item, "pubDate"),
        published_gmt=text_at(item, "post_date_gmt"),
        modified=text_at(item, "post_modified"),
        modified_gmt=text_at(item, "post_modified_gmt"),
        authors=tuple(names.get(login, login) for login in logins if login),
        categories=_terms(item, "category", ""),
        tags=_terms(item, "post_tag", "tag"),
        featured=gallery.get(meta.get("_thumbnail_id", "")),
        gallery=gallery,
        own=_own(item, files),
    )


def _own(item: Node, files: dict[str, Node]) -> tuple[str, ...]:
    """The ids of the files that hang below a post, in the order of the library."""
    parent = text_at(item, "post_id")
    own = [number for number, file in files.items() if text_at(file, "post_parent") == parent]
    return tuple(sorted(own, key=lambda number: _order(files[number])))


def _order(file: Node) -> int:
    order = text_at(file, "menu_order")
    return int(order) if order.isdigit() and len(order) < 9 else 0


def _is_file(item: Node) -> bool:
    return text_at(item, "post_type") == "attachment"


def _attachment(item: Node) -> Attachment:
    address = text_at(item, "attachment_url") or text_at(item, "guid")
    alt = _meta(item).get("_wp_attachment_image_alt", "") or text_at(item, "title")
    return Attachment(address, alt, _encoded(item, "excerpt"))


def _encoded(item: Node, kind: str) -> str:
    """``content:encoded`` or ``excerpt:encoded``; both have the same local name."""
    for one in children(item, "encoded"):
        if ("excerpt" in str(one.tag)) == (kind == "excerpt"):
            return raw_text(one)
    return ""


def _meta(item: Node) -> dict[str, str]:
    pairs = children(item, "postmeta")
    return {text_at(one, "meta_key"): text_at(one, "meta_value") for one in pairs}


def _names(channel: Node | None) -> dict[str, str]:
    """Display names by login."""
    authors = children(channel, "author")
    return {
        text_at(one, "author_login"): text_at(one, "author_display_name")
        for one in authors
        if text_at(one, "author_display_name")
    }


def _terms(item: Node, *domains: str) -> tuple[str, ...]:
    """Names of the terms of a taxonomy; WXR 1.0 writes each twice, once without its name."""
    found = (one for one in children(item, "category") if one.get("domain", "") in domains)
    return tuple(dict.fromkeys(raw_text(one).strip() for one in found if raw_text(one).strip()))
