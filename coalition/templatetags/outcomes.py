"""Our judgement of an ask as a label: a shape and a word, never colour alone."""

from typing import Any

from django import template

from coalition.models import Outcome

register = template.Library()
J = Outcome.Judgement
SHAPES: dict[str, str] = {J.ACHIEVED: "●", J.PARTLY: "◐", J.NOT: "○", J.OVERTAKEN: "⊘", J.UNCLEAR: "?"}
WORDS = {str(value): str(label) for value, label in J.choices}


@register.inclusion_tag("coalition/parts/outcome.html")
def outcome_label(judgement: str) -> dict[str, Any]:
    """ "◐ Partly achieved"; "… Open" where nobody has judged yet."""
    known = judgement in WORDS
    return {
        "shape": SHAPES.get(judgement, "…"),
        "word": WORDS.get(judgement, "Open"),
        "kind": judgement if known else "open",
    }
