"""Forms of webhooks."""

from typing import Any

from django import forms
from django.conf import settings

from coalition.forms.people import KeptForm
from scrapers.addresses import RefusedAddress, check_form
from tracker.webhooks.models import Webhook


class TopicsForm(KeptForm):
    """What a webhook is told of."""

    topics = forms.MultipleChoiceField(
        label="Tell it of",
        choices=Webhook.Topic.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose what it should be told of."},
    )

    class Meta:
        model = Webhook
        fields = ("topics",)


class WebhookForm(TopicsForm):
    """A new webhook: its address too."""

    url = forms.CharField(
        label="Address",
        max_length=500,
        help_text="It starts with https://. What is sent there is public; the secret tells that it came from us.",
        widget=forms.URLInput,
        error_messages={"required": "Enter the address to send to."},
    )
    field_order = ("url", "topics")

    class Meta:
        model = Webhook
        fields = ("url", "topics")

    def clean_url(self) -> Any:
        """A public https address; where it leads is checked each time that something is sent."""
        url = self.cleaned_data["url"].strip()
        try:
            check_form(url, settings.WEBHOOK_LOOPBACK_HOSTS)
        except RefusedAddress as error:
            raise forms.ValidationError(f"This address cannot be used: {error}.") from error
        return url
