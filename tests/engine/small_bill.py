"""A small Bill of our own as printed rows, and amendments to it as instruction text."""

from amendments.engine.apply import AsAmended, apply
from amendments.engine.grammar import read
from amendments.engine.instruction import Tabled
from amendments.engine.printed import AddressedPrint
from amendments.engine.written import from_text
from scrapers.parse.print_rows import read_print

PAGES = (
    """Part 1
Lamps
1 Duty to keep lamps
(1) A keeper must keep the lamp of a lighthouse lit from dusk
until dawn.
(2) A keeper may put the lamp out if—
(a) the lamp is being cleaned,
(b) the keeper has told the harbour master, or
(c) a storm makes it unsafe to climb the tower.
(3) In this section “keeper” means a person who holds a licence
under section 2.
2 Licences
(1) The Secretary of State may grant a licence to a person who—
(a) is at least 18 years old, and
(b) has passed the test described in Schedule 1.
(2) A licence lasts for five years.
(3) Regulations under subsection (2) may change its length.
3 Amendment of the Harbours Act 1964
After section 12 of the Harbours Act 1964 insert—
“12A Lamps in harbours
(1) A harbour must have a lamp.
(2) The lamp must be green.
(3) The lamp must be kept dry.”
4 Offence""",
    """A person who puts out the lamp of a lighthouse commits an offence.
5 Extent and commencement
(1) This Act extends to England and Wales.
(2) Sections 1 and 4 come into force on the day on which this Act is
passed.
Schedule 1
Section 2
The test
1 The test has a written part and a climbing part.
2 (1) The written part has ten questions.
(2) A person passes it with seven right answers.
3 A person who fails may take the test again.""",
)


def rows(*pages: str) -> list[dict[str, object]]:
    """Page-line rows, a row for each line of each page, pages and lines from 1."""
    return [
        {"page": page, "line": line, "text": text}
        for page, block in enumerate(pages, 1)
        for line, text in enumerate(block.split("\n"), 1)
    ]


def small_bill(*pages: str) -> AddressedPrint:
    """The small Bill, or one of these pages."""
    printed, _ = read_print(rows(*(pages or PAGES)))
    return AddressedPrint(printed)


def tabled(*texts: str, position: str = "") -> list[Tabled]:
    """Amendments of these texts, numbered from 1."""
    return [from_text(str(at), text, order=at, position=position) for at, text in enumerate(texts, 1)]


def amended(*texts: str, position: str = "", bill: AddressedPrint | None = None) -> AsAmended:
    """The small Bill with these amendments in it."""
    return apply(tabled(*texts, position=position), bill or small_bill(), read)


def clause(result: AsAmended, number: str, kind: str = "clause") -> str:
    """The text of a clause as it would stand, by the number that it would have."""
    (unit,) = [each for each in result.units if each.number == number and each.kind == kind and not each.is_left_out]
    return unit.text


def reasons(result: AsAmended) -> list[str]:
    """Why each was refused; "" for what was applied."""
    return [each.reason for each in result.results]
