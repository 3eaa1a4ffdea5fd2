"""The House's word for what became of an amendment, and our plain words beside it (design law 9).

The word is kept and shown as received. The Bills API had five words in 2021 and fourteen in 2025, so this is never a
closed list: a word not known here is shown as it is, and logged once.
"""

import logging
import re
from dataclasses import dataclass, replace
from functools import lru_cache

NO_DECISION = "NoDecision"
MADE, NOT_MADE, NOT_PRESSED, OVERTAKEN, OPEN = "made", "not-made", "not-pressed", "overtaken", "open"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision as a page shows it. `plain` is "" for a word that we cannot explain; `outcome` then is "".

    `outcome` is about the change to the Bill at this stage: made, not-made (the House said no), not-pressed (the House
    was not asked in the end: withdrawn, not moved, not called, not selected), overtaken or open.
    """

    word: str
    official: str
    plain: str
    outcome: str


KNOWN = (
    Decision(NO_DECISION, "No decision", "Tabled; no decision yet", OPEN),
    Decision("QuestionProposed", "Question proposed", "Moved and being debated; no decision yet", OPEN),
    Decision("Agreed", "Agreed", "Agreed without a counted vote: the change was made at this stage", MADE),
    Decision("AgreedOnDivision", "Agreed on division", "Agreed in a vote: the change was made at this stage", MADE),
    Decision("Disagreed", "Disagreed", "Rejected without a counted vote", NOT_MADE),
    Decision("NegativedOnDivision", "Negatived on division", "Rejected in a vote", NOT_MADE),
    Decision(
        "Withdrawn",
        "Withdrawn",
        "Debated, then withdrawn by its mover with the agreement of the House or committee",
        NOT_PRESSED,
    ),
    Decision(
        "WithdrawnBeforeDebate",
        "Withdrawn before debate",
        "Taken off the list by its sponsor before it was reached",
        NOT_PRESSED,
    ),
    Decision("NotMoved", "Not moved", "Its turn came, but nobody moved it", NOT_PRESSED),
    Decision("NotCalled", "Not called", "Its turn did not come, or the Chair did not call it", NOT_PRESSED),
    Decision("NotSelected", "Not selected", "The Chair or Speaker did not choose it for debate", NOT_PRESSED),
    Decision(
        "Preempted",
        "Pre-empted",
        "Fell, because an earlier decision had already removed the words it was aimed at",
        OVERTAKEN,
    ),
    Decision("StoodPart", "Stood part", "The committee kept this clause or schedule in the Bill", NOT_MADE),
    Decision("NotStoodPart", "Not stood part", "The committee took this clause or schedule out of the Bill", MADE),
)
"""The fourteen words of the Bills API, August 2025. "Stood part" stands on a notice to oppose: the clause stayed."""

SAME = (
    ("agreed", "agreedto", "added", "agreedondivision", "agreedtoondivision", "addedondivision"),
    ("withdrawn", "withdrawnafterdebate", "withdrawnbeforedebate", "withdrawnbeforemoved", "withdrawnbymember"),
    ("nodecision", "notcalled"),
    ("negatived", "negativedondivision", "disagreed", "disagreedto", "disagreedondivision"),
)
"""Words that the two sources use for one and the same decision, letters only."""


_FURTHER = re.compile(r"[,;:(\[—–]|\s-\s|\bby\b|\d")
"""Where a decision's own words end and more is said about it."""


@lru_cache(maxsize=500)
def _letters(word: str) -> str:
    return re.sub(r"[^a-z]", "", word.casefold())


NOT_STATED = Decision("", "None stated", "No source that we have read states a decision", OPEN)
BY_LETTERS = {_letters(known.word): known for known in KNOWN}
PRINTED = {
    "Added": "Agreed",
    "Added to the Bill": "Agreed",
    "Read a second time and added to the Bill": "Agreed",
    "Clause read a second time and added to the Bill": "Agreed",
    "Schedule read a second time and added to the Bill": "Agreed",
    "Made": "Agreed",
    "Amendment made": "Agreed",
    "Accepted": "Agreed",
    "Agreed to as amended": "Agreed",
    "Agreed as amended": "Agreed",
    "Not agreed to": "Disagreed",
    "Added on division": "AgreedOnDivision",
    "Agreed to": "Agreed",
    "Agreed to on division": "AgreedOnDivision",
    "Disagreed to": "Disagreed",
    "Disagreed on division": "NegativedOnDivision",
    "Negatived": "Disagreed",
    "Withdrawn after debate": "Withdrawn",
    "Withdrawn before moved": "WithdrawnBeforeDebate",
}
"""Words of papers, and the word of the Bills API that means the same."""
BY_LETTERS |= {
    _letters(word): replace(BY_LETTERS[_letters(meaning)], word=word, official=word)
    for word, meaning in PRINTED.items()
}
GROUP = {word: group[0] for group in SAME for word in group}


def decision(word: str) -> Decision:
    """What to show for Parliament's word. "" means that no source has said anything: not that nothing was decided.

    "Not moved" in a paper and "NotMoved" in the API are one word; "Agreed to (Division No. 3)" and "Agreed to, as
    amended" say more about a known one. An unknown word keeps its spelling.
    """
    if not word.strip():
        return NOT_STATED
    known = BY_LETTERS.get(_letters(word))
    if known is None and (first := BY_LETTERS.get(_letters(_FURTHER.split(word, maxsplit=1)[0]))) is not None:
        return replace(first, word=word.strip(), official=word.strip())
    return known or _unknown(word.strip())


@lru_cache(maxsize=500)
def _unknown(word: str) -> Decision:
    log.warning("A decision word that has no plain words yet: %r", word[:60])
    return Decision(word, word, "", "")


def plain_words(word: str) -> str:
    """Our plain words for Parliament's word; "" where we have none."""
    return decision(word).plain


def same_decision(one: str, other: str) -> bool:
    """Whether two sources' words state the same decision, so that nothing is in dispute."""
    first, second = (GROUP.get(_letters(word), _letters(word)) for word in (one, other))
    return first == second
