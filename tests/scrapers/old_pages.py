"""Pages of our own writing in the shapes of Parliament's old website: an invented Bill, invented Members, our words.


`commons` and `lords` set the same amendments as tables, as paragraphs or run together, as copies of the real pages do.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import escape

BLACK, WHITE = '<img src="star.gif" alt="Parliamentary Star">', '<img src="w.gif" alt="Parliamentary Star - white">'
STARS = {"★": BLACK, "☆": WHITE, "": ""}
TITLE = "Harbour Lights Bill"


@dataclass(frozen=True)
class Tabled:
    """An amendment: each row of `rows` is one printed line, or (number, line)."""

    number: str
    names: tuple[str, ...]
    rows: tuple[str | tuple[str, str], ...]
    star: str = ""
    statement: tuple[str, ...] = ()
    heading: str = ""
    decision: str = ""
    note: str = ""

    @property
    def words(self) -> str:
        """What its text says, numbers included."""
        return " ".join(row if isinstance(row, str) else " ".join(row) for row in self.rows)


ADVOCATE = Tabled(
    "61",
    ("Mr Aldous Finch", "Dr Bo O’Hara", "Sarah Trent"),
    (
        "Clause  41,  page  28,  line  8,  at end insert—",
        ("‘(1)", "The Keeper of Lights must appoint a warden for"),
        "every harbour who shall—",
        ("(a)", "light each step, and"),
        ("(b)", "count the boats."),
        ("(2)", "In this section “step” includes a stair.’"),
    ),
    "☆",
    ("This amendment would give each harbour a warden,", "who would light its steps."),
)
SWAP = Tabled("98", ("Mike Keane",), ("Clause 41, page 28, line 9, leave out ‘may’ and", "insert ‘must’."), "★")
PLAIN = Tabled("12", ("Ann Heron", "Mike Keane"), ("Schedule 3, page 38, line 15, leave out paragraph 14",))
NEW = Tabled(
    "NC34",
    ("Sarah Trent",),
    (
        "To move the following Clause—",
        "‘Duty to light steps",
        ("(1)", "Every step of a harbour must be lit after dusk."),
        ("(2)", "A boat may not land where it is not.’"),
    ),
    "★",
)
COMMONS = (ADVOCATE, SWAP, PLAIN, NEW)
PEERS_1 = Tabled(
    "24ZA",
    ("BARONESS FINCH OF QUAY", "LORD McHERON"),
    ("Page 14, line 10, after “boats,” insert “including rafts and buoys,”",),
    heading="Clause 1",
)
PEERS_2 = Tabled(
    "24ZAA",
    (),
    (
        "Page 14, line 11, at end insert—",
        ("“( )", "The Keeper must, in each year—"),
        ("(a)", "visit the harbours,"),
        ("(b)", "write to each warden, and"),
        ("(c)", "print a report.”"),
    ),
    "★",
)
PEERS_3 = Tabled(
    "67",
    ("THE LORD BISHOP OF SALT", "EARL OF TIDE"),
    (
        "Insert the following new Clause—",
        "“Annual report on lights",
        ("(1)", "The Keeper must report each year to Parliament."),
        ("(2)", "The report must say which steps were dark.”"),
    ),
    heading="After Clause 1",
)
PEERS_4 = Tabled("59A", ("LORD HERON",), ("Page 2, line 3, leave out “dim” and insert “dark”",), heading="Schedule 2")
LORDS = (PEERS_1, PEERS_2, PEERS_3, PEERS_4)


def carried(tabled: Sequence[Tabled]) -> dict[str, tuple[str, ...]]:
    """By number: the names that hold for each, in the Lords the last printed ones."""
    found: dict[str, tuple[str, ...]] = {}
    names: tuple[str, ...] = ()
    for one in tabled:
        names = one.names or names
        found[one.number] = names
    return found


def page(*parts: str, title: str = "House of Commons Public Bill Committee Amendments", end: str = "") -> str:
    """A whole page."""
    foot = end or "<p>Prepared 3 September 2014</p>"
    return f"<html><head><title>{title}</title></head><body>{''.join(parts)}{foot}</body></html>"


def row(*cells: str) -> str:
    """A row of a table; "" is an empty cell."""
    return "<tr>" + "".join(f"<td>{cell or '&nbsp;'}</td>" for cell in cells) + "</tr>"


def head(number: int, day: str = "2 September 2014", kind: str = "Notices of Amendments") -> str:
    """The head of a printed page, as rows."""
    return row(str(number), "House of Commons") + row("", f"{kind}: {day}") + row("", f"<i>{TITLE}, continued</i>")


FRONT = (
    "<table>"
    + row("81", '<p align="center">House of Commons</p>')
    + "</table>"
    + "<h1>Notices of Amendments given on Tuesday 2 September 2014</h1>"
    + f'<p align="center">{TITLE.upper()}</p>'
    + "<table>"
    + row("", f"New Amendments handed in are marked thus {BLACK}")
    + row("", f"{WHITE} Amendments which will comply with the required notice period at their next appearance")
    + "</table>"
)


def in_rows(one: Tabled) -> str:
    """Names one a row, then the number in a cell, then the star and the words, one printed line a row."""
    rows = [row("", name) for name in one.names]
    rows += [row("", one.note)] if one.note else []
    rows += [row("", one.decision)] if one.decision else []
    rows += [row("", "", f"<b>{one.number}</b>")] if one.number else []
    for place, line in enumerate(one.rows):
        if isinstance(line, tuple):
            rows.append(row("", "", "", *(escape(part) for part in line)))
        else:
            rows.append(row(STARS[one.star] if not place else "", escape(line).replace("  ", "&nbsp; ")))
    if one.statement:
        rows += [row("", "<i>Member’s explanatory statement</i>")] + [row("", line) for line in one.statement]
    return "".join(rows)


def commons(tabled: Sequence[Tabled] = COMMONS, front: str = FRONT) -> str:
    """A paper of the Commons as tables."""
    return page(front, "<table>", *map(in_rows, tabled), "</table>")


def halves() -> tuple[str, str]:
    """A paper on two pages that break between two amendments."""
    first, rest = commons().split("<b>98</b>")
    head = row("Notices of Amendments: 2 September 2014") + row("Mike Keane")
    first = first[: first.rindex("Mike Keane")] + "</td></tr></table></body></html>"
    return first, f"<html><body><table>{head}<tr><td><b>98</b>{rest}"


LORDS_FRONT = (
    "<p>Session 2014-15</p><p>Other Public Bills before Parliament</p><p>Bill Home Page</p>"
    f"<h1>{TITLE}</h1>"
    "<center>REVISED<br>SECOND<br>MARSHALLED<br>LIST OF AMENDMENTS<br>TO BE MOVED<br>ON REPORT</center>"
    "<p>The amendments have been marshalled in accordance with the Order of 12th February 2015, as follows—</p>"
    "<table><tr><td>Clauses 1 to 13<br>Schedule 1</td><td>Clause 14<br>Schedule 2<br>Title</td></tr></table>"
    "<p>[<i>Amendments marked * are new or have been altered</i>]</p>"
)


def in_paragraphs(one: Tabled) -> str:
    """As the Lords set them: a heading, names, the number, the words, each a paragraph."""
    parts = [f'<p align="center"><b>{one.heading}</b></p>'] if one.heading else []
    parts += [f"<p>{name}</p>" for name in one.names]
    parts += [f"<p><b>{one.number}{'*' if one.star else ''}</b></p>"] if one.number else []
    parts += [f"<p>{escape(line if isinstance(line, str) else ' '.join(line))}</p>" for line in one.rows]
    return "".join(parts)


def in_cells(one: Tabled) -> str:
    """As the Lords set them until about 2010: the number in a cell beside the words."""
    parts = [row("", f"<center>{one.heading}</center>")] if one.heading else []
    parts += [row("", "<br>".join(one.names))] if one.names else []
    for place, line in enumerate(one.rows):
        label = f"{one.number}{'*' if one.star else ''}" if not place else ""
        parts.append(row(label, *([escape(line)] if isinstance(line, str) else map(escape, line))))
    return "".join(parts)


def lords(tabled: Sequence[Tabled] = LORDS, front: str = LORDS_FRONT, *, cells: bool = False) -> str:
    """A list of the Lords, as paragraphs or with numbers in cells."""
    body = "<table>" + "".join(map(in_cells, tabled)) + "</table>" if cells else "".join(map(in_paragraphs, tabled))
    return page(front, body, title=f"{TITLE} Amendments", end="<p>Prepared 20th February 2015</p>")


Mutation = Callable[[str], str]


def without_tables(text: str) -> str:
    """A copy that lost its tables: each row is a paragraph, cells are run together."""
    kinds = {"tr": "<p>", "td": " ", "table": "", "/table": "", "/tr": "</p>", "/td": " "}
    return re.sub(r"<(/?(?:tr|td|table))[^>]*>", lambda found: kinds.get(found[1], ""), text)


def each_cell_a_paragraph(text: str) -> str:
    """A copy in which each cell stands on a line of its own."""
    return re.sub(r"<(/?)(?:td|tr|table)[^>]*>", lambda found: "</p>" if found[1] else "<p>", text)


@dataclass
class Layouts:
    """Ways in which a page changes on its way into a folder of a charity; none of them changes its words."""

    every: dict[str, Mutation] = field(default_factory=dict)

    def add(self, name: str, change: Mutation) -> None:
        """One more."""
        self.every[name] = change


LAYOUTS = Layouts()
_add = LAYOUTS.add
_add("as it is", lambda t: t)
_add("tables lost, cells run together", without_tables)
_add("each cell a paragraph", each_cell_a_paragraph)
_add("closing tags of cells and rows missing", lambda t: re.sub(r"</(?:td|tr)>", "", t))
_add("closing tags of paragraphs missing", lambda t: t.replace("</p>", ""))
_add("all closing tags of blocks missing", lambda t: re.sub(r"</(?:td|tr|p|center|table|body|html)>", "", t))
_add(
    "tables inside a table",
    lambda t: t.replace("<table>", "<table><tr><td><table>").replace("</table>", "</table></td></tr></table>"),
)
_add(
    "tables twice inside tables",
    lambda t: t.replace("<body>", "<body><table><tr><td><table><tr><td>").replace(
        "</body>", "</td></tr></table></td></tr></table></body>"
    ),
)
_add(
    "font tags everywhere",
    lambda t: re.sub(r"<td>", '<td><font size="2" face="Arial">', t).replace("</td>", "</font></td>"),
)
_add("font tags never closed", lambda t: t.replace("<td>", '<td><font color="#000000">').replace("<p>", "<p><font>"))
_add(
    "paragraphs inside cells",
    lambda t: t.replace("<td>", '<td valign="top"><p class="a">').replace("</td>", "</p></td>"),
)
_add("capital tags", lambda t: re.sub(r"<(/?)(\w+)", lambda f: f"<{f[1]}{f[2].upper()}", t))
_add("no-break spaces for all spaces", lambda t: re.sub(r"(?<=>)[^<]+", lambda f: f[0].replace(" ", "&nbsp;"), t))
_add("double spaces", lambda t: re.sub(r"(?<=>)[^<]+", lambda f: f[0].replace(" ", "  "), t))
_add("line breaks inside words' spaces", lambda t: re.sub(r"(?<=>)[^<]+", lambda f: f[0].replace(" ", "\r\n   "), t))
_add("blank rows between rows", lambda t: t.replace("</tr>", "</tr><tr><td>&nbsp;</td><td></td></tr>"))
_add("blank paragraphs between paragraphs", lambda t: t.replace("</p>", "</p><p>&nbsp;</p>"))
_add("anchors before each cell", lambda t: t.replace("<td>", '<td><a name="x"></a>'))
_add("anchors before each paragraph", lambda t: t.replace("<p>", '<p><a name="para1"/></a>'))
_add("rules between rows", lambda t: t.replace("</tr>", "</tr><tr><td colspan=9><hr></td></tr>"))
_add("spacers in cells", lambda t: t.replace("<td>", '<td><img src="spacer.gif" alt="">'))
_add("a script in each cell", lambda t: t.replace("<td>", "<td><script>document.write('<td>99</td>')</script>"))
_add("a style and comments in each paragraph", lambda t: t.replace("<p>", "<p><!-- 77 --><style>p{}</style>"))
_add(
    "saved by a browser",
    lambda t: (
        "<!-- saved from url=(0095)http://www.publications.parliament.uk/pa/bills/cbill/2014-2015/0008/amend/pbc0080209a.63-66.html -->\n"  # noqa: E501  a page is one line
        + t
    ),
)
_add(
    "a doctype and a declared charset",
    lambda t: (
        '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN">'
        + t.replace("<head>", '<head><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">')
    ),
)
_add("divs for paragraphs", lambda t: t.replace("<p>", '<div class="LegP">').replace("</p>", "</div>"))
_add("spans around all words", lambda t: re.sub(r">([^<]*\w[^<]*)<", r"><span>\1</span><", t))
_add("header cells", lambda t: t.replace("<td>", "<th>").replace("</td>", "</th>"))
_add(
    "bodies of tables",
    lambda t: t.replace("<table>", "<table border=0><tbody>").replace("</table>", "</tbody></table>"),
)
_add("entities for quotation marks", lambda t: "".join(f"&#{ord(c)};" if c in "‘’“”—" else c for c in t))
_add(
    "Windows numbers for quotation marks",
    lambda t: "".join(f"&#{c.encode('cp1252')[0]};" if c in "‘’“”—" else c for c in t),
)
_add(
    "named entities",
    lambda t: t.translate(
        {ord("‘"): "&lsquo;", ord("’"): "&rsquo;", ord("“"): "&ldquo;", ord("”"): "&rdquo;", ord("—"): "&mdash;"}
    ),
)
_add(
    "soft hyphens and zero-width spaces",
    lambda t: t.replace("Clause ", "Clause\u200b ").replace("harbour", "har\u00adbour"),
)
_add(
    "navigation around it",
    lambda t: t.replace(
        "<body>", "<body><p>You are here: Home</p><ul><li>Home</li><li>Accessibility</li></ul>"
    ).replace("<p>Prepared", "<p>Previous</p><p>Next</p><p>Contents</p><p>Prepared"),
)
_add(
    "a footer after the date",
    lambda t: t.replace("</body>", "<p>A-Z index</p><p>12</p><p>Page 1, line 3, leave out “x”</p></body>"),
)
_add("pre for the whole", lambda t: t.replace("<center>", "<center><font size=+1>"))
_add("italic and bold words", lambda t: re.sub(r"\b(insert|leave out)\b", r"<i><b>\1</b></i>", t))
_add("stars as characters", lambda t: t.replace(BLACK, "★").replace(WHITE, "☆"))
_add("stars after the words", lambda t: t)
_add("numbers in brackets of bold", lambda t: t.replace("<b>", "<b><font>").replace("</b>", "</font></b>"))


_add(
    "rows as broken lines of one cell", lambda t: re.sub(r"</td></tr>\s*<tr><td>", "<br>", t).replace("</td><td>", " ")
)
_add(
    "rows as broken lines of a paragraph",
    lambda t: re.sub(r"</?(?:table|td)>", " ", t).replace("<tr>", "").replace("</tr>", "<br>"),
)
_add(
    "everything in one list",
    lambda t: t.replace("<tr>", "<li>").replace("</tr>", "</li>").replace("<td>", " ").replace("</td>", " "),
)
_add(
    "definition lists",
    lambda t: (
        t.replace("<p>", "<dd>").replace("</p>", "</dd>").replace("<center>", "<dt>").replace("</center>", "</dt>")
    ),
)
_add("columns by no-break spaces", lambda t: re.sub(r"</td><td>", "&nbsp;&nbsp;&nbsp;", t))
_add(
    "upper-case attributes and classes",
    lambda t: t.replace("<td>", '<TD CLASS="xl25" WIDTH=64 NOWRAP>').replace("</td>", "</TD>"),
)
_add(
    "a form around each table", lambda t: t.replace("<table>", "<form><table>").replace("</table>", "</table></form>")
)

BYTES: dict[str, Callable[[str], bytes]] = {
    "utf-8": lambda t: t.encode(),
    "utf-8 with a mark": lambda t: b"\xef\xbb\xbf" + t.encode(),
    "utf-16": lambda t: t.encode("utf-16"),
    "cp1252": lambda t: t.encode("cp1252", "xmlcharrefreplace"),
    "cp1252 declared as utf-8": lambda t: t.replace("<head>", '<head><meta charset="utf-8">').encode(
        "cp1252", "xmlcharrefreplace"
    ),
    "cp1252 declared as latin-1": lambda t: t.replace("<head>", '<head><meta charset="iso-8859-1">').encode(
        "cp1252", "xmlcharrefreplace"
    ),
    "utf-8 declared as latin-1": lambda t: t.replace("<head>", '<head><meta charset="iso-8859-1">').encode(),
    "utf-8 with one byte of cp1252": lambda t: t.encode().replace("’".encode(), b"\x92", 1),
}
