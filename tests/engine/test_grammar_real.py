"""The grammar on Parliament's own papers, against the codes that Lawmaker keeps beside each amendment."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from amendments.engine.agreement import LAWMAKER_OPS
from amendments.engine.grammar import read
from amendments.engine.instruction import Instruction, Line, Reason, Refusal, Tabled
from amendments.engine.written import from_text
from scrapers.parse import amendment_paper, amendments_api
from scrapers.parse.paper_words import PAGE_LINE, provision_of
from scrapers.records import AmendmentRecord
from tracker.tabled import tabled_of, tabled_paper

UKL = "{https://www.legislation.gov.uk/namespaces/UK-AKN}"
AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
LOST_QUOTES = {("energy", "124"), ("energy", "216")}
"""Unbalanced in Parliament's own papers: they must stay refused."""
PAPERS = 9
AMENDMENTS = 651
LEAST_READ = 0.993


def coded(shared: Path) -> Iterator[tuple[str, AmendmentRecord, tuple[str, str, int | None, int | None]]]:
    """(paper, amendment, its codes: type, provision, page, line), straight from the attributes."""
    for file in sorted((shared / "lawmaker/papers").glob("*.xml")):
        bodies = etree.parse(str(file)).iter(AKN + "amendmentBody")
        for record, body in zip(amendment_paper.parse(file.read_bytes()).amendments, bodies, strict=True):
            said = [body.get(UKL + name) or "" for name in ("type", "targetProvision", "targetPage")]
            page, line = (PAGE_LINE.fullmatch(said[2]) or PAGE_LINE.fullmatch("")).groups()  # type: ignore[union-attr]
            place = (int(page) if page else None, int(line) if line else None)
            yield file.stem, record, (said[0], provision_of(said[1]) or "", *place)


def words_alone(record: AmendmentRecord) -> Tabled:
    """The amendment without any field of the source."""
    return Tabled(record.number, tuple(Line(one.text, one.num, one.depth, one.kind) for one in record.lines or ()))


def order_of(found: Instruction | Refusal) -> tuple[object, ...]:
    """What an instruction orders and where, without the new text; of a refusal its reason."""
    return (found.op, found.locator, found.target) if isinstance(found, Instruction) else (found.reason,)


def test_every_amendment_of_the_real_papers_is_read_or_refused_with_a_true_reason(shared: Path) -> None:
    files = sorted((shared / "lawmaker/papers").glob("*.xml"))
    rows = [(file.stem, one.number, read(one)) for file in files for one in tabled_paper(file.read_bytes())]
    refused = [row for row in rows if isinstance(row[2], Refusal)]
    for row in refused:
        print(*row)
    assert (len({file for file, *_ in rows}), len(rows)) == (PAPERS, AMENDMENTS)
    assert {(file.split("_")[0], number) for file, number, _ in refused} == LOST_QUOTES
    assert {found.reason for *_, found in refused} == {Reason.QUOTES}
    assert len(refused) <= len(rows) * (1 - LEAST_READ)


def test_the_words_alone_agree_with_every_code_of_the_papers(shared: Path) -> None:
    compared: Counter[str] = Counter()
    wrong = []
    for file, record, (kind, provision, page, line) in coded(shared):
        found = read(words_alone(record))
        if isinstance(found, Refusal):
            continue
        at = found.locator
        said = {"op": found.op, "provision": at.provision, "page": at.page, "line": at.line}
        codes = {"op": LAWMAKER_OPS.get(kind), "provision": provision or None, "page": page, "line": line}
        if not (at.provision or at.page):
            codes.pop("provision")
        stated = {name: code for name, code in codes.items() if code is not None}
        compared.update(stated.keys())
        wrong += [(file, record.number, name, said[name], code) for name, code in stated.items() if said[name] != code]
    print(dict(compared))
    assert wrong == []
    assert all(compared[name] >= 500 for name in ("op", "provision", "page", "line"))


def test_the_same_papers_as_plain_text_give_the_same_orders(shared: Path) -> None:
    """All but the depths of a few lines, which plain text cannot tell."""
    seen = {record.text or "": record for _, record, _ in coded(shared) if record.kind != "motion"}
    pairs = [(read(words_alone(one)), read(from_text(one.number, text))) for text, one in seen.items()]
    assert [order_of(one) for one, _ in pairs] == [order_of(other) for _, other in pairs]
    assert sum(one == other for one, other in pairs) >= 0.98 * len(pairs)


def test_the_recorded_rows_of_the_bills_api_are_read(shared: Path) -> None:
    items = json.loads((shared / "api/recorded/lawchecker/responses2__02d6502e.json").read_text(encoding="utf-8"))
    body = json.dumps({"items": items, "totalResults": len(items), "itemsPerPage": 20}).encode()
    records = amendments_api.amendments_page(body).items
    found = [read(tabled_of(record)) for record in records]
    assert [(one.op, one.locator.line) for one in found if isinstance(one, Instruction)] == [
        ("leave_out", line) for line in (6, 8, 11, 13, 15)
    ] + [("substitute", 3)]


def test_the_sample_without_the_quotes_of_its_blocks_is_read_where_it_has_none(shared: Path) -> None:
    rows = json.loads((shared / "instructions_sample.json").read_text(encoding="utf-8"))
    found = [(row["type"], read(from_text(row["number"], row["text"]))) for row in rows]
    instructions = [(kind, one.op) for kind, one in found if isinstance(one, Instruction)]
    assert len(instructions) >= 150
    assert [pair for pair in instructions if LAWMAKER_OPS[pair[0]] != pair[1]] == []
