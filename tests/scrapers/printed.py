"""Short builders of Bill prints in Lawmaker's XML, in our own words."""

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
UKL = "https://www.legislation.gov.uk/namespaces/UK-AKN"
SAYS = {
    "varBillTitle": "Lighthouse Keepers Bill",
    "varHouse": "House of Commons",
    "varBillNo": "Bill 12",
    "varProjectId": "UK009999",
    "varStageVersion": "As amended in Committee",
    "varPublicationDate": "2026-03-04",
}


def print_file(body: str, **says: str) -> bytes:
    """A whole file around the elements of a body; keywords replace what it says of itself ("" leaves it out)."""
    rows = "".join(
        f'<TLCConcept eId="{name}" href="#varOntologies" showAs="{words}"/>'
        for name, words in {**SAYS, **says}.items()
        if words
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<akomaNtoso xmlns="{AKN}" xmlns:ukl="{UKL}"><?DMS-Component componentId="1"?>
 <bill name="ukpubb">
  <meta>
   <identification source="#author">
    <FRBRWork><FRBRdate date="2026-03-05T10:00:00Z" name="published"/></FRBRWork>
    <FRBRExpression><FRBRversionNumber value="committee-hc"/></FRBRExpression>
   </identification>
   <references source="#author">{rows}</references>
  </meta>
  <preface><longTitle><p class="A">A</p><p class="Bill">bill</p><p class="To">to</p>
   <p>Make provision about the keeping of lighthouses; and for connected purposes.</p></longTitle></preface>
  <body>{body}</body>
 </bill>
</akomaNtoso>""".encode()


def clause(number: int, inside: str, *, heading: str = "Duty to keep lamps", line: str = "") -> str:
    """A clause; `line` is the page-line marker of its first printed line ("1-2")."""
    return (
        f'<section GUID="_c{number}" class="prov1" eId="sec_{number}">\n  <num>{marker(line)}{number}</num>\n'
        f'  <heading GUID="_h{number}" eId="sec_{number}__hdg">{heading}</heading>\n  {inside}\n</section>'
    )


def subsection(number: str, words: str, *, guid: str = "", line: str = "", eid: str = "sec_1__subsec_1") -> str:
    """A subsection of plain words."""
    return (
        f'<subsection GUID="{guid or f"_s{number}"}" class="prov2" eId="{eid}">\n <num>{marker(line)}({number})</num>'
        f"\n <content>\n  <p>{words}</p>\n </content>\n</subsection>"
    )


def quoted(inside: str, *, start: str = "“", end: str = "”") -> str:
    """A quoted structure, with its marks as attributes."""
    return f'<quotedStructure GUID="_q" eId="q" startQuote="{start}" endQuote="{end}">\n {inside}\n</quotedStructure>'


def marker(line: str) -> str:
    """The instruction that stands before the first word of a printed line; nothing for none."""
    return f"<?L {line}?>" if line else ""
