"""Our judgement of an ask as a label: a shape and a word, never colour alone."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from coalition.models import Outcome

register = template.Library()
J = Outcome.Judgement
SHAPES: dict[str, str] = {J.ACHIEVED: "●", J.PARTLY: "◐", J.NOT: "○", J.OVERTAKEN: "⊘", J.UNCLEAR: "?"}
WORDS = {str(value): str(label) for value, label in J.choices}


@register.simple_tag
def outcome_label(judgement: str) -> SafeString:
    """ "◐ Partly achieved"; "… Open" where nobody has judged yet."""
    return format_html(
        '<span class="outcome outcome--{}"><span class="outcome__shape" aria-hidden="true">{}</span> '
        '<span class="outcome__word">{}</span></span>\n',
        judgement if judgement in WORDS else "open",
        SHAPES.get(judgement, "…"),
        WORDS.get(judgement, "Open"),
    )
