"""Addresses of the desk that every page writes over and over, each worked out once."""

from __future__ import annotations

from functools import cache

from django.urls import reverse

#: Stands in a remembered address where the number of a matter goes.
HOLE = "0" * 19


@cache
def link(name: str, *args: str) -> str:
    """The address of a page of the desk by its name."""
    return reverse(f"desk:{name}", args=args)


def case_link(number: str) -> str:
    return link("case", HOLE).replace(HOLE, number)


def act_link(number: str, act: str) -> str:
    return link("act", HOLE, act).replace(HOLE, number)
