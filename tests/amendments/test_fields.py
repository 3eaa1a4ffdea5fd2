"""The fields of the list's form are written as Django's own templates would write them, whatever they hold."""

from datetime import date

import pytest
from django import forms

from amendments.filters import Choice, DateInput, TextInput

BAD = "<b>\"&'</b>"


@pytest.mark.parametrize("value", [None, "", "otter", BAD, 7])
@pytest.mark.parametrize("more", [{}, {"id": "id_q"}, {"required": True, "disabled": False, "aria-label": BAD}])
def test_a_line_of_text(value: object, more: dict[str, object]) -> None:
    ours = TextInput(type="search", **{"data-keys-search": ""})
    theirs = forms.TextInput(attrs={"class": "govuk-input", "type": "search", "data-keys-search": ""})
    assert ours.render("q", value, more) == theirs.render("q", value, more)


@pytest.mark.parametrize("value", [None, "", date(2026, 9, 18), "soon", BAD])
def test_a_day(value: object) -> None:
    theirs = forms.DateInput(attrs={"class": "govuk-input", "type": "date"}, format="%Y-%m-%d")
    assert DateInput().render("at", value, {"id": "id_at"}) == theirs.render("at", value, {"id": "id_at"})


@pytest.mark.parametrize("value", [None, "", "one", BAD, 2])
def test_a_choice(value: object) -> None:
    ours, theirs = Choice(), forms.Select(attrs={"class": "govuk-select"})
    ours.choices = theirs.choices = [("", "Any"), ("one", "One"), (2, "Two"), (BAD, BAD)]
    assert ours.render("target", value, {"id": "id_target"}) == theirs.render("target", value, {"id": "id_target"})
