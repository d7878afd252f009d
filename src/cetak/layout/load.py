"""Layout folders become ``Layout`` values; a folder may inherit from another."""

from __future__ import annotations

import functools
import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from cetak.errors import LayoutError
from cetak.findings import Finding, Severity, Where
from cetak.layout.spec import FaceMetrics, Layout, LayoutSpec, Wording
from cetak.resources import Resources

LAYOUT_FILE = "layout.yaml"
_NAME = re.compile(r"^[a-z0-9][a-z0-9-]{0,40}$")
_MAX_BYTES = 1_000_000
_MAX_DEPTH = 8


def load_layout(name: str, resources: Resources) -> Layout:
    """A layout by name (shipped with cetak) or by the path of its folder.

    Raises:
        LayoutError: ``layout-missing``, ``layout-circular``, ``layout-invalid`` with every
            problem at once.
    """
    folders = _lineage(_folder(name, resources), resources)
    files = _merged_files(folders, resources)
    spec = _spec(folders, resources)
    stylesheets = tuple(_stylesheet(files, sheet, spec.name) for sheet in spec.stylesheets)
    templates = {path: text for path, text in files.items() if path.endswith(".html")}
    if spec.template not in templates:
        raise LayoutError.because("layout-file-missing", spec.name, file=spec.template)
    wordings = _wordings(folders, resources)
    metrics = _metrics(resources.read(resources.asset("fonts/metrics.json")).decode())
    digest = hashlib.sha256()
    for part in (spec.model_dump_json(), *stylesheets, json.dumps(templates, sort_keys=True)):
        digest.update(part.encode() + b"\0")
    for language in sorted(wordings):
        digest.update(f"{language}{wordings[language].model_dump_json()}".encode())
    return Layout(spec, templates, stylesheets, wordings, metrics, digest.hexdigest())


def list_layouts(resources: Resources) -> tuple[str, ...]:
    """Names of the layouts that cetak ships."""
    folder = resources.asset("layouts")
    if not resources.exists(folder):
        return ()
    return tuple(
        path.name for path in resources.listing(folder) if resources.exists(path / LAYOUT_FILE)
    )


def layout_folder(name: str, resources: Resources) -> Path:
    """Where a layout lies.

    Raises:
        LayoutError: ``layout-missing``.
    """
    return _folder(name, resources)


def load_further(name: str, folder: str, resources: Resources) -> dict[str, str]:
    """Texts that a layout has in a folder of their own, such as ``epub``, by file name.

    A file that the layout does not have is taken from those that it inherits from.

    Raises:
        LayoutError: ``layout-missing``, ``layout-circular``.
    """
    texts: dict[str, str] = {}
    for one in _lineage(_folder(name, resources), resources):
        if resources.exists(one / folder):
            files = resources.listing(one / folder)
            texts |= {path.name: _text(path, resources) for path in files if path.suffix}
    return texts


def _folder(name: str, resources: Resources, beside: Path | None = None) -> Path:
    candidates = [Path(name)] if "/" in name or "\\" in name or name.startswith(".") else []
    if _NAME.match(name):
        candidates += [resources.asset(f"layouts/{name}")]
        candidates += [beside.parent / name] if beside else [Path(name)]
    for folder in candidates:
        if resources.exists(folder / LAYOUT_FILE):
            return folder
    known = ", ".join(list_layouts(resources))
    raise LayoutError.because("layout-missing", name, layouts=known)


def _lineage(folder: Path, resources: Resources) -> list[Path]:
    """The folder and those it inherits from, the oldest first."""
    lineage = [folder]
    while parent := str(_yaml(lineage[0] / LAYOUT_FILE, resources).get("inherits") or ""):
        ancestor = _folder(parent, resources, beside=lineage[0])
        if ancestor.resolve() in {path.resolve() for path in lineage} or len(lineage) > _MAX_DEPTH:
            raise LayoutError.because("layout-circular", str(folder), inherits=parent)
        lineage.insert(0, ancestor)
    return lineage


def _merged_files(folders: list[Path], resources: Resources) -> dict[str, str]:
    files: dict[str, str] = {}
    for folder in folders:
        for path in _text_files(folder, resources):
            files[path.relative_to(folder).as_posix()] = _text(path, resources)
    return files


def _text_files(folder: Path, resources: Resources) -> list[Path]:
    found = []
    for path in resources.listing(folder):
        if path.suffix in {".html", ".css"}:
            found.append(path)
        elif path.name == "parts" and resources.is_folder(path):
            found += [part for part in resources.listing(path) if part.suffix == ".html"]
    return found


def _spec(folders: list[Path], resources: Resources) -> LayoutSpec:
    merged: dict[str, Any] = {}
    for folder in folders:
        merged = _overlaid(merged, _yaml(folder / LAYOUT_FILE, resources))
    try:
        return LayoutSpec.model_validate(merged)
    except ValidationError as problem:
        where = str(folders[-1] / LAYOUT_FILE)
        raise LayoutError(
            *(
                Finding(
                    "layout-invalid",
                    Severity.ERROR,
                    Where(where, part=".".join(str(step) for step in row["loc"])),
                    {"reason": row["msg"]},
                )
                for row in problem.errors(include_url=False, include_context=False)
            )
        ) from problem


def _overlaid(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Mappings are merged, ``null`` takes away, everything else is replaced.

    Source: RFC 7396, JSON Merge Patch.
    """
    merged = {key: value for key, value in below.items() if above.get(key, value) is not None}
    for key, value in above.items():
        both = isinstance(value, Mapping) and isinstance(merged.get(key), Mapping)
        if value is not None:
            merged[key] = _overlaid(merged[key], value) if both else value
    return merged


def _wordings(folders: list[Path], resources: Resources) -> dict[str, Wording]:
    merged: dict[str, dict[str, Any]] = {}
    for folder in folders:
        words = folder / "words"
        if resources.exists(words):
            for path in resources.listing(words):
                if path.suffix == ".yaml":
                    below = merged.get(path.stem, {})
                    merged[path.stem] = _overlaid(below, _yaml(path, resources))
    try:
        return {name: Wording.model_validate(value) for name, value in merged.items()}
    except ValidationError as problem:
        row = problem.errors(include_url=False)[0]
        raise LayoutError.because(
            "layout-invalid", str(folders[-1] / "words"), reason=f"{row['loc']}: {row['msg']}"
        ) from problem


def _stylesheet(files: Mapping[str, str], name: str, layout: str) -> str:
    if name not in files:
        raise LayoutError.because("layout-file-missing", layout, file=name)
    return files[name]


def _yaml(path: Path, resources: Resources) -> dict[str, Any]:
    try:
        value = yaml.safe_load(_text(path, resources))
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        where = Where(str(path), mark.line + 1 if mark else 0, mark.column + 1 if mark else 0)
        reason = getattr(problem, "problem", None) or str(problem)
        raise LayoutError.because("layout-invalid", where, reason=str(reason)) from problem
    if not isinstance(value, dict):
        raise LayoutError.because("layout-invalid", str(path), reason="not a mapping")
    return value


def _text(path: Path, resources: Resources) -> str:
    try:
        return resources.read(path, _MAX_BYTES).decode("utf-8")
    except UnicodeDecodeError as problem:
        raise LayoutError.because("layout-invalid", str(path), reason="not UTF-8") from problem


@functools.lru_cache(maxsize=4)
def _metrics(text: str) -> dict[str, FaceMetrics]:
    return {key: FaceMetrics(face["advances"]) for key, face in json.loads(text).items()}
