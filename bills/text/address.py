"""References to provisions in one normal form: "clause 2(1)(a)", "schedule 1 paragraph 3", "title". Pure.

The same place is written in many ways: an eId in a print (`sched_1__para_3`), another in a paper (`sch_1`), words in
an instruction ("Schedule 1, paragraph 3"). Everything that compares places compares `str(Address)`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

NUMBER = r"[A-Z]{0,3}\d+[A-Z]{0,4}"
_STEP = r"\(\s*\w{1,7}\s*\)"
_STEPS = rf"(?P<path>(?:\s*,?\s*(?:sub-?section|(?:sub-?){{0,2}}paragraph)?\s*{_STEP})*)"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?P<clause>clause|cl\.?)\s*(?P<number>{NUMBER}){_STEPS}",
        rf"(?:the\s+)?(?P<schedule>schedule|sched\.?|sch\.?)(?:\s*(?P<number>{NUMBER}))?"
        rf"(?:\s*,?\s*part\s+(?P<part>{NUMBER}))?"
        rf"(?:\s*,?\s*(?:paragraph|para\.?)\s*(?P<paragraph>{NUMBER}){_STEPS})?",
        rf"(?P<part_of_bill>part)\s+(?P<number>{NUMBER})(?:\s*,?\s*chapter\s+(?P<chapter>{NUMBER}))?",
        r"(?P<title>(?:the\s+)?(?:long\s+)?title)",
        rf"(?P<amendment>amendment)\s+(?P<number>{NUMBER}|\(\w+\))",
    )
)
_KINDS = {"clause": "clause", "schedule": "schedule", "part_of_bill": "part", "title": "title"}
_LONGEST = 200
"""Characters of a reference that is read at all."""
_EID_KINDS = {"sec": "clause", "sched": "schedule", "sch": "schedule", "pt": "part", "amnd": "amendment"}
_EID_STEPS = frozenset({"subsec", "para", "subpara", "subsubpara"})
_EID_STOPS = frozenset({"qstr", "def", "tbl"})


@dataclass(frozen=True, slots=True)
class Address:
    """A place in a Bill. `str()` gives the normal form, and `from_words(str(address)) == address` always holds.

    `kind` is clause, schedule, part, title or amendment. `number` is as printed ("2", "2A"; "" for the only
    Schedule), save that an amendment's is case-folded ("nc4"). `paragraph` and `part` are those of a Schedule,
    `chapter` that of a Part. `path` holds what stands in brackets, outermost first, with its case: (A1) is not (a1).
    """

    kind: str
    number: str = ""
    part: str = ""
    chapter: str = ""
    paragraph: str = ""
    path: tuple[str, ...] = ()

    def __str__(self) -> str:
        named = (("", self.number), ("part", self.part), ("chapter", self.chapter), ("paragraph", self.paragraph))
        words = [self.kind, *(f"{word} {number}".strip() for word, number in named if number)]
        return " ".join(words) + "".join(f"({step})" for step in self.path)


def from_words(words: str) -> Address | None:
    """The place that words name, or None where they do not name exactly one in a form known here.

    Reads "Clause 2", "Clause 2, subsection (1)(a)", "paragraph 3 of Schedule 1", "the Schedule", "Title" and
    "amendment NC4". "Section 5" is never read: in a Bill that is an Act's section, or this Bill's once it is an Act.
    """
    if len(words) > _LONGEST:
        return None
    outermost_first = ", ".join(reversed(re.split(r"\s+of\s+(?:the\s+)?", " ".join(words.split()))))
    for form in _FORMS:
        if found := form.fullmatch(outermost_first):
            return _address(found.groupdict())
    return None


def from_eid(eid: str) -> Address | None:
    """The place that an eId of Lawmaker names: `sec_2__subsec_1`, `sched_1` and `sch_1` alike, `amnd_NC4`.

    What stands inside quoted text, a definition or a table is addressed by the provision that holds it; suffixes of
    repeated eIds (`__oc_1`) and cross-headings on the way count for nothing. None where the eId names no such place.
    """
    first, *rest = eid.removeprefix("#").split("__")
    name, _, number = first.partition("_")
    if name not in _EID_KINDS or not (re.fullmatch(NUMBER, number, re.IGNORECASE) or (not number and "sch" in name)):
        return None
    kind = _EID_KINDS[name]
    address = Address(kind, number.casefold() if kind == "amendment" else number)
    for step, value in _eid_steps(rest):
        address = _within(address, step, value)
    return address


def normal_form(reference: str) -> str:
    """The normal form of an eId or of words; "" where it names no place that is known here."""
    return str(from_eid(reference) or from_words(reference) or "")


def _address(found: dict[str, str | None]) -> Address:
    kind = next((name for group, name in _KINDS.items() if found.get(group)), "amendment")
    number = found.get("number") or ""
    return Address(
        kind,
        number.casefold() if kind == "amendment" else number.upper(),
        part=(found.get("part") or "").upper(),
        chapter=(found.get("chapter") or "").upper(),
        paragraph=(found.get("paragraph") or "").upper(),
        path=tuple(re.findall(r"\(\s*(\w+)\s*\)", found.get("path") or "")),
    )


def _eid_steps(parts: list[str]) -> Iterator[tuple[str, str]]:
    for part in parts:
        step, _, value = part.partition("_")
        if step in _EID_STOPS:
            return
        if value:
            yield step, value


def _within(address: Address, step: str, value: str) -> Address:
    if step == "pt" and address.kind == "schedule":
        return replace(address, part=value)
    if step == "chp" and address.kind == "part":
        return replace(address, chapter=value)
    if step == "para" and address.kind == "schedule" and not address.paragraph:
        return replace(address, paragraph=value)
    return replace(address, path=(*address.path, value)) if step in _EID_STEPS else address
