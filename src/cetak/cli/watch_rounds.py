"""``cetak print --watch``: print a folder, and again what changes in it, until Ctrl-C."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from cetak.acquire.sources import STDIN, STORY_SUFFIXES, is_address
from cetak.acquire.watching import Changes
from cetak.cli.fence import known
from cetak.cli.house import House
from cetak.cli.naming import Names
from cetak.cli.order import Order, OrderError
from cetak.cli.press_run import PressRun
from cetak.cli.telling import Teller
from cetak.errors import CetakError
from cetak.run.executor import Executor

_CONFIGURATIONS = frozenset({"cetak.yaml", "cetak.yml"})
_LOOKS = frozenset({".css", ".jinja"})
_MOST_NAMES = 5


def keep_printing(order: Order, house: House, teller: Teller) -> int:
    """Print what was ordered, then what changes; Ctrl-C ends it with exit code 0.

    Raises:
        OrderError: ``watch-without-folder``.
        CetakError: A configuration that cannot be read at the beginning.
    """
    places = _places(order, house)
    rounds = _Rounds(order, house, teller, places)
    try:
        rounds.everything()
        folders = ", ".join(map(str, places))
        teller.note("watching", folders=folders)
        for changes in house.changes(places):
            rounds.after(changes)
    except KeyboardInterrupt:
        return 0
    finally:
        rounds.end()
    return 0


def _places(order: Order, house: House) -> tuple[Path, ...]:
    """The folders and files to watch, and the layout where it is a folder of the newsroom's."""
    named = order.sources
    if not named:
        desk = house.desk(Path(), order.config)
        named = tuple(entry.folder for entry in desk.sources if entry.folder)
    for name in named:
        if name == STDIN or is_address(name) or not house.resources.exists(Path(name)):
            raise OrderError.because("watch-without-folder", name)
    if not named:
        raise OrderError.because("sources-missing")
    looks = [order.wishes.layout] if "/" in order.wishes.layout else []
    config = [str(order.config)] if order.config else []
    there = [Path(name) for name in (*named, *looks, *config)]
    return tuple(path for path in dict.fromkeys(there) if house.resources.exists(path))


@dataclass
class _Rounds:
    """Prints round after round, and remembers which story shows which pictures."""

    order: Order
    house: House
    teller: Teller
    places: tuple[Path, ...]
    _names: Names = field(default_factory=Names)
    _shown: dict[str, frozenset[Path]] = field(default_factory=dict)
    _executor: Executor | None = None

    def everything(self) -> None:
        """Print all that was ordered, and say how much it was."""
        self._print(self.order.sources, frozenset())

    def after(self, changes: Changes) -> None:
        """Print what changes ask for, and say so in one line."""
        if is_about_all(changes):
            self.house.forget_layouts()
            self.everything()
            return
        gone = [path for path in changes.gone if _is_story(path)]
        for path in gone:
            self._shown.pop(self._named(path), None)
        stories = list(dict.fromkeys(self._asked_for(changes)))
        if stories:
            self._print(tuple(stories), frozenset(gone))
        elif gone:
            self._tell("watch-nothing", frozenset(gone), (), gone=len(gone))

    def end(self) -> None:
        """Let the workers go."""
        if self._executor is not None:
            self._executor.shutdown(wait=False, cancel_futures=True)

    def _asked_for(self, changes: Changes) -> Iterator[str]:
        """Stories that changed, and those that show a picture that did."""
        touched = {path.absolute() for path in (*changes.written, *changes.gone)}
        for path in sorted(changes.written):
            if _is_story(path):
                yield self._named(path)
        for name, pictures in self._shown.items():
            if touched & {picture.absolute() for picture in pictures}:
                yield name.rpartition("#")[0] or name

    def _named(self, path: Path) -> str:
        """A changed file as the user calls it: watching tells whole paths."""
        for place in self.places:
            if path.absolute().is_relative_to(place.absolute()):
                return str(place / path.absolute().relative_to(place.absolute()))
        return str(path)

    def _print(self, sources: tuple[str, ...], gone: frozenset[Path]) -> None:
        order = replace(self.order, sources=sources)
        run = PressRun(self.house, order, self.teller, names=self._names, shown=self._shown)
        try:
            desk = run.reading.desks.own
            if self._executor is None:
                self._executor = self.house.executor(run.jobs(desk), order.limits)
            run.run(lambda _: None, self._executor)
        except CetakError as problem:
            self.teller.error(problem)
        except Exception as problem:  # a fault in one round: the next one may be better
            self.teller.error(known(problem, self.house))
        names = [line.outcome.name for line in run.lines]
        counts = run.counts
        facts = {"printed": counts.printed, "aside": counts.set_aside or ""}
        if names or gone:
            self._tell("watch-round", gone, names, gone=len(gone) or "", **facts)

    def _tell(
        self, code: str, away: Iterable[Path], names: Iterable[str], **facts: int | str
    ) -> None:
        told = [Path(name).name for name in names] + [path.name for path in sorted(away)]
        more = f", +{len(told) - _MOST_NAMES}" if len(told) > _MOST_NAMES else ""
        time = self.house.resources.now().strftime("%H:%M:%S")
        self.teller.note(code, time=time, names=", ".join(told[:_MOST_NAMES]) + more, **facts)


def is_about_all(changes: Changes) -> bool:
    """Whether the configuration or a layout is among them."""
    touched = (*changes.written, *changes.gone)
    return any(
        path.name.lower() in _CONFIGURATIONS or path.suffix.lower() in _LOOKS for path in touched
    )


def _is_story(path: Path) -> bool:
    is_story = path.suffix.lower() in STORY_SUFFIXES and path.stem.lower() != "readme"
    return is_story and path.name.lower() not in _CONFIGURATIONS
