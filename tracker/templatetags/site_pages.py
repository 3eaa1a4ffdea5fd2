"""Addresses of the pages that the head and the foot of every page lead to."""

from django import template

from bills.addresses import address

register = template.Library()


@register.simple_tag
def page_url(name: str) -> str:
    """What Django's `url` gives for a page whose address holds no number; worked out once."""
    return address(name)
