"""Parliament's record as open data: Bills with their stages, sittings, prints and documents."""

from django.db.models import Prefetch

from bills.models import (
    Bill,
    BillPrint,
    BillStage,
    NamedPrint,
    NewsArticle,
    ProvisionPath,
    Publication,
    RelatedBill,
    Sitting,
)
from tracker.open_data import sources, words
from tracker.open_data.columns import Column, Filter, Kind, Table, made, parts, stored
from tracker.open_data.tables_people import SPONSORS
from tracker.open_data.tables_shared import (
    BY_BILL,
    BY_STAGE,
    LISTED,
    OF_STAGE,
    checked_bill,
    named_sources,
    page,
    source,
)

RELATED = Table(
    name="related-bills",
    one="RelatedBill",
    about="Later Bills and papers that go on with the same matter, as a historic record states.",
    model=RelatedBill,
    columns=(
        *stored(
            RelatedBill,
            {
                "id": "Our number of the entry.",
                "bill": words.BILL,
                "order": words.SORT,
                "kind": "bill, this bill (in Parliament’s data) or committee report.",
                "title": "Its title.",
                "parliament_id": "Parliament’s billId; null where it is not known.",
                "session": "The session, in words.",
                "is_listed": words.IS_LISTED,
                **words.HISTORIC_COLUMNS,
            },
        ),
    ),
    of_bill="bill",
    filters=(BY_BILL, LISTED),
)

NAMED_PRINTS = Table(
    name="named-prints",
    one="NamedPrint",
    about="Prints of a Bill known by their number alone, as a historic record states.",
    model=NamedPrint,
    columns=stored(
        NamedPrint,
        {
            "id": "Our number of the entry.",
            "bill": words.BILL,
            "stage": words.STAGE,
            "order": words.SORT,
            "print_number": "“Bill 8”, “HL Bill 51”.",
            "house": words.HOUSE,
            "stage_version": "“as amended in Public Bill Committee”.",
            "published_on": "The day on which it was published.",
            "is_listed": words.IS_LISTED,
            **words.HISTORIC_COLUMNS,
        },
    ),
    of_bill="bill",
    filters=(BY_BILL, LISTED),
)

PROVISION_PATHS = Table(
    name="provision-paths",
    one="ProvisionPath",
    about="Where one provision stood in each print of a Bill, as a historic record states.",
    model=ProvisionPath,
    columns=stored(
        ProvisionPath,
        {
            "id": "Our number of the entry.",
            "bill": words.BILL,
            "order": words.SORT,
            "name": "What the provision is about.",
            "places": "Its place in each print: print, place, evidence mark.",
            "is_listed": words.IS_LISTED,
            **words.HISTORIC_COLUMNS,
        },
    ),
    of_bill="bill",
    filters=(BY_BILL, LISTED),
)

BILLS = Table(
    name="bills",
    one="Bill",
    about="Bills; the same row goes on when a Bill becomes an Act.",
    model=Bill,
    columns=(
        *stored(
            Bill,
            {
                "id": words.ID,
                "bill_id": "Parliament’s billId; null for a Bill from before Parliament’s data.",
                "short_title": "Short title, as Parliament has it now.",
                "former_short_title": "The title before it was renamed.",
                "long_title": "Long title.",
                "summary": "Parliament’s summary; HTML as received, to be cleaned before it is shown.",
                "current_house": words.HOUSE,
                "originating_house": words.HOUSE,
                "bill_type": "Parliament’s number of the kind of Bill, see bill-types.",
                "bill_type_id_received": "The same number as received, also where the list does not have it.",
                "introduced_session": "Parliament’s number of the session in which it was introduced.",
                "included_sessions": "Numbers of every session that it was before.",
                "current_stage_id_received": "Parliament’s billStageId of the stage that it has reached.",
                "is_act": "Whether it became an Act.",
                "is_defeated": "Whether it was defeated.",
                "withdrawn_on": "The day on which it was withdrawn.",
                "last_update": words.LAST_UPDATE,
                "petitioning_period": "The petitioning period, as received.",
                "petition_information": "On petitions, as received.",
                "agent": "The agent of a private Bill, as received.",
                "promoters": "The promoters of a private Bill, as received.",
                "lawmaker_project": "Its project in Parliament’s drafting files: “UK000589”.",
                "is_fictional": "Yes: a demonstration Bill of our own making, which Parliament never saw.",
                **words.HISTORIC_COLUMNS,
            },
            bill_id="parliament_id",
        ),
        page(),
        source(sources.of_bill),
        named_sources(lambda row: row),
        checked_bill("pk"),
        parts("sponsors", "Who brought it in.", SPONSORS, lambda row: row.sponsors.all()),
    ),
    of_bill="pk",
    nested=lambda: [Prefetch("sponsors")],
    filters=(
        Filter("parliament_id", "With this billId of Parliament.", "bill_id"),
        Filter("session", "Introduced in the session with this number.", "introduced_session"),
        Filter("is_act", "Whether it became an Act: true or false.", "is_act", Kind.YES_NO),
        Filter("is_fictional", "Whether it is a demonstration Bill: true or false.", "is_fictional", Kind.YES_NO),
    ),
    checked_by="bill",
)

STAGES = Table(
    name="stages",
    one="Stage",
    about="Each Bill’s own stages, in both Houses.",
    model=BillStage,
    columns=(
        *stored(
            BillStage,
            {
                "id": words.ID,
                "bill": words.BILL,
                "bill_stage_id": "Parliament’s billStageId; null for a stage from before Parliament’s data.",
                "kind": "Parliament’s number of the kind of stage, see stage-kinds.",
                "kind_id_received": "The same number as received, also where the list does not have it.",
                "description": "Parliament’s name of the stage.",
                "abbreviation": "Its short form.",
                "house": words.HOUSE,
                "session": "Parliament’s number of the session.",
                "sort_order": "Its place in the Bill’s course.",
                "committee": "The committee, as received.",
                "previous_id_received": "Parliament’s billStageId of the stage before.",
                "next_id_received": "Parliament’s billStageId of the stage after.",
                "last_update": words.LAST_UPDATE,
                "has_motions": "Whether Parliament says that it has motions.",
                "is_listed": words.IS_LISTED,
                **words.HISTORIC_COLUMNS,
            },
            bill_stage_id="parliament_id",
        ),
        page(),
        source(sources.of_stage),
        named_sources(lambda row: row.bill),
        checked_bill("bill_id"),
    ),
    of_bill="bill",
    related=("bill",),
    filters=(BY_BILL, Filter("house", "In this House, in Parliament’s word.", "house", Kind.TEXT), LISTED),
    checked_by="bill",
)

SITTINGS = Table(
    name="sittings",
    one="Sitting",
    about="Days on which a stage sits, past and future.",
    model=Sitting,
    columns=(
        *stored(
            Sitting,
            {
                "id": words.ID,
                "stage": words.STAGE,
                "sitting_id": "Parliament’s number of the sitting; null for one from a historic record.",
                "date": "The day, in London.",
                "part": "am or pm, where a day had two.",
                "note": "A remark of the source.",
                "is_listed": words.IS_LISTED,
            },
            sitting_id="parliament_id",
        ),
        made("bill", words.BILL, Kind.NUMBER, lambda row: row.stage.bill_id),
        source(lambda row: row.stage.bill.parliament_url),
        checked_bill("stage.bill_id"),
    ),
    of_bill="stage__bill",
    related=("stage__bill",),
    filters=(OF_STAGE, BY_STAGE, LISTED),
    checked_by="bill",
)

PUBLICATIONS = Table(
    name="publications",
    one="Publication",
    about="Documents of Parliament about a Bill.",
    model=Publication,
    columns=(
        *stored(
            Publication,
            {
                "id": words.ID,
                "bill": words.BILL,
                "stage": words.STAGE,
                "publication_id": "Parliament’s number of it.",
                "sitting_id_received": "Parliament’s number of its sitting.",
                "house": words.HOUSE,
                "title": "Its title.",
                "type": "Parliament’s number of the kind of document, see publication-types.",
                "display_date": "Parliament’s date of it.",
                "links": "Where it can be read, as received.",
                "files": "Its files at Parliament, as received.",
                "is_listed": words.IS_LISTED,
            },
            publication_id="parliament_id",
        ),
        made("type_name", "The kind in words.", Kind.TEXT, lambda row: row.type.name if row.type else ""),
        source(sources.of_publication),
        checked_bill("bill_id"),
    ),
    of_bill="bill",
    related=("bill", "type"),
    filters=(BY_BILL, BY_STAGE, Filter("type", "Of the kind with this number of Parliament.", "type"), LISTED),
    checked_by="bill",
)

NEWS = Table(
    name="news",
    one="NewsArticle",
    about="News items that Parliament’s own pages show for a Bill.",
    model=NewsArticle,
    columns=(
        *stored(
            NewsArticle,
            {
                "id": words.ID,
                "bill": words.BILL,
                "article_id": "Parliament’s number of it.",
                "title": "Its title.",
                "content": "Its text; HTML as received, to be cleaned before it is shown.",
                "display_date": "Parliament’s date of it.",
                "is_listed": words.IS_LISTED,
            },
            article_id="parliament_id",
        ),
        source(lambda row: row.bill.parliament_url),
        checked_bill("bill_id"),
    ),
    of_bill="bill",
    related=("bill",),
    filters=(BY_BILL, LISTED),
    checked_by="bill",
)

PRINTS = Table(
    name="prints",
    one="Print",
    about="Prints of a Bill whose words were read: clauses, Schedules, pages and lines. Written once, never changed.",
    model=BillPrint,
    columns=(
        *stored(
            BillPrint,
            {
                "id": words.ID,
                "bill": words.BILL,
                "sha256": "SHA-256 of the file that was read.",
                "print_number": "“Bill 177”, “HL Bill 89”.",
                "house": words.HOUSE,
                "version": "The version as the file names it; do not trust it alone.",
                "stage_version": "“as amended in Public Bill Committee”.",
                "published_on": "The day on which it was published.",
                "lawmaker_project": "Its project in Parliament’s drafting files.",
                "clause_count": "How many clauses it has.",
                "schedule_count": "How many Schedules it has.",
                "line_count": "How many printed lines are marked with page and line.",
            },
        ),
        Column(
            "tree",
            "All its provisions with their words and the page-line index, as bills/text/tree.py describes.",
            Kind.DATA,
            attribute="tree",
            is_in_answers=False,
            is_in_cells=False,
        ),
        source(lambda row: row.bill.parliament_url),
    ),
    of_bill="bill",
    related=("bill",),
    filters=(BY_BILL,),
    left_out={"problems": words.WORKINGS},
)
