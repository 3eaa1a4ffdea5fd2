"""Saved pages that an officer uploads: kept aside until they are confirmed, then taken in as exactly those bytes.

Before the confirmation nothing is stored in the database. The bytes wait in a folder of their own under TRACKER_VAR
with a random name, for the person who brought them alone, and are removed after a day.
"""

import json
import re
import secrets
import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePath
from typing import Any

from django.conf import settings
from django.utils import timezone

from bills.models import Bill, BillStage
from scrapers import snapshots
from scrapers.models import FetchRun, Snapshot
from scrapers.parse.old_page import MAX_BYTES
from scrapers.placing import CannotPlace
from scrapers.records import AmendmentRecord, PaperRecord, UnreadableSource
from scrapers.saved_pages import PAGES, PagesImport, ingest_saved_pages

KEPT_SECONDS = 24 * 60 * 60
MOST_KEPT = 200
"""Uploads that may wait at once, of everybody together: the oldest go first."""
TOKEN = re.compile(r"[A-Za-z0-9_-]{20,64}")
SUFFIXES = (".html", ".htm")
Files = Sequence[tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class Upload:
    """Pages that wait for a confirmation: their token, and names and bytes in their order."""

    token: str
    files: tuple[tuple[str, bytes], ...]


def import_saved_pages(files: Files, *, bill: Bill | None = None, stage: BillStage | None = None) -> PagesImport:
    """Take in saved pages, given together in their order; their bytes are kept first.

    Raises UnreadableSource or CannotPlace, with nothing written but the snapshots and the run that says why.
    """
    now = timezone.now()
    kept = [snapshots.keep_file(name, body, now)[0] for name, body in files]
    try:
        return ingest_saved_pages(kept, bill=bill, stage=stage)
    except (UnreadableSource, CannotPlace) as error:
        _refused(kept, error, bill or (stage.bill if stage else None), stage)
        raise


def _refused(kept: Sequence[Snapshot], error: Exception, bill: Bill | None, stage: BillStage | None) -> None:
    if not kept:
        return
    pks = [one.pk for one in kept]
    FetchRun.objects.create(
        kind=FetchRun.Kind.PAPER,
        bill=bill,
        stage=stage,
        source_url=kept[0].url,
        started_at=kept[0].last_checked_at,
        finished_at=timezone.now(),
        problem=str(error),
        snapshot_ids={"refused": pks, PAGES: pks},
    )


def check_file(name: str, size: int) -> str:
    """Why a file is not taken at all, by its name and size; "" where it is."""
    if not name.casefold().endswith(SUFFIXES):
        return f"{PurePath(name).name}: only saved web pages are read, with names that end in .html or .htm"
    if size > MAX_BYTES:
        return f"{PurePath(name).name}: it has {size:,} bytes; the limit is {MAX_BYTES:,}"
    return ""


def told(found: PagesImport) -> dict[str, Any]:
    """What was read and what it does, as plain values."""
    record = found.record
    paper = record if isinstance(record, PaperRecord) else None
    return {
        "kind": paper.kind if paper else "page of stages",
        "bill": str(found.bill),
        "new_bill": found.is_new_bill,
        "stage": str(found.stage) if found.stage else "",
        "new_stage": found.is_new_stage,
        "published_on": str(paper.published_on or "") if paper else "",
        "amendments": [
            {
                "number": effect.record.number,
                "star": effect.record.star,
                "kind": effect.record.kind,
                "target": target_of(effect.record),
                "text": effect.record.text or "",
                "statement": effect.record.statement or "",
                "decision": effect.record.decision or "",
                "names": [name.name for name in effect.record.sponsors or ()],
                "does": f"{effect.does} ({effect.grades})" if effect.grades else effect.does,
            }
            for effect in found.effects
        ],
        "stages": found.stage_lines,
        **found.tally.as_dict(),
    }


def target_of(record: AmendmentRecord) -> str:
    """Where an amendment bites, in words: "clause 41, page 28, line 8", "after clause 1", "new clause"."""
    place = record.provision or ("" if record.op != "new_clause" else "new clause")
    if record.op == "new_schedule" and not record.provision:
        place = "new schedule"
    if record.location and not record.provision:
        place = f"{place} ({record.location})" if place else record.location
    parts = [place or record.note or ""]
    parts += [f"page {record.page}"] if record.page else []
    parts += [f"line {record.line}"] if record.line else []
    return ", ".join(part for part in parts if part) or "target not read"


# ---- uploads that wait ----
def keep(files: Files, *, of: int) -> str:
    """Keep an upload of the account `of` aside; returns its token."""
    tidy()
    token = secrets.token_urlsafe(24)
    folder = _folder() / token
    folder.mkdir(parents=True, mode=0o700)
    names = []
    for place, (name, body) in enumerate(files):
        (folder / str(place)).write_bytes(body)
        names.append([PurePath(name).name[:200], sha256(body).hexdigest()])
    (folder / "names.json").write_text(json.dumps({"of": of, "at": time.time(), "names": names}), encoding="utf-8")
    return token


def kept(token: str, *, of: int) -> Upload | None:
    """The upload under this token; None for another account's, an expired, a damaged or an unknown one."""
    if not TOKEN.fullmatch(token):
        return None
    folder = _folder() / token
    try:
        told = json.loads((folder / "names.json").read_text(encoding="utf-8"))
        if told["of"] != of or time.time() - told["at"] > KEPT_SECONDS:
            return None
        bodies = [(folder / str(place)).read_bytes() for place in range(len(told["names"]))]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if [sha256(body).hexdigest() for body in bodies] != [digest for _, digest in told["names"]]:
        return None
    return Upload(token, tuple((name, body) for (name, _), body in zip(told["names"], bodies, strict=True)))


def forget(token: str) -> None:
    """Remove an upload."""
    if TOKEN.fullmatch(token):
        shutil.rmtree(_folder() / token, ignore_errors=True)


def tidy() -> int:
    """Remove uploads that nobody confirmed within a day, and the oldest of too many; returns how many."""
    folder = _folder()
    waiting = sorted((path for path in folder.iterdir() if path.is_dir()), key=_age) if folder.exists() else []
    expired = [path for place, path in enumerate(waiting) if _age(path) > KEPT_SECONDS or place >= MOST_KEPT]
    for path in expired:
        shutil.rmtree(path, ignore_errors=True)
    return len(expired)


def _age(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except OSError:
        return float("inf")


def _folder() -> Path:
    return Path(settings.TRACKER_VAR) / "saved-pages"
