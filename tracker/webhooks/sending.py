"""Sending news to webhooks: which deliveries are due, what each holds, how it is signed, and what its answer means.

Only what is public at the moment of an attempt goes out. A delivery is tried by its job, later and later; after
MOST_ATTEMPTS it is given up, and after MOST_GIVEN_UP in a row the webhook is paused. One address has one delivery
under way at a time, so it is told in order. docs/webhooks.md is written for whoever receives them.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from tracker import jobs
from tracker.following.letters import told
from tracker.following.links import absolute
from tracker.following.models import NewsItem
from tracker.following.telling import still_public
from tracker.models import Job
from tracker.webhooks import hooks
from tracker.webhooks.models import Delivery, Webhook

DELIVER = "deliver_webhook"
MOST_ITEMS = 100
MOST_ATTEMPTS = 5
"""As many as a job has: within about three quarters of an hour."""
MOST_GIVEN_UP = 5
KEEP_DELIVERIES = timedelta(days=180)
Kind, Topic, State = NewsItem.Kind, Webhook.Topic, Delivery.State
KINDS: Mapping[str, tuple[str, ...]] = {
    Topic.BILLS: (Kind.NEW, Kind.TEXT, Kind.TARGET, Kind.SITTING, Kind.COURSE),
    Topic.DECISIONS: (Kind.DECISION,),
    Topic.ASKS: (Kind.ASK,),
    Topic.RELEASES: (Kind.PAPER, Kind.ACT, Kind.COALITION),
}


class NotDelivered(Exception):
    """The address did not take it; the words say why."""


def deliver_due() -> list[Job]:
    """Make a delivery of what each webhook was not told yet, and enqueue what waits without a job."""
    active = list(Webhook.objects.filter(removed_at=None, paused_at=None))
    for hook in active:
        _prepare(hook)
    waiting = Delivery.objects.filter(webhook__in=active, state=State.WAITING).values_list("pk", flat=True)
    live = set(Job.objects.filter(name=DELIVER, state__in=jobs.LIVE).values_list("key", flat=True))
    return [enqueue(pk) for pk in waiting if _key(pk) not in live]


def enqueue(delivery_pk: int) -> Job:
    """The job of one delivery."""
    return jobs.enqueue(DELIVER, {"delivery": delivery_pk}, key=_key(delivery_pk))


def _key(delivery_pk: int) -> str:
    return f"{DELIVER}:{delivery_pk}"


def _prepare(hook: Webhook) -> None:
    """The next delivery of a webhook, if it has news and none is under way."""
    with transaction.atomic():
        Webhook.objects.select_for_update().get(pk=hook.pk)
        if hook.deliveries.filter(state=State.WAITING, last__gt=0).exists():
            return
        after = hook.deliveries.aggregate(last=Max("last"))["last"] or 0
        rows = _of(hook).filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)
        found = list(rows[:MOST_ITEMS])
        if found:
            Delivery.objects.create(webhook=hook, first=found[0], last=found[-1], created_at=timezone.now())


def _of(hook: Webhook) -> Any:
    kinds = [kind for topic in hook.topics for kind in KINDS.get(topic, ())]
    return NewsItem.objects.filter(kind__in=kinds, since__gte=hook.begun_at)


def test(hook: Webhook) -> Delivery:
    """A delivery without news, to see whether the address answers; also while it is paused."""
    delivery = Delivery.objects.create(webhook=hook, created_at=timezone.now())
    enqueue(delivery.pk)
    return delivery


def deliver(delivery_pk: int) -> Mapping[str, Any]:
    """One attempt. Raises NotDelivered while there are more to come; the last one gives up."""
    delivery = Delivery.objects.select_related("webhook").filter(pk=delivery_pk).first()
    if delivery is None or delivery.state not in (State.WAITING, State.FAILED):
        return {}
    hook, is_test = delivery.webhook, not delivery.last
    if hook.removed_at or (hook.paused_at and not is_test):
        return {}
    items = [] if is_test else _items(delivery)
    if not items and not is_test:
        _record(delivery, State.NOTHING)
        return {"sent": 0}
    from scrapers.fetch import FetchProblem, post  # here, so that the scheduler does without `requests`: 6 MB

    now = timezone.now()
    body = body_of(delivery, items, now)
    delivery.attempts, delivery.status, delivery.seconds = delivery.attempts + 1, None, None
    try:
        answer = post(hook.url, body, headers_of(delivery, body, now))
    except FetchProblem as problem:
        return _not_taken(delivery, problem.reason)
    delivery.status, delivery.seconds = answer.status, round(answer.seconds, 3)
    words = " ".join(answer.answer.decode("utf-8", "replace").split())[:300].replace("\x00", "")
    if not 200 <= answer.status < 300:
        return _not_taken(delivery, words, f"it answered {answer.status}")
    _record(delivery, State.DONE, words)
    return {"sent": len(items)}


def _items(delivery: Delivery) -> list[NewsItem]:
    rows = _of(delivery.webhook).filter(pk__gte=delivery.first, pk__lte=delivery.last)
    return still_public(list(rows.select_related("bill", "release").order_by("pk")))


def _record(delivery: Delivery, state: str, answer: str = "") -> None:
    delivery.state, delivery.answer, delivery.tried_at = state, answer[:300], timezone.now()
    delivery.save()


def _not_taken(delivery: Delivery, answer: str, why: str = "") -> Mapping[str, Any]:
    is_last = delivery.attempts >= MOST_ATTEMPTS or not delivery.last
    _record(delivery, State.FAILED if is_last else State.WAITING, answer)
    if not is_last:
        raise NotDelivered(why or answer)
    if delivery.last:
        _pause_if_hopeless(delivery.webhook)
    return {"problems": [f"Given up: {why or answer}"]}


def _pause_if_hopeless(hook: Webhook) -> None:
    ended = hook.deliveries.filter(last__gt=0).exclude(state=State.WAITING)
    if hook.resumed_at:
        ended = ended.filter(tried_at__gt=hook.resumed_at)
    states = list(ended.values_list("state", flat=True)[:MOST_GIVEN_UP])
    if states == [State.FAILED] * MOST_GIVEN_UP and hook.paused_at is None:
        hooks.pause(hook, by=None, note=f"Paused by itself: {MOST_GIVEN_UP} deliveries in a row were given up")


# ---- what is sent ----
def body_of(delivery: Delivery, items: list[NewsItem], now: datetime) -> bytes:
    """The JSON of a delivery."""
    content = {
        "id": delivery.number,
        "test": not delivery.last,
        "sent_at": now.isoformat(timespec="seconds"),
        "site": absolute("/"),
        "items": [_item(each) for each in items],
    }
    return json.dumps(content, ensure_ascii=False).encode()


def _item(item: NewsItem) -> dict[str, Any]:
    words = told(item)
    bill = item.bill and {
        "id": item.bill.pk,
        "title": item.bill.short_title,
        "page": absolute(item.bill.get_absolute_url()),
    }
    return {
        "id": item.pk,
        "kind": item.kind,
        "words": words.words,
        "bill": bill,
        "page": words.page,
        "source": words.source,
        "as_at": item.at.isoformat(),
        "public_since": item.since.isoformat(),
    }


def headers_of(delivery: Delivery, body: bytes, now: datetime) -> dict[str, str]:
    """Who sends, which delivery it is, and the signature over its time and body."""
    moment = str(int(now.timestamp()))
    return {
        "Content-Type": "application/json; charset=utf-8",
        "X-Tracker-Delivery": delivery.number,
        "X-Tracker-Timestamp": moment,
        "X-Tracker-Signature": f"sha256={signature(hooks.secret_of(delivery.webhook), moment, body)}",
    }


def signature(secret: str, moment: str, body: bytes) -> str:
    """HMAC-SHA256, in hexadecimal, of the time, a full stop and the body."""
    return hmac.new(secret.encode(), moment.encode() + b"." + body, hashlib.sha256).hexdigest()


def prune() -> int:
    """Remove the log of deliveries that ended long ago; returns how many."""
    old = Delivery.objects.filter(created_at__lt=timezone.now() - KEEP_DELIVERIES).exclude(state=State.WAITING)
    return old.delete()[0]
