"""Templates of a layout become HTML: sandboxed, escaped, parsed once for each layout."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from cetak.errors import CetakError, LayoutError
from cetak.findings import Where
from cetak.layout.spec import Layout

if TYPE_CHECKING:  # the desk plans pages and leaves templates to its workers
    from jinja2.sandbox import SandboxedEnvironment


def rendered(layout: Layout, name: str, values: Mapping[str, Any]) -> str:
    """The HTML that a template makes of values.

    Args:
        layout: Whose template it is.
        name: File of the template in the layout's folder.
        values: What the template sees.

    Raises:
        LayoutError: ``layout-template``, with the line.
    """
    try:
        template = _environment(layout.fingerprint, _Held(layout)).get_template(name)
        return template.render(values)
    except CetakError:
        raise
    except Exception as problem:  # a template of a newsroom's own may trip over anything
        where = Where(
            f"{layout.name}/{getattr(problem, 'name', None) or name}",
            getattr(problem, "lineno", 0) or 0,
        )
        raise LayoutError.because("layout-template", where, reason=str(problem)) from problem


def css_string(text: str) -> Markup:
    """A text as a CSS string: whatever is not a letter or digit is escaped by its code point.

    Source: CSS Syntax Module Level 3, section 4.3.7.
    """
    escaped = (
        character if character.isascii() and character.isalnum() else f"\\{ord(character):x} "
        for character in text
    )
    return Markup('"' + "".join(escaped) + '"')  # noqa: S704 - nothing but escapes is left


class _Held:
    """Carries the layout past the cache, whose key is the fingerprint alone."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held)

    def __hash__(self) -> int:
        return 0


@functools.lru_cache(maxsize=16)
def _environment(_fingerprint: str, held: _Held) -> SandboxedEnvironment:
    import jinja2  # noqa: PLC0415
    from jinja2.sandbox import SandboxedEnvironment  # noqa: PLC0415

    environment = SandboxedEnvironment(
        loader=jinja2.DictLoader(dict(held.layout.templates)),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["css_string"] = css_string
    return environment
