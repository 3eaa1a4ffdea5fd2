"""What can be found: one row a document, and how far each Bill is indexed. The words themselves stand in the backend.

Made from the record by tracker/search/indexing.py and thrown away by `rebuild_search`: no history.
"""

from django.db import models


class SearchDocument(models.Model):
    """A thing that a search finds, as its line in the results shows it.

    `id` is its place in every list of equals, the greatest first: kind, then day, then its own number
    (tracker/search/documents.py). `release` is the release it was copied from: it shows only while that is in force.
    """

    class Kind(models.TextChoices):
        BILL = "bill", "Bill"
        ASK = "ask", "Ask of the coalition"
        PAPER = "paper", "Paper of the coalition"
        ACT = "act", "Text of the coalition"
        CLAUSE = "clause", "Clause of the coalition"
        AMENDMENT = "amendment", "Amendment"
        PROVISION = "provision", "Clause of a Bill"

    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    object_id = models.BigIntegerField()
    bill = models.ForeignKey("bills.Bill", null=True, related_name="+", on_delete=models.CASCADE)
    stage = models.ForeignKey("bills.BillStage", null=True, related_name="+", db_index=False, on_delete=models.CASCADE)
    release = models.ForeignKey(
        "coalition.Release", null=True, related_name="+", db_index=False, on_delete=models.CASCADE
    )
    stage_words = models.CharField(max_length=250, blank=True)
    house = models.CharField(max_length=30, blank=True)
    decision = models.CharField(max_length=80, blank=True, help_text="in the official words")
    hash = models.CharField(max_length=32)
    title = models.CharField(max_length=1100)
    place = models.CharField(max_length=400, blank=True, help_text="where it stands, beside Bill and stage")
    text = models.TextField(blank=True)

    class Meta:
        app_label = "tracker"
        indexes = [models.Index(fields=["kind", "object_id"])]

    def __str__(self) -> str:
        return self.title


class SearchedBill(models.Model):
    """How much of a Bill's record is in the index: the marks that tracker/search/indexing.py compares."""

    bill = models.OneToOneField("bills.Bill", primary_key=True, related_name="+", on_delete=models.CASCADE)
    marks = models.JSONField(default=list)

    class Meta:
        app_label = "tracker"

    def __str__(self) -> str:
        return f"Bill {self.bill_id}: {self.marks}"
