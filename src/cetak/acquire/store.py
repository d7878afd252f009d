"""Pictures that were decoded before, so that each is decoded once."""

from __future__ import annotations

import contextlib
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from cetak.article.sheet import PictureFile
from cetak.errors import ResourceError
from cetak.resources import Resources


class PictureStore(Protocol):
    """Pictures by the hash of what they were made from."""

    def get(self, key: str) -> PictureFile | None:
        """The picture, or ``None`` where it is absent or damaged."""

    def put(self, key: str, picture: PictureFile) -> None:
        """Keep a picture; one that cannot be kept is made again next time."""


@dataclass(frozen=True, slots=True)
class FolderPictureStore:
    """One file a picture: a line of JSON that describes it, then its bytes."""

    folder: Path
    resources: Resources

    def get(self, key: str) -> PictureFile | None:  # noqa: D102 - the protocol documents
        try:
            return _unpacked(self.resources.read(self._path(key)))
        except (ResourceError, ValueError, KeyError, TypeError):
            return None

    def put(self, key: str, picture: PictureFile) -> None:  # noqa: D102
        with contextlib.suppress(ResourceError):
            self.resources.write(self._path(key), _packed(picture))

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key[2:]}.picture"


def _packed(picture: PictureFile) -> bytes:
    facts = {
        "id": picture.id,
        "media-type": picture.media_type,
        "width-px": picture.width_px,
        "height-px": picture.height_px,
    }
    return json.dumps(facts).encode() + b"\n" + picture.content


def _unpacked(stored: bytes) -> PictureFile:
    line, _, content = stored.partition(b"\n")
    facts = json.loads(line)
    if hashlib.sha256(content).hexdigest() != facts["id"]:
        raise ValueError("the bytes are not those that were stored")
    size = int(facts["width-px"]), int(facts["height-px"])
    return PictureFile(str(facts["id"]), str(facts["media-type"]), *size, content)
