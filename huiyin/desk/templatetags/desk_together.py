"""What colleagues see of each other on the page of a matter: ``{% load desk_together %}``."""

from __future__ import annotations

from typing import Any

from django import template

from huiyin.cases.models import Case
from huiyin.desk.links import link
from huiyin.law.terms import Act
from huiyin.together.presence import ASKED_EVERY

register = template.Library()


@register.inclusion_tag("desk/_presence.html")
def present(case: Case, act: Act | str = "") -> dict[str, Any]:
    """A line that says who else is here, as long as somebody is."""
    return {"url": link("presence", case.number), "act": str(act), "every": ASKED_EVERY}
