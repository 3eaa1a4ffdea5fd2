"""How a page names a print: whatever is worked out on one says which, of which day, with the way to it."""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from bills.models import BillPrint

register = template.Library()


@register.simple_tag
def print_name(printed: BillPrint) -> SafeString:
    """ "Bill 41 (as introduced) of 10 June 2026", its number a link to it among the prints of its Bill."""
    number = printed.print_number or "a print without a number"
    words = f" ({printed.stage_words})" if printed.stage_words else ""
    day = f" of {printed.published_on:%-d %B %Y}" if printed.published_on else ""
    address = f"{reverse('bills:detail', args=[printed.bill_id])}#print-{printed.pk}"
    return format_html('<a class="govuk-link" href="{}">{}</a>{}{}', address, number, words, day)
