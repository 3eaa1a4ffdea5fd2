"""Parliament's own papers: every amendment read, and between two of them exactly what changed."""

import re
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from amendments.changes import ListComparison, compare
from scrapers.parse import amendment_paper
from scrapers.records import PaperRecord

ENERGY = ("energy_rm_rep_0904", "energy_day_rep_0905")
DATA = ("datapro_rm_rep_0721", "datapro_rm_rep_0825")
BODIES = ("econactivity_rm_rep_0918", "econactivity_rm_rep_0919")
VICTIMS = ("victims_prisoners_rm_rep_0906", "victims_prisoners_rm_rep_0908")
MOST_TIMES = 6


def body(shared: Path, name: str) -> bytes:
    """The bytes of a paper."""
    return (shared / "lawmaker/papers" / f"{name}.xml").read_bytes()


def read(shared: Path, name: str) -> PaperRecord:
    """A paper as records."""
    return amendment_paper.parse(body(shared, name))


def figures(found: ListComparison) -> tuple[int, ...]:
    """(old, new, added, absent, texts, names, renumbered, decisions)."""
    lists = (found.added, found.absent, found.text_changed, found.sponsors_changed, found.renumbered)
    return (found.old, found.new, *(len(entries) for entries in (*lists, found.decision_changed)))


FACTS = [
    # file, amendments, starred, government, supporters, statements, with a coded line
    (ENERGY[0], 309, 80, 173, 984, 291, 243),
    (ENERGY[1], 308, 0, 173, 1188, 290, 243),
    (DATA[0], 2, 1, 0, 1, 2, 0),
    (DATA[1], 2, 0, 0, 9, 2, 0),
    (BODIES[0], 6, 6, 0, 0, 4, 6),
    (BODIES[1], 6, 4, 0, 32, 4, 6),
    (VICTIMS[0], 6, 2, 0, 16, 3, 3),
    (VICTIMS[1], 6, 0, 0, 16, 3, 3),
]


@pytest.mark.parametrize("facts", FACTS, ids=lambda facts: facts[0])
def test_every_amendment_of_a_real_paper_is_read_without_a_problem(shared: Path, facts: tuple) -> None:
    paper = read(shared, facts[0])
    every = paper.amendments
    assert (
        len(every),
        sum(bool(a.star) for a in every),
        sum(a.is_government is True for a in every),
        sum(len(a.sponsors or ()) - 1 for a in every),
        sum(bool(a.statement) for a in every),
        sum(a.line is not None for a in every),
    ) == facts[1:]
    assert (paper.problems, paper.is_complete, len(paper.orders)) == ((), True, 1)
    assert {a.op for a in every} <= {"insert", "leave_out", "substitute", "leave_out_clause", "new_clause"}
    assert all(a.dnum and a.series_id and a.guid and a.text and a.sponsors for a in every)
    assert all(name.member_id for a in every for name in a.sponsors or ())
    assert len({a.dnum for a in every}) == len(every)


PAIRS = [
    (ENERGY, (309, 308, 0, 1, 1, 87, 0, 0)),
    (DATA, (2, 2, 0, 0, 0, 1, 0, 0)),
    (BODIES, (6, 6, 0, 0, 1, 4, 0, 0)),
    (VICTIMS, (6, 6, 0, 0, 0, 1, 0, 0)),
]


@pytest.mark.parametrize(("pair", "expected"), PAIRS, ids=lambda value: str(value[0]))
def test_between_two_real_papers_exactly_the_true_changes_are_found(
    shared: Path, pair: tuple[str, str], expected: tuple[int, ...]
) -> None:
    old, new = (read(shared, name) for name in pair)
    assert figures(compare(old.amendments, new.amendments)) == expected


def test_the_energy_papers_differ_in_the_amendments_known_by_name(shared: Path) -> None:
    old, new = (read(shared, name) for name in ENERGY)
    found = compare(old.amendments, new.amendments)
    assert (found.absent, found.text_changed, len(found.star_changed)) == (["HoC232"], ["HoC230"], 80)
    assert new.withdrawn[-1].numbers == ("NC55",)
    names = {a.dnum: a.sponsors or () for a in old.amendments}
    only_interest = [a for a in new.amendments if [s.key for s in a.sponsors or ()] == [s.key for s in names[a.dnum]]]
    assert len([a for a in only_interest if a.sponsors != names[a.dnum]]) == 3


def test_a_shift_of_the_plain_numbers_is_195_renumberings_and_the_same_true_changes(shared: Path) -> None:
    shifted = re.sub(
        rb'(<num ukl:dnum="[^"]+">)(\d+)(</num>)',
        lambda found: found[1] + str(int(found[2]) + (int(found[2]) >= 50)).encode() + found[3],
        body(shared, ENERGY[1]),
    )
    old, true = read(shared, ENERGY[0]).amendments, read(shared, ENERGY[1]).amendments
    found, unshifted = compare(old, amendment_paper.parse(shifted).amendments), compare(old, true)
    assert figures(found) == (309, 308, 0, 1, 1, 87, 195, 0)
    assert found.text_changed == unshifted.text_changed
    assert found.sponsors_changed == unshifted.sponsors_changed
    assert (found.absent, found.star_changed, found.moved) == (unshifted.absent, unshifted.star_changed, [])


def test_the_same_pairs_are_found_without_dnums_where_the_number_did_not_move(shared: Path) -> None:
    bare = [re.sub(rb' ukl:dnum="[^"]+"| seriesId="[^"]+"', b"", body(shared, name)) for name in ENERGY]
    old, new = (amendment_paper.parse(text).amendments for text in bare)
    assert not any(a.dnum or a.series_id for a in (*old, *new))
    assert figures(compare(old, new)) == (309, 308, 0, 1, 1, 87, 0, 0)


def test_the_list_of_the_lords_is_read_as_motions_and_is_not_complete(shared: Path) -> None:
    paper = read(shared, "lords_pingpong_test_list")
    assert (paper.kind, paper.house, paper.published_on and str(paper.published_on)) == (
        "hldaily",
        "House of Lords",
        "2023-01-30",
    )
    assert not paper.is_complete
    assert [a.dnum_printed for a in paper.amendments] == [f"HoL{n}" for n in range(1, 7)]
    assert all(a.kind == "motion" and a.heading.startswith("Commons Amendment") for a in paper.amendments)
    assert [len(a.sponsors or ()) for a in paper.amendments] == [1] * 6
    assert [line.num for line in paper.amendments[2].lines or ()][2] == "3A"


def test_quotations_close_but_for_two_slips_of_the_drafters_own(shared: Path) -> None:
    unbalanced = [
        a.number for a in read(shared, ENERGY[1]).amendments if (a.text or "").count("“") != (a.text or "").count("”")
    ]
    assert unbalanced == ["124", "216"]


def test_reading_and_comparing_the_energy_pair_costs_a_few_times_the_bare_xml(shared: Path) -> None:
    """By ratio in one run, on processor time: `make bench` prints the seconds (0.2 where the bare XML takes 0.05)."""
    papers = [body(shared, name) for name in ENERGY]

    def bare() -> None:
        for paper in papers:
            etree.fromstring(paper)

    def whole() -> None:
        old, new = (read(shared, name) for name in ENERGY)
        compare(old.amendments, new.amendments)

    def cost(step: Callable[[], None]) -> float:
        start = time.process_time()
        step()
        return time.process_time() - start

    pairs = [(cost(bare), cost(whole)) for _ in range(5)]
    assert statistics.median(whole for _, whole in pairs) <= MOST_TIMES * statistics.median(bare for bare, _ in pairs)
