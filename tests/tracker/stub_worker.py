"""A real Celery worker for the tests: the work is a stub that leaves a line in a file; leases are short."""

import os
import time
from datetime import timedelta
from pathlib import Path

from tracker.celery import app

app.loader.import_default_modules()

from tracker import jobs, running, tasks  # noqa: E402  Django is set up by the line above

STEP = float(os.environ.get("STUB_STEP_SECONDS", "0"))
DIARY = Path(os.environ["TRACKER_VAR"]) / "diary"


def write_down(line: str) -> None:
    """Append one line; whole, also when two workers write."""
    with DIARY.open("a") as diary:
        diary.write(f"{line}\n")


def stub(arguments, on_progress):
    """Two steps, with progress before each."""
    write_down(f"started {arguments['n']}")
    for step in range(2):
        on_progress(step, 2, "step")
        time.sleep(STEP)
    write_down(f"ended {arguments['n']}")
    return {}


jobs.LEASE = timedelta(seconds=1)
running.HEARTBEAT = timedelta(seconds=0.3)
tasks.WORK["stub"] = stub
QUIET = "--without-mingle --without-gossip --without-heartbeat"
app.worker_main(f"worker --pool solo --queues scrape,default --loglevel WARNING {QUIET}".split())
