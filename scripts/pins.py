"""Write constraints.txt: the exact version of everything that this checkout needs.

The versions are those of the environment this runs in. Only what is needed is written: the
closure of the project's own dependencies, of its development tools and of its build backend.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
HEAD = "# Made by `make pins`. Exact versions of everything, for `make setup`.\n"


def closure(requirements: Iterable[str]) -> dict[str, str]:
    """Versions of the installed packages that requirements lead to, by canonical name.

    Raises:
        PackageNotFoundError: If one of them is not installed.
    """
    versions: dict[str, str] = {}
    seen: set[tuple[str, str]] = set()
    open_ends = [(Requirement(line), "") for line in requirements]
    while open_ends:
        requirement, extra = open_ends.pop()
        if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
            continue
        name = canonicalize_name(requirement.name)
        for wanted in {"", *requirement.extras} - {e for n, e in seen if n == name}:
            seen.add((name, wanted))
            versions[name] = metadata.version(name)
            lines = metadata.requires(name) or []
            open_ends.extend((Requirement(line), wanted) for line in lines)
    return versions


def wanted(project: dict[str, object]) -> Iterator[str]:
    """Requirements of running, developing and building, from pyproject.toml."""
    yield from project["project"]["dependencies"]  # type: ignore[index]
    yield from project["dependency-groups"]["dev"]  # type: ignore[index]
    yield from project["build-system"]["requires"]  # type: ignore[index]


def main() -> int:
    """Write the file."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    versions = closure(
        [*wanted(project), "editables"]
    )  # hatchling asks for it only when it builds
    lines = (f"{name}=={version}\n" for name, version in sorted(versions.items()))
    (ROOT / "constraints.txt").write_text(HEAD + "".join(lines), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
