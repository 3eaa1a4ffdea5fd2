"""Forms of the register of assurances."""

from typing import Any

from django import forms
from django.utils import timezone

from amendments.models import Amendment
from bills.models import Bill, House
from coalition.forms.people import KeptForm, day_input
from coalition.models import Ask, Assurance
from coalition.querysets import visible_to
from coalition.roles import Visitor

HOUSES = [("", "Not stated"), (House.COMMONS, "Commons"), (House.LORDS, "Lords")]


class AssuranceForm(KeptForm):
    """A promise given in Parliament, and whether it was kept."""

    house = forms.ChoiceField(label="House", choices=HOUSES, required=False)
    amendment = forms.ModelChoiceField(Amendment.objects.all(), required=False, widget=forms.HiddenInput)

    class Meta:
        model = Assurance
        fields = [
            "bill", "ask", "amendment", "given_by", "office", "house", "given_on", "words", "hansard_url", "meaning",
            "due_on", "outcome", "outcome_note", "owner", "is_shared",
        ]  # fmt: skip
        labels = {
            "bill": "Bill",
            "ask": "Ask it is about",
            "given_by": "Given by",
            "given_on": "Given on",
            "words": "The words",
            "hansard_url": "Hansard (web address)",
            "meaning": "What we take it to mean",
            "due_on": "Due on",
            "outcome": "Was it kept?",
            "outcome_note": "How we know",
            "owner": "Own work of one organisation",
            "is_shared": "Share it with every organisation of the coalition",
        }
        help_texts = {
            "given_by": "The Minister’s name.",
            "words": "As the Minister spoke them.",
            "meaning": "",
            "due_on": "The day by which it should be kept. Leave empty where none was named.",
            "outcome_note": "",
            "is_shared": "The public cannot read it.",
        }
        field_classes = {"hansard_url": forms.CharField}
        widgets = {
            "given_on": day_input(),
            "due_on": day_input(),
            "words": forms.Textarea(attrs={"rows": 4}),
            "meaning": forms.Textarea(attrs={"rows": 3}),
            "outcome_note": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, user: Visitor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asks = visible_to(user, Ask).select_related("bill").order_by("bill__short_title", "order", "pk")
        self.fields["ask"].queryset = asks  # type: ignore[attr-defined]
        self.fields["ask"].label_from_instance = lambda row: f"{row.bill.short_title}: {row.title}"  # type: ignore[attr-defined]
        self.fields["bill"].queryset = Bill.objects.filter(stages__isnull=False).distinct()  # type: ignore[attr-defined]

    def clean_given_on(self) -> Any:
        day = self.cleaned_data["given_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("This day is still to come.")
        return day

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        bill, ask, amendment = found.get("bill"), found.get("ask"), found.get("amendment")
        if bill and ask and ask.bill_id != bill.pk:
            self.add_error("ask", "Choose an ask on the Bill that you chose.")
        if bill and amendment and amendment.bill_id != bill.pk:
            self.add_error("bill", "The amendment that the assurance was given on is another Bill’s.")
        if found.get("due_on") and found.get("given_on") and found["due_on"] < found["given_on"]:
            self.add_error("due_on", "It cannot be due before it was given.")
        return found


class RegisterForm(forms.Form):
    """Which assurances the register shows. What cannot be read is ignored."""

    fate = forms.ChoiceField(
        label="Kept?", required=False, choices=[("", "All"), ("overdue", "Overdue"), *Assurance.Fate.choices]
    )
    house = forms.ChoiceField(label="House", required=False, choices=[("", "Either"), *HOUSES[1:]])
    bill = forms.TypedChoiceField(label="Bill", required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, bills: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bill"].choices = [("", "Any"), *bills]  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, Any]:
        """The filters that could be read."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
