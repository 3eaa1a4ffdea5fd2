"""How long "as at" a day takes on Bills of 300 amendments, beside 1,000,000 history rows: python -m tests.bench.as_at

In the database of the settings; the record is made first where it is not there (tests/bench/large_record.py). The
whole of a request is timed in this process, from the address to the bytes, for a page that nobody kept.
"""

import os
import platform
import statistics
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

BILLS, DAYS = 8, 6


def asked() -> Iterator[tuple[str, str]]:
    """The kind and the address of every page as at a day, from before the Bill's first list to after its last."""
    from amendments.models import AmendmentPaper
    from bills.models import Bill

    bills = Bill.objects.filter(bill_id__range=(700_000, 799_999)).order_by("pk")
    for bill in bills[: BILLS * 90 : 90]:
        first = AmendmentPaper.objects.filter(bill=bill).earliest("effective_at")
        for number in range(DAYS):
            at = (first.effective_at + timedelta(days=number * 90 - 1)).date()
            amendment = first.stage.amendments.earliest("pk")
            yield "list of a stage", f"{first.stage.get_absolute_url()}?at={at}"
            yield "timeline", f"{bill.get_absolute_url()}timeline/?at={at}"
            yield "amendment", f"{amendment.get_absolute_url()}?at={at}"
            since = f"?since={at}&until={at + timedelta(days=200)}"
            yield "two days compared", f"{first.stage.get_absolute_url()}changes/{since}"


def main() -> int:
    """Make what is missing, ask, and print the figures."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client

    import tracker.wsgi  # noqa: F401  it tells the collector what the server's processes tell it
    from amendments.models import Amendment
    from tests.bench.large_record import Size, is_there, make

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if not is_there(Size()):
        make(Size())
    client, times = Client(headers={"host": "localhost"}), dict[str, list[float]]()
    for kind, address in asked():
        started = time.perf_counter()
        answer = client.get(address)
        times.setdefault(kind, []).append((time.perf_counter() - started) * 1000)
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answered {answer.status_code}")
    say = sys.stdout.write
    say(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {platform.platform()}, {os.cpu_count()} cores, ")
    say(f"load {os.getloadavg()[0]:.1f}; {connection.vendor}, {Amendment.objects.count():,} amendments\n")
    for kind, all_ in times.items():
        ordered = sorted(all_)
        say(
            f"as at, {kind:18} p50 {statistics.median(ordered):6.0f} ms  p95 {ordered[len(ordered) * 95 // 100]:6.0f} "
        )
        say(f" longest {ordered[-1]:6.0f} ms of {len(ordered)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
