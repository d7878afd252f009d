"""Options of a layout: declared in ``layout.yaml``, checked here, fallen back with a finding."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from cetak.errors import ConfigError
from cetak.findings import Finding, Severity, Where
from cetak.layout.spec import LayoutSpec, OptionSpec

_SIZE_MM = re.compile(
    r"^(\d{2,4}(?:\.\d{1,2})?)\s*[x×]\s*(\d{2,4}(?:\.\d{1,2})?)(?:\s*mm)?$", re.I
)
PAPER_MIN_MM = 70.0
PAPER_MAX_MM = 1_200.0


@dataclass(frozen=True, slots=True)
class Options:
    """Checked values of every option a layout declares."""

    values: Mapping[str, str]
    given: frozenset[str] = frozenset()

    def __getitem__(self, name: str) -> str:
        return self.values[name]

    def on(self, name: str) -> bool:
        """Whether a yes/no option is on; an option that the layout lacks is off."""
        return self.values.get(name) == "yes"


def resolve_options(spec: LayoutSpec, given: Mapping[str, str]) -> Options:
    """Defaults, overridden by what was asked for.

    Raises:
        ConfigError: ``option-unknown`` or ``option-value``, all problems at once.
    """
    problems: list[Finding] = []
    values = {name: option.default for name, option in spec.options.items()}
    for name, value in given.items():
        option = spec.options.get(name)
        if option is None:
            problems.append(_unknown(spec, name))
            continue
        checked = _checked(spec, option, value.strip())
        if checked is None:
            problems.append(_wrong(spec, name, option, value))
        else:
            values[name] = checked
    if problems:
        raise ConfigError(*problems)
    return Options(values, frozenset(given))


def paper_size_mm(spec: LayoutSpec, paper: str) -> tuple[float, float]:
    """Width and height in millimetres of a paper by name or as ``WIDTHxHEIGHT``."""
    if paper in spec.papers:
        return spec.papers[paper]
    match = _SIZE_MM.match(paper)
    if match is None:
        raise ConfigError.because("option-value", paper, option="paper", choices="")
    return float(match[1]), float(match[2])


def _checked(spec: LayoutSpec, option: OptionSpec, value: str) -> str | None:
    if option.kind == "choice":
        return _choice(option.choices, value)
    named = _choice(tuple(spec.papers), value)
    if named:
        return named
    match = _SIZE_MM.match(value)
    if match and all(PAPER_MIN_MM <= float(side) <= PAPER_MAX_MM for side in match.groups()):
        return f"{match[1]}x{match[2]}"
    return None


def _choice(choices: tuple[str, ...], value: str) -> str | None:
    spellings = {"true": "yes", "on": "yes", "false": "no", "off": "no"}
    wanted = value.casefold()
    for choice in choices:
        if choice.casefold() in {wanted, spellings.get(wanted, "")}:
            return choice
    return None


def _unknown(spec: LayoutSpec, name: str) -> Finding:
    near = difflib.get_close_matches(name, spec.options, 1)
    return Finding(
        "option-unknown",
        Severity.ERROR,
        Where(spec.name, part=name),
        {"option": name, "near": near[0] if near else "", "options": ", ".join(spec.options)},
    )


def _wrong(spec: LayoutSpec, name: str, option: OptionSpec, value: str) -> Finding:
    choices = ", ".join(option.choices or (*spec.papers, "100x150"))
    return Finding(
        "option-value",
        Severity.ERROR,
        Where(spec.name, part=name),
        {"option": name, "value": value, "choices": choices},
    )
