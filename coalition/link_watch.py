"""Who hears of changed texts: Parliament's record taken in, and our own wordings written."""

from typing import Any

from coalition import review
from coalition.models import Ask, ClauseWording


def record_was_taken_in(sender: Any, bill: Any, **_: Any) -> None:
    """A Bill's record came in: its links may have to open again."""
    review.reopen_changed(bill)


def row_was_written(sender: Any, row: Any, **_: Any) -> None:
    """A wording or an ask of ours was written: its links may have to open again."""
    if isinstance(row, ClauseWording):
        review.reopen_for_clause(row.clause)
    elif isinstance(row, Ask):
        review.reopen_for_ask(row)
