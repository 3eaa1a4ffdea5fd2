"""Where a linked provision stands in the Bill's newest print: followed by its GUID, never by its number.

A print never changes, so what is read of it is kept in memory: the pages that ask cost no tree a second time.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from amendments.wording import provision_words
from bills.models import BillPrint
from bills.text.tree import Print
from coalition.models import ClauseLink


@dataclass(frozen=True, slots=True)
class Standing:
    """The provision in words, where it stands, and what else a reader has to know; "" where that is all."""

    words: str
    where: str
    remark: str = ""


def standing_of(link: ClauseLink, newest: BillPrint | None) -> Standing:
    """A provision link as it stands today. What is not certain is said, and the number of the link's print kept."""
    own = link.bill_print
    was = Standing(provision_words(link.provision), _name(own) if own else "the Bill")
    if own is None or newest is None or own.pk == newest.pk:
        return was
    unsure = f"not certain in {_name(newest)}, the newest print: "
    if not link.provision_guid:
        return Standing(was.words, was.where, f"{unsure}it may have another number there")
    now, before = _places(newest.pk, newest.sha256), _places(own.pk, own.sha256)
    address = now.get(link.provision_guid, "")
    if address:
        return Standing(provision_words(address), _name(newest), f"{_then(address, link)} in {was.where}")
    if not now.keys() & before.keys():
        return Standing(was.words, was.where, f"{unsure}it cannot be followed into it")
    return Standing(was.words, was.where, f"not found in {_name(newest)}, the newest print")


def _then(address: str, link: ClauseLink) -> str:
    return f"{link.provision} too" if address == link.provision else f"it was {link.provision}"


def _name(printed: BillPrint) -> str:
    return printed.print_number or str(printed)


@lru_cache(maxsize=16)
def _places(pk: int, sha256: str) -> Mapping[str, str]:
    """The address of each GUID that stands once in the print, and once under its address; none if it is unreadable."""
    kept = BillPrint.objects.values_list("tree", flat=True).get(pk=pk)
    try:
        tree = Print.from_json(kept)
    except ValueError:
        return {}
    known = tree.by_guid
    return {
        found[0].guid: address
        for address, found in tree.by_address.items()
        if len(found) == 1 and found[0].guid in known
    }
