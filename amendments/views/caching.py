"""What of a page others may keep: nothing, once its reader is signed in."""

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control


def for_one_reader(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The page of a signed-in reader may hold what only they may see: no cache keeps it, nor the browser."""
    if request.user.is_authenticated:
        patch_cache_control(response, private=True, no_store=True)
    return response
