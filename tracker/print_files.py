"""Bill prints on disk for the commands that store nothing: Lawmaker XML, PDF or page-line JSON."""

from pathlib import Path

from scrapers.parse import any_print
from scrapers.parse.bill_print import PrintRecord
from tracker.files import read_as


def read_print_file(path: Path) -> PrintRecord:
    """The print in a file, whatever its name. Raises CommandError naming the file, the place in it and the reason."""
    return read_as(path, any_print.parse)
