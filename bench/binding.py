"""How long it takes to bind a paper from finished sheets, and how large it gets.

The yardstick for size is one document of the engine with the same pages.
"""

from __future__ import annotations

import io
import os
import sys
import time
from dataclasses import replace
from typing import Any

import pikepdf

from bench import warm
from bench.story import sample_story
from bench.table import Series, Verdict, times_table, verdicts_table
from cetak.article.binding import Binding, BoundPage, Part, Piece
from cetak.article.metadata import Metadata
from cetak.press import finish
from cetak.press.binding import bind
from cetak.press.printing import LaidOut, Press

STORIES = 100
ROUNDS = 5
BIND_MS = 1000.0
LARGEST_RATIO = 1.2
POINTS_PER_MM = 72 / 25.4


def main() -> None:
    """Print the sheets, bind them in two ways, and print the tables."""
    laid = _printed(STORIES)
    sheets = [one.write().pdf for one in laid]
    counts = [len(one.document.pages) for one in laid]
    single = Series(f"{sum(counts)} pages, one piece each")
    pasted = Series("four pieces on a page, PDF/A-3u")
    size = 0
    for _ in range(ROUNDS):
        size = len(_timed(single, sheets, _binding(sheets, counts, 1), "ua"))
        _timed(pasted, sheets, _binding(sheets, counts, 4), "ua+a3")
    whole = len(_one_document(laid))
    verdicts = [
        Verdict(
            f"{STORIES} sheets bound in under {BIND_MS:.0f} ms",
            f"{pasted.median_ms:.0f} ms",
            pasted.median_ms < BIND_MS,
        ),
        Verdict(
            f"at most {LARGEST_RATIO} times the size of one document",
            f"{size / whole:.2f} ({size / 1e6:.2f} MB)",
            size <= LARGEST_RATIO * whole,
        ),
    ]
    print(f"Binding, Python {sys.version.split()[0]}, {os.cpu_count()} cores; milliseconds")
    print(f"\n{times_table([single, pasted], single)}\n\n{verdicts_table(verdicts)}")


def _printed(count: int) -> list[LaidOut]:
    """The sample story under as many headlines."""
    _, _, job = sample_story()
    pages = warm.pages_of(job)
    press, title = Press(), pages.metadata.title
    return [
        press.lay_out(replace(pages, html=pages.html.replace(title, f"{title} {number}")))
        for number in range(count)
    ]


def _binding(sheets: list[bytes], counts: list[int], on_a_page: int) -> Binding:
    pieces = [
        Piece(sheet, page, within=f"berita-{sheet}")
        for sheet, count in enumerate(counts)
        for page in range(count)
    ]
    width, height = _size_mm(sheets[0])
    pages = [
        BoundPage(
            2 * width if on_a_page > 1 else width,
            2 * height if on_a_page > 1 else height,
            tuple(
                replace(piece, x_mm=width * (place % 2), y_mm=height * (place // 2))
                for place, piece in enumerate(pieces[at : at + on_a_page])
            ),
            label=str(at // on_a_page + 1),
        )
        for at in range(0, len(pieces), on_a_page)
    ]
    sections = [Part(f"rubrik-{number}", f"Rubrik {number}", "section") for number in range(5)]
    stories = [
        Part(f"berita-{sheet}", f"Berita {sheet}", "story", f"rubrik-{sheet % 5}")
        for sheet in range(len(counts))
    ]
    return Binding(tuple(pages), Metadata("Harian Contoh", "id"), (*sections, *stories))


def _size_mm(sheet: bytes) -> tuple[float, float]:
    with pikepdf.open(io.BytesIO(sheet)) as pdf:
        _, _, width, height = (float(edge) for edge in pdf.pages[0].mediabox)
    return width / POINTS_PER_MM, height / POINTS_PER_MM


def _timed(series: Series, sheets: list[bytes], binding: Binding, variant: Any) -> bytes:
    start, cpu = time.perf_counter(), time.process_time()
    bound = bind(sheets, binding, variant=variant)
    series.add((time.perf_counter() - start) * 1e3, (time.process_time() - cpu) * 1e3)
    return bound


def _one_document(laid: list[LaidOut]) -> bytes:
    """The same pages as one document of the engine."""
    metadata = laid[0].pages.metadata
    pages = [page for one in laid for page in one.document.pages]
    document = laid[0].document.copy(pages)
    document.metadata = finish.metadata_writer(metadata)
    return bytes(
        document.write_pdf(
            finisher=lambda _document, pdf: finish.finish(pdf, metadata),
            pdf_variant="pdf/ua-1",
        )
    )


if __name__ == "__main__":
    main()
