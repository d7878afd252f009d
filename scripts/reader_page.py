"""Make docs/reader-page.png, the picture of a printed page at the top of README.md."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "samples" / "akurasi-2023-09-20.txt"
PICTURE = ROOT / "docs" / "reader-page.png"
RESOLUTION_DPI = 110
BORDER = "#c9ccd0"
PRINTED_ON = "1695182400"  # 20 September 2023, the day of the story


def main() -> int:
    """Print the sample page, take a picture of its first page, and frame it."""
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder) / "page.pdf"
        cetak = [sys.executable, "-m", "cetak", "print", str(SAMPLE), "-o", str(pdf), "--quiet"]
        subprocess.run(cetak, check=True, env={**os.environ, "SOURCE_DATE_EPOCH": PRINTED_ON})
        with pypdfium2.PdfDocument(pdf) as document:
            page = document[0].render(scale=RESOLUTION_DPI / 72).to_pil()
    framed = ImageOps.expand(page.convert("RGB"), border=1, fill=BORDER)
    framed.quantize(128, method=Image.Quantize.FASTOCTREE).save(PICTURE, optimize=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
