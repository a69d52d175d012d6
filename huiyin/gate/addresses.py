"""Where a request comes from, as limits count it."""

from __future__ import annotations

import ipaddress

from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """Where a request comes from; all of an IPv6 household counts as one."""
    told = str(request.META.get("REMOTE_ADDR", ""))
    try:
        address = ipaddress.ip_address(told)
    except ValueError:
        return told[:64]
    return str(ipaddress.ip_network((address, 64), strict=False)) if address.version == 6 else told
