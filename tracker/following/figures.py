"""How many follow what, for officers. Counts and moments alone; nothing that leads to a person."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Q
from django.utils import timezone

from tracker.following.models import Follower, Following, NewsItem
from tracker.following.subjects import Subject, subjects
from tracker.following.telling import CONFIRM, TELL, due
from tracker.models import Job

MOST_FAILED = 20


@dataclass(frozen=True, slots=True)
class Figures:
    """What the page shows."""

    by_subject: list[tuple[Subject | None, int, int]]
    """What is followed (None: no longer public), by how many as it happens, and by how many once a week."""
    followers: int
    unconfirmed: int
    failing: int
    last_sent: datetime | None
    last_news: datetime | None
    due: int
    failed: list[Job]


def figures() -> Figures:
    """All of it, in ten queries however many follow."""
    confirmed = Following.objects.filter(confirmed_at__isnull=False)
    now, weekly = Q(follower__pace=Follower.Pace.NOW), Q(follower__pace=Follower.Pace.WEEKLY)
    counted = confirmed.values("kind", "object_id").annotate(
        now=Count("pk", filter=now), weekly=Count("pk", filter=weekly)
    )
    rows = list(counted.order_by("kind", "object_id"))
    names = subjects((row["kind"], row["object_id"]) for row in rows)
    followed = [(names.get((row["kind"], row["object_id"])), row["now"], row["weekly"]) for row in rows]
    people = Follower.objects.aggregate(
        all=Count("pk", filter=Q(pk__in=confirmed.values("follower"))),
        failing=Count("pk", filter=Q(failures__gt=0)),
        last=Max("last_sent_at"),
    )
    return Figures(
        by_subject=sorted(followed, key=lambda row: -(row[1] + row[2])),
        followers=people["all"],
        unconfirmed=Following.objects.filter(confirmed_at=None).count(),
        failing=people["failing"],
        last_sent=people["last"],
        last_news=NewsItem.objects.aggregate(last=Max("noted_at"))["last"],
        due=len(due(timezone.now())),
        failed=list(Job.objects.filter(name__in=(TELL, CONFIRM)).exclude(error="").order_by("-id")[:MOST_FAILED]),
    )
