"""Names of stories and sections inside the file, and what leads to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from cetak.clean.slug import slug_of
from cetak.edition.addresses import same_address
from cetak.edition.arranging import Arranged, Entry
from cetak.edition.paper import Paper


@dataclass(frozen=True, slots=True)
class Slugs:
    """Short names, each of them once in the whole paper.

    Attributes:
        stories: By the story's key.
        sections: By the section's name.
    """

    stories: Mapping[str, str]
    sections: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class LinkTarget:
    """Where a link between two stories of the paper leads.

    Attributes:
        key: The story it leads to.
        slug: That story's short name: the file's destination is ``story-<slug>``.
        label: Label of the page it begins on: "lihat hal. 7".
    """

    key: str
    slug: str
    label: str


def slugs_of(arranged: Arranged) -> Slugs:
    """Short names from slugs and headlines; equal ones are told apart by a number."""
    taken: set[str] = set()
    stories = {entry.key: _free(_slug(entry), taken, "story") for entry in arranged.entries}
    sections = {
        section.name: _free(slug_of(section.name), taken, "section")
        for section in arranged.sections
    }
    return Slugs(stories, sections)


def link_targets(arranged: Arranged, paper: Paper, slugs: Slugs) -> Mapping[str, LinkTarget]:
    """For each uri and address of a story in the paper the place it begins at.

    Look up an address by ``target_of``, which knows that many spellings are one address.
    """
    targets: dict[str, LinkTarget] = {}
    labels = first_labels(paper)
    for entry in arranged.entries:
        if entry.key in labels:
            target = LinkTarget(entry.key, slugs.stories[entry.key], labels[entry.key])
            for name in _names(entry):
                targets.setdefault(name, target)
    return targets


def target_of(address: str, targets: Mapping[str, LinkTarget]) -> LinkTarget | None:
    """The story that an address or uri leads to, if it is in the paper."""
    return targets.get(address) or targets.get(same_address(address))


def linked_stories(
    arranged: Arranged, addresses: Mapping[str, Iterable[str]]
) -> Mapping[str, tuple[str, ...]]:
    """For each story the other stories of the paper that it links to, each once, in order.

    Args:
        arranged: The paper.
        addresses: For each story's key the addresses that it links to.
    """
    known = {name: entry.key for entry in reversed(arranged.entries) for name in _names(entry)}
    found: dict[str, tuple[str, ...]] = {}
    for key, linked in addresses.items():
        others = (known.get(one) or known.get(same_address(one)) for one in linked)
        found[key] = tuple(dict.fromkeys(one for one in others if one and one != key))
    return found


def first_labels(paper: Paper) -> Mapping[str, str]:
    """The label of the page that each story begins on."""
    labels: dict[str, str] = {}
    for page in paper.pages:
        for part in page.stories:
            labels.setdefault(part.key, page.label)
    return labels


def _names(entry: Entry) -> Iterator[str]:
    article = entry.story.article
    names = (article.uri, article.canonical_url, same_address(article.canonical_url))
    return (name for name in names if name)


def _slug(entry: Entry) -> str:
    article = entry.story.article
    return slug_of(article.slug) or slug_of(article.headline.text) or slug_of(article.uri)


def _free(wanted: str, taken: set[str], otherwise: str) -> str:
    base = wanted or otherwise
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    taken.add(slug)
    return slug
