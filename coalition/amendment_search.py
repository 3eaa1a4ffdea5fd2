"""Finding one amendment of a Bill by its number or its words, for every form that points at one."""

from django.db.models import Q

from amendments.models import Amendment
from amendments.wording import title_of
from bills.models import Bill

MOST_FOUND = 20


def found_by_words(bill: Bill, words: str) -> list[Amendment]:
    """Amendments whose number it is or whose text has the words, the latest stages first, with their stage."""
    rows = Amendment.objects.filter(Q(number__iexact=words) | Q(text__icontains=words), bill=bill)
    return list(rows.select_related("stage__bill").order_by("-stage__sort_order", "pk")[:MOST_FOUND])


def name_with_stage(amendment: Amendment) -> str:
    """ "Amendment NC18, Committee stage (Commons)": a number is a label of its stage."""
    return f"{title_of(amendment)}, {amendment.stage}"
