"""Whether something was sent from an office (办公场所): from a desk's browser, or from one of the office's networks.

A rating from there counts like any other. The record keeps that it came from there, never from which device or address,
so that somebody may ask the organ who held the mouse.
"""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest

from huiyin.gate.known import of_a_desk


def at_office(request: HttpRequest) -> bool:
    return of_a_desk(request) or _within(str(request.META.get("REMOTE_ADDR", "")))


def _within(told: str) -> bool:
    try:
        address = ipaddress.ip_address(told)
    except ValueError:
        return False
    return any(address in ipaddress.ip_network(network) for network in settings.HUIYIN_OFFICE_NETWORKS)
