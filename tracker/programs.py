"""The worker and the scheduler of the site in one terminal: python -m tracker.programs worker (or scheduler).

What Celery's own commands start, without Celery's command line: its shell alone takes 12 MB of each process.
"""

import os
import sys

from tracker.celery import app

LESS_URGENT = 10
"""How much less of a busy processor the worker takes than what answers readers (the system's niceness)."""


def gives_way() -> None:
    """Whoever reads the site goes first: an import may take longer, a page may not."""
    os.nice(LESS_URGENT)


def worker() -> int:
    """Take one job at a time: there is one polite queue. Returns the exit code once it was asked to stop."""
    gives_way()
    program = app.Worker(
        pool_cls="solo",
        queues="scrape,default",
        loglevel="WARNING",
        quiet=True,
        without_mingle=True,
        without_gossip=True,
        without_heartbeat=True,
    )
    program.start()
    return int(program.exitcode or 0)


def scheduler() -> int:
    """Run the static schedule of tracker/celery.py until the process is asked to stop."""
    app.Beat(loglevel="WARNING", quiet=True).run()
    return 0


PROGRAMS = {"worker": worker, "scheduler": scheduler}

if __name__ == "__main__":
    sys.exit(PROGRAMS[sys.argv[1]]())
