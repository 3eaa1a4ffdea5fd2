"""An amendment paper, of either House, from saved pages: what both Houses' papers have in common.

Nothing is guessed. An amendment whose number is lost has number "", one whose names are lost has none, and each is a
named problem; what could belong to one amendment or to another is given to neither without a problem.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from scrapers.parse import old_words as words
from scrapers.parse.old_anchors import House, Prelude, preludes_of
from scrapers.parse.old_atoms import Atom, atoms_of
from scrapers.parse.old_body import faults_of, lines_of, op_and_place, statement_of, text_of
from scrapers.parse.old_page import OldPage
from scrapers.parse.paper_front import BRACKET
from scrapers.parse.paper_front import NUMBER as NAMED_NUMBER
from scrapers.records import (
    AmendmentRecord,
    Line,
    OrderRecord,
    PaperRecord,
    ParseProblem,
    SponsorRecord,
    UnreadableSource,
    WithdrawnRecord,
)

LONGEST = {"number": 40, "decision": 60, "location": 500, "statement_heading": 200, "provision": 120}
LONGEST_NAME = 200
LARGEST = 99_999


@dataclass(frozen=True, slots=True)
class Rules:
    """What differs between the kinds of paper. `carries_names`: names stand until the next names (Lords)."""

    kind: str
    house_name: str
    house: House
    carries_names: bool
    needs_numbers: bool = True


@dataclass
class _Reading:
    """The state of one walk over the paper."""

    rules: Rules
    amendments: list[AmendmentRecord] = field(default_factory=list)
    problems: list[ParseProblem] = field(default_factory=list)
    orders: list[OrderRecord] = field(default_factory=list)
    withdrawn: list[WithdrawnRecord] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    heading: str = ""
    section: str = ""
    lords_amendment: str = ""
    note: str = ""
    lieu_note: str = ""
    motion_names: list[str] = field(default_factory=list)
    seen: dict[tuple[str, str], str] = field(default_factory=dict)
    places: set[str] = field(default_factory=set)
    last_number: str = ""


def read_paper(pages: Sequence[OldPage], rules: Rules, front: "Front") -> PaperRecord:
    """The whole paper from its pages in order. Raises UnreadableSource where no amendment stands in them."""
    atoms = atoms_of(pages, front.title)
    preludes = preludes_of(atoms, rules.house)
    if not preludes:
        raise UnreadableSource("page", "no amendment could be found in it")
    reading = _Reading(rules)
    _front_of_the_text(reading, atoms[: preludes[0].start])
    for place, prelude in enumerate(preludes):
        end = preludes[place + 1].start if place + 1 < len(preludes) else len(atoms)
        _read_one(reading, prelude, atoms[prelude.anchor], atoms[prelude.anchor + 1 : end])
    is_complete = (
        rules.kind == "Lords marshalled list" and not reading.problems and all(page.is_whole for page in pages)
    )
    return PaperRecord(
        kind=rules.kind,
        house=rules.house_name,
        bill_title=front.title,
        print_number=front.print_number,
        session=front.session,
        stage=front.stage,
        stage_version=front.stage_version,
        lawmaker_project="",
        published_on=front.published_on,
        is_complete=is_complete,
        uri="",
        list_number="",
        legend=front.legend,
        amendments=tuple(reading.amendments),
        orders=tuple(reading.orders),
        withdrawn=tuple(reading.withdrawn),
        problems=tuple(reading.problems),
    )


@dataclass(frozen=True, slots=True)
class Front:
    """What a paper says of itself before its amendments."""

    title: str = ""
    stage: str = ""
    stage_version: str = ""
    session: str = ""
    print_number: str = ""
    published_on: date | None = None
    legend: tuple[str, ...] = ()


def _front_of_the_text(reading: _Reading, atoms: Sequence[Atom]) -> None:
    """Before the first amendment: an order of consideration is let be; the rest of a cut amendment is a problem."""
    ordered = False
    for atom in atoms:
        text = atom.text
        ordered = ordered or bool(words.ORDER.fullmatch(text) or words.ORDER_STARTS.fullmatch(text))
        is_text = bool(words.HUNG.fullmatch(text) or re.search(r"[”’]\.?$", text) or words.STATEMENT.fullmatch(text))
        if is_text and not ordered:
            reading.problems.append(
                ParseProblem(
                    "start of the page", "it begins inside an amendment of an earlier page: read that page with it"
                )
            )
            return


def _read_one(reading: _Reading, prelude: Prelude, first: Atom, rest: Sequence[Atom]) -> None:
    _follow(reading, prelude)
    is_motion = words.MOTION.match(first.text) is not None
    body, statement, heading, others = _parted(rest)
    faults = list(prelude.faults)
    if words.IN_LIEU.match(first.text) and reading.lords_amendment:
        reading.lieu_note = first.text
        reading.motion_names = list(prelude.names) or reading.motion_names
        _others(reading, others)
        return
    if is_motion and prelude.names:
        reading.motion_names = list(prelude.names)
    lines = lines_of(first, body, is_motion=is_motion)
    if not prelude.is_known:
        faults.append("its first words are none that are known: where it stands in the Bill could not be read")
    names = _names(reading, prelude, first.text, faults)
    op, provision, page, line = op_and_place(lines)
    provision, note = _target(reading, prelude, provision, page, lines[0].text, faults)
    if not prelude.number and not is_motion and reading.rules.needs_numbers:
        faults.append("the number is lost in this copy")
    faults += faults_of(lines, statement, rest)
    faults += _strangers(reading, body)
    record = AmendmentRecord(
        place=_place(reading, prelude, is_motion=is_motion),
        number=prelude.number,
        position=len(reading.amendments) + 1,
        kind="motion" if is_motion else "amendment",
        op="other" if is_motion else op,
        raw_type="",
        provision=provision,
        page=_small(page),
        line=_small(line),
        lines=lines,
        text=text_of(lines),
        text_is_full=True,
        statement=statement,
        statement_heading=heading,
        note=note,
        location=reading.heading or _section(reading.section, op),
        heading="",
        is_government=prelude.is_government,
        star=prelude.star,
        decision=prelude.decision or None,
        sponsors=names,
    )
    _keep(reading, record, faults)
    _others(reading, others)


def _follow(reading: _Reading, prelude: Prelude) -> None:
    """Headings stand until the next one; a Lords amendment ends what was said of the one before it."""
    reading.heading = prelude.heading or reading.heading
    reading.section = prelude.section or reading.section
    if prelude.lords_amendment:
        reading.lords_amendment, reading.lieu_note, reading.motion_names = prelude.lords_amendment, "", []
        reading.note = ""
    is_letter = prelude.number.startswith("(")
    reading.note = prelude.note or (reading.note if is_letter else "")


def _parted(rest: Sequence[Atom]) -> tuple[list[Atom], str, str, list[Atom]]:
    """(its own text, its statement, the statement's heading, what follows that is no part of it)."""
    body: list[Atom] = []
    said: list[Atom] = []
    heading = ""
    for place, atom in enumerate(rest):
        text = atom.text
        if any(rule.fullmatch(text) for rule in (words.ORDER, words.WITHDRAWN, words.STOOD_PART, words.LEGEND)):
            return body, statement_of(said), heading, list(rest[place:])
        if _is_heading(text):
            return body, statement_of(said), heading, list(rest[place:])
        if not heading and (found := words.STATEMENT.fullmatch(text)):
            heading = found["heading"].strip()
            said += [replace(atom, cells=(found["rest"],))] if found["rest"].strip() else []
        elif heading:
            said.append(atom)
        else:
            body.append(atom)
    return body, statement_of(said), heading, []


def _is_heading(text: str) -> bool:
    return bool(words.SECTION.fullmatch(text) or words.LORDS_AMENDMENT.fullmatch(text))


def _names(
    reading: _Reading, prelude: Prelude, words_of_it: str, faults: list[str]
) -> tuple[SponsorRecord, ...] | None:
    """The names on it, in order: its own, or in the Lords those that stand above until the next."""
    own = list(prelude.names)
    if prelude.has_names:
        reading.names = own
    elif reading.lieu_note and prelude.number.startswith("("):
        own = list(reading.motion_names)
    elif reading.rules.carries_names or (prelude.number.startswith("(") and reading.note):
        own = list(reading.names)
    opposes = words.OPPOSES.match(words_of_it)
    if opposes and not opposes["who"].casefold().startswith("the above"):
        own = [name.strip() for name in re.split(r",\s*|\s+and\s+", opposes["who"]) if name.strip()]
    if not own:
        if not any("names" in fault for fault in faults):
            faults.append("the names are lost in this copy")
        return None
    return tuple(_sponsors(own, faults))


def _sponsors(names: Sequence[str], faults: list[str]) -> Iterator[SponsorRecord]:
    seen: set[str] = set()
    for printed in names:
        name = words.INTEREST.sub("", printed).strip(" ,")
        if name.casefold() in seen:
            faults.append(f"the name {name[:60]} stands on it twice")
            continue
        if not name or len(name) > LONGEST_NAME:
            faults.append(f"the name {name[:40]}… is longer than {LONGEST_NAME} characters")
            continue
        seen.add(name.casefold())
        yield SponsorRecord(name, is_lead=len(seen) == 1, order=len(seen), declared_interest="[R]" in printed)


def _target(
    reading: _Reading, prelude: Prelude, provision: str | None, page: int | None, said: str, faults: list[str]
) -> tuple[str | None, str]:
    """(what it bites on, the note that says so). The words decide; a heading that contradicts them is a problem."""
    note = reading.note
    if note:
        found = words.PROPOSED.search(note)
        if found is None:
            faults.append("the amendment that it would amend could not be read")
        return (f"amendment {found[1].replace(' ', '')}".casefold() if found else None), note
    if reading.lords_amendment:
        label = words.LORDS_AMENDMENT.fullmatch(reading.lords_amendment)
        number = label["label"].casefold() if label else ""
        is_to_bill = page is not None or provision is not None
        return (provision if is_to_bill else f"lords amendment {number}"), " ".join(
            part
            for part in (reading.lords_amendment, reading.lieu_note if prelude.number.startswith("(") else "")
            if part
        )
    heading = re.sub(r"^(?:in\s+)?(?:the\s+)?(?:long\s+)?", "", reading.heading, flags=re.IGNORECASE).casefold()
    if not heading or provision == "":
        return provision, ""
    beside = re.match(r"(?:after|before)\s", heading)
    if provision is None:
        if beside:
            faults.append(f"it stands under “{reading.heading}”, and its words do not say which clause it amends")
        return (None if beside else heading), ""
    if not beside and provision != heading and {provision, heading} != {"schedule", "schedule 1"}:
        faults.append(f"the text says {provision}, the heading above it says {heading}")
    return provision, ""


def _strangers(reading: _Reading, body: Sequence[Atom]) -> Iterator[str]:
    """Lines inside a text that may be the number or the names of an amendment that was not recognised."""
    for atom in body:
        text = atom.cells[0]
        found = words.NUMBER.fullmatch(text)
        is_label = found and (not text.isdigit() or len(atom.cells) > 1 or len(text) <= 4)
        if (is_label and not words.HUNG_ALONE.fullmatch(atom.text)) or (is_label and len(atom.cells) == 1):
            yield f"“{text}” stands in its text, which may be the number of another amendment or of a page"
        elif reading.rules.carries_names and words.is_peer(atom.text) and len(atom.text.split()) > 1:
            yield f"“{atom.text[:60]}” stands in its text, which may be a name on another amendment"


def _section(section: str, op: str) -> str:
    """The heading of a part of the paper; one of new clauses says nothing of an amendment that is none."""
    is_of_new = re.search(r"\bnew\s+(?:clauses?|schedules?)\b", section, re.IGNORECASE)
    return "" if is_of_new and op not in ("new_clause", "new_schedule") else section


def _place(reading: _Reading, prelude: Prelude, *, is_motion: bool) -> str:
    kind = "motion" if is_motion else "amendment"
    if prelude.number:
        place = f"{kind} {prelude.number}"
        if prelude.number.startswith("(") and reading.lords_amendment:
            place = f"{reading.lords_amendment} {prelude.number}"
    elif is_motion and reading.lords_amendment:
        place = f"motion on {reading.lords_amendment}"
    elif reading.last_number:
        place = f"{kind} after {reading.last_number}"
    else:
        place = f"{kind} at place {len(reading.amendments) + 1} in the list"
    if place in reading.places:
        place = f"{place} (place {len(reading.amendments) + 1} in the list)"
    reading.places.add(place)
    return place[:200]


def _keep(reading: _Reading, record: AmendmentRecord, faults: list[str]) -> None:
    for name, limit in LONGEST.items():
        if len(getattr(record, name) or "") > limit:
            faults.append(f"its {name.replace('_', ' ')} is longer than {limit} characters")
            record = replace(record, **{name: ""})  # type: ignore[arg-type]
    if record.number:
        key = (record.number.casefold(), record.note or "")
        if key in reading.seen:
            faults.append(f"its number {record.number} stands already on {reading.seen[key]}")
        reading.seen.setdefault(key, record.place)
        reading.last_number = record.number
    reading.amendments.append(record)
    reading.problems += [ParseProblem(record.place, fault) for fault in dict.fromkeys(faults)]


def _small(number: int | None) -> int | None:
    return number if number is None or number <= LARGEST else None


# ---- what stands between and after the amendments ----
def _others(reading: _Reading, atoms: Sequence[Atom]) -> None:
    """Orders, withdrawals and clauses that stood part, as they are printed."""
    part: list[Atom] = []
    for atom in atoms:
        starts = any(rule.fullmatch(atom.text) for rule in (words.ORDER, words.WITHDRAWN, words.STOOD_PART))
        if starts and part:
            _other(reading, part)
            part = []
        part.append(atom)
    if part:
        _other(reading, part)


def _other(reading: _Reading, atoms: Sequence[Atom]) -> None:
    title = atoms[0].text
    if words.WITHDRAWN.fullmatch(title):
        reading.withdrawn += _withdrawals(atoms)
    elif words.ORDER.fullmatch(title) or words.STOOD_PART.fullmatch(title):
        reading.orders.append(OrderRecord(title, (), tuple(Line(atom.text) for atom in atoms[1:])))
    else:
        for atom in atoms:
            if _is_heading(atom.text) or words.LEGEND.fullmatch(atom.text):
                continue
            reading.problems.append(
                ParseProblem(
                    f"after {reading.amendments[-1].place}", f"“{atom.text[:80]}” belongs to nothing that is known"
                )
                if reading.amendments
                else ParseProblem("page", f"“{atom.text[:80]}” belongs to nothing that is known")
            )


def _withdrawals(atoms: Sequence[Atom]) -> Iterator[WithdrawnRecord]:
    """What a heading of withdrawals states: the day once, then numbers."""
    day, introduction = None, atoms[0].text
    for atom in atoms[1:]:
        found = words.DATED.search(atom.text)
        if found:
            day, introduction = words.day_in(atom.text), atom.text
        named = atom.text[found.end() :] if found else atom.text
        if numbers := tuple(NAMED_NUMBER.findall(BRACKET.sub("", named))):
            sentence = atom.text if found else f"{introduction} {atom.text}"
            yield WithdrawnRecord(day, sentence, numbers)
