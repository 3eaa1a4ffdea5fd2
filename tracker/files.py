"""A file that a person names on the command line, read whole or refused with a reason."""

import stat
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from django.core.management.base import CommandError

from scrapers.parse.akn import MAX_BYTES
from scrapers.records import UnreadableSource

T = TypeVar("T")


def read_file(path: Path) -> bytes:
    """The bytes of a file. Raises UnreadableSource for what is no file or too large, OSError where it fails."""
    facts = path.stat()
    if not stat.S_ISREG(facts.st_mode):
        raise UnreadableSource("file", "it is a folder or a device, not a file")
    if facts.st_size > MAX_BYTES:
        raise UnreadableSource("file", f"it has {facts.st_size:,} bytes; the limit is {MAX_BYTES:,}")
    return path.read_bytes()


def read_as(path: Path, parse: Callable[[bytes], T]) -> T:
    """What `parse` makes of a file. Raises CommandError naming the file, the place in it and the reason."""
    try:
        return parse(read_file(path))
    except OSError as error:
        raise CommandError(f"{path}: it cannot be read: {error.strerror or error}") from error
    except UnreadableSource as error:
        raise CommandError(f"{path}: {error}") from error
