"""Words as a feed or a calendar may carry them, whatever a source put into them."""

import re

NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u007f-\u0084\u0086-\u009f]")
"""Characters that XML 1.0 refuses or advises against; no reader of JSON or of a calendar misses them."""
LONGEST_TITLE = 300


def readable(text: str) -> str:
    """The text without characters that no program may be given."""
    return NOT_IN_XML.sub("", text)


def in_one_line(text: str) -> str:
    """The same in one line, for a title; never empty, cut where it is endless."""
    line = " ".join(readable(text).split())
    return (line if len(line) <= LONGEST_TITLE else f"{line[: LONGEST_TITLE - 1]}…") or "(no title)"
