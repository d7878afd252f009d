"""Pages of a WordPress that states nothing but what its core writes into every theme."""

from __future__ import annotations

import pytest

from cetak.adapt import read_story

PAGE = """<html><head><link rel="canonical" href="https://koran.example/2023/09/20/menara/"></head>
<body class="{names}"><h1>Menara Air</h1><p>Menara itu masih memasok lima ratus rumah.</p>
<nav class="page-links"><span class="post-page-numbers current" aria-current="page">Page 1</span>
<a href="https://koran.example/2023/09/20/menara/2/" class="post-page-numbers">Page 2</a></nav>
</body></html>"""


@pytest.mark.parametrize(
    ("names", "pages"),
    [
        ("post-template-default single single-post postid-112 paged", {2: "2/"}),
        ("single single-berita postid-9", {2: "2/"}),
        ("archive category category-daerah", {}),
        ("singular", {}),
    ],
)
def test_the_pages_of_a_single_post_are_known(names: str, pages: dict[int, str]) -> None:
    paging = read_story("menara.html", PAGE.format(names=names).encode()).paging
    base = "https://koran.example/2023/09/20/menara/"
    assert (dict(paging.pages) if paging else {}) == {n: base + end for n, end in pages.items()}
