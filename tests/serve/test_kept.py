from __future__ import annotations

from cetak.serve.kept import Kept


def test_those_unused_for_longest_go() -> None:
    kept: Kept[str, int] = Kept(2)
    kept.put("a", 1)
    kept.put("b", 2)
    assert kept.get("a") == 1
    kept.put("c", 3)
    assert (kept.get("a"), kept.get("b"), kept.get("c")) == (1, None, 3)


def test_weights_count_and_what_is_too_heavy_is_not_kept() -> None:
    kept: Kept[str, bytes] = Kept(10, len)
    kept.put("a", b"123456")
    kept.put("b", b"1234")
    assert (len(kept), kept.weight) == (2, 10)
    kept.put("a", b"12")
    assert kept.weight == 6
    kept.put("b", b"12345678901")
    assert (kept.get("b"), kept.weight) == (None, 2)
    kept.drop("a")
    kept.drop("a")
    assert (len(kept), kept.weight) == (0, 0)
