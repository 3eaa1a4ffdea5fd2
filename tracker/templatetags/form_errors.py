"""What is wrong with a form, as an error summary lists it."""

from dataclasses import dataclass

from django import forms, template
from django.forms import BoundField

register = template.Library()


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, and the id of the control that mends it; empty where there is none to go to."""

    words: str
    anchor: str = ""


@register.filter
def problems(form: forms.BaseForm) -> list[Problem]:
    """Everything that is wrong with the form, in the order of its fields; what a hidden field lacks is told too."""
    found = [Problem(str(error)) for error in form.non_field_errors()]
    for field in form:
        for error in field.errors:
            if field.is_hidden:
                words = f"What this page sends by itself is not right ({field.label}: {error})"
                found.append(Problem(f"{words} Copy what you typed, open the page afresh, and try again."))
            else:
                found.append(Problem(f"{field.label}: {error}", _control(field)))
    return found


def _control(field: BoundField) -> str:
    """The id of the field's control; of a group of choices, that of its first."""
    if not isinstance(field.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return field.id_for_label
    return next((choice.id_for_label for choice in field), "")
