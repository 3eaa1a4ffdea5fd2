"""What holds for every page of the site, whichever view answers: the methods it knows, and what caches may keep."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.cache import patch_cache_control

KNOWN = ("GET", "HEAD", "OPTIONS", "POST")


class KnownMethods:
    """Only reading and POST: no page is written for anything else, so none can be surprised by it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer 405 to a method that no page knows."""
        if request.method not in KNOWN:
            return HttpResponseNotAllowed(KNOWN)
        return self.get_response(request)


class AskedForAgain:
    """Nothing of a reader with a session is kept by any cache; what a stranger reads is asked for again each time.

    A list is taken in, an embargo lifts, a release is withdrawn: whoever reads next sees it, whatever stands between.
    Missing pages too, since they may be there in a minute.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Say so in Cache-Control, after any view has said what it wants."""
        response = self.get_response(request)
        session = settings.SESSION_COOKIE_NAME
        if session in request.COOKIES or session in response.cookies:
            patch_cache_control(response, private=True, no_store=True)
        elif not response.has_header("Cache-Control"):
            patch_cache_control(response, no_cache=True)
        return response
