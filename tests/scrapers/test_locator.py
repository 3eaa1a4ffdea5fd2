"""Where an amendment bites, read from its first words."""

import pytest

from scrapers.parse.locator import Locator, read_locator


@pytest.mark.parametrize(
    ("words", "provision", "page", "line"),
    [
        ("Clause 2, page 2, line 32, leave out “must”", "clause 2", 2, 32),
        ("Clause  2A,  page  2,  line  8, at end insert", "clause 2a", 2, 8),
        ("Clause 4, page 9, leave out lines 3 to 5", "clause 4", 9, None),
        ("Schedule 1, page 40, line 2, leave out “x”", "schedule 1", 40, 2),
        ("Schedule, page 7, line 1, at end insert", "schedule", 7, 1),
        ("Page 1, line 4, leave out Clause 1", "clause 1", 1, 4),
        ("Leave out Clause 9 and insert the following new Clause—", "clause 9", None, None),
        ("Page 31, line 1 [Clause 49], leave out “x”", "clause 49", 31, 1),
        ("Page 31, line 1, leave out “x”", None, 31, 1),
        ("Title, line 1, leave out “x”", "title", None, None),
        ("To move the following Clause—", "", None, None),
        ("To move the following new Schedule—", "", None, None),
        ("After Clause 59, insert the following new Clause—", "", None, None),
        ("[Withdrawn] Clause 3, page 1, line 2, leave out", "clause 3", 1, 2),
        (
            "The above-named Lords give notice of their intention to oppose the Question that Clause 9 stand part",
            "clause 9",
            None,
            None,
        ),
        ("Line 5, leave out “x”", None, None, None),
        ("at end insert— “In Clause 4, page 2”", None, None, None),
        ("", None, None, None),
    ],
)
def test_only_what_stands_at_the_start_is_read(
    words: str, provision: str | None, page: int | None, line: int | None
) -> None:
    assert read_locator(words) == Locator(provision, page, line)
