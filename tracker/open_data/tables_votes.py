"""Parliament's record as open data: divisions, and chains of attempts at one aim."""

from django.db.models import Prefetch

from amendments.models import AmendmentDivision, Chain, ChainStep
from bills.models import Division
from tracker.open_data import sources, words
from tracker.open_data.columns import Filter, Kind, Table, made, parts, stored
from tracker.open_data.tables_shared import BY_BILL, BY_STAGE, LISTED, named_sources, page, source

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
                "votes": "Who voted, by lobby, and the tellers: `member_id` and name, as received.",
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
        source(
            lambda row: (
                f"https://votes.parliament.uk/votes/{row.house.lower()}/division/{row.division_id}"
                if row.division_id and not (row.bill and row.bill.is_fictional)
                else sources.of_record(row, row.bill)
            )
        ),
        named_sources(lambda row: row.bill),
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
        page(),
        source(lambda row: sources.of_record(row, row.bill)),
        named_sources(lambda row: row.bill),
        parts("steps", "The attempts, in order.", STEPS, lambda row: row.steps.all()),
    ),
    of_bill="bill",
    related=("bill",),
    nested=lambda: [Prefetch("steps", ChainStep.objects.order_by("order", "pk"))],
    filters=(BY_BILL, LISTED),
)
