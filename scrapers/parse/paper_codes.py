"""The codes that Lawmaker keeps beside each amendment of a paper, by themselves: what the words are checked against.

`amendment_paper` gives the words' reading where they speak; a check needs the codes as they stand (sources, section
11).
"""

from typing import NamedTuple

from lxml import etree

from scrapers.parse.akn import AKN, UKL, child_of, parse_xml
from scrapers.parse.paper_words import coded_place, provision_of

BODY = AKN + "amendmentBody"


class Codes(NamedTuple):
    """`provision` is None for a code that is not known and "" for none; `page` and `line` are None where not coded."""

    raw_type: str
    provision: str | None
    page: int | None
    line: int | None


def codes_of(body: bytes) -> tuple[Codes, ...]:
    """The codes of each amendment in printed order, as many as `amendment_paper.parse` gives amendments.

    Raises UnreadableSource for what is no XML.
    """
    return tuple(_codes(found) for found in map(_body, parse_xml(body).iter(AKN + "component")) if found is not None)


def _body(component: etree._Element) -> etree._Element | None:
    return child_of(child_of(component, AKN + "amendment"), BODY)


def _codes(body: etree._Element) -> Codes:
    page, line = coded_place(body.get(UKL + "targetPage") or "")
    return Codes(
        (body.get(UKL + "type") or "").strip(), provision_of(body.get(UKL + "targetProvision") or ""), page, line
    )
