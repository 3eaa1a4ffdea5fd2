"""What the lines of an old amendment paper are: numbers, stars, names, decisions, headings, first words, page heads.

Every rule looks at one line alone; which of them holds where it stands, old_paper decides from the lines around it.
"""

# ruff: noqa: E501  a rule is read more safely whole, on its own line, than broken at the width of the page
import re
from datetime import date, datetime

from scrapers.parse.old_page import BLACK, LOST_STAR, WHITE

_STAR = rf"[{BLACK}{WHITE}{LOST_STAR}*✩✭⋆]"
_LABEL = r"(?:N[CS]\s?)?\d{1,4}[A-Z]{0,4}"
_DECISION = (
    r"(?:Agreed to on division|Agreed to|Agreed|Made|Added on division|Added|Negatived on division|"
    r"Negatived|Disagreed to on division|Disagreed to|Disagreed|Withdrawn (?:after|before) debate|Withdrawn|"
    r"Not called|Not moved|Not selected|Pre-?empted|Fell|Question proposed|"
    r"Question put and (?:agreed to|negatived)|Question (?:agreed to|negatived)|Not reached|Not debated)"
)
DECISION = re.compile(rf"(?P<decision>{_DECISION})\.?", re.IGNORECASE)
NUMBER = re.compile(
    rf"(?:Amendment\s+)?(?:No\.\s*)?(?P<gov>Gov\.?\s+)?(?P<before>(?:{_STAR}\s*)*)(?P<label>{_LABEL})(?P<after>(?:\s*{_STAR})*)"
)
DECIDED_NUMBER = re.compile(rf"(?P<decision>{_DECISION})[\s:—–-]+(?P<rest>{_STAR}?\s*(?:N[CS]\s?)?\d.*)")
LETTER = re.compile(rf"(?P<before>(?:{_STAR}\s*)*)(?P<label>\([a-z]{{1,2}}\))(?P<after>(?:\s*{_STAR})*)")
STAR_ALONE = re.compile(rf"(?:{_STAR}\s*)+")
LEADING_STAR = re.compile(rf"(?P<star>(?:{_STAR}\s*)+)(?P<rest>\S.*)")

_PROVISION = r"(?:Clause|Schedule)\s+\d+[A-Z]*"
_PLACE = r"page\s+\d+\b"
LOCATED = rf"(?:(?:{_PROVISION}|the\s+schedule|schedule|(?:the\s+)?(?:long\s+)?title)\s*,\s*)?{_PLACE}\s*,?"
OPENING = re.compile(
    rf"""(?:\[\s*)?(?:
      (?:{_PROVISION}|[Tt]he\s+[Ss]chedule|[Ss]chedule|(?:[Tt]he\s+)?(?:[Ll]ong\s+)?[Tt]itle)\s*,\s*(?:[Pp]age\s+\d+|[Ll]ine\s+\d+|leave\s+out|at\s+end|after|before)
      |[Pp]age\s+\d+\s*,?\s*(?:line|lines|leave\s+out|\[|after|before|at\s+(?:end|beginning))
      |[Pp]ages\s+\d+\s+(?:to|and)\s+\d+\s*,
      |Lines?\s+\d+(?:\s+(?:to|and)\s+\d+)?\s*,
      |Leave\s+out\s+(?:[Cc]lauses?|[Ss]chedules?|lines?|subsections?|paragraphs?|from)\b
      |To\s+move\b
      |Insert\s+the\s+following\b
      |(?:After|Before)\s+(?:{_PROVISION}|the\s+[Ss]chedule)\s*,?\s*insert
      |(?:Divide|Transpose|Transfer)\s+(?:[Cc]lause|[Ss]chedule)
      |{_PROVISION}\s*,?\s+be\s+(?:transferred|divided)
      |(?:The\s+above-named|[A-Z][^.]{{2,160}}?)\s+gives?\s+notice\s+of\s+(?:his|her|their)\s+intention\s+to\s+(?:oppose|move)
      |As\s+amendments?\s+in\s+lieu
      |That\s+this\s+House\s+(?:dis)?agrees?
    )""",
    re.VERBOSE,
)
"""First words of an amendment. Case counts: the same words inside a sentence begin in lower case."""
FULL_LOCATOR = r"(?:(?:Clause|Schedule)\s+\d+[A-Z]*\s*,\s*page\s+\d+|Page\s+\d+\s*,\s*line\s+\d+)\b"
GLUED = re.compile(
    rf"(?:(?<=\s)|^)(?P<decision>{_DECISION}\s+)?(?P<number>{_STAR}?\s?{_LABEL}\s?{_STAR}?)\s+(?P<star>{_STAR}\s*)?"
    rf"(?=(?:{FULL_LOCATOR}|To move the following|Insert the following new|Leave out (?:Clause|Schedule)))"
)
"""An amendment whose number and first words were run together with what stood before them."""
MOTION = re.compile(
    r"(?:\[\s*)?(?:To move,? That|That this House|.*\bintention to oppose\b|To move the following Amendments?\b.*\bin lieu\b)",
    re.IGNORECASE,
)
IN_LIEU = re.compile(r"(?:To move the following Amendments?\b.*\bin lieu\b|As amendments? in lieu)", re.IGNORECASE)
OPPOSES = re.compile(r"(?:\[\s*)?(?P<who>.+?)\s+gives?\s+notice\s+of\s+(?:his|her|their)\s+intention", re.IGNORECASE)
AS_AMENDMENT = re.compile(r"As (?:an )?Amendments? to\b.*", re.IGNORECASE)
PROPOSED = re.compile(r"\(\s*(?:No\.?\s*)?((?:N[CS]\s?)?\d{1,4}[A-Z]{0,4})\s*\)")
LORDS_AMENDMENT = re.compile(
    r"(?:To\s+)?Lords\s+Amendments?\s+(?:Nos?\.?\s*)?(?P<label>\d{1,4}[A-Z]{0,3})\.?(?:\s*[:—–-]+)?", re.IGNORECASE
)
STATEMENT = re.compile(
    r"(?P<heading>Members?\s*[’'‘`´]?\s*s?\s*[’'`´]?\s+explanatory\s+statement)\s*[:.—–-]*\s*(?P<rest>.*)",
    re.IGNORECASE,
)

PROVISION_HEADING = re.compile(
    r"(?:(?:After|Before|In)\s+)?(?:(?:Clause|Schedule)\s+\d+[A-Z]*|(?:the\s+)?Schedule|(?:the\s+)?(?:Long\s+)?Title|(?:the\s+)?Preamble)",
    re.IGNORECASE,
)
ORDER_HEADING = re.compile(
    r"(?:Clauses?|Schedules?)\s+\d+[A-Z]*(?:(?:\s*,\s*|\s+and\s+|\s+to\s+)\d+[A-Z]*)+", re.IGNORECASE
)
ORDER_STARTS = re.compile(r".*\b(?:marshalled|arranged)\s+in\s+accordance\s+with\b.*", re.IGNORECASE)
LEGEND = re.compile(
    rf"(?:{_STAR}\s*)*\[?\s*(?:"
    r"Amendments?\s+marked\b.*|New\s+Amendments?\s+handed\s+in\b.*|Amendments?\s+which\s+will\s+comply\b.*|"
    r".*\bStar(?:red)?\s+amendments?\b.*|.*\bare\s+marked\s+thus\b.*|.*\bhave been\s+(?:marshalled|arranged)\s+in\s+accordance\b.*)",
    re.IGNORECASE,
)
SECTION = re.compile(
    r"(?:(?:REMAINING\s+)?NEW\s+(?:CLAUSES?|SCHEDULES?)\b.*|(?:REMAINING\s+)?AMENDMENTS?\s+(?:TO|RELATING)\b.*|REMAINING\s+(?:NEW|PROCEEDINGS|AMENDMENTS)\b.*|"
    r"New\s+(?:Clauses|Schedules)(?:\s+relating\s+to\b.*)?|"
    r"(?:Amendments|New Clauses)\s+relating\s+to\b.*)"
)
ORDER = re.compile(
    r"(?:ORDERS?\s+OF\s+THE\s+(?:HOUSE|COMMITTEE)|Orders?\s+of\s+the\s+(?:House|Committee)|RESOLUTION\s+OF\s+THE|Resolution\s+of\s+the\s+Programm|"
    r"(?:BILL\s+)?PROGRAMME\s+(?:MOTION|ORDER)|Programme\s+(?:Motion|Order)).*"
)
WITHDRAWN = re.compile(
    r"(?:NOTICES?\s+WITHDRAWN|Notices?\s+[Ww]ithdrawn|(?:AMENDMENTS?|Amendments?)\s+(?:WITHDRAWN|withdrawn)\b).*"
)
STOOD_PART = re.compile(
    rf"(?:Clauses?|Schedules?)\s+[\dA-Z, andto]+(?:\s*\([^)]*\))?,?\s+{_DECISION}\.?", re.IGNORECASE
)
END_OF_PAGE = re.compile(
    r"(?:Prepared(?:\s+on)?\s*:?\s*\d{1,2}.*|©.*|\(c\)\s*(?:Parliamentary|Crown) copyright.*|(?:Parliamentary|Crown)\s+copyright.*|"
    r"(?:HL\s+)?Bill\s+\d{1,3}\s*[—–-].*|HL\s+Bill\s+\d{1,3}|(?:Ordered to be printed|Printed|Published)\s+by\b.*|By authority of the House.*)",
    re.IGNORECASE,
)

_DAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]+,?\s+\d{4}"
_AT_PAGE = r"(?:\d{1,4}\s+)?(?P<head>%s)(?:\s+\d{1,4})?"
_HEADS = "|".join([
    rf"(?:Public\s+Bill\s+Committee|Committee\s+of\s+the\s+whole\s+House|Consideration\s+of\s+(?:Bill|Lords\s+Amendments?|Lords\s+Message)|"
    rf"Notices?\s+of\s+Amendments?|Amendments?|General\s+Committee|Supplement\s+to\s+the\s+Votes(?:\s+and\s+Proceedings)?|Order\s+Paper|"
    rf"Public\s+Bill\s+Committee\s+Proceedings|Report\s+Stage\s+Proceedings)\s*(?:\([^)]*\)\s*)?(?::|given\s+on|given\s+up\s+to\s+and\s+including|,|-|–|—)?\s*{_DAY}",
    r"House\s+of\s+(?:Commons|Lords)",
    r".{2,150}\s+Bill(?:\s*\[(?:HL|Lords)\])?\s*[,—–-]?\s*continued",
    r"(?:Clause|Schedule|Amendment|New Clause|New Schedule)s?\s+\w{1,6}\s*[,—–-]\s*continued",
])  # fmt: skip
RUNNING_HEAD = re.compile(_AT_PAGE % _HEADS, re.IGNORECASE)
CROSS_REFERENCE = re.compile(r"For\s+other\s+Amendments?\s*(?:\(s\))?\s*see\b.*", re.IGNORECASE)
PAGE_LIST = re.compile(r"(?:pages?\s+)?\d{1,4}(?:\s*[-–,]\s*\d{1,4}|\s+and\s+\d{1,4})*\.?", re.IGNORECASE)
NAVIGATION = re.compile(
    r"(?:Back(?:\s+to\b.*)?|Next|Previous|Contents|Forward|Home(?:\s*page)?|Bill\s+Home\s+Page|Other\s+Public\s+Bills\s+before\s+Parliament|"
    r"Session\s+\d{4}\s*[-–]\s*\d{2,4}|Jump\s+to\b.*|Skip\s+to\b.*|Accessibility|Cookies|Email\s+alerts|RSS\s+feeds|Contact\s+us|Site\s*map|"
    r"Amendment\s+Nos?\.?|Advanced\s+search|A-Z\s+index|Glossary|Parliamentary\s+business|You\s+are\s+here:?.*|.*\bPublications\s+&\s+Records\b.*|"
    r"Publications\s+on\s+the\s+internet|Index\s+of\s+(?:Amendments|Bills)\b.*|(?:Previous|Next)\s+(?:section|page)|Please\s+note\b.*|Printable\s+version)",
    re.IGNORECASE,
)
BILL_TITLE = re.compile(
    r"(?P<title>[A-Z](?:[^.:;!?]|\betc\.|\bNo\.){1,200}?\s+Bill|[A-Z](?:[A-Z0-9 ,()’'\-]|\bETC\.|\bNO\.){1,200}\s+BILL)(?:\s*\[(?:HL|Lords|LORDS)\])?(?:\s*[,—–-]\s*(?P<as>as\s+amended\b.*|continued))?",
    re.IGNORECASE,
)
PRINT = re.compile(r"\b(HL\s+Bill|Bill)\s+(\d{1,3})\b(?!\s*(?:of|to|and)\b)")
DATED = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\s+([A-Z][a-z]+),?\s+(\d{4})\b")
SESSION = re.compile(r"\bSession\s+(\d{4}\s*[-–]\s*\d{2,4})\b", re.IGNORECASE)

_PEER = r"(?:LORD|BARONESS|VISCOUNT(?:ESS)?|EARL|COUNTESS|DUKE|DUCHESS|MARQUESS|MARCHIONESS|LADY|BARON|BISHOP|ARCHBISHOP|LORDS)"
PEER = re.compile(rf"(?:THE\s+)?(?:MOST\s+REVD?\.?\s+|RT\.?\s+REVD?\.?\s+)?{_PEER}\b[^\d“”\"—:;]*")
PEER_STARTS = re.compile(rf"(?<!\bTHE)(?<!\bOF)(?<!\bLORD)(?<!\bAND)\s+(?=(?:THE\s+)?{_PEER}\b)")
_NAME_PART = r"[A-ZÀ-Þ][\w’'‘\-À-ÿ]*\.?"
_TITLE = r"(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Viscount|Baroness|Professor|Rev|Secretary|Mr Secretary|Mr Chancellor of the Exchequer|The Solicitor General|The Attorney General|The Prime Minister|The Chancellor of the Exchequer)"
NAME = re.compile(
    rf"(?:{_TITLE}\.?(?:\s+{_NAME_PART}|\s+(?:of|de|van|von|the|and|du|la))*|{_NAME_PART}(?:\s+(?:of|de|van|von|du|la|ap|ab|ben|{_NAME_PART})){{1,5}})(?:\s*\[R\])?"
)
NO_NAME = re.compile(
    r"\b(?:Act|Clause|Clauses|Schedule|Schedules|Part|Chapter|Section|Member|Members|Bill|Committee|House|Page|Regulations|Order|Orders|"
    r"Amendment|Amendments|Duty|Duties|Report|Review|Interpretation|Definition|Offence|Offences|State|Parliament|Lords|Commons|Notices|Session|"
    r"Meaning|Power|Powers|Commencement|Extent|Council|Court|Agency|Authority|Commissioner|Government|Convention|Directive|Wales|Scotland|England|Ireland|Kingdom|"
    r"The|This|That|In|To|For|After|Before|If|An|A|No|Any|Insert|Leave)\b"
)
GLUED_NAMES = re.compile(
    r"(?<!\bMc)(?<!\bMac)(?<!\bDe)(?<!\bDu)(?<!\bFitz)(?<!\bLe)(?<!\bLa)(?<=[a-zß-ÿ])[A-Z]|"
    r"[A-Z](?:LORD|BARONESS|VISCOUNT|EARL|COUNTESS|MARQUESS|DUKE|LADY)(?=\s)"
)
INTEREST = re.compile(r"\s*\[R\]", re.IGNORECASE)
TERMINATED = re.compile(r"(?:[.;:,—–”’\"')\]\d]|\b(?:and|or))\s*$")
QUOTE_OPENS, QUOTE_CLOSES = "“‘\"'", "”’\"'"
HUNG = re.compile(r"(?P<num>[“‘\"']{0,2}\(\s*(?:\d{1,3}[A-Z]{0,3}|[a-z]{1,4}|[A-Z]{1,2}\d{0,3})?\s*\))\s*(?P<rest>.*)")
HUNG_ALONE = re.compile(
    r"[“‘\"']{0,2}(?:\(\s*(?:\d{1,3}[A-Z]{0,3}|[a-z]{1,4}|[A-Z]{1,2}\d{0,3})?\s*\)|\d{1,3}[A-Z]{0,2}\.?)"
)


def is_opening(text: str) -> bool:
    """Whether a line can be the first of an amendment or motion."""
    return OPENING.match(text) is not None


def is_peer(text: str) -> bool:
    """Whether a line is the name of a peer as the Lords print it, in CAPITALS (a “Mc” inside is allowed)."""
    text = INTEREST.sub("", text)
    if len(text) > 200 or not PEER.fullmatch(text):
        return False
    letters = [char for char in text if char.isalpha()]
    lower = sum(char.islower() for char in letters)
    return bool(letters) and lower <= max(2, len(letters) // 8)


def peers_of(text: str) -> list[str]:
    """The names in one line: several stand in it only where a copy lost the line breaks, and each begins with a title."""
    return [part.strip(" ,;") for part in PEER_STARTS.split(text) if part.strip(" ,;")]


def is_name(text: str) -> bool:
    """Whether a line can be the name of a Member of the Commons, alone or with others after commas."""
    parts = [part.strip() for part in text.split(",")] if "," in text else [text]
    if text.isupper() or not (text[-1:].isalpha() or text.endswith("[R]")):
        return False
    return len(text) <= 300 and all(
        part and len(part) <= 80 and NAME.fullmatch(part) and _no_other(part) for part in parts
    )


def _no_other(part: str) -> bool:
    part = re.sub(rf"^{_TITLE}\b", "", part)
    return not NO_NAME.search(part)


def runs_together(name: str) -> bool:
    """Whether a line holds more than one name without a mark between them: it has a title inside, or too many words."""
    if GLUED_NAMES.search(name):
        return True
    if is_peer(name):
        return False
    bare = re.sub(rf"^{_TITLE}\.?\s+", "", INTEREST.sub("", name))
    parts = [part for part in bare.split() if part[:1].isupper() and len(part.strip(".")) > 1]
    return len(parts) > 3 or re.search(r"\s(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Secretary)\s", bare) is not None


def names_of(text: str) -> list[str]:
    """The names in a line of names."""
    return [part.strip() for part in text.split(",") if part.strip()]


def is_running_head(text: str) -> bool:
    """Whether a line is the head of a printed page, a page number beside it included."""
    return RUNNING_HEAD.fullmatch(text) is not None


def star_of(marks: str) -> str:
    """★ for a black star or an asterisk, ☆ for a white one, ✦ where the colour is lost, "" for none."""
    for mark in marks:
        if mark in "☆✩":
            return WHITE
        if mark == LOST_STAR:
            return LOST_STAR
        if mark in "★*✭⋆":
            return BLACK
    return ""


def day_in(text: str) -> date | None:
    """The first date in words; None where there is none, or it is no day of the calendar."""
    for found in DATED.finditer(text):
        for style in ("%d %B %Y", "%d %b %Y"):
            try:
                return datetime.strptime(" ".join(found.groups()), style).date()
            except ValueError:
                continue
    return None
