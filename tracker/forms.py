"""What people send to the pages of background work and tracking; every value is bounded here."""

import re
from typing import Any

from django import forms

from bills.models import Bill, BillStage
from scrapers.parse.old_pages import MOST_FILES
from tracker.saved_pages import check_file
from tracker.tracking import LARGEST_ID


class BillSearchForm(forms.Form):
    """Words of a Bill's title, or its number on Parliament's site."""

    term = forms.CharField(
        label="Words from the title, or the Bill’s number on bills.parliament.uk",
        min_length=2,
        max_length=100,
        error_messages={"required": "Enter some words from the Bill's title, or its number."},
    )


class ApiTokenForm(forms.Form):
    """What a key to the API is for."""

    name = forms.CharField(
        label="What the key is for",
        max_length=100,
        error_messages={"required": "Say what the key is for, so that you know later which one to revoke."},
    )


class TrackForm(forms.Form):
    """The Bill to track, by Parliament's number; the title is only what to call it until Parliament's own arrives."""

    parliament_id = forms.IntegerField(min_value=1, max_value=LARGEST_ID)
    title = forms.CharField(max_length=500, required=False)


class SeveralFiles(forms.FileField):
    """One file or several, each checked by name and size."""

    widget = type("SeveralFilesInput", (forms.ClearableFileInput,), {"allow_multiple_selected": True})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """The files in the order given. Raises ValidationError naming each file that is not taken."""
        files = list(data) if isinstance(data, (list, tuple)) else [data] if data else []
        if not files:
            raise forms.ValidationError("Choose one saved page, or all the pages of one paper.")
        if len(files) > MOST_FILES:
            raise forms.ValidationError(f"Choose at most {MOST_FILES} pages.")
        faults = [fault for file in files if (fault := check_file(file.name, file.size))]
        if faults:
            raise forms.ValidationError(faults)
        return [super(SeveralFiles, self).clean(file, initial) for file in files]


class SavedPagesForm(forms.Form):
    """Saved pages of the old website."""

    pages = SeveralFiles(
        label="Saved pages",
        help_text="Files ending in .html or .htm, at most 5 MB each. Pages of one paper are read together, in the "
        "order of their names.",
    )

    def clean_pages(self) -> list[Any]:
        """In the order of their names: a browser sends them in an order of its own."""
        return sorted(self.cleaned_data["pages"], key=lambda file: in_order(file.name))


def in_order(name: str) -> list[Any]:
    """A key that sorts pbc0080309m.81-87 before pbc0080309m.95-99, and page 9 before page 10."""
    return [
        (0, int(part), "") if part.isdigit() else (1, 0, part) for part in re.split(r"(\d+)", name.casefold()) if part
    ]


class PlaceForm(forms.Form):
    """Where pages belong, where they do not say it themselves, or say it wrongly."""

    bill = forms.ModelChoiceField(Bill.objects.all(), required=False)
    stage = forms.ModelChoiceField(BillStage.objects.select_related("bill"), required=False)

    def clean(self) -> dict[str, Any]:
        """A stage of another Bill is no place."""
        cleaned = super().clean() or self.cleaned_data
        bill, stage = cleaned.get("bill"), cleaned.get("stage")
        if bill and stage and stage.bill_id != bill.pk:
            raise forms.ValidationError("That stage is another Bill’s.")
        return cleaned
