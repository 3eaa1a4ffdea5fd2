"""What holds for every answer under /api/v1/, whichever code made it: JSON errors, CORS, the reader's allowance.

It stands before everything else, the kept pages too: what it adds is never kept with an answer.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from tracker.api.allowance import headers_of
from tracker.api.problems import PROBLEM, plain_problem
from tracker.open_data.licence import OPEN_PARLIAMENT

API = "/api/v1/"
OFFICERS = "/api/v1/officers/"
JSON = "application/json"
REFUSED = 400
EXPOSED = "ETag, Link, Retry-After, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset"
ALLOWED = "GET, HEAD, OPTIONS"


class PublicApi:
    """Any site may read the public API, without credentials. Officers' records are not for other sites."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, as the API gives it."""
        if not request.path_info.startswith(API):
            return self.get_response(request)
        if request.path_info.startswith(OFFICERS):
            return _as_problem(self._answer(request))
        answer = _preflight() if request.method == "OPTIONS" else _as_problem(self._answer(request))
        answer["Access-Control-Allow-Origin"] = "*"
        answer["Access-Control-Expose-Headers"] = EXPOSED
        answer["X-Robots-Tag"] = "noindex"
        for name, value in headers_of(request).items():
            answer[name] = value
        return answer

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        if not (request.accepts(JSON) or request.accepts(PROBLEM)):
            return plain_problem(406)
        answer = self.get_response(request)
        if answer.status_code < REFUSED:
            answer.setdefault("Link", f'<{OPEN_PARLIAMENT}>; rel="license"')
        return answer


def _preflight() -> HttpResponse:
    answer = HttpResponse(status=204, headers={"Allow": ALLOWED, "Access-Control-Allow-Methods": ALLOWED})
    answer["Access-Control-Allow-Headers"] = "Accept, If-None-Match"
    answer["Access-Control-Max-Age"] = "86400"
    return answer


def _as_problem(answer: HttpResponseBase) -> HttpResponseBase:
    """Errors that Django or a middleware made, as problem objects with their own headers."""
    if answer.status_code < REFUSED or str(answer.get("Content-Type", "")).startswith(PROBLEM):
        return answer
    told = plain_problem(answer.status_code)
    for name in ("Allow", "Retry-After", "Cache-Control", "Vary", "WWW-Authenticate"):
        if name in answer:
            told[name] = answer[name]
    return told
