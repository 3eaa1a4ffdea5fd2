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
from scrapers.models import FetchRun
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
        stages = stages_of_new_bills(amendments // pages.BILLS_OF)
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


def stages_of_new_bills(count: int, *, first: int = pages.FIRST) -> list[BillStage]:
    """A stage of each of so many new Bills, whose numbers go up from `first`, as tests.bench.pages has them."""
    why = Why("bench", START)
    titles = [Bill(bill_id=first + n, short_title=f"Harbours (No. {n}) Bill") for n in range(count)]
    bills = create_tracked(Bill, titles, why)
    stages = [
        BillStage(bill=bill, bill_stage_id=first + n, description="Committee", house="Commons", kind_id_received=8)
        for n, bill in enumerate(bills)
    ]
    return create_tracked(BillStage, stages, why)


def _ingest(folder: Path, stages: list[BillStage], day: int) -> None:
    for number, stage in enumerate(stages):
        take_in(folder / f"{number:04}.json", stage, START + timedelta(days=day))


def take_in(path: Path, stage: BillStage, at: datetime, run: FetchRun | None = None) -> None:
    """The whole path of one list from a file: bytes, snapshot, and, where the bytes are new, parse and ingest."""
    url = f"https://bills-api.parliament.uk/api/v1/Bills/{stage.bill.bill_id}/Stages/{stage.bill_stage_id}/Amendments"
    fetched = Fetched(url, 200, {}, "application/json", path.read_bytes(), at)
    snapshot, is_new = snapshots.keep(fetched)
    if is_new:
        page = bills_api.amendments_page(fetched.body)
        seen = Observation(at, "Parliament's list of amendments", snapshot.pk, url)
        ingest.ingest_amendments(stage, page.items, seen, is_complete=True, run=run)


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
