"""Likeness measured on Parliament's own papers: the same amendment found in the paper before, its identity hidden."""

from pathlib import Path

import pytest

from coalition.matching.lineage import Trace, ancestors
from coalition.matching.similarity import Shelf
from scrapers.parse import amendment_paper
from scrapers.records import AmendmentRecord

pytestmark = pytest.mark.shared
PAIRS = [
    ("energy_rm_rep_0904", "energy_day_rep_0905"),
    ("econactivity_rm_rep_0918", "econactivity_rm_rep_0919"),
    ("victims_prisoners_rm_rep_0906", "victims_prisoners_rm_rep_0908"),
]


def read(shared: Path, name: str) -> dict[str, AmendmentRecord]:
    """The amendments of a paper by dnum."""
    paper = amendment_paper.parse((shared / "lawmaker/papers" / f"{name}.xml").read_bytes())
    return {each.dnum: each for each in paper.amendments if each.dnum and each.text}


def words(record: AmendmentRecord) -> str:
    return "\n".join(part for part in (record.text, record.statement) if part)


def trace(key: int, record: AmendmentRecord) -> Trace:
    names = frozenset(name.name for name in record.sponsors or ())
    return Trace(key, record.text or "", record.op or "", record.provision or "", "", record.statement or "", names)


def test_the_same_amendment_is_found_in_the_paper_before_by_its_words_alone(shared: Path) -> None:
    found = asked = 0
    for before, after in PAIRS:
        old, new = read(shared, before), read(shared, after)
        shelf = Shelf({dnum: words(record) for dnum, record in old.items()})
        for dnum in old.keys() & new.keys():
            first = shelf.like(words(new[dnum]), 1)
            asked += 1
            found += bool(first) and words(old[str(first[0].key)]) == words(old[dnum])  # twins count as one
    print(f"\nsame amendment in the paper before, by words alone: {found} of {asked}")
    assert found / asked >= 0.98


def test_an_amendment_of_which_every_fourth_word_is_gone_is_still_found(shared: Path) -> None:
    found = asked = 0
    for before, after in PAIRS:
        old, new = read(shared, before), read(shared, after)
        shelf = Shelf({dnum: words(record) for dnum, record in old.items()})
        for dnum in old.keys() & new.keys():
            kept = [word for at, word in enumerate(words(new[dnum]).split()) if at % 4]
            first = shelf.like(" ".join(kept), 1)
            asked += 1
            found += bool(first) and words(old[str(first[0].key)]) == words(old[dnum])
    print(f"\nreworded, every fourth word gone: {found} of {asked} first")
    assert found / asked >= 0.9


def test_a_new_clause_is_found_by_what_its_mover_says_of_it(shared: Path) -> None:
    ranks = []
    clauses = {dnum: record for dnum, record in read(shared, PAIRS[0][0]).items() if record.op == "new_clause"}
    shelf = Shelf({dnum: record.text or "" for dnum, record in clauses.items()})
    for dnum, record in clauses.items():
        if record.statement and "consequential" not in record.statement.casefold():
            order = [one.key for one in shelf.like(record.statement, len(clauses))]
            ranks.append(order.index(dnum) + 1 if dnum in order else len(clauses))
    mean = sum(1 / rank for rank in ranks) / len(ranks)
    top = sum(rank <= 3 for rank in ranks) / len(ranks)
    print(f"\nnew clause by its statement: MRR {mean:.3f}, in the first three {top:.3f}, n = {len(ranks)}")
    assert mean >= 0.85 and top >= 0.9


def test_what_is_called_tabled_again_is_the_same_amendment_nearly_always(shared: Path) -> None:
    right = wrong = missed = 0
    for before, after in PAIRS:
        old, new = read(shared, before), read(shared, after)
        dnums = list(old)
        traces = [trace(at, old[dnum]) for at, dnum in enumerate(dnums)]
        for dnum in old.keys() & new.keys():
            told = [one for one in ancestors(trace(-1, new[dnum]), traces, 1) if one.kind == "tabled again"]
            is_right = bool(told) and words(old[dnums[told[0].key]]) == words(old[dnum])
            right, wrong = right + is_right, wrong + (bool(told) and not is_right)
            missed += not told
    print(f"\ntabled again: {right} right, {wrong} wrong, {missed} not told of")
    assert right / (right + wrong) >= 0.95
