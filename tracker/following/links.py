"""Links for followers: each signed for one purpose, naming a row by its id and key, never by the address."""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from tracker.following.models import Follower, Following

CONFIRM_WITHIN = timedelta(days=7)
CONFIRM, MANAGE, STOP = "follow.confirm", "follow.manage", "follow.stop"
"""What a link is for: it is also the salt of its signature, so none serves for another."""


class NotALink(ValueError):
    """The address is none that we wrote, or its time is over."""


def confirm_link(following: Following, pace: str) -> str:
    """The whole address that confirms one thing to follow, at this pace, within CONFIRM_WITHIN."""
    told = signing.dumps([following.pk, following.follower.key, pace], salt=CONFIRM)
    return absolute(reverse("follow-confirm", args=[told]))


def manage_link(follower: Follower) -> str:
    """The whole address of the page where a follower changes what they get."""
    return absolute(reverse("follow-manage", args=[_token(follower, MANAGE)]))


def stop_link(follower: Follower) -> str:
    """The whole address that ends all of it, at one press or one POST of a mail program (RFC 8058)."""
    return absolute(reverse("follow-stop", args=[_token(follower, STOP)]))


def _token(follower: Follower, purpose: str) -> str:
    return signing.dumps([follower.pk, follower.key], salt=purpose)


def confirming(token: str) -> tuple[Following, str] | None:
    """What a confirming link is for, and the pace that was asked; None where the row is gone. Raises NotALink."""
    pk, key, pace = _read(token, CONFIRM, CONFIRM_WITHIN, 3)
    found = Following.objects.select_related("follower").filter(pk=pk).first()
    return (found, str(pace)) if found and constant_time_compare(found.follower.key, str(key)) else None


def follower_of(token: str, purpose: str) -> Follower | None:
    """Whose link it is; None where the row is gone. Raises NotALink."""
    pk, key = _read(token, purpose, None, 2)
    found = Follower.objects.filter(pk=pk).first()
    return found if found and constant_time_compare(found.key, str(key)) else None


def _read(token: str, purpose: str, within: timedelta | None, parts: int) -> list[int | str]:
    try:
        told = signing.loads(token, salt=purpose, max_age=within)
    except signing.BadSignature as error:
        raise NotALink from error
    if not isinstance(told, list) or len(told) != parts:
        raise NotALink
    return told


def absolute(path: str) -> str:
    """The whole address of a page of this site, for what is read elsewhere."""
    return f"{settings.SITE_URL}{path}"
