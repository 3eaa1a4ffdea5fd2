"""Form fields as GOV.UK Frontend draws them, from plain Django forms."""

from django import forms, template
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms import BoundField
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

DASHES = BLANK_CHOICE_DASH[0][1]
CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.Textarea, "govuk-textarea"),
    (forms.CheckboxInput, "govuk-checkboxes__input"),
    (forms.Select, "govuk-select"),
    (forms.FileInput, "govuk-file-upload"),
    (forms.Widget, "govuk-input"),
)


@register.filter
def drawn(field: BoundField) -> SafeString:
    """The field's control with its class, and tied to its hint and its error for screen readers.

    A list in which nothing is chosen yet says so in words, in place of Django's dashes.
    """
    name = next(name for kind, name in CLASSES if isinstance(field.field.widget, kind))
    broken = f" {name}--error" if field.errors else ""
    attributes: dict[str, str | bool] = {"class": f"{name}{broken}"}
    if named := told(field):
        attributes["aria-describedby"] = named
    control = field.as_widget(attrs=attributes)
    if isinstance(field.field.widget, forms.Select):
        empty = "Choose one" if field.field.required else "None"
        control = mark_safe(control.replace(f">{DASHES}</option>", f">{empty}</option>"))  # noqa: S308 (our own words)
    return control


@register.filter
def told(field: BoundField) -> str:
    """The ids of the field's hint and error, as its control or its group names them for screen readers."""
    hint, error = [f"{field.auto_id}-hint"], [f"{field.auto_id}-error"]
    return " ".join(hint * bool(field.help_text) + error * bool(field.errors))


@register.filter
def is_tick(field: BoundField) -> bool:
    """Whether the field is one box to tick."""
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def is_many(field: BoundField) -> bool:
    """Whether the field is a group of radio buttons or boxes, which needs a legend in place of a label."""
    return isinstance(field.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
