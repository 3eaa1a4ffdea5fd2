"""Links in words: what is on either side, who brought it, and where it stands. For lists, headings and sentences."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

from amendments.wording import provision_words, title_of
from coalition.clauses import clause_label, current_wordings
from coalition.models import ClauseLink, ClauseWording


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A link as a list or a heading names it."""

    link: ClauseLink
    ours: str
    theirs: str
    where: str
    """The stage of their side, or the print."""
    theirs_url: str
    brought_by: str

    @property
    def is_waiting(self) -> bool:
        """Whether it waits for review."""
        return self.link.state in (ClauseLink.State.SUGGESTED, ClauseLink.State.REOPENED)


def with_names(links: QuerySet[ClauseLink]) -> QuerySet[ClauseLink]:
    """The links with all that naming them needs, and who brought each."""
    first = ClauseLink.history.filter(id=OuterRef("pk"), history_type="+")
    return (
        links.select_related(
            "bill", "amendment__stage__bill", "bill_print", "clause__act", "ask", "owner", "reviewed_by"
        )
        .defer("bill_print__tree", "our_text", "their_text")
        .annotate(brought_by=Subquery(first.values("history_user__person__name")[:1]))
    )


def lines_of(links: Iterable[ClauseLink]) -> list[LinkLine]:
    """Links from `with_names`, in their order, in words. One query, for the clauses."""
    rows = list(links)
    wanted = {row.clause_id for row in rows if row.clause_id}
    named = current_wordings(ClauseWording.objects.filter(clause__in=wanted)) if wanted else []
    labels = {wording.clause_id: _clause(wording) for wording in named}
    return [_line(row, labels) for row in rows]


def _clause(wording: ClauseWording) -> str:
    label = clause_label(wording)
    named = f"{label[:1].upper()}{label[1:]}"
    return f"{named}: {wording.heading}" if wording.heading else named


def _line(link: ClauseLink, labels: dict[int, str]) -> LinkLine:
    parts = [
        labels.get(link.clause_id or 0, "A clause of ours") if link.clause_id else "",
        link.ask.title if link.ask else "",
    ]
    theirs, where, url = _theirs(link)
    return LinkLine(link, "; ".join(part for part in parts if part), theirs, where, url, _brought_by(link))


def _theirs(link: ClauseLink) -> tuple[str, str, str]:
    if link.amendment:
        stage = link.amendment.stage
        return title_of(link.amendment), str(stage), link.amendment.get_absolute_url()
    if link.provision:
        where = str(link.bill_print) if link.bill_print else "the Bill"
        return provision_words(link.provision), where, link.bill.get_absolute_url()
    return f"{link.act_section[:1].upper()}{link.act_section[1:]}", "the Act", link.act_url


def _brought_by(link: ClauseLink) -> str:
    if link.origin == ClauseLink.Origin.MACHINE:
        return "Suggested by likeness"
    if link.origin == ClauseLink.Origin.FILE:
        return "From an imported file"
    who = getattr(link, "brought_by", None) or "somebody"
    return f"Proposed by {who}, {link.owner}" if link.owner else f"Proposed by {who}"
