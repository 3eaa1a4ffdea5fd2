"""Papers and prints of the fictional Parliament as plain web pages, as Parliament offers them beside the XML."""

from datetime import date
from html import escape

from tracker.replica.akn import lines_of
from tracker.replica.layout import LaidOut, lines_in
from tracker.replica.prints import PrintFront
from tracker.replica.world import Stage

NOTICE = "This document belongs to a fictional Bill, written to demonstrate a website."


def print_page(front: PrintFront, laid_out: LaidOut) -> bytes:
    """A print, printed line by printed line, with page and line before each."""
    rows = "".join(
        f"<tr><td>{page}.{line}</td><td>{escape(words)}</td></tr>" for (page, line), words in lines_in(laid_out)
    )
    return _page(f"{front.title}: {front.number}", f"<p>{escape(front.stage_version)}</p><table>{rows}</table>")


def paper_page(stage: Stage, day: date, title: str) -> bytes:
    """An amendment paper: number, names, words and statement of each."""
    inside = []
    for each in stage.in_paper(day):
        words = stage.worded(each, day)
        names = ", ".join(person.name for person in each.people_on(day))
        lines = "".join(f"<p>{number} {text}</p>" for _, number, text in lines_of(words.blocks))
        inside.append(
            f"<h2>{escape(each.number_on(day))}</h2><p>{escape(names)}</p><p>{escape(words.lead)}</p>{lines}"
        )
        inside.append(f"<p><i>{escape(each.why)}</i></p>")
    return _page(f"{title}: {stage.name}, {day:%-d %B %Y}", "".join(inside))


def _page(title: str, inside: str) -> bytes:
    head = f'<head><meta charset="utf-8"><title>{escape(title)}</title></head>'
    body = f"<body><p><b>{NOTICE}</b></p><h1>{escape(title)}</h1>{inside}</body>"
    return f'<!DOCTYPE html><html lang="en">{head}{body}</html>'.encode()
