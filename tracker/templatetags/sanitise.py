"""The only place that lets HTML of others reach a page: cleaned by an allow-list, nothing else marks text as safe."""

import nh3
from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

TAGS = {
    "a", "b", "blockquote", "br", "em", "i", "li", "ol", "p", "strong", "sub", "sup",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
LONGEST = 100_000
"""Characters of HTML that a page shows; what is longer is not cut, because half an element may mean something else."""
TOO_LONG = "This text is too long to show here. It is kept in full: see the source."


@register.filter
def sanitise(received: str) -> SafeString:
    """HTML as received, reduced to plain paragraphs, lists, tables and links to http(s) pages.

    Scripts, styles, pictures, forms, headings' tags, classes and ids go; words stay. A relative address is read as one
    of bills.parliament.uk, where the text stood. Links carry rel="noopener noreferrer nofollow".
    """
    html = TOO_LONG if len(received) > LONGEST else received
    cleaned = nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
        url_relative=("rewrite_with_base", "https://bills.parliament.uk/"),
    )
    return mark_safe(cleaned)  # noqa: S308  cleaned on the line above
