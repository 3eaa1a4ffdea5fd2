"""What people send to the pages of background work and tracking; every value is bounded here."""

from django import forms

from tracker.tracking import LARGEST_ID


class BillSearchForm(forms.Form):
    """Words of a Bill's title, or its number on Parliament's site."""

    term = forms.CharField(
        label="Words from the title, or the Bill’s number on bills.parliament.uk",
        min_length=2,
        max_length=100,
        error_messages={"required": "Enter some words from the Bill's title, or its number."},
    )


class TrackForm(forms.Form):
    """The Bill to track, by Parliament's number; the title is only what to call it until Parliament's own arrives."""

    parliament_id = forms.IntegerField(min_value=1, max_value=LARGEST_ID)
    title = forms.CharField(max_length=500, required=False)
