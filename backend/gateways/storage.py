"""Files that outlive a process, in our words: recordings and what is read aloud.

StorageError
├── Missing     there is nothing of that name
└── NoStorage   it could not be reached, or refused us
"""

import asyncio
import re
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol, TypeVar

Result = TypeVar("Result")

BIGGEST = 20 * 1024 * 1024  # bytes of one file, written or read
_NAME = re.compile(r"[a-z0-9]([a-z0-9/_.-]{0,198}[a-z0-9])?")


class StorageError(Exception):
    pass


class Missing(StorageError):
    pass


class NoStorage(StorageError):
    pass


class Storage(Protocol):
    """Names are like `spoken/0f3a….ogg`. Every call ends in its time; writing twice is writing."""

    async def put(self, name: str, data: bytes, *, media_type: str) -> None:
        """Raises NoStorage; ValueError for a name or a size that is not taken."""
        ...

    async def get(self, name: str) -> bytes:
        """Raises Missing and NoStorage."""
        ...

    async def delete(self, name: str) -> None:
        """It is gone, whether or not it was there. Raises NoStorage."""
        ...

    async def link(self, name: str, *, seconds: int) -> str | None:
        """An address at which anybody may read it for so long; None where there is no such thing.

        Raises NoStorage.
        """
        ...


def checked(name: str, data: bytes = b"") -> str:
    """Raises ValueError for a name that is none of ours, and for what is bigger than BIGGEST."""
    if not _NAME.fullmatch(name) or ".." in name or "//" in name:
        raise ValueError(f"not a name of a file: {name!r}")
    if len(data) > BIGGEST:
        raise ValueError(f"a file may have {BIGGEST} bytes, this one has {len(data)}")
    return name


class Folder:
    """A folder of this machine. Files come to be at once and whole, or not at all."""

    def __init__(self, root: Path) -> None:
        self._root = root

    async def put(self, name: str, data: bytes, *, media_type: str) -> None:
        path = self._root / checked(name, data)
        await self._do(lambda: _write(path, data))

    async def get(self, name: str) -> bytes:
        path = self._root / checked(name)
        return await self._do(lambda: _read(path))

    async def delete(self, name: str) -> None:
        path = self._root / checked(name)
        await self._do(lambda: path.unlink(missing_ok=True))

    async def link(self, name: str, *, seconds: int) -> str | None:
        return None

    async def _do(self, what: Callable[[], Result]) -> Result:
        try:
            return await asyncio.to_thread(what)
        except FileNotFoundError as error:
            raise Missing(error.filename) from error
        except OSError as error:
            raise NoStorage(error.strerror) from error


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with TemporaryDirectory(dir=path.parent) as beside:
        new = Path(beside) / path.name
        new.write_bytes(data)
        new.replace(path)


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(BIGGEST + 1)[:BIGGEST]
