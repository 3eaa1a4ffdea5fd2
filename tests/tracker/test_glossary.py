"""The glossary: every term once, with an anchor; a wrong file names its line."""

import pytest
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


def test_words_that_readers_stumble_over_are_there():
    words = {term.word for group in glossary() for term in group.terms}
    assert {"Marshalled list", "Stand part", "Ping-pong", "Division", "Tabled", "Print", "In lieu"} <= words
