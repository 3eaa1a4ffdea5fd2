"""The demonstration: a real Bill of 2014-15 from the product's own file, and a fictional Bill of today.

The Modern Slavery Bill comes in through the door for historic files. The fictional one is brought in day by day from
the loopback Parliament, through the real path, and marked as fictional. Nothing here touches the real Parliament.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from django.test.utils import override_settings

from bills.models import Bill
from tracker import pipeline, tracking
from tracker.replica.server import Replica
from tracker.replica.story.whole import world

EVENING = time(18, 0, tzinfo=ZoneInfo("Europe/London"))
"""When the story of each day is read: after the sitting, before the next paper."""
MODERN_SLAVERY = Path(__file__).parent / "demonstrations" / "modern_slavery_bill.json"
MODERN_SLAVERY_KEY = "modern-slavery-bill-2014-15"

Progress = Callable[[int, int, str], None]
Evening = Callable[[date], None]


@contextmanager
def fictional_parliament() -> Iterator[Replica]:
    """The loopback Parliament running, and settings that ask it instead of the real one, without waiting."""
    with (
        Replica(world(), day=1) as replica,
        override_settings(
            BILLS_API_URL=replica.url,
            COMMONS_VOTES_API_URL=replica.votes_url,
            LORDS_VOTES_API_URL=replica.votes_url,
            SCRAPER_ALLOWED_HOSTS=[replica.host],
            SCRAPER_REQUESTS_PER_SECOND=10_000.0,
        ),
    ):
        yield replica


def holds_other_bills() -> bool:
    """Whether the database holds a Bill that is not the demonstration's own: nothing is mixed into real work."""
    return Bill.objects.filter(is_fictional=False).exclude(historic_key=MODERN_SLAVERY_KEY).exists()


def load_modern_slavery(on_progress: Progress) -> Bill:
    """Bring in the Modern Slavery Bill 2014-15 from the product's own file, through the door for historic files."""
    on_progress(0, 1, "Reading the Modern Slavery Bill 2014–15")
    bill = pipeline.ingest_historic_bytes(MODERN_SLAVERY.name, MODERN_SLAVERY.read_bytes()).bill
    on_progress(1, 1, "The Modern Slavery Bill is loaded")
    return bill


def load(on_progress: Progress, on_evening: Evening | None = None) -> dict[str, int]:
    """Walk through the story: every day's answers and papers are fetched, kept, parsed and ingested in order.

    `on_evening` is told of each day once it was read: what people did then.
    """
    changed = 0
    with fictional_parliament() as replica:
        days = replica.world.days
        for number, day in enumerate(days):
            on_progress(number, len(days), f"Reading the fictional Parliament of {day:%-d %B %Y}")
            replica.day = day
            changed += _one_day(replica, datetime.combine(day, EVENING), is_first=number == 0)
            if on_evening:
                on_evening(day)
    on_progress(len(days), len(days), "The demonstration is loaded")
    for bill in Bill.objects.filter(is_fictional=True, is_act=False, withdrawn_on=None):
        tracking.start(bill.bill_id or 0, bill.short_title, note="The demonstration", update=False)
        tracking.tie_to_bill(bill.bill_id or 0)
    return {"days": len(days), "rows_changed": changed, "requests": len(replica.asked)}


def _one_day(replica: Replica, at: datetime, *, is_first: bool) -> int:
    changed = 0
    if is_first:
        changed += int(pipeline.refresh_reference(at=at)["rows_changed"])
    for bill in replica.world.at(replica.day).bills:
        told = pipeline.update_bill(bill.bill_id, is_fictional=True, at=at)
        changed += sum(part["rows_changed"] for part in [told["bill"], *told["stages"].values()])
        changed += told["divisions"].get("rows_changed", 0)
    return changed
