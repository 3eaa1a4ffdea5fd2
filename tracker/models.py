"""Background work and what is being tracked. The Job row is the truth; Celery is the courier (design law 11)."""

from django.conf import settings
from django.db import models

from bills.history import tracked_history
from tracker.divisions.models import DivisionPlace  # noqa: F401  its table too
from tracker.following.models import Follower, Following, NewsAbout, NewsItem, NewsRead  # noqa: F401  tables too
from tracker.search.models import SearchDocument, SearchedBill  # noqa: F401
from tracker.webhooks.models import Delivery, Webhook  # noqa: F401


class Tracking(models.Model):
    """A person's decision to follow a Bill. When it is next due is not stored: tracker/schedule.py tells."""

    parliament_id = models.PositiveIntegerField(
        unique=True, help_text="the Bills API's billId, known before the Bill is"
    )
    bill = models.OneToOneField("bills.Bill", null=True, blank=True, related_name="tracking", on_delete=models.CASCADE)
    title = models.CharField(max_length=500, blank=True)
    is_active = models.BooleanField(default=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, related_name="+", on_delete=models.SET_NULL
    )
    started_at = models.DateTimeField(auto_now_add=True)
    history = tracked_history()

    class Meta:
        permissions = [("track_bill", "Can start and stop tracking a Bill")]

    def __str__(self) -> str:
        return self.title or f"Bill {self.parliament_id}"


class Job(models.Model):
    """One piece of background work: queued, leased by a worker, then done, failed or cancelled.

    Written only by tracker/jobs.py. `leased_by` is new for every claim, so that a worker that lost its lease can
    write nothing more.
    """

    class State(models.TextChoices):
        QUEUED = "queued", "Waiting"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"
        CANCELLED = "cancelled", "Cancelled"

    name = models.CharField(max_length=60, help_text="the verb: update_bill, refresh_bills, …")
    arguments = models.JSONField(default=dict, blank=True)
    key = models.CharField(max_length=120, blank=True, help_text="one live job per key")
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED, db_index=True)
    queue = models.CharField(max_length=20, default="default")
    attempts = models.PositiveSmallIntegerField(default=0)
    max_attempts = models.PositiveSmallIntegerField(default=5)
    not_before = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    leased_by = models.CharField(max_length=120, blank=True)
    progress_done = models.PositiveIntegerField(default=0)
    progress_total = models.PositiveIntegerField(null=True, blank=True)
    progress_note = models.CharField(max_length=300, blank=True)
    outcome = models.JSONField(default=dict, blank=True)
    error = models.TextField(blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, related_name="+", on_delete=models.SET_NULL
    )
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["key"],
                condition=models.Q(state__in=["queued", "running"]) & ~models.Q(key=""),
                name="one_live_job_per_key",
            )
        ]
        indexes = [models.Index(fields=["key", "-id"])]

    def __str__(self) -> str:
        return f"{self.name} {self.arguments}"

    @property
    def is_live(self) -> bool:
        """Whether the work is still to be done or under way."""
        return self.state in {self.State.QUEUED, self.State.RUNNING}


class DataFile(models.Model):
    """A bulk file of Parliament's record that is ready; written by tracker/open_data/files.py alone.

    `scope` is a Bill's id, or 0 for everything. `version` is that of the record when it was begun.
    """

    class Form(models.TextChoices):
        JSONL = "jsonl", "JSON Lines"
        CSV = "zip", "CSV files in a ZIP folder"
        XLSX = "xlsx", "Excel workbook"

    scope = models.PositiveBigIntegerField()
    form = models.CharField(max_length=10, choices=Form.choices)
    version = models.PositiveBigIntegerField()
    name = models.CharField(max_length=120, help_text="of the file in MEDIA_ROOT/data")
    made_at = models.DateTimeField()
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    rows = models.JSONField(default=dict, help_text="how many rows of each table")

    class Meta:
        ordering = ["scope", "form"]
        constraints = [models.UniqueConstraint(fields=["scope", "form"], name="one_data_file_per_form")]

    def __str__(self) -> str:
        return self.name


class ApiToken(models.Model):
    """A key of an account to the API's own records; only the hash of its secret is kept (tracker/api/tokens.py)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, related_name="api_tokens", on_delete=models.CASCADE)
    name = models.CharField(max_length=100, help_text="what it is for, in its owner's words")
    secret_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True, blank=True, help_text="to the hour")
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.name


class Pulse(models.Model):
    """When a check that repeats by itself last ran to its end: what /readyz tells."""

    name = models.CharField(max_length=60, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} at {self.at:%Y-%m-%d %H:%M:%S}"
