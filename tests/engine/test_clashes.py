"""Amendments that cannot both stand, and targets that moved or went: everything planted is found, nothing else."""

import random
import time
from itertools import combinations

from amendments.engine.carried import carried
from amendments.engine.conflict import clashes
from amendments.engine.grammar import read
from amendments.engine.instruction import Instruction
from amendments.engine.locate import Located, locate
from amendments.engine.printed import AddressedPrint
from amendments.engine.written import from_text
from bills.text.comparing import Comparison
from tests.engine.small_bill import small_bill

NAMES = [str(at) for at in range(1, 61)]
WORDS = (
    *("lamp", "tower", "keeper", "harbour", "rope", "boat", "bell", "chart"),
    *("light", "stair", "wick", "glass", "oil", "brass", "storm", "rock"),
)


def long_clause(number: int = 1) -> AddressedPrint:
    """A clause of sixty numbered paragraphs, one a line, each with eight words that stand there once."""
    lines = [f"{number} Things kept"]
    for at, name in enumerate(NAMES):
        words = " ".join(f"{WORDS[(at + step) % len(WORDS)]}{step}" for step in range(8))
        lines.append(f"({name}) A {words}.")
    first = [f"{at} Clause before\nIt comes before." for at in range(1, number)]
    return small_bill("\n".join([*first, *lines]))


def located(text: str, name: str, printed: AddressedPrint) -> Located:
    order = read(from_text(name, text))
    assert isinstance(order, Instruction), order
    found = locate(name, order, printed)
    assert isinstance(found, Located), found
    return found


def sixty(printed: AddressedPrint, seed: int) -> tuple[list[Located], set[frozenset[str]]]:
    """Sixty amendments to the clause, and every pair that cannot both stand, judged by the words each touches."""
    chance = random.Random(seed)
    found, touched = [], []
    for number in range(1, 61):
        at = chance.randrange(60)
        line = at + 2
        words = [f"{WORDS[(at + step) % len(WORDS)]}{step}" for step in range(8)]
        first, last = sorted(chance.sample(range(8), 2))
        kind = chance.choice(("words", "words", "paragraph", "after", "end"))
        if kind == "words":
            said = f"leave out “{' '.join(words[first : last + 1])}”"
            touched.append((at, set(range(first, last + 1)), True))
        elif kind == "paragraph":
            said = f"leave out subsection ({NAMES[at]})"
            touched.append((at, {*range(8), "end"}, True))
        elif kind == "after":
            said = f"after “{words[first]}” insert “new”"
            touched.append((at, {first}, False))
        else:
            said = "at end insert “new”"
            touched.append((at, {"end"}, False))
        found.append(located(f"Clause 1, page 1, line {line}, {said}", str(number), printed))
    pairs = {
        frozenset((str(a + 1), str(b + 1)))
        for (a, one), (b, two) in combinations(enumerate(touched), 2)
        if one[0] == two[0] and one[1] & two[1] and (one[2] or two[2])
    }
    return found, pairs


def test_every_planted_clash_is_found_and_no_other() -> None:
    printed = long_clause()
    for seed in range(20):
        found, planted = sixty(printed, seed)
        told = [frozenset((clash.one, clash.other)) for clash in clashes([each.edit for each in found])]
        assert len(told) == len(set(told))
        assert set(told) == planted
        assert planted


def test_finding_clashes_takes_at_most_two_milliseconds_an_amendment() -> None:
    found, _ = sixty(long_clause(), 1)
    edits = [each.edit for each in found]
    best = min(_seconds(edits) for _ in range(5))
    assert best / 60 <= 0.002


def _seconds(edits: list) -> float:
    began = time.perf_counter()
    clashes(edits)
    return time.perf_counter() - began


class TestLaterPrints:
    def state(self, text: str, later: AddressedPrint) -> tuple[str, str]:
        old = long_clause()
        found = located(text, "1", old)
        told = carried(found, old, later, Comparison(old.running, later.running))
        return told.state, told.address

    def test_what_did_not_move_stands(self) -> None:
        assert self.state("Clause 1, page 1, line 4, leave out “keeper0”", long_clause()) == ("stands", "clause 1(3)")

    def test_what_moved_to_another_clause_is_told_with_its_new_place(self) -> None:
        told = self.state("Clause 1, page 1, line 4, leave out “keeper0”", long_clause(3))
        assert told == ("moved", "clause 3(3)")

    def test_what_lost_its_words_is_changed(self) -> None:
        later = small_bill(*[long_text().replace("keeper0", "warden0")])
        assert self.state("Clause 1, page 1, line 4, leave out “keeper0”", later)[0] == "changed"

    def test_words_that_stand_there_twice_now_have_no_certain_place(self) -> None:
        later = small_bill(long_text().replace("keeper0", "keeper0 and keeper0"))
        assert self.state("Clause 1, page 1, line 4, leave out “keeper0”", later)[0] == "changed"

    def test_what_left_the_bill_is_gone(self) -> None:
        later = small_bill("1 Other things\nNothing here is about anything else at all.")
        assert self.state("Clause 1, page 1, line 4, leave out subsection (3)", later)[0] == "gone"


def long_text() -> str:
    """The clause of sixty paragraphs as printed lines."""
    printed = long_clause()
    return "\n".join(printed.running.index.text(*line) for line in printed.running.index.lines)
