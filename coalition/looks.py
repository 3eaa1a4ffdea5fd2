"""What a person saw last, and when: so that a page can say what changed since. Theirs alone, and no record."""

from datetime import timedelta

from django.utils import timezone

from coalition.models import LastLook
from coalition.roles import Visitor

SAME_LOOK = timedelta(minutes=10)
"""Looking again so soon at the same thing is one look: it writes nothing."""


def last_look(user: Visitor, subject: str) -> LastLook | None:
    """The person's last look at something ("briefing:4"); None where they never looked. One query."""
    return LastLook.objects.filter(user=user.pk or 0, subject=subject).first()


def looked(user: Visitor, subject: str, detail: str, before: LastLook | None) -> None:
    """Remember that the person saw this state of it; `before` is what `last_look` found."""
    now = timezone.now()
    if before is None or before.detail != detail or now - before.at > SAME_LOOK:
        LastLook.objects.update_or_create(
            user_id=user.pk or 0, subject=subject, defaults={"at": now, "detail": detail}
        )
