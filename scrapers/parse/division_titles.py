"""What a division was about, read from its title and from the Lords' own note. Pure: no database, no guess.

The Commons write "Energy Bill Report Stage: New Clause 18" as the title. The Lords write the Bill's title alone, and
what was moved in a note: "Lord Roborough moved amendment 51, to leave out clause 10." Whatever is not wholly
understood says so (`is_understood`), and is then never matched by a machine.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from html import unescape

LONGEST = 2000
"""Titles and notes are cut here before they are read: longer ones are not understood."""

READING, AMENDMENT, LORDS_AMENDMENT, MOTION = "reading", "amendment", "lords amendment", "motion"
STAND_PART, REASONED, PROCEDURE, OTHER = "stand part", "reasoned amendment", "procedure", "other"
ON_THE_LIST = frozenset({AMENDMENT, LORDS_AMENDMENT, MOTION, STAND_PART})
"""The kinds of question that are put on something printed in a list of amendments."""


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked. `stage` is a name of STAGES, "" where nothing says it; `label` is as `label_of` writes it.

    `to` is the label of the amendment or new clause that an amendment would change.
    """

    kind: str = OTHER
    stage: str = ""
    label: str = ""
    to: str = ""
    is_understood: bool = False
    disagrees: bool = False
    """Whether the question was to disagree with the other House, so that an Aye is against its amendment."""


STAGES: dict[str, frozenset[int]] = {
    "first reading": frozenset({1, 6}),
    "second reading": frozenset({2, 7, 25, 30}),
    "committee": frozenset({3, 8, 48, 49}),
    "report": frozenset({4, 9}),
    "third reading": frozenset({5, 10}),
    "lords amendments": frozenset({12}),
    "commons amendments": frozenset({13}),
    "lords message": frozenset({12, 42}),
    "programme motion": frozenset({14}),
    "money resolution": frozenset({15}),
    "ways and means": frozenset({16, 36}),
    "carry-over motion": frozenset({18}),
    "allocation of time": frozenset({28, 29}),
    "legislative grand committee": frozenset({38}),
}
"""The kinds of stage (the Bills API's stageId) that each name of a stage can mean (sources: "Stages")."""

STAGE_WORDS: tuple[tuple[str, str], ...] = (
    (r"(?:motion for )?(?:first|1st) reading", "first reading"),
    (r"(?:motion for |question on )?(?:second|2nd) reading", "second reading"),
    (r"(?:motion for |question on )?(?:third|3rd) reading", "third reading"),
    (r"legislative grand committee", "legislative grand committee"),
    (r"committee(?: of the whole house)?(?: stage)?", "committee"),
    (r"report(?: stage)?", "report"),
    (r"consideration of lords amendments?|lords amendments?(?! ?\d)", "lords amendments"),
    (r"consideration of commons amendments?|commons amendments?(?! ?\d)", "commons amendments"),
    (r"(?:consideration of )?lords message", "lords message"),
    (r"programme(?: \(no\. ?\d+\))?(?: motion)?(?: \(no\. ?\d+\))?", "programme motion"),
    (r"money(?: resolution)?", "money resolution"),
    (r"ways and means(?: resolution)?", "ways and means"),
    (r"carry[- ]over(?: motion)?(?: extension)?", "carry-over motion"),
    (r"allocation of time(?: motion)?", "allocation of time"),
)
PROCEDURES = {
    "programme motion": "Should the time for debating the Bill be limited as proposed?",
    "money resolution": "Should spending under the Bill be allowed?",
    "ways and means": "Should charges or taxes under the Bill be allowed?",
    "carry-over motion": "Should the Bill go on in the next session?",
    "allocation of time": "Should the time for debating the Bill be limited as proposed?",
}
READINGS = {
    "first reading": "Should the Bill be brought in?",
    "second reading": "Should the Bill go forward, its principle being agreed?",
    "third reading": "Should the Bill, as it now stands, be passed by this House?",
}
"""In plain English, the questions on a whole Bill."""
STAGE_AT_START = tuple((re.compile(rf"\(?(?:{words})\)?(?=$|[\s:,;(-])"), stage) for words, stage in STAGE_WORDS)

NUMBER = r"[a-z]{0,2}\d+[a-z]{0,3}"
PLACE = r"\([a-z]{1,3}\)"
PRINTED = rf"(?:new (?:clause|schedule)|nc|ns|amendment|amdt\.?) ?(?:no\. ?)?(?:{NUMBER}|{PLACE})"


def _labelled(kind: str) -> Callable[[re.Match[str]], Question]:
    def read(found: re.Match[str]) -> Question:
        to = label_of(found.groupdict().get("to") or "")
        return Question(kind, label=label_of(found["label"]), to=to, disagrees="disagree" in found[0])

    return read


WHAT: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Question]], ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (
            rf"(?:government )?(?P<label>{PRINTED})(?:,?(?: as an amendment)? to (?P<to>{PRINTED}))?",
            _labelled(AMENDMENT),
        ),
        (
            r"(?:motion |that this house |question )?(?:to )?(?:dis)?agree(?:s|ing|ment)?(?: with)?"
            rf"(?: the)?(?: lords| commons)?(?: in their)? (?P<label>(?:lords |commons )?amendment {NUMBER}"
            rf"|la ?{NUMBER})",
            _labelled(LORDS_AMENDMENT),
        ),
        (rf"(?P<label>(?:lords amendment|la) ?{NUMBER})", _labelled(LORDS_AMENDMENT)),
        (r"(?P<label>motion [a-z]\d{0,2})", _labelled(MOTION)),
        (r"(?P<label>clause \d+[a-z]{0,2})(?: to)? stand part(?: of the bill)?", _labelled(STAND_PART)),
        (
            r"reasoned amendment(?: (?:to|on|at) (?:the )?(?:motion for )?second reading)?",
            lambda _: Question(REASONED, "second reading"),
        ),
    )
)  # fmt: skip


def plain(text: str) -> str:
    """The text in one line of lower case, with straight quotation marks and plain dashes, as the patterns want it."""
    told = unescape(text[:LONGEST]).translate(str.maketrans("’‘–—‑\u00a0", "''--- ")).casefold()
    return " ".join(told.split())


def core(title: str) -> str:
    """What stays of a title whatever becomes of the Bill: "Water Bill [HL]" and "Water Act 2025" are "water"."""
    told = re.sub(r" \[(?:hl|lords|fictional)\]$", "", plain(title))
    return re.sub(r" (?:bill|act \d{4})$", "", told)


def search_term(title: str) -> str:
    """The words to search for: the title as divisions print it, without the mark of the House it began in."""
    told = " ".join(title.split())
    told = re.sub(r" \[(?:HL|Lords|fictional)\]$", "", told)
    return re.sub(r" Act \d{4}$", " Bill", told)


def label_of(words: str) -> str:
    """A printed number as one form: "New Clause 18" and "NC18" are "nc18", "Amendment 51A" is "51a"."""
    told = plain(words)
    told = re.sub(r"^(?:government |lords |commons )*(?:amendment|amdt\.?|motion|la)(?= ?[a-z0-9(])", "", told).strip()
    told = re.sub(r"^no\. ?", "", told)
    told = re.sub(r"^new clause ?", "nc", told)
    told = re.sub(r"^new schedule ?", "ns", told)
    return told.replace(" ", "").removeprefix("no.")


@dataclass(frozen=True, slots=True)
class Named:
    """Where a division's title names a Bill: at its beginning, or only somewhere in it. `rest` follows the name."""

    at_start: bool
    rest: str


def named_in(title: str, bill_title: str) -> Named | None:
    """Whether the title of a division names this Bill. "Great British Energy Bill" does not name the Energy Bill."""
    words, name = plain(title), f"{core(bill_title)} bill"
    for found in re.finditer(rf"(?<![\w'-]){re.escape(name)}(?![\w'])", words):
        before = words[: found.start()].rstrip()
        rest = re.sub(r"^ ?[\[(](?:hl|lords|fictional)[\])]", "", words[found.end() :])
        if not before:
            return Named(True, rest.lstrip(" :;,-").strip())
        if before[-1] in ":;,-(" or re.search(r"\b(?:to|of|on|for|the|with)$", before):
            return Named(False, rest.lstrip(" :;,-").strip())
    return None


def read_title(rest: str) -> Question:
    """What the words after the Bill's name say; where nothing follows it, nothing is understood."""
    stage, words = "", rest
    for pattern, name in STAGE_AT_START:
        found = pattern.match(words)
        if found:
            stage, words = name, words[found.end() :].lstrip(" :;,-").strip()
            break
    if not words:
        return _whole_stage(stage)
    for shape, read in WHAT:
        whole = shape.fullmatch(words.rstrip(" ."))
        if whole:
            question = read(whole)
            if question.kind == REASONED and stage not in ("", "second reading"):
                return Question(OTHER, stage)
            return replace(question, stage=stage or question.stage, is_understood=True)
    return Question(OTHER, stage)


def _whole_stage(stage: str) -> Question:
    if stage.endswith("reading"):
        return Question(READING, stage, is_understood=True)
    if stage in PROCEDURES:
        return Question(PROCEDURE, stage, is_understood=True)
    return Question(OTHER, stage)


MOVED = re.compile(
    rf"\bmoved,? (?:(?:his|her|their) )?(?P<label>amendment {NUMBER}|motion [a-z]\d{{0,2}})\b"
    rf"(?:,? as an amendment to (?P<to>(?:amendment |motion |the motion )?(?:{NUMBER}|[a-z]\b)?))?"
)
READ_TIME = re.compile(r"\bmoved that the bill (?:be|is) (?:now )?(?:read )?(?:a )?(second|third|2nd|3rd) time\b")
STANDS = re.compile(r"\b(clause \d+[a-z]{0,2})(?: should)? (?:stand|stood) part\b")


def read_note(note: str) -> Question:
    """What the Lords' note says was moved. More than one thing moved, or something else, is not understood."""
    words = plain(re.sub(r"<[^>]{0,300}>", " ", note[:LONGEST]))
    if len(note) > LONGEST or not words:
        return Question()
    moved = list(MOVED.finditer(words))
    if len(moved) == 1 and words.count("moved") == 1:
        label = moved[0]["label"]
        kind = MOTION if label.startswith("motion") else AMENDMENT
        return Question(kind, "", label_of(label), label_of(moved[0]["to"] or ""), True)
    times, stands = READ_TIME.findall(words), set(STANDS.findall(words))
    if len(times) == 1 and not moved and words.count("moved") == 1:
        stage = {"second": "second reading", "2nd": "second reading"}.get(times[0], "third reading")
        return Question(READING, stage, is_understood=True)
    if len(stands) == 1 and not moved:
        return Question(STAND_PART, "", label_of(stands.pop()), is_understood=True)
    return Question()


def question_of(title: str, note: str, bill_title: str) -> Question | None:
    """What a division on this Bill asked; None where its title does not name the Bill.

    Where title and note both say something they must agree, or nothing is understood.
    """
    named = named_in(title, bill_title)
    if named is None:
        return None
    said = read_title(named.rest)
    if not named.at_start:
        return Question(OTHER, said.stage)
    if not note.strip():
        return said
    noted = read_note(note)
    if not named.rest:
        return noted
    if said.stage and not said.label and said.kind == OTHER:
        return replace(noted, stage=said.stage)
    same = (said.kind, said.label) == (noted.kind, noted.label) and noted.stage in ("", said.stage)
    return said if same and said.is_understood and noted.is_understood else Question(OTHER, said.stage)


def in_words(question: Question, house: str) -> str:
    """The question in plain English; "" where it was not understood."""
    if not question.is_understood:
        return ""
    label, to = _spoken(question.label), _named(question.to)
    said = {
        READING: READINGS.get(question.stage, ""),
        AMENDMENT: f"Should {_named(question.label)}{f' to {to}' if to else ''} be made?",
        LORDS_AMENDMENT: f"Should the {house} {'dis' * question.disagrees}agree with Lords amendment {label}?",
        MOTION: f"Should motion {label}{f', to change motion {_spoken(question.to)},' if to else ''} be agreed to?",
        STAND_PART: f"Should clause {label.removeprefix('CLAUSE')} stay in the Bill?",
        REASONED: "Should the Bill be refused a second reading, for the reasons that the amendment gives?",
        PROCEDURE: PROCEDURES.get(question.stage, ""),
    }
    if question.kind == AMENDMENT and label.startswith("new "):
        return f"Should {label} become part of the Bill?"
    return said.get(question.kind, "")


def _spoken(label: str) -> str:
    """A label as a person says it: "nc18" is "new clause 18", "51a" is "51A"."""
    series = re.fullmatch(r"(nc|ns)(\d+)([a-z]*)", label)
    if series:
        return f"new {'clause' if series[1] == 'nc' else 'schedule'} {series[2]}{series[3].upper()}"
    return label if label.startswith("(") else label.upper()


def _named(label: str) -> str:
    spoken = _spoken(label)
    return spoken if not spoken or spoken.startswith("new ") else f"amendment {spoken}"
