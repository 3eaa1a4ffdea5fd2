"""The framework's own ceiling: a Django of one view that returns a constant, under the same server as the product.

Settings, addresses and the view in one: DJANGO_SETTINGS_MODULE=tests.bench.bare. No middleware, no database.
"""

import os

from django.http import HttpRequest, HttpResponse
from django.urls import path

SECRET_KEY = "only for figures, on loopback: it signs nothing"
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = __name__
WSGI_APPLICATION = "tracker.wsgi.application"
USE_TZ = True
BODY = b"x" * int(os.environ.get("BARE_BYTES", "8000"))


def constant(request: HttpRequest) -> HttpResponse:
    """As many bytes as the pages of the run have."""
    return HttpResponse(BODY, headers={"Content-Length": str(len(BODY))})


urlpatterns = [path("", constant)]
