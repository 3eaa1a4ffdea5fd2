"""Amendments generated from what differs between real prints: resolved exactly, or refused; never silently wrong.

The prints are the pairs of ../shared/data; each difference is written in four styles of drafting. Mutants of the same
amendments must be refused, unless the slip leaves words that stand there once all the same: those are counted.
"""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from amendments.engine.apply import apply
from amendments.engine.grammar import read
from amendments.engine.instruction import Instruction
from amendments.engine.locate import Located, locate
from amendments.engine.printed import AddressedPrint
from bills.text.running import RunningText, even
from bills.text.tree import Print
from scrapers.parse.bill_print import parse
from tests.engine.mutants import Mutant, mutants
from tests.engine.round_trip import Drafter, Generated

pytestmark = pytest.mark.shared
NAMES = {
    "177": "social_housing_bill177_brought_from_lords.xml",
    "206": "social_housing_bill206_as_amended_in_committee.xml",
    "265": "dpdi_bill265_as_introduced.xml",
    "314": "dpdi_bill314_as_amended_in_committee.xml",
}
PAIRS = (("177", "206"), ("206", "177"), ("314", "265"))
STYLES = ("commons", "lords", "inverted", "from to")


@cache
def tree(shared: Path, number: str) -> Print:
    return parse((shared / "lawmaker" / "prints" / NAMES[number]).read_bytes()).tree


@cache
def drafted(shared: Path, old: str, new: str, style: str) -> tuple[AddressedPrint, list[Generated]]:
    drafter = Drafter(tree(shared, old), tree(shared, new), style)
    return drafter.old, list(drafter.amendments())


def fate(generated: Generated, printed: AddressedPrint) -> str:
    order = read(generated.tabled)
    if not isinstance(order, Instruction):
        return f"refused: {order.reason.value}"
    if generated.tabled.place:
        return "new"
    found = locate(generated.tabled.number, order, printed)
    if not isinstance(found, Located):
        return f"refused: {found.reason.value}"
    return "exact" if (found.edit.start, found.edit.end) == generated.expected else "wrong"


def test_at_least_99_in_100_are_resolved_exactly_and_none_wrongly(shared: Path) -> None:
    fates: Counter[str] = Counter()
    for old, new in PAIRS:
        for style in STYLES:
            printed, generated = drafted(shared, old, new, style)
            fates.update(fate(each, printed) for each in generated)
    resolved = sum(fates.values()) - fates["new"]
    assert fates["wrong"] == 0, fates
    assert resolved >= 500
    assert fates["exact"] >= 0.99 * resolved, fates


def test_the_next_print_of_a_real_bill_is_what_the_engine_writes(shared: Path) -> None:
    printed, generated = drafted(shared, "177", "206", "commons")
    result = apply([each.tabled for each in generated], printed, read)
    assert [each.reason for each in result.results if each.refusal] == []
    assert all(each.trace for each in result.results)
    after = RunningText(tree(shared, "206"))
    want = {
        unit.guid: unit for unit in after.printed.all if unit.kind in ("clause", "schedule") and not unit.is_quoted
    }
    kept = [unit for unit in result.units if not unit.is_left_out and unit.printed is not None]
    differing = []
    for unit in kept:
        other = want[unit.printed.guid]
        if (unit.number, unit.heading, unit.text) != (other.bare_number, other.heading, after.rows(other)):
            differing.append(unit.number)
    assert differing == []
    assert len(kept) == len(want)


def once_at_its_line(mutant: Mutant, printed: AddressedPrint) -> bool:
    """Whether the mutant's words stand exactly once where it says, judged from the printed lines alone."""
    text = mutant.tabled.lines[0].text
    words = even(text[text.index("leave out “") + 11 : text.index("”")])
    page, line = mutant.tabled.page or 0, mutant.tabled.line or 0
    index = printed.running.index
    here = even(index.text(page, line))
    later = [each for each in index.lines if each > (page, line)][:8]
    following = " ".join(even(index.text(*each)) for each in later)
    both = f" {here} {following} "
    starts = [at for at in range(len(here) + 1) if both.startswith(words, at + 1)]
    whole = [at for at in starts if not (both[at].isalnum() and words[0].isalnum())]
    ends = [at + 1 + len(words) for at in whole]
    return sum(not (words[-1].isalnum() and both[end : end + 1].isalnum()) for end in ends) == 1


def test_of_a_thousand_mutants_none_passes_whose_words_are_not_exactly_once_there(shared: Path) -> None:
    printed, generated = drafted(shared, "314", "265", "commons")
    passed, undetectable = [], 0
    for mutant in mutants(generated, 1_000, seed=2026):
        order = read(mutant.tabled)
        if isinstance(order, Instruction) and isinstance(locate("1", order, printed), Located):
            if once_at_its_line(mutant, printed):
                undetectable += 1
            else:
                passed.append((mutant.kind, mutant.tabled.lines[0].text))
    assert passed == []
    assert undetectable <= 20
