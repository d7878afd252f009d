from __future__ import annotations

import io

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from cetak.acquire.develop import LONG_SIDE_PX, develop, to_gray
from cetak.article.sheet import PictureFile

LIMIT = 40_000_000


def file_of(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def developed(content: bytes) -> tuple[PictureFile, Image.Image]:
    picture = develop(content, "p", LIMIT)
    image = Image.open(io.BytesIO(picture.content))
    image.load()
    assert (picture.width_px, picture.height_px) == image.size
    return picture, image


def photograph(size: tuple[int, int] = (96, 64)) -> Image.Image:
    wave = Image.radial_gradient("L").resize(size)
    turned = wave.transpose(Image.Transpose.ROTATE_180)
    return Image.merge("RGB", (wave, turned, Image.linear_gradient("L").resize(size)))


def quarters() -> Image.Image:
    """Red, green / blue, white: every way of turning it looks different."""
    image = Image.new("RGB", (64, 32), "white")
    image.paste((255, 0, 0), (0, 0, 32, 16))
    image.paste((0, 255, 0), (32, 0, 64, 16))
    image.paste((0, 0, 255), (0, 16, 32, 32))
    return image


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photograph_becomes_a_baseline_jpeg(kind: str) -> None:
    picture, image = developed(file_of(photograph(), kind))
    assert (picture.media_type, image.format, image.mode) == ("image/jpeg", "JPEG", "RGB")
    assert image.size == (96, 64)
    assert "progressive" not in image.info


def test_a_drawing_stays_exact() -> None:
    picture, image = developed(file_of(quarters(), "PNG"))
    assert picture.media_type == "image/png"
    assert image.tobytes() == quarters().tobytes()


def test_a_chart_of_many_colours_stays_exact() -> None:
    chart = Image.linear_gradient("L").resize((256, 300)).convert("RGB")
    chart.paste((255, 200, 0), (20, 20, 200, 90))
    chart.paste((200, 0, 90), (0, 100, 250, 200))
    chart.putpixel((0, 0), (1, 2, 3))
    picture, image = developed(file_of(chart, "PNG"))
    assert (len(chart.getcolors(9999) or ()) > 200, picture.media_type) == (True, "image/png")
    assert image.tobytes() == chart.tobytes()


def test_the_same_picture_gives_the_same_bytes_whatever_its_metadata_say() -> None:
    exif = Image.Exif()
    exif[0x010F] = "camera"
    exif.get_ifd(0x8825)[2] = (6.0, 12.0, 0.0)
    plain = file_of(photograph(), "JPEG")
    spoken = file_of(photograph(), "JPEG", exif=exif, comment=b"secret", dpi=(72, 72))
    assert b"camera" in spoken
    assert develop(plain, "p", LIMIT) == develop(spoken, "p", LIMIT)


@pytest.mark.parametrize("image", [photograph(), quarters()])
def test_no_metadata_leave(image: Image.Image) -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", "secret")
    exif = Image.Exif()
    exif[0x010E] = "secret"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    content = file_of(image, "PNG", pnginfo=notes, exif=exif, icc_profile=profile, dpi=(72, 72))
    _, out = developed(content)
    assert out.info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize("orientation", range(1, 9))
def test_pictures_stand_upright(orientation: int) -> None:
    stored = {
        1: None,
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }[orientation]
    image = quarters() if stored is None else quarters().transpose(stored)
    exif = Image.Exif()
    exif[0x0112] = orientation
    _, out = developed(file_of(image, "PNG", exif=exif))
    assert out.tobytes() == quarters().tobytes()


@pytest.mark.parametrize("exif", [b"Exif\0\0", b"Exif\0\0II*\0\xff\xff\xff\xff", b"Exif\0\0junk"])
def test_broken_metadata_do_not_matter(exif: bytes) -> None:
    assert developed(file_of(photograph(), "JPEG", exif=exif))[1].size == (96, 64)


@pytest.mark.parametrize(
    ("size", "limited"),
    [
        ((LONG_SIDE_PX, 100), (LONG_SIDE_PX, 100)),
        ((4800, 3201), (2400, 1600)),
        ((100, 7000), (34, 2400)),
        ((20_000, 1), (2400, 1)),
    ],
)
def test_the_long_side_is_limited(size: tuple[int, int], limited: tuple[int, int]) -> None:
    assert developed(file_of(photograph(size), "JPEG"))[1].size == limited


def test_transparent_parts_become_paper() -> None:
    glass = Image.new("RGBA", (4, 4), (255, 0, 0, 0))
    glass.paste((0, 0, 255, 255), (0, 0, 2, 4))
    for content in (
        file_of(glass, "PNG"),
        file_of(glass, "WEBP", lossless=True),
        file_of(glass, "GIF"),
        file_of(glass.quantize(4), "PNG"),
    ):
        _, out = developed(content)
        colours = out.convert("RGB")
        assert (colours.getpixel((0, 0)), colours.getpixel((3, 0))) == (
            (0, 0, 255),
            (255, 255, 255),
        )


def test_a_tall_transparent_picture_is_whole() -> None:
    tall = Image.new("RGBA", (3, 1500), (0, 0, 0, 0))
    for row in (0, 511, 512, 1023, 1499):
        tall.paste((255, 0, 0, 255), (0, row, 3, row + 1))
    _, out = developed(file_of(tall, "PNG"))
    red = [y for y in range(1500) if out.getpixel((1, y)) == (255, 0, 0)]
    assert red == [0, 511, 512, 1023, 1499]
    assert out.getpixel((1, 1000)) == (255, 255, 255)


@pytest.mark.parametrize(("value", "gray"), [(0, 0), (32896, 128), (65535, 255)])
def test_sixteen_bits_become_eight(value: int, gray: int) -> None:
    _, out = developed(file_of(Image.new("I;16", (4, 4), value), "PNG"))
    assert (out.mode, out.getpixel((0, 0))) == ("L", gray)


def test_one_bit_and_colourless_colours_become_gray() -> None:
    assert developed(file_of(Image.new("1", (4, 4), 1), "PNG"))[1].mode == "L"
    assert developed(file_of(Image.new("RGB", (4, 4), "gray"), "PNG"))[1].mode == "L"


def test_a_gray_photograph_is_a_gray_jpeg() -> None:
    _, out = developed(file_of(Image.radial_gradient("L"), "JPEG"))
    assert (out.format, out.mode) == ("JPEG", "L")


def test_ink_becomes_light() -> None:
    ink = Image.new("CMYK", (8, 8), (0, 255, 255, 0))
    _, out = developed(file_of(ink, "JPEG", quality=100))
    red, green, blue = out.convert("RGB").getpixel((4, 4))  # type: ignore[misc]
    assert red > 240
    assert green < 15
    assert blue < 15


def srgb_profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def profile_with_red_and_blue_exchanged() -> bytes:
    name = srgb_profile().replace("sRGB".encode("utf-16-be"), "xRGB".encode("utf-16-be"))
    return name.replace(b"rXYZ", b"----").replace(b"bXYZ", b"rXYZ").replace(b"----", b"bXYZ")


def test_colours_are_what_their_profile_means() -> None:
    red = file_of(
        Image.new("RGB", (2, 2), "red"), "PNG", icc_profile=profile_with_red_and_blue_exchanged()
    )
    assert developed(red)[1].getpixel((0, 0)) == (0, 0, 255)


def test_a_profile_that_is_of_no_use_changes_nothing() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    plain = developed(file_of(photograph(), "PNG"))[0]
    for profile in (srgb_profile(), lab, b"junk", srgb_profile()[:200]):
        assert developed(file_of(photograph(), "PNG", icc_profile=profile))[0] == plain


def test_a_picture_of_several_frames_gives_its_first() -> None:
    frames = [Image.new("RGB", (4, 4), colour) for colour in ("red", "green", "blue")]
    content = file_of(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert developed(content)[1].convert("RGB").getpixel((0, 0)) == (255, 0, 0)


def test_ink_saver_gives_gray_of_the_same_kind_and_size() -> None:
    for image in (photograph(), quarters()):
        colour, _ = developed(file_of(image, "PNG"))
        gray = to_gray(colour)
        out = Image.open(io.BytesIO(gray.content))
        assert (out.mode, out.size, gray.media_type) == ("L", image.size, colour.media_type)
        assert to_gray(gray) is gray
    vector = PictureFile("x", "image/svg+xml", 1, 1, b"<svg/>")
    assert to_gray(vector) is vector
