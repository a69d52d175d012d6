"""An address of the desk that is nobody's, or not theirs to see: said at the desk, with the menu still there."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from huiyin.desk.frame import page
from huiyin.desk.links import link
from huiyin.desk.staff import LACKS_SECOND, seated
from huiyin.people.accounts import signed_in


def astray(request: HttpRequest, status: int) -> HttpResponse | None:
    """The page of a 403 or 404 for whoever sits at a desk; nothing for everybody else and elsewhere.

    It says the same of what does not exist and of what somebody may not read.
    """
    session = getattr(request, "session", None)
    if session is None or not request.path.startswith(link("home")) or LACKS_SECOND in session:
        return None
    person = signed_in(session)
    desk = seated(request, person) if person is not None else None
    if desk is None:
        return None
    # What was asked for is not said back, and whoever changes the language here goes on from the beginning.
    context = {"denied": status == 403, "again": link("home")}
    return page(request, desk, "desk/astray.html", context, status=status)
