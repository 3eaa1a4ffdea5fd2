"""Pages as a reader meets them."""

import html
import re

from django.http import HttpResponse


def words_of(response: HttpResponse) -> str:
    """The words of a page: no tags, no doubled white space."""
    text = re.sub(r"<(script|style|title).*?</\1>", " ", response.content.decode(), flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())
