"""The test posts of WordPress's theme reviewers, imported into a real WordPress and printed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from wordpress_site import Database, Site, running_site

pytestmark = pytest.mark.integration
STRUCTURED = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "structured"
EXPORT = STRUCTURED / "wxr" / "theme-test-data__themeunittestdata.wordpress.xml"
NAMES = {
    "wp": "https://wordpress.org/export/1.2/",
    "content": "http://purl.org/rss/1.0/modules/content/",
}
PUBLIC = (
    '//item[wp:post_type="post" and wp:status="publish" and not(string(wp:post_password))'
    " and string(content:encoded)]"
)
PARTIAL = 9
EMPTY = "edge-case-no-content"
PROTECTED = "template-password-protected"


@pytest.fixture(scope="module")
def themes(database: Database) -> Iterator[Site]:
    if not EXPORT.exists():
        pytest.skip("the corpus is not beside the project")
    with running_site(database, "themes", "Theme Unit Test", EXPORT) as site:
        yield site


@pytest.fixture(scope="module")
def rows(themes: Site, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """The report of printing the whole site, by slug."""
    folder = tmp_path_factory.mktemp("themes")
    command = [sys.executable, "-m", "cetak", "print", f"{themes.url}/", "--quiet"]
    done = subprocess.run(
        [*command, "--out-dir", "out", "--report", "r.json"],
        cwd=folder,
        env=os.environ | {"XDG_CACHE_HOME": str(folder / "cache"), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    assert done.returncode == PARTIAL, done.stderr
    stories = json.loads((folder / "r.json").read_text("utf-8"))["stories"]
    assert len({row["source"] for row in stories}) == len(stories)
    return {row["source"].rstrip("/").rsplit("/", 1)[-1]: row for row in stories}


def exported() -> list[str]:
    tree = etree.parse(str(EXPORT))
    found = tree.xpath(f"{PUBLIC}/wp:post_name/text()", namespaces=NAMES)
    assert isinstance(found, list)
    return sorted(str(one) for one in found)


def test_every_public_post_with_copy_is_printed(rows: dict[str, dict[str, Any]]) -> None:
    assert sorted(slug for slug, row in rows.items() if row.get("output")) == exported()
    assert len(exported()) > 50


def test_a_post_without_copy_and_one_behind_a_password_are_set_aside(
    rows: dict[str, dict[str, Any]],
) -> None:
    aside = {slug: row for slug, row in rows.items() if not row.get("output")}
    codes = {slug: {one["code"] for one in row["findings"]} for slug, row in aside.items()}
    assert set(codes) == {EMPTY, PROTECTED}
    assert "post-protected" in codes[PROTECTED]
    assert codes[EMPTY] == {"item-without-copy"}


def test_no_picture_of_the_site_is_missing(rows: dict[str, dict[str, Any]], themes: Site) -> None:
    missing = [
        finding["facts"]
        for row in rows.values()
        for finding in row["findings"]
        if finding["code"].startswith("picture-") and finding["severity"] == "error"
    ]
    assert [facts for facts in missing if themes.url in str(facts)] == []
