"""A timeline as HTML: its events in the list and in the drawing, and its filters. In Python: as templates they took a
third of the page.

Every word that is not ours alone goes through `escape`.
"""

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe

from coalition.templatetags.outcomes import outcome_label
from tracker.templatetags.dates import clock_and_day, day
from tracker.templatetags.evidence import mark, sentence
from tracker.templatetags.plain_words import house
from tracker.timeline.asked import Choice
from tracker.timeline.drawing import Column, Drawing, Mark, shape_of
from tracker.timeline.events import Event, Source

EVENT = """
<li class="event event--{side}{marks}"
    id="{key}">
  <p class="event__head">
    <span class="event__shape" aria-hidden="true">{shape}</span>
    <span class="event__day">{day}</span>
    {house}
    <span class="event__kind">{kind}</span>
    <a class="govuk-link event__here"
       href="#{key}">Link<span class="govuk-visually-hidden"> to this event: {title}</span></a>
  </p>
  <p class="event__what">
    {what}{by}{place}
  </p>
  {told}
  <p class="event__facts">{sources}</p>
</li>
"""
LINK = '<a class="govuk-link" href="{}">{}</a>'.format
FACTS = '<p class="event__facts">{}</p>'.format
FATE = '<p class="event__fate">{}</p>'.format
OFFICIAL = '\n      <span class="event__official">{}</span>{}\n    '.format
PLAIN = '<p class="event__plain">{}</p>'.format
QUOTATION = '<blockquote class="govuk-inset-text">\n      {}\n    </blockquote>'.format
KNOWN_SINCE = "This is the day from which Parliament’s data said so; the day itself is not in it."
SOURCE = (
    '<a class="govuk-link received"\n       href="{}"\n       rel="external">{}'
    '<span class="govuk-visually-hidden"> on {}</span></a>'
).format
DRAWN = """
        <a class="drawn__event{marks}"
           href="#{key}"
           tabindex="-1">
          <title>{title}: {fate}{on}</title>
          <text class="drawn__shape" x="{x}" y="{y}">{shape}</text>
          {lines}
        </a>
"""
LINE = '<text class="drawn__words" x="{}" y="{}">{}</text>'.format


CHOICES = '\n    <p class="choices">\n      <strong>{}:</strong>{}\n    </p>'.format
CHOICE = '\n      <a class="govuk-link" href="{}"{}>{}</a>'.format
BAND = """
        <rect class="drawn__band drawn__band--{house}" x="0" y="{y}" width="{width}" height="{height}" />
        <text class="drawn__lane drawn__lane--{house}" x="8" y="{below}">{word}</text>
""".format
COLUMN = '\n        <path class="drawn__column" d="M{} 0V{}" />\n        {}'.format
STAGE = '<text class="drawn__stage{}" x="{}" y="{}">{}</text>'.format


def listed(events: Iterable[Event]) -> SafeString:
    """The events as items of the list."""
    return mark_safe("".join(map(in_list, events)))  # noqa: S308  every value is escaped here or where it was made


def lanes_and_events(drawing: Drawing) -> SafeString:
    """All that is drawn, in SVG: the lanes, the columns with their stages, and every event."""
    lanes = (
        BAND(house=each.house, y=each.y, width=drawing.width, height=each.height, below=each.y + 17, word=each.word)
        for each in drawing.lanes
    )
    columns = (COLUMN(each.x, drawing.height, _stage(each)) for each in drawing.columns)
    return mark_safe("".join([*lanes, *columns, *map(in_drawing, drawing.marks)]))  # noqa: S308


def _stage(column: Column) -> str:
    return "".join(
        STAGE(" drawn__stage--days" if is_day else "", column.x + 6, y, escape(line))
        for line, y, is_day in column.lines
    )


def filter_links(filters: Iterable[tuple[str, Iterable[Choice]]]) -> SafeString:
    """Each filter with its links; that which the page shows is marked."""
    return mark_safe(  # noqa: S308
        "".join(CHOICES(escape(words), "".join(map(_link, choices))) for words, choices in filters)
    )


def _link(choice: Choice) -> str:
    return CHOICE(escape(choice.address), ' aria-current="true"' if choice.is_chosen else "", escape(choice.words))


def in_list(event: Event) -> SafeString:
    """One event in the list; its key is its permalink."""
    title = escape(event.title)
    place = event.place if event.place and not event.is_ours and _is_news(event.place, event.title) else ""
    return mark_safe(  # noqa: S308  every value is escaped here or where it was made
        EVENT.format(
            side=escape(event.house.lower()) or "neither",
            marks=_marks(event, "event"),
            key=escape(event.key),
            shape=shape_of(event),
            day=f"{'By ' if event.is_known_since else ''}{day(event.on)}" if event.on else "Day not found",
            house=house(event.house) if event.house else "",
            kind=event.kind_words,
            title=title,
            what=LINK(escape(event.url), title) if event.url else title,
            by=f", {escape(event.by)}" if event.by else "",
            place=f"; {escape(place)}" if place else "",
            told="\n  ".join(_told(event)),
            sources=_sources(event, title),
        )
    )


def in_drawing(drawn: Mark) -> SafeString:
    """One event in the drawing: its shape, a title for the pointer, and its words where there is room."""
    event = drawn.event
    return mark_safe(  # noqa: S308
        DRAWN.format(
            marks=_marks(event, "drawn__event"),
            key=escape(event.key),
            title=escape(event.title),
            fate=escape(event.fate or event.kind_words),
            on=f", {event.on:%-d %B %Y}" if event.on else "",
            x=drawn.x,
            y=drawn.y,
            shape=drawn.shape,
            lines="".join(LINE(x, y, escape(line)) for line, x, y in drawn.lines),
        )
    )


def _marks(event: Event, block: str) -> str:
    return (f" {block}--ours" if event.is_ours else "") + (f" {block}--ahead" if event.is_ahead else "")


def _is_news(place: str, title: str) -> bool:
    """Whether the place is not told by the title already."""
    return place.partition(" (")[0] not in title


def _told(event: Event) -> list[str]:
    """What came of it, and what is said beside it."""
    vote = escape(event.vote)
    found = []
    if event.judgement:
        found.append(FATE(f"Our judgement: {outcome_label(event.judgement)}"))
    elif event.official:
        found.append(FATE(OFFICIAL(escape(event.official), f": {vote}" if vote else "")))
    elif vote:
        found.append(FATE(vote))
    if event.plain:
        found.append(PLAIN(escape(sentence(event.plain))))
    if event.quotation:
        found.append(QUOTATION(escape(event.quotation)))
    if event.remark:
        found.append(FACTS(escape(sentence(event.remark))))
    if event.is_known_since:
        found.append(f'<p class="event__facts">{KNOWN_SINCE}</p>')
    return found


def _sources(event: Event, title: str) -> str:
    """The sources, how sure they are, and when we checked."""
    named = ",\n".join(_source(each, title) for each in event.about.sources)
    checked = f"checked at {clock_and_day(event.about.checked_at)}" if event.about.checked_at else ""
    pause = ";" if checked and named else ""
    plural = "" if len(event.about.sources) == 1 else "s"
    return f"\n{mark(event.about.mark)}\nSource{plural}:\n{named}{pause}\n{checked}\n"


def _source(source: Source, title: str) -> str:
    words = escape(source.words)
    return SOURCE(escape(source.address), words, title) if source.address else words
