"""Addresses of provisions: one normal form for eIds and for words."""

import random

import pytest

from bills.text.address import Address, from_eid, from_words, normal_form


@pytest.mark.parametrize(
    ("words", "normal"),
    [
        ("Clause 2", "clause 2"),
        ("clause 2A", "clause 2A"),
        ("Cl. 14", "clause 14"),
        ("clause 2(1)(a)", "clause 2(1)(a)"),
        ("Clause 2, subsection (1), paragraph (a)", "clause 2(1)(a)"),
        ("subsection (1) of clause 2", "clause 2(1)"),
        ("sub-paragraph (ii) of paragraph (a) of subsection (1) of Clause 2", "clause 2(1)(a)(ii)"),
        ("Schedule 1", "schedule 1"),
        ("the Schedule", "schedule"),
        ("Sch 4", "schedule 4"),
        ("Schedule 1, paragraph 3", "schedule 1 paragraph 3"),
        ("paragraph 3(2) of Schedule 1", "schedule 1 paragraph 3(2)"),
        ("Schedule 1 part 2", "schedule 1 part 2"),
        ("Part 2", "part 2"),
        ("Part 2, Chapter 1", "part 2 chapter 1"),
        ("Title", "title"),
        ("long title", "title"),
        ("amendment NC4", "amendment nc4"),
        ("amendment (a)", "amendment (a)"),
        ("  clause\n 7 ", "clause 7"),
    ],
)
def test_words_read_into_the_normal_form(words: str, normal: str) -> None:
    assert str(from_words(words)) == normal


@pytest.mark.parametrize(
    "words",
    ["", "section 5", "clause", "clauses 2 and 3", "clause 2 to 4", "clause 2(", "Annex 1", "clause " + "2" * 300],
)
def test_words_that_name_no_one_place_are_refused(words: str) -> None:
    assert from_words(words) is None
    assert normal_form(words) == ""


@pytest.mark.parametrize(
    ("eid", "normal"),
    [
        ("sec_2", "clause 2"),
        ("sec_2A", "clause 2A"),
        ("#sec_2__subsec_1__para_a", "clause 2(1)(a)"),
        ("sec_9__para_c__subpara_i", "clause 9(c)(i)"),
        ("sec_40__oc_1__subsec_2", "clause 40(2)"),
        ("sec_2__subsec_1__intro", "clause 2(1)"),
        ("sched_1", "schedule 1"),
        ("sch_1", "schedule 1"),
        ("sch", "schedule"),
        ("sched_5__para_6__subpara_4__para_a", "schedule 5 paragraph 6(4)(a)"),
        ("sched_7__pt_1__xhdg_2", "schedule 7 part 1"),
        ("pt_3", "part 3"),
        ("pt_3__chp_1", "part 3 chapter 1"),
        ("amnd_NC4", "amendment nc4"),
    ],
)
def test_eids_read_into_the_normal_form(eid: str, normal: str) -> None:
    assert str(from_eid(eid)) == normal
    assert normal_form(eid) == normal


@pytest.mark.parametrize("eid", ["sec_3__qstr__sec_96A", "sec_3__def_lamp__para_a", "sec_3__tbl__oc_1__row__oc_2"])
def test_what_is_quoted_defined_or_tabled_is_addressed_by_its_holder(eid: str) -> None:
    assert str(from_eid(eid)) == "clause 3"


@pytest.mark.parametrize("eid", ["", "scheds", "preface__longtitle", "sec", "sec_", "xhdg_1", "sec_one"])
def test_eids_of_no_provision_are_refused(eid: str) -> None:
    assert from_eid(eid) is None


def test_case_inside_brackets_is_kept_because_a1_is_not_capital_a1() -> None:
    assert from_words("clause 2(A1)") != from_words("clause 2(a1)")


def test_the_normal_form_reads_back_into_the_same_address() -> None:
    chance = random.Random(11)
    for _ in range(500):
        number = chance.choice(["1", "2A", "14ZA", "A1"])
        path = tuple(chance.choice(["1", "2A", "a", "iv", "ZA"]) for _ in range(chance.randrange(4)))
        address = chance.choice(
            [
                Address("clause", number, path=path),
                Address("schedule", number, paragraph="3", path=path),
                Address("schedule", chance.choice(["", number]), part="2"),
                Address("part", number, chapter=chance.choice(["", "2"])),
            ]
        )
        assert from_words(str(address)) == address
