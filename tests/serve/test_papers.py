from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import httpx
import pytest
from serve_house import Desktop, a_desktop, talk, write_story

from cetak.resources import LocalResources
from cetak.serve.papers import PaperShelf


@pytest.fixture
def desktop(tmp_path: Path) -> Desktop:
    write_story(tmp_path / "stories", "night-ferry", "Night Ferry")
    papers = tmp_path / "papers"
    papers.mkdir()
    for name in (
        "2023-09-19.pdf",
        "2023-09-20-akurasi.pdf",
        "2023-09-20-night-ferry.pdf",
        "2023-09-22-akurasi.pdf",
        "2023-02-30-akurasi.pdf",
        "notes.txt",
    ):
        (papers / name).write_bytes(f"%PDF {name}".encode())
    return a_desktop(tmp_path)


def test_papers_are_given_from_their_day_on(desktop: Desktop) -> None:
    async def ask(client: httpx.AsyncClient) -> None:
        listed = (await client.get("/editions/")).json()
        assert listed == {
            "editions": [
                {"day": "2023-09-20", "pdf": "/editions/2023-09-20.pdf"},
                {"day": "2023-09-19", "pdf": "/editions/2023-09-19.pdf"},
            ]
        }
        page = await client.get("/editions/", headers={"accept": "text/html"})
        assert '<a href="/editions/2023-09-20.pdf">' in page.text
        paper = await client.get("/editions/2023-09-20.pdf")
        assert paper.content == b"%PDF 2023-09-20-akurasi.pdf"
        assert paper.headers["content-disposition"] == 'inline; filename="2023-09-20.pdf"'
        part = await client.get("/editions/2023-09-19.pdf", headers={"range": "bytes=0-3"})
        assert (part.status_code, part.content) == (206, b"%PDF")
        known = {"if-none-match": paper.headers["etag"]}
        again = await client.get("/editions/2023-09-20.pdf", headers=known)
        assert again.status_code == 304

    talk(desktop, ask)


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/editions/2023-09-22.pdf", 404, "paper-unknown"),
        ("/editions/2023-09-18.pdf", 404, "paper-unknown"),
        ("/editions/2023-02-30.pdf", 404, "path-unknown"),
        ("/editions/2023-09-20-akurasi.pdf", 404, "path-unknown"),
        ("/editions/.pdf", 404, "path-unknown"),
        ("/editions/2023-09-20.pdf?paper=A5", 400, "query-unknown"),
        ("/editions/?day=1", 400, "query-unknown"),
    ],
)
def test_other_papers_are_not_there(desktop: Desktop, path: str, status: int, code: str) -> None:
    async def ask(client: httpx.AsyncClient) -> None:
        answer = await client.get(path)
        assert (answer.status_code, answer.json()["code"]) == (status, code)

    talk(desktop, ask)


def test_a_paper_that_is_printed_again_is_another_one(desktop: Desktop) -> None:
    async def ask(client: httpx.AsyncClient) -> None:
        first = await client.get("/editions/2023-09-20.pdf")
        path = desktop.stories.parent / "papers" / "2023-09-20-akurasi.pdf"
        path.write_bytes(b"%PDF corrected")
        os.utime(path, (1, 1))
        second = await client.get("/editions/2023-09-20.pdf")
        assert second.content == b"%PDF corrected"
        assert second.headers["etag"] != first.headers["etag"]

    talk(desktop, ask)


def test_without_a_folder_there_are_no_papers(tmp_path: Path) -> None:
    day = dt.date(2023, 9, 20)
    for folder in (None, tmp_path / "nowhere"):
        shelf = PaperShelf(folder, "akurasi", LocalResources())
        assert (shelf.days(day), shelf.paper(day, day)) == ((), None)
