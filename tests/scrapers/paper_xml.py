"""Small Lawmaker papers in our own words: only what a test varies needs to be said."""

from xml.sax.saxutils import escape

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
UKL = "https://www.legislation.gov.uk/namespaces/UK-AKN"
VARIABLES = {
    "varBillTitle": "Lanterns Bill [HL]",
    "varHouse": "House of Commons",
    "varBillNo": "Bill 7",
    "varSession": "61/1",
    "varStageVersion": "Report Stage",
    "varBillStageVersion": "As amended in Committee",
    "varPublishDate": "2026-03-04",
    "varProjectId": "UK000777",
    "varListNo": "",
}


def names_block(kind: str, people: list[tuple[str, int | None]]) -> str:
    """A proposer or supporters block; a person is (name as printed, member id)."""
    tag = {"proposer": "docIntroducer", "supporters": "docProponent"}[kind]
    refs = [(name, f' refersTo="amnd_x#person-{member}"' if member else "") for name, member in people]
    inside = "".join(f"<{tag}{ref}>{escape(name)}</{tag}>" for name, ref in refs)
    return f'<block name="{kind}">{inside}</block>'


def amendment(
    number: str = "1",
    dnum: str = "HoC1",
    instruction: str = "Clause 2, page 3, line 4, leave out “lamp” and insert “lantern”",
    *,
    type: str = "substitute",
    provision: str = "sec_2",
    page: str = "p_3__ln_4",
    proposer: list[tuple[str, int | None]] | None = None,
    supporters: list[tuple[str, int | None]] | None = None,
    statement: str = "",
    star: str = "",
    government: bool = False,
    decision: str = "",
    series: str = "",
    steps: str = "",
    name: str = "hcamnd",
    heading: str = "",
    content: str = "",
    guid: str = "_g1",
) -> str:
    """One component; `instruction` and `content` are XML, `content` replaces everything in amendmentContent."""
    proposer = [("Ada Quill", 4001)] if proposer is None else proposer
    label = f'<num ukl:dnum="{dnum}">{number}</num>' if dnum else f"<num>{number}</num>"
    content = content or f'<tblock>{label}<block name="instruction">{instruction}</block></tblock>'
    return (
        f'<component class="amendment"{f""" ukl:statusIndicator="{star}" """ if star else ""}>'
        f'<amendment name="{name}">'
        + (f'<?LDAPP-Component componentId="c-{series}" seriesId="{series}" versionNumber=""?>' if series else "")
        + f"<meta><workflow>{steps}</workflow></meta>"
        f'<amendmentBody GUID="{guid}" eId="amnd_x" ukl:type="{type}" ukl:targetProvision="{provision}" '
        f'ukl:targetPage="{page}"{" ukl:memberInCharge=" + chr(34) + "gov" + chr(34) if government else ""}>'
        f"<amendmentHeading>{heading}{names_block('proposer', proposer) if proposer else ''}"
        f"{names_block('supporters', supporters) if supporters else ''}</amendmentHeading>"
        f"<amendmentContent>{content}</amendmentContent>"
        + (f'<block name="decision">{decision}</block>' if decision else "")
        + (_statement(statement) if statement else "")
        + "</amendmentBody></amendment></component>"
    )


def _statement(words: str) -> str:
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in words.split("\n"))
    return (
        '<amendmentJustification><blockContainer class="explanatoryStatement">'
        f"<heading>Member's explanatory statement</heading>{paragraphs}</blockContainer></amendmentJustification>"
    )


def paper(
    *components: str,
    kind: str = "hcmarsh",
    variables: dict[str, str] | None = None,
    preface: str = "",
    conclusions: str = "",
    prolog: str = '<?xml version="1.0" encoding="UTF-8"?>',
) -> bytes:
    """A whole paper of these components, as bytes."""
    stated = {**VARIABLES, **(variables or {})}
    references = "".join(f'<TLCConcept eId="{name}" href="#x" showAs="{escape(v)}"/>' for name, v in stated.items())
    return (
        f'{prolog}<akomaNtoso xmlns="{AKN}" xmlns:ukl="{UKL}"><?LDAPP-Component seriesId="of the list"?>'
        f'<amendmentList name="{kind}"><meta><references>{references}</references></meta>'
        f"<preface>{preface}</preface><collectionBody>{''.join(components)}</collectionBody>"
        f"<conclusions>{conclusions}</conclusions></amendmentList></akomaNtoso>"
    ).encode()


def inserted(structure: str, *, opens: str = "“", closes: str = "”", after: str = "") -> str:
    """A quoted structure with its marks as attributes and its appended text, as Lawmaker writes it."""
    return (
        f'<quotedStructure startQuote="{opens}" endQuote="{closes}">\n  {structure}\n </quotedStructure>'
        f'<inline name="AppendText">{after}</inline>'
    )


def numbered(tag: str, number: str, words: str) -> str:
    """A numbered provision of one sentence."""
    return f"<{tag}>\n <num>{number}</num>\n <content>\n  <p>{words}</p>\n </content>\n</{tag}>"
