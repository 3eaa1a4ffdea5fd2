"""A print of the fictional Bill in Lawmaker's XML, with a mark before the first word of every printed line."""

from dataclasses import dataclass
from datetime import date
from html import escape

from tracker.replica.akn import NAMESPACES, Writer, component
from tracker.replica.layout import LaidOut

ENACTED = "Be it enacted by the fictional Parliament of this demonstration, as follows:—"


@dataclass(frozen=True)
class PrintFront:
    """What stands on the front of a print. `version` is Lawmaker's (introd-hc), `stage_version` its words."""

    title: str
    long_title: str
    number: str
    house: str
    version: str
    stage_version: str
    project: str
    session: str
    published: date


def print_xml(front: PrintFront, laid_out: LaidOut) -> bytes:
    """The whole print. Clauses and groups stand in the body, Schedules in a container of their own."""
    writer = Writer(front.project, laid_out)
    clauses = tuple(unit for unit in laid_out.units if unit.kind != "schedule")
    schedules = tuple(unit for unit in laid_out.units if unit.kind == "schedule")
    body = writer.units(clauses)
    if schedules:
        inside = writer.units(schedules)
        body += f'<hcontainer class="schs" eId="scheds" name="schedules">{inside}</hcontainer>'
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><akomaNtoso {NAMESPACES}>'
        f"{component('DMS-Component', front.project, front.number)}"
        f'<bill contains="originalVersion" name="ukpubb">{_meta(front)}{_opening(front)}<body>{body}</body></bill>'
        "</akomaNtoso>"
    ).encode()


def _meta(front: PrintFront) -> str:
    variables = {
        "varDocSubType": "Government Bill",
        "varBillTitle": front.title,
        "varHouse": f"House of {front.house}",
        "varStageVersion": front.stage_version,
        "varProjectId": front.project,
        "varPublicationDate": str(front.published),
        "varBillNoComp": front.number.split()[-1],
        "varBillNo": front.number,
        "varSession": front.session,
        "varBillYear": str(front.published.year),
        "varDocType": "UK Bill",
    }
    concepts = "".join(
        f'<TLCConcept eId="{name}" href="#varOntologies" showAs="{escape(value)}"/>'
        for name, value in variables.items()
    )
    dates = f'<FRBRdate date="9999-01-01" name="draft"/><FRBRdate date="{front.published}" name="published"/>'
    work = f'<FRBRWork>{dates}<FRBRnumber value="#varProjectId"/></FRBRWork>'
    expression = f'<FRBRExpression>{dates}<FRBRversionNumber value="{front.version}"/></FRBRExpression>'
    identification = f'<identification source="#author">{work}{expression}</identification>'
    return f'<meta>{identification}<references source="#author">{concepts}</references></meta>'


def _opening(front: PrintFront) -> str:
    title = '<docTitle eId="cp__dtitle"><ref class="placeholder" href="#varBillTitle"/></docTitle>'
    stage = '[<docStage><ref class="placeholder" href="#varStageVersion"/></docStage>]'
    words = escape(front.long_title, quote=False)
    long_title = f'<p class="A">A</p><p class="Bill">bill</p><p class="To">to</p><p>{words}</p>'
    cover = f'<block name="title">{title}</block><block name="stageVersion">{stage}</block>'
    return (
        f'<coverPage eId="cp">{cover}</coverPage>'
        f'<preface eId="preface"><longTitle eId="preface__longtitle">{long_title}</longTitle></preface>'
        f'<preamble eId="preamble"><formula name="enactingText"><p>{ENACTED}</p></formula></preamble>'
    )
