"""The kinds of instrument (文书种类): those an act owes (huiyin.law.terms.Paper) and those drawn besides."""

from __future__ import annotations

from huiyin.law.papers import Paper
from huiyin.law.terms import Term


class Extra(Term):
    """Instruments that no single act owes: the register's form, applications prefilled for the petitioner, records."""

    REGISTER_FORM = "register_form", "信访事项登记表"
    REVIEW_APPLICATION = "review_application", "复查申请书"
    REREVIEW_APPLICATION = "rereview_application", "复核申请书"


Kind = Paper | Extra

KINDS: tuple[Kind, ...] = (*Paper, *Extra)


def kind_of(value: str) -> Kind:
    """The kind stored as ``value``.

    :raises ValueError: there is no such kind.
    """
    return next((kind for kind in KINDS if kind.value == value), None) or Paper(value)


#: Records and forms that are no 公文: they carry no 发文字号, only a place in the register (GB/T 9704-2012).
NO_NUMBER: frozenset[Kind] = frozenset(
    {
        Paper.PROOF_OF_SERVICE, Paper.INVESTIGATION_RECORD, Paper.ARCHIVE_FORM, Paper.AGREEMENT, Paper.SETTLEMENT,
        Paper.MEDIATION_AGREEMENT, Paper.VISIT_RECORD, Paper.FIELD_RECORD, Paper.HEARING_RECORD, Extra.REGISTER_FORM,
        Extra.REVIEW_APPLICATION, Extra.REREVIEW_APPLICATION, Paper.DISPOSAL_LIST, Paper.DESTRUCTION_CERTIFICATE,
    }
)  # fmt: skip

#: Papers whose delivery to the person must be proved (送达). The receipt is handed over with the query code, an
#: agreement is signed by its parties, and the proof of service is itself the proof.
TO_SERVE: frozenset[Kind] = frozenset(
    {
        Paper.DESTINATION_NOTICE, Paper.CORRECTION_NOTICE, Paper.ACCEPTANCE_NOTICE, Paper.GUIDANCE_NOTICE,
        Paper.DOOR_NOTICE, Paper.CHARGE_NOTICE, Paper.CONDITION_NOTICE,
        Paper.NON_ACCEPTANCE_NOTICE, Paper.NO_FURTHER_NOTICE, Paper.MATERIAL_NOTICE, Paper.EXTENSION_NOTICE,
        Paper.EXECUTION_NOTICE, Paper.PROMISE_CHANGED, Paper.HEARING_NOTICE, Paper.HEARING_REFUSAL,
        Paper.RECUSAL_DECISION, Paper.REWARD_NOTICE, Paper.RELIEF_NOTICE, Paper.OPINION, Paper.REPLY_LETTER,
        Paper.REVIEW_OPINION, Paper.REREVIEW_OPINION,
    }
)  # fmt: skip
#: Those whose service is an act of record (:attr:`huiyin.law.terms.Act.SERVE`), because a period runs from it.
SERVED_BY_ACT: frozenset[Kind] = frozenset({Paper.OPINION, Paper.REVIEW_OPINION, Paper.REREVIEW_OPINION})
#: What goes to an organ above: it objects, reports, asks for a decision, advises on policy.
GOING_UP: frozenset[Kind] = frozenset(
    {Paper.OBJECTION, Paper.CONCLUSION_REPORT, Paper.DECISION_REQUEST, Paper.URGENT_REPORT, Paper.ADVICE_ON_POLICY,
     Paper.ADVICE_ON_LIABILITY, Paper.CONDITION_REPORT}
)  # fmt: skip
