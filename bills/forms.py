"""What a reader may ask of the list of Bills; every value is bounded, and one that makes no sense is left out."""

from typing import Any

from django import forms

from bills.models import House
from bills.querysets import ACT, BEFORE, FELL, OVER, AllBills
from bills.sessions import NAMES, latest_session, session_name

STATES = (
    ("", "Any"),
    (BEFORE, "Before Parliament now"),
    (ACT, "Became an Act"),
    (FELL, "Withdrawn or defeated"),
    (OVER, "Its session is over"),
)
SORTS = (("", "Latest update"), ("title", "Title"))


class BillFilterForm(forms.Form):
    """The filters of the list of Bills, as a GET form."""

    q = forms.CharField(required=False, max_length=100, label="Words in the title")
    house = forms.ChoiceField(
        required=False,
        label="House it is in",
        choices=[("", "Either"), (House.COMMONS, "Commons"), (House.LORDS, "Lords")],
    )
    state = forms.ChoiceField(required=False, label="State", choices=STATES)
    session = forms.TypedChoiceField(required=False, label="Introduced in session", coerce=int, empty_value=None)
    sort = forms.ChoiceField(required=False, label="Order", choices=SORTS)
    tracked = forms.BooleanField(required=False, label="Only Bills that are tracked")

    def __init__(self, values: Any, known: AllBills) -> None:
        super().__init__(values)
        first = known.first_session if known.first_session is not None else min(NAMES)
        numbers = [n for n in range(latest_session(known.last_session), first - 1, -1) if n in NAMES or n > max(NAMES)]
        choices = [("", "Any"), *((number, session_name(number).capitalize()) for number in numbers)]
        self.fields["session"].choices = choices  # type: ignore[attr-defined]

    @property
    def asked(self) -> dict[str, Any]:
        """What was asked for and makes sense; an order is not a filter and is left out."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value and name != "sort"}
