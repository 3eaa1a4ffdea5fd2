"""Parliament's record as open data: its lists of kinds, Members, and who brings Bills in."""

from typing import Any

from bills.models import BillSponsor, BillType, Member, PublicationType, StageKind
from tracker.open_data import words
from tracker.open_data.columns import Filter, Kind, Table, made, stored


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
