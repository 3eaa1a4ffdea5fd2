"""Amendment papers on disk for the commands that store nothing: read one, write figures about it."""

import json
import os
import tempfile
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import CommandError

from scrapers.parse import amendment_paper
from scrapers.records import PaperRecord
from tracker.files import read_as


def read_paper(path: Path) -> PaperRecord:
    """The paper in a file. Raises CommandError naming the file, the place in it and the reason."""
    return read_as(path, amendment_paper.parse)


def write_json(value: Any, out: str, stdout: TextIO) -> None:
    """Write figures as JSON to a file, or to `stdout` for "-".

    The file is there whole or as it was before: it is written beside its place and then put there. Raises
    CommandError where that cannot be done.
    """
    words = json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    if out == "-":
        stdout.write(words)
        return
    path = Path(out)
    beside = ""
    try:
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, prefix=".", delete=False) as file:
            beside = file.name
            file.write(words)
        Path(beside).chmod(0o666 & ~_umask())
        Path(beside).replace(path)
    except OSError as error:
        if beside:
            Path(beside).unlink(missing_ok=True)
        raise CommandError(f"{path}: it cannot be written: {error.strerror or error}") from error


def _umask() -> int:
    """The permissions that new files are denied: a temporary file ignores them and is private."""
    current = os.umask(0)
    os.umask(current)
    return current
