"""``cetak edition --watch``: a day's paper, and again when something in it changes."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from cetak.acquire.sources import is_address
from cetak.acquire.watching import Changes
from cetak.cli.edition_order import EditionOrder
from cetak.cli.edition_run import EditionRun, Finished
from cetak.cli.edition_watching import steps_shown
from cetak.cli.fence import known
from cetak.cli.house import House
from cetak.cli.order import OrderError
from cetak.cli.preview_page import Note
from cetak.cli.telling import Teller
from cetak.cli.watch_rounds import is_about_all
from cetak.cli.workshop import Workshop
from cetak.errors import CetakError
from cetak.findings import Finding, Severity

_MOST_NAMES = 5

Show = Callable[[Finished | None, Sequence[Note], str], None]
"""Told after each round of its paper, of what was noticed, and of the time."""


@dataclass(frozen=True)
class RoundTeller(Teller):
    """Tells what is new since the round before, and remembers all of it.

    Attributes:
        before: What was told in the round before.
        notes: What was noticed in this one.
        texts: The same, as it was told or would have been.
    """

    before: frozenset[str] = frozenset()
    notes: list[Note] = field(default_factory=list)
    texts: set[str] = field(default_factory=set)

    def error(self, error: CetakError) -> None:
        """Each reason of an error."""
        for finding in error.findings:
            self._tell(Note(finding, Severity.ERROR))

    def finding(self, finding: Finding) -> None:
        """A finding; what only informs is for the report."""
        if finding.severity is not Severity.INFO:
            self._tell(Note(finding, finding.severity))

    def _tell(self, note: Note) -> None:
        text = self.told(note.finding, note.severity)
        if text in self.texts:
            return
        self.texts.add(text)
        self.notes.append(note)
        if text not in self.before and not (self.quiet and note.severity is not Severity.ERROR):
            self.write(text)


def keep_making(order: EditionOrder, house: House, teller: Teller, show: Show) -> int:
    """Make the paper, and again after each change; Ctrl-C ends it with exit code 0.

    A round that fails is told, and the last good paper stays where it is.

    Raises:
        OrderError: ``watch-and-one``, ``watch-without-folder``, ``sources-missing``.
        CetakError: A configuration that cannot be read at the beginning.
    """
    places = watched_places(order, house)
    rounds = EditionRounds(order, house, teller, show)
    try:
        rounds.make(())
        teller.note("watching", folders=", ".join(map(str, places)))
        for changes in house.changes(places):
            rounds.after(changes)
    except KeyboardInterrupt:
        return 0
    finally:
        rounds.workshop.end()
    return 0


def watched_places(order: EditionOrder, house: House) -> tuple[Path, ...]:
    """Folders and files that the paper is made of, as far as they lie here.

    Raises:
        OrderError: A named source does not lie here, or there is none.
        CetakError: A configuration that cannot be read.
    """
    single = {"--report": order.report, "--extras": order.extras, "--summary": order.summary}
    if refused := [name for name, given in single.items() if given]:
        raise OrderError.because("watch-and-one", ", ".join(refused))
    start = Path(order.sources[0]) if order.sources else Path()
    desk, config = house.desk_file(start, order.config)
    here = [name for name in order.sources if not is_address(name)]
    if not order.sources:
        here = [name for one in desk.sources if (name := one.folder or one.export)]
    missing = [name for name in here if not house.resources.exists(Path(name))]
    if missing or not here:
        named = next(iter((*missing, *order.sources)), "")
        raise OrderError.because("watch-without-folder" if named else "sources-missing", named)
    look = order.layout or desk.edition.layout
    others = (order.plan, config, Path(look) if "/" in look else None)
    there = [Path(name) for name in here] + [one for one in others if one is not None]
    return tuple(one for one in dict.fromkeys(there) if house.resources.exists(one))


@dataclass
class EditionRounds:
    """Makes the paper round after round.

    Attributes:
        order: What was asked for.
        house: The outside.
        teller: Where a round is told.
        show: Told of each round's paper.
    """

    order: EditionOrder
    house: House
    teller: Teller
    show: Show
    workshop: Workshop = field(init=False)
    _told: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self.workshop = Workshop(self.house)

    def after(self, changes: Changes) -> None:
        """A round for what has changed."""
        if is_about_all(changes):
            self.workshop.forget()
        self.make(sorted(path.name for path in (*changes.written, *changes.gone)))

    def make(self, names: Sequence[str]) -> None:
        """A round; whatever goes wrong in it is told, for the next may be better.

        Args:
            names: What has changed.
        """
        self.workshop.begin()
        began = time.perf_counter()
        about = self.teller
        own = RoundTeller(about.language, about.quiet, about.write, self._told)
        finished = None
        try:
            finished = self._finished(own)
        except Exception as problem:
            told = known(problem, self.house)
            # A paper that failed again is told again, unlike a finding that stays.
            replace(own, before=frozenset()).error(told)
        self._told = frozenset(own.texts)
        now = self.house.resources.now().strftime("%H:%M:%S")
        self._tell(finished, names, now, time.perf_counter() - began)
        self.show(finished, own.notes, now)

    def _finished(self, teller: RoundTeller) -> Finished:
        with steps_shown(self.house, teller) as (shown, tell):
            finished = EditionRun(self.house, self.order, shown, tell, self.workshop).run()
        for finding in finished.findings:
            teller.finding(finding)
        return finished

    def _tell(
        self, finished: Finished | None, names: Sequence[str], now: str, seconds: float
    ) -> None:
        more = f", +{len(names) - _MOST_NAMES}" if len(names) > _MOST_NAMES else ""
        changed = ", ".join(names[:_MOST_NAMES]) + more
        if finished is None:
            self.teller.note("edition-round-failed", time=now, names=changed)
            return
        self.teller.note(
            "edition-round",
            time=now,
            file=finished.path.name,
            edition=finished.made.issue.edition if finished.made.issue.edition > 1 else "",
            stories=finished.proof.stories,
            pages=finished.proof.pages,
            rendered=finished.made.rendered,
            left_out=len(finished.left_out) or "",
            seconds=f"{seconds:.1f}",
            names=changed,
        )


@contextlib.contextmanager
def shown_in_browser(order: EditionOrder, house: House, teller: Teller) -> Iterator[Show]:
    """Where rounds are shown: in the browser where that was asked for, else nowhere.

    Raises:
        ResourceError: ``preview-port-taken``.
    """
    if not order.preview:
        yield lambda _finished, _notes, _time: None
        return
    from cetak.cli.preview_server import Preview, PreviewServer  # noqa: PLC0415
    from cetak.press.screen import screen_page  # noqa: PLC0415

    drawers = house.drawers()
    preview = Preview(
        lambda pdf, number: drawers.submit(screen_page, pdf, number).result(), teller.language
    )

    def show(finished: Finished | None, notes: Sequence[Note], now: str) -> None:
        preview.show(preview.shown.after(finished, notes, now))

    try:
        with PreviewServer(preview, order.port).answering() as server:
            teller.write(teller.words("preview-at", address=server.address))
            yield show
    finally:
        drawers.shutdown(wait=False, cancel_futures=True)
