"""What became public, in the order in which it did, and who wants to be told of it by e-mail.

A news item says of what it tells and from which row; it holds words of Parliament's record alone. What is ours is
named by its release and read when it is told. A follower's address stands in one row and nowhere else: no history, no
copy, and the row is deleted when they leave.
"""

import secrets

from django.db import models

from amendments.models import Amendment
from bills.models import Bill, BillStage
from coalition.models import Release

KEY_LENGTH = 22


def new_key() -> str:
    """A key by chance, for links: 128 bits."""
    return secrets.token_urlsafe(16)


class NewsRead(models.Model):
    """How far the record of one Bill was looked through for news; scope 0 is the lock that all of it is written under.

    `version` is the number of bills.versions at that time, the others are the last history rows that were looked at.
    """

    scope = models.PositiveBigIntegerField(unique=True)
    version = models.PositiveBigIntegerField(default=0)
    amendment_row = models.PositiveBigIntegerField(default=0)
    bill_row = models.PositiveBigIntegerField(default=0)
    stage_row = models.PositiveBigIntegerField(default=0)
    sitting_row = models.PositiveBigIntegerField(default=0)
    read_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"scope {self.scope} at version {self.version}"


class NewsItem(models.Model):
    """One thing that became public. Written once, under one lock, so that ids are in the order of their commits.

    `since` is the moment from which it was public: when the row was recorded here, or a release's moment. `at` is what
    the source speaks for. `words` are empty for a release: its own words are read when it is told, if it still stands.
    """

    class Kind(models.TextChoices):
        NEW = "new", "New amendments"
        TEXT = "text", "Wording changed"
        TARGET = "target", "Target changed"
        DECISION = "decision", "Decision"
        SITTING = "sitting", "Sitting"
        COURSE = "course", "The Bill’s course"
        ASK = "ask", "Ask published"
        PAPER = "briefing", "Paper published"
        ACT = "act", "Reference text published"
        COALITION = "coalition", "About the coalition"

    key = models.CharField(max_length=80, unique=True, help_text="of the row that it comes from: no row is news twice")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    bill = models.ForeignKey(Bill, null=True, blank=True, related_name="+", on_delete=models.CASCADE)
    stage = models.ForeignKey(BillStage, null=True, blank=True, related_name="+", on_delete=models.CASCADE)
    amendment = models.ForeignKey(Amendment, null=True, blank=True, related_name="+", on_delete=models.CASCADE)
    release = models.ForeignKey(Release, null=True, blank=True, related_name="+", on_delete=models.CASCADE)
    label = models.CharField(max_length=300, blank=True, help_text="what it is called: Amendment 12, Committee stage")
    words = models.TextField(blank=True)
    count = models.PositiveIntegerField(default=1, help_text="how many amendments a group of new ones holds")
    at = models.DateTimeField()
    since = models.DateTimeField()
    source_url = models.URLField(max_length=500, blank=True)
    noted_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.label}"


class NewsAbout(models.Model):
    """What an item is about, as it can be followed: its Bill, the asks that rest on it, the coalition (object 0)."""

    item = models.ForeignKey(NewsItem, related_name="about", on_delete=models.CASCADE)
    kind = models.CharField(max_length=10)
    object_id = models.PositiveBigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "kind", "object_id"], name="about_it_once")]
        indexes = [models.Index(fields=["kind", "object_id", "item"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


class Follower(models.Model):
    """Somebody who asked to be told, and how far they were. Deleted when they leave, with everything about them.

    `told_up_to` is the last news item that was told or passed over; `sending_up_to` that of a letter under way, and
    `tries` how often it may have gone out already (tracker/following/telling.py). Times of leaving are kept nowhere.
    """

    class Pace(models.TextChoices):
        NOW = "now", "As it happens, within some minutes"
        WEEKLY = "weekly", "Once a week, on Monday at 08:00"

    email = models.EmailField(max_length=254, unique=True)
    key = models.CharField(max_length=KEY_LENGTH, default=new_key)
    pace = models.CharField(max_length=6, choices=Pace.choices, default=Pace.WEEKLY)
    asked_at = models.DateTimeField()
    told_up_to = models.PositiveBigIntegerField(default=0)
    sending_up_to = models.PositiveBigIntegerField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    failures = models.PositiveSmallIntegerField(default=0, help_text="letters in a row that could not be sent")
    retry_from = models.DateTimeField(null=True, blank=True)
    last_sent_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"follower {self.pk}"


class Following(models.Model):
    """One thing that a follower follows, once it is confirmed. `asked_at` is when they last asked for it."""

    class Kind(models.TextChoices):
        BILL = "bill", "Bill"
        ASK = "ask", "Ask"
        COALITION = "coalition", "Everything of the coalition"

    follower = models.ForeignKey(Follower, related_name="followings", on_delete=models.CASCADE)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    object_id = models.PositiveBigIntegerField(default=0)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["follower", "kind", "object_id"], name="followed_once")]
        indexes = [models.Index(fields=["kind", "object_id"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"
