"""A full import into the database of the settings, as the worker does it, so that readers can be measured beside it.

    python -m tests.bench.importing FOLDER AMENDMENTS

Lists of new Bills, a hundred amendments each: bytes, snapshot, parse, ingest, and a run recorded for each. Prints the
seconds that it took.
"""

import json
import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from tests.bench import pages


def main(folder: str, amendments: int) -> None:
    """Write the pages, say that they are there, and take them in."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    import django

    django.setup()
    from bills.models import Bill
    from scrapers.models import FetchRun
    from tests.bench import ingest
    from tracker.programs import gives_way

    gives_way()
    first = (Bill.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 10_000
    place = Path(folder)
    pages.write(place, amendments, first=first)
    stages = ingest.stages_of_new_bills(amendments // pages.BILLS_OF, first=first)
    print("ready", flush=True)
    sys.stdin.readline()
    started = time.perf_counter()
    at = datetime.now(UTC)
    for number, stage in enumerate(stages):
        run = FetchRun.objects.create(kind="amendments", bill=stage.bill, stage=stage, started_at=at)
        ingest.take_in(place / f"{number:04}.json", stage, at, run)
    print(json.dumps({"seconds": time.perf_counter() - started}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
