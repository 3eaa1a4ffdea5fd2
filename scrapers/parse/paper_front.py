"""What stands around the amendments of a paper: its variables, its legend, its orders and its withdrawals."""

import re
from collections.abc import Iterator
from datetime import date, datetime

from lxml import etree

from scrapers.parse.akn import AKN, UKL, name_of, text_of
from scrapers.parse.paper_lines import lines_of
from scrapers.records import OrderRecord, WithdrawnRecord

VARIABLE = re.compile(r"#(var[A-Za-z0-9]+)")
NUMBER = re.compile(r"\b(?:N[CS])?\d+[A-Z]{0,3}\b|\([a-z]{1,2}\)(?=,| and|$)")
BRACKET = re.compile(r"\((?!\w{1,2}\))[^()]*\)")
ON_DATE = re.compile(r"\bon (\d{1,2} [A-Z][a-z]+ \d{4})\b")
DEPTH = 4
LONGEST = 2000


def variables_of(meta: etree._Element | None) -> dict[str, str]:
    """The paper's variables (varBillTitle, varHouse …), each with the variables inside its own value filled in."""
    raw: dict[str, str] = {}
    for element in meta.iter() if meta is not None else ():
        if name_of(element).startswith("TLC") and (element.get("eId") or "").startswith("var"):
            raw.setdefault(element.get("eId") or "", (element.get("showAs") or "").strip()[:LONGEST])
    return {name: _filled(value, raw) for name, value in raw.items()}


def _filled(value: str, raw: dict[str, str]) -> str:
    for _ in range(DEPTH):
        if not VARIABLE.search(value):
            break
        value = VARIABLE.sub(lambda found: raw.get(found[1], ""), value)[:LONGEST]
    return value.strip()


def published_on(paper: etree._Element, variables: dict[str, str]) -> date | None:
    """The date printed on the paper: its variable, else its identification; None for the sentinel year 9999."""
    stated = [variables.get("varPublishDate", "")]
    stated += [
        element.get("date") or ""
        for element in paper.iterfind(f"{AKN}meta/{AKN}identification/*/{AKN}FRBRdate")
        if element.get("name") == "published"
    ]
    for words in stated:
        try:
            found = date.fromisoformat(words[:10])
        except ValueError:
            continue
        if found.year < 9999:
            return found
    return None


def expression_uri(paper: etree._Element, variables: dict[str, str]) -> str:
    """Lawmaker's own address of this version of the list; "" where it has none."""
    expression = paper.find(f"{AKN}meta/{AKN}identification/{AKN}FRBRExpression/{AKN}FRBRuri")
    return _filled(expression.get("value") or "", variables) if expression is not None else ""


def stage_of(paper: etree._Element, variables: dict[str, str]) -> str:
    """The stage in the paper's words: its variable, else what its first page prints."""
    if variables.get("varStageVersion"):
        return variables["varStageVersion"]
    printed = next(paper.iter(AKN + "docStage"), None)
    return text_of(printed) if printed is not None else ""


def legend_of(paper: etree._Element, variables: dict[str, str]) -> tuple[str, ...]:
    """The sentences of the first page that explain stars and order."""
    boxes = _boxes(paper.find(AKN + "preface"), "legend")
    return tuple(line.text for line in lines_of(boxes, variables))


def order_of(component: etree._Element, variables: dict[str, str]) -> OrderRecord:
    """A programme order or other motion: its heading, who moves it, and its lines."""
    lines = lines_of(component, variables)
    title = next((line.text for line in lines if line.kind == "heading"), "")
    rest = tuple(line for line in lines if line.kind != "heading" or line.text != title)
    movers = tuple(text_of(name) for name in component.iter(AKN + "docIntroducer", AKN + "docProponent"))
    return OrderRecord(title, tuple(name for name in movers if name), rest)


def withdrawals_of(paper: etree._Element, variables: dict[str, str]) -> Iterator[WithdrawnRecord]:
    """The withdrawals that the end of the paper states, one record a sentence of numbers, under its dated sentence."""
    for box in _boxes(paper.find(AKN + "conclusions"), "withdrawn"):
        dated, introduction = None, ""
        for line in lines_of([box], variables):
            if line.kind == "heading":
                continue
            found = ON_DATE.search(line.text)
            if found:
                dated, introduction = _date_in_words(found[1]), line.text
            named = line.text[found.end() :] if found else line.text
            if numbers := tuple(NUMBER.findall(BRACKET.sub("", named))):
                sentence = line.text if found else f"{introduction} {line.text}".strip()
                yield WithdrawnRecord(dated, sentence, numbers)


def _date_in_words(words: str) -> date | None:
    try:
        return datetime.strptime(words, "%d %B %Y").date()
    except ValueError:
        return None


def _boxes(part: etree._Element | None, kind: str) -> Iterator[etree._Element]:
    for box in part.iter(AKN + "blockContainer") if part is not None else ():
        if box.get("class") == kind or box.get(UKL + "class") == kind:
            yield box
