"""The places of the law that acts, guards and papers rest on, each by what it means (条文含义).

The code cites the national regulation (``cite("xf2022", 34)``); a rule book of another regulation says for every
meaning where its own regulation says the same, or ``"="`` where it is silent and the national one itself binds. A book
that leaves one open is not loaded, so that no paper cites an article of another law by oversight.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from huiyin.law.sources.articles import Citation

NATIONAL: Final = "xf2022"
SILENT: Final = "="
_TABLE: Final = """
joint_conference          13
who_may_petition          17
channels                  17.1
published_contacts        18.1
leaders_meet_people       18.2
no_retaliation            18.4
contents_of_a_petition    19.1
truthfulness              19.2
in_progress_elsewhere     19.3
right_counter             20.1
litigation_in_person      20.2
representatives           20.3
solved_locally            20.4
query_and_rating          21.2
sorting                   22.1
own_level                 22.1.1
lower_level               22.1.2
assignment                22.1.3
by_authority              22.2
received_directly         23.1
notice_received_directly  23.2
notice_passed_on          23.3
rules_of_its_own          23.4
dispute_over_remit        24.1
successor_organ           24.2
urgent_report             25.1
prohibited_acts           26
resolved_properly         27
diligent_handling         28.1
litigation_apart          28.2
recusal                   28.3
suggestion_studied        29.1
suggestion_rewarded       29.2
suggestions_collected     29.3
report_handled            30.1
personnel_informed        30.2
report_protected          30.3
sorted_by_law             31
route_litigation          31..1
route_arbitration         31..2
route_party_appeal        31..3
route_administrative      31..4
duty_performed            31..5
petition_procedure        31..6
opinion                   32
opinion_says              32.1
supported                 32.1.1
explained                 32.1.2
not_supported             32.1.3
execution                 32.2
mediation                 33
conclusion                34
review                    35
rereview                  36.1
rereview_hearing          36.2
finality                  36.3
relief                    37.2
assessment                39.1
grave_neglect             39.3
supervision               40.1
policy_advice             40.2
accountability_advice     40.3
advice_answered           40.4
annual_report             41
delay_answered_for        45
persuasion_first          47.1
"""

MEANINGS: Final[Mapping[str, Citation]] = MappingProxyType(
    {name: Citation.parse(f"{NATIONAL}:{place}") for name, place in (row.split() for row in _TABLE.split("\n") if row)}
)
"""Every meaning, with its place in the national regulation."""
CITED: Final = frozenset(MEANINGS.values())
"""Every place of the national regulation that an act, a guard or a paper may cite."""


class Incomplete(LookupError):
    """A book does not say where its regulation has a place that an act or paper cites."""


def refuse_gaps(title: str, equivalents: Mapping[Citation, Citation]) -> None:
    """Stop a book that leaves meanings open.

    :raises Incomplete: with every one that is missing, and its place in the national regulation.
    """
    missing = [f"{name} ({place.key})" for name, place in MEANINGS.items() if place not in equivalents]
    if missing:
        raise Incomplete(f"{title}: no equivalent for {', '.join(missing)}")
