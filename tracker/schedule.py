"""When a tracked Bill is next due to be asked for. Pure: facts in, a moment out; nothing is read or written.

Often while a stage is live and the Houses are at work, hourly around that, daily otherwise, weekly once the Bill has
ended. Never so often that the one polite queue could not serve every tracked Bill between two polls of one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
OPENS, CLOSES = time(9), time(23)
"""The hours, on weekdays in London, in which papers appear and decisions are entered."""
OFTEN = timedelta(minutes=15)
HOURLY = timedelta(hours=1)
DAILY = timedelta(days=1)
WEEKLY = timedelta(days=7)
LIVE_DAYS = 7
NEAR_DAYS = 28


@dataclass(frozen=True, slots=True)
class BillFacts:
    """What decides how often a Bill is asked for.

    `has_ended`: it is an Act, withdrawn or defeated. `amendable_sittings`: days of stages that can hold amendments;
    `other_sittings`: the days of its other stages. Past and future days both count.
    """

    has_ended: bool = False
    amendable_sittings: tuple[date, ...] = ()
    other_sittings: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class LastPoll:
    """The last time the Bill was asked for: when that ended (with a zone), and whether everything was received."""

    ended_at: datetime
    was_complete: bool = True


def pace(facts: BillFacts, today: date) -> timedelta:
    """The usual pause between two polls on a London day, while the Houses are at work."""
    if _within(facts.amendable_sittings, today, LIVE_DAYS):
        return OFTEN
    if _within(facts.other_sittings, today, LIVE_DAYS):
        return HOURLY
    if facts.has_ended:
        return WEEKLY
    return HOURLY if _within(facts.amendable_sittings, today, NEAR_DAYS) else DAILY


def next_poll(
    facts: BillFacts, last: LastPoll | None, now: datetime, *, round_takes: timedelta = timedelta(0)
) -> datetime:
    """The moment from which the Bill is due; `now` for one that was never polled.

    `round_takes` is how long the polite queue needs to ask for every tracked Bill once: no Bill is due sooner than
    that after its last poll. A poll that failed is due again within the hour, and never sooner than a good one.
    """
    if last is None:
        return now
    wanted = pace(facts, _london(last.ended_at).date())
    if not last.was_complete:
        wanted = min(wanted, HOURLY)
    due = _in_working_hours(last.ended_at) if wanted == OFTEN else last.ended_at + wanted
    due = min(due, _when_it_quickens(facts, last.ended_at, due))
    return max(due, last.ended_at + round_takes)


def _in_working_hours(ended_at: datetime) -> datetime:
    """15 minutes on inside working hours; outside them an hour on, or at opening if that comes first."""
    soonest, latest = ended_at + OFTEN, ended_at + HOURLY
    if is_working_hours(soonest):
        return soonest
    opening = datetime.combine(_london(latest).date(), OPENS, LONDON)
    return opening if soonest <= opening <= latest and is_working_hours(opening) else latest


def _when_it_quickens(facts: BillFacts, ended_at: datetime, due: datetime) -> datetime:
    """The first opening hour before `due` on a day whose pace is quicker: a sitting drew near meanwhile."""
    usual = pace(facts, _london(ended_at).date())
    day = _london(ended_at).date() + timedelta(days=1)
    while day <= _london(due).date():
        opening = datetime.combine(day, OPENS, LONDON)
        if pace(facts, day) < usual and opening < due:
            return opening
        day += timedelta(days=1)
    return due


def is_working_hours(moment: datetime) -> bool:
    """Whether it is a weekday between 09:00 and 23:00 in London."""
    there = _london(moment)
    return there.weekday() < 5 and OPENS <= there.time() < CLOSES


def _london(moment: datetime) -> datetime:
    return moment.astimezone(LONDON)


def _within(days: Iterable[date], today: date, span: int) -> bool:
    return any(abs((day - today).days) <= span for day in days)
