"""Links for tests: a confirmed one in a line, papers and prints of the small Parliament, texts on either side."""

from pathlib import Path
from typing import Any

from django.contrib.auth.models import User

from amendments.models import Amendment
from bills.models import Bill
from coalition import writing
from coalition.link import Theirs, propose
from coalition.models import AlternativeClause, Ask, ClauseLink
from tests.tracker.small_parliament import a_paper, a_print, printed_amendment
from tracker import pipeline

CLAUSE = {"lit-steps": "The harbour authority must keep every lamp on the steps lit from dusk until dawn."}
WORDS = "Clause 1, page 1, line 2, after “lamp” insert “, lit from dusk until dawn”"
OTHER_WORDS = "Clause 1, page 1, line 2, after “lamp” insert “, lit from dusk until midnight”"


def read_paper(folder: Path, instruction: str = WORDS, day: str = "2026-11-01", **more: Any) -> Bill:
    """Take in a paper of one amendment as a person does, by file; `more` varies how it is printed."""
    number = more.pop("number", 2)
    file = folder / f"paper-{day}.xml"
    file.write_bytes(a_paper(printed_amendment(number, instruction, **more), varPublishDate=day))
    return pipeline.import_paper(file).stage.bill


def read_print(folder: Path, number: str, words: str, day: str, bill: Bill | None = None) -> Bill:
    """Take in a print of one clause of the Bill."""
    file = folder / f"print-{number.replace(' ', '-')}.xml"
    file.write_bytes(a_print(number, words, varPublishDate=day))
    pipeline.import_print(file, bill=bill)
    return Bill.objects.get()


def a_link(
    by: User,
    amendment: Amendment,
    *,
    clause: AlternativeClause | None = None,
    ask: Ask | None = None,
    confirmed: bool = False,
    **facts: Any,
) -> ClauseLink:
    """A link that a person proposed, confirmed at once where asked."""
    theirs = Theirs(amendment=amendment)
    return propose(by, amendment.bill, theirs, clause=clause, ask=ask, and_confirm=confirmed, **facts)


def reword(clause: AlternativeClause, text: str, by: User | None = None) -> None:
    """Change the clause's newest wording as a person does."""
    writing.change(clause.wordings.order_by("-version__number")[0], {"text": text}, by=by, note="Reworded")


def reread(link: ClauseLink) -> ClauseLink:
    """The link as it is stored."""
    return ClauseLink.objects.get(pk=link.pk)
