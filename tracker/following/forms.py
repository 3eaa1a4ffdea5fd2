"""What people send to sign up and to change what they get."""

from django import forms

from tracker.following.models import Follower


class PaceForm(forms.Form):
    """How often to be told."""

    pace = forms.ChoiceField(
        label="How often",
        choices=Follower.Pace.choices,
        initial=Follower.Pace.WEEKLY,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how often we should write."},
    )


class SignUpForm(PaceForm):
    """An address, and how often."""

    email = forms.EmailField(
        label="Your e-mail address",
        max_length=254,
        help_text="We send one letter with a link to confirm. Nobody sees your address; it is erased when you leave.",
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": "Enter your e-mail address.",
            "invalid": "Enter an e-mail address in the right form, like name@example.org",
        },
    )
    field_order = ("email", "pace")
