"""The database in an Anki package."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from quiz.errors import QuizError

OLDER = 'In Anki, choose File, Export, tick "Support older Anki versions", and import that file.'
AGAIN = "Export it once more: in Anki, File, Export, as Anki Deck Package (.apkg)."
_NEWEST = "collection.anki21b"
_PARTS = (_NEWEST, "collection.anki21", "collection.anki2")  # an older one beside it only says to update Anki


@contextmanager
def unpacked(file: Path) -> Iterator[Path]:
    """The package's newest database, unpacked."""
    with zipfile.ZipFile(file) as package, tempfile.TemporaryDirectory() as folder:
        names = package.namelist()
        part = next((name for name in _PARTS if name in names), None)
        if part is None:
            raise QuizError("there is no Anki collection in this file", hint=AGAIN, file=file)
        path = Path(folder) / "collection.sqlite"
        with package.open(part) as packed, path.open("wb") as target:
            if part == _NEWEST:
                _decompress(packed, target, file)
            else:
                shutil.copyfileobj(packed, target)
        yield path


def _decompress(packed: IO[bytes], target: IO[bytes], file: Path) -> None:
    """Zstandard: in the standard library since Python 3.14, before that in a package of its own."""
    try:
        from compression import zstd  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        try:
            from backports import zstd
        except ImportError:
            message = "this package is in the form of newer versions of Anki, which needs the package backports.zstd"
            raise QuizError(message, hint=OLDER, file=file) from None
    try:
        with zstd.open(packed) as stream:
            shutil.copyfileobj(stream, target)
    except zstd.ZstdError as error:
        raise zipfile.BadZipFile(str(error)) from error
