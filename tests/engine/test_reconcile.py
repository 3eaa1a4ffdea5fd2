"""A next print explained: every difference has its cause, and what has none is shown first."""

from pathlib import Path

import pytest

from amendments.engine.apply import apply
from amendments.engine.grammar import read
from amendments.engine.printed import AddressedPrint
from amendments.engine.reconcile import Difference, counted, reconcile
from bills.text.comparing import Comparison
from tests.engine.small_bill import PAGES, small_bill, tabled
from tests.engine.test_round_trip import drafted, tree


def explained(later: str, *texts: str) -> list[Difference]:
    """The differences between the small Bill and a later print of its first page and the old second one."""
    old, new = small_bill(), small_bill(later, PAGES[1])
    return reconcile(apply(tabled(*texts), old, read), Comparison(old.running, new.running))


def test_a_difference_that_an_amendment_makes_is_explained_by_it() -> None:
    later = PAGES[0].replace("A keeper must keep", "A keeper may keep")
    (found,) = explained(later, "Clause 1, page 1, line 4, leave out “must” and insert “may”")
    assert (found.kind, found.place, found.by) == ("amendment", "clause 1", ("1",))


def test_without_the_amendment_it_is_unexplained_and_stands_first() -> None:
    later = PAGES[0].replace("A keeper must keep", "A keeper may keep").replace("five years", "Five years")
    assert [each.kind for each in explained(later)] == ["unexplained", "printing correction"]


def test_renumbering_and_references_are_told_apart() -> None:
    later = (
        PAGES[0]
        .replace("(2) A licence", "(3) A licence")
        .replace("(3) Regulations under subsection (2)", "(4) Regulations under subsection (3)")
    )
    later = later.replace("(3) A licence lasts", "(2) A licence is free.\n(3) A licence lasts")
    found = explained(later, "Clause 2, page 1, line 15, at end insert—\n“(1A) A licence is free.”")
    assert [each.kind for each in found] == ["amendment", "renumbering", "renumbering"]


def test_a_row_that_an_amendment_leaves_out_is_explained() -> None:
    later = "\n".join(row for row in PAGES[0].split("\n") if not row.startswith("(2) The lamp"))
    later = later.replace("(3) The lamp must be kept dry", "(2) The lamp must be kept dry")
    found = explained(later, "Clause 3, page 1, line 22, leave out subsection (2)")
    assert [(each.kind, each.by) for each in found if each.kind != "renumbering"] == [("amendment", ("1",))]


@pytest.mark.shared
def test_every_difference_of_a_real_pair_is_explained_by_its_amendments(shared: Path) -> None:
    printed, generated = drafted(shared, "177", "206", "commons")
    comparison = Comparison(printed.running, AddressedPrint(tree(shared, "206")).running)
    amendments = [each.tabled for each in generated]
    whole = counted(reconcile(apply(amendments, printed, read), comparison))
    assert whole["unexplained"] == 0
    assert whole["amendment"] >= 20
    without_last = counted(reconcile(apply(amendments[:-1], printed, read), comparison))
    assert without_last["unexplained"] > 0
    none = counted(reconcile(apply([], printed, read), comparison))
    assert none["amendment"] == 0
    assert none["unexplained"] == whole["amendment"]
    assert none["renumbering"] == whole["renumbering"]
