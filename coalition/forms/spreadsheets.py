"""Forms of taking spreadsheets in."""

from typing import Any

from django import forms

from coalition.forms.people import WHY
from coalition.uploads import Upload, examined_table


class TableForm(forms.Form):
    """A file to look at. `upload` says what it was found to be."""

    file = forms.FileField(
        label="CSV file or Excel workbook",
        help_text="At most 5 MB and 5,000 rows. You see what would change before anything does.",
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )
    upload: Upload

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        self.upload = examined_table(file)
        return file


class ApplyForm(forms.Form):
    """Applying what was shown."""

    note = forms.CharField(label=WHY, required=False, max_length=500)
    ticket = forms.CharField(widget=forms.HiddenInput, max_length=2000)
