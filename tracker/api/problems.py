"""Errors of the API as problem objects (RFC 9457): title, status, detail, and the parameter where one is at fault."""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from rest_framework import serializers, status
from rest_framework.exceptions import APIException, AuthenticationFailed, MethodNotAllowed, NotAuthenticated, Throttled
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

PROBLEM = "application/problem+json"
DETAILS = {
    400: "The request cannot be read.",
    401: "Sign in, or send a key that works.",
    403: "Not allowed.",
    404: "There is nothing here. What is private and what never was look the same.",
    405: "Only GET, HEAD and OPTIONS are answered here.",
    406: "This address answers in JSON: accept application/json.",
    429: "Too many requests: wait as long as Retry-After says.",
    500: "A fault of ours. It was logged.",
    503: "Not available now.",
}


class Problem(serializers.Serializer):
    """An error."""

    title = serializers.CharField(help_text="The status in words.")
    status = serializers.IntegerField(help_text="The HTTP status.")
    detail = serializers.CharField(help_text="What was wrong, in plain English.")
    parameter = serializers.CharField(required=False, help_text="The parameter at fault.")


class BadParameter(APIException):
    """A parameter that cannot be read: 400, with its name."""

    status_code = status.HTTP_400_BAD_REQUEST

    def __init__(self, parameter: str, detail: str) -> None:
        super().__init__(detail)
        self.parameter = parameter


def problem_of(code: int, detail: str = "", parameter: str = "") -> dict[str, Any]:
    """A problem object."""
    told = {"title": _title(code), "status": code, "detail": detail or DETAILS.get(code, _title(code))}
    return {**told, "parameter": parameter} if parameter else told


def _title(code: int) -> str:
    try:
        return HTTPStatus(code).phrase
    except ValueError:
        return "Problem"


def told(error: Exception, context: dict[str, Any]) -> Response | None:
    """What the API answers to an exception; None for a fault of ours, which Django logs and answers with 500."""
    if isinstance(error, Http404):
        return _response(404)
    if isinstance(error, PermissionDenied):
        return _response(403)
    if not isinstance(error, APIException):
        return None
    own_words = isinstance(error, BadParameter)
    answer = _response(error.status_code, str(error.detail) if own_words else "", getattr(error, "parameter", ""))
    if isinstance(error, Throttled) and error.wait is not None:
        answer["Retry-After"] = str(max(1, int(error.wait)))
    if isinstance(error, MethodNotAllowed):
        answer["Allow"] = "GET, HEAD, OPTIONS"
    if isinstance(error, (AuthenticationFailed, NotAuthenticated)):
        answer["WWW-Authenticate"] = "Bearer"
    return answer


def _response(code: int, detail: str = "", parameter: str = "") -> Response:
    return Response(problem_of(code, detail, parameter), status=code, content_type=PROBLEM)


def plain_problem(code: int) -> HttpResponse:
    """A problem object outside any view."""
    return HttpResponse(JSONRenderer().render(problem_of(code)), status=code, content_type=PROBLEM)
