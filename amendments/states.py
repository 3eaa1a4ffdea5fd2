"""What a stage page says of its source: no amendments, none kept this old, not reached, or simply when we checked.

These are different answers to "why is this page empty?", and are never told apart by a bare "None".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from amendments.models import AmendmentPaper
from amendments.querysets import Check
from amendments.stage_list import ELSEWHERE, LISTED, UNLISTED
from amendments.wording import count_of, moment_words, of_paper
from bills.models import BillStage

EARLIEST_SESSION = {"Commons": 37, "Lords": 30}
"""The first session whose amendments the Bills API holds, by House (seen from outside; 37 is 2022-23)."""
OF_A_RECORD = "From a historic record: Parliament’s data hold no amendments this old."
TOO_OLD, NEVER_CHECKED, UNREACHED, NONE_YET, NONE_THEN, HAS_SOME = (
    "too-old",
    "never-checked",
    "unreached",
    "none-yet",
    "none-then",
    "has-some",
)


@dataclass(frozen=True, slots=True)
class StageState:
    """`kind` names the state, `sentence` says it, `checked` when; `warning` is "" unless the page may be stale."""

    kind: str
    sentence: str
    checked: str
    warning: str
    is_historic: bool = False


def stage_state(
    stage: BillStage, check: Check, papers: Sequence[AmendmentPaper], *, total: int, moment: datetime | None = None
) -> StageState:
    """Put the state of a stage's source in words. `total` is how many amendments are known (as at the moment)."""
    kind = _kind(stage, check, total, moment)
    is_historic = bool(stage.historic_key)
    checked = OF_A_RECORD if is_historic and not check.complete_at else _checked(check, papers)
    return StageState(kind, _sentence(kind, check, total), checked, _warning(check, kind), is_historic)


def _kind(stage: BillStage, check: Check, total: int, moment: datetime | None) -> str:
    if total:
        return HAS_SOME
    if moment is not None:
        return NONE_THEN
    if stage.session and stage.session < EARLIEST_SESSION.get(stage.house, 0):
        return TOO_OLD
    if check.complete_at:
        return NONE_YET
    return UNREACHED if check.failed_at else NEVER_CHECKED


def _sentence(kind: str, check: Check, total: int) -> str:
    return {
        HAS_SOME: count_of(total, "amendment"),
        NONE_THEN: "No amendments of this stage were known at that time.",
        TOO_OLD: "Parliament’s data holds no amendments this old. That does not mean that none were tabled.",
        NONE_YET: "No amendments have been published for this stage"
        + (f" (checked {moment_words(check.complete_at)})." if check.complete_at else "."),
        UNREACHED: "We have not been able to read Parliament’s data for this stage, so we cannot say "
        "whether amendments were tabled.",
        NEVER_CHECKED: "We have not asked Parliament’s data about this stage yet.",
    }[kind]


def _checked(check: Check, papers: Sequence[AmendmentPaper]) -> str:
    if check.complete_at:
        return f"Parliament’s data checked at {moment_words(check.complete_at)}."
    if papers:
        return f"Taken from {of_paper(papers[0])}; Parliament’s data has not been read for this stage."
    return "Parliament’s data has not been read for this stage."


def _warning(check: Check, kind: str) -> str:
    if not check.failed_at or kind == UNREACHED:
        return ""
    since = f"since {moment_words(check.complete_at)}" if check.complete_at else "yet"
    reason = f" ({check.problem.rstrip('.')})" if check.problem else ""
    return (
        f"We could not get a complete answer from Parliament {since}{reason}. What you see is as of then; "
        f"we last tried at {moment_words(check.failed_at)}."
    )


def list_answer(state: StageState, paper: AmendmentPaper | None, counts: Mapping[int, int], *, unkept: int = 0) -> str:
    """The sentence at the top of a list: how many amendments it holds, how many it does not; or why it is empty.

    `unkept` is how many stand on the list without our knowing how they read on its day.
    """
    if paper and unkept:
        return f"{count_of(unkept + counts[LISTED], 'amendment')} on {of_paper(paper)}. {read_late(paper)}"
    if state.kind != HAS_SOME:
        return state.sentence
    if state.is_historic and paper is None:
        return f"{count_of(counts[LISTED], 'amendment')} known from our sources; more may have been tabled."
    parts = [count_of(counts[LISTED], "amendment") + _where(paper)]
    if counts[ELSEWHERE]:
        parts.append(f"{counts[ELSEWHERE]:,} on another current list")
    if counts[UNLISTED]:
        parts.append(f"{counts[UNLISTED]:,} no longer listed")
    return "; ".join(parts) + "."


def read_late(paper: AmendmentPaper) -> str:
    """Why nothing can be said of how the amendments of a list read on its day."""
    words = of_paper(paper)
    return (
        f"{words[:1].upper()}{words[1:]} was brought in after newer ones, "
        "so how its amendments read on that day has not been kept."
    )


def _where(paper: AmendmentPaper | None) -> str:
    if paper is None:
        return "; no complete list has been recorded for this stage"
    if paper.source == AmendmentPaper.Source.API:
        return f" in Parliament’s data, as it stood at {moment_words(paper.effective_at)}"
    return f" on {of_paper(paper)}"
