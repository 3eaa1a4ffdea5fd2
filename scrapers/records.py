"""The contract between parse and ingest: frozen values, one class per thing Parliament publishes. Pure.

Conventions, everywhere:
- `None` means "this source does not say", and never overwrites what another source said; "" and () mean "none".
- Dates are `date`; moments are timezone-aware `datetime` (Parliament's naive times are London time).
- Raw words are kept as received; only what is named "plain" or "key" is normalised.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ParseProblem:
    """Something that could not be read. `place` is where a person would look: "items[3].decision", "amendment NC4"."""

    place: str
    reason: str


class UnreadableSource(ValueError):
    """The whole document was refused: it is not what it should be. Nothing was taken from it."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason}")
        self.place = place
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Line:
    """One printed block of an amendment's text.

    `kind` is "instruction", "heading", "text", "definition", "table", "image", "motion" or "note". `depth` is the
    indentation, from 0. `num` is the hung number ("(1)", "(a)"), without which `text` stands alone. Quotation marks
    that Lawmaker keeps as attributes are part of `text` here. `rows` holds a table's cells.
    """

    text: str
    num: str = ""
    depth: int = 0
    kind: str = "text"
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class SponsorRecord:
    """A name on an amendment; "[R]" is split off it into `declared_interest`. `order` starts at 1, lead first."""

    name: str
    is_lead: bool
    order: int
    member_id: int | None = None
    declared_interest: bool = False
    party: str = ""
    house: str = ""
    member_from: str = ""

    @property
    def key(self) -> str:
        """Identity of the name inside one amendment: memberId where known, the case-folded name otherwise."""
        return f"m{self.member_id}" if self.member_id else self.name.casefold()


@dataclass(frozen=True, slots=True)
class WorkflowStep:
    """A step in the tabling history that a Lawmaker paper carries (#submitted, #tabled, #published …)."""

    outcome: str
    at: datetime | None
    list_name: str = ""


@dataclass(frozen=True, slots=True)
class AmendmentRecord:
    """One amendment or ping-pong motion, as one source states it.

    Identity: `api_key` ("amendment:10025364", "pingpong:17"), `dnum` (case-folded), `series_id`; any may be "".
    `dnum_printed` is the dnum as the file spells it ("HoC69").
    `provision` is "clause 2", "schedule 1", "schedule", "title", "amendment nc4" or "" (new clause, unplaced).
    `op` is insert, leave_out, substitute, leave_out_clause, new_clause, new_schedule or other.
    `text_is_full` is False for the API's list items, whose summary may hold the instruction only; `lines` and `text`
    are then None and `summary_text` holds what was given. `position` is the place in the list, from 1.
    `place` names the record for a person: "amendment NC4", "items[3]".
    """

    place: str
    number: str
    position: int
    kind: str = "amendment"
    api_key: str = ""
    dnum: str = ""
    series_id: str = ""
    guid: str = ""
    op: str | None = None
    raw_type: str | None = None
    provision: str | None = None
    page: int | None = None
    line: int | None = None
    position_text: str | None = None
    lines: tuple[Line, ...] | None = None
    text: str | None = None
    text_is_full: bool = False
    summary_text: str | None = None
    statement: str | None = None
    statement_heading: str | None = None
    note: str | None = None
    location: str | None = None
    heading: str | None = None
    is_government: bool | None = None
    star: str = ""
    decision: str | None = None
    decision_explanation: str | None = None
    sponsors: tuple[SponsorRecord, ...] | None = None
    workflow: tuple[WorkflowStep, ...] | None = None
    dnum_printed: str = ""

    @property
    def key(self) -> str:
        """What identifies this amendment inside its stage: dnum, else series id, else API key, else printed number."""
        return self.dnum or self.series_id or self.api_key or self.number


@dataclass(frozen=True, slots=True)
class OrderRecord:
    """A programme order or other motion printed in a paper: heading, movers, lines; not an amendment."""

    title: str
    movers: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class WithdrawnRecord:
    """A withdrawal stated at the end of a paper: the only positive evidence of withdrawal in a paper."""

    withdrawn_on: date | None
    sentence: str
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PaperRecord:
    """One amendment paper. `is_complete` is True only for lists that say they hold every amendment (hcmarsh)."""

    kind: str
    house: str
    bill_title: str
    print_number: str
    session: str
    stage: str
    stage_version: str
    lawmaker_project: str
    published_on: date | None
    is_complete: bool
    uri: str
    list_number: str
    legend: tuple[str, ...]
    amendments: tuple[AmendmentRecord, ...]
    orders: tuple[OrderRecord, ...] = ()
    withdrawn: tuple[WithdrawnRecord, ...] = ()
    problems: tuple[ParseProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class SittingRecord:
    """A day of a stage; `date` may be in the future."""

    sitting_id: int
    stage_id: int
    bill_stage_id: int
    bill_id: int
    date: date | None


@dataclass(frozen=True, slots=True)
class StageRecord:
    """A Bill's occurrence of a stage. The last five fields come from the single-stage endpoint only."""

    bill_stage_id: int
    stage_id: int
    session: int | None
    description: str
    abbreviation: str | None
    house: str | None
    sort_order: int | None
    sittings: tuple[SittingRecord, ...]
    committee: Mapping[str, Any] | None = None
    next_id: int | None = None
    previous_id: int | None = None
    last_update: datetime | None = None
    has_motions: bool | None = None


@dataclass(frozen=True, slots=True)
class OldStageRecord:
    """A stage as a page of the old website gives it: no ids, its House, and the days on which it sat, in order."""

    description: str
    house: str
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class StagePageRecord:
    """The stages of a Bill from a page of the old website, in the order of their first day."""

    bill_title: str
    session: str
    stages: tuple[OldStageRecord, ...]
    problems: tuple[ParseProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class BillSponsorRecord:
    """A sponsor of a Bill: a Member, an organisation, or both."""

    order: int
    member: SponsorRecord | None
    organisation_name: str = ""
    organisation_url: str = ""


@dataclass(frozen=True, slots=True)
class BillRecord:
    """A Bill. Fields after `current_stage` come from the single-Bill endpoint only and are None in the list."""

    bill_id: int
    short_title: str
    former_short_title: str | None
    current_house: str | None
    originating_house: str | None
    last_update: datetime | None
    withdrawn_on: date | None
    is_defeated: bool | None
    bill_type_id: int | None
    introduced_session: int | None
    included_sessions: tuple[int, ...]
    is_act: bool | None
    current_stage: StageRecord | None
    long_title: str | None = None
    summary: str | None = None
    sponsors: tuple[BillSponsorRecord, ...] | None = None
    promoters: tuple[Mapping[str, Any], ...] | None = None
    petitioning_period: str | None = None
    petition_information: str | None = None
    agent: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class ReferenceRecord:
    """A row of a reference list: Bill type (with category), stage (with house) or publication type."""

    id: int
    name: str
    house: str = ""
    category: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class PublicationRecord:
    """A document: `links` are {id, title, url, contentType}, `files` {id, filename, contentType, contentLength}."""

    publication_id: int
    title: str
    house: str
    type: ReferenceRecord | None
    display_date: datetime | None
    links: tuple[Mapping[str, Any], ...]
    files: tuple[Mapping[str, Any], ...]
    bill_stage_id: int | None = None
    sitting_id: int | None = None


@dataclass(frozen=True, slots=True)
class NewsRecord:
    """A news item of a Bill; `content` is HTML as received."""

    article_id: int
    title: str
    content: str
    display_date: datetime | None


@dataclass(frozen=True, slots=True)
class MemberRecord:
    """A Member as the Members API gives one; `facts` holds every further field that is not volatile."""

    member_id: int
    name: str
    party: str
    house: str
    member_from: str
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class DivisionRecord:
    """A vote. `votes` maps a lobby ("ayes", "noes", "aye_tellers" …) to {member_id, name, party, from, …} rows."""

    house: str
    division_id: int
    number: int | None
    date: datetime | None
    title: str
    ayes: int | None
    noes: int | None
    facts: Mapping[str, Any]
    votes: Mapping[str, tuple[Mapping[str, Any], ...]]
    voters: tuple[SponsorRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One item of a Bills RSS feed; categories are all kept, in order."""

    guid: str
    link: str
    title: str
    description: str
    categories: tuple[str, ...]
    updated: datetime | None
    stage: str = ""
    bill_id: int | None = None


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list: the items read, the total the source states, and what could not be read."""

    items: tuple[T, ...]
    total: int | None
    per_page: int | None
    problems: tuple[ParseProblem, ...] = field(default=())
