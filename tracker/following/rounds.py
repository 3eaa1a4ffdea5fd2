"""What the scheduler asks every minute: is there news, and who is to be told. Cheap where there is neither."""

from django.utils import timezone

from tracker import jobs
from tracker.following import news, signup, telling
from tracker.models import Job

GATHER = "gather_news"


def look() -> list[Job]:
    """Enqueue the gathering of news where something public changed, and a letter for each follower who is due."""
    now = timezone.now()
    signup.forget_unconfirmed(now)
    asked = [jobs.enqueue(GATHER, {}, key=GATHER)] if news.is_due(now) else []
    return asked + telling.tell_due(now)
