from __future__ import annotations

from email.utils import formatdate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cetak.serve.conditions import Held, Reply, reply_with

PDF = b"%PDF-0123456789"
MADE = 1_695_200_000
HELD = Held("abc", PDF, MADE, "2023-09-20-a")
OWN = b'"abc"'


def date(moment: int) -> bytes:
    return formatdate(moment, usegmt=True).encode()


def reply(**headers: bytes) -> Reply:
    return reply_with(HELD, {name.replace("_", "-").encode(): v for name, v in headers.items()})


def told(answer: Reply, name: bytes) -> bytes | None:
    return dict(answer.headers).get(name)


def test_the_whole_sheet_is_given_with_all_that_lets_others_keep_it() -> None:
    answer = reply()
    assert (answer.status, answer.body) == (200, PDF)
    assert dict(answer.headers) == {
        b"etag": OWN,
        b"last-modified": b"Wed, 20 Sep 2023 08:53:20 GMT",
        b"cache-control": b"public, max-age=60, must-revalidate",
        b"accept-ranges": b"bytes",
        b"content-disposition": b'inline; filename="2023-09-20-a.pdf"',
        b"content-type": b"application/pdf",
        b"content-length": b"15",
    }


@pytest.mark.parametrize(
    ("asked", "part", "told_range"),
    [
        (b"bytes=0-3", b"%PDF", b"bytes 0-3/15"),
        (b"bytes=5-", b"0123456789", b"bytes 5-14/15"),
        (b"bytes=-4", b"6789", b"bytes 11-14/15"),
        (b"bytes=-400", PDF, b"bytes 0-14/15"),
        (b"bytes=10-400", b"56789", b"bytes 10-14/15"),
        (b"bytes = 14-14", b"9", b"bytes 14-14/15"),
    ],
)
def test_a_part_is_given(asked: bytes, part: bytes, told_range: bytes) -> None:
    answer = reply(range=asked)
    assert (answer.status, answer.body) == (206, part)
    assert told(answer, b"content-range") == told_range
    assert told(answer, b"content-length") == str(len(part)).encode()
    assert told(answer, b"etag") == OWN


@pytest.mark.parametrize("asked", [b"bytes=15-", b"bytes=99-120", b"bytes=-0"])
def test_a_part_that_is_not_there_is_416(asked: bytes) -> None:
    answer = reply(range=asked)
    assert (answer.status, answer.body) == (416, b"")
    assert told(answer, b"content-range") == b"bytes */15"


@pytest.mark.parametrize(
    "asked", [b"bytes=3-1", b"bytes=0-1,4-5", b"bytes=-", b"pages=1-2", b"bytes=a-b", b"", b"\xff"]
)
def test_what_is_no_single_range_is_passed_over(asked: bytes) -> None:
    assert reply(range=asked).status == 200


@pytest.mark.parametrize(
    ("known", "status"),
    [
        (OWN, 304),
        (b'W/"abc"', 304),
        (b'"x", "abc"', 304),
        (b"*", 304),
        (b'"abd"', 200),
        (b"abc", 200),
    ],
)
def test_what_is_known_is_not_sent_again(known: bytes, status: int) -> None:
    assert reply(if_none_match=known).status == status


def test_the_tag_counts_before_the_moment() -> None:
    assert reply(if_modified_since=date(MADE)).status == 304
    assert reply(if_modified_since=date(MADE - 1)).status == 200
    assert reply(if_modified_since=b"yesterday").status == 200
    assert reply(if_none_match=b'"x"', if_modified_since=date(MADE)).status == 200


def test_a_304_has_the_tag_and_no_length() -> None:
    answer = reply(if_none_match=OWN)
    assert answer.body == b""
    assert told(answer, b"etag") == OWN
    assert told(answer, b"content-length") is None


@pytest.mark.parametrize(
    ("condition", "status"),
    [(OWN, 206), (b'"old"', 200), (b'W/"abc"', 200), (date(MADE), 206), (date(MADE + 1), 200)],
)
def test_a_part_of_another_sheet_is_never_given(condition: bytes, status: int) -> None:
    assert reply(range=b"bytes=0-3", if_range=condition).status == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"if_match": OWN}, 200),
        ({"if_match": b"*"}, 200),
        ({"if_match": b'"x"'}, 412),
        ({"if_match": b'W/"abc"'}, 412),
        ({"if_unmodified_since": date(MADE)}, 200),
        ({"if_unmodified_since": date(MADE - 1)}, 412),
    ],
)
def test_another_sheet_than_the_one_named_is_412(headers: dict[str, bytes], status: int) -> None:
    assert reply(**headers).status == status


@given(st.binary(max_size=60), st.binary(max_size=60), st.binary(max_size=60))
def test_no_header_breaks_an_answer(one: bytes, two: bytes, three: bytes) -> None:
    answer = reply(range=b"bytes=" + one, if_none_match=two, if_range=three)
    assert answer.status in {200, 206, 304, 416}
    assert answer.body in PDF


def test_long_headers_are_read_in_linear_time() -> None:
    assert reply(if_none_match=b'"x", ' * 20_000).status == 200
    assert reply(range=b"bytes=" + b" " * 100_000).status == 200
