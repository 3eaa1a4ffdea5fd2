"""Forms of links and positions. They check shape only; what may be done is coalition/review.py's to say."""

from typing import Any

from django import forms

from coalition.link import Ours
from coalition.models import ClauseLink, Organisation, Position

WHY = "Why, for the history"


class TextsForm(forms.Form):
    """What a person says of two texts: how they are related, the words that show it, a note."""

    relation = forms.ChoiceField(
        label="How Parliament’s text relates to ours",
        choices=ClauseLink.Relation.choices,
        initial=ClauseLink.Relation.RELATED,
        widget=forms.RadioSelect,
    )
    our_quotation = forms.CharField(
        label="Words of ours that show it",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-quote-from": "our-text"}),
        help_text="Copy them from our text. Leave it empty if the whole text does.",
    )
    their_quotation = forms.CharField(
        label="Words of theirs that show it",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-quote-from": "their-text"}),
        help_text="Copy them from their text. Leave it empty if the whole text does.",
    )
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    is_shared = forms.BooleanField(
        label="Share with every organisation of the coalition",
        required=False,
        help_text="Otherwise policy officers and your own organisation see it. The public never does.",
    )
    why = forms.CharField(label=WHY, required=False, max_length=500)
    texts = forms.CharField(required=False, widget=forms.HiddenInput)

    def facts(self) -> dict[str, Any]:
        """The fields of a link that the form sets."""
        names = ("relation", "our_quotation", "their_quotation", "note", "is_shared")
        return {name: self.cleaned_data[name] for name in names}


class ReviewForm(TextsForm):
    """The same for a link that exists, opened on one revision of it."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


class NewLinkForm(TextsForm):
    """A new link: which ask or clause of ours it is about comes first."""

    ours = forms.ChoiceField(label="Our ask or clause")
    field_order = ("ours",)

    def __init__(self, *args: Any, choices: list[Ours], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asks = [(one.value, one.label) for one in choices if one.ask_id]
        clauses = [(one.value, one.label) for one in choices if one.clause_id]
        groups = [(name, group) for name, group in (("Asks", asks), ("Clauses", clauses)) if group]
        field = self.fields["ours"]
        field.choices = [("", "Choose one"), *groups]  # type: ignore[attr-defined]


class PositionForm(forms.Form):
    """What an organisation thinks of an amendment.

    `revision` is of the position that the form was opened on, `revision_of` the organisation whose it is.
    """

    organisation = forms.ModelChoiceField(label="Organisation", queryset=Organisation.objects.none())
    stance = forms.ChoiceField(label="Position", choices=Position.Stance.choices, widget=forms.RadioSelect)
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    is_shared = forms.BooleanField(
        label="Share with every organisation of the coalition",
        required=False,
        help_text="Otherwise policy officers and this organisation see it. The public never does.",
    )
    why = forms.CharField(label=WHY, required=False, max_length=500)
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)
    revision_of = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """The fields of a position that the form sets."""
        return {name: self.cleaned_data[name] for name in ("stance", "note", "is_shared")}

    @property
    def seen_revision(self) -> int | None:
        """The revision that the person saw of the position they change; None where they saw another's, or none."""
        is_seen = self.cleaned_data["revision_of"] == self.cleaned_data["organisation"].pk
        return self.cleaned_data["revision"] if is_seen else None


class QueueForm(forms.Form):
    """Which links the queue shows. What cannot be read is ignored."""

    bill = forms.TypedChoiceField(label="Bill", required=False, coerce=int, empty_value=None)
    stage = forms.TypedChoiceField(label="Stage", required=False, coerce=int, empty_value=None)
    state = forms.ChoiceField(
        label="State",
        required=False,
        choices=[("", "Any"), ("waiting", "Waiting for review"), *ClauseLink.State.choices],
    )

    def __init__(self, *args: Any, bills: list[tuple[int, str]], stages: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bill"].choices = [("", "Any"), *bills]  # type: ignore[attr-defined]
        self.fields["stage"].choices = [("", "Any"), *stages]  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, Any]:
        """The filters that could be read."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
