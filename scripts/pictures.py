"""Make the pictures of printed pages in README.md: a reader's page, and a paper's front page."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "samples"
PICTURES = {
    "reader-page.png": (110, 128, ("print", str(SAMPLES / "akurasi-2023-09-20.txt"))),
    "front-page.png": (
        72,
        192,
        ("edition", "2023-09-20", "--from", str(SAMPLES), "--set", "paper=Tabloid"),
    ),
}
"""Each picture, its dots an inch, its colours, and the command whose first page it shows."""
BORDER = "#c9ccd0"
PRINTED_ON = "1695182400"  # 20 September 2023, the day of the stories


def main() -> int:
    """Print, take a picture of the first page, and frame it."""
    for name, (resolution_dpi, colours, command) in PICTURES.items():
        page = first_page(command, resolution_dpi)
        framed = ImageOps.expand(page.convert("RGB"), border=1, fill=BORDER)
        few = framed.quantize(colours, method=Image.Quantize.FASTOCTREE)
        few.save(ROOT / "docs" / name, optimize=True)
    return 0


def first_page(command: tuple[str, ...], resolution_dpi: int) -> Image.Image:
    """The first page that a command prints."""
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder) / "page.pdf"
        cetak = [sys.executable, "-m", "cetak", *command, "-o", str(pdf), "--quiet"]
        subprocess.run(cetak, check=True, env={**os.environ, "SOURCE_DATE_EPOCH": PRINTED_ON})
        with pypdfium2.PdfDocument(pdf) as document:
            picture: Image.Image = document[0].render(scale=resolution_dpi / 72).to_pil()
            return picture


if __name__ == "__main__":
    sys.exit(main())
