"""Forms of papers: what they are about, their text or file, and answers to them."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.utils import timezone

from bills.models import Bill, BillStage
from coalition.forms.people import WHY, KeptForm
from coalition.groups import ABOUT, Group, ticked
from coalition.markdown import LONGEST, too_much
from coalition.merging import same
from coalition.models import Ask, Briefing, Organisation, SignOff, Theme
from coalition.querysets import visible_to
from coalition.roles import Visitor
from coalition.uploads import LARGEST, Upload, examined


def moment_field(label: str, help_text: str, *, required: bool) -> forms.DateTimeField:
    """A day and time in London; a time that the clocks skip or repeat is refused."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, help_text=help_text, required=required, widget=widget)


def still_to_come(moment: datetime | None) -> datetime | None:
    """A deadline as it is set: none, or a moment that is not over. Else answers given in time would count no more."""
    if moment and moment <= timezone.now():
        raise forms.ValidationError("This moment is over. Choose a later one, or close sign-off.")
    return moment


class NoteForm(forms.Form):
    """Every change offers a note."""

    note = forms.CharField(label=WHY, required=False, max_length=500)


class PaperForm(KeptForm):
    """What a paper is and what it is about. Its title goes with its text."""

    boxes: ClassVar[dict[str, Group]] = {"asks": ABOUT}
    sign_by = moment_field("Answers by", "Day and time in London. Leave empty for no deadline.", required=False)
    asks = forms.ModelMultipleChoiceField(
        label="Asks it is about", queryset=Ask.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Briefing
        fields = ["kind", "stance", "bill", "stage", "theme", "lead", "sign_by", "owner", "is_shared"]
        labels = {
            "bill": "Bill",
            "stance": "Line on an amendment",
            "lead": "Lead organisation",
            "owner": "Own work of one organisation",
            "is_shared": "Share it with every organisation of the coalition",
        }
        help_texts = {"is_shared": "The public cannot read it until it is published."}

    def __init__(self, *args: Any, user: Visitor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bill"].queryset = Bill.objects.filter(stages__isnull=False).distinct()  # type: ignore[attr-defined]
        stages = BillStage.objects.filter(is_listed=True).select_related("bill").order_by("bill__short_title", "pk")
        self.fields["stage"].queryset = stages  # type: ignore[attr-defined]
        self.fields["stage"].label_from_instance = lambda row: f"{row.bill.short_title}: {row}"  # type: ignore[attr-defined]
        self.fields["asks"].queryset = visible_to(user, Ask)  # type: ignore[attr-defined]
        if self.instance.pk:
            self.initial["asks"] = sorted(ticked(ABOUT, self.instance))
        self.order_fields([*self.Meta.fields, "asks", "note_for_history"])

    def clean_sign_by(self) -> Any:
        """A deadline that stands may be over; a new one may not."""
        moment, stands = self.cleaned_data["sign_by"], self.instance.sign_by
        return stands if same(moment, stands) else still_to_come(moment)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        bill, stage = found.get("bill"), found.get("stage")
        if stage and bill and stage.bill_id != bill.pk:
            self.add_error("stage", "Choose a stage of the Bill that you chose.")
        if stage and not bill:
            found["bill"] = stage.bill
        return found


class NewPaperForm(PaperForm):
    """A paper that does not exist yet: its title too."""

    class Meta(PaperForm.Meta):
        fields = ["title", *PaperForm.Meta.fields]


class TextForm(NoteForm):
    """The exact text of a paper. `seen` is the version that the form was opened on."""

    title = forms.CharField(label="Title", max_length=300)
    body = forms.CharField(
        label="Text",
        error_messages={"required": "Write the text of the paper."},
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 28, "spellcheck": "true"}),
        help_text="Markdown: # heading, **strong**, - list, [words](address). References are in the list below.",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    field_order = ["title", "body", "note", "seen"]

    def clean_body(self) -> str:
        body: str = self.cleaned_data["body"]
        problem = too_much(body)
        if problem:
            raise forms.ValidationError(problem)
        return body


class FileForm(NoteForm):
    """A file in place of a text. `upload` says what it was found to be."""

    title = forms.CharField(label="Title", max_length=300)
    file = forms.FileField(
        label="PDF or Word document",
        help_text=f"At most {LARGEST // 1024 // 1024} MB, without macros.",
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx"}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    field_order = ["title", "file", "note", "seen"]
    upload: Upload

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        self.upload = examined(file)
        return file


class LibraryForm(forms.Form):
    """The filters of the library; all may be empty, and what makes no sense is ignored."""

    q = forms.CharField(label="Words in the title", required=False, max_length=100)
    kind = forms.ChoiceField(label="Kind", required=False, choices=[("", "Any"), *Briefing.Kind.choices])
    theme = forms.ModelChoiceField(Theme.objects.all(), label="Theme", required=False, empty_label="Any")
    bill = forms.ModelChoiceField(Bill.objects.none(), label="Bill", required=False, empty_label="Any")
    stage = forms.ModelChoiceField(BillStage.objects.none(), label="Stage", required=False, empty_label="Any")
    ask = forms.ModelChoiceField(Ask.objects.none(), label="Ask", required=False, empty_label="Any")
    archived = forms.BooleanField(label="Put away", required=False)

    def __init__(self, data: Any, *, user: Visitor) -> None:
        super().__init__(data)
        papers = visible_to(user, Briefing)
        self.fields["bill"].queryset = Bill.objects.filter(briefings__in=papers).distinct()  # type: ignore[attr-defined]
        stages = BillStage.objects.filter(briefings__in=papers).select_related("bill").distinct()
        self.fields["stage"].queryset = stages  # type: ignore[attr-defined]
        self.fields["stage"].label_from_instance = lambda row: f"{row.bill.short_title}: {row}"  # type: ignore[attr-defined]
        self.fields["ask"].queryset = visible_to(user, Ask).filter(briefings__briefing__in=papers).distinct()  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """An organisation's answer to the exact text with the hash that was read."""

    answer = forms.ChoiceField(
        label="Your organisation’s answer", choices=SignOff.Answer.choices, widget=forms.RadioSelect
    )
    comment = forms.CharField(
        label="Comment",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Needed with a reservation: say what it is. Every organisation of the coalition reads it.",
    )
    may_be_named = forms.BooleanField(
        label="The published paper may list us as a signatory", required=False, initial=True
    )
    may_use_logo = forms.BooleanField(label="Our logo may be used with this text", required=False)
    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("answer") == SignOff.Answer.RESERVATION and not found.get("comment", "").strip():
            self.add_error("comment", "Say what your reservation is.")
        return found


class RecordForm(AnswerForm):
    """An answer that came by e-mail, written down by an officer."""

    organisation = forms.ModelChoiceField(Organisation.objects.all(), label="Organisation")
    received_at = moment_field("When it came", "Day and time in London. This moment is judged.", required=True)
    recorded_note = forms.CharField(
        label="How it came",
        max_length=500,
        help_text="Who wrote, and where the message is kept: “e-mail of Ada Quill, in the shared mailbox”.",
    )
    field_order = [
        "organisation", "answer", "comment", "may_be_named", "may_use_logo", "received_at", "recorded_note", "sha256",
    ]  # fmt: skip

    def clean_received_at(self) -> Any:
        moment = self.cleaned_data["received_at"]
        if moment > timezone.now():
            raise forms.ValidationError("This is still to come.")
        return moment


class OpenForm(NoteForm):
    """Ask for answers until a deadline, or move it."""

    sign_by = moment_field("Answers by", "Day and time in London. Leave empty for no deadline.", required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ["sign_by", "note", "revision"]

    def clean_sign_by(self) -> Any:
        return still_to_come(self.cleaned_data["sign_by"])
