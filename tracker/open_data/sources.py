"""The address where a row can be checked: Parliament's own page, else what a historic record names."""

from typing import Any

from amendments.wording import parliament_url
from bills.models import Bill, BillStage, Publication
from bills.publications import PARLIAMENT_DOCUMENT, is_web_address


def of_bill(bill: Bill) -> str:
    """Parliament's page of the Bill."""
    return bill.parliament_url or of_record(bill, bill)


def of_stage(stage: BillStage) -> str:
    """Parliament's page of the stage's amendments, or of the Bill."""
    return stage.parliament_url or of_record(stage, stage.bill) or stage.bill.parliament_url


def of_publication(row: Publication) -> str:
    """The first address at which the document can be opened."""
    for link in row.links:
        if is_web_address(url := str(link.get("url") or "")):
            return url
    for file in row.files:
        if isinstance(number := file.get("id"), int):
            return PARLIAMENT_DOCUMENT.format(publication=row.publication_id, document=number)
    return row.bill.parliament_url


def of_amendment(row: Any) -> str:
    """Where the amendment can be read at Parliament."""
    return parliament_url(row) or of_record(row, row.bill)


def of_record(row: Any, bill: Bill | None) -> str:
    """The first address that a historic record names for the row; "" where it names none."""
    if bill is None or not row.historic_key:
        return ""
    addresses = bill.historic.get("addresses", {})
    found = (str(addresses.get(key, "")) for key in row.historic.get("sources", ()))
    return next((address for address in found if is_web_address(address)), "")


def all_of_record(row: Any, bill: Bill | None) -> list[str]:
    """Every address that a historic record names for the row."""
    if bill is None or not row.historic_key:
        return []
    addresses = bill.historic.get("addresses", {})
    return [addresses[key] for key in row.historic.get("sources", ()) if is_web_address(str(addresses.get(key, "")))]
