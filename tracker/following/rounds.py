"""What the scheduler asks every minute: is there news, and who or what is to be told. Cheap where there is none."""

from django.utils import timezone

from tracker import jobs
from tracker.following import news, signup, telling
from tracker.models import Job
from tracker.webhooks import sending

GATHER = "gather_news"


def look() -> list[Job]:
    """Enqueue the gathering of news where something public changed, and letters and deliveries that are due."""
    now = timezone.now()
    signup.forget_unconfirmed(now)
    asked = [jobs.enqueue(GATHER, {}, key=GATHER)] if news.is_due(now) else []
    return asked + telling.tell_due(now) + sending.deliver_due()
