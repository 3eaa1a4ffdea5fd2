"""What people do with webhooks: add, change, rotate the secret, pause, resume, remove. Each with who and why."""

from typing import Any

from django.utils import timezone
from django.utils.crypto import salted_hmac

from coalition import writing
from tracker.following.models import new_key
from tracker.webhooks.models import Webhook

SALT = "tracker.webhooks.secret"


def secret_of(hook: Webhook) -> str:
    """The secret that signs what this address is sent: from SECRET_KEY and the row's seed, stored nowhere."""
    return "whsec_" + salted_hmac(SALT, f"{hook.pk}:{hook.secret_seed}", algorithm="sha256").hexdigest()


def add(url: str, topics: list[str], *, by: Any, note: str = "") -> Webhook:
    """From now on the address is told of these topics."""
    now = timezone.now()
    hook = Webhook(url=url, topics=topics, begun_at=now, secret_since=now)
    return writing.create(hook, by=by, note=note or "Webhook added")


def change(hook: Webhook, topics: list[str], *, by: Any, note: str = "", seen: int | None = None) -> None:
    """What it is told of. Raises EditConflict."""
    writing.change(hook, {"topics": topics}, by=by, note=note or "Topics changed", seen_revision=seen)


def rotate(hook: Webhook, *, by: Any) -> None:
    """A new secret, from the next attempt on; the old one signs nothing more."""
    writing.change(hook, {"secret_seed": new_key(), "secret_since": timezone.now()}, by=by, note="Secret rotated")


def pause(hook: Webhook, *, by: Any, note: str = "Paused") -> None:
    """Nothing is sent until it is resumed."""
    writing.change(hook, {"paused_at": timezone.now()}, by=by, note=note)


def resume(hook: Webhook, *, by: Any) -> None:
    """What came up meanwhile is sent now."""
    writing.change(hook, {"paused_at": None, "resumed_at": timezone.now()}, by=by, note="Resumed")


def remove(hook: Webhook, *, by: Any) -> None:
    """Nothing is sent any more. The row stays, with its history and deliveries; its secret is gone for good."""
    values = {"removed_at": timezone.now(), "secret_seed": ""}
    writing.change(hook, values, by=by, note="Webhook removed")
