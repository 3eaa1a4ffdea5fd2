"""How many requests a reader may make: a fixed number each minute for each address, counted in the shared cache.

An answer that the site has kept ready costs nothing of it. An IPv6 reader is counted by network (/64), or each of its
addresses would have an allowance of its own.
"""

import hashlib
import ipaddress
import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

MINUTE = 60
COUNTED = "api_allowance"
"""Where a request keeps what is left: (limit, remaining, seconds until it is whole again)."""


class Allowance(BaseThrottle):
    """API_REQUESTS_PER_MINUTE for each address; 0: no limit."""

    def allow_request(self, request: Request, view: APIView) -> bool:
        """Count the request; whether it is still within the allowance."""
        limit = settings.API_REQUESTS_PER_MINUTE
        if not limit:
            return True
        window, passed = divmod(time.time(), MINUTE)
        self._left = max(1, int(MINUTE - passed))
        count = _count(f"api:{int(window)}:{_reader(self.get_ident(request))}")
        setattr(request._request, COUNTED, (limit, max(0, limit - count), self._left))
        return count <= limit

    def wait(self) -> float:
        """Seconds until the next minute begins."""
        return float(self._left)


def _count(key: str) -> int:
    if cache.add(key, 1, 2 * MINUTE):
        return 1
    try:
        return int(cache.incr(key))
    except ValueError:  # it ran out between the two
        return 1


def _reader(address: str) -> str:
    try:
        found = ipaddress.ip_address(address)
        if found.version == 6:
            address = str(ipaddress.ip_network((found, 64), strict=False))
    except ValueError:
        pass
    return hashlib.sha256(address.encode()).hexdigest()[:32]


def headers_of(request: HttpRequest) -> dict[str, str]:
    """What the answer says of the reader's allowance; nothing where it was not counted."""
    counted = getattr(request, COUNTED, None)
    if counted is None:
        return {}
    limit, remaining, left = counted
    return {"RateLimit-Limit": str(limit), "RateLimit-Remaining": str(remaining), "RateLimit-Reset": str(left)}
