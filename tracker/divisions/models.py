"""How a division came to its Bill, stage and amendment: by a certain match, or by a person."""

from django.db import models

from bills.history import tracked_history
from bills.models import Bill, Division


class DivisionPlace(models.Model):
    """One division of Parliament's data: what a machine makes of it, and what a person said.

    What is stored as true stands in Division.bill, Division.stage and AmendmentDivision, written only by
    tracker/divisions/place.py. `options` are what a person may choose from, the likeliest first:
    [{"bill", "stage", "amendment"}], with None for what an option leaves out. `reason` is the machine's, and public;
    `note` is a person's, and is not.
    """

    class State(models.TextChoices):
        MATCHED = "matched", "Matched for certain"
        SUGGESTED = "suggested", "For a person to decide"
        CONFIRMED = "confirmed", "Decided by a person"
        REJECTED = "rejected", "Put aside by a person"

    division = models.OneToOneField(Division, related_name="place", on_delete=models.CASCADE)
    bill = models.ForeignKey(
        Bill, related_name="division_places", on_delete=models.CASCADE, help_text="the Bill for which it was found"
    )
    state = models.CharField(max_length=10, choices=State.choices, db_index=True)
    options = models.JSONField(default=list, blank=True)
    reason = models.TextField(blank=True)
    doubt = models.TextField(blank=True, help_text="what the machine leaves open, in plain words")
    note = models.TextField(blank=True)
    history = tracked_history()

    def __str__(self) -> str:
        return f"{self.division}: {self.get_state_display()}"

    @property
    def is_by_a_person(self) -> bool:
        """Whether a person has spoken, so that no machine changes it."""
        return self.state in (self.State.CONFIRMED, self.State.REJECTED)
