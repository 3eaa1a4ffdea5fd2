"""A file that a person names on the command line, read whole or refused with a reason."""

import stat
from pathlib import Path

from scrapers.parse.akn import MAX_BYTES
from scrapers.records import UnreadableSource


def read_file(path: Path) -> bytes:
    """The bytes of a file. Raises UnreadableSource for what is no file or too large, OSError where it fails."""
    facts = path.stat()
    if not stat.S_ISREG(facts.st_mode):
        raise UnreadableSource("file", "it is a folder or a device, not a file")
    if facts.st_size > MAX_BYTES:
        raise UnreadableSource("file", f"it has {facts.st_size:,} bytes; the limit is {MAX_BYTES:,}")
    return path.read_bytes()
