"""Forms of the register of assurances."""

from typing import Any

from django import forms
from django.utils import timezone

from amendments.models import Amendment
from bills.models import Bill, House
from coalition.amendment_search import found_by_words, name_with_stage
from coalition.asked import whole_number
from coalition.forms.people import KeptForm, day_input
from coalition.models import Ask, Assurance
from coalition.querysets import visible_to
from coalition.roles import Visitor

HOUSES = [("", "Not stated"), (House.COMMONS, "Commons"), (House.LORDS, "Lords")]


def _pk(value: Any) -> int:
    """The id in a value of a form, typed or stored; 0 for what can be none."""
    return whole_number(str(getattr(value, "pk", value) or "")) or 0


class AssuranceForm(KeptForm):
    """A promise given in Parliament, and whether it was kept.

    `looked_for` finds amendments of the Bill to choose from; the form is then shown again with all that was typed.
    """

    house = forms.ChoiceField(label="House", choices=HOUSES, required=False)
    looked_for = forms.CharField(
        label="Look for the amendment it was given on",
        required=False,
        max_length=100,
        help_text="Its number, or words of it. Press “Look”, then choose it among those found.",
    )
    amendment = forms.ModelChoiceField(
        Amendment.objects.all(),
        label="Amendment it was given on",
        required=False,
        blank=True,
        widget=forms.RadioSelect,
        empty_label="None, or not one alone",
    )
    look_field = "looked_for"

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
        self.order_fields(["bill", "ask", "looked_for", "amendment"])
        self._offer_amendments()

    def _offer_amendments(self) -> None:
        """Those found by the words, the one that stands, and the one chosen: a few, never all of a Bill."""
        named = {_pk(self["amendment"].value()), self.instance.amendment_id}
        found = self._found()
        rows: Any = Amendment.objects.filter(pk__in=[*(row.pk for row in found), *(pk for pk in named if pk)])
        amendments: Any = self.fields["amendment"]
        amendments.queryset = rows.select_related("stage").order_by("-stage__sort_order", "pk")
        amendments.label_from_instance = name_with_stage
        if self.looks and not found:
            amendments.help_text = "No amendment of the Bill has this number or these words."
        elif self.looks:
            amendments.help_text = f"Found: {len(found)}."

    @property
    def looks(self) -> str:
        """The words to look for, where there are any."""
        return str(self["looked_for"].value() or "").strip()[:100]

    def _found(self) -> list[Amendment]:
        bill = Bill.objects.filter(pk=_pk(self["bill"].value())).first() if self.looks else None
        return found_by_words(bill, self.looks) if bill else []

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
