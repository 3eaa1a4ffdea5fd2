"""An amendment paper of the fictional Parliament in Lawmaker's XML, and as a plain web page.

The shape is that of Parliament's own files: codes and words say the same place, a star stands on the component, names
refer to people by id, withdrawals are prose at the end, and a decision, once there is one, is a block of its own.
"""

from datetime import date, datetime, time, timedelta
from html import escape

from tracker.replica.akn import NAMESPACES, Writer, component, guid
from tracker.replica.orders import Worded
from tracker.replica.paper_front import VERSIONS, meta, preface, programme_order, withdrawn
from tracker.replica.people import Person
from tracker.replica.tabled import UNDECIDED, Tabled
from tracker.replica.world import Stage

PAPER_WORDS = {
    "Agreed": "Agreed to",
    "AgreedOnDivision": "Agreed to on division",
    "Disagreed": "Negatived",
    "NegativedOnDivision": "Negatived on division",
    "Withdrawn": "Withdrawn after debate",
    "NotMoved": "Not moved",
    "NotCalled": "Not called",
    "NotSelected": "Not selected",
    "Preempted": "Pre-empted",
    "StoodPart": "Stood part",
    "NotStoodPart": "Not stood part",
    "QuestionProposed": "Question proposed",
}
"""What papers print for the API's words."""
KINDS = {"Commons": "hcamnd", "Lords": "hlamnd"}


def paper_xml(stage: Stage, day: date, about: dict[str, str]) -> bytes:
    """The marshalled list of a stage as published on a day. `about` are the variables of the Bill (varBillTitle …)."""
    listed = stage.in_paper(day)
    body = "".join(_component(stage, each, day) for each in listed)
    kind = VERSIONS[stage.house]
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><akomaNtoso {NAMESPACES}>'
        f"{component('LDAPP-Component', stage.name, stage.house, str(day))}"
        f'<amendmentList contains="originalVersion" name="{kind}">{meta(stage, day, about)}{preface(stage, day)}'
        f"<collectionBody>{body}{programme_order(stage)}</collectionBody>{withdrawn(stage, day)}</amendmentList>"
        "</akomaNtoso>"
    ).encode()


def _component(stage: Stage, each: Tabled, day: date) -> str:
    number, words = each.number_on(day), stage.worded(each, day)
    eid = f"amnd_{number or each.dnum}"
    star = each.star_on(day, stage.last_list(day))
    starred = f' ukl:statusIndicator="{star}"' if star else ""
    identity = component("LDAPP-Component", stage.house, each.dnum)
    body = f"{_heading(each, eid, day)}{_content(each, words, eid, day)}{_statement(each, eid)}"
    return (
        f'<component class="amendment"{starred}><amendment name="{KINDS[stage.house]}">{identity}'
        f"<meta>{_workflow(stage, each, eid, day)}{_people(each, eid, day)}</meta>"
        f"<amendmentBody {_codes(each, words, eid)}>{body}</amendmentBody></amendment></component>"
    )


def _codes(each: Tabled, words: Worded, eid: str) -> str:
    government = ' ukl:memberInCharge="gov"' if each.is_government else ""
    page, line = words.mark or (0, 0)
    place = f"p_{page}__ln_{line}" if page else f"ln_{line}" if line else ""
    target = words.provision
    if target.startswith("Schedule "):
        target = f"sch_{target.removeprefix('Schedule ')}"
    elif target:
        target = f"amnd_{target}" if each.order.amends else f"sec_{target}"
    return (
        f'GUID="{guid(each.dnum)}" eId="{eid}" ukl:location=""{government} ukl:targetPage="{place}" '
        f'ukl:targetProvision="{target}" ukl:targetSortKey="{page:03}{line:03}" ukl:type="{words.op}"'
    )


def _workflow(stage: Stage, each: Tabled, eid: str, day: date) -> str:
    """Draft, submitted, tabled, then published in each paper that held it; times are UTC."""
    moment = datetime.combine(each.tabled, time(10, 30))
    steps = [("9999-01-01T00:00:00", "draft", ""), (f"{moment.isoformat()}Z", "submitted", "")]
    steps.append((f"{(moment + timedelta(minutes=9)).isoformat()}Z", "tabled", ""))
    for paper in stage.papers:
        if paper <= day and each.is_in_paper(paper):
            href = f"/document/{stage.abbreviation}_{paper:%m%d}.{guid(str(paper))[1:]}/PDF"
            steps.append((f"{paper}T05:00:00Z", "published", f' href="{escape(href)}"'))
    inside = "".join(
        f'<step by="#proponent" date="{at}" eId="{eid}__step_{n}"{href} outcome="#{outcome}"/>'
        for n, (at, outcome, href) in enumerate(steps)
    )
    return f'<workflow source="#ldapp">{inside}</workflow>'


def _people(each: Tabled, eid: str, day: date) -> str:
    rows = "".join(
        f'<TLCPerson eId="{eid}#person-{person.member_id}" href="#{escape(person.name.replace(" ", "_"))}" '
        f'showAs="{escape(person.name)}" ukl:class="{"varSupporters" if order else "varProposer"}"/>'
        for order, person in enumerate(each.people_on(day))
    )
    return f'<references source="#author">{rows}</references>'


def _heading(each: Tabled, eid: str, day: date) -> str:
    lead, *others = each.people_on(day)
    proposer = f'<block name="proposer">{_named("docIntroducer", lead, each, eid)}</block>'
    names = "".join(_named("docProponent", person, each, eid) for person in others)
    supporters = f'<block name="supporters">{names}</block>' if names else ""
    return f'<amendmentHeading eId="{eid}__hdg">{proposer}{supporters}</amendmentHeading>'


def _named(tag: str, person: Person, each: Tabled, eid: str) -> str:
    interest = " [R]" if person in each.interest else ""
    return f'<{tag} refersTo="{eid}#person-{person.member_id}">{escape(person.name)}{interest}</{tag}>'


def _content(each: Tabled, words: Worded, eid: str, day: date) -> str:
    instruction = escape(words.lead, quote=False)
    if words.blocks:
        inside = Writer(each.dnum).units(words.blocks)
        marks = 'endQuote="”" startQuote="“" ukl:context="body" ukl:docName="ukpga" ukl:indent="indent0"'
        quoted = f'<quotedStructure eId="{eid}__cont__qstr" {marks}>{inside}</quotedStructure>'
        append = f'<inline name="AppendText">{escape(words.append)}</inline>'
        instruction = f"<mod>{instruction}{quoted}{append}</mod>"
    decision = _decision(each, day)
    decided = f'<block name="decision">{decision}</block>' if decision else ""
    number = f'<num ukl:dnum="{each.dnum}">{escape(each.number_on(day))}</num>'
    block = f'<block name="instruction">{instruction}</block>'
    return f'<amendmentContent eId="{eid}__cont">{decided}<tblock>{number}{block}</tblock></amendmentContent>'


def _decision(each: Tabled, day: date) -> str:
    word = each.decision_on(day)
    if word == UNDECIDED:
        return ""
    return each.paper_decision or PAPER_WORDS.get(word, word)


def _statement(each: Tabled, eid: str) -> str:
    if not each.why:
        return ""
    heading = f'<heading eId="{eid}__stmt">Member’s explanatory statement</heading>'
    words = f"<p>{escape(each.why, quote=False)}</p>"
    container = f'<blockContainer class="explanatoryStatement">{heading}{words}</blockContainer>'
    return f"<amendmentJustification>{container}</amendmentJustification>"
