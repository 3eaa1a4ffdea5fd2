"""Forms of organisations, memberships, people and invitations."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.http import QueryDict

from coalition.groups import Group
from coalition.models import Coalition, Invitation, Membership, Organisation, Person
from coalition.register import open_invitations

WHY = "Why, for the history"


def day_input() -> forms.DateInput:
    """A day as browsers send and show it."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def with_value(sent: Any, name: str, value: Any) -> QueryDict:
    """What a browser sent with one value set anew; groups of boxes keep all that were ticked."""
    return with_values(sent, {name: value})


def with_values(sent: Any, values: Mapping[str, Any]) -> QueryDict:
    """What a browser sent with these values set anew; a list is all that a field sends, none for a box unticked."""
    found: QueryDict = sent.copy()
    for name, value in values.items():
        found.setlist(name, value if isinstance(value, list) else [str(value)])
    return found


class KeptForm(forms.ModelForm):
    """A form on a kept row: its fields, a note, and the revision that it was opened on.

    `boxes` names the field that is a group of rows of its own, where there is one; see coalition/groups.py.
    """

    boxes: ClassVar[dict[str, Group]] = {}
    note_for_history = forms.CharField(label=WHY, required=False, max_length=500)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("revision", self.instance.revision)
        self.fields["revision"].required = self.instance.pk is not None

    def values(self) -> dict[str, Any]:
        """The row's own fields as typed; lines end as they are stored, not as browsers send them."""
        typed = {name: self.cleaned_data[name] for name in self._meta.fields or () if name in self.fields}
        return {
            name: value.replace("\r\n", "\n") if isinstance(value, str) else value for name, value in typed.items()
        }

    def ticked(self) -> dict[str, frozenset[int]]:
        """The boxes that were ticked in each group, by key."""
        return {
            name: frozenset(int(getattr(one, "pk", one)) for one in self.cleaned_data[name]) for name in self.boxes
        }


class CoalitionForm(KeptForm):
    """The coalition's own name."""

    class Meta:
        model = Coalition
        fields = ["name", "short_name", "about", "website"]
        labels = {"about": "What it is"}
        field_classes = {"website": forms.CharField}


class OrganisationForm(KeptForm):
    """An organisation."""

    class Meta:
        model = Organisation
        fields = ["name", "short_name", "website", "nations", "note"]
        labels = {"note": "Note, for policy officers"}


class MembershipForm(KeptForm):
    """A spell of membership; unknown days stay empty."""

    class Meta:
        model = Membership
        fields = ["joined_on", "seen_on", "left_on", "source_url", "note"]
        labels = {
            "joined_on": "Joined on",
            "seen_on": "First seen as a member on",
            "left_on": "No longer a member from",
            "source_url": "Source (web address)",
            "note": "Note, for policy officers",
        }
        widgets = {"joined_on": day_input(), "seen_on": day_input(), "left_on": day_input()}

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        left = found.get("left_on")
        for name in ("joined_on", "seen_on"):
            if left and found.get(name) and found[name] >= left:
                self.add_error("left_on", "It cannot leave before it was there.")
                break
        return found


def _needs_an_organisation(form: forms.ModelForm, found: dict[str, Any]) -> None:
    if found.get("role") == Person.Role.MEMBER and not found.get("organisation"):
        form.add_error("organisation", "A coalition member speaks for an organisation: choose it.")


class PersonForm(KeptForm):
    """What a person may do."""

    class Meta:
        model = Person
        fields = ["name", "role", "organisation", "is_active"]
        labels = {"is_active": "The account is open"}
        help_texts = {"is_active": "Without the tick it cannot sign in; what it did stays in the history."}

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        _needs_an_organisation(self, found)
        return found


class InvitationForm(KeptForm):
    """Whom to invite."""

    class Meta:
        model = Invitation
        fields = ["email", "name", "role", "organisation"]
        labels = {"email": "E-mail address"}

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        if User.objects.filter(email__iexact=email).exists():
            raise forms.ValidationError("Somebody with this address has an account: change it under People.")
        if open_invitations().filter(email=email).exists():
            raise forms.ValidationError("This address is invited already: send the link again below.")
        return email

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        _needs_an_organisation(self, found)
        return found


class WelcomeForm(forms.Form):
    """How somebody invited will sign in."""

    username = forms.CharField(
        max_length=150,
        validators=[User.username_validator],
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
        help_text="Letters, figures and @ . + - _",
    )
    password = forms.CharField(
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="Ten characters or more, and none that everybody uses. Pasting is welcome.",
    )

    def clean_username(self) -> str:
        username = str(self.cleaned_data["username"])
        if User.objects.filter(username__iexact=username).exists():
            raise forms.ValidationError("This username is taken: choose another.")
        return username

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        validate_password(password, User(username=self.cleaned_data.get("username", "")))
        return password
