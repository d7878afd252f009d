from __future__ import annotations

import hashlib
import hmac
import json
from pathlib import Path

import httpx
import pytest
from serve_house import FERRY, FERRY_URL, Desktop, a_desktop, talk, until, write_story

SECRET = "0123456789abcdef-secret"
BODY = json.dumps({"url": FERRY_URL}).encode()
SIGNED = "sha256=" + hmac.new(SECRET.encode(), BODY, hashlib.sha256).hexdigest()


@pytest.fixture
def desktop(tmp_path: Path) -> Desktop:
    write_story(tmp_path / "stories", "night-ferry", "Night Ferry")
    return a_desktop(tmp_path, secret=SECRET)


@pytest.mark.parametrize(
    "headers", [{"authorization": f"Bearer {SECRET}"}, {"x-cetak-signature": SIGNED}]
)
def test_a_changed_story_is_read_and_printed_anew(
    desktop: Desktop, headers: dict[str, str]
) -> None:
    async def ask(client: httpx.AsyncClient) -> None:
        await client.get(FERRY)
        write_story(desktop.stories, "night-ferry", "Night Ferry, corrected")
        answer = await client.post("/hooks/story", content=BODY, headers=headers)
        assert (answer.status_code, answer.json()) == (202, {"status": "noted"})
        await until(lambda: len(desktop.press.printed) == 2)

    talk(desktop, ask)
    assert desktop.press.printed == ["Night Ferry", "Night Ferry, corrected"]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"authorization": "Bearer "},
        {"authorization": f"Basic {SECRET}"},
        {"authorization": f"Bearer {SECRET}x"},
        {"authorization": "Bearer \udcff".encode("utf-8", "surrogateescape").decode("latin-1")},
        {"x-cetak-signature": SIGNED.upper()},
        {"x-cetak-signature": "sha256=" + "0" * 64},
        {"x-cetak-signature": hmac.new(SECRET.encode(), BODY, hashlib.sha256).hexdigest()},
    ],
)
def test_nobody_else_is_let_in(desktop: Desktop, headers: dict[str, str]) -> None:
    async def ask(client: httpx.AsyncClient) -> None:
        raw = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
        answer = await client.post("/hooks/story", content=BODY, headers=raw)
        assert (answer.status_code, answer.json()["code"]) == (401, "not-admitted")
        assert answer.headers["www-authenticate"] == "Bearer"

    talk(desktop, ask)
    assert desktop.press.printed == []


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{}", b'{"url": 7}', b'{"url": ""}', b'{"url": "a\\u0000b"}', b"[" * 60_000],
)
def test_what_is_no_message_is_refused(desktop: Desktop, body: bytes) -> None:
    async def ask(client: httpx.AsyncClient) -> None:
        admitted = {"authorization": f"Bearer {SECRET}"}
        answer = await client.post("/hooks/story", content=body, headers=admitted)
        assert (answer.status_code, answer.json()["code"]) == (400, "body-broken")

    talk(desktop, ask)


def test_an_address_of_others_is_not_asked(desktop: Desktop) -> None:
    async def ask(client: httpx.AsyncClient) -> None:
        admitted = {"authorization": f"Bearer {SECRET}"}
        foreign = {"url": "http://169.254.169.254/latest"}
        answer = await client.post("/hooks/story", json=foreign, headers=admitted)
        assert answer.status_code == 202
        await until(lambda: any("address-foreign" in line for line in desktop.lines))

    talk(desktop, ask)
    assert desktop.press.printed == []
