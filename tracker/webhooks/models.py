"""Addresses elsewhere that want to be told, and what was sent to each. What goes out is public; the address is not."""

from django.db import models

from bills.history import tracked_history
from coalition.models import Kept
from tracker.following.models import new_key


class Webhook(Kept):
    """An HTTPS address, and what it is told of. Removed ones stay, with their history and their deliveries.

    `secret_of` makes the secret that signs: from SECRET_KEY, this row's id and `secret_seed`. So it is stored nowhere,
    and a copy of the database does not hold it. A new seed is a new secret.
    """

    class Topic(models.TextChoices):
        BILLS = "bills", "Bills: amendments, sittings, steps"
        DECISIONS = "decisions", "Decisions on amendments"
        ASKS = "asks", "Asks that are published"
        RELEASES = "releases", "Papers and texts that are published"

    url = models.URLField("Address", max_length=500, help_text="It starts with https://, and has no port of its own.")
    topics = models.JSONField(default=list)
    secret_seed = models.CharField(max_length=22, default=new_key, editable=False)
    secret_since = models.DateTimeField()
    begun_at = models.DateTimeField()
    resumed_at = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    history = tracked_history(excluded_fields=["secret_seed"])

    class Meta:
        ordering = ["removed_at", "pk"]

    def __str__(self) -> str:
        return self.url

    @property
    def topic_words(self) -> list[str]:
        """What it is told of, in words."""
        return [topic.label for topic in self.Topic if topic.value in self.topics]


class Delivery(models.Model):
    """One POST to be made, and how its last attempt ended; its job tries again. `first`, `last`: ids of news items.

    The last one of an address is how far it was told. Both 0: a test. The body is made anew for each attempt, from
    what is public then; `number` names it for the other side, which may get the same one twice.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        DONE = "done", "Taken"
        NOTHING = "nothing", "Nothing left that is public"
        FAILED = "failed", "Given up"

    webhook = models.ForeignKey(Webhook, related_name="deliveries", on_delete=models.CASCADE)
    number = models.CharField(max_length=22, default=new_key, unique=True)
    first = models.PositiveBigIntegerField(default=0)
    last = models.PositiveBigIntegerField(default=0)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    status = models.PositiveSmallIntegerField(null=True, blank=True, help_text="of the last answer; none: no answer")
    seconds = models.FloatField(null=True, blank=True)
    answer = models.CharField(max_length=300, blank=True, help_text="the beginning of the answer, or what went wrong")
    created_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"delivery {self.pk}"
