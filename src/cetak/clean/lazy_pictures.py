"""Pictures of a page that a script would load: the real address goes where it belongs."""

from __future__ import annotations

from lxml import etree

from cetak.clean.parsed import all_text

Node = etree._Element
_ADDRESSES = (
    "data-src", "data-lazy-src", "data-original", "data-lazy", "data-lazyload", "data-orig-file",
    "data-full-url", "data-image", "data-url", "data-hi-res-src",
)  # fmt: skip
_SIZES = ("data-srcset", "data-lazy-srcset", "srcset")
_EMPTY = ("data:", "about:", "javascript:")
_STAND_INS = ("blank.gif", "placeholder", "spacer", "lazyload", "1x1", "pixel.gif", "grey.gif")


def resolve_pictures(body: Node) -> None:
    """Give every ``img`` below an element its real address; the tree is changed.

    AMP's ``amp-img`` become ``img``; pictures in ``noscript`` take the place of the empty ones
    before them; ``source`` elements lend their renditions.
    """
    for node in list(body.iter("amp-img")):
        node.tag = "img"
    for quiet in list(body.iter("noscript")):
        _take_out(quiet)
    for image in body.iter("img"):
        _resolve(image)
    for source in list(body.iter("source")):
        source.tag = "span"


def has_address(image: Node) -> bool:
    """Whether an ``img`` names a real picture in one of the ways pages do."""
    return any(is_real(image.get(name)) for name in (*_ADDRESSES, *_SIZES, "src"))


def is_real(address: str | None) -> bool:
    """Whether an address is no stand-in for a picture that comes later."""
    low = (address or "").strip().lower()
    return bool(low) and not low.startswith(_EMPTY) and not any(name in low for name in _STAND_INS)


def _take_out(quiet: Node) -> None:
    images = list(quiet.iter("img"))
    text = all_text(quiet).strip()
    before = quiet.getprevious()
    lazy = None
    if before is not None:
        lazy = before if before.tag == "img" else next(before.iter("img"), None)
    if len(images) != 1 or text or not has_address(images[0]):
        return
    if lazy is None:
        quiet.tag = "span"
    elif not has_address(lazy):
        for name, value in images[0].attrib.items():
            lazy.set(name, value)


def _resolve(image: Node) -> None:
    sizes = [image.get(name) or "" for name in _SIZES]
    picture = next((one for one in image.iterancestors() if one.tag == "picture"), None)
    if picture is not None:
        # The parser knows no void <source>: the picture may have become its child.
        sources = list(picture.iter("source"))
        sizes += [one.get("srcset") or one.get("data-srcset") or "" for one in sources]
    address = next((image.get(name) for name in _ADDRESSES if is_real(image.get(name))), None)
    if address:
        image.set("src", address)
    sizes = [size for size in sizes if is_real(size)]
    if sizes and not image.get("srcset"):
        image.set("srcset", sizes[0])
    if not is_real(image.get("src")) and sizes:
        image.set("src", sizes[0].split()[0].strip(","))
