"""The whole life of a matter in one table: who may do what, from where, under which article.

Read a row of :data:`MOVES` as a sentence: *from* these stages, *by* these roles of that *seat*, the act leads *to* a
stage, rests on an *article*, owes *papers*, *stops* and *opens* clocks, and hands the *ball* to somebody. Where an act
has several rows, *when* chooses the first that fits. Guards (guards, remit, work, answers, endings) are the conditions
the article adds. Buttons, forms, worklists and tests are all drawn from this table.
"""

from __future__ import annotations

from enum import Enum

from huiyin.law.frame import handing as h
from huiyin.law.frame.procedure import Move
from huiyin.law.frame.situation import always
from huiyin.law.matter import answers as a
from huiyin.law.matter import duties as d
from huiyin.law.matter import endings as e
from huiyin.law.matter import guards as g
from huiyin.law.matter import overseeing as o
from huiyin.law.matter import powers as p
from huiyin.law.matter import promising as m
from huiyin.law.matter import remit as t
from huiyin.law.matter import resting as r
from huiyin.law.matter import situation as q
from huiyin.law.matter import work as w
from huiyin.law.papers import Paper
from huiyin.law.sources.articles import Citation, cite
from huiyin.law.terms import Act, ClockKind, Role, Seat, Stage

A, C, R, S, W = Act, ClockKind, Role, Stage, Paper


class Ball(Enum):
    """Who must act after the act."""

    TO_ORGAN = "to_organ"
    TO_PERSON = "to_person"
    HEIR = "heir"
    SENDER = "sender"
    OBJECTOR = "objector"
    COMMON_SUPERIOR = "common_superior"
    CONFERENCE = "conference"
    HEAD = "head"
    HANDLER = "handler"
    REVIEWER = "reviewer"
    REREVIEWER = "rereviewer"
    RESPONSIBLE = "responsible"
    FIRST = "first"
    AUTHORITY = "authority"
    GOVERNMENT = "government"


def _stages(*stages: Stage) -> frozenset[Stage]:
    return frozenset(stages)


SORTING = _stages(S.REGISTERED, S.TRANSFERRED)
DISPUTE = _stages(S.OBJECTED, S.DISPUTED, S.CONFERENCE)
WORK = _stages(S.HANDLING, S.PROPOSED, S.DECIDED, S.AGREED)
ANSWERED = _stages(S.SERVED, S.REVIEW_SERVED, S.REREVIEW_SERVED)
REVIEW = _stages(S.REVIEW_SOUGHT, S.REVIEWING, S.REVIEW_DECIDED, S.REREVIEW_SOUGHT, S.REREVIEWING, S.REREVIEW_DECIDED)
HEARING = _stages(S.HANDLING, S.REVIEWING, S.REREVIEWING)
OPEN = SORTING | DISPUTE | WORK | ANSWERED | REVIEW
LIVE = OPEN | {S.CLOSED}
AFTER_ANSWER = ANSWERED | REVIEW | {S.CLOSED}
CARRYING_OUT = ANSWERED | REVIEW | {S.HANDLING, S.DECIDED, S.AGREED}

DESK = (R.DISPATCHER, R.HANDLER, R.HEAD)
COUNTER = (R.RECEPTION, *DESK)
PERSON = (R.PETITIONER, R.RECEPTION, R.DISPATCHER)
STAFF = (R.RECEPTION, R.DISPATCHER, R.HANDLER, R.HEAD, R.REVIEWER, R.CONVENER, R.SUPERVISOR)
#: Whoever stands behind what an undertaking tells the matter.
TOLD_BY = (R.PETITIONER, R.SYSTEM, *STAFF)
FIRST_CLOCKS = (C.SORT, C.NOTIFY_DIRECT, C.NOTIFY, C.OBJECT, C.REMINDER)
WORK_CLOCKS = (*FIRST_CLOCKS, C.HANDLE, C.ASSIGNMENT)
SORT_ANEW = ((C.SORT, q.at_petition_office), (C.NOTIFY_DIRECT, q.at_other_organ))
NO_MORE_OPINION = ((C.HANDLE, q.no_opinion_left),)
OWN_RULES = ((C.NOTIFY_DIRECT, q.own_rules), (C.NOTIFY, q.own_rules), (C.OBJECT, q.own_rules))
REVIEW_ADMITTED = ((C.ADMIT_REVIEW, q.review_admission_timed),)
REREVIEW_ADMITTED = ((C.ADMIT_REREVIEW, q.rereview_admission_timed),)
HEARING_ENDS = (w.hearing_open, r.hearing_held, r.notice_of_hearing_issued, e.independent)
REVIEW_RESTS_ON = (
    e.independent, w.no_hearing_open, r.report_of_hearing_issued, g.claims_named_exist, a.change_says_what,
    a.outcomes_fit,
)  # fmt: skip


def _xf(article: int, paragraph: int | None = None, item: int | None = None) -> Citation:
    return cite("xf2022", article, paragraph, item)


# fmt: off
MOVES: tuple[Move, ...] = (
    # Registration and sorting · 登记与分流
    Move(A.LODGE, _stages(S.NEW), S.REGISTERED, (R.PETITIONER, *COUNTER, R.SYSTEM), Seat.DESK, _xf(22, 1),
         papers=(W.RECEIPT,), opens=SORT_ANEW,
         guards=(g.representatives_within_limit, g.holder_not_accused, g.owner_fit)),
    Move(A.CLASSIFY, SORTING | {S.HANDLING}, None, DESK, Seat.HOLDER, _xf(31),
         stops_when=(*NO_MORE_OPINION, *OWN_RULES), opens=((C.HANDLE, q.opinion_becomes_due),),
         guards=(g.claims_named_exist, g.accused_known), when=q.holder_not_shut_out),
    Move(A.CLASSIFY, SORTING | {S.HANDLING}, S.REGISTERED, DESK, Seat.HOLDER, _xf(30, 3), stops=WORK_CLOCKS,
         opens=SORT_ANEW, ball=Ball.AUTHORITY, guards=(g.claims_named_exist, g.accused_known)),
    Move(A.REPORT_URGENT, OPEN, None, STAFF, Seat.HOLDER, _xf(25, 1), papers=(W.URGENT_REPORT,),
         guards=(t.department_may_know,)),
    Move(A.NOTE_REPLY, OPEN, None, STAFF, Seat.INVOLVED, _xf(25, 1), guards=(d.urgent_reported,)),
    Move(A.ASK_DECISION, _stages(S.REGISTERED), S.TRANSFERRED, (R.DISPATCHER, R.HEAD), Seat.HOLDER, _xf(22, 1, 1),
         papers=(W.DECISION_REQUEST,), stops=FIRST_CLOCKS, ball=Ball.GOVERNMENT,
         guards=(p.within_competence, d.at_the_petition_office, d.grave_or_urgent)),
    Move(A.INFORM_PERSONNEL, LIVE, None, (R.DISPATCHER, R.HEAD), Seat.INVOLVED, _xf(30, 2),
         papers=(W.PERSONNEL_LETTER,),
         guards=(d.at_the_petition_office, d.is_a_report, t.not_to_the_accused)),
    Move(A.ANSWER_ON_SPOT, _stages(S.REGISTERED), S.CLOSED, COUNTER, Seat.HOLDER, _xf(27),
         papers=(W.REPLY_LETTER,), stops=FIRST_CLOCKS, guards=(p.within_competence,)),
    Move(A.DIRECT_ELSEWHERE, _stages(S.REGISTERED), S.CLOSED, DESK, Seat.HOLDER, _xf(23, 1),
         papers=(W.NON_ACCEPTANCE_NOTICE,), stops=FIRST_CLOCKS,
         guards=(p.within_competence, g.earlier_in_progress)),
    Move(A.NO_FURTHER, _stages(S.REGISTERED), S.CLOSED, DESK, Seat.HOLDER, _xf(36, 3),
         papers=(W.NO_FURTHER_NOTICE,), stops=FIRST_CLOCKS,
         guards=(p.within_competence, g.earlier_matter_ended)),
    Move(A.GUIDE, SORTING | {S.HANDLING}, S.CLOSED, DESK, Seat.HOLDER, _xf(31), papers=(W.GUIDANCE_NOTICE,),
         stops=WORK_CLOCKS, when=q.every_open_claim_guided,
         guards=(g.claims_named_exist, p.within_competence, p.route_fits, g.nothing_promised_is_left, w.no_hearing_open,
                 r.parts_reported)),
    Move(A.GUIDE, SORTING | {S.HANDLING}, None, DESK, Seat.HOLDER, _xf(31), papers=(W.GUIDANCE_NOTICE,),
         guards=(g.claims_named_exist, p.within_competence, p.route_fits)),
    Move(A.SHOW_DOOR, SORTING | {S.HANDLING}, None, COUNTER, Seat.INVOLVED, _xf(20, 1), papers=(W.DOOR_NOTICE,),
         guards=(t.came_in_person, t.not_to_the_accused, t.another_door, t.door_open_ahead)),
    Move(A.SPLIT, SORTING | {S.HANDLING}, None, DESK, Seat.HOLDER, _xf(31), stops_when=NO_MORE_OPINION,
         guards=(g.claims_named_exist, g.something_remains)),
    Move(A.MERGE, SORTING | {S.HANDLING}, S.CLOSED, DESK, Seat.HOLDER, _xf(19, 3), stops=WORK_CLOCKS,
         guards=(e.whom_it_is_about_is_settled, g.nothing_promised_is_left)),
    Move(A.ABSORB, OPEN, None, STAFF, Seat.INVOLVED, _xf(19, 3)),

    # Transfer, assignment and disputes over remit · 转送、交办、异议、争议
    Move(A.TRANSFER, SORTING, S.TRANSFERRED, (R.DISPATCHER, R.HEAD, R.HANDLER), Seat.HOLDER, _xf(22, 1),
         papers=(W.TRANSFER_LETTER, W.DESTINATION_NOTICE), stops=FIRST_CLOCKS, ball=Ball.TO_ORGAN,
         opens=((C.NOTIFY, q.notifies_by_the_book), (C.OBJECT, q.notifies_by_the_book)),
         guards=(p.within_competence, t.reports_go_alone, t.to_another_organ, t.within_own_system,
                 t.suits_go_to_the_courts)),
    Move(A.ASSIGN, SORTING, S.TRANSFERRED, (R.DISPATCHER, R.HEAD), Seat.HOLDER, _xf(22, 1, 3),
         papers=(W.ASSIGNMENT_LETTER, W.DESTINATION_NOTICE), stops=FIRST_CLOCKS, ball=Ball.TO_ORGAN,
         opens=((C.NOTIFY, q.notifies_by_the_book), (C.OBJECT, q.notifies_by_the_book), (C.ASSIGNMENT, always)),
         guards=(p.within_competence, t.reports_go_alone, t.to_another_organ, t.within_own_system,
                 t.suits_go_to_the_courts, t.date_ahead, t.within_the_assignment)),
    Move(A.TAKE_BACK, _stages(S.TRANSFERRED), S.REGISTERED, (R.DISPATCHER, R.HEAD, R.HANDLER), Seat.SENDER, _xf(22, 1),
         papers=(W.CORRECTION_LETTER, W.CORRECTION_NOTICE), stops=(C.NOTIFY, C.OBJECT, C.ASSIGNMENT), opens=SORT_ANEW,
         ball=Ball.SENDER, guards=(t.receiver_has_not_acted,)),
    Move(A.ACCEPT, SORTING, S.HANDLING, DESK, Seat.HOLDER, _xf(23, 3), papers=(W.ACCEPTANCE_NOTICE,),
         stops=FIRST_CLOCKS, opens=((C.HANDLE, q.opinion_due),), ball=Ball.TO_PERSON,
         guards=(t.classified, p.within_competence, h.serves_at_holder), when=q.was_passed_on),
    Move(A.ACCEPT, SORTING, S.HANDLING, DESK, Seat.HOLDER, _xf(23, 1), papers=(W.ACCEPTANCE_NOTICE,),
         stops=FIRST_CLOCKS, opens=((C.HANDLE, q.opinion_due),), ball=Ball.TO_PERSON,
         guards=(t.classified, p.within_competence, h.serves_at_holder)),
    Move(A.OBJECT, _stages(S.TRANSFERRED), S.OBJECTED, DESK, Seat.HOLDER, _xf(23, 3), papers=(W.OBJECTION,),
         stops=(C.NOTIFY, C.OBJECT), ball=Ball.SENDER, guards=(t.remit_not_settled, t.objection_in_time),
         when=q.sender_decides),
    Move(A.OBJECT, _stages(S.TRANSFERRED), S.DISPUTED, DESK, Seat.HOLDER, _xf(24, 1), papers=(W.OBJECTION,),
         stops=(C.NOTIFY, C.OBJECT), ball=Ball.COMMON_SUPERIOR,
         guards=(t.remit_not_settled, t.objection_in_time, d.consulted_first),
         when=q.common_superior_exists),
    Move(A.OBJECT, _stages(S.TRANSFERRED), S.CONFERENCE, DESK, Seat.HOLDER, _xf(24, 1), papers=(W.OBJECTION,),
         stops=(C.NOTIFY, C.OBJECT), ball=Ball.CONFERENCE,
         guards=(t.remit_not_settled, t.objection_in_time, d.consulted_first)),
    Move(A.CONSULT, _stages(S.TRANSFERRED, S.OBJECTED), None, DESK, Seat.INVOLVED, _xf(24, 1)),
    Move(A.AGREE_OBJECTION, _stages(S.OBJECTED), S.REGISTERED, DESK, Seat.HOLDER, _xf(23, 3),
         papers=(W.OBJECTION_RULING,), stops=(C.ASSIGNMENT,), opens=SORT_ANEW),
    Move(A.REJECT_OBJECTION, _stages(S.OBJECTED), S.TRANSFERRED, DESK, Seat.HOLDER, _xf(23, 3),
         papers=(W.OBJECTION_RULING,), opens=((C.NOTIFY, always), (C.OBJECT, always)), ball=Ball.OBJECTOR),
    Move(A.DETERMINE, _stages(S.DISPUTED), S.TRANSFERRED, (R.HEAD, R.DISPATCHER), Seat.HOLDER, _xf(24, 1),
         papers=(W.TRANSFER_LETTER,), opens=((C.NOTIFY, always),), ball=Ball.TO_ORGAN,
         guards=(t.to_an_organ_that_decides,)),
    Move(A.COORDINATE, _stages(S.CONFERENCE), S.TRANSFERRED, (R.CONVENER, R.HEAD), Seat.HOLDER, _xf(24, 1),
         papers=(W.TRANSFER_LETTER,), opens=((C.NOTIFY, always),), ball=Ball.TO_ORGAN,
         guards=(t.to_an_organ_that_decides,)),
    Move(A.COORDINATE, SORTING | _stages(S.OBJECTED, S.DISPUTED), S.TRANSFERRED, (R.CONVENER, R.HEAD), Seat.LINKED,
         _xf(24, 1), papers=(W.TRANSFER_LETTER,), stops=FIRST_CLOCKS, opens=((C.NOTIFY, always),), ball=Ball.TO_ORGAN,
         guards=(o.decided_at_a_conference, t.to_an_organ_that_decides)),

    # Handling · 办理
    Move(A.NAME_HANDLER, OPEN - {S.PROPOSED}, None, (R.DISPATCHER, R.HEAD, R.RECEPTION), Seat.HOLDER, _xf(28, 1),
         ball=Ball.TO_PERSON, guards=(t.reception_gives_its_own, h.serves_at_holder, e.independent_heir)),
    Move(A.RECUSE, OPEN, None, STAFF, Seat.HOLDER, _xf(28, 3), ball=Ball.HEIR,
         guards=(t.own_recusal_or_heads, t.successor_named, h.serves_at_holder, e.independent_heir)),
    Move(A.ASK_RECUSAL, OPEN, None, PERSON, Seat.DESK, _xf(28, 3), guards=(d.recusal_not_asked_twice,)),
    Move(A.DECIDE_RECUSAL, OPEN, None, (R.HEAD,), Seat.HOLDER, _xf(28, 3), papers=(W.RECUSAL_DECISION,), ball=Ball.HEIR,
         guards=(d.recusal_asked, d.decided_by_another, d.whom_it_concerns, h.serves_at_holder, e.independent_heir)),
    Move(A.URGE, OPEN, None, PERSON, Seat.DESK, _xf(28, 1), opens=((C.REMINDER, always),),
         guards=(d.something_is_late, d.not_urged_yet)),
    Move(A.ANSWER_URGE, OPEN, None, STAFF, Seat.HOLDER, _xf(28, 1), stops=(C.REMINDER,), guards=(d.was_urged,)),
    Move(A.OFFER_RELIEF, LIVE, None, (*COUNTER, R.REVIEWER), Seat.INVOLVED, _xf(37, 2), papers=(W.RELIEF_NOTICE,)),
    Move(A.FOLLOW_RELIEF, LIVE, None, (*COUNTER, R.REVIEWER), Seat.INVOLVED, _xf(37, 2),
         guards=(d.relief_pending,)),
    Move(A.CONTACT, OPEN, None, STAFF, Seat.INVOLVED, _xf(31, None, 6)),
    Move(A.REQUEST_MATERIAL, SORTING | HEARING, None, (*COUNTER, R.REVIEWER), Seat.HOLDER, _xf(19, 1),
         papers=(W.MATERIAL_NOTICE,), guards=(t.date_ahead, w.not_there_already)),
    Move(A.SUPPLEMENT, OPEN, None, (R.PETITIONER, *STAFF), Seat.DESK, _xf(19, 1), guards=(g.adds_no_report,)),
    Move(A.JOIN, SORTING | DISPUTE | {S.HANDLING}, None, (R.PETITIONER,), Seat.PETITIONER, _xf(17),
         guards=(g.not_a_report,)),
    Move(A.LEAVE, OPEN, None, (R.PETITIONER,), Seat.PETITIONER, _xf(17), guards=(g.has_joined,)),
    Move(A.LISTEN, HEARING, None, (R.HANDLER, R.HEAD, R.REVIEWER), Seat.HOLDER, _xf(31, None, 6),
         guards=(e.independent,)),
    Move(A.INVESTIGATE, HEARING, None, (R.HANDLER, R.HEAD, R.REVIEWER), Seat.HOLDER, _xf(31, None, 6),
         papers=(W.FIELD_RECORD,), guards=(e.independent, r.told_on_the_spot), when=r.on_the_spot),
    Move(A.INVESTIGATE, HEARING, None, (R.HANDLER, R.HEAD, R.REVIEWER), Seat.HOLDER, _xf(31, None, 6),
         papers=(W.INVESTIGATION_RECORD,), guards=(e.independent,)),
    Move(A.INVITE, _stages(S.HANDLING), None, DESK, Seat.HOLDER, _xf(28, 1),
         guards=(t.to_another_organ, t.not_to_the_accused, t.not_invited_yet, t.date_ahead)),
    Move(A.CO_REPORT, OPEN, None, DESK, Seat.CO_HANDLER, _xf(28, 1)),
    Move(A.OPEN_HEARING, _stages(S.HANDLING, S.REVIEWING), None, (R.HANDLER, R.HEAD, R.REVIEWER), Seat.HOLDER,
         _xf(31, None, 6), papers=(W.HEARING_NOTICE,), guards=(w.none_or_moved, e.independent)),
    Move(A.OPEN_HEARING, _stages(S.REREVIEWING), None, (R.HANDLER, R.HEAD, R.REVIEWER), Seat.HOLDER, _xf(36, 2),
         papers=(W.HEARING_NOTICE,), guards=(w.none_or_moved, e.independent)),
    Move(A.CLOSE_HEARING, _stages(S.HANDLING, S.REVIEWING), None, (R.HANDLER, R.HEAD, R.REVIEWER), Seat.HOLDER,
         _xf(31, None, 6), papers=(W.HEARING_REPORT,), guards=HEARING_ENDS, when=q.hearing_was_held),
    Move(A.CLOSE_HEARING, _stages(S.REREVIEWING), None, (R.HANDLER, R.HEAD, R.REVIEWER), Seat.HOLDER, _xf(36, 2),
         papers=(W.HEARING_REPORT,), guards=HEARING_ENDS, when=q.hearing_was_held),
    Move(A.CLOSE_HEARING, HEARING, None, (R.HANDLER, R.HEAD, R.REVIEWER), Seat.HOLDER, _xf(31, None, 6),
         guards=(w.hearing_open, e.independent)),
    Move(A.SIMPLIFY, _stages(S.HANDLING), None, (R.HANDLER, R.HEAD), Seat.HOLDER, _xf(27),
         guards=(w.simplified_offered, w.first_time_and_small)),
    Move(A.ASK_EXTENSION, _stages(S.HANDLING), None, (R.HANDLER,), Seat.HOLDER, _xf(34),
         guards=(w.extension_possible,)),
    Move(A.EXTEND, _stages(S.HANDLING, S.PROPOSED), None, (R.HEAD,), Seat.HOLDER, _xf(34),
         papers=(W.EXTENSION_NOTICE,), guards=(w.extension_possible,)),
    Move(A.MEDIATE, _stages(S.HANDLING), S.AGREED, (R.HANDLER, R.HEAD), Seat.HOLDER, _xf(33),
         papers=(W.AGREEMENT,), stops=(C.HANDLE, C.REMINDER),
         guards=(p.within_competence, w.can_be_mediated, w.no_hearing_open, w.all_consent, t.date_not_past)),
    Move(A.RECONCILE, _stages(S.HANDLING), S.AGREED, (R.HANDLER, R.HEAD), Seat.HOLDER, _xf(33),
         papers=(W.SETTLEMENT,), stops=(C.HANDLE, C.REMINDER),
         guards=(p.within_competence, w.can_be_mediated, w.no_hearing_open, w.all_consent, t.date_not_past)),
    Move(A.BREAK_AGREEMENT, _stages(S.AGREED), S.HANDLING, (*PERSON, R.HANDLER, R.HEAD), Seat.DESK, _xf(33),
         opens=((C.HANDLE, q.opinion_due),), guards=(w.agreement_unkept, w.said_by_a_party)),
    Move(A.REPLY, SORTING | {S.HANDLING}, S.SERVED, (*DESK, R.SYSTEM), Seat.HOLDER, _xf(29, 1),
         papers=(W.REPLY_LETTER,), stops=(*FIRST_CLOCKS, C.HANDLE),
         guards=(t.classified, a.statutory_claims_guided, p.within_competence, w.no_opinion_needed, w.no_hearing_open)),
    Move(A.PROPOSE, _stages(S.HANDLING), S.PROPOSED, (R.HANDLER, R.HEAD), Seat.HOLDER, _xf(32, 1), ball=Ball.HEAD,
         guards=(w.no_hearing_open, r.report_of_hearing_issued, t.classified, a.statutory_claims_guided,
                 p.within_competence, g.claims_named_exist, a.every_claim_answered, a.outcomes_fit, a.redo_differs,
                 r.person_heard, r.facts_established)),
    Move(A.SEND_BACK, _stages(S.PROPOSED), S.HANDLING, (R.HEAD,), Seat.HOLDER, _xf(32, 1), ball=Ball.HANDLER),
    Move(A.SIGN, _stages(S.PROPOSED), S.DECIDED, (R.HEAD,), Seat.HOLDER, _xf(32, 1), papers=(W.OPINION,),
         stops=(C.HANDLE, C.REMINDER), ball=Ball.HANDLER, when=q.opinion_due),
    Move(A.SIGN, _stages(S.PROPOSED), S.DECIDED, (R.HEAD,), Seat.HOLDER, _xf(31, None, 5), papers=(W.REPLY_LETTER,),
         stops=(C.HANDLE, C.REMINDER), ball=Ball.HANDLER, when=q.duty_asked),
    Move(A.SIGN, _stages(S.PROPOSED), S.DECIDED, (R.HEAD,), Seat.HOLDER, _xf(30, 1), papers=(W.REPLY_LETTER,),
         stops=(C.HANDLE, C.REMINDER), ball=Ball.HANDLER, when=q.report_alone),
    Move(A.SIGN, _stages(S.PROPOSED), S.DECIDED, (R.HEAD,), Seat.HOLDER, _xf(29, 1), papers=(W.REPLY_LETTER,),
         stops=(C.HANDLE, C.REMINDER), ball=Ball.HANDLER),

    # Service, what was promised, the petitioner's word · 送达、落实、信访人的话
    Move(A.SERVE, _stages(S.DECIDED), S.SERVED, COUNTER, Seat.HOLDER, _xf(35), papers=(W.PROOF_OF_SERVICE,),
         opens=((C.SEEK_REVIEW, q.opinion_due),), guards=(r.paper_issued, e.service_after_decision)),
    Move(A.SERVE, _stages(S.REVIEW_DECIDED), S.HANDLING, (*COUNTER, R.REVIEWER), Seat.HOLDER, _xf(35),
         papers=(W.PROOF_OF_SERVICE,), opens=((C.HANDLE, always),), ball=Ball.RESPONSIBLE,
         guards=(r.paper_issued, e.service_after_decision), when=q.ruled_redo),
    Move(A.SERVE, _stages(S.REVIEW_DECIDED), S.REVIEW_SERVED, (*COUNTER, R.REVIEWER), Seat.HOLDER, _xf(36, 1),
         papers=(W.PROOF_OF_SERVICE,), opens=((C.SEEK_REREVIEW, always),), ball=Ball.RESPONSIBLE,
         guards=(r.paper_issued, e.service_after_decision)),
    Move(A.SERVE, _stages(S.REREVIEW_DECIDED), S.HANDLING, (*COUNTER, R.REVIEWER), Seat.HOLDER, _xf(36, 1),
         papers=(W.PROOF_OF_SERVICE,), opens=((C.HANDLE, always),), ball=Ball.RESPONSIBLE,
         guards=(r.paper_issued, e.service_after_decision), when=q.ruled_redo),
    Move(A.SERVE, _stages(S.REREVIEW_DECIDED), S.REREVIEW_SERVED, (*COUNTER, R.REVIEWER), Seat.HOLDER, _xf(36, 3),
         papers=(W.PROOF_OF_SERVICE,), ball=Ball.RESPONSIBLE,
         guards=(r.paper_issued, e.service_after_decision)),
    Move(A.REPORT_CONCLUSION, AFTER_ANSWER | {S.AGREED}, None, DESK, Seat.RESPONSIBLE, _xf(22, 1, 3),
         papers=(W.CONCLUSION_REPORT,), stops=(C.ASSIGNMENT,), guards=(e.assignment_running,)),
    Move(A.REWARD, AFTER_ANSWER, None, (R.HEAD,), Seat.RESPONSIBLE, _xf(29, 2), papers=(W.REWARD_NOTICE,),
         guards=(d.suggestion_adopted,)),
    Move(A.COLLECT_IDEA, LIVE, None, (R.DISPATCHER, R.HEAD), Seat.INVOLVED, _xf(29, 3),
         guards=(d.at_the_petition_office, d.holds_a_suggestion)),
    Move(A.EXECUTE, CARRYING_OUT, None, TOLD_BY, Seat.RECORDED, _xf(32, 2), papers=(W.EXECUTION_NOTICE,),
         stops=(C.REMINDER,), guards=(m.through_an_undertaking, g.claims_named_exist, e.something_to_execute)),
    Move(A.CHANGE_PROMISE, LIVE, None, TOLD_BY, Seat.RECORDED, _xf(32, 2), papers=(W.PROMISE_CHANGED,),
         stops=(C.REMINDER,), guards=(m.through_an_undertaking,)),
    Move(A.NOTE_PROMISE, LIVE, None, TOLD_BY, Seat.RECORDED, _xf(32, 2), guards=(m.through_an_undertaking,)),
    Move(A.CONFIRM_EXECUTION, CARRYING_OUT | {S.CLOSED}, None, TOLD_BY, Seat.RECORDED, _xf(21, 2),
         guards=(m.through_an_undertaking, e.execution_reported)),
    Move(A.DENY_EXECUTION, CARRYING_OUT, None, TOLD_BY, Seat.RECORDED, _xf(40, 1),
         guards=(m.through_an_undertaking, e.execution_reported)),
    Move(A.DENY_EXECUTION, _stages(S.CLOSED), S.AGREED, TOLD_BY, Seat.RECORDED, _xf(40, 1), ball=Ball.RESPONSIBLE,
         guards=(m.through_an_undertaking, e.execution_reported), when=q.closed_by_agreement),
    Move(A.DENY_EXECUTION, _stages(S.CLOSED), S.REREVIEW_SERVED, TOLD_BY, Seat.RECORDED, _xf(40, 1),
         ball=Ball.RESPONSIBLE, guards=(m.through_an_undertaking, e.execution_reported), when=q.closed_as_final),
    Move(A.DENY_EXECUTION, _stages(S.CLOSED), S.SERVED, TOLD_BY, Seat.RECORDED, _xf(40, 1), ball=Ball.RESPONSIBLE,
         guards=(m.through_an_undertaking, e.execution_reported)),
    Move(A.RATE, AFTER_ANSWER, None, (R.PETITIONER,), Seat.PETITIONER, _xf(21, 2),
         guards=(e.rating_open, e.says_something)),
    Move(A.WITHDRAW, SORTING | DISPUTE | {S.HANDLING, S.PROPOSED}, S.CLOSED, PERSON, Seat.DESK, _xf(17),
         stops=WORK_CLOCKS, guards=(g.nobody_else_joined, w.asked_by_the_petitioner)),

    # Review and re-review · 复查、复核
    Move(A.SEEK_REVIEW, _stages(S.SERVED), S.REVIEW_SOUGHT, PERSON, Seat.DESK, _xf(35), stops=(C.SEEK_REVIEW,),
         opens=((C.REVIEW, always), *REVIEW_ADMITTED), ball=Ball.REVIEWER, guards=(e.review_open,)),
    Move(A.SEEK_REREVIEW, _stages(S.REVIEW_SERVED), S.REREVIEW_SOUGHT, PERSON, Seat.DESK, _xf(36, 1),
         stops=(C.SEEK_REREVIEW,), opens=((C.REREVIEW, always), *REREVIEW_ADMITTED), ball=Ball.REREVIEWER,
         guards=(e.rereview_open,)),
    Move(A.ADMIT_REVIEW, _stages(S.REVIEW_SOUGHT), S.REVIEWING, (R.REVIEWER, R.HEAD), Seat.HOLDER, _xf(35),
         papers=(W.ACCEPTANCE_NOTICE,), stops_when=REVIEW_ADMITTED, ball=Ball.TO_PERSON,
         guards=(e.independent, h.serves_at_holder)),
    Move(A.ADMIT_REVIEW, _stages(S.REREVIEW_SOUGHT), S.REREVIEWING, (R.REVIEWER, R.HEAD), Seat.HOLDER, _xf(36, 1),
         papers=(W.ACCEPTANCE_NOTICE,), stops_when=REREVIEW_ADMITTED, ball=Ball.TO_PERSON,
         guards=(e.independent, h.serves_at_holder)),
    Move(A.DECLINE_REVIEW, _stages(S.REVIEW_SOUGHT), S.SERVED, (R.REVIEWER, R.HEAD), Seat.HOLDER, _xf(35),
         papers=(W.NON_ACCEPTANCE_NOTICE,), stops=(C.REVIEW, C.REMINDER), stops_when=REVIEW_ADMITTED,
         opens=((C.SEEK_REVIEW, always),), ball=Ball.RESPONSIBLE, guards=(e.independent,)),
    Move(A.DECLINE_REVIEW, _stages(S.REREVIEW_SOUGHT), S.REVIEW_SERVED, (R.REVIEWER, R.HEAD), Seat.HOLDER, _xf(36, 1),
         papers=(W.NON_ACCEPTANCE_NOTICE,), stops=(C.REREVIEW, C.REMINDER), stops_when=REREVIEW_ADMITTED,
         opens=((C.SEEK_REREVIEW, always),), ball=Ball.RESPONSIBLE, guards=(e.independent,)),
    Move(A.PROPOSE_REVIEW, _stages(S.REVIEWING), None, (R.REVIEWER, R.HEAD), Seat.HOLDER, _xf(35), ball=Ball.HEAD,
         guards=REVIEW_RESTS_ON),
    Move(A.PROPOSE_REVIEW, _stages(S.REREVIEWING), None, (R.REVIEWER, R.HEAD), Seat.HOLDER, _xf(36, 1), ball=Ball.HEAD,
         guards=REVIEW_RESTS_ON),
    Move(A.DECIDE_REVIEW, _stages(S.REVIEWING), S.REVIEW_DECIDED, (R.HEAD,), Seat.HOLDER, _xf(35),
         papers=(W.REVIEW_OPINION,), stops=(C.REVIEW, C.REMINDER), guards=REVIEW_RESTS_ON),
    Move(A.DECIDE_REVIEW, _stages(S.REREVIEWING), S.REREVIEW_DECIDED, (R.HEAD,), Seat.HOLDER, _xf(36, 1),
         papers=(W.REREVIEW_OPINION,), stops=(C.REREVIEW, C.REMINDER), guards=REVIEW_RESTS_ON),
    Move(A.WITHDRAW, _stages(S.REVIEW_SOUGHT, S.REVIEWING), S.SERVED, PERSON, Seat.DESK, _xf(35),
         stops=(C.REVIEW, C.REMINDER), stops_when=REVIEW_ADMITTED, ball=Ball.RESPONSIBLE,
         guards=(w.asked_by_the_petitioner,)),
    Move(A.WITHDRAW, _stages(S.REREVIEW_SOUGHT, S.REREVIEWING), S.REVIEW_SERVED, PERSON, Seat.DESK, _xf(36, 1),
         stops=(C.REREVIEW, C.REMINDER), stops_when=REREVIEW_ADMITTED, ball=Ball.RESPONSIBLE,
         guards=(w.asked_by_the_petitioner,)),

    Move(A.PUBLISH, _stages(S.REREVIEW_SERVED, S.CLOSED), None, (R.REVIEWER, R.HEAD), Seat.INVOLVED, _xf(36, 2),
         papers=(W.PUBLICATION,), guards=(d.heard_in_rereview, d.nobody_is_named)),

    # The end, and the way back · 办结、重启、归档
    Move(A.LAPSE, _stages(S.SERVED), None, (R.SYSTEM,), Seat.SYSTEM, _xf(35), stops=(C.SEEK_REVIEW,),
         guards=(e.window_over,)),
    Move(A.LAPSE, _stages(S.REVIEW_SERVED), None, (R.SYSTEM,), Seat.SYSTEM, _xf(36, 1), stops=(C.SEEK_REREVIEW,),
         guards=(e.window_over,)),
    Move(A.CLOSE, ANSWERED | {S.AGREED}, S.CLOSED, (*DESK, R.SYSTEM), Seat.RESPONSIBLE, _xf(34),
         stops=(C.SEEK_REVIEW, C.SEEK_REREVIEW, C.REMINDER),
         guards=(e.window_closed, e.nothing_outstanding, m.no_promise_is_open, r.parts_reported, r.papers_complete)),
    Move(A.CONCLUDE_CHECK, _stages(S.SERVED, S.REVIEW_SERVED, S.CLOSED), S.CLOSED, (R.HEAD,), Seat.RESPONSIBLE,
         _xf(36, 3), stops=(C.SEEK_REVIEW, C.SEEK_REREVIEW, C.REMINDER),
         guards=(d.checked_matter, e.window_closed, e.nothing_outstanding, m.no_promise_is_open, r.parts_reported,
                 r.papers_complete)),
    Move(A.REOPEN, ANSWERED | {S.CLOSED}, S.HANDLING, (*PERSON, R.HEAD, R.SUPERVISOR), Seat.DESK, _xf(40, 1),
         stops=(C.SEEK_REVIEW, C.SEEK_REREVIEW), opens=((C.HANDLE, q.opinion_due),), ball=Ball.RESPONSIBLE,
         guards=(e.may_come_back,), when=q.was_accepted),
    Move(A.REOPEN, ANSWERED | {S.CLOSED}, S.REGISTERED, (*PERSON, R.HEAD, R.SUPERVISOR), Seat.DESK, _xf(40, 1),
         stops=(C.ASSIGNMENT,), opens=SORT_ANEW, ball=Ball.FIRST, guards=(e.may_come_back,)),
    Move(A.NAME_ROOT, AFTER_ANSWER, None, (*DESK, R.SUPERVISOR), Seat.INVOLVED, _xf(27)),
    Move(A.ARCHIVE, _stages(S.CLOSED), S.ARCHIVED, COUNTER, Seat.HOLDER, cite("dangan2020", 14),
         papers=(W.ARCHIVE_FORM,), guards=(e.no_clock_runs, e.no_order_open, o.no_condition_is_awaited,
                                         r.papers_complete)),

    # What other records write here, and the ledger · 接访、包案、督办、台账
    Move(A.NOTE_VISIT, LIVE, None, STAFF, Seat.LINKED, _xf(18, 2), guards=(o.through_a_visit,)),
    Move(A.NOTE_CONFERENCE, LIVE, None, STAFF, Seat.LINKED, _xf(13), guards=(o.through_a_topic,)),
    Move(A.NOTE_CHARGE, LIVE, None, TOLD_BY, Seat.RECORDED, _xf(18, 2), guards=(o.through_a_charge,)),
    Move(A.NOTE_CONDITION, LIVE, None, TOLD_BY, Seat.RECORDED, _xf(32, 2), guards=(o.through_a_waiting_claim,)),
    Move(A.SUPERVISE, LIVE, None, (R.SUPERVISOR, R.DISPATCHER, R.HEAD, R.CONVENER), Seat.LINKED, _xf(40, 1),
         papers=(W.SUPERVISION_LETTER,), guards=(o.through_an_order, t.date_ahead, o.breach_confirmed)),
    Move(A.ANSWER_SUPERVISION, LIVE, None, (*DESK, R.REVIEWER), Seat.INVOLVED, _xf(40, 4), stops=(C.FEEDBACK,),
         guards=(e.supervised_before_orders,)),
    Move(A.UNMASK, LIVE, None, STAFF, Seat.INVOLVED, cite("pipl2021", 34)),
    Move(A.NOTE_OVERDUE, LIVE, None, (R.SYSTEM,), Seat.SYSTEM, _xf(45), guards=(e.clock_ran_out,)),
)
# fmt: on
