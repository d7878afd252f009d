"""The darkroom: a picture is decoded once, under limits, and encoded anew.

What leaves is RGB or grey in sRGB, upright, on white, at most 2,400 pixels long, without
any metadata. Nothing of the bytes that came in survives, so nothing hidden in them does.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import struct
import warnings
from collections.abc import Iterator, Sequence

import PIL
from PIL import Image, ImageCms, ImageFile
from PIL.GifImagePlugin import GifImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from cetak.acquire.chunks import needed_chunks
from cetak.acquire.formats import readable_format
from cetak.acquire.policy import PictureError
from cetak.article.sheet import PictureFile

LONG_SIDE_PX = 2400
"""200 mm at 300 dpi: the widest picture a newspaper page takes."""
JPEG_QUALITY = 85
DEVELOPED_AS = f"1/{PIL.__version__}"
"""Changes whenever the same bytes would come out differently."""
_FEW_COLOURS = 256
_FEW_GRAYS = 32
_FLAT_DENSITY = 0.5
"""Bytes a pixel: charts and maps pack better than this without loss, photographs worse."""
_MAX_SCANS = 100
_STRIP_PX = 512
_MAX_PROFILE_BYTES = 4_000_000
_READERS: dict[str, type[ImageFile.ImageFile]] = {
    "JPEG": JpegImageFile,
    "PNG": PngImageFile,
    "GIF": GifImageFile,
    "WEBP": WebPImageFile,
}
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ORIENTATION = 0x0112


def develop(content: bytes, source: str, max_pixels: int) -> PictureFile:
    """Decode a picture under limits and encode it anew.

    Args:
        content: JPEG, PNG, WebP or GIF (its first frame).
        source: What the story calls it, for the error.
        max_pixels: Width times height allowed, judged before decoding.

    Returns:
        The same bytes for the same input, whatever its metadata said.

    Raises:
        ResourceError: ``picture-empty``, ``picture-format``, ``picture-too-many-pixels``
            or ``picture-broken``.
    """
    kind = readable_format(content, source)
    if kind == "WEBP":
        _judge_size(_webp_size(content), source, max_pixels)
    if kind == "JPEG" and content.count(b"\xff\xda") > _MAX_SCANS:
        # Each scan of a progressive file passes over the whole picture again.
        raise PictureError.because("picture-broken", source)
    wanted = needed_chunks(content) if kind == "PNG" else content
    with _as_broken(source), _quiet():
        image: Image.Image = _READERS[kind](io.BytesIO(wanted))
    _judge_size(image.size, source, max_pixels)
    is_flat = kind == "PNG" and len(wanted) < _FLAT_DENSITY * image.width * image.height
    with _as_broken(source), _quiet():
        return _encoded(_fit_for_print(image), is_flat=is_flat)


def to_gray(picture: PictureFile) -> PictureFile:
    """The same picture in shades of grey, for pages that save ink.

    Args:
        picture: One that ``develop`` gave, or any vector picture, which stays as it is.
    """
    if picture.media_type not in ("image/jpeg", "image/png"):
        return picture
    kind = picture.media_type.removeprefix("image/").upper()
    image: Image.Image = _READERS[kind](io.BytesIO(picture.content))
    if image.mode == "L":
        return picture
    return _written(image.convert("L"), kind)


def _judge_size(size: tuple[int, int], source: str, max_pixels: int) -> None:
    width, height = size
    if width * height > max_pixels:
        raise PictureError.because(
            "picture-too-many-pixels",
            source,
            width=width,
            height=height,
            limit_megapixels=round(max_pixels / 1_000_000, 1),
        )


def _webp_size(content: bytes) -> tuple[int, int]:
    """Canvas size; Pillow would set memory aside for it on opening.

    Source: RFC 9649, section 2.
    """
    chunk, head = content[12:16], content[:30].ljust(30, b"\0")
    if chunk == b"VP8X":
        wide, high = (int.from_bytes(head[at : at + 3], "little") for at in (24, 27))
        return wide + 1, high + 1
    if chunk == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    wide, high = struct.unpack("<HH", head[26:30])
    return wide & 0x3FFF, high & 0x3FFF


@contextlib.contextmanager
def _as_broken(source: str) -> Iterator[None]:
    try:
        yield
    except Exception as problem:
        # Readers of formats raise whatever a hostile file makes their parsers meet.
        raise PictureError.because("picture-broken", source) from problem


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Pillow's remarks on metadata, which is thrown away, are nobody's business."""
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint lets them pass in the whole process
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _fit_for_print(image: Image.Image) -> Image.Image:
    size = _limited_size(image.size)
    image.draft(None, size)
    image.load()
    turn = _TURNS.get(_orientation(image))
    profile = image.info.get("icc_profile", b"")
    plain = _on_white(_eight_bits(image))
    if plain.size != size:
        plain = plain.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    plain = _in_srgb(plain, profile)
    return plain.transpose(turn) if turn is not None else plain


def _limited_size(size: tuple[int, int]) -> tuple[int, int]:
    scale = min(1.0, LONG_SIDE_PX / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except Exception:
        return 1


def _eight_bits(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    if image.mode == "1":
        return image.convert("L")
    return image


def _on_white(image: Image.Image) -> Image.Image:
    """``L``, ``RGB`` or ``CMYK`` without transparency."""
    if not image.has_transparency_data:
        return image if image.mode in ("L", "RGB", "CMYK") else image.convert("RGB")
    paper = Image.new("RGB", image.size, "white")
    for top in range(0, image.height, _STRIP_PX):
        # In strips, since each copy of a large picture is 160 MB.
        box = (0, top, image.width, min(top + _STRIP_PX, image.height))
        strip = image.crop(box).convert("RGBA")
        paper.paste(strip, (0, top), strip)
    return paper


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    converted = _through_profile(image, profile)
    if converted is None:
        return image.convert("RGB") if image.mode == "CMYK" else image
    return converted.convert("L") if image.mode == "L" else converted


def _through_profile(image: Image.Image, profile: bytes) -> Image.Image | None:
    """The colours as the embedded profile means them; ``None`` where it is of no use."""
    if not profile or len(profile) > _MAX_PROFILE_BYTES:
        return None
    try:
        meant = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if "srgb" in ImageCms.getProfileDescription(meant).lower():
            return None
        target = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(image, meant, target, outputMode="RGB")
    except Exception:
        # A profile that is damaged or of another colour space is as good as none.
        return None


def _encoded(image: Image.Image, *, is_flat: bool) -> PictureFile:
    colours = image.getcolors(_FEW_COLOURS)
    if image.mode == "RGB" and colours is not None and all(map(_is_gray, colours)):
        image = image.convert("L")
    return _written(image, "PNG" if is_flat or _is_drawing(image, colours) else "JPEG")


def _is_drawing(image: Image.Image, colours: Sequence[object] | None) -> bool:
    """Told by its few colours; a grey photograph has at most 256 of them as well."""
    return colours is not None and (image.mode == "RGB" or len(colours) <= _FEW_GRAYS)


def _is_gray(entry: tuple[int, object]) -> bool:
    colour = entry[1]
    return isinstance(colour, tuple) and len(set(colour)) == 1


def _written(image: Image.Image, kind: str) -> PictureFile:
    image.info = {}
    buffer = io.BytesIO()
    if kind == "PNG":
        image.save(buffer, "PNG", compress_level=6)
    else:
        image.save(buffer, "JPEG", quality=JPEG_QUALITY, optimize=True, progressive=False)
    content = buffer.getvalue()
    name = hashlib.sha256(content).hexdigest()
    return PictureFile(name, f"image/{kind.lower()}", image.width, image.height, content)
