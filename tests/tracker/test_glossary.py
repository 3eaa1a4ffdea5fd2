"""The glossary: every term once, with an anchor; a wrong file names its line."""

import re

import pytest
from django.conf import settings
from django.template import Context, Template
from django.urls import reverse

from amendments.decisions import KNOWN
from tracker.glossary import UnreadableGlossary, glossary, terms_of


def test_a_term_has_its_word_its_anchor_and_its_explanation_on_one_line():
    (group,) = terms_of("# Title\nWords before.\n\n## Stages\n### Second reading\nA debate\non the whole.\n")
    assert (group.title, group.anchor) == ("Stages", "stages")
    (term,) = group.terms
    assert (term.word, term.anchor, term.explanation) == ("Second reading", "second-reading", "A debate on the whole.")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("### Alone\nx", "line 1"),
        ("## A\n### Empty\n### Next\nx", "line 2"),
        ("## A\n### Twice\nx\n## B\n### twice\ny", "line 5"),
    ],
)
def test_a_wrong_file_is_refused_with_its_line(text, line):
    with pytest.raises(UnreadableGlossary, match=line):
        terms_of(text)


def test_no_anchor_of_the_page_is_used_twice():
    groups = glossary()
    anchors = [group.anchor for group in groups] + [term.anchor for group in groups for term in group.terms]
    anchors += ["decisions", "main", *(f"decision-{known.word.lower()}" for known in KNOWN)]
    assert len(anchors) == len(set(anchors))


@pytest.mark.django_db
def test_the_page_explains_every_term_and_every_decision(client):
    page = client.get(reverse("glossary")).content.decode()
    for group in glossary():
        for term in group.terms:
            assert f'id="{term.anchor}"' in page
    for known in KNOWN:
        assert known.plain in page


USED = re.compile(r"""{%\s*term\s+"([^"]+)"|glossary" %}#([\w-]+)|/glossary/#([\w-]+)""")


def test_every_term_that_a_page_leads_to_is_explained():
    words = {term.word: term.anchor for group in glossary() for term in group.terms}
    used = [
        (path.name, found.groups())
        for room in ("bills", "amendments", "coalition", "tracker")
        for path in (settings.BASE_DIR / room / "templates").rglob("*.html")
        for found in USED.finditer(path.read_text(encoding="utf-8"))
    ]
    assert len(used) >= 7
    unknown = [each for each in used if not (each[1][0] in words or {*each[1][1:]} & {*words.values()})]
    assert unknown == []


def test_a_page_cannot_lead_to_a_term_that_is_not_there():
    page = Template("{% load terms %}{% term word %}")
    assert 'href="/glossary/#print"' in page.render(Context({"word": "Print"}))
    with pytest.raises(KeyError):
        page.render(Context({"word": "Prnt"}))


def test_explanations_are_short_enough_for_a_volunteer():
    long = [term.word for group in glossary() for term in group.terms if len(term.explanation.split()) > 65]
    assert long == []


def test_words_that_readers_stumble_over_are_there():
    words = {term.word for group in glossary() for term in group.terms}
    assert {
        "Marshalled list",
        "Stand part",
        "Ping-pong",
        "Division",
        "Tabled",
        "Print",
        "In lieu",
        "Teller",
        "Whip",
        "Motion",
    } <= words
