"""Calendars (RFC 5545), made when they are read: a Bill's sittings, and the dates of what we published.

A sitting is a day and never a time. One that is still to come is tentative; one that Parliament took off is cancelled
under the same name, so that a diary that had it takes it out. Names rest on our own ids: a moved sitting moves.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Count, Max, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar, Event

from amendments.history import LONDON
from bills.models import Bill, Sitting
from coalition.models import Release
from coalition.public import kind_words, newest
from coalition.querysets import in_force
from tracker.feeds.entries import PAGES, Kind
from tracker.feeds.words import in_one_line, readable

ASK_AGAIN = "PT1H"
FIRST_DAY = datetime(2020, 1, 1, tzinfo=UTC)
Whole = Callable[[str], str]


def sittings_of(bills: Q) -> list[Any]:
    """Sittings of these Bills with a day, also those no longer listed; `edits` and `changed` of each. One query."""
    of_each = Sitting.history.filter(id=OuterRef("pk")).order_by().values("id")
    rows: Any = Sitting.objects.filter(bills, date__isnull=False, stage__is_listed=True)
    told = rows.select_related("stage__bill").annotate(
        edits=Subquery(of_each.annotate(n=Count("history_id")).values("n")),
        changed=Subquery(of_each.annotate(at=Max("effective_at")).values("at")),
    )
    return list(told.order_by("date", "part", "pk"))


def bill_calendar(bill: Bill, whole: Whole, today: date) -> bytes:
    """A Bill's sittings. One query."""
    name = f"Sittings: {in_one_line(bill.short_title)}"
    return _written(name, (_sitting(each, whole, today) for each in sittings_of(Q(stage__bill=bill))))


def our_calendar(whole: Whole, today: date) -> bytes:
    """What the coalition published, and the sittings of the Bills on which it did. Two queries."""
    kinds = [kind.value for kind in PAGES]
    released = newest(in_force().filter(kind__in=kinds).select_related("bill"))
    bills = {each.bill_id for each in released.values() if each.bill_id}
    events = [_published(each, whole) for each in released.values()]
    events += [_sitting(each, whole, today) for each in sittings_of(Q(stage__bill__in=bills))]
    return _written("The coalition’s papers and its Bills’ sittings", events)


def _written(name: str, events: Iterable[Event]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Amendment Tracker//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", LONDON.key)
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", ASK_AGAIN)
    for event in events:
        calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(key: str, title: str, url: str, *, sequence: int, changed: datetime) -> Event:
    event = Event()
    event.add("uid", f"{key}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("summary", in_one_line(title))
    event.add("url", url)
    event.add("sequence", sequence)
    event.add("dtstamp", changed.astimezone(UTC))
    event.add("last-modified", changed.astimezone(UTC))
    event.add("transp", "TRANSPARENT")
    return event


def _sitting(row: Any, whole: Whole, today: date) -> Event:
    stage = row.stage
    bill = stage.bill
    path = stage.get_absolute_url() if stage.is_amendable else bill.get_absolute_url()
    title = f"{stage}{f', {row.part}' if row.part else ''} – {bill.short_title}"
    event = _event(
        f"sitting-{row.pk}",
        title,
        whole(path),
        sequence=max((row.edits or 1) - 1, 0),
        changed=row.changed or FIRST_DAY,
    )
    event.add("dtstart", row.date)
    event.add("dtend", row.date + timedelta(days=1))
    event.add("status", _status(row, today))
    said = "Announced by Parliament; it can be moved." if row.date >= today else "From Parliament’s record."
    event.add("description", readable("\n".join(filter(None, (row.note, said, stage.parliament_url)))))
    return event


def _status(row: Any, today: date) -> str:
    if not row.is_listed:
        return "CANCELLED"
    return "TENTATIVE" if row.date >= today else "CONFIRMED"


def _published(release: Release, whole: Whole) -> Event:
    what = "Ask" if release.kind == Kind.ASK else kind_words(release.kind, release.fields) or "Published"
    # Minutes up to its moment: a later release of the same thing always has more, and no count of drafts is told.
    sequence = max(int((release.public_from - FIRST_DAY).total_seconds() // 60), 0)
    event = _event(
        f"{release.kind}-{release.object_id}",
        f"{what}: {release.fields['title']}",
        whole(_page(release)),
        sequence=sequence,
        changed=release.public_from,
    )
    event.add("dtstart", timezone.localtime(release.public_from, LONDON))
    event.add("status", "CONFIRMED")
    about = release.bill.short_title if release.bill else ""
    event.add("description", readable("\n".join(filter(None, ("Published by the coalition.", about)))))
    return event


def _page(release: Release) -> str:
    return reverse(PAGES[Kind(release.kind)], args=[release.object_id])
