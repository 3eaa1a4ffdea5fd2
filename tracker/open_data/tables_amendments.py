"""Parliament's record as open data: lists of amendments, amendments, and the names on them."""

from django.db.models import Prefetch

from amendments.decisions import decision
from amendments.models import Amendment, AmendmentDivision, AmendmentPaper, Listing, Sponsorship
from tracker.open_data import sources, words
from tracker.open_data.columns import Column, Filter, Kind, Table, made, parts, stored
from tracker.open_data.tables_shared import BY_BILL, BY_STAGE, LISTED, named_sources, page, source

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
        named_sources(lambda row: row.bill),
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
        page(),
        source(sources.of_amendment),
        named_sources(lambda row: row.bill),
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
