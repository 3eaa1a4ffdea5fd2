"""The order of printed numbers."""

import random

import pytest

from bills.text.numbering import amendment_sort_key, number_key, provision_sort_key


def shuffled(numbers: list[str]) -> list[str]:
    mixed = list(numbers)
    random.Random(5).shuffle(mixed)
    return mixed


@pytest.mark.parametrize(
    "in_order",
    [
        "66 66A 67 67ZA 67ZAA 67ZB 67A",
        "1 2 9 10 11 100",
        "A1 1 1A 1AZA 1AA 1AB 1B 2",
        "67X 67Y 67Z",
        "20 20DA 20DB NC1 NC2 NC2A NC10 NS1 NS2",
    ],
)
def test_amendments_stand_in_the_order_of_a_list(in_order: str) -> None:
    numbers = in_order.split()
    assert sorted(shuffled(numbers), key=amendment_sort_key) == numbers


def test_amendments_to_amendments_then_strange_numbers_then_unnumbered_come_last() -> None:
    numbers = ["5", "NC1", "(a)", "(b)", "(z)", "(aa)", "5?", "²", ""]
    assert sorted(shuffled(numbers), key=amendment_sort_key) == numbers


def test_spaces_and_case_of_a_number_make_no_difference() -> None:
    assert amendment_sort_key(" nc 4 ") == amendment_sort_key("NC4")


def test_provisions_stand_in_the_order_of_the_bill() -> None:
    provisions = [
        "part 2",
        "clause 1",
        "clause 2",
        "clause 2(A1)",
        "clause 2(1)",
        "clause 2(1)(a)",
        "clause 2(1)(a)(ii)",
        "clause 2(1)(a)(iv)",
        "clause 2(1)(a)(iva)",
        "clause 2(1)(a)(v)",
        "clause 2(1)(a)(ix)",
        "clause 2(1)(b)",
        "clause 2(2)",
        "clause 2(10)",
        "clause 2A",
        "clause 10",
        "schedule",
        "schedule 1",
        "schedule 1 paragraph 3",
        "schedule 1 paragraph 3(1)",
        "schedule 1 paragraph 10",
        "schedule 2",
        "amendment 7",
        "amendment nc4",
        "title",
        "the schedule of dates",
        "",
    ]
    assert sorted(shuffled(provisions), key=provision_sort_key) == provisions


def test_any_two_numbers_compare_whatever_they_hold() -> None:
    strange = [
        "",
        "1",
        "A1",
        "Z",
        "ZZ9",
        "9" * 5000,
        "(a)",
        "²",
        "½",
        "é1",
        "1é",
        "()",
        "NC",
        "-1",
        "clause 1(²)",
        "(i)",
    ]
    assert sorted(strange, key=amendment_sort_key)
    assert sorted([*strange, *(f"clause 1({each})" for each in strange)], key=provision_sort_key)
    assert sorted(strange, key=number_key)
