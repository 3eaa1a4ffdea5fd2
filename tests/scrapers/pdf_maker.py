"""PDFs for the tests: words at places on A4 pages, in one of the fonts that every reader has."""

import zlib
from collections.abc import Sequence

HEIGHT = 841.89
Word = tuple[float, float, str]
"""Left edge and top in points, and the words."""


def pdf(pages: Sequence[Sequence[Word]], size: int = 11) -> bytes:
    """A PDF of these pages."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>")
    kids = []
    for words in pages:
        content = "".join(_shown(word, size) for word in words)
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595.28 {HEIGHT}] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    return _file(objects)


def packed_page(content: bytes) -> bytes:
    """A PDF of one page with these drawing instructions, packed."""
    packed = zlib.compress(content, 9).decode("latin-1")
    return _file(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
            f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n{packed}\nendstream",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R >>",
        ]
    )


def bill_pages(pages: Sequence[Sequence[tuple[float, str]]], title: str = "Bees Bill") -> list[list[Word]]:
    """Pages of a Bill: running head and page figure, rows with their left edges, margin figures 5, 10, 15 …"""
    found: list[list[Word]] = []
    for number, rows in enumerate(pages, start=1):
        words: list[Word] = [(72, 82, title), (476, 82, str(number))]
        for line, (x, text) in enumerate(rows, start=1):
            words.append((x, 96 + 14 * line, text))
            if line % 5 == 0:
                words.append((513, 96 + 14 * line, str(line)))
        found.append(words)
    return found


def _shown(word: Word, size: int) -> str:
    x, top, text = word
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    coded = "".join(letter if letter.isascii() else f"\\{letter.encode('cp1252')[0]:03o}" for letter in escaped)
    return f"BT /F1 {size} Tf {x} {HEIGHT - top} Td ({coded}) Tj ET\n"


def _file(objects: Sequence[str]) -> bytes:
    body, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{each}\nendobj\n".encode("latin-1")
    start = len(body)
    body += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    body += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    return body + f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF".encode()
