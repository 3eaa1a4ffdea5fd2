"""What the coalition released, as events; and the sections of the Act that it names."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from amendments.wording import and_list
from bills.models import StageKind
from bills.publications import is_web_address
from coalition.models import AlternativeAct, Release
from coalition.public import RELATIONS, kind_words
from tracker.timeline.events import Event, Kind, Source, Words
from tracker.timeline.ours import AskTold
from tracker.timeline.placing import Placing, day_of


class ReleasedEvents:
    """What is released of ours: asks, texts, papers and judgements; and the sections of the Act that it names."""

    def __init__(self, placing: Placing) -> None:
        self.placing, self.ours = placing, placing.ours

    def events(self) -> Iterator[Event]:
        """All, in no order."""
        yield from self._provisions()
        yield from self._ours()

    def _provisions(self) -> Iterator[Event]:
        stage = next(
            (pk for pk, row in self.placing.course.stages.items() if row.kind_id_received == StageKind.ROYAL_ASSENT),
            None,
        )
        found: dict[str, Event] = {}
        for ask in self.ours.asks:
            for link in ask.fields["links"]:
                if not (section := link["act_section"]):
                    continue
                key = f"provision-{slugify(section)}"
                before = found.get(key)
                url = link["act_url"] if is_web_address(link["act_url"]) else ""
                source = "The Act, at legislation.gov.uk" if "legislation.gov.uk" in url else "The Act"
                found[key] = self.placing.event(
                    Kind.PROVISION,
                    key,
                    self.placing.assent,
                    stage,
                    Words(f"{section[:1].upper()}{section[1:]} of the Act", url, sources=(Source(source, url),)),
                    section,
                    is_late=self.placing.assent is None,
                    official="Enacted",
                    plain=f"As the coalition says, {RELATIONS.get(link['relation'], '').lower()}",
                    asks=frozenset({ask.pk, *(before.asks if before else ())}),
                )
        yield from found.values()

    def _ours(self) -> Iterator[Event]:
        for text in self.ours.texts:
            yield self._text(text)
        for text in self.ours.rewordings:
            yield self._text(text)._replace(
                key=f"wording-{text.pk}",
                on=timezone.localdate(text.public_from),
                anchor=timezone.localdate(text.public_from),
                official="Published with other words",
            )
        for ask in self.ours.asks:
            yield self._asked(ask)
            yield from self._judged(ask)
        for paper in self.ours.papers:
            yield self._paper(paper)

    def _text(self, text: Release) -> Event:
        clauses = {each["clause"] for each in text.fields.get("clauses", ())}
        asks = {ask.pk for ask in self.ours.asks if clauses & set(ask.fields["rests_on"])}
        is_ours = text.fields["kind"] == AlternativeAct.Kind.ALTERNATIVE
        return self.placing.event(
            Kind.ASKED if is_ours else Kind.TEXT,
            f"text-{text.object_id}",
            day_of(text.fields["published_on"] or "") or self._since(text),
            None,
            Words(
                title=text.fields["title"],
                url=reverse("coalition:public-act", args=[text.object_id]),
                by=text.fields["author"],
                sources=(_own_source(text.fields["source_url"], "As published here"),),
            ),
            text.object_id,
            official=kind_words(Release.Kind.ACT, text.fields),
            plain="Asks rest on this text" if asks else "",
            asks=frozenset(asks),
        )

    def _asked(self, ask: AskTold) -> Event:
        return self.placing.event(
            Kind.ASKED,
            f"ask-{ask.pk}",
            timezone.localdate(self.ours.first[Release.Kind.ASK, ask.pk]),
            None,
            self._about(ask, Source("As published here", "")),
            ask.pk,
            official="Ask published here",
            plain=ask.fields["summary"],
            asks=frozenset({ask.pk}),
        )

    def _judged(self, ask: AskTold) -> Iterator[Event]:
        seen: dict[str, int] = defaultdict(int)
        for each in sorted(ask.fields["outcomes"], key=lambda outcome: outcome["on"]):
            seen[each["on"]] += 1
            again = f"-{seen[each['on']]}" if seen[each["on"]] > 1 else ""
            yield self.placing.event(
                Kind.JUDGED,
                f"judged-{ask.pk}-{each['on']}{again}",
                date.fromisoformat(each["on"]),
                None,
                self._about(ask, _own_source(each["source_url"], "Our own judgement")),
                ask.pk,
                seen[each["on"]],
                plain=each["summary"],
                judgement=each["judgement"],
                remark=each["source_note"],
                quotation=each["quotation"],
                asks=frozenset({ask.pk}),
            )

    def _about(self, ask: AskTold, source: Source) -> Words:
        return Words(ask.title, reverse("coalition:public-ask", args=[ask.pk]), self.ours.name, (source,))

    def _paper(self, paper: Release) -> Event:
        return self.placing.event(
            Kind.PUBLISHED,
            f"published-{paper.object_id}",
            self._since(paper),
            None,
            Words(
                title=paper.fields["title"],
                url=reverse("coalition:public-paper", args=[paper.object_id]),
                by=and_list(paper.fields["signatories"]) or self.ours.name,
                sources=(Source("As published here", ""),),
            ),
            paper.object_id,
            official=kind_words(Release.Kind.BRIEFING, paper.fields),
            asks=frozenset(paper.fields["asks"]) & {ask.pk for ask in self.ours.asks},
        )

    def _since(self, release: Release) -> date:
        return timezone.localdate(self.ours.first[release.kind, release.object_id])


def _own_source(address: str, otherwise: str) -> Source:
    if not is_web_address(address):
        return Source(otherwise, "")
    return Source((urlsplit(address).hostname or "").removeprefix("www."), address)
