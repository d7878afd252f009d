"""What is different between two editions of a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class ChangeKind(StrEnum):
    """What happened to a story."""

    ADDED = "added"
    CHANGED = "changed"
    KILLED = "killed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class ListedStory:
    """A story of an edition, as far as the next edition must know it.

    Attributes:
        key: Its name in the source.
        uri: The newsroom's own name of it, or ``""``.
        headline: Headline.
        digest: Hash of all that is printed of it.
        label: Page it begins on.
    """

    key: str
    uri: str
    headline: str
    digest: str
    label: str


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the corrections box.

    Attributes:
        kind: What happened.
        key: The story's name in the newer edition, or in the older one where it was killed.
        headline: Its headline there.
        label: Its page there.
        old_label: Its page in the older edition; ``""`` for an added one.
        old_headline: Its headline in the older edition, where that was another.
    """

    kind: ChangeKind
    key: str
    headline: str
    label: str
    old_label: str = ""
    old_headline: str = ""


def changes_between(
    before: Sequence[ListedStory], after: Sequence[ListedStory]
) -> tuple[Change, ...]:
    """What was added, changed, moved and killed, in the order of the newer paper.

    A story is the same by its uri, else by its name. One that was changed and moved is told
    as changed, with both pages.
    """
    old = _known(before)
    met: set[int] = set()
    found: list[Change] = []
    for story in after:
        index = _same(story, before, old)
        if index is None or index in met:
            found.append(Change(ChangeKind.ADDED, story.key, story.headline, story.label))
            continue
        met.add(index)
        found += _difference(before[index], story)
    killed = (one for index, one in enumerate(before) if index not in met)
    found += (
        Change(ChangeKind.KILLED, one.key, one.headline, one.label, one.label) for one in killed
    )
    return tuple(found)


def next_edition(number: int, changes: Iterable[Change]) -> int:
    """The number of the newer edition: one more where anything that is printed has changed."""
    return number + 1 if any(True for _ in changes) else number


def listed(stories: Iterable[ListedStory]) -> list[dict[str, Any]]:
    """The stories of an edition, ready for JSON: what ``read_listed`` reads."""
    return [
        {
            "key": one.key,
            "uri": one.uri,
            "headline": one.headline,
            "digest": one.digest,
            "label": one.label,
        }
        for one in stories
    ]


def read_listed(rows: Any) -> tuple[ListedStory, ...] | None:
    """The stories of an edition from JSON; ``None`` for what is no such list."""
    if not isinstance(rows, list):
        return None
    found = [_listed_story(row) for row in rows]
    return tuple(one for one in found if one) if all(found) else None


def told(changes: Iterable[Change]) -> list[dict[str, Any]]:
    """Changes, ready for JSON: what ``read_changes`` reads."""
    return [asdict(change) for change in changes]


def read_changes(rows: Any) -> tuple[Change, ...]:
    """Changes from JSON.

    Raises:
        ValueError, TypeError, KeyError: For what are no changes.
    """
    return tuple(Change(**{**row, "kind": ChangeKind(row["kind"])}) for row in rows)


def _listed_story(row: Any) -> ListedStory | None:
    names = ("key", "uri", "headline", "digest", "label")
    if not isinstance(row, dict) or not all(isinstance(row.get(name), str) for name in names):
        return None
    return ListedStory(**{name: row[name] for name in names})


def _known(stories: Sequence[ListedStory]) -> Mapping[tuple[str, str], int]:
    known: dict[tuple[str, str], int] = {}
    for index, story in enumerate(stories):
        if story.uri:
            known.setdefault(("uri", story.uri), index)
        known.setdefault(("key", story.key), index)
    return known


def _same(
    story: ListedStory, before: Sequence[ListedStory], old: Mapping[tuple[str, str], int]
) -> int | None:
    """Where the older edition has the story; another uri is another story, whatever its name."""
    index = old.get(("uri", story.uri)) if story.uri else None
    if index is not None:
        return index
    index = old.get(("key", story.key))
    if index is None or (story.uri and before[index].uri):
        return None
    return index


def _difference(old: ListedStory, new: ListedStory) -> Iterator[Change]:
    if (old.digest, old.headline) != (new.digest, new.headline):
        kind = ChangeKind.CHANGED
    elif old.label != new.label:
        kind = ChangeKind.MOVED
    else:
        return
    was = old.headline if old.headline != new.headline else ""
    yield Change(kind, new.key, new.headline, new.label, old.label, was)
