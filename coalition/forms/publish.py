"""The form of publishing: from when, and why."""

from typing import Any

from django import forms
from django.utils import timezone

from coalition.forms.briefings import NoteForm, moment_field

NOW, LATER = "now", "later"


class PublishForm(NoteForm):
    """Now, or under embargo until a moment in London. `seen` is the fingerprint of the preview that was read."""

    when = forms.ChoiceField(
        label="When",
        choices=[(NOW, "Now"), (LATER, "Under embargo, until the moment below")],
        widget=forms.RadioSelect,
        initial=NOW,
    )
    public_from = moment_field(
        "Public from", "Day and time in London. Nobody outside the coalition can read it before.", required=False
    )
    all_the_same = forms.BooleanField(label="Publish all the same", required=False)
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, cautions: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cautions = cautions
        if cautions:
            self.fields["all_the_same"].help_text = " ".join(cautions)
        else:
            del self.fields["all_the_same"]
        self.order_fields(["when", "public_from", "all_the_same", "note", "seen"])

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("when") == NOW:
            found["public_from"] = None
        elif "public_from" in found and found["public_from"] is None:
            self.add_error("public_from", "Say from when it may be public.")
        elif found.get("public_from") and found["public_from"] <= timezone.now():
            self.add_error("public_from", "This moment is past. Choose a later one, or publish now.")
        if self.cautions and not found.get("all_the_same"):
            self.add_error("all_the_same", "Tick this if it shall be published although: " + " ".join(self.cautions))
        return found
