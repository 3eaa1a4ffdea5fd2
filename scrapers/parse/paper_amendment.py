"""One `component` of a Lawmaker paper as an AmendmentRecord: an amendment, or a motion of the Lords' ping-pong."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from lxml import etree

from scrapers.parse.akn import AKN, UKL, child_of, clean, name_of, text_of
from scrapers.parse.paper_lines import joined, lines_of
from scrapers.parse.paper_words import operation, target
from scrapers.parse.reading import DAMAGED
from scrapers.records import AmendmentRecord, Line, ParseProblem, SponsorRecord, WorkflowStep

BODY, HEADING, CONTENT = AKN + "amendmentBody", AKN + "amendmentHeading", AKN + "amendmentContent"
JUSTIFICATION = AKN + "amendmentJustification"
BLOCK, NUM, STEP, PERSON = AKN + "block", AKN + "num", AKN + "step", AKN + "TLCPerson"
NAMES = (AKN + "docIntroducer", AKN + "docProponent")
SERIES = re.compile(r"""\bseriesId\s*=\s*["']([^"']*)["']""")
MEMBER = re.compile(r"\bperson-(\d{1,9})\b")
INTEREST = re.compile(r"\[R\]", re.IGNORECASE)
LIST_NAME = re.compile(r"/([\w-]+)\.[0-9a-f]{8}-[0-9a-f-]{27}/")
NO_DATE = "9999"
LONGEST = {"number": 40, "dnum": 40, "dnum_printed": 40, "series_id": 60, "guid": 60, "raw_type": 60, "star": 10}
LONGEST |= {"provision": 120, "decision": 60, "location": 500, "heading": 500, "statement_heading": 200}
"""What can be stored (amendments.models). What is longer is refused whole: a cut label would be another label."""
LONGEST_NAME = 200


@dataclass(slots=True)
class Read:
    """An amendment as read, and what was wrong with it; the place is the caller's to name."""

    record: AmendmentRecord
    faults: list[str] = field(default_factory=list)

    def problems(self) -> Iterator[ParseProblem]:
        """The faults as problems of the record's own place."""
        return (ParseProblem(self.record.place, fault) for fault in self.faults)


def read_amendment(component: etree._Element, position: int, variables: Mapping[str, str]) -> Read | None:
    """The amendment in a component, or None where the component holds no amendment body at all."""
    amendment = child_of(component, AKN + "amendment")
    body = child_of(amendment, BODY)
    if amendment is None or body is None:
        return None
    heading, content = child_of(body, HEADING), child_of(body, CONTENT)
    blocks = _blocks(heading)
    dnum, number = _label(body)
    kind = "motion" if "motion" in (amendment.get("name") or "") else "amendment"
    lines = lines_of(_own_text(content), variables)
    raw_type = (body.get(UKL + "type") or "").strip()
    words = next((line.text for line in lines if line.kind in ("instruction", "motion")), "")
    found = target(words, body.get(UKL + "targetProvision") or "", body.get(UKL + "targetPage") or "")
    heading_of_statement, statement = _statement(body, variables)
    faults = [found.conflict] if found.conflict else []
    record = AmendmentRecord(
        place=f"{kind} {number or dnum}" if number or dnum else f"component {position}",
        number=number,
        position=position,
        kind=kind,
        dnum=dnum.casefold(),
        dnum_printed=dnum,
        series_id=_series(amendment),
        guid=body.get("GUID") or "",
        op=operation(words, raw_type),
        raw_type=raw_type,
        provision=found.provision,
        page=found.page,
        line=found.line,
        lines=lines,
        text=joined(lines),
        text_is_full=True,
        statement=statement,
        statement_heading=heading_of_statement,
        note=blocks.get("amendContext", ""),
        location=body.get(UKL + "location") or blocks.get("location", ""),
        heading=blocks.get("ppMotionContext", ""),
        is_government=_is_government(body, variables.get("varHouse", "")),
        star=(component.get(UKL + "statusIndicator") or component.get("statusIndicator") or "").strip(),
        decision=_decision(component),
        sponsors=_sponsors(amendment, heading, content, faults),
        workflow=_workflow(amendment, faults),
    )
    return Read(_without_what_is_too_long(record, faults), [*faults, *_faults_of(record, lines)])


def _faults_of(record: AmendmentRecord, lines: tuple[Line, ...]) -> Iterator[str]:
    if not any(line.text for line in lines):
        yield "it has no text"
    if not (record.number or record.dnum or record.series_id):
        yield "it has neither a number, nor a dnum, nor a series id: nothing identifies it"
    if DAMAGED.search(record.text or "") or DAMAGED.search(record.statement or ""):
        yield "it has damaged characters (read in the wrong character set before it was published)"


def _without_what_is_too_long(record: AmendmentRecord, faults: list[str]) -> AmendmentRecord:
    too_long = [name for name, limit in LONGEST.items() if len(getattr(record, name) or "") > limit]
    faults.extend(f"its {name.replace('_', ' ')} is longer than {LONGEST[name]} characters" for name in too_long)
    blank: dict[str, Any] = dict.fromkeys(too_long, "")
    return replace(record, place=record.place[:80], **blank) if too_long else record


def _blocks(heading: etree._Element | None) -> dict[str, str]:
    """The named blocks of the heading that are not lists of names; a location may stand under several names."""
    found: dict[str, str] = {}
    for block in heading.iter(BLOCK) if heading is not None else ():
        name = block.get("name") or ""
        if name in ("proposer", "supporters", "decision"):
            continue
        key = name if name in ("ppMotionContext", "amendContext") else "location"
        if text := text_of(block):
            found[key] = f"{found[key]} {text}" if key in found else text
    return found


def _label(body: etree._Element) -> tuple[str, str]:
    """(dnum as spelt, printed number): of the `num` that carries a dnum, else of the first one outside its text."""
    first: etree._Element | None = None
    for num in body.iter(NUM):
        if num.get(UKL + "dnum"):
            return (num.get(UKL + "dnum") or "").strip(), text_of(num)
        parent = num.getparent()
        if first is None and parent is not None and name_of(parent) == "tblock":
            first = num
    return "", text_of(first) if first is not None else ""


def _own_text(content: etree._Element | None) -> Iterator[etree._Element]:
    """What the amendment says: its content without its own number and decision."""
    for part in content if content is not None else ():
        if name_of(part) == "tblock" and part.get("class") in (None, "amendment"):
            own_number = next((child for child in part if name_of(child) == "num"), None)
            yield from (child for child in part if child is not own_number and child.get("name") != "decision")
        elif name_of(part) and part.get("name") != "decision":
            yield part


def _series(amendment: etree._Element) -> str:
    for instruction in amendment.iterchildren(etree.ProcessingInstruction):
        if found := SERIES.search(instruction.text or ""):
            return found[1]
    return ""


def _statement(body: etree._Element, variables: Mapping[str, str]) -> tuple[str, str]:
    """(heading, statement) of the explanatory statement, one line a paragraph; "" and "" where there is none."""
    justification = child_of(body, JUSTIFICATION)
    lines = lines_of(justification, variables) if justification is not None else ()
    heading = lines[0].text if lines and lines[0].kind == "heading" else ""
    return heading, joined(lines[1:] if heading else lines)


def _is_government(body: etree._Element, house: str) -> bool | None:
    """Whether it is a government amendment. Only papers of the Commons are known to mark each one, so to say no."""
    if body.get(UKL + "memberInCharge") == "gov":
        return True
    return False if "commons" in house.casefold() else None


def _decision(component: etree._Element) -> str | None:
    """Parliament's word where the paper carries one; None where it says nothing."""
    for block in component.iter(BLOCK):
        if block.get("name") == "decision":
            return text_of(block) or None
    return None


def _sponsors(
    amendment: etree._Element, heading: etree._Element | None, content: etree._Element | None, faults: list[str]
) -> tuple[SponsorRecord, ...]:
    """The names in order. A motion names its mover inside its own words; then those names are taken."""
    named = list(heading.iter(*NAMES)) if heading is not None else []
    named = named or (list(content.iter(*NAMES)) if content is not None else [])
    people: dict[str, SponsorRecord] = {}
    for element in named:
        sponsor = _sponsor(element, amendment, len(people) + 1)
        if sponsor is None:
            continue
        if len(sponsor.name) > LONGEST_NAME:
            faults.append(f"the name {sponsor.name[:40]}… is longer than {LONGEST_NAME} characters")
        elif sponsor.key in people:
            faults.append(f"the name {sponsor.name} stands on it twice")
        else:
            people[sponsor.key] = sponsor
    return tuple(people.values())


def _sponsor(element: etree._Element, amendment: etree._Element, order: int) -> SponsorRecord | None:
    printed = text_of(element)
    name = (clean(INTEREST.sub("", printed)) if "[" in printed else printed).strip(" ,")
    if not name:
        return None
    member = MEMBER.search(element.get("refersTo") or "") or _member_in_references(element, amendment)
    return SponsorRecord(
        name=name,
        is_lead=order == 1,
        order=order,
        member_id=int(member[1]) if member else None,
        declared_interest=name != printed.strip(" ,") or "[R]" in (element.tail or ""),
    )


def _member_in_references(element: etree._Element, amendment: etree._Element) -> re.Match[str] | None:
    wanted = (element.get("refersTo") or "").lstrip("#")
    for person in amendment.iter(PERSON) if wanted else ():
        if person.get("eId") == wanted:
            return MEMBER.search(f"{person.get('eId')} {person.get('href')}")
    return None


def _workflow(amendment: etree._Element, faults: list[str]) -> tuple[WorkflowStep, ...]:
    meta = amendment.find(AKN + "meta")
    steps = meta.iter(STEP) if meta is not None else ()
    return tuple(
        WorkflowStep(
            (step.get("outcome") or "").lstrip("#"),
            _moment(step.get("date") or "", faults),
            _list_of(step.get("href")),
        )
        for step in steps
    )


def _moment(words: str | None, faults: list[str]) -> datetime | None:
    """The moment of a step; None for the sentinel year 9999. Lawmaker states UTC ("Z"), so a bare time is UTC too."""
    if not words or words.startswith(NO_DATE):
        return None
    try:
        read = datetime.fromisoformat(words)
    except ValueError:
        faults.append(f"a step of its history is dated “{words[:40]}”, which is no date")
        return None
    return read.replace(tzinfo=UTC) if read.tzinfo is None else read


@lru_cache(maxsize=256)
def _list_of(href: str | None) -> str:
    """The name of the list a step published it in ("energy_rm_rep_0904"); "" where the link names none."""
    found = LIST_NAME.search(href or "")
    return found[1] if found else ""
