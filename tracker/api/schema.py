"""The API in OpenAPI 3, made from the declared tables and parameters."""

from functools import cache
from typing import Any

from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from tracker.api.views import PublicView


@cache
def openapi() -> dict[str, Any]:
    """The whole schema."""
    found: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)
    return found


class SchemaView(PublicView):
    """The schema as JSON."""

    shows = ()

    @extend_schema(exclude=True)
    def get(self, request: Request) -> Response:
        """The same to everybody."""
        self.asked()
        return Response(openapi())
