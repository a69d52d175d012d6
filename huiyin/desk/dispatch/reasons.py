"""Why a matter goes to the organ that a person chose instead of the one proposed (改派一步到位).

The card proposes an organ with its reason. Whoever writes another organ, or ticks another, and leaves the reason as it
stands would send the matter off with the reason for somebody else; and who had none to begin with would be asked for
what the list of competences says already. What a person wrote themselves is never touched.
"""

from __future__ import annotations

from django.http import QueryDict

from huiyin.cases.models import Case
from huiyin.desk.dispatch.suggestions import Suggestion, reason_for, suggest
from huiyin.desk.forms.sheets import TO
from huiyin.desk.matter.offered import called, receivers
from huiyin.desk.staff import Desk
from huiyin.insights.suggesting import guess_words
from huiyin.law.chart.organs import OVERSEEING_KINDS, Organ
from huiyin.law.terms import Act
from huiyin.law.words import P
from huiyin.typed.wholes import row_id

#: Ways that need somebody to send it to, and a reason.
SENT_ON = frozenset({Act.TRANSFER, Act.ASSIGN})


def reasoned(desk: Desk, case: Case, act: Act, typed: QueryDict) -> QueryDict:
    """What was typed, with the reason that belongs to the organ chosen where nobody wrote one."""
    if act not in SENT_ON:
        return typed
    found, said = suggest(case, desk, typed), typed.get("reason", "").strip()
    to = _chosen(found, desk, typed)
    proposed = {each.organ.id: reason_for(each) for each in found.offered.candidates}
    if to is None or said not in ("", *proposed.values()) or said == proposed.get(to.id):
        return typed
    values = typed.copy()
    values["reason"] = reason_to(found, to)
    return values


def _chosen(found: Suggestion, desk: Desk, typed: QueryDict) -> Organ | None:
    """Whom the form names: typed by name before chosen from the list."""
    open_to = receivers(found.facts, desk.world)
    name = typed.get(f"{TO}_typed", "").strip()
    return open_to.get((called(open_to.values(), name) if name else row_id(typed.get(TO, ""))) or 0)


def reason_to(found: Suggestion, to: Organ) -> str:
    """Why it belongs there: as the routing has it; else what the organ is competent for of what is asked, its place.

    Where neither says anything the person who chose it says so by choosing: it is within the organ's duties.
    """
    if candidate := next((each for each in found.offered.candidates if each.organ.id == to.id), None):
        return reason_for(candidate)
    words = [each.word for each in guess_words(found.words, sorted(to.competences), found.case.title)]
    said = [str(P("“{competence}”归{organ}管，谁主管、谁负责", competence=each, organ=to.short)) for each in words[:1]]
    if not words and to.kind not in OVERSEEING_KINDS:
        said.append(str(P("属于该机关职责范围")))
    if found.case.place and to.covers(found.case.place):
        said.append(str(P("事情发生在{organ}的辖区，属地管理", organ=to.short)))
    return "；".join(said or [str(P("属于该机关职责范围"))]) + "。"
