"""Words of Parliament's as links to their explanation, so that no page has to explain them again."""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tracker.glossary import glossary

register = template.Library()


@register.simple_tag
def term(word: str, words: str = "") -> SafeString:
    """The word, or the words given for it, leading to the glossary's entry. Raises KeyError for a word not in it."""
    anchors = {each.word: each.anchor for group in glossary() for each in group.terms}
    address = f"{reverse('glossary')}#{anchors[word]}"
    return format_html('<a class="govuk-link" href="{}">{}</a>', address, words or word)
