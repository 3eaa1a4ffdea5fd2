"""Who is told of what, and when: a cursor for each follower, moved once a letter was handed to the mail server.

A letter holds the news between `told_up_to` and `sending_up_to`, fixed before it is sent. A job that is delivered
twice finds the cursor moved and sends nothing. Where a worker dies between sending and recording, nobody can know
whether the letter went out: it is sent once more, under the same Message-ID, and then never again. A refusal before
the mail server took anything does not count as a try. So every change is told once for each success, at most twice,
and what is not public at the moment of sending is not told at all.
"""

import smtplib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet
from django.utils import timezone

from coalition.public import newest
from coalition.querysets import in_force
from tracker import jobs
from tracker.following.letters import confirm_letter, news_letter
from tracker.following.models import Follower, Following, NewsAbout, NewsItem
from tracker.following.subjects import Subject, subject, subjects
from tracker.models import Job

TELL, CONFIRM = "tell_follower", "ask_to_confirm"
GROUPED_FOR = timedelta(minutes=3)
"""How long news waits for more of the same, so that one list of amendments makes one letter."""
MOST_TRIES = 2
"""How often a letter may be handed over without our knowing whether it was taken."""
MOST_FAILURES = 10
"""So many refusals of an address in a row, over days, and it is erased: nobody reads there."""
LONGEST_PAUSE = timedelta(days=1)
WEEK = timedelta(days=7)
Pace = Follower.Pace


Step = Callable[[], None]


def _nothing() -> None:
    """No step."""


class NotSent(Exception):
    """A letter could not be sent. The words never hold the address: they go into the job's row and the log."""


class AddressRefused(NotSent):
    """The mail server will not take letters for this address, now or later."""


def last_monday(now: datetime) -> datetime:
    """The last Monday 08:00 in London not after this moment: up to then a weekly letter tells."""
    local = timezone.localtime(now)
    monday = (local - timedelta(days=local.weekday())).replace(hour=8, minute=0, second=0, microsecond=0, fold=0)
    return monday if monday <= local else monday - WEEK


# ---- who is due ----
def due(now: datetime) -> list[int]:
    """Ids of followers for whom news is ready to be told, those who wait longest first. Two queries."""
    ready = {Pace.NOW: now - GROUPED_FOR, Pace.WEEKLY: last_monday(now)}
    found: dict[int, None] = {}
    for pace, moment in ready.items():
        news = NewsAbout.objects.filter(
            kind=OuterRef("kind"),
            object_id=OuterRef("object_id"),
            item_id__gt=OuterRef("follower__told_up_to"),
            item__since__gte=OuterRef("confirmed_at"),
            item__noted_at__lte=moment,
        )
        followings = Following.objects.filter(Exists(news), confirmed_at__isnull=False, follower__pace=pace)
        followings = followings.filter(Q(follower__retry_from=None) | Q(follower__retry_from__lte=now))
        rows = followings.order_by("follower__told_up_to", "follower_id").values_list("follower_id", flat=True)
        found |= dict.fromkeys(rows)
    return list(found)


def tell_due(now: datetime | None = None) -> list[Job]:
    """Enqueue a letter for each follower who is due; with those of the last minute no more than MAIL_PER_MINUTE."""
    now = now or timezone.now()
    waiting = due(now)
    if not waiting:
        return []
    recent = Job.objects.filter(name__in=(TELL, CONFIRM), created_at__gt=now - timedelta(minutes=1)).count()
    live = set(Job.objects.filter(name=TELL, state__in=jobs.LIVE).values_list("key", flat=True))
    wanted = [pk for pk in waiting if _key(pk) not in live][: max(settings.MAIL_PER_MINUTE - recent, 0)]
    return [jobs.enqueue(TELL, {"follower": pk}, key=_key(pk)) for pk in wanted]


def _key(follower: int) -> str:
    return f"{TELL}:{follower}"


# ---- one letter ----
def tell(follower_pk: int) -> Mapping[str, Any]:
    """Send one follower what they were not told yet. Raises NotSent; the job tries again later."""
    begun = _begin(follower_pk)
    if begun is None:
        return {"told": 0}
    follower, items, follows = begun
    number = follower.sending_up_to or 0
    letter = news_letter(follower, items, follows, number)
    try:
        _send(letter, before=lambda: _count_try(follower, number), on_refusal=lambda: _not_taken(follower))
    except NotSent as error:
        _note_failure(follower, is_refusal=isinstance(error, AddressRefused))
        raise
    _record(follower, number)
    return {"told": len(items)}


def _begin(follower_pk: int) -> tuple[Follower, Sequence[NewsItem], Sequence[Subject]] | None:
    """Fix what the next letter holds; None where there is nothing to send."""
    with transaction.atomic():
        follower = Follower.objects.select_for_update().filter(pk=follower_pk).first()
        if follower is None:
            return None
        if follower.sending_up_to is None:
            follower.sending_up_to, follower.tries = _newest_ready(follower.pace), 0
            follower.save(update_fields=["sending_up_to", "tries"])
        items, follows = _what(follower, follower.sending_up_to)
        if not items or follower.tries >= MOST_TRIES:
            _move_on(follower)
            return None
        return follower, items, follows


def _count_try(follower: Follower, number: int) -> None:
    """The letter is about to be handed over. Raises NotSent where others did, or they left: then it is not."""
    rows = Follower.objects.filter(pk=follower.pk, sending_up_to=number, tries__lt=MOST_TRIES)
    if not rows.update(tries=F("tries") + 1):
        raise NotSent("They left, or another worker sends it.")


def _newest_ready(pace: str) -> int:
    items = NewsItem.objects.all()
    if pace == Pace.WEEKLY:
        items = items.filter(noted_at__lte=last_monday(timezone.now()))
    return items.aggregate(last=Max("pk"))["last"] or 0


def _move_on(follower: Follower) -> None:
    """Past what is under way, told or not: nothing in it is public any more, or it may have gone out twice."""
    follower.told_up_to = max(follower.told_up_to, follower.sending_up_to or 0)
    follower.sending_up_to, follower.tries = None, 0
    follower.save(update_fields=["told_up_to", "sending_up_to", "tries"])


def _what(follower: Follower, up_to: int) -> tuple[Sequence[NewsItem], Sequence[Subject]]:
    """What is public at this moment of what they follow, oldest first; and what they follow that is public."""
    followings = list(follower.followings.filter(confirmed_at__isnull=False))
    public = subjects((each.kind, each.object_id) for each in followings)
    about = Q(pk__in=[])
    for each in followings:
        if (each.kind, each.object_id) in public:
            about |= Q(about__kind=each.kind, about__object_id=each.object_id, since__gte=each.confirmed_at)
    rows: QuerySet[NewsItem] = NewsItem.objects.filter(about, pk__gt=follower.told_up_to, pk__lte=up_to)
    items = list(rows.distinct().select_related("bill", "release").order_by("pk"))
    return still_public(items), [public[key] for key in sorted(public)]


def still_public(items: Sequence[NewsItem]) -> list[NewsItem]:
    """Without releases that the public does not read now: withdrawn, or with a newer one in their place. One query."""
    told = {item.release.object_id for item in items if item.release is not None}
    if not told:
        return list(items)
    rows = in_force().filter(object_id__in=told)
    read = {release.pk for release in newest(rows).values()}
    return [item for item in items if item.release is None or item.release.pk in read]


def _record(follower: Follower, number: int) -> None:
    """The letter was taken: the cursor moves. Where another worker recorded it already, nothing is written."""
    rows = Follower.objects.filter(pk=follower.pk, sending_up_to=number)
    now = timezone.now()
    facts = {"sending_up_to": None, "tries": 0, "failures": 0, "retry_from": None, "last_sent_at": now}
    rows.update(told_up_to=number, **facts)


def _not_taken(follower: Follower) -> None:
    """The mail server took nothing: the try does not count."""
    Follower.objects.filter(pk=follower.pk, tries__gt=0).update(tries=F("tries") - 1)


def _note_failure(follower: Follower, *, is_refusal: bool) -> None:
    pause = min(timedelta(minutes=5) * 4 ** min(follower.failures, 5), LONGEST_PAUSE)
    rows = Follower.objects.filter(pk=follower.pk)
    if is_refusal and follower.failures + 1 >= MOST_FAILURES:
        rows.delete()
        return
    rows.update(failures=follower.failures + 1, retry_from=timezone.now() + pause)


# ---- asking to confirm ----
def ask_to_confirm(following_pk: int, pace: str) -> Mapping[str, Any]:
    """Send the letter with the link that confirms; nothing where the row or what it names is gone."""
    following = Following.objects.select_related("follower").filter(pk=following_pk).first()
    what = subject(following.kind, following.object_id) if following else None
    if following is None or what is None:
        return {"sent": 0}
    _send(confirm_letter(following, what, pace))
    return {"sent": 1}


def _send(letter: EmailMessage, before: Step = _nothing, on_refusal: Step = _nothing) -> None:
    """Hand one letter to the mail server. Raises NotSent, in words that name no address.

    `before` is called once the server answers, right before the letter goes; `on_refusal` where it is sure after that
    that nothing was taken.
    """
    connection = get_connection()
    try:
        try:
            connection.open()
        except (OSError, smtplib.SMTPException) as error:
            raise NotSent(f"The mail server could not be reached ({type(error).__name__}).") from None
        before()
        try:
            connection.send_messages([letter])
        except smtplib.SMTPRecipientsRefused as error:
            on_refusal()
            codes = sorted({code for code, _ in error.recipients.values()})
            kind = AddressRefused if codes and codes[0] >= 500 else NotSent
            raise kind(f"The mail server refused the address ({', '.join(map(str, codes))}).") from None
        except smtplib.SMTPResponseException as error:
            on_refusal()
            raise NotSent(f"The mail server refused the letter ({error.smtp_code}).") from None
        except (OSError, smtplib.SMTPException) as error:
            raise NotSent(f"The mail server broke off ({type(error).__name__}).") from None
    finally:
        with suppress(OSError, smtplib.SMTPException):
            connection.close()
