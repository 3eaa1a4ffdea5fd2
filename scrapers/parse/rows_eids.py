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
_PASSED_OVER = frozenset({"schedules", "part", "chapter", "cross-heading"})


class Eids:
    """Gives each provision of one print an eId of its own; one that repeats gets Lawmaker's suffix (`__oc_2`)."""

    def __init__(self) -> None:
        self._given: Counter[str] = Counter()

    def of(self, kind: str, number: str, around: Sequence[tuple[str, str]]) -> str:
        """The eId of a provision inside those `around`, (kind, eId) outermost first; "" for a kind without.

        A clause stands alone, and neither it nor a Schedule's paragraph names the Part or heading it is under.
        """
        step = _STEPS.get(kind)
        if step is None:
            return ""
        own = f"{step}_{number}" if number else step
        holder = "" if kind == "clause" else self._holder(kind, around)
        eid = f"{holder}__{own}" if holder else own
        self._given[eid] += 1
        return eid if self._given[eid] == 1 else f"{eid}__oc_{self._given[eid]}"

    def _holder(self, kind: str, around: Sequence[tuple[str, str]]) -> str:
        for outer, eid in reversed(around):
            if eid and (kind in _PASSED_OVER or outer not in _PASSED_OVER):
                return eid
        return ""
