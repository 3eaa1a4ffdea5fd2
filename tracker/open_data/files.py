"""Bulk files of Parliament's record: made in the background, given out whole, replaced in one step.

Only Parliament's record is in them, which nobody withdraws: so an older file may stand until the newer one is ready.
What the coalition published is never kept in a file: it is written anew for each reader (tracker/views/downloads.py).
"""

import hashlib
import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from bills.models import Bill
from bills.versions import version_of
from tracker.models import DataFile
from tracker.open_data import lines
from tracker.open_data.cells import write_csv, write_xlsx

FOLDER = "data"
TRIES = 3
Form = DataFile.Form
Progress = Callable[[int, int | None, str], None]


def make(scope: int, on_progress: Progress = lambda *_: None) -> dict[str, Any]:
    """Make the three files of a Bill, or of everything, and put them in place of the older ones.

    Written again, up to three times, where the record changed meanwhile: a file tells of one moment.
    """
    bill = scope or None
    if bill and not Bill.objects.filter(pk=bill).exists():
        return {"files": 0}
    folder = Path(settings.MEDIA_ROOT) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as room:
        whole = Path(room) / "whole.jsonl"
        for turn in range(TRIES):
            version = _version(scope)
            counts = _write_lines(whole, lines.record(bill), on_progress)
            if _version(scope) == version:
                break
            on_progress(turn, TRIES, "The record changed meanwhile: once more")
        made = {Form.JSONL: whole}
        for form, write in ((Form.CSV, write_csv), (Form.XLSX, write_xlsx)):
            on_progress(0, None, f"Writing {form.label}")
            made[form] = Path(room) / f"whole.{form}"
            with made[form].open("wb") as out:
                write(_read_lines(whole, on_progress), out, lines.RECORD)
        _put_in_place(scope, version, counts, made, folder)
    return {"files": len(made), "rows": sum(counts.values())}


def _version(scope: int) -> int:
    return version_of([scope] if scope else None)


def _write_lines(path: Path, objects: Iterable[Mapping[str, Any]], on_progress: Progress) -> Counter[str]:
    counts: Counter[str] = Counter()
    with path.open("w", encoding="utf-8", newline="") as out:
        for each in objects:
            out.write(lines.line(each))
            counts[each["table"]] += 1
            if counts.total() % 1_000 == 0:
                on_progress(counts.total(), None, f"Writing {each['table']}")
    counts.pop(lines.ABOUT)
    return counts


def _read_lines(path: Path, on_progress: Progress) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8", newline="\n") as file:
        for number, each in enumerate(file, start=1):
            if number % 1_000 == 0:
                on_progress(number, None, "Writing tables")
            yield json.loads(each)


def _put_in_place(
    scope: int, version: int, counts: Mapping[str, int], made: Mapping[Form, Path], folder: Path
) -> None:
    """Name each file by its content, tell of all three at once, and only then remove the older ones."""
    rows = []
    for form, path in made.items():
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        name = f"{scope}-{digest[:32]}.{form}"
        shutil.move(path, folder / name)
        facts = {"version": version, "made_at": timezone.now(), "size": (folder / name).stat().st_size}
        rows.append(DataFile(scope=scope, form=form, sha256=digest, name=name, rows=dict(counts), **facts))
    with transaction.atomic():
        DataFile.objects.filter(scope=scope).delete()
        DataFile.objects.bulk_create(rows)
    kept = {row.name for row in rows}
    for path in folder.glob(f"{scope}-*"):
        if path.name not in kept:
            path.unlink(missing_ok=True)


def opened(scope: int, form: str) -> tuple[DataFile, IO[bytes]] | None:
    """The file to give out, open; None where none is made. One that is being replaced is looked for once more."""
    for _ in range(2):
        row = DataFile.objects.filter(scope=scope, form=form).first()
        if row is None:
            return None
        try:
            return row, (Path(settings.MEDIA_ROOT) / FOLDER / row.name).open("rb")
        except FileNotFoundError:
            continue
    return None
