"""``cetak init``: write the newsroom's first ``cetak.yaml`` by asking."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cetak.cli.fence import fence
from cetak.cli.house import House
from cetak.cli.telling import Teller
from cetak.errors import INTERRUPTED_EXIT_CODE, ConfigError
from cetak.findings import Severity, Where

if TYPE_CHECKING:
    from cetak.cli.first_desk import Answers

_OFFSETS = {7: "Asia/Jakarta", 8: "Asia/Makassar", 9: "Asia/Jayapura"}
_MOST_TRIES = 20

Ask = Callable[[str, str], str]
"""Asks a question with the answer that is offered, and gives the answer."""


def init_command(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="File to write, or the folder it goes into.")
    ] = Path("cetak.yaml"),
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Ask nothing: take what would be offered.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Write over a file that is there already.")
    ] = False,
) -> None:
    """Write a cetak.yaml by asking: name, language, time zone, sections, first day, imprint."""
    house: House = context.obj
    teller = Teller(house.language)
    with fence(house, teller):
        from cetak.cli.first_desk import desk_text, usual_answers  # noqa: PLC0415

        path = _target(file, house, force=force)
        now, zone = house.resources.now(), _likely(_time_zone(house), house.language)
        answers = usual_answers(house.language, zone, now.date())
        if not yes:
            answers = _asked(answers, teller, _on_terminal(teller))
        text = desk_text(answers)
        _check(path.name, text)
        house.resources.write(path, text.encode())
        teller.note("init-written", path=str(path))


def _target(file: Path, house: House, *, force: bool) -> Path:
    from cetak.config import CONFIG_NAME  # noqa: PLC0415

    path = file / CONFIG_NAME if house.resources.is_folder(file) else file
    if house.resources.exists(path) and not force:
        raise ConfigError.because("init-file-there", str(path))
    return path


def _on_terminal(teller: Teller) -> Ask:
    def ask(question: str, offered: str) -> str:
        try:
            return str(typer.prompt(question, offered, show_default=bool(offered), err=True))
        except typer.Abort:  # Ctrl-C, or nobody there who answers
            teller.write(teller.words("init-interrupted"))
            raise typer.Exit(INTERRUPTED_EXIT_CODE) from None

    return ask


def _asked(answers: Answers, teller: Teller, ask: Ask) -> Answers:
    """Each question until its answer is one that can be read back."""
    from cetak.cli.first_desk import QUESTIONS  # noqa: PLC0415

    teller.note("init-begin")
    for question in QUESTIONS:
        answers = _answered(question, answers, teller, ask)
    return answers


def _answered(question: str, answers: Answers, teller: Teller, ask: Ask) -> Answers:
    from cetak.cli.first_desk import desk_text  # noqa: PLC0415

    for _ in range(_MOST_TRIES):
        answer = ask(teller.words(f"init-ask-{question}"), answers.given[question])
        answered = answers.with_answer(question, answer)
        try:
            _check("", desk_text(answered))
        except ConfigError as problem:
            for finding in problem.findings:
                teller.write(teller.told(replace(finding, where=Where()), Severity.ERROR))
        else:
            return answered
    raise ConfigError.because("init-no-answer")


def _check(name: str, text: str) -> None:
    """The file must be one that cetak reads.

    Raises:
        ConfigError: With all that is wrong.
    """
    from cetak.config import read_desk  # noqa: PLC0415

    read_desk(name, text.encode())


def _time_zone(house: House) -> str:
    """A guess at the newsroom's zone: TZ, the machine's own, or by the clock's offset."""
    from babel.localtime import get_localzone  # noqa: PLC0415
    from pydantic import TypeAdapter, ValidationError  # noqa: PLC0415

    from cetak.publication import TimeZone  # noqa: PLC0415

    offset = house.resources.now().utcoffset()
    hours = offset.total_seconds() / 3600 if offset else 0
    named = house.resources.environ("TZ").lstrip(":") or getattr(get_localzone(), "key", "")
    known = TypeAdapter(TimeZone)
    for name in (named, _OFFSETS.get(int(hours), "") if hours else ""):
        try:
            if name and "/" in name:
                return str(known.validate_python(name))
        except ValidationError:
            continue
    return ""


def _likely(zone: str, language: str) -> str:
    """A machine in a computing centre keeps universal time; an Indonesian paper does not."""
    is_universal = zone in ("", "UTC", "Etc/UTC")
    return "Asia/Jakarta" if is_universal and language == "id" else zone
