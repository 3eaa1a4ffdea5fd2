"""The error summary: each line leads to the control that mends it, and nothing that is wrong is kept back."""

import re

import pytest
from django import forms
from django.template.loader import render_to_string
from django.urls import reverse

from tests.coalition.people import a_coalition, an_ask, signed_in
from tests.world import a_world


class Lamps(forms.Form):
    colour = forms.ChoiceField(choices=[("red", "Red"), ("green", "Green")], widget=forms.RadioSelect)
    places = forms.MultipleChoiceField(choices=[("pier", "Pier")], widget=forms.CheckboxSelectMultiple)
    keeper = forms.CharField()
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self):
        raise forms.ValidationError("The lamps are out.")


def links(page: str) -> list[str]:
    """Where the lines of the summary lead."""
    return re.findall(r'href="#([^"]*)"', page[page.index("govuk-error-summary") :].split("</ul>", maxsplit=1)[0])


def test_each_line_leads_to_its_control_and_that_of_a_group_to_the_first_choice() -> None:
    page = render_to_string("coalition/parts/form.html", {"form": Lamps({})})
    assert links(page) == ["id_colour_0", "id_places_0", "id_keeper"]
    for anchor in links(page):
        assert page.count(f'id="{anchor}"') == 1


def test_what_a_hidden_field_lacks_and_what_is_wrong_with_the_whole_form_is_told() -> None:
    page = render_to_string("components/error_summary.html", {"form": Lamps({"seen": "x"})})
    assert "The lamps are out." in page
    assert "(Seen: Enter a whole number.)" in page


def test_the_summary_takes_the_focus_without_javascript_and_stands_only_where_something_is_wrong() -> None:
    assert 'tabindex="-1" autofocus' in render_to_string("components/error_summary.html", {"form": Lamps({})})
    assert not render_to_string("components/error_summary.html", {"form": Lamps()}).strip()


def test_every_error_is_tied_to_its_control_or_group() -> None:
    page = render_to_string("coalition/parts/form.html", {"form": Lamps({})})
    named = {name for each in re.findall(r'aria-describedby="([^"]*)"', page) for name in each.split()}
    assert named == {"id_colour-error", "id_places-error", "id_keeper-error"}
    for name in named:
        assert page.count(f'id="{name}"') == 1


def test_the_title_begins_with_error_after_a_form_with_errors_and_only_then(db) -> None:
    people = a_coalition()
    ask = an_ask(a_world().lanterns)
    client = signed_in(people.officer)
    for address in (reverse("coalition:ask-edit", args=[ask.pk]), reverse("coalition:briefing-new")):
        assert "<title>Error:" not in client.get(address).content.decode()
        assert "<title>Error: " in client.post(address, {"title": ""}).content.decode()


@pytest.mark.parametrize("name", ["asks", "assurances", "contacts", "links", "briefings"])
def test_a_list_narrowed_by_what_makes_no_sense_is_no_error_page(db, name: str) -> None:
    people = a_coalition()
    page = signed_in(people.officer).get(reverse(f"coalition:{name}"), {"bill": "none"}).content.decode()
    assert "<title>Error:" not in page and "There is a problem" not in page
    assert "Select a valid choice" in page, "the panel says which of its fields was not understood"
