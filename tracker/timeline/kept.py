"""The events of a Bill, kept in memory until it changes: every filter, day and zoom of its timeline chooses from them.

They stand while all that decides them is the same: the versions of the Bill and of what belongs to none
(bills/versions.py), the moment at which the next embargo lifts, and the day in London. These are read in one query
with the Bill and before any other row, so nothing older is ever kept under a newer version.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from threading import Lock
from typing import Any

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from amendments.querysets import Check
from bills.models import Bill, PublicVersion
from bills.prepared import prepared
from bills.versions import SITE
from coalition.querysets import embargoes_after
from tracker.timeline.course import Course
from tracker.timeline.events import Event
from tracker.timeline.ours import Ours, ours_of
from tracker.timeline.record import bills_with_check, check_of, releases_on, whole_record
from tracker.timeline.told import told


@dataclass(frozen=True, slots=True)
class Timeline:
    """Everything that happened to a Bill, in order, and what the page says beside it. The same to every reader."""

    bill: Bill
    check: Check
    course: Course
    ours: Ours
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class _Standing:
    version: int | None
    version_of_site: int | None
    lifts: datetime | None
    today: date


_kept: dict[int, tuple[_Standing, Timeline]] = {}
"""By the id of the Bill, that which was read longest ago first."""
_lock = Lock()


def timeline_of(pk: int) -> Timeline | None:
    """The timeline of a Bill now; None where there is no such Bill. One query where its events are kept, else six."""
    now = timezone.now()
    bill = next(iter(_standing_bill(pk, now)), None)
    if bill is None:
        return None
    standing = _Standing(bill.version, bill.version_of_site, bill.lifts, timezone.localdate(now))
    kept = _still_kept(pk, standing)
    if kept is not None:
        return replace(kept, bill=bill, check=check_of(bill))
    record, releases = whole_record(bill, check_of(bill)), releases_on(pk, now)
    # One that was withdrawn after `now` still counts as in force then, but this version is that of its withdrawal.
    ours = ours_of([each for each in releases if each.withdrawn_at is None])
    made = Timeline(bill, record.check, record.course, ours, tuple(told(record, ours, today=standing.today)))
    _keep(pk, standing, made)
    return made


def forget() -> None:
    """Keep nothing of what is kept."""
    with _lock:
        _kept.clear()


@prepared
def _standing_bill(pk: int, now: datetime) -> QuerySet[Any]:
    versions = PublicVersion.objects.values("number")
    return bills_with_check(pk).annotate(
        version=Subquery(versions.filter(scope=OuterRef("pk"))),
        version_of_site=Subquery(versions.filter(scope=SITE)),
        lifts=Subquery(embargoes_after(now).values("public_from")[:1]),
    )


def _still_kept(pk: int, standing: _Standing) -> Timeline | None:
    with _lock:
        known, made = _kept.get(pk, (None, None))
        if made is None or known != standing:
            return None
        _kept[pk] = _kept.pop(pk)
    return made


def _keep(pk: int, standing: _Standing, made: Timeline) -> None:
    """Keep it, and of the others the latest read: never more events than the setting allows."""
    with _lock:
        _kept.pop(pk, None)
        _kept[pk] = (standing, made)
        many = sum(map(_weight, _kept.values()))
        while many > settings.KEPT_EVENTS:
            many -= _weight(_kept.pop(next(iter(_kept))))


def _weight(entry: tuple[_Standing, Timeline]) -> int:
    return 1 + len(entry[1].events)
