"""Bill prints on disk for the commands that store nothing: Lawmaker XML, PDF or page-line JSON."""

from pathlib import Path

from django.core.management.base import CommandError

from scrapers.parse import any_print
from scrapers.parse.bill_print import PrintRecord
from scrapers.records import UnreadableSource
from tracker.files import read_file


def read_print_file(path: Path) -> PrintRecord:
    """The print in a file, whatever its name. Raises CommandError naming the file, the place in it and the reason."""
    try:
        return any_print.parse(read_file(path))
    except OSError as error:
        raise CommandError(f"{path}: it cannot be read: {error.strerror or error}") from error
    except UnreadableSource as error:
        raise CommandError(f"{path}: {error}") from error
