"""What stands around the amendments of a fictional paper: its variables, its title, an order, what was withdrawn."""

from datetime import date
from html import escape

from tracker.replica.world import Stage

VERSIONS = {"Commons": "hcmarsh", "Lords": "hlmarsh"}
STARS = {
    "★": "★ A new amendment, or one whose words were altered.",
    "☆": "☆ An amendment that will have had its notice at the next sitting.",
}


def meta(stage: Stage, day: date, about: dict[str, str]) -> str:
    """Identification and variables; dates of drafting carry Lawmaker's sentinel, 9999."""
    project = about["varProjectId"]
    address = f"https://lawmaker.example/{project}/bill@{stage.abbreviation.lower()}/{VERSIONS[stage.house]}@{day}"
    variables = {
        **about,
        "varHouse": f"House of {stage.house}",
        "varStageVersion": stage.name,
        "varPublishDate": str(day),
        "varDocType": VERSIONS[stage.house],
        "varListType": "ML",
        "varExpressionUri": address,
    }
    concepts = "".join(
        f'<TLCConcept eId="{name}" href="#varOntologies" showAs="{escape(value)}"/>'
        for name, value in variables.items()
    )
    dates = f'<FRBRdate date="9999-01-01" name="draft"/><FRBRdate date="{day}" name="published"/>'
    work = f'<FRBRWork><FRBRthis value="#varWork"/><FRBRuri value="#varWorkUri"/>{dates}</FRBRWork>'
    expression = f'<FRBRExpression><FRBRuri value="#varExpressionUri"/>{dates}</FRBRExpression>'
    identification = f'<identification source="#source">{work}{expression}</identification>'
    return f'<meta>{identification}<references source="#author">{concepts}</references></meta>'


def preface(stage: Stage, day: date) -> str:
    """Stage, Bill and legend; the date and the title are placeholders for variables."""
    stars = {each.star_on(day, stage.last_list(day)) for each in stage.in_paper(day)}
    legend = [
        "This paper belongs to a fictional Bill, written to demonstrate a website.",
        "It lists all amendments tabled. Withdrawn amendments are named at the end.",
        *(words for star, words in STARS.items() if star in stars),
    ]
    paragraphs = "".join(f"<p>{escape(words)}</p>" for words in legend)
    printed = f'<ref class="placeholder" href="#varPublishDate">{day:%A %-d %B %Y}</ref>'
    when = f'<docDate date="9999-12-31">{printed}</docDate>'
    title = (
        '<affectedDocument href="#varBillProject"><ref class="placeholder" href="#varBillTitle"/></affectedDocument>'
    )
    return (
        f'<preface eId="preface"><block name="stage"><docStage>{escape(stage.name)}</docStage>: {when}</block>'
        f'<block name="title">{title}</block><block name="listType">(Amendment Paper)</block>'
        f'<blockContainer class="legend">{paragraphs}</blockContainer></preface>'
    )


def programme_order(stage: Stage) -> str:
    """The order of the House under which a Commons stage sits; the Lords have none."""
    if stage.is_lords:
        return ""
    day = stage.sittings[-1]
    rows = (
        "Proceedings at this stage of the fictional Bill shall be taken in the order in which they are listed.",
        f"They shall, so far as not already concluded, be brought to a conclusion on {day:%A %-d %B %Y}.",
    )
    inside = "".join(
        f'<blockContainer class="resProv1" eId="order__para_{n}"><num>{n}.</num><p>{row}</p></blockContainer>'
        for n, row in enumerate(rows, 1)
    )
    heading = '<heading eId="order__hdg">Order of the House</heading>'
    motion = f'<blockContainer class="hcMotionBody" eId="order__body">{heading}{inside}</blockContainer>'
    statement = f'<mainBody class="hcOrder" eId="order">{motion}</mainBody>'
    return f'<component class="order"><statement name="hcOrder"><meta/>{statement}</statement></component>'


def withdrawn(stage: Stage, day: date) -> str:
    """What was withdrawn by that day, grouped by the day, under the number that the last paper gave it."""
    by_day: dict[date, list[str]] = {}
    for each in stage.amendments:
        if each.withdrawn and each.tabled <= day and each.withdrawn <= day:
            note = f" ({each.withdrawn_note})" if each.withdrawn_note else ""
            by_day.setdefault(each.withdrawn, []).append(each.number_on(each.withdrawn) + note)
    if not by_day:
        return ""
    rows = "".join(
        f"<p>The following amendments were withdrawn on {when:%-d %B %Y}:</p><p>{_listed(numbers)}</p>"
        for when, numbers in sorted(by_day.items())
    )
    heading = "<heading>Withdrawn Amendments</heading>"
    return f'<conclusions><blockContainer class="withdrawn">{heading}{rows}</blockContainer></conclusions>'


def _listed(numbers: list[str]) -> str:
    return " and ".join([", ".join(numbers[:-1]), numbers[-1]]) if len(numbers) > 1 else numbers[0]
