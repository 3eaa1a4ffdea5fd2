"""The fictional Coastal Ferries Bill: a Government Bill through the Commons and, today, in Committee in the Lords."""

from datetime import date
from functools import partial

from tracker.replica.layout import LaidOut, lay_out
from tracker.replica.pages import paper_page, print_page
from tracker.replica.papers import paper_xml
from tracker.replica.people import DEPARTMENT, MINISTER
from tracker.replica.prints import PrintFront, print_xml
from tracker.replica.story.ferries_committee import committee
from tracker.replica.story.ferries_dates import (
    COMMITTEE_PAPERS,
    COMMITTEE_SITTINGS,
    INTRODUCED,
    LORDS_COMMITTEE,
    LORDS_FIRST_READING,
    LORDS_PAPERS,
    LORDS_REPORT,
    LORDS_SECOND_READING,
    REPORT,
    REPORT_PAPERS,
    REPRINTED,
    SECOND_READING,
)
from tracker.replica.story.ferries_lords import lords_committee
from tracker.replica.story.ferries_report import report
from tracker.replica.story.ferries_text import (
    LONG_TITLE,
    TITLE,
    amended_in_committee,
    brought_from_the_commons,
    introduced,
)
from tracker.replica.world import HTML, XML, FictionalBill, News, Publication, Stage

BILL_ID, PROJECT, SESSION = 900_001, "FX000001", "60/1"
SUMMARY = (
    "<p>This Bill is <b>fictional</b>. It was written to demonstrate this site, and no such Bill is before "
    "Parliament. It would give the passengers of coastal ferries charters, payments for late sailings and a "
    "council.</p>"
)
STAGE_IDS = {"1R": 910_001, "2R": 910_002, "CS": 910_003, "RS": 910_004, "3R": 910_005}
LORDS_IDS = {"1R": 910_011, "2R": 910_012, "CS": 910_013, "RS": 910_014}


def ferries() -> FictionalBill:
    """The Bill with everything that happens to it."""
    first, second, third = lay_out(introduced()), lay_out(amended_in_committee()), lay_out(brought_from_the_commons())
    stages = (*_commons(first, second), *_lords(third))
    papers = tuple(_paper(stage, n, day) for stage in stages for n, day in enumerate(stage.papers, 1))
    return FictionalBill(
        bill_id=BILL_ID,
        title=TITLE,
        long_title=LONG_TITLE,
        summary=SUMMARY,
        type_id=1,
        house="Commons",
        introduced=INTRODUCED,
        stages=stages,
        sponsors=((MINISTER, DEPARTMENT),),
        publications=(*_prints(first, second, third), *papers, *_others()),
        news=NEWS,
    )


def _commons(introduced: LaidOut, amended: LaidOut) -> tuple[Stage, ...]:
    ids = STAGE_IDS
    return (
        Stage(ids["1R"], 6, "1st reading", "1R", "Commons", (INTRODUCED,), INTRODUCED),
        Stage(ids["2R"], 7, "2nd reading", "2R", "Commons", (SECOND_READING,), INTRODUCED),
        Stage(
            ids["CS"], 8, "Committee stage", "CS", "Commons", COMMITTEE_SITTINGS, SECOND_READING,
            "Coastal Ferries (Passenger Protection) Bill Committee (fictional)", committee(), introduced,
            COMMITTEE_PAPERS,
        ),
        Stage(
            ids["RS"], 9, "Report stage", "RS", "Commons", (REPORT,), REPRINTED, "", report(), amended, REPORT_PAPERS
        ),
        Stage(ids["3R"], 10, "3rd reading", "3R", "Commons", (REPORT,), REPRINTED),
    )  # fmt: skip


def _lords(brought: LaidOut) -> tuple[Stage, ...]:
    ids = LORDS_IDS
    return (
        Stage(ids["1R"], 1, "1st reading", "1R", "Lords", (LORDS_FIRST_READING,), LORDS_FIRST_READING),
        Stage(ids["2R"], 2, "2nd reading", "2R", "Lords", (LORDS_SECOND_READING,), LORDS_FIRST_READING),
        Stage(
            ids["CS"], 3, "Committee stage", "CS", "Lords", LORDS_COMMITTEE, LORDS_SECOND_READING, "",
            lords_committee(), brought, LORDS_PAPERS, drops_decided=True,
        ),
        Stage(ids["RS"], 4, "Report stage", "RS", "Lords", (LORDS_REPORT,), LORDS_COMMITTEE[0]),
    )  # fmt: skip


def _prints(*laid_out: LaidOut) -> tuple[Publication, ...]:
    fronts = (
        PrintFront(
            TITLE, LONG_TITLE, "Bill 41", "Commons", "introd-hc", "As introduced", PROJECT, SESSION, INTRODUCED,
        ),
        PrintFront(
            TITLE, LONG_TITLE, "Bill 88", "Commons", "public-committee-hc", "As amended in Public Bill Committee",
            PROJECT, SESSION, REPRINTED,
        ),
        PrintFront(
            TITLE, LONG_TITLE, "HL Bill 52", "Lords", "introd-hc-hl", "As brought from the Commons", PROJECT, SESSION,
            LORDS_FIRST_READING,
        ),
    )  # fmt: skip
    stages = (STAGE_IDS["1R"], STAGE_IDS["CS"], LORDS_IDS["1R"])
    return tuple(
        _print(front, printed, 930_001 + n, stage)
        for n, (front, printed, stage) in enumerate(zip(fronts, laid_out, stages, strict=True))
    )


def _print(front: PrintFront, printed: LaidOut, publication_id: int, stage_id: int) -> Publication:
    files = ((XML, partial(print_xml, front, printed)), (HTML, partial(print_page, front, printed)))
    title = f"{front.number} ({front.stage_version.lower()}) [fictional]"
    name = front.number.replace(" ", "-").lower()
    link = f"https://example.org/fictional/{name}.pdf"
    return Publication(publication_id, 5, title, front.house, front.published, stage_id, None, name, files, link)


def _paper(stage: Stage, count: int, day: date) -> Publication:
    about = {
        "varBillTitle": TITLE,
        "varBillNo": {"CS": "Bill 41", "RS": "Bill 88"}[stage.abbreviation] if not stage.is_lords else "HL Bill 52",
        "varSession": SESSION,
        "varProjectId": PROJECT,
        "varBillStageVersion": stage.name,
        "varListNo": str(count),
    }
    files = ((XML, partial(paper_xml, stage, day, about)), (HTML, partial(paper_page, stage, day, TITLE)))
    title = f"Amendment Paper: {stage.name} ({stage.house}), {day:%-d %B %Y} [fictional]"
    sitting = day if day in stage.sittings else None
    publication_id = 930_000 + (stage.bill_stage_id % 1000) * 10 + count
    return Publication(publication_id, 7, title, stage.house, day, stage.bill_stage_id, sitting, f"paper-{day}", files)


def _others() -> tuple[Publication, ...]:
    notes = "https://example.org/fictional/explanatory-notes.pdf"
    selection = "https://example.org/fictional/selection.pdf"
    return (
        Publication(
            930_501, 3, "Explanatory Notes to Bill 41 [fictional]", "Commons", INTRODUCED, STAGE_IDS["1R"], link=notes
        ),
        Publication(
            930_502, 20, "Selection of amendments: Committee, first sitting [fictional]", "Commons",
            COMMITTEE_SITTINGS[0], STAGE_IDS["CS"], COMMITTEE_SITTINGS[0], link=selection,
        ),
    )  # fmt: skip


NEWS = (
    News(
        960_001,
        "The committee invites views [fictional]",
        "<p>The committee on this fictional Bill would like to hear from passengers and operators.</p>",
        SECOND_READING,
    ),
    News(
        960_002,
        "Days of the Lords Committee [fictional]",
        "<p>The House of Lords sits on this fictional Bill on <b>30 November</b> and <b>2 December</b>. "
        "The usual intervals were shortened by agreement.</p>",
        LORDS_COMMITTEE[0],
    ),
)
