"""Sheets by name: what is begun first, and in which order it comes back."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

import pytest

from cetak.article.blocks import Paragraph
from cetak.article.richtext import RichText
from cetak.article.story import Article
from cetak.errors import PressError
from cetak.jobs import Job
from cetak.layout.load import load_layout
from cetak.resources import LocalResources
from cetak.run.sheets import SheetMaker
from cetak.run.store import NoStore

EDITION = load_layout("edition", LocalResources())


def job(name: str, words: int) -> Job:
    copy = Paragraph(text=RichText.plain("kapal " * words))
    article = Article(headline=RichText.plain(name), body=(copy,))
    return Job(name, article, {}, EDITION, {})


@dataclass
class NotingExecutor:
    """Refuses every job and notes in which order they were handed in."""

    noted: list[str] = field(default_factory=list)

    def submit(self, _function: Callable[..., Any], /, *arguments: Any) -> Future[Any]:
        self.noted.append(arguments[0].name)
        future: Future[Any] = Future()
        future.set_exception(PressError.because("press-died", cause="test", words=""))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Nothing to end."""


def test_the_longest_story_is_begun_first_and_all_come_back_in_their_own_order() -> None:
    executor = NotingExecutor()
    jobs = {name: job(name, words) for name, words in (("a", 5), ("b", 90), ("c", 40))}
    came = dict(SheetMaker(executor, NoStore()).sheets(jobs))
    assert executor.noted == ["b", "c", "a"]
    assert list(came) == ["a", "b", "c"]
    assert all(isinstance(one, PressError) for one in came.values())


def test_the_first_that_cannot_be_made_is_the_reason() -> None:
    maker = SheetMaker(NotingExecutor(), NoStore())
    with pytest.raises(PressError):
        maker.must_make({"a": job("a", 5)})
    assert maker.rendered == 0
