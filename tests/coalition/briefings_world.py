"""Papers for tests, written through the same doors as the pages use."""

import hashlib
from datetime import timedelta
from typing import Any

from django.utils import timezone

from coalition import writing
from coalition.models import Briefing, BriefingVersion

TEXT = "# Light the steps\n\nEvery harbour step should be lit.\n"


def a_paper(title: str = "Light the steps", body: str | None = TEXT, **facts: Any) -> Briefing:
    """A shared paper that is open for sign-off for three days, with one text; without a text for None."""
    wanted = {"is_shared": True, "is_open_to_sign": True, "sign_by": timezone.now() + timedelta(days=3), **facts}
    paper = writing.create(Briefing(title=title, **wanted), by=None)
    if body is not None:
        a_text(paper, body)
    return paper


def a_text(paper: Briefing, body: str, title: str | None = None, **facts: Any) -> BriefingVersion:
    """The paper's next version."""
    words = title or paper.title
    facts.setdefault("sha256", hashlib.sha256(f"{words}\n\n{body}".encode()).hexdigest())
    facts.setdefault("written_at", timezone.now())
    number = paper.versions.count() + 1
    return BriefingVersion.objects.create(briefing=paper, number=number, title=words, body=body, **facts)
