"""Where the paper's own addresses, and those of its stories, lead in the bound file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import quote

from cetak.article.binding import Target
from cetak.article.links import addresses_in
from cetak.edition.arranging import Arranged
from cetak.edition.links import Slugs, link_targets, target_of
from cetak.edition.paper import Paper, PlacedPage, PlacedStory
from cetak.edition.pasting import PasteUp

LINK = "urn:cetak:"
"""Begins addresses of places in the file, which the binding turns into links."""
_OPENER = "opener-"
_KEPT = "%/:=&?~#+!$,;'@()*[]"


def addresses_led(
    arranged: Arranged, paper: Paper, slugs: Slugs, openers: Mapping[str, Target]
) -> dict[str, str]:
    """For each address that leads inside the file the name of the place.

    Args:
        arranged: What is printed.
        paper: Where it stands.
        slugs: Short names of stories and sections.
        openers: From ``section_openers``.
    """
    targets = link_targets(arranged, paper, slugs)
    led = {address: f"story-{target.slug}" for address, target in targets.items()}
    for entry in arranged.entries:
        for address in addresses_in(entry.story.article):
            if target := target_of(address, targets):
                led |= dict.fromkeys((address, quote(address, _KEPT)), f"story-{target.slug}")
    led |= {f"{LINK}story-{slug}": f"story-{slug}" for slug in slugs.stories.values()}
    for slug in slugs.sections.values():
        own = f"{_OPENER}{slug}"
        led[f"{LINK}section-{slug}"] = own if own in openers else f"section-{slug}"
    return led


def section_openers(paper: Paper, pasted: PasteUp, slugs: Slugs) -> dict[str, Target]:
    """Places where sections open, by name.

    A section whose lead is on the front page opens later than its first story begins.
    """
    numbers = {key: number for number, key in enumerate(pasted.sheets)}
    found: dict[str, Target] = {}
    for page in paper.pages:
        for name, first in _openings(page):
            part = pasted.sheets[first.key].story_pages[first.page]
            target = Target(numbers[first.key], part.pieces[0].page)
            found.setdefault(f"{_OPENER}{slugs.sections[name]}", target)
    return found


def _openings(page: PlacedPage) -> Iterator[tuple[str, PlacedStory]]:
    """Each section that opens on a page, and the highest story below its heading."""
    for name, y_mm in page.openers:
        below = [one for one in page.stories if one.y_mm >= y_mm]
        if below:
            yield name, min(below, key=lambda one: (one.y_mm, one.x_mm))
