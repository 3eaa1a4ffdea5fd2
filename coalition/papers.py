"""A paper as people read it: web page, PDF and Word document, for a member's eyes or the public's.

Public rendering (`viewer=None`) never tells of what is not public. A clause of ours reads as the release
of its text has it, otherwise as “a clause of the coalition’s own text”. Publishing a paper that cites such
clauses is to be refused: `private_references` names them for that step.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from coalition.markdown import Words, citations, to_html
from coalition.models import BriefingVersion
from coalition.paper_pdf import pdf_of
from coalition.references import Resolved, resolve
from coalition.released import released_wordings
from coalition.roles import Visitor
from coalition.signoff import signatories


@dataclass(frozen=True, slots=True)
class Reading:
    """A version as one viewer reads it. `html` is safe; `problems` name references that cannot be read.

    `stated` says on which lists and print its numbers rest: "Numbers as on the list of …; clauses as in Bill 96."
    """

    version: BriefingVersion
    html: SafeString
    stated: str
    problems: tuple[str, ...]
    resolved: dict[str, Resolved]


def read(version: BriefingVersion, viewer: Visitor | None, *, is_page: bool = True) -> Reading:
    """A version's text for a viewer (None: the public), live references as they read today. At most six queries."""
    cited = list(citations(version.body))
    found = resolve(cited, version.briefing.bill, viewer)

    def words(code: str) -> Words:
        return found[code].words

    problems = tuple(f"Line {each.line}: {found[each.code].problem}." for each in cited if found[each.code].problem)
    return Reading(version, to_html(version.body, words, is_page=is_page), _stated(found.values()), problems, found)


def render_html(version: BriefingVersion, viewer: Visitor | None) -> SafeString:
    """The text of a version as safe HTML; None is the public."""
    return read(version, viewer).html


def _stated(found: Collection[Resolved]) -> str:
    lists = sorted({each.list_words for each in found if each.list_words})
    prints = sorted({each.print_words for each in found if each.print_words})
    parts = [f"numbers as on {' and '.join(lists)}"] if lists else []
    if prints:
        parts.append(f"clauses as in {' and '.join(prints)}")
    line = "; ".join(parts)
    return f"{line[:1].upper()}{line[1:]}." if line else ""


def private_references(version: BriefingVersion, at: datetime | None = None) -> list[str]:
    """Why this version may not be published as it is, a plain sentence each: it cites what will not be public then.

    Amendments and provisions are Parliament's and public. A clause is public where the release of its act that is in
    force at the moment `at` (now) has it.
    """
    clauses = {each["id"]: each["label"] for each in version.references if each["kind"] == "clause"}
    public = released_wordings(clauses, at)
    return [
        f"It cites {label}, which is not public. Publish that text first, or take the reference out."
        for pk, label in clauses.items()
        if pk not in public
    ]


def document_html(version: BriefingVersion, viewer: Visitor | None, named: Sequence[str] | None = None) -> str:
    """The whole paper as one page for printing: title, what it rests on, text, signatories who agreed to be named.

    `named` are the signatories of a release; without it, those of today.
    """
    reading = read(version, viewer, is_page=False)
    return render_to_string(
        "coalition/papers/document.html",
        {
            "version": version,
            "paper": version.briefing,
            "reading": reading,
            "signatories": _named(version) if named is None else named,
        },
    )


def document_pdf(version: BriefingVersion, viewer: Visitor | None, named: Sequence[str] | None = None) -> bytes:
    """The paper as an accessible PDF (PDF/UA-1). Raises coalition.paper_pdf.NoPdf where this machine cannot make one.

    Made while the reader waits: seconds the first time, and kept by its exact content, so that the next reader of the
    same words has it at once. A text is at most coalition.markdown.LONGEST characters, which bounds the wait.
    """
    return pdf_of(document_html(version, viewer, named))


def document_docx(version: BriefingVersion, viewer: Visitor | None, named: Sequence[str] | None = None) -> bytes:
    """The paper as a Word document with real headings, lists, tables and links."""
    from coalition.paper_docx import docx_of  # python-docx is 18 MB in every process: only when asked for

    reading = read(version, viewer)
    names = _named(version) if named is None else named
    return docx_of(version, reading.stated, {code: each.words for code, each in reading.resolved.items()}, names)


def _named(version: BriefingVersion) -> list[str]:
    return [organisation.name for organisation in signatories(version)]
