"""How fast real papers are read, compared and taken in (needs SHARED_DATA)."""

import statistics
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from amendments.changes import compare
from amendments.models import Amendment
from scrapers.parse import amendment_paper, bill_print
from tracker import pipeline

PAIR = ("energy_rm_rep_0904.xml", "energy_day_rep_0905.xml")
PRINT = "dpdi_bill314_as_amended_in_committee.xml"


def figures(folder: Path, rounds: int) -> list[str]:
    """Lines of figures, or one that says why there are none."""
    papers = settings.SHARED_DATA / "lawmaker" / "papers"
    if not papers.is_dir():
        return [f"real papers not found at {papers}: set SHARED_DATA"]
    old, new = (papers / name for name in PAIR)
    prints = settings.SHARED_DATA / "lawmaker" / "prints" / PRINT

    def read_and_compare() -> None:
        compare(amendment_paper.parse(old.read_bytes()).amendments, amendment_paper.parse(new.read_bytes()).amendments)

    def take_in(number: list[int]) -> Callable[[], None]:
        connection.close()
        connection.settings_dict["NAME"] = str(folder / f"papers-{len(number)}.sqlite3")
        number.append(1)
        call_command("migrate", verbosity=0)
        return lambda: [pipeline.import_paper(path) for path in (old, new)] and None

    made: list[int] = []
    lines = [
        _line("read the Energy pair and compare", _times(read_and_compare, rounds * 2 + 1)),
        _line("read one Bill print (DPDI, 1.9 MB)", _times(lambda: bill_print.parse(prints.read_bytes()), rounds)),
        _line("take in the Energy pair with history", [_time(take_in(made)) for _ in range(rounds)]),
    ]
    lines.append(f"  {Amendment.objects.count()} amendments, {Amendment.history.count()} history rows")
    return lines


def _time(step: Callable[[], None]) -> float:
    start = time.perf_counter()
    step()
    return time.perf_counter() - start


def _times(step: Callable[[], None], rounds: int) -> list[float]:
    return [_time(step) for _ in range(rounds)]


def _line(name: str, seconds: list[float]) -> str:
    return f"{name:40} {statistics.median(seconds):8.3f} s   (least {min(seconds):.3f}, {len(seconds)} rounds)"
