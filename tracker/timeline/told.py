"""The public timeline: what happened to a Bill, an ask, or a clause of ours, from draft Bill to Act. Never a table.

Computed, never stored, from Parliament's record and from what the coalition released. Both Houses stand in one
order: by day; on one day by the order of the stages, never by a clock alone; Parliament's events before ours. An event
without a day stands at the end of its stage and says so. Its key rests on our own ids, so no renumbering moves it.
"""

from datetime import date

from django.utils import timezone

from tracker.timeline.amendments import AmendmentEvents
from tracker.timeline.events import Event
from tracker.timeline.ours import Ours
from tracker.timeline.passage import PassageEvents
from tracker.timeline.placing import Placing
from tracker.timeline.record import Record
from tracker.timeline.released import ReleasedEvents


def told(record: Record, ours: Ours, *, today: date | None = None) -> list[Event]:
    """Every event of the record and of what is released, in order. No query."""
    placing = Placing(record, ours, today or timezone.localdate())
    found = [
        *PassageEvents(placing).events(),
        *AmendmentEvents(placing, record).events(),
        *ReleasedEvents(placing).events(),
    ]
    return sorted(found, key=lambda each: (each.anchor, each.rank))
