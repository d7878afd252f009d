"""All pictures of one story; what is refused becomes a finding, and the story goes on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from cetak.acquire.deadline import Deadline
from cetak.acquire.pictures import take_in
from cetak.acquire.policy import Fetch, PictureError, PicturePolicy, picture_name
from cetak.acquire.store import PictureStore
from cetak.article.blocks import Block, Figure, Picture, Sidebar
from cetak.article.sheet import PictureFile
from cetak.article.story import Article
from cetak.errors import ResourceError
from cetak.findings import Finding, Severity, Where, warning
from cetak.resources import Resources

_SILENCE = frozenset({"picture-timeout", "picture-unreachable"})


def pictures_of(  # noqa: PLR0913 - each is named where it is called
    article: Article,
    *,
    folder: Path | None,
    policy: PicturePolicy,
    resources: Resources,
    fetch: Fetch,
    store: PictureStore | None = None,
    name: str = "",
) -> tuple[Mapping[str, PictureFile], tuple[Finding, ...]]:
    """Bring in what a story shows; each source once.

    Args:
        article: The story; its main picture and the figures of body and sidebars count.
        folder: Where the story lies; ``None`` when it came without a folder.
        policy: Hosts and limits.
        resources: The door to files.
        fetch: The door to the network.
        store: Pictures decoded before.
        name: What the user calls the story, for the findings; else its uri.

    Returns:
        Pictures by their ``source`` as the story writes it, and a finding for each one
        that will not be printed: ``picture-not-cleared`` (warning) or the reason of its
        refusal (error), with its part such as ``body[3].picture``.
    """
    deadline = Deadline.after(policy.story_seconds)
    intake = _Intake(folder, policy, resources, fetch, store, deadline)
    findings: list[Finding] = []
    for part, picture in story_pictures(article):
        where = Where(source=name or article.uri, part=part)
        finding = _cleared(picture, where) or intake.take(picture.source, where)
        if finding is not None:
            findings.append(finding)
    return intake.pictures, tuple(findings)


def story_pictures(article: Article) -> Iterator[tuple[str, Picture]]:
    """Each picture of a story with the part it stands in, in printed order."""
    if article.picture is not None:
        yield "picture.picture", article.picture.picture
    yield from _in_blocks(article.body, "body")


def _in_blocks(blocks: tuple[Block, ...], part: str) -> Iterator[tuple[str, Picture]]:
    for number, block in enumerate(blocks):
        if isinstance(block, Figure):
            yield f"{part}[{number}].picture", block.picture
        elif isinstance(block, Sidebar):
            yield from _in_blocks(block.blocks, f"{part}[{number}].blocks")


def _cleared(picture: Picture, where: Where) -> Finding | None:
    if picture.cleared_for_print:
        return None
    shown = picture_name(picture.source)
    return warning("picture-not-cleared", where, picture=shown, terms=picture.usage_terms)


@dataclass(slots=True)
class _Intake:
    """What was brought in so far, what was refused, and which hosts did not answer."""

    folder: Path | None
    policy: PicturePolicy
    resources: Resources
    fetch: Fetch
    store: PictureStore | None
    deadline: Deadline
    pictures: dict[str, PictureFile] = field(default_factory=dict)
    refusals: dict[str, Finding] = field(default_factory=dict)
    silent: set[str] = field(default_factory=set)

    def take(self, source: str, where: Where) -> Finding | None:
        """The finding for a picture that is refused, at each place where it stands."""
        if source not in self.pictures and source not in self.refusals:
            try:
                self.pictures[source] = self._taken(source)
            except ResourceError as problem:
                self.refusals[source] = problem.findings[0]
        refusal = self.refusals.get(source)
        if refusal is None:
            return None
        return Finding(refusal.code, Severity.ERROR, where, refusal.facts)

    def _taken(self, source: str) -> PictureFile:
        limit = self.policy.max_pictures
        if len(self.pictures) + len(self.refusals) >= limit:
            raise PictureError.because("picture-over-limit", source, limit=limit)
        if _host(source):
            self._judge_patience(source)
        try:
            return take_in(
                source,
                story_folder=self.folder,
                policy=self.policy,
                resources=self.resources,
                fetch=self.fetch,
                store=self.store,
            )
        except ResourceError as problem:
            if problem.findings[0].code in _SILENCE:
                self.silent.add(_host(source))
            raise

    def _judge_patience(self, source: str) -> None:
        """A story does not wait for a host that is silent, nor for many that are slow."""
        host = _host(source)
        if host in self.silent:
            raise PictureError.because("picture-host-silent", source, host=host)
        if self.deadline.has_passed():
            seconds = format(self.policy.story_seconds, "g")
            raise PictureError.because("picture-story-time", source, seconds=seconds)


def _host(source: str) -> str:
    try:
        return urlsplit(source).netloc.lower()
    except ValueError:
        return ""
