"""Parliament's words with ours beside them: Houses, decisions, what a stage holds."""

from functools import lru_cache

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from amendments.decisions import MADE, NOT_MADE, NOT_PRESSED, OPEN, OVERTAKEN, decision
from amendments.querysets import Check
from amendments.states import StageState, stage_state
from bills.models import BillStage, House

register = template.Library()

SHAPES = {MADE: "●", NOT_MADE: "○", NOT_PRESSED: "◌", OVERTAKEN: "⊘", OPEN: "…"}
"""A shape beside the word, so that an outcome is never told by colour alone."""


@register.simple_tag
@lru_cache(maxsize=100)
def house(name: str) -> SafeString:
    """The House as a label: its word, with a shape and a colour that repeat it. A word not known is shown as it is."""
    kind = {House.COMMONS.value: "commons", House.LORDS.value: "lords"}.get(name, "neither")
    word = "Neither House" if name in {"", House.UNASSIGNED} else name
    return format_html('<span class="house house--{}">{}</span>\n', kind, word)


@register.simple_tag
@lru_cache(maxsize=500)
def decision_label(word: str, *, with_plain: bool = True) -> SafeString:
    """Parliament's word for a decision with its shape, and our plain words beside it unless they are not wanted."""
    found = decision(word)
    plain = found.plain or "Parliament’s own word; we have no plain words for it yet"
    return format_html(
        '<span class="decision{}"><span class="decision__word">'
        '<span class="decision__shape" aria-hidden="true">{}</span>{}</span>{}</span>\n',
        f" decision--{found.outcome}" if found.outcome else "",
        SHAPES.get(found.outcome, "?"),
        found.official,
        format_html('<span class="decision__plain"> {}</span>', plain) if with_plain else mark_safe(""),
    )


@register.filter
def outcome_shape(outcome: str) -> str:
    """The shape of an outcome; "?" for a word that we cannot explain."""
    return SHAPES.get(outcome, "?")


@register.simple_tag
def amendments_at(stage: BillStage) -> StageState:
    """What to say of the amendments of a stage that `bills.querysets.stages_with_counts` annotated. No query."""
    check = Check(
        complete_at=getattr(stage, "amendments_checked_at", None),
        failed_at=getattr(stage, "amendments_failed_at", None),
    )
    return stage_state(stage, check, (), total=getattr(stage, "amendment_count", 0))
