"""How sure a historic record is of what it states, and where it says so: shown beside every such fact."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from bills.models import Bill, Division
from tracker.divisions.result import TIED, result_of

register = template.Library()

MARKS = {
    "verified": ("Verified", "", "green"),
    "memory": ("From memory", "check before relying on it", "yellow"),
    "inferred": ("Inferred", "no source states it", "yellow"),
    "check": ("To be checked", "not certain", "yellow"),
    "not found": ("Not found", "our sources do not say", "grey"),
}


@dataclass(frozen=True, slots=True)
class Source:
    """A source by its key: its address as a link, or in words where it is none."""

    key: str
    address: str

    @property
    def host(self) -> str:
        """Where the address leads, as a reader knows it: "publications.parliament.uk"."""
        return (urlsplit(self.address).hostname or "").removeprefix("www.")

    @property
    def is_link(self) -> bool:
        """Whether the address can be opened."""
        return self.address.startswith(("https://", "http://")) and not any(each.isspace() for each in self.address)


@register.simple_tag
def mark(word: str) -> SafeString:
    """The evidence mark in words; nothing for no mark, and one that is not known as it is."""
    if not word:
        return mark_safe("\n")
    name, meaning, colour = MARKS.get(word, (word, "", "grey"))
    beside = format_html(' <span class="quiet">{}</span>', meaning) if meaning else ""
    return format_html('<span class="govuk-tag govuk-tag--{}">{}</span>{}\n', colour, name, beside)


@register.inclusion_tag("components/evidence.html")
def evidence(row: Any, bill: Bill, *, with_remark: bool = True) -> dict[str, Any]:
    """The mark, the remark and the sources of one row of a historic record; nothing for any other row. No query."""
    stated = row.historic if row is not None and row.historic_key else {}
    addresses = bill.historic.get("addresses", {})
    return {
        "evidence": stated.get("evidence", ""),
        "remark": stated.get("remark", "") if with_remark else "",
        "sources": [Source(key, addresses.get(key, "")) for key in stated.get("sources", ())],
    }


@register.filter
def sentence(text: str) -> str:
    """The words as a sentence: with a full stop, unless they end with a mark of their own."""
    words = str(text).rstrip()
    return words if not words or words.endswith((".", "!", "?", "…")) else f"{words}."


@register.filter
def result_words(division: Division) -> str:
    """The figures of a division and what came of it, a tie and a casting vote in words."""
    found = result_of(division.house, division.ayes, division.noes, division.facts, division.historic)
    parts = [found.words] if found.outcome == TIED else [found.figures, found.words]
    return ". ".join(part for part in parts if part) + "."
