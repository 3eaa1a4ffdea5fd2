"""Forms of reference texts, their clauses, versions and files."""

from typing import Any

from django import forms

from bills.models import Bill
from coalition.act_files.records import LIMITS, tidy
from coalition.forms.people import KeptForm, day_input
from coalition.models import AlternativeAct, ClauseWording, Organisation


class Noted(forms.Form):
    """A form that offers a reason for the history."""

    note = forms.CharField(required=False, max_length=500, label="Why, for the history")


class ActForm(KeptForm):
    """The facts of a reference text; the owner is the organisation whose own work it is, if any."""

    class Meta:
        model = AlternativeAct
        fields = (
            "bill",
            "title",
            "kind",
            "author",
            "published_on",
            "source_url",
            "numbers_are_known",
            "note",
            "owner",
            "is_shared",
        )
        widgets = {"published_on": day_input(), "note": forms.Textarea(attrs={"rows": 4})}
        labels = {
            "published_on": "Day it was published",
            "source_url": "Where it was published (web address)",
            "note": "About this text",
            "numbers_are_known": "Its clause numbers are known",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bill"].queryset = Bill.objects.only("short_title")  # type: ignore[attr-defined]
        self.fields["owner"].queryset = Organisation.objects.all()  # type: ignore[attr-defined]
        self.fields["owner"].label = "Whose own work it is"
        if self.instance.pk:
            del self.fields["bill"]


class ClauseForm(Noted):
    """The words of a clause. `wording` and `revision` say which wording the person saw."""

    number = forms.CharField(required=False, max_length=LIMITS["number"], help_text="As printed: “12”, “(1)”, “(a)”.")
    heading = forms.CharField(required=False, max_length=LIMITS["heading"])
    text = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 12}), strip=False)
    notes = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        strip=False,
        help_text="What it does and why, in plain English.",
    )
    extent = forms.CharField(
        required=False, max_length=LIMITS["extent"], label="Territorial extent", help_text="“England and Wales”"
    )
    wording = forms.IntegerField(required=False, widget=forms.HiddenInput)
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)
    field_order: tuple[str, ...] = ("number", "heading", "text", "notes", "extent", "note")

    def clean_number(self) -> str:
        """A number without square brackets: the file format uses them."""
        number = " ".join(self.cleaned_data["number"].split())
        if "[" in number or "]" in number:
            raise forms.ValidationError("A number cannot hold square brackets.")
        return number

    def clean_heading(self) -> str:
        """One line, single spaces."""
        return " ".join(self.cleaned_data["heading"].split())

    def clean_text(self) -> str:
        """Without white space at line ends and around it."""
        return tidy(self.cleaned_data["text"])

    def clean_notes(self) -> str:
        """Without white space at line ends and around them."""
        return tidy(self.cleaned_data["notes"])

    def clean(self) -> dict[str, Any]:
        """Something must be written."""
        values = super().clean() or {}
        if not self.errors and not any(values.get(name) for name in ("number", "heading", "text")):
            self.add_error("heading", "Give it a number, a heading or a text.")
        return values

    @property
    def words(self) -> dict[str, str]:
        """The values of a wording."""
        return {name: self.cleaned_data[name] for name in ("number", "heading", "text", "notes", "extent")}


class NewClauseForm(ClauseForm):
    """A new clause and where it stands."""

    place = forms.ChoiceField(label="Where it stands")
    key = forms.SlugField(
        required=False,
        max_length=60,
        label="Lasting key",
        help_text="Short, for files: “guardians”. Made of the heading where empty.",
    )
    field_order = ("place", "number", "heading", "text", "notes", "extent", "key", "note")

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = places  # type: ignore[attr-defined]


class IssueForm(Noted):
    """Freezing the draft as it was seen."""

    name = forms.CharField(
        required=False, max_length=120, label="Name of the version", help_text="“after the legal check”"
    )
    dated = forms.DateField(required=False, widget=day_input(), label="Date on the version")
    seen = forms.CharField(widget=forms.HiddenInput)


class FileForm(forms.Form):
    """A file to read; nothing is changed by reading it."""

    file = forms.FileField(label="File", help_text="Markdown (.md), Word (.docx) or CSV, at most 5 MB.")


def opened_on(wording: ClauseWording) -> dict[str, Any]:
    """The first values of a ClauseForm on this wording."""
    words = {name: getattr(wording, name) for name in ("number", "heading", "text", "notes", "extent")}
    return {**words, "wording": wording.pk, "revision": wording.revision}
