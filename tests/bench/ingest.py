"""How fast lists become rows with history: first import, the same again, one in a hundred changed. SQLite on disk."""

import statistics
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.core.management import call_command
from django.db import connection

from amendments.models import Amendment, AmendmentPaper, Listing, Sponsorship
from bills.history import Why, create_tracked
from bills.models import Bill, BillStage, Member
from scrapers import ingest, snapshots
from scrapers.fetch import Fetched
from scrapers.ingest import Observation
from scrapers.parse import bills_api
from tests.bench import pages

START = datetime(2026, 10, 5, 9, tzinfo=UTC)
HISTORY = (Amendment, Sponsorship, Member)


def figures(folder: Path, amendments: int, rounds: int) -> list[str]:
    """Lines of figures: medians over rounds, each round on a fresh database file."""
    variants = ("first", "noise", "changed")
    for variant in variants:
        pages.write(folder / variant, amendments, variant)
    speeds: dict[str, list[float]] = {}
    facts: dict[str, str] = {}
    steps = (
        ("first import", _ingest, "first"),
        ("same bytes again", _ingest, "first"),
        ("same record, other bytes", _records, "noise"),
        ("1 % changed", _ingest, "changed"),
    )
    for number in range(rounds):
        _fresh(folder / f"bench-{number}.sqlite3")
        stages = _stages(amendments // pages.BILLS_OF)
        for day, (name, step, variant) in enumerate(steps):
            before = _counts()
            start = time.perf_counter()
            step(folder / variant, stages, day)
            speeds.setdefault(name, []).append(amendments / (time.perf_counter() - start))
            facts[name] = ", ".join(f"{count - before[key]} {key}" for key, count in _counts().items())
    return [f"{name:28} {statistics.median(all_):>9,.0f} /s   {facts[name]}" for name, all_ in speeds.items()]


def _fresh(path: Path) -> None:
    connection.close()
    connection.settings_dict["NAME"] = str(path)
    call_command("migrate", verbosity=0)


def _stages(count: int) -> list[BillStage]:
    why = Why("bench", START)
    titles = [Bill(bill_id=5000 + n, short_title=f"Harbours (No. {n}) Bill") for n in range(count)]
    bills = create_tracked(Bill, titles, why)
    stages = [
        BillStage(bill=bill, bill_stage_id=7000 + n, description="Committee", house="Commons", kind_id_received=8)
        for n, bill in enumerate(bills)
    ]
    return create_tracked(BillStage, stages, why)


def _ingest(folder: Path, stages: list[BillStage], day: int) -> None:
    """The whole path from a file: bytes, snapshot, and, where the bytes are new, parse and ingest."""
    for number, stage in enumerate(stages):
        path = folder / f"{number:04}.json"
        url = f"https://bills-api.parliament.uk/api/v1/Bills/{5000 + number}/Stages/{7000 + number}/Amendments"
        at = START + timedelta(days=day)
        fetched = Fetched(url, 200, {}, "application/json", path.read_bytes(), at)
        snapshot, is_new = snapshots.keep(fetched)
        if is_new:
            page = bills_api.amendments_page(fetched.body)
            seen = Observation(at, "Parliament's list of amendments", snapshot.pk, url)
            ingest.ingest_amendments(stage, page.items, seen, is_complete=True)


def _records(folder: Path, stages: list[BillStage], day: int) -> None:
    """From a file through parse and ingest without the snapshot: the comparison of records itself."""
    for number, stage in enumerate(stages):
        page = bills_api.amendments_page((folder / f"{number:04}.json").read_bytes())
        seen = Observation(START + timedelta(days=day), "Parliament's list of amendments")
        ingest.ingest_amendments(stage, page.items, seen, is_complete=True)


def _counts() -> dict[str, int]:
    return {
        "history rows of amendments": Amendment.history.count(),
        "of names and Members": Sponsorship.history.count() + Member.history.count(),
        "dated lists": AmendmentPaper.objects.count(),
        "listings": Listing.objects.count(),
    }
