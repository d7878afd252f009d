from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from cetak.article.richtext import RichText
from cetak.article.sheet import Measured, Sheet
from cetak.article.story import Article
from cetak.clean.report import Cleaned
from cetak.errors import PressError, SourceError
from cetak.findings import Finding, Where, warning
from cetak.run.executor import ProcessExecutor, SerialExecutor
from cetak.run.many import Outcome, Planned, Press, Printed, SetAside, print_many
from cetak.run.store import FolderStore, NoStore


@dataclass(frozen=True)
class Story:
    name: str
    text: str


@dataclass(frozen=True)
class FakeJob:
    text: str

    def key(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


def plan(story: Story) -> Planned[FakeJob]:
    if story.text == "unreadable":
        raise SourceError.because("source-empty")
    if story.text == "bug":
        raise ZeroDivisionError("oh")
    cleaned = Cleaned(Article(headline=RichText.plain(story.text)), findings=(warning("c"),))
    return Planned(story.name, cleaned, FakeJob(story.text), "reader", (warning("p"),))


def print_sheet(job: FakeJob) -> Sheet:
    if job.text == "unprintable":
        raise PressError.because("press-fault")
    return Sheet(job.text.encode(), Measured((3,)), (warning("s", Where("layout.css", 2)),))


class Counting:
    """Runs a job only when somebody asks for its result, and counts."""

    def __init__(self) -> None:
        self.submitted = 0

    def submit(self, fn: Callable[..., Any], /, *args: Any) -> Future[Any]:
        self.submitted += 1
        return SerialExecutor().submit(fn, *args)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        pass


class Late(Future[Any]):
    def done(self) -> bool:
        return False


class Slow(Counting):
    def submit(self, fn: Callable[..., Any], /, *args: Any) -> Future[Any]:
        self.submitted += 1
        future = Late()
        try:
            future.set_result(fn(*args))
        except PressError as problem:
            future.set_exception(problem)
        return future


def stories(*texts: str) -> list[Story | SetAside]:
    return [Story(f"{number}.yaml", text) for number, text in enumerate(texts)]


def printed(outcomes: list[Outcome]) -> list[str]:
    return [
        outcome.sheet.pdf.decode() if isinstance(outcome, Printed) else f"!{outcome.name}"
        for outcome in outcomes
    ]


def serial(**named: Any) -> Press[Story, FakeJob]:
    parts: dict[str, Any] = {"executor": SerialExecutor(), "store": NoStore()}
    return Press(plan, print_sheet, **parts | named)


def test_outcomes_come_in_the_order_of_the_sources_and_bad_stories_stand_aside() -> None:
    unread = SetAside("gone.yaml", SourceError.because("file-missing", "gone.yaml"))
    sources = [*stories("a", "unreadable", "b", "unprintable", "bug"), unread]
    outcomes = list(print_many(sources, serial()))
    assert printed(outcomes) == ["a", "!1.yaml", "b", "!3.yaml", "!4.yaml", "!gone.yaml"]
    errors = [outcome.error for outcome in outcomes if isinstance(outcome, SetAside)]
    assert [type(error) for error in errors] == [
        SourceError,
        PressError,
        ZeroDivisionError,
        SourceError,
    ]


def test_an_error_without_a_source_gets_the_name_of_its_story() -> None:
    (outcome,) = print_many(stories("unprintable"), serial())
    assert isinstance(outcome, SetAside)
    assert isinstance(outcome.error, PressError)
    assert outcome.error.findings[0].where == Where("0.yaml")


def test_findings_are_gathered_in_the_order_of_the_rooms() -> None:
    (outcome,) = print_many(stories("a"), serial())
    assert isinstance(outcome, Printed)
    told = [(finding.code, str(finding.where)) for finding in outcome.findings]
    assert told == [("c", "0.yaml"), ("p", "0.yaml"), ("s", "layout.css:2")]
    assert outcome.layout == "reader"
    assert outcome.milliseconds >= 0
    assert not outcome.cached


def test_equal_stories_are_printed_once() -> None:
    executor = Slow()
    outcomes = list(print_many(stories("a", "b", "a", "a"), serial(executor=executor)))
    assert executor.submitted == 2
    assert [outcome.cached for outcome in outcomes if isinstance(outcome, Printed)] == [
        False,
        False,
        True,
        True,
    ]


def test_a_story_that_fails_fails_for_those_that_are_equal() -> None:
    executor = Slow()
    sources = stories("unprintable", "unprintable", "a", "unprintable")
    outcomes = list(print_many(sources, serial(executor=executor)))
    assert printed(outcomes) == ["!0.yaml", "!1.yaml", "a", "!3.yaml"]
    assert executor.submitted == 2
    names = [str(o.error) for o in outcomes if isinstance(o, SetAside)]
    assert names == [f"{number}.yaml: press-fault" for number in (0, 1, 3)]


def test_a_finished_sheet_is_not_printed_again(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    executor = Counting()
    first = list(print_many(stories("a"), serial(executor=executor, store=store)))
    again = list(print_many(stories("a"), serial(executor=executor, store=store)))
    assert printed(first) == printed(again) == ["a"]
    assert executor.submitted == 1
    assert isinstance(again[0], Printed)
    assert again[0].cached


def test_what_is_wrong_with_the_store_travels_with_a_story(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    store = FolderStore(tmp_path / "file" / "store")
    outcomes = list(print_many(stories("a", "b"), serial(store=store)))
    codes = [
        f.code for outcome in outcomes if isinstance(outcome, Printed) for f in all_of(outcome)
    ]
    assert codes.count("store-not-writable") == 1


def all_of(outcome: Printed) -> tuple[Finding, ...]:
    return outcome.findings


@pytest.mark.parametrize("in_flight", [1, 2, 5])
def test_sources_are_read_no_further_than_the_bound(in_flight: int) -> None:
    read: list[int] = []

    def sources() -> Iterator[Story]:
        for number in range(50):
            read.append(number)
            yield Story(f"{number}.yaml", str(number))

    outcomes = print_many(sources(), serial(executor=Slow(), in_flight=in_flight))
    for number in range(10):
        assert printed([next(outcomes)]) == [str(number)]
        assert len(read) == number + in_flight


def test_progress_counts_the_stories_done() -> None:
    counted: list[int] = []
    list(print_many(stories("a", "unprintable", "b"), serial(), counted.append))
    assert counted == [1, 2, 3]


def test_it_runs_over_worker_processes() -> None:
    executor = ProcessExecutor(2)
    try:
        names = [str(number) for number in range(12)]
        sources = stories(*names, "unprintable")
        outcomes = list(print_many(sources, serial(executor=executor)))
    finally:
        executor.shutdown(cancel_futures=True)
    assert printed(outcomes) == [*names, "!12.yaml"]
