"""Paint the pictures of the sample stories.

Run ``python samples/pictures/make_pictures.py [NAME...]``. The same Pillow writes the same
files. Pillow is all it needs; the map's letters are set in ``fonts/cetak-franklin``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from PIL import Image, ImageCms
from studio import ferry, fisherman, harbour, market, strait_map

HERE = Path(__file__).resolve().parent
PICTURES: dict[str, Callable[[], Image.Image]] = {
    "fisherman.jpg": fisherman.paint,
    "harbour-dawn.jpg": harbour.paint,
    "market-hall.jpg": market.paint,
    "night-ferry.jpg": ferry.paint,
    "strait-map.png": strait_map.paint,
}


def srgb_profile() -> bytes:
    """The sRGB profile without the moment at which it was made.

    Source: ICC.1:2022, section 7.2.8: bytes 24 to 35 of the header are date and time.
    """
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile[:24] + bytes.fromhex("07e7 0009 0014 0000 0000 0000") + profile[36:]


def save(picture: Image.Image, path: Path) -> None:
    """Write one picture, JPEG for tones and PNG with few colours for lines."""
    if path.suffix == ".png":
        drawn = picture.quantize(128, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        drawn.save(path, optimize=True, dpi=(300, 300), icc_profile=srgb_profile())
        return
    picture.save(
        path,
        quality=80,
        optimize=True,
        progressive=True,
        dpi=(300, 300),
        icc_profile=srgb_profile(),
    )


def main(names: Iterable[str]) -> None:
    """Paint the pictures of these names, or all."""
    for name in list(names) or PICTURES:
        save(PICTURES[name](), HERE / name)


if __name__ == "__main__":
    main(sys.argv[1:])
