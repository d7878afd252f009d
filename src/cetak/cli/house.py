"""Everything outside that the commands need, in one place, so that tests can bring another."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cetak.resources import Resources

if TYPE_CHECKING:  # a command pays only for what it uses
    from cetak.acquire.more_pages import MorePages
    from cetak.acquire.policy import PicturePolicy
    from cetak.acquire.sources import Raw, Source
    from cetak.acquire.watching import Changes
    from cetak.acquire.web import Web
    from cetak.article.sheet import Sheet
    from cetak.clean.report import Cleaned
    from cetak.config import Desk, SourceEntry
    from cetak.continuing import OtherPages
    from cetak.run.executor import Executor
    from cetak.run.many import Planned
    from cetak.run.store import SheetStore
    from cetak.run.warm import Limits, WarmProcess


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the command line asks of every story, before its desk is asked.

    Attributes:
        layout: Name or folder; ``""`` for the desk's.
        options: Layout options that win over the desk's.
        language: Language of the story, over what it says itself.
    """

    layout: str = ""
    options: tuple[tuple[str, str], ...] = ()
    language: str = ""


@dataclass
class House:
    """The real outside: this machine, the real pipeline, real workers."""

    resources: Resources
    first: WarmProcess | None = None
    _layouts: dict[str, Any] = field(default_factory=dict)
    _web: Web | None = None

    @property
    def language(self) -> str:
        """Language of messages: ``en`` or ``id``."""
        from cetak.messages import language_of_terminal  # noqa: PLC0415

        names = ("LC_ALL", "LC_MESSAGES", "LANG")
        return language_of_terminal({name: self.resources.environ(name) for name in names})

    def stdin(self) -> bytes:
        """Standard input, whole."""
        return sys.stdin.buffer.read()

    def stdout(self, content: bytes) -> None:
        """Write bytes to standard output."""
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()

    def is_terminal(self) -> bool:
        """Whether somebody watches: progress goes to stderr."""
        return sys.stderr.isatty()

    def cores(self) -> int:
        """How many processors this process may use."""
        if hasattr(os, "sched_getaffinity"):
            return len(os.sched_getaffinity(0))
        return os.cpu_count() or 1

    def cache_folder(self) -> Path:
        """Where pictures and reports of faults are kept."""
        from platformdirs import user_cache_path  # noqa: PLC0415

        return user_cache_path("cetak")

    def desk(self, start: Path, explicit: Path | None, otherwise: Desk | None = None) -> Desk:
        """The newsroom's configuration for stories in a folder.

        Args:
            start: The folder.
            explicit: A file that the user named.
            otherwise: The desk where no file is found; ``None`` for the defaults.
        """
        from cetak.config import load_desk  # noqa: PLC0415

        desk, path = load_desk(self.resources, start, explicit)
        return otherwise if path is None and otherwise is not None else desk

    def desk_file(self, start: Path, explicit: Path | None) -> tuple[Desk, Path | None]:
        """The configuration for a folder, and the file that it stands in, if there is one."""
        from cetak.config import load_desk  # noqa: PLC0415

        return load_desk(self.resources, start, explicit)

    def sources(
        self, named: Sequence[str], configured: Sequence[SourceEntry]
    ) -> tuple[Source, ...]:
        """The places that stories come from: those named, else those configured.

        Sites that are named and configured as well may have the logins of their entries.
        """
        from cetak.acquire.sources import FilesSource, is_address  # noqa: PLC0415

        if named and not any(map(is_address, named)):  # who needs no network does not load it
            return (FilesSource(tuple(dict.fromkeys(named)), self.resources, self.stdin),)
        from cetak.acquire.opening import desk_sources, sources_of  # noqa: PLC0415

        if named:
            return sources_of(named, self.resources, self.stdin, self.web(), configured)
        return desk_sources(configured, self.resources, self.web())

    def web(self) -> Web:
        """The network, one for a run, so that its pace is kept."""
        from cetak.acquire.web import Web  # noqa: PLC0415

        self._web = self._web or Web()
        return self._web

    def pages(self, source: Source, taken: set[str], *, asks_for_saved: bool) -> MorePages:
        """What brings the pages that the stories of a source go on on."""
        from cetak.acquire.more_pages import MorePages, page_fetcher  # noqa: PLC0415

        return MorePages(self.resources, page_fetcher(source, self.web), asks_for_saved, taken)

    def clean(self, raw: Raw, desk: Desk, pages: OtherPages | None = None) -> Cleaned:
        """Read and clean one story, with the pages that it goes on on."""
        from cetak.pipeline import prepare  # noqa: PLC0415

        return prepare(raw, desk, pages)

    def plan(self, raw: Raw, cleaned: Cleaned, desk: Desk, wishes: Wishes) -> Planned[Any]:
        """Bring a story's pictures, and say how it is to be printed."""
        from cetak.jobs import Job  # noqa: PLC0415
        from cetak.pipeline import release  # noqa: PLC0415
        from cetak.run.many import Planned  # noqa: PLC0415

        cleaned = _in_language(cleaned, wishes.language)
        now = self.resources.now()
        release(cleaned.article, raw.name, now, cleaned.findings)
        pictures, findings = self._pictures(raw, cleaned, desk)
        layout = self._layout(wishes.layout or desk.layout)
        job = Job(
            name=raw.name,
            article=cleaned.article,
            pictures=pictures,
            layout=layout,
            options={**desk.options, **dict(wishes.options)},
            publication=desk.publication.name,
            language=desk.publication.language,
            time_zone=desk.publication.time_zone,
            printed_on=self.resources.now().date(),
            words=desk.words,
        )
        return Planned(raw.name, cleaned, job, layout.name, findings)

    @property
    def print_sheet(self) -> Callable[[Any], Sheet]:
        """What a worker does with a job."""
        from cetak.pipeline import print_sheet  # noqa: PLC0415

        return print_sheet

    def executor(self, workers: int, limits: Limits) -> Executor:
        """Where jobs run."""
        from cetak.cli.start import WARM_UP  # noqa: PLC0415
        from cetak.run.executor import ProcessExecutor  # noqa: PLC0415

        first, self.first = self.first, None
        return ProcessExecutor(workers, limits, warm_up=WARM_UP, first=first)

    def cleaners(self, workers: int) -> Executor:
        """Where pages are cleaned when there are many."""
        from cetak.cli.start import CLEANING_WARM_UP  # noqa: PLC0415
        from cetak.run.executor import ProcessExecutor  # noqa: PLC0415

        return ProcessExecutor(workers, warm_up=CLEANING_WARM_UP)

    def drawers(self) -> Executor:
        """Where pages are drawn for a screen: beside the press, so that nobody waits for it."""
        from cetak.cli.start import DRAWING_WARM_UP  # noqa: PLC0415
        from cetak.run.executor import ProcessExecutor  # noqa: PLC0415

        return ProcessExecutor(1, warm_up=DRAWING_WARM_UP)

    def store(self, desk: Desk) -> SheetStore:
        """Finished sheets."""
        from cetak.run.store import FolderStore  # noqa: PLC0415

        return FolderStore(desk.store_folder())

    def changes(self, places: Sequence[Path]) -> Iterator[Changes]:
        """What changes in folders, round after round."""
        from cetak.acquire.watching import changes_below  # noqa: PLC0415

        return changes_below(places)

    def open(self, path: Path) -> bool:
        """Show a file with whatever the desktop shows PDFs with; whether there is such a thing."""
        import shutil  # noqa: PLC0415
        import subprocess  # noqa: PLC0415

        opener = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
        if opener is None:
            return False
        quiet = subprocess.DEVNULL
        subprocess.Popen(  # noqa: S603 - a desktop's own program, and a path we wrote
            [opener, str(path.resolve())], stdout=quiet, stderr=quiet, start_new_session=True
        )
        return True

    def _pictures(self, raw: Raw, cleaned: Cleaned, desk: Desk) -> tuple[Any, Any]:
        from cetak.acquire.policy import PicturePolicy  # noqa: PLC0415
        from cetak.acquire.story_pictures import pictures_of  # noqa: PLC0415

        limits = desk.pictures
        policy = PicturePolicy(
            hosts=limits.hosts,
            max_bytes=int(limits.max_mb * 1_000_000),
            max_pixels=int(limits.max_megapixels * 1_000_000),
            timeout_seconds=limits.timeout_seconds,
            origins=(raw.address,) if raw.address else (),
        )
        return pictures_of(
            cleaned.article,
            folder=raw.folder,
            policy=policy,
            resources=self.resources,
            fetch=_fetch,
            store=self._picture_store(),
            name=raw.name,
        )

    def _picture_store(self) -> Any:
        from cetak.acquire.store import FolderPictureStore  # noqa: PLC0415

        return FolderPictureStore(self.cache_folder() / "pictures", self.resources)

    def forget_layouts(self) -> None:
        """Read the files of layouts again, because one of them has changed."""
        self._layouts.clear()

    def _layout(self, name: str) -> Any:
        from cetak.layout.load import load_layout  # noqa: PLC0415

        if name not in self._layouts:
            self._layouts[name] = load_layout(name, self.resources)
        return self._layouts[name]


def _fetch(url: str, policy: PicturePolicy) -> bytes:
    """The network, imported only for a story that shows a picture from there."""
    from cetak.acquire.network import fetch_https  # noqa: PLC0415

    return fetch_https(url, policy)


def _in_language(cleaned: Cleaned, language: str) -> Cleaned:
    if not language:
        return cleaned
    return replace(cleaned, article=cleaned.article.model_copy(update={"language": language}))
