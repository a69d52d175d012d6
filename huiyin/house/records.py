"""All kinds of record and all tables that are bound: the only place where names point upward."""

from __future__ import annotations

from functools import partial
from itertools import chain

from huiyin.api.binding import BOUND as API_ROWS
from huiyin.api.hooks.keeping import wanted
from huiyin.cases import above
from huiyin.cases.acts import MATTERS
from huiyin.cases.binding import BOUND as MATTER_ROWS
from huiyin.cases.papers.instruments import issue
from huiyin.cases.resting import conceal, laid_into
from huiyin.channels.binding import BOUND as CHANNEL_ROWS
from huiyin.channels.registry import is_connected
from huiyin.desk.binding import BOUND as DESK_ROWS
from huiyin.field.binding import BOUND as FIELD_ROWS
from huiyin.field.disputes import DISPUTES
from huiyin.field.rounds import ROUNDS
from huiyin.gate.binding import BOUND as GATE_ROWS
from huiyin.joint.binding import BOUND as JOINT_ROWS
from huiyin.keeping.binding import BOUND as KEEPING_ROWS
from huiyin.keeping.disposals import DISPOSALS
from huiyin.keeping.holds import HOLDS
from huiyin.meeting.conferences import CONFERENCES
from huiyin.meeting.hearings import HEARINGS
from huiyin.meeting.memberships import MEMBERSHIPS
from huiyin.meeting.panelists import PANELISTS
from huiyin.meeting.topics import TOPICS
from huiyin.oversight.advice import ADVICES
from huiyin.oversight.annual import ANNUALS
from huiyin.oversight.appraising import APPRAISALS
from huiyin.oversight.assessing import ASSESSMENTS
from huiyin.oversight.binding import BOUND as OVERSIGHT_ROWS
from huiyin.oversight.bulletins import BULLETINS
from huiyin.oversight.checks import CHECKS
from huiyin.oversight.modules import MODULES
from huiyin.oversight.notyet import NOTYETS
from huiyin.oversight.orders import ORDERS
from huiyin.oversight.plans import PLANS
from huiyin.oversight.signs import SIGNS
from huiyin.oversight.undertakings import UNDERTAKINGS
from huiyin.papers.binding import BOUND as PAPER_ROWS
from huiyin.people import bound
from huiyin.people.binding import BOUND as PEOPLE_ROWS
from huiyin.reception.binding import BOUND as RECEPTION_ROWS
from huiyin.reception.charges import CHARGES
from huiyin.reception.conduct import CONDUCTS
from huiyin.reception.visits import VISITS
from huiyin.record.binding import BOUND as SHARED_ROWS
from huiyin.record.instruments import ISSUED_BY, LAID_BY
from huiyin.record.kinds import CONCEALED_BY, KINDS
from huiyin.record.projection import WANTED

#: Rooms that keep words of a matter beside the record.
KEEP_WORDS = (
    "huiyin.together.notes.put_in",
    "huiyin.desk.forms.drafts.put_in",
    "huiyin.channels.letters.enveloped.put_in",
    "huiyin.channels.arrivals.enveloped.put_in",
    "huiyin.channels.exchange.enveloped.put_in",
    "huiyin.reception.tickets.put_in",
    "huiyin.api.open311.reports.put_in",
    "huiyin.insights.likeness.put_in",
)


def register() -> None:
    """Called when the applications are ready, before anybody asks."""
    oversight = (
        ADVICES,
        ANNUALS,
        ORDERS,
        UNDERTAKINGS,
        NOTYETS,
        ASSESSMENTS,
        APPRAISALS,
        CHECKS,
        PLANS,
        SIGNS,
        BULLETINS,
    )
    among_people = (DISPUTES, ROUNDS, VISITS, CHARGES, CONDUCTS)
    together = (HEARINGS, PANELISTS, MEMBERSHIPS, CONFERENCES, TOPICS)
    KINDS.fill((MATTERS, *oversight, MODULES, *among_people, *together, HOLDS, DISPOSALS))
    CONCEALED_BY[:], LAID_BY[:] = [conceal], [laid_into]
    WANTED["hook"] = wanted
    WANTED["exchange"] = partial(is_connected, "exchange")
    ISSUED_BY[MATTERS.key] = issue
    above.FORGETTING[:] = ("huiyin.insights.indexing.refresh", "huiyin.together.telling.take_back")
    above.SHUTTING[:] = ("huiyin.oversight.orders.shut",)
    above.INDEXING[:] = ("huiyin.insights.indexing.refresh_others",)
    above.PUTTING_IN[:] = KEEP_WORDS
    own = (
        PEOPLE_ROWS,
        GATE_ROWS,
        SHARED_ROWS,
        MATTER_ROWS,
        PAPER_ROWS,
        JOINT_ROWS,
        DESK_ROWS,
        RECEPTION_ROWS,
        FIELD_ROWS,
        API_ROWS,
        KEEPING_ROWS,
        CHANNEL_ROWS,
        OVERSIGHT_ROWS,
    )
    bound.fill(chain(*own))
