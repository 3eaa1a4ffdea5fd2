"""The filters of a stage's list, as a GET form. They read rows of today and history rows alike."""

from collections.abc import Mapping
from datetime import date
from html import escape
from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import cached_property
from django.utils.safestring import SafeString, mark_safe

from amendments.history import SponsorshipHistory, latest_row, start_of
from amendments.models import Sponsorship
from amendments.querysets import changed_since
from amendments.wording import NEW_PROVISION

ORDERS = [("list", "The list"), ("number", "Number"), ("target", "Target")]
CHANGES = [("", "Text, target or decision"), ("all", "Anything")]
GOVERNMENT = [("yes", "Government"), ("no", "Not Government")]


class _Written(forms.Widget):
    """A field of the browser, written here: Django renders two templates for each."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """What Django's templates of an input give."""
        told = self.get_context(name, value, attrs)["widget"]
        stated = {} if told["value"] is None else {"value": told["value"]}
        written = _attributes({"type": told["type"], "name": told["name"], **stated, **told["attrs"]})
        return mark_safe(f"<input{written}>")  # noqa: S308  `_attributes` escapes


class DateInput(_Written, forms.DateInput):
    """A date field of the browser, which reads and writes 2026-09-18."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(attrs={"class": "govuk-input"}, format="%Y-%m-%d")


class TextInput(_Written, forms.TextInput):
    """A line of text."""

    def __init__(self, **attributes: str) -> None:
        super().__init__(attrs={"class": "govuk-input", **attributes})


class Choice(forms.Select):
    """A choice out of a list, ungrouped. Written here: Django renders a template for each option."""

    def __init__(self) -> None:
        super().__init__(attrs={"class": "govuk-select"})

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """What Django's templates of a select give."""
        told = self.get_context(name, value, attrs)["widget"]
        options = [_option(option) for _, group, _ in told["optgroups"] for option in group]
        written = _attributes({"name": told["name"], **told["attrs"]})
        return mark_safe(f"<select{written}>{''.join(options)}\n</select>")  # noqa: S308  all is escaped


def _option(told: Mapping[str, Any]) -> str:
    attributes = _attributes({"value": told["value"], **told["attrs"]})
    return f"\n  <option{attributes}>{escape(str(told['label']))}</option>\n"


def _attributes(named: Mapping[str, Any]) -> str:
    """Attributes of a tag, escaped; True is one without a value, False none."""
    return "".join(
        f" {name}" if value is True else f' {name}="{escape(str(value))}"'
        for name, value in named.items()
        if value is not False
    )


class DayForm(forms.Form):
    """As at which day a page is shown; without one, as things stand today."""

    at = forms.DateField(required=False, label="As at the end of", widget=DateInput)


class ListForm(DayForm):
    """How the list is shown: as at which day, in which order."""

    order = forms.ChoiceField(choices=ORDERS, required=False, label="Order of", widget=Choice)


class AmendmentFilter(django_filters.FilterSet):
    """Which amendments are shown. Unreadable values are named in the form's errors and filter nothing."""

    q = django_filters.CharFilter(
        method="containing", label="Words", max_length=200, widget=TextInput(type="search", **{"data-keys-search": ""})
    )
    target = django_filters.ChoiceFilter(method="aimed_at", label="Target", empty_label="Any", widget=Choice)
    sponsor = django_filters.CharFilter(method="signed_by", label="Name on it", max_length=200, widget=TextInput)
    decision = django_filters.ChoiceFilter(label="Decision", empty_label="Any", widget=Choice)
    government = django_filters.ChoiceFilter(
        choices=GOVERNMENT, method="by_government", label="Tabled by", empty_label="Anybody", widget=Choice
    )
    since = django_filters.DateFilter(method="changed_from", label="New or changed since", widget=DateInput)
    changes = django_filters.ChoiceFilter(
        choices=CHANGES[1:],
        method="of_any_grade",
        label="Counting as a change",
        empty_label=CHANGES[0][1],
        widget=Choice,
    )

    def __init__(
        self,
        values: Any,
        queryset: QuerySet,
        *,
        targets: list[tuple[str, str]],
        decisions: list[tuple[str, str]],
        moment: Any = None,
    ) -> None:
        super().__init__(values, queryset=queryset)
        self.moment = moment
        self.filters["target"].extra["choices"] = targets
        self.filters["decision"].extra["choices"] = decisions

    @cached_property
    def is_active(self) -> bool:
        """Whether any filter narrows the list."""
        self.form.is_valid()
        return any(value for name, value in self.form.cleaned_data.items() if name != "changes")

    def containing(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Every word somewhere in the text, statement or heading, or the whole as its number."""
        found = Q(number__iexact=value.strip())
        words = Q()
        for word in value.split():
            words &= (
                Q(text__icontains=word)
                | Q(gist__icontains=word)
                | Q(statement__icontains=word)
                | Q(heading__icontains=word)
            )
        return rows.filter(found | words)

    def aimed_at(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """One provision; or what aims at none: new clauses, new schedules, the rest."""
        if value in NEW_PROVISION:
            return rows.filter(provision="", op=value)
        if value == "none":
            return rows.filter(provision="").exclude(op__in=NEW_PROVISION)
        return rows.filter(provision=value)

    def signed_by(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """A name that stands on the amendment, by any part of it as printed."""
        names = Sponsorship.objects.filter(amendment=OuterRef("id"))
        if self.moment is None:
            return rows.filter(Exists(names.filter(is_listed=True, printed_name__icontains=value.strip())))
        stood = SponsorshipHistory.objects.filter(amendment_id=OuterRef("id"))
        stood = stood.filter(is_listed=True, printed_name__icontains=value.strip())
        return rows.filter(Exists(stood.filter(history_id=latest_row(SponsorshipHistory, self.moment, "id"))))

    def by_government(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Government amendments, or those that a source says are not; where no source says, neither."""
        return rows.filter(is_government=value == "yes")

    def changed_from(self, rows: QuerySet, name: str, value: date) -> QuerySet:
        """New or changed since the beginning of that day in London."""
        return changed_since(
            rows, start_of(value), self.moment, any_grade=self.form.cleaned_data.get("changes") == "all"
        )

    def of_any_grade(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Read by `changed_from`; narrows nothing by itself."""
        return rows
