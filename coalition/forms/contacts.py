"""Forms of the sponsor and whip log, and of erasing from it."""

from typing import Any

from django import forms
from django.utils import timezone

from bills.models import Bill
from coalition.contacts import SHORTEST_NAME
from coalition.models import Ask, ContactEntry
from coalition.querysets import visible_to
from coalition.roles import Visitor


class ContactForm(forms.ModelForm):
    """One entry. It is never edited: a wrong one is deleted and written again."""

    class Meta:
        model = ContactEntry
        fields = ["kind", "name", "party", "bill", "ask", "answer", "on", "note"]
        labels = {
            "kind": "What it was",
            "name": "Name",
            "party": "Party or group",
            "bill": "Bill",
            "ask": "Ask it was about",
            "answer": "Answer",
            "on": "Day",
            "note": "Note",
        }
        help_texts = {
            "name": "The parliamentarian, the whip, or their office.",
            "note": "Only what is needed: whoever is named may ask to read it.",
        }
        widgets = {
            "on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "note": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, user: Visitor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asks = visible_to(user, Ask).select_related("bill").order_by("bill__short_title", "order", "pk")
        self.fields["ask"].queryset = asks  # type: ignore[attr-defined]
        self.fields["ask"].label_from_instance = lambda row: f"{row.bill.short_title}: {row.title}"  # type: ignore[attr-defined]
        self.fields["bill"].queryset = Bill.objects.filter(stages__isnull=False).distinct()  # type: ignore[attr-defined]
        self.initial.setdefault("on", timezone.localdate())

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("bill") and found.get("ask") and found["ask"].bill_id != found["bill"].pk:
            self.add_error("ask", "Choose an ask on the Bill that you chose.")
        return found


class LogForm(forms.Form):
    """Which entries the log shows. There is no search by name: it would stand in the address. See `PersonForm`."""

    kind = forms.ChoiceField(label="What", required=False, choices=[("", "Both"), *ContactEntry.Kind.choices])
    answer = forms.ChoiceField(label="Answer", required=False, choices=[("", "Any"), *ContactEntry.Answer.choices])
    bill = forms.TypedChoiceField(label="Bill", required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, bills: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bill"].choices = [("", "Any"), *bills]  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, Any]:
        """The filters that could be read."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class ReasonForm(forms.Form):
    """Why entries are erased: all that remains of them."""

    reason = forms.CharField(
        label="Reason",
        max_length=500,
        help_text="Only this remains, with your name, the day and how many entries. Name nobody.",
    )


class PersonForm(forms.Form):
    """Whom to look for in the log."""

    name = forms.CharField(
        label="Name",
        min_length=SHORTEST_NAME,
        max_length=200,
        help_text="As it stands in the log; entries that only mention it in their note are found too.",
    )
