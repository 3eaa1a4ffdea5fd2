"""What every page's masthead needs to know of its visitor."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from coalition.roles import Role, may_track, role_of


def visitor(request: HttpRequest) -> dict[str, Any]:
    """`is_member`, `is_officer`, `may_track` of the visitor, asked of the database where a page uses them; and whether
    officers need a second step here."""
    user = getattr(request, "user", None)
    if user is None:
        return {"is_member": False, "is_officer": False, "may_track": False}
    return {
        "is_member": SimpleLazyObject(lambda: role_of(user) >= Role.MEMBER),
        "is_officer": SimpleLazyObject(lambda: role_of(user) >= Role.OFFICER),
        "is_second_step_required": settings.MFA_REQUIRED,
        "may_track": SimpleLazyObject(lambda: may_track(user)),
    }
