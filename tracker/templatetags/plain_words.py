"""Parliament's words with ours beside them: Houses, decisions, what a stage holds."""

from typing import Any

from django import template

from amendments.decisions import MADE, NOT_MADE, NOT_PRESSED, OPEN, OVERTAKEN, decision
from amendments.querysets import Check
from amendments.states import StageState, stage_state
from bills.models import BillStage, House

register = template.Library()

SHAPES = {MADE: "●", NOT_MADE: "○", NOT_PRESSED: "◌", OVERTAKEN: "⊘", OPEN: "…"}
"""A shape beside the word, so that an outcome is never told by colour alone."""


@register.inclusion_tag("components/house.html")
def house(name: str) -> dict[str, str]:
    """The House as a label: its word, with a shape and a colour that repeat it. A word not known is shown as it is."""
    known = {House.COMMONS.value: "commons", House.LORDS.value: "lords"}
    return {"word": "Neither House" if name in {"", House.UNASSIGNED} else name, "kind": known.get(name, "neither")}


@register.inclusion_tag("components/decision.html")
def decision_label(word: str, *, with_plain: bool = True) -> dict[str, Any]:
    """Parliament's word for a decision with its shape, and our plain words beside it unless they are not wanted."""
    found = decision(word)
    return {"decision": found, "shape": SHAPES.get(found.outcome, "?"), "with_plain": with_plain}


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
