"""The texts of a paper: the only code that writes a `BriefingVersion`. Nothing is overwritten; an edit is a new one.

A save names the version that it was opened on. Where a newer one stands, nothing is written and the person sees both.
"""

import hashlib
import secrets
from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from coalition import writing
from coalition.markdown import citations
from coalition.models import Briefing, BriefingVersion
from coalition.references import resolve
from coalition.uploads import Upload


class VersionConflict(Exception):
    """Somebody wrote a newer text since the form was opened. Nothing was written; `latest` is that text."""

    def __init__(self, latest: BriefingVersion) -> None:
        super().__init__(f"{latest} was written in the meantime")
        self.latest = latest


class UnreadableReferences(Exception):
    """Live references that name nothing. Nothing was written; `problems` say which, and in which line."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = list(problems)


def plain(text: str) -> str:
    """A text as it is kept: line ends of one kind, no white space at its end, no control characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(each for each in text if each >= " " or each in "\n\t").rstrip()


def fingerprint(title: str, *body: bytes) -> str:
    """The hash that a sign-off binds: SHA-256 of the title, an empty line and the text in UTF-8 or a file's bytes."""
    hashed = hashlib.sha256(f"{title}\n\n".encode())
    for piece in body:
        hashed.update(piece)
    return hashed.hexdigest()


def write_text(
    paper: Briefing, title: str, body: str, *, seen: int, by: Any, note: str = ""
) -> BriefingVersion | None:
    """Write the paper's next text; None where title and text are what they were.

    `seen` is the number of the version that the person's form was opened on, 0 for none. Raises VersionConflict, and
    UnreadableReferences where a live reference names nothing that this person can see.
    """
    title, body = " ".join(plain(title).split()), plain(body)
    cited = list(citations(body))
    with transaction.atomic():
        latest = _locked_latest(paper, seen)
        if latest and not latest.file and (latest.title, latest.body) == (title, body):
            return None
        found = resolve(cited, paper.bill, by)
        problems = [f"Line {each.line}: {each.code}: {found[each.code].problem}." for each in cited
                    if found[each.code].problem]  # fmt: skip
        if problems:
            raise UnreadableReferences(problems)
        kept = [dict(each.kept) for each in found.values()]
        facts = {"body": body, "sha256": fingerprint(title, body.encode()), "references": kept}
        return _write(paper, latest, {"title": title, **facts}, by, note)


def write_file(
    paper: Briefing, title: str, file: UploadedFile, upload: Upload, *, seen: int, by: Any, note: str = ""
) -> BriefingVersion:
    """Keep an uploaded file (examined: `upload`) as the paper's next version, under a name that nobody can guess."""
    title = " ".join(plain(title).split())
    sha256 = fingerprint(title, *file.chunks())
    file.seek(0)
    shown = plain(file.name or "paper").replace("\n", " ").replace("\t", " ")[-200:]
    file.name = f"{secrets.token_urlsafe(24)}{upload.extension}"
    facts = {
        "title": title,
        "file": file,
        "file_name": shown,
        "file_type": upload.media_type,
        "file_size": file.size,
        "sha256": sha256,
    }
    with transaction.atomic():
        return _write(paper, _locked_latest(paper, seen), facts, by, note)


def restore(paper: Briefing, number: int, *, seen: int, by: Any, note: str = "") -> BriefingVersion | None:
    """Write what an older version said as the next one, word for word. References are read anew."""
    old = paper.versions.get(number=number)
    note = note.strip() or f"Version {number} restored"
    if not old.file:
        return write_text(paper, old.title, old.body, seen=seen, by=by, note=note)
    names = ("title", "file", "file_name", "file_type", "file_size", "sha256")
    with transaction.atomic():
        return _write(paper, _locked_latest(paper, seen), {name: getattr(old, name) for name in names}, by, note)


def _locked_latest(paper: Briefing, seen: int) -> BriefingVersion | None:
    Briefing.objects.select_for_update().get(pk=paper.pk)
    latest = paper.versions.order_by("-number").first()
    if latest and latest.number != seen:
        raise VersionConflict(latest)
    return latest


def _write(
    paper: Briefing, latest: BriefingVersion | None, facts: dict[str, Any], by: Any, note: str
) -> BriefingVersion:
    written = BriefingVersion.objects.create(
        briefing=paper,
        number=latest.number + 1 if latest else 1,
        written_by=by,
        written_at=timezone.now(),
        note=note.strip(),
        **facts,
    )
    writing.change(paper, {"title": written.title}, by=by, note=f"Title as in version {written.number}")
    return written
