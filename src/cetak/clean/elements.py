"""Which elements of HTML begin a block, and which are never printed.

Source: HTML Living Standard, section 15.3 (rendering: flow content).
"""

from __future__ import annotations

HEADINGS = {f"h{level}": level for level in range(1, 7)}
BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd",
        "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure",
        "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr",
        "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section",
        "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"
    }
)  # fmt: skip
UNPRINTED = frozenset(
    {
        "applet", "area", "audio", "base", "button", "canvas", "embed", "frame",
        "frameset", "head", "iframe", "input", "link", "map", "meta", "noembed",
        "noframes", "noscript", "object", "option", "param", "progress", "rp", "script",
        "select", "source", "style", "svg", "template", "textarea", "title", "track",
        "video"
    }
)  # fmt: skip
