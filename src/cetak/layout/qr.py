"""The QR code that leads from paper back to the web. Source: ISO/IEC 18004, through segno."""

from __future__ import annotations

import functools
import hashlib
import io

from cetak.article.sheet import PictureFile


@functools.lru_cache(maxsize=512)
def qr_picture(address: str) -> PictureFile:
    """A QR code of an address as a vector picture without quiet zone.

    One mask is fixed: any mask can be read, and trying all eight costs more than the page.
    """
    import segno  # noqa: PLC0415 - the desk leaves codes to its workers

    code = segno.make_qr(address, error="m", mask=3)
    buffer = io.BytesIO()
    code.save(buffer, kind="svg", border=0, scale=1, xmldecl=False, svgclass=None, lineclass=None)
    content = buffer.getvalue()
    width, height = code.symbol_size(border=0)
    return PictureFile(
        id=hashlib.sha256(content).hexdigest(),
        media_type="image/svg+xml",
        width_px=int(width),
        height_px=int(height),
        content=content,
    )
