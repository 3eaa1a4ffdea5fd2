"""What was fetched, when, and how it went. Bytes are kept for ever; nothing here is edited by a person."""

import zlib
from typing import Any

from django.db import models, transaction

from bills.versions import bump


class SnapshotBody(models.Model):
    """Bytes, once per content: zlib-compressed, keyed by the SHA-256 of the original."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.PositiveIntegerField(help_text="bytes before compression")
    compressed = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.sha256[:12]} ({self.size} bytes)"

    @property
    def body(self) -> bytes:
        """The original bytes."""
        return zlib.decompress(bytes(self.compressed))


class Snapshot(models.Model):
    """One answer of one address. Unchanged bytes make no new row: `last_checked_at` moves instead."""

    url = models.CharField(max_length=1000)
    body_ref = models.ForeignKey(SnapshotBody, related_name="snapshots", on_delete=models.PROTECT)
    status = models.PositiveSmallIntegerField(default=200)
    content_type = models.CharField(max_length=200, blank=True)
    headers = models.JSONField(default=dict, blank=True)
    fetched_at = models.DateTimeField()
    last_checked_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["url", "-id"])]

    def __str__(self) -> str:
        return f"{self.url} at {self.fetched_at:%Y-%m-%d %H:%M}"


class FetchRun(models.Model):
    """One sweep of one source: what it was, whether it was complete, and what went wrong.

    An incomplete run concludes nothing (design law 2). `snapshot_ids` names the snapshots it read, in order, by part
    ({"list": [3, 4], "details": [5]}), and is kept only when at least one was new: that is what `replay` reads.
    """

    class Kind(models.TextChoices):
        REFERENCE = "reference", "Reference lists"
        BILLS = "bills", "List of Bills"
        BILL = "bill", "Bill, stages and publications"
        AMENDMENTS = "amendments", "Amendments of a stage"
        DETAILS = "details", "Full text of amendments"
        PAPER = "paper", "Amendment paper"
        PRINT = "print", "Bill print"
        HISTORIC = "historic", "Historic record"
        DIVISIONS = "divisions", "Divisions"

    kind = models.CharField(max_length=20, choices=Kind.choices)
    bill = models.ForeignKey("bills.Bill", null=True, blank=True, related_name="runs", on_delete=models.CASCADE)
    stage = models.ForeignKey("bills.BillStage", null=True, blank=True, related_name="runs", on_delete=models.CASCADE)
    source_url = models.CharField(max_length=1000, blank=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    is_complete = models.BooleanField(default=False)
    expected = models.PositiveIntegerField(null=True, blank=True, help_text="the total that the source stated")
    seen = models.PositiveIntegerField(default=0, help_text="unique items received")
    requests_made = models.PositiveIntegerField(default=0)
    rows_changed = models.PositiveIntegerField(default=0)
    problem = models.TextField(blank=True, help_text="why the run is incomplete, in plain words")
    snapshot_ids = models.JSONField(default=dict, blank=True)
    complete_parts = models.JSONField(default=list, blank=True, help_text="the parts whose lists were read completely")

    class Meta:
        ordering = ["-started_at", "-id"]
        indexes = [
            models.Index(fields=["bill", "kind", "-started_at"]),
            models.Index(fields=["stage", "kind", "-started_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} at {self.started_at:%Y-%m-%d %H:%M}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save it, and count it as a change of what the public reads: every page says when we checked."""
        with transaction.atomic():
            super().save(*args, **kwargs)
            bump(self.bill_id)


class Problem(models.Model):
    """Something that could not be read: the place, the reason, and the snapshot it stands in."""

    run = models.ForeignKey(FetchRun, related_name="problems", on_delete=models.CASCADE)
    snapshot = models.ForeignKey(Snapshot, null=True, blank=True, on_delete=models.SET_NULL)
    place = models.CharField(max_length=500)
    reason = models.TextField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


class MissedOnce(models.Model):
    """An amendment that one complete sweep did not list; only the second makes it "no longer listed"."""

    amendment = models.OneToOneField("amendments.Amendment", on_delete=models.CASCADE)
    run = models.ForeignKey(FetchRun, null=True, on_delete=models.SET_NULL)

    def __str__(self) -> str:
        return f"{self.amendment_id} missed by run {self.run_id}"
