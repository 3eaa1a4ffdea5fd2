"""The prints of a Bill in memory, ready to be compared: they never change, so each is read once."""

from contextlib import suppress
from functools import lru_cache
from itertools import pairwise

from bills.models import BillPrint
from bills.text.comparing import Comparison
from bills.text.running import RunningText
from bills.text.tree import Print

IN_MEMORY = 8
COMPARISONS_IN_MEMORY = 8


def prints_of(bill_pk: int) -> list[BillPrint]:
    """The prints whose day is known, oldest first, without their words. One query."""
    rows = BillPrint.objects.filter(bill=bill_pk).exclude(published_on=None)
    return list(rows.defer("tree", "problems").order_by("published_on", "pk"))


def with_the_one_before(prints: list[BillPrint]) -> list[BillPrint]:
    """Prints given newest first, each with `before_pk`: the one that came out before it, None where there is none."""
    dated = [each.pk for each in prints if each.published_on]
    before: dict[int, int] = dict(pairwise(dated))
    for each in prints:
        vars(each)["before_pk"] = before.get(each.pk)
    return prints


def running_of(printed: BillPrint) -> RunningText:
    """The words of a print. One query where it is not in memory. Raises ValueError where they cannot be read."""
    return _running(printed.pk, printed.sha256)


def readable(prints: list[BillPrint]) -> list[BillPrint]:
    """Those whose words are kept in a form that can be read."""
    found = []
    for each in prints:
        with suppress(ValueError):
            running_of(each)
            found.append(each)
    return found


def comparison_of(old: BillPrint, new: BillPrint) -> Comparison:
    """The older print and the newer one side by side; raises ValueError as `running_of` does."""
    return _comparison(old.pk, old.sha256, new.pk, new.sha256)


def address_in(new: BillPrint, old: BillPrint, address: str) -> str | None:
    """The address in the newer print of what stood at an address of the older one ("clause 41" to "clause 47").

    "" where the newer print has no certain counterpart; None where it cannot be told: the words of a print are not
    kept, or the address stands in the older one not exactly once.
    """
    try:
        comparison = comparison_of(old, new)
    except ValueError:
        return None
    found = comparison.old.printed.by_address.get(address, ())
    if len(found) != 1:
        return None
    there = comparison.pairs.get(found[0].index)
    addresses = {each.index: name for name, of in comparison.new.printed.by_address.items() for each in of}
    return addresses.get(there, "") if there is not None else ""


@lru_cache(maxsize=IN_MEMORY)
def _running(pk: int, sha256: str) -> RunningText:
    return RunningText(Print.from_json(BillPrint.objects.values_list("tree", flat=True).get(pk=pk)))


@lru_cache(maxsize=COMPARISONS_IN_MEMORY)
def _comparison(old: int, old_sha256: str, new: int, new_sha256: str) -> Comparison:
    return Comparison(_running(old, old_sha256), _running(new, new_sha256))
