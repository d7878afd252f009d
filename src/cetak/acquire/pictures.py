"""The safe intake of one picture: found or fetched, judged, decoded, encoded anew."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from cetak.acquire.beside import read_beside
from cetak.acquire.policy import Fetch, PictureError, PicturePolicy
from cetak.acquire.store import PictureStore
from cetak.article.sheet import PictureFile
from cetak.resources import Resources

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]{1,30}):")
_WINDOWS_DRIVE = re.compile(r"[A-Za-z]:")


def take_in(  # noqa: PLR0913 - each is named where it is called
    source: str,
    *,
    story_folder: Path | None,
    policy: PicturePolicy,
    resources: Resources,
    fetch: Fetch,
    store: PictureStore | None = None,
) -> PictureFile:
    """Bring one picture in.

    Args:
        source: As the story writes it: a file in its folder, or an ``https`` address.
        story_folder: Where the story lies; ``None`` when it came without a folder.
        policy: Hosts and limits.
        resources: The door to files.
        fetch: The door to the network.
        store: Pictures decoded before; without one each is decoded anew.

    Raises:
        ResourceError: With one of the ``picture-...`` codes.
    """
    content = _bytes_of(source, story_folder, policy, resources, fetch)
    if store is None:
        return _developed(content, source, policy)
    key = _store_key(content, policy)
    picture = store.get(key)
    if picture is None:
        picture = _developed(content, source, policy)
        store.put(key, picture)
    return picture


def to_gray(picture: PictureFile) -> PictureFile:
    """The same picture in shades of grey, for pages that save ink."""
    from cetak.acquire import develop  # noqa: PLC0415 - Pillow only where there are pictures

    return develop.to_gray(picture)


def _bytes_of(
    source: str,
    story_folder: Path | None,
    policy: PicturePolicy,
    resources: Resources,
    fetch: Fetch,
) -> bytes:
    if _WINDOWS_DRIVE.match(source):
        raise PictureError.because("picture-name", source)
    scheme = _SCHEME.match(source)
    if scheme is None:
        return read_beside(source, story_folder, resources, policy.max_bytes)
    if scheme[1].lower() not in ("https", "http"):
        raise PictureError.because("picture-scheme", source, scheme=scheme[1].lower())
    return fetch(source, policy)


def _developed(content: bytes, source: str, policy: PicturePolicy) -> PictureFile:
    from cetak.acquire import develop  # noqa: PLC0415 - Pillow only where there are pictures

    return develop.develop(content, source, policy.max_pixels)


def _store_key(content: bytes, policy: PicturePolicy) -> str:
    from cetak.acquire import develop  # noqa: PLC0415 - Pillow only where there are pictures

    recipe = f"{develop.DEVELOPED_AS}/{policy.max_pixels}/".encode()
    return hashlib.sha256(recipe + content).hexdigest()
