"""What may be kept of a finished page, and by whom: the one way in which a view says so.

A signed-in reader's page may hold what only they may see, so nothing keeps it. Everybody else's page may be kept by
the site itself until something that it shows changes (tracker/kept_pages.py), and by a browser only to ask whether it
has.
"""

import hashlib
from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.http import quote_etag

EVERY_BILL = None
"""The scopes of a page that shows any Bill: it is made anew whenever one of them changes."""


def finished(request: HttpRequest, response: HttpResponse, bills: Iterable[int] | None) -> HttpResponse:
    """The page, marked with what it shows: the ids of its Bills, () for what belongs to no Bill, EVERY_BILL for all.

    Only for pages that show Parliament's record and what is released, the same to everybody who is not signed in.
    """
    if request.user.is_authenticated:
        patch_cache_control(response, private=True, no_store=True)
        return response
    patch_cache_control(response, no_cache=True)
    response["ETag"] = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
    vars(response)["shows"] = bills if bills is None else tuple(bills)
    return response
