"""Parliament's public record as open data: every table and column, declared once.

The order is that in which an import can write them: what is pointed at comes first.
"""

from typing import Any

from django.db.models import Prefetch

from amendments.decisions import decision
from amendments.models import (
    Amendment,
    AmendmentDivision,
    AmendmentPaper,
    Chain,
    ChainStep,
    Listing,
    Sponsorship,
)
from bills.models import (
    Bill,
    BillPrint,
    BillSponsor,
    BillStage,
    BillType,
    Division,
    Member,
    NamedPrint,
    NewsArticle,
    ProvisionPath,
    Publication,
    PublicationType,
    RelatedBill,
    Sitting,
    StageKind,
)
from tracker.open_data import sources, words
from tracker.open_data.columns import Column, Filter, Kind, Table, made, parts, stored

BY_BILL = Filter("bill", "Of the Bill with this number of ours.", "bill")
BY_STAGE = Filter("stage", "Of the stage with this number of ours.", "stage")
OF_STAGE = Filter("bill", "Of the Bill with this number of ours.", "stage__bill")
LISTED = Filter("is_listed", "Whether Parliament still lists it: true or false.", "is_listed", Kind.YES_NO)


def _checked_bill(attribute: str) -> Column:
    """`checked_at` by the readings of the Bill."""

    def how(row: Any, checked: Any) -> Any:
        for name in attribute.split("."):
            row = getattr(row, name)
        return checked.bill(row)

    return Column("checked_at", words.CHECKED, Kind.MOMENT, is_null=True, made=how)


def _source(how: Any) -> Column:
    return made("source_url", words.SOURCE, Kind.TEXT, how)


def _sources(bill: Any) -> Column:
    return made("sources", words.SOURCES, Kind.TEXTS, lambda row: sources.all_of_record(row, bill(row)))


def _page(how: Any = lambda row: row.get_absolute_url()) -> Column:
    return made("web_path", words.PAGE, Kind.TEXT, how)


def _reference(name: str, one: str, about: str, model: Any, columns: dict[str, str]) -> Table:
    return Table(name, one, about, model, stored(model, columns), has_answers=False)


BILL_TYPES = _reference(
    "bill-types",
    "BillType",
    "Parliament’s list of kinds of Bill.",
    BillType,
    {
        "id": "Parliament’s number of the kind.",
        "name": "Its name.",
        "category": "Public, Private or Hybrid, as received.",
        "description": "What it is; HTML as received, to be cleaned before it is shown.",
    },
)
STAGE_KINDS = _reference(
    "stage-kinds",
    "StageKind",
    "Parliament’s list of kinds of stage.",
    StageKind,
    {"id": "Parliament’s number of the kind.", "name": "Its name.", "house": words.HOUSE},
)
PUBLICATION_TYPES = _reference(
    "publication-types",
    "PublicationType",
    "Parliament’s list of kinds of document.",
    PublicationType,
    {
        "id": "Parliament’s number of the kind.",
        "name": "Its name.",
        "description": "What it is; HTML as received, to be cleaned before it is shown.",
    },
)

MEMBERS = Table(
    name="members",
    one="Member",
    about="MPs and peers who appear in the record, matched on Parliament’s memberId only.",
    model=Member,
    columns=(
        *stored(
            Member,
            {
                "id": words.ID,
                "member_id": "Parliament’s memberId.",
                "name": "Name, as the best source read so far gives it.",
                "party": "Party, as received.",
                "house": words.HOUSE,
                "member_from": "Constituency, or kind of peerage.",
                "facts": "Further facts of the Members API, as received.",
            },
        ),
        made(
            "source_url",
            words.SOURCE,
            Kind.TEXT,
            lambda row: f"https://members.parliament.uk/member/{row.member_id}/contact",
        ),
    ),
    filters=(
        Filter("member_id", "With this memberId of Parliament.", "member_id"),
        Filter("house", "Of this House, in Parliament’s word.", "house", Kind.TEXT),
    ),
    left_out={"name_source": words.WORKINGS},
)

SPONSORS = Table(
    name="bill-sponsors",
    one="BillSponsor",
    about="Who brought a Bill in: a Member, an organisation, or both.",
    model=BillSponsor,
    columns=stored(
        BillSponsor,
        {
            "id": "Our number of the entry.",
            "bill": words.BILL,
            "member": "Our number of the Member.",
            "printed_name": "The name as the source prints it.",
            "organisation_name": "The organisation, often a department.",
            "organisation_url": "Its address, as received.",
            "order": words.SORT,
            "is_listed": words.IS_LISTED,
        },
    ),
    of_bill="bill",
    has_answers=False,
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
        _page(),
        _source(sources.of_bill),
        _sources(lambda row: row),
        _checked_bill("pk"),
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
        _page(),
        _source(sources.of_stage),
        _sources(lambda row: row.bill),
        _checked_bill("bill_id"),
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
        _source(lambda row: row.stage.bill.parliament_url),
        _checked_bill("stage.bill_id"),
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
        _source(sources.of_publication),
        _checked_bill("bill_id"),
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
        _source(lambda row: row.bill.parliament_url),
        _checked_bill("bill_id"),
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
        _source(lambda row: row.bill.parliament_url),
    ),
    of_bill="bill",
    related=("bill",),
    filters=(BY_BILL,),
    left_out={"problems": words.WORKINGS},
)

PAPERS = Table(
    name="amendment-papers",
    one="AmendmentPaper",
    about="Dated lists of amendments: papers of Parliament, and its data’s list whenever that changed. Never changed.",
    model=AmendmentPaper,
    columns=(
        *stored(
            AmendmentPaper,
            {
                "id": words.ID,
                "bill": words.BILL,
                "stage": words.STAGE,
                "source": "paper, api (Parliament’s data) or historic (a historic record).",
                "sha256": "SHA-256 of the paper’s file, or of the list’s numbers and order.",
                "kind": "The kind of paper, as in the file: hcmarsh, hldaily, …",
                "house": words.HOUSE,
                "title": "Its title.",
                "print_number": "The print that its pages and lines refer to.",
                "stage_version": "That print’s version.",
                "published_on": "The date printed on it.",
                "effective_at": "The moment that the list speaks for.",
                "is_complete": "Whether it claims to hold every live amendment of the stage.",
                "orders": "Programme orders, with their structure.",
                "withdrawn": "Withdrawals as stated at its end.",
                "legend": "What its marks mean, as printed.",
                "source_url": "The address that it was read from.",
                "is_current": words.IS_CURRENT,
                "recorded_at": "When we took it in.",
                **words.HISTORIC_COLUMNS,
            },
        ),
        _sources(lambda row: row.bill),
    ),
    of_bill="bill",
    related=("bill",),
    filters=(
        BY_BILL,
        BY_STAGE,
        Filter("source", "From this source: paper, api or historic.", "source", Kind.TEXT),
        Filter("is_complete", "Whether it claims to be complete: true or false.", "is_complete", Kind.YES_NO),
    ),
    left_out={
        "problems": words.WORKINGS,
        "snapshot_id": "which kept file it was read from: the file itself is at /data/",
        "file_name": "what the file was called on an officer’s machine",
    },
)

LISTINGS = Table(
    name="listings",
    one="Listing",
    about="An amendment in one dated list: its number, place and star there. Never changed.",
    model=Listing,
    columns=stored(
        Listing,
        {
            "id": words.ID,
            "paper": "Our number of the dated list, see amendment-papers.",
            "amendment": "Our number of the amendment.",
            "number": "The number that the list gives it: a label of that day, never an identity.",
            "position": "Its place in the list, from 1; null where it is not known.",
            "pages": "“pages 141-142”, where a historic record says so.",
            "star": "★ new or altered, ☆ will comply at its next appearance.",
        },
    ),
    of_bill="paper__bill",
    filters=(
        Filter("bill", "Of the Bill with this number of ours.", "paper__bill"),
        Filter("paper", "In the list with this number of ours.", "paper"),
        Filter("amendment", "Of the amendment with this number of ours.", "amendment"),
        Filter("number", "With this number on the list, exactly as printed.", "number", Kind.TEXT),
    ),
)

NAMES = Table(
    name="names",
    one="Name",
    about="Members’ names on amendments. One that goes is marked as no longer listed, never deleted.",
    model=Sponsorship,
    columns=(
        *stored(
            Sponsorship,
            {
                "id": words.ID,
                "amendment": "Our number of the amendment.",
                "member": "Our number of the Member; null where the source gives only a name.",
                "member_key": "“m4839” for a memberId, else the printed name in small letters.",
                "printed_name": "The name as printed.",
                "corrected_name": "The real name beside a misprinted one.",
                "party": "Party, as the source gives it there.",
                "member_from": "Constituency, or kind of peerage.",
                "is_lead": "Whether it stands first, as the amendment’s mover.",
                "order": "Its printed place.",
                "declared_interest": "Whether “[R]” stands after the name.",
                "is_listed": words.IS_LISTED,
            },
        ),
        made(
            "member_id",
            "Parliament’s memberId.",
            Kind.NUMBER,
            lambda row: row.member.member_id if row.member else None,
            is_null=True,
        ),
    ),
    of_bill="amendment__bill",
    related=("member",),
    filters=(
        Filter("bill", "Of the Bill with this number of ours.", "amendment__bill"),
        Filter("amendment", "On the amendment with this number of ours.", "amendment"),
        Filter("member", "Of the Member with this number of ours.", "member"),
        LISTED,
    ),
)

AMENDMENTS = Table(
    name="amendments",
    one="Amendment",
    about="Amendments and motions, one row each at one stage of one Bill, whatever numbers they carried there.",
    model=Amendment,
    columns=(
        *stored(
            Amendment,
            {
                "id": words.ID,
                "bill": words.BILL,
                "stage": words.STAGE,
                "kind": "amendment or motion.",
                "api_key": "Its key in Parliament’s data: “amendment:10025364”, “pingpong:17”.",
                "dnum": "Its key in Parliament’s papers, in small letters: “hoc69”.",
                "series_id": "Its key in Parliament’s drafting files.",
                "guid": "Its GUID in Parliament’s papers.",
                "number": "Its number on the latest list: a label of that day, never an identity.",
                "op": "What it orders: insert, leave_out, substitute, …",
                "raw_type": "Parliament’s own word for that, as received.",
                "provision": "What it is aimed at: “clause 2”, “schedule 1”.",
                "page": "The page of the print that it is aimed at.",
                "line": "The line of that page.",
                "position_text": "Its place in words, as received.",
                "lines": "Its text as structured as Parliament prints it.",
                "text": "Its text, quotation marks included.",
                "text_is_full": "No: only the list’s summary is known yet.",
                "summary_text": "The summary of Parliament’s list.",
                "statement": "The Member’s explanatory statement.",
                "statement_heading": "That statement’s heading.",
                "note": "“As an amendment to …’s proposed new clause …”.",
                "location": "Where it would stand, as received.",
                "heading": "The heading of a new clause or Schedule.",
                "is_government": "Whether it is the Government’s; null where no source says.",
                "decision": "Parliament’s word for what became of it, as received; empty: no source says.",
                "decision_explanation": "Parliament’s explanation of that word.",
                "tabled_at": "When it was tabled.",
                "workflow": "Steps of its tabling, as the paper tells them.",
                "is_listed": "No: not on the latest complete list. That never means withdrawn.",
                "gist": "Our own summary, from a historic record: never official wording.",
                "stated_withdrawn": "The paper’s own words, where it says that it was withdrawn.",
                "disputed": "Facts on which two sources disagree, with both values.",
                **words.HISTORIC_COLUMNS,
            },
        ),
        made(
            "decision_official",
            "Parliament’s word as it prints it.",
            Kind.TEXT,
            lambda row: decision(row.decision).official,
        ),
        made(
            "decision_plain",
            "The decision in our plain words; empty where we have none.",
            Kind.TEXT,
            lambda row: decision(row.decision).plain,
        ),
        made(
            "decision_outcome",
            "What it meant for the Bill at that stage: made, not-made, not-pressed, overtaken, open; else empty.",
            Kind.TEXT,
            lambda row: decision(row.decision).outcome,
        ),
        _page(),
        _source(sources.of_amendment),
        _sources(lambda row: row.bill),
        Column(
            "checked_at", words.CHECKED, Kind.MOMENT, is_null=True, made=lambda row, told: told.stage(row.stage_id)
        ),
        parts("names", "The Members’ names on it, in printed order.", NAMES, lambda row: row.sponsorships.all()),
        parts("numbers", "Its number, place and star on each list.", LISTINGS, lambda row: row.listings.all()),
        made(
            "divisions",
            "Our numbers of the divisions that decided it.",
            Kind.NUMBERS,
            lambda row: [each.division_id for each in row.divided_on.all() if each.is_listed],
            is_in_files=False,
        ),
    ),
    of_bill="bill",
    related=("bill", "stage__bill"),
    nested=lambda: [
        Prefetch("sponsorships", Sponsorship.objects.select_related("member").order_by("order", "pk")),
        Prefetch("listings", Listing.objects.order_by("pk")),
        Prefetch("divided_on", AmendmentDivision.objects.order_by("pk")),
    ],
    filters=(
        BY_BILL,
        BY_STAGE,
        Filter("number", "With this number on the latest list, exactly as printed.", "number", Kind.TEXT),
        Filter("decision", "With this decision word of Parliament, exactly as received.", "decision", Kind.TEXT),
        Filter("kind", "amendment or motion.", "kind", Kind.TEXT),
        LISTED,
    ),
    left_out=dict.fromkeys(("readings", "list_hash", "detail_hash", "paper_hash"), words.WORKINGS),
    checked_by="stage",
)

DECIDED = Table(
    name="amendment-divisions",
    one="AmendmentDivision",
    about="Which division decided which amendment.",
    model=AmendmentDivision,
    columns=stored(
        AmendmentDivision,
        {
            "id": "Our number of the entry.",
            "amendment": "Our number of the amendment.",
            "division": "Our number of the division.",
            "is_listed": "No: taken back.",
        },
    ),
    of_bill="amendment__bill",
    has_answers=False,
)

DIVISIONS = Table(
    name="divisions",
    one="Division",
    about="Votes of both Houses, with who voted how.",
    model=Division,
    columns=(
        *stored(
            Division,
            {
                "id": words.ID,
                "house": words.HOUSE,
                "division_id": "Parliament’s number of it; null for one from a historic record.",
                "bill": words.BILL,
                "stage": words.STAGE,
                "number": "Its number in the session.",
                "date": "When it was held.",
                "title": "Its title, as received.",
                "ayes": "Ayes, or Content in the Lords; null where they were not found.",
                "noes": "Noes, or Not Content in the Lords; null where they were not found.",
                "facts": "Every other fact, as received.",
                "votes": "Who voted, by lobby, and the tellers: memberId and name as received.",
                "is_listed": words.IS_LISTED,
                **words.HISTORIC_COLUMNS,
            },
            division_id="parliament_id",
        ),
        made(
            "amendments",
            "Our numbers of the amendments that it decided.",
            Kind.NUMBERS,
            lambda row: [each.amendment_id for each in row.decided.all() if each.is_listed],
            is_in_files=False,
        ),
        _source(
            lambda row: (
                f"https://votes.parliament.uk/votes/{row.house.lower()}/division/{row.division_id}"
                if row.division_id and not (row.bill and row.bill.is_fictional)
                else sources.of_record(row, row.bill)
            )
        ),
        _sources(lambda row: row.bill),
    ),
    of_bill="bill",
    related=("bill",),
    nested=lambda: [Prefetch("decided", AmendmentDivision.objects.order_by("pk"))],
    filters=(BY_BILL, BY_STAGE, Filter("house", "In this House, in Parliament’s word.", "house", Kind.TEXT)),
)

STEPS = Table(
    name="chain-steps",
    one="ChainStep",
    about="The attempts in a chain, each with the one that it followed and how.",
    model=ChainStep,
    columns=stored(
        ChainStep,
        {
            "id": "Our number of the step.",
            "chain": "Our number of the chain.",
            "order": words.SORT,
            "amendment": "Our number of the amendment; null where no row is known.",
            "stage": words.STAGE,
            "label": "What it is, where it is no amendment that we hold.",
            "date": "Its day.",
            "follows": "Our number of the step that it came from; null: not stated.",
            "arrow": "How it came from that step: retabled, successor, in lieu, enacted, …",
            "is_listed": words.IS_LISTED,
            **words.HISTORIC_COLUMNS,
        },
    ),
    of_bill="chain__bill",
    has_answers=False,
)

CHAINS = Table(
    name="chains",
    one="Chain",
    about="One aim and the attempts at it across stages and Houses, as stated; nothing is concluded.",
    model=Chain,
    columns=(
        *stored(
            Chain,
            {
                "id": words.ID,
                "bill": words.BILL,
                "order": words.SORT,
                "aim": "The aim, in words.",
                "is_listed": words.IS_LISTED,
                **words.HISTORIC_COLUMNS,
            },
        ),
        _page(),
        _source(lambda row: sources.of_record(row, row.bill)),
        _sources(lambda row: row.bill),
        parts("steps", "The attempts, in order.", STEPS, lambda row: row.steps.all()),
    ),
    of_bill="bill",
    related=("bill",),
    nested=lambda: [Prefetch("steps", ChainStep.objects.order_by("order", "pk"))],
    filters=(BY_BILL, LISTED),
)

PARLIAMENT: tuple[Table, ...] = (
    BILL_TYPES,
    STAGE_KINDS,
    PUBLICATION_TYPES,
    MEMBERS,
    BILLS,
    SPONSORS,
    STAGES,
    SITTINGS,
    PUBLICATIONS,
    NEWS,
    PRINTS,
    NAMED_PRINTS,
    PROVISION_PATHS,
    RELATED,
    PAPERS,
    AMENDMENTS,
    LISTINGS,
    NAMES,
    DIVISIONS,
    DECIDED,
    CHAINS,
    STEPS,
)
BY_NAME = {table.name: table for table in PARLIAMENT}
