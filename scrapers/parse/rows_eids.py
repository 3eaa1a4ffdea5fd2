"""eIds in Lawmaker's form for provisions that came without: "sec_2__subsec_1__para_a", "sched_1__para_3". Pure."""

from collections import Counter
from collections.abc import Sequence

_STEPS = {
    "part": "pt",
    "chapter": "chp",
    "cross-heading": "xhdg",
    "clause": "sec",
    "section": "sec",
    "article": "art",
    "subsection": "subsec",
    "paragraph": "para",
    "sub-paragraph": "subpara",
    "sub-sub-paragraph": "subsubpara",
    "schedule": "sched",
    "schedule paragraph": "para",
    "definition": "def",
    "quoted text": "qstr",
    "table": "tbl",
}
_NOT_ON_THE_WAY = frozenset({"pt", "chp", "xhdg"})


class Eids:
    """Gives each provision of one print an eId of its own; one that repeats gets Lawmaker's suffix (`__oc_2`)."""

    def __init__(self) -> None:
        self._given: Counter[str] = Counter()

    def of(self, kind: str, number: str, around: Sequence[str]) -> str:
        """The eId of a provision inside those whose eIds are `around`, outermost first; "" for a kind without."""
        step = _STEPS.get(kind)
        if step is None:
            return ""
        holder = self._holder(step, around)
        own = f"{step}_{number}" if number else step
        eid = f"{holder}__{own}" if holder else own
        self._given[eid] += 1
        return eid if self._given[eid] == 1 else f"{eid}__oc_{self._given[eid]}"

    def _holder(self, step: str, around: Sequence[str]) -> str:
        """What the eId begins with: a clause stands alone, a Schedule's paragraph names no Part or heading."""
        if not around:
            return ""
        parts = around[-1].split("__")
        if "qstr" in parts or step in _NOT_ON_THE_WAY:
            return around[-1]
        kept = [part for part in parts if part.split("_")[0] not in _NOT_ON_THE_WAY]
        return "__".join(kept)
