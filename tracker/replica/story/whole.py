"""The whole story, and the days on which the demonstration stops."""

from functools import cache

from tracker.replica.story.ferries import ferries
from tracker.replica.story.ferries_dates import (
    COMMITTEE_PAPERS,
    COMMITTEE_SITTINGS,
    LORDS_PAPERS,
    REPORT,
    REPORT_PAPERS,
    TODAY,
)
from tracker.replica.story.others import clocks, lighthouses
from tracker.replica.world import World

DAYS = tuple(sorted({*COMMITTEE_PAPERS, COMMITTEE_SITTINGS[-1], *REPORT_PAPERS, REPORT, *LORDS_PAPERS, TODAY}))


@cache
def world() -> World:
    """The fictional Parliament of the demonstration."""
    return World((ferries(), lighthouses(), clocks()), DAYS)
