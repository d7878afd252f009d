"""Paint the pictures of the sample stories.

Run ``python samples/pictures/make_pictures.py [NAME...]``. The same Pillow writes the same
files. Pillow is all it needs; letters are set in ``fonts/cetak-franklin``.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from PIL import Image, ImageCms
from studio import (
    bridge,
    city,
    court,
    ferry,
    fisherman,
    football,
    harbour,
    ikat,
    kiln,
    lighthouse,
    market,
    port,
    rafting,
    rain,
    regatta,
    rice_prices,
    runners,
    strait_map,
    terraces,
    wayang,
)

HERE = Path(__file__).resolve().parent
DAY = HERE.parent / "2023-09-20" / "pictures"
DAY_LIMIT_BYTES = 250_000
Recipe = Callable[[], Image.Image]
SINGLE: dict[str, Recipe] = {
    "fisherman.jpg": fisherman.paint,
    "harbour-dawn.jpg": harbour.paint,
    "market-hall.jpg": market.paint,
    "night-ferry.jpg": ferry.paint,
    "strait-map.png": strait_map.paint,
}
OF_THE_DAY: dict[str, Recipe] = {
    "bridge.jpg": bridge.paint,
    "city.jpg": city.paint,
    "court.jpg": court.paint,
    "football.jpg": football.paint,
    "ikat.jpg": ikat.paint,
    "kiln.jpg": kiln.paint,
    "lighthouse.jpg": lighthouse.paint,
    "port.jpg": port.paint,
    "rafting.jpg": rafting.paint,
    "rain.jpg": rain.paint,
    "regatta.jpg": regatta.paint,
    "rice-prices.png": rice_prices.paint,
    "runners.jpg": runners.paint,
    "terraces.jpg": terraces.paint,
    "wayang.jpg": wayang.paint,
}


def srgb_profile() -> bytes:
    """The sRGB profile without the moment at which it was made.

    Source: ICC.1:2022, section 7.2.8: bytes 24 to 35 of the header are date and time.
    """
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile[:24] + bytes.fromhex("07e7 0009 0014 0000 0000 0000") + profile[36:]


def drawn(picture: Image.Image) -> bytes:
    """PNG with few colours, for lines."""
    few = picture.quantize(128, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    out = io.BytesIO()
    few.save(out, "PNG", optimize=True, dpi=(300, 300), icc_profile=srgb_profile())
    return out.getvalue()


def painted(picture: Image.Image, quality: int = 80) -> bytes:
    """JPEG, for tones."""
    out = io.BytesIO()
    picture.save(
        out,
        "JPEG",
        quality=quality,
        optimize=True,
        progressive=True,
        dpi=(300, 300),
        icc_profile=srgb_profile(),
    )
    return out.getvalue()


def within(picture: Image.Image, limit_bytes: int) -> bytes:
    """JPEG of the best quality from 80 down to 60 that keeps to a limit."""
    found = b""
    for quality in range(80, 59, -2):
        found = painted(picture, quality)
        if len(found) <= limit_bytes:
            break
    return found


def main(names: Iterable[str]) -> None:
    """Paint the pictures of these names, or all."""
    chosen = set(names) or {*SINGLE, *OF_THE_DAY}
    for folder, recipes in ((HERE, SINGLE), (DAY, OF_THE_DAY)):
        for name in sorted(chosen & set(recipes)):
            picture = recipes[name]()
            if name.endswith(".png"):
                content = drawn(picture)
            else:
                content = within(picture, DAY_LIMIT_BYTES) if folder == DAY else painted(picture)
            (folder / name).write_bytes(content)


if __name__ == "__main__":
    main(sys.argv[1:])
