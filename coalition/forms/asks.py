"""Forms of asks: what we want, what it rests on, and what we judge became of it."""

from typing import Any, ClassVar

from django import forms
from django.utils import timezone

from bills.models import Bill, BillStage, Division
from coalition.clauses import clause_label, current_wordings
from coalition.forms.people import KeptForm, day_input
from coalition.groups import RESTS_ON, Group
from coalition.models import AlternativeClause, Ask, ClauseWording, Ground, Outcome, Theme
from coalition.querysets import visible_to
from coalition.roles import Visitor

NOBODY = 0
"""The choice of asks that no organisation leads yet."""


class AskForm(KeptForm):
    """One thing that the coalition wants. `clauses` are those of the Bill's reference texts that it rests on."""

    boxes: ClassVar[dict[str, Group]] = {"clauses": RESTS_ON}
    clauses = forms.MultipleChoiceField(
        label="Clauses of ours that it rests on", required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Ask
        fields = [
            "bill", "reference", "title", "summary", "group", "theme", "priority", "state", "lead", "officer",
            "next_step", "next_step_on", "owner", "is_shared",
        ]  # fmt: skip
        labels = {
            "bill": "Bill",
            "title": "What we want",
            "state": "How far our own work is",
            "lead": "Lead organisation",
            "officer": "Policy officer",
            "next_step_on": "By when",
            "owner": "Own work of one organisation",
            "is_shared": "Share it with every organisation of the coalition",
        }
        help_texts = {
            "state": "Ours alone: what Parliament decided is read from its record.",
            "is_shared": "Ticked: every organisation reads it. Unticked: policy officers and the owner’s people.",
        }
        widgets = {"summary": forms.Textarea(attrs={"rows": 5}), "next_step_on": day_input()}

    def __init__(self, *args: Any, user: Visitor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bill"].queryset = Bill.objects.filter(stages__isnull=False).distinct()  # type: ignore[attr-defined]
        wordings = visible_to(user, ClauseWording)
        if self.instance.pk:
            self.fields["bill"].disabled = True
            wordings = wordings.filter(version__act__bill=self.instance.bill_id)
            rests_on = self.instance.rests_on.filter(is_listed=True).values_list("clause_id", flat=True)
            self.initial["clauses"] = [str(pk) for pk in rests_on]
        self.fields["clauses"].choices = [  # type: ignore[attr-defined]
            (str(row.clause_id), f"{row.version.act}: {clause_label(row)}, {row.heading}")
            for row in current_wordings(wordings)
        ]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        bill, chosen = found.get("bill"), found.get("clauses") or []
        if bill and AlternativeClause.objects.filter(pk__in=chosen).exclude(act__bill=bill).exists():
            self.add_error("clauses", "Choose clauses of texts on the Bill that you chose.")
        return found


class StateForm(KeptForm):
    """How far our own work on an ask is, in one step."""

    class Meta:
        model = Ask
        fields = ["state"]
        labels = {"state": "How far our own work is"}


class GroundForm(KeptForm):
    """An article, or a recommendation, that an ask appeals to."""

    class Meta:
        model = Ground
        fields = ["kind", "instrument", "place", "quotation", "source_url", "is_listed"]
        labels = {
            "kind": "Kind",
            "source_url": "Web address",
            "is_listed": "Listed",
        }
        help_texts = {"is_listed": "Untick to take it off the ask. Its history stays."}
        field_classes = {"source_url": forms.CharField}
        widgets = {"quotation": forms.Textarea(attrs={"rows": 3})}


class OutcomeForm(KeptForm):
    """Our judgement on a day, with what it rests on. It says nothing of Parliament's decision, which stands apart."""

    class Meta:
        model = Outcome
        fields = [
            "on", "judgement", "summary", "quotation", "source_url", "source_note", "amendment", "division", "stage",
            "is_listed",
        ]  # fmt: skip
        labels = {"on": "Day", "source_url": "Web address of the source", "is_listed": "Stands"}
        help_texts = {"is_listed": "Untick to take the judgement back. Its history stays."}
        field_classes = {"source_url": forms.CharField}
        widgets = {
            "on": day_input(),
            "summary": forms.Textarea(attrs={"rows": 3}),
            "quotation": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask = self.instance.ask
        linked = ask.links.filter(amendment__isnull=False).values("amendment")
        amendments: Any = self.fields["amendment"]
        amendments.queryset = ask.bill.amendments.filter(pk__in=linked).select_related("stage")
        amendments.label_from_instance = lambda row: f"{row}, {row.stage}"
        self.fields["division"].queryset = Division.objects.filter(bill=ask.bill_id)  # type: ignore[attr-defined]
        self.fields["stage"].queryset = BillStage.objects.filter(bill=ask.bill_id, is_listed=True)  # type: ignore[attr-defined]

    def clean_on(self) -> Any:
        day = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise forms.ValidationError("This day is still to come.")
        return day

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not found.get("source_url") and not found.get("source_note"):
            self.add_error("source_note", "Say what it rests on: a web address, or what else shows it.")
        return found


class ThemeForm(KeptForm):
    """A theme that asks and papers are filed by."""

    class Meta:
        model = Theme
        fields = ["name", "order"]


class AsksFilter(forms.Form):
    """Which asks the list shows. What cannot be read is ignored."""

    bill = forms.TypedChoiceField(label="Bill", required=False, coerce=int, empty_value=None)
    theme = forms.ModelChoiceField(Theme.objects.all(), required=False, empty_label="Any")
    priority = forms.ChoiceField(required=False, choices=[("", "Any"), *Ask.Priority.choices])
    state = forms.ChoiceField(label="Our work", required=False, choices=[("", "Any"), *Ask.State.choices])
    lead = forms.TypedChoiceField(label="Lead organisation", required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, bills: list[tuple[int, str]], leads: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bill"].choices = [("", "Any"), *bills]  # type: ignore[attr-defined]
        self.fields["lead"].choices = [("", "Any"), (NOBODY, "Nobody yet"), *leads]  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, Any]:
        """The filters that could be read."""
        self.is_valid()
        found = {name: value for name, value in self.cleaned_data.items() if value is not None and value != ""}
        return {**found, "lead": None} if found.get("lead") == NOBODY else found
