"""Signing up, confirming, changing and leaving: the only code that writes who follows what.

Whoever asks gets one and the same answer, whether their address is known or not, and always by letter. What was never
confirmed is erased after seven days, and leaving deletes the row.
"""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Max, Q
from django.utils import timezone

from tracker import jobs
from tracker.following.links import CONFIRM_WITHIN
from tracker.following.models import Follower, Following, NewsItem
from tracker.following.subjects import Subject
from tracker.following.telling import CONFIRM

MOST_AN_HOUR = 5
"""Letters that ask to confirm, to one address in an hour: nobody's box is filled by a stranger."""
NOT_AGAIN_WITHIN = timedelta(minutes=10)
HOUR = timedelta(hours=1)


def sign_up(email: str, subject: Subject, pace: str) -> None:
    """Ask the holder of the address to confirm, unless they were asked just now. Tells nothing of what it did."""
    now = timezone.now()
    with transaction.atomic():
        follower = _follower(email.strip().lower(), now)
        known = follower.followings.filter(kind=subject.kind, object_id=subject.object_id).first()
        if known and known.asked_at > now - NOT_AGAIN_WITHIN and follower.asked_at > now - NOT_AGAIN_WITHIN:
            return
        if follower.followings.filter(asked_at__gt=now - HOUR).count() >= MOST_AN_HOUR:
            return
        following, _ = Following.objects.update_or_create(
            follower=follower, kind=subject.kind, object_id=subject.object_id, defaults={"asked_at": now}
        )
        Follower.objects.filter(pk=follower.pk).update(asked_at=now)
        arguments = {"following": following.pk, "pace": pace}
        jobs.enqueue(CONFIRM, arguments, key=f"{CONFIRM}:{following.pk}")


def _follower(email: str, now: datetime) -> Follower:
    """The row of an address under its lock, made where there is none."""
    try:
        with transaction.atomic():
            Follower.objects.get_or_create(email=email, defaults={"asked_at": now})
    except IntegrityError:  # the same address, at the same moment
        pass
    return Follower.objects.select_for_update().get(email=email)


def confirm(following: Following, pace: str) -> None:
    """From now on they are told of this, at the pace they asked for. Confirming again changes nothing but the pace."""
    with transaction.atomic():
        follower = Follower.objects.select_for_update().get(pk=following.follower_id)
        if not follower.followings.filter(confirmed_at__isnull=False).exists():
            follower.told_up_to = NewsItem.objects.aggregate(last=Max("pk"))["last"] or 0
        if pace in Follower.Pace.values:
            follower.pace = pace
        follower.save(update_fields=["told_up_to", "pace"])
        Following.objects.filter(pk=following.pk, confirmed_at=None).update(confirmed_at=timezone.now())


def change_pace(follower: Follower, pace: str) -> None:
    """How often they are told."""
    Follower.objects.filter(pk=follower.pk).update(pace=pace)


def drop(follower: Follower, following_pk: int) -> bool:
    """No longer follow one thing; with the last one the address is erased. Tells whether anything is left."""
    with transaction.atomic():
        Follower.objects.select_for_update().filter(pk=follower.pk).first()
        follower.followings.filter(pk=following_pk).delete()
        if follower.followings.filter(confirmed_at__isnull=False).exists():
            return True
        erase(follower)
        return False


def erase(follower: Follower) -> None:
    """They left: the address, and what it followed, are deleted."""
    Follower.objects.filter(pk=follower.pk).delete()


def forget_unconfirmed(now: datetime | None = None) -> int:
    """Erase what was never confirmed within the time of its link; returns how many rows went."""
    before = (now or timezone.now()) - CONFIRM_WITHIN
    stale = Following.objects.filter(confirmed_at=None, asked_at__lt=before)
    gone = stale.delete()[0] if stale.exists() else 0
    nobody = Follower.objects.filter(Q(followings=None), asked_at__lt=before)
    return gone + (nobody.delete()[0] if nobody.exists() else 0)
