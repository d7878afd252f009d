"""What readers are answered: each path, each status."""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path

import httpx
import pytest
from serve_house import FERRY, FERRY_URL, Desktop, a_desktop, talk, write_story

from cetak.config import Desk
from cetak.errors import ConfigError
from cetak.publication import Publication
from cetak.run.store import FolderStore


@pytest.fixture
def desktop(tmp_path: Path) -> Desktop:
    write_story(tmp_path / "stories", "night-ferry", "Night Ferry")
    write_story(tmp_path / "stories", "fog", "Fog & rain", published="2023-09-19")
    return a_desktop(tmp_path)


def code(answer: httpx.Response) -> str:
    told = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert told["status"] == answer.status_code
    assert told["request"] == answer.headers["x-request-id"]
    assert answer.headers["cache-control"] == "no-store"
    return str(told["code"])


def test_a_story_is_given_by_day_and_by_address(desktop: Desktop) -> None:
    async def ask(client: httpx.AsyncClient) -> None:
        by_day = await client.get(FERRY)
        by_address = await client.get("/print", params={"url": FERRY_URL})
        by_other = await client.get(
            "/print?url=http://www.akurasi.example/daerah/night-ferry/%23a"
        )
        assert by_day.status_code == by_address.status_code == by_other.status_code == 200
        assert by_day.content.startswith(b"%PDF-1.7 Night Ferry")
        assert by_day.content == by_address.content == by_other.content
        assert by_day.headers["etag"] == by_address.headers["etag"]
        assert by_day.headers["content-disposition"] == (
            'inline; filename="2023-09-20-night-ferry.pdf"'
        )

    talk(desktop, ask)
    assert desktop.press.printed == ["Night Ferry"]


def test_the_second_answer_is_the_first_one_again(desktop: Desktop) -> None:
    async def ask(client: httpx.AsyncClient) -> None:
        first, second = await client.get(FERRY), await client.get(FERRY)
        assert first.content == second.content
        assert (await client.get(FERRY, headers={"range": "bytes=0-3"})).content == b"%PDF"
        known = {"if-none-match": second.headers["etag"]}
        assert (await client.get(FERRY, headers=known)).status_code == 304
        head = await client.head(FERRY)
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["content-length"] == first.headers["content-length"]
        counted = (await client.get("/metrics")).text
        assert "cetak_renderings_total 1.0" in counted
        assert "cetak_hot_hits_total 4.0" in counted
        assert (
            'cetak_requests_total{route="/stories/{year}/{month}/{day}/{slug}.pdf",status="200"}'
            " 3.0" in counted
        )

    talk(desktop, ask)
    assert desktop.press.printed == ["Night Ferry"]


def test_options_are_the_layouts_and_change_the_sheet(desktop: Desktop) -> None:
    async def ask(client: httpx.AsyncClient) -> None:
        usual = await client.get(FERRY)
        small = await client.get(FERRY, params={"paper": "a5", "text-size": "large"})
        assert b"[('paper', 'A5'), ('text-size', 'large')]" in small.content
        assert small.headers["etag"] != usual.headers["etag"]
        as_usual = await client.get(FERRY, params={"paper": "A4"})
        assert as_usual.headers["etag"] == usual.headers["etag"]
        wrong = await client.get(FERRY, params={"paper": "A99", "colour": "red"})
        assert (wrong.status_code, code(wrong)) == (400, "option-value")
        assert [reason["code"] for reason in wrong.json()["reasons"]] == [
            "option-value",
            "option-unknown",
        ]
        assert "text-size" in wrong.json()["reasons"][1]["hint"]
        twice = await client.get(f"{FERRY}?paper=A4&paper=A5")
        assert (twice.status_code, code(twice)) == (400, "query-twice")

    talk(desktop, ask)
    assert len(desktop.press.printed) == 2


@pytest.mark.parametrize(
    ("path", "status", "reason"),
    [
        ("/stories/2023/09/20/no-such.pdf", 404, "story-unknown"),
        ("/stories/2023/09/31/night-ferry.pdf", 404, "path-unknown"),
        ("/stories/2023/9/20/night-ferry.pdf", 404, "path-unknown"),
        ("/stories/2023/09/20/Night-Ferry.pdf", 404, "path-unknown"),
        ("/stories/2023/09/20/..%2f..%2fetc.pdf", 404, "path-unknown"),
        ("/stories/٢٠٢٣/09/20/night-ferry.pdf", 404, "path-unknown"),
        ("/nothing", 404, "path-unknown"),
        ("/print", 400, "address-missing"),
        ("/print?url=", 400, "address-missing"),
        ("/print?url=https://other.example/a", 403, "address-foreign"),
        ("/print?url=urn:x:1", 404, "story-unknown"),
        ("/stories/?colour=red", 400, "query-unknown"),
        ("/stories/?day=today", 400, "query-value"),
        ("/stories/?limit=501", 400, "query-value"),
        ("/stories/?limit=0", 400, "query-value"),
        ("/stories/?day=", 400, "query-value"),
        ("/hooks/story", 405, "method-wrong"),
        ("/docs", 404, "path-unknown"),
    ],
)
def test_what_is_not_there_is_told(desktop: Desktop, path: str, status: int, reason: str) -> None:
    async def ask(client: httpx.AsyncClient) -> None:
        answer = await client.get(path)
        assert (answer.status_code, code(answer)) == (status, reason)

    talk(desktop, ask)
    assert desktop.press.printed == []


def test_other_methods_are_not_answered(desktop: Desktop) -> None:
    async def ask(client: httpx.AsyncClient) -> None:
        answer = await client.delete(FERRY)
        assert (answer.status_code, code(answer)) == (405, "method-wrong")
        assert answer.headers["allow"] == "GET, HEAD"
        assert (await client.post("/hooks/story", json={"url": FERRY_URL})).status_code == 404

    talk(desktop, ask)


@pytest.mark.parametrize(
    ("fields", "status", "reason"),
    [
        ({"status": "withheld"}, 404, "story-unknown"),
        ({"status": "canceled"}, 410, "story-gone"),
        ({"embargoed-until": "2023-09-21T07:00:00Z"}, 404, "story-unknown"),
        ({"embargoed-until": "2023-09-21T05:00:00Z"}, 200, ""),
    ],
)
def test_what_is_held_back_does_not_exist_for_readers(
    tmp_path: Path, fields: dict[str, str], status: int, reason: str
) -> None:
    write_story(tmp_path / "stories", "night-ferry", "Night Ferry", **fields)
    desktop = a_desktop(tmp_path)

    async def ask(client: httpx.AsyncClient) -> None:
        for path in (FERRY, f"/print?url={FERRY_URL}"):
            answer = await client.get(path)
            assert answer.status_code == status
            if reason:
                assert code(answer) == reason
        listed = (await client.get("/stories/")).json()
        assert listed["total"] == (status == 200)

    talk(desktop, ask)


def test_stories_are_listed_for_programs_and_for_people(desktop: Desktop) -> None:
    async def ask(client: httpx.AsyncClient) -> None:
        told = (await client.get("/stories/")).json()
        assert told["total"] == 2
        assert told["stories"][0] == {
            "headline": "Night Ferry",
            "day": "2023-09-20",
            "section": "",
            "language": "en",
            "address": FERRY_URL,
            "pdf": FERRY,
        }
        day = (await client.get("/stories/?day=2023-09-19")).json()
        assert [story["headline"] for story in day["stories"]] == ["Fog & rain"]
        second = (await client.get("/stories/?limit=1&offset=1")).json()
        assert [story["headline"] for story in second["stories"]] == ["Fog & rain"]
        page = await client.get("/stories/?limit=1", headers={"accept": "text/html"})
        assert f'<a href="{FERRY}">Night Ferry</a>' in page.text
        assert "/stories/?limit=1&amp;offset=1" in page.text
        other = await client.get("/stories/", headers={"accept": "text/html,*/*"})
        assert "Fog &amp; rain" in other.text
        assert (await client.get("/")).headers["location"] == "stories/"

    talk(desktop, ask)


def test_lists_are_bounded_too(tmp_path: Path) -> None:
    write_story(tmp_path / "stories", "night-ferry", "Night Ferry")
    desktop = a_desktop(tmp_path, waiting=2)

    async def ask(client: httpx.AsyncClient) -> None:
        answers = await asyncio.gather(*(client.get("/stories/") for _ in range(20)))
        refused = [answer for answer in answers if answer.status_code == 503]
        assert {answer.status_code for answer in answers} == {200, 503}
        assert {(code(answer), answer.headers["retry-after"]) for answer in refused} == {
            ("service-busy", "2")
        }
        assert (await client.get("/stories/")).status_code == 200

    talk(desktop, ask)


def test_pages_speak_the_readers_language(desktop: Desktop) -> None:
    async def ask(client: httpx.AsyncClient) -> None:
        asked = {"accept": "text/html", "accept-language": "fr, id;q=0.8, en;q=0.5"}
        page = await client.get("/nothing", headers=asked)
        assert page.status_code == 404
        assert '<html lang="id">' in page.text
        assert "Tidak ada apa-apa di alamat ini." in page.text
        english = await client.get("/nothing", headers={"accept-language": "en;q=0.9,id;q=0.1"})
        assert english.json()["detail"] == "There is nothing at this address."

    talk(desktop, ask)


def test_messages_are_in_the_papers_language_unless_asked(tmp_path: Path) -> None:
    write_story(tmp_path / "stories", "night-ferry", "Night Ferry")
    desktop = a_desktop(tmp_path, own=Desk(publication=Publication(language="id")))

    async def ask(client: httpx.AsyncClient) -> None:
        told = (await client.get("/nothing")).json()
        assert told["title"] == "Tidak ada apa-apa di alamat ini."

    talk(desktop, ask)


def test_a_newsroom_that_chose_a_wrong_option_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "stories").mkdir()
    with pytest.raises(ConfigError) as told:
        a_desktop(tmp_path, own=Desk(options={"colour": "red"}))
    assert told.value.findings[0].code == "option-unknown"


def test_it_says_that_it_lives_and_that_it_can_print(desktop: Desktop) -> None:
    async def ask(client: httpx.AsyncClient) -> None:
        assert (await client.get("/health")).json()["status"] == "alive"
        assert (await client.get("/ready")).json() == {"status": "ready"}
        desktop.service.is_ready = False
        answer = await client.get("/ready")
        assert (answer.status_code, code(answer)) == (503, "not-ready")
        assert answer.headers["retry-after"] == "1"

    talk(desktop, ask)


def test_openapi_names_every_path_and_every_option(desktop: Desktop) -> None:
    async def ask(client: httpx.AsyncClient) -> None:
        told = (await client.get("/openapi.json")).json()
        assert set(told["paths"]) == {
            "/stories/{year}/{month}/{day}/{slug}.pdf",
            "/print",
            "/stories/",
            "/editions/",
            "/editions/{day}.pdf",
            "/health",
            "/ready",
            "/metrics",
            "/hooks/story",
        }
        names = [one["name"] for one in told["paths"]["/print"]["get"]["parameters"]]
        assert names == ["url", *desktop.service.layout.options]
        hook = told["paths"]["/hooks/story"]["post"]
        assert hook["security"] == [{"bearer": []}]
        assert "bearer" in told["components"]["securitySchemes"]

    talk(desktop, ask)


def test_a_changed_story_is_printed_anew_and_a_lost_one_is_gone(desktop: Desktop) -> None:
    async def ask(client: httpx.AsyncClient) -> None:
        first = await client.get(FERRY)
        path = write_story(desktop.stories, "night-ferry", "Night Ferry Is Late")
        os.utime(path, (1, 1))
        second = await client.get(FERRY)
        assert b"Night Ferry Is Late" in second.content
        assert second.headers["etag"] != first.headers["etag"]
        write_story(desktop.stories, "new", "New")
        assert (await client.get("/stories/2023/09/20/new.pdf")).status_code == 200
        path.unlink()
        assert (await client.get(FERRY)).status_code == 404

    talk(desktop, ask)
    assert desktop.press.printed == ["Night Ferry", "Night Ferry Is Late", "New"]


def test_a_changed_picture_makes_another_sheet(tmp_path: Path) -> None:
    from PIL import Image  # noqa: PLC0415

    stories = tmp_path / "stories"
    path = write_story(stories, "night-ferry", "Night Ferry", picture="boat.png")
    Image.new("RGB", (40, 30), "red").save(stories / "boat.png")
    path.write_text(path.read_text() + "\n![A boat](boat.png)\n")
    desktop = a_desktop(tmp_path)

    async def ask(client: httpx.AsyncClient) -> None:
        first = await client.get(FERRY)
        Image.new("RGB", (40, 30), "blue").save(stories / "boat.png")
        os.utime(stories / "boat.png", (1, 1))
        second = await client.get(FERRY)
        assert second.headers["etag"] != first.headers["etag"]

    talk(desktop, ask)


def test_finished_sheets_come_from_the_store(tmp_path: Path) -> None:
    write_story(tmp_path / "stories", "night-ferry", "Night Ferry")
    for printed in (["Night Ferry"], []):
        desktop = a_desktop(tmp_path, store=FolderStore(tmp_path / "store"))

        async def ask(client: httpx.AsyncClient) -> None:
            assert (await client.get(FERRY)).status_code == 200

        talk(desktop, ask)
        assert desktop.press.printed == printed
    assert b"cetak_store_hits_total 1.0" in desktop.service.metrics.text()


def test_a_store_that_is_broken_is_told_and_costs_no_sheet(tmp_path: Path) -> None:
    write_story(tmp_path / "stories", "night-ferry", "Night Ferry")
    (tmp_path / "store").write_text("no folder")
    desktop = a_desktop(tmp_path, store=FolderStore(tmp_path / "store"))

    async def ask(client: httpx.AsyncClient) -> None:
        assert (await client.get(FERRY)).status_code == 200

    talk(desktop, ask)
    assert any('"store-not-writable"' in line for line in desktop.lines)


def test_the_log_is_json_and_names_no_reader(desktop: Desktop) -> None:
    async def ask(client: httpx.AsyncClient) -> None:
        await client.get(FERRY, headers={"x-request-id": "abc-1"})

    talk(desktop, ask)
    told = [json.loads(line) for line in desktop.lines]
    (line,) = (one for one in told if one["event"] == "request")
    assert (line["request"], line["method"], line["path"]) == ("abc-1", "GET", FERRY)
    assert (line["status"], line["level"]) == (200, "info")
    assert not any("203.0.113.7" in one for one in desktop.lines)


def test_a_story_that_cannot_be_read_is_told_in_the_log_alone(tmp_path: Path) -> None:
    write_story(tmp_path / "stories", "night-ferry", "Night Ferry")
    (tmp_path / "stories" / "broken.json").write_text("{")
    desktop = a_desktop(tmp_path)

    async def ask(client: httpx.AsyncClient) -> None:
        assert (await client.get("/stories/")).json()["total"] == 1

    talk(desktop, ask)
    troubles = [json.loads(line) for line in desktop.lines if '"trouble"' in line]
    assert {Path(one["source"]).name for one in troubles} == {"broken.json"}
