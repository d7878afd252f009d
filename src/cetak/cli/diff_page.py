"""Two papers compared, as a page for the browser that needs no other file."""

from __future__ import annotations

import base64

import jinja2

from cetak.cli.telling import Teller
from cetak.proof.two_papers import Comparison, PagePair, StoryChange

_LABELS = (
    "diff-title",
    "diff-older",
    "diff-newer",
    "diff-stories",
    "diff-changed-pages",
    "diff-no-page",
    "diff-no-words",
    "diff-nothing",
    "diff-page",
)


def diff_page(found: Comparison, names: tuple[str, str], teller: Teller) -> str:
    """The comparison as HTML.

    Args:
        found: What is different.
        names: What the user calls the older and the newer paper.
        teller: Speaks the reader's language.
    """
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("cetak.cli", "pages"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("edition-diff.html.jinja").render(
        language=teller.language,
        names=names,
        labels={
            code.removeprefix("diff-").replace("-", "_"): teller.words(code) for code in _LABELS
        },
        stories=[_story(one, teller) for one in found.stories],
        pages=[_page(one) for one in found.pages],
    )


def _story(story: StoryChange, teller: Teller) -> dict[str, object]:
    change = story.change
    said = teller.words(
        f"diff-{change.kind.value}",
        headline=change.headline,
        page=change.label,
        old_page=change.old_label,
    )
    return {"kind": change.kind.value, "said": said, "passages": story.passages}


def _page(pair: PagePair) -> dict[str, str]:
    return {
        "before": pair.before_label,
        "after": pair.after_label,
        "before_picture": _inside(pair.before_picture),
        "after_picture": _inside(pair.after_picture),
    }


def _inside(picture: bytes) -> str:
    if not picture:
        return ""
    return f"data:image/jpeg;base64,{base64.b64encode(picture).decode()}"
